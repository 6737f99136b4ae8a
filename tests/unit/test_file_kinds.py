"""What a file is, told by its content; what is refused; names that are harmless everywhere."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.file_kinds import (
    AUDIO,
    BMP,
    DOCX,
    GIF,
    HEIC,
    JPEG,
    KINDS,
    MAIL,
    MOST_BYTES,
    ODF,
    OLD_OFFICE,
    PDF,
    PNG,
    PPTX,
    TEXT,
    VIDEO,
    WEBP,
    XLSX,
    XML,
    FileKind,
    judged,
    kind_of_type,
    looks_like_mail,
    stored_name,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MESSAGE = b"From: ana@example.org\r\nSubject: Poste\r\nMessage-ID: <1@example.org>\r\n\r\nHola"


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF), (b"\x89PNG\r\n\x1a\n...", PNG), (b"\xff\xd8\xff\xe0", JPEG), (b"GIF89a..", GIF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", WEBP), (b"RIFF\x00\x00\x00\x00WAVEfmt ", AUDIO),
        (b"\x00\x00\x00\x18ftypheic", HEIC), (b"\x00\x00\x00\x18ftypmp42", VIDEO), (b"\x00\x00\x00\x18ftypM4A ", AUDIO),
        (b"BM\x00\x10\x00\x00\x00\x00\x00\x00" + bytes(40), BMP), ("El poste cayó\n".encode(), TEXT),
        ("Señor alcalde".encode("latin-1"), TEXT), ("Señor alcalde".encode("utf-16"), TEXT), (MESSAGE, MAIL),
        (b"<?xml version='1.0'?><Invoice/>", XML),
        (packed("[Content_Types].xml", "word/document.xml"), DOCX),
        (packed("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), PPTX),
        (packed("mimetype", "content.xml", "META-INF/manifest.xml"), ODF),
        (OLE + bytes(600), OLD_OFFICE),
    ],
)  # fmt: skip
def test_the_content_tells_the_kind_whatever_the_name_says(content: bytes, kind: FileKind) -> None:
    for name in ("foto.jpg", "acta.pdf", "sin terminación"):
        assert judged(content, name) is kind


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "acta.pdf", "está vacío"),
        (b"MZ\x90\x00", "foto.jpg", "es un programa"),
        (b"\x7fELF", "foto.jpg", "es un programa"),
        (b"#!/bin/sh\nrm", "nota.txt", "es un programa"),
        (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "acta.pdf", "acceso directo"),
        (b"[InternetShortcut]\r\nURL=http://x", "acta.txt", "acceso directo"),
        (b"echo hola", "hola.BAT", "es un programa"),
        (b"echo hola", "hola.bat . ", "es un programa"),
        (b"WScript.Echo 1", "hola.vbs", "es un programa"),
        (b"<!DOCTYPE html><p>hola", "nota.txt", "página web"),
        (b"  <HTML><body>", "nota.pdf", "página web"),
        (b"hola", "nota.html", "página web"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "foto.png", "página web"),
        (b"<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script>", "a.xml", "página web"),
        (b"{\\rtf1 hola}", "carta.doc", "RTF"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "carta.docx", "macros"),
        (packed("mimetype", "META-INF/manifest.xml", "Basic/Standard/x.xml"), "carta.odt", "macros"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "hoja.xls", "macros"),
        (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "correo.msg", "Guardar como"),
        (packed("foto.png"), "fotos.zip", "Descomprímala"),
        (b"Rar!\x1a\x07\x00", "fotos.rar", "Descomprímala"),
        (b"PK\x03\x04roto", "carta.docx", "dañado"),
        (bytes(range(256)), "cosa.bin", "No se reconoce"),
    ],
)  # fmt: skip
def test_what_could_run_or_hides_what_it_is_is_refused_in_words(content: bytes, name: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        judged(content, name)
    assert refused.value.field == "files"


def test_more_than_the_limit_is_refused() -> None:
    with pytest.raises(InvalidInput, match="más de 20 MB"):
        judged(b"%PDF-" + bytes(MOST_BYTES), "plano.pdf")
    assert judged(b"%PDF-" + bytes(MOST_BYTES - 5), "plano.pdf") is PDF


def test_a_hostile_name_cannot_turn_the_sentence_around() -> None:
    with pytest.raises(InvalidInput) as refused:
        judged(b"", "acta\u202efdp.exe" + "x" * 300)
    assert "\u202e" not in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("given_", "kind", "kept"),
    [
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Windows\\foto.exe", PNG, "foto.png"),
        ("foto.JPEG", JPEG, "foto.jpeg"),
        ("acta.pdf", PNG, "acta.png"),
        ("acta 3.5", PDF, "acta 3.5.pdf"),
        ("CON.pdf", PDF, "archivo CON.pdf"),
        ("con.tar.pdf", PDF, "archivo con.tar.pdf"),
        ("foto\u202egpj.exe", JPEG, "fotogpj.jpg"),
        ("  .. ", PDF, "archivo.pdf"),
        ("", PDF, "archivo.pdf"),
        (".pdf", PDF, "pdf.pdf"),
        ("a:b*c?.txt", TEXT, "abc.txt"),
        ("informe.csv", TEXT, "informe.csv"),
    ],
)
def test_names_are_harmless_and_their_ending_is_true(given_: str, kind: FileKind, kept: str) -> None:
    assert stored_name(given_, kind) == kept


@given(st.text(max_size=400), st.sampled_from(KINDS))
def test_any_name_becomes_one_that_every_system_takes(name: str, kind: FileKind) -> None:
    kept = stored_name(name, kind)
    assert len(kept.encode()) <= 255
    assert kept.lower().endswith(kind.endings)
    assert not set(kept) & set('\\/:*?"<>|\x00')
    assert kept.isprintable()
    assert kept.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert not kept.startswith((".", " "))
    assert stored_name(kept, kind) == kept


@given(st.binary(max_size=4000), st.text(max_size=40))
def test_any_bytes_are_judged_or_refused(content: bytes, name: str) -> None:
    try:
        assert judged(content, name) in KINDS
    except InvalidInput as refused:
        assert str(refused)


def test_every_type_is_found_again() -> None:
    assert all(kind_of_type(kind.type) is kind for kind in KINDS)
    assert kind_of_type("application/x-new") is None


def test_a_text_with_one_colon_is_no_message() -> None:
    assert not looks_like_mail(b"Nota: el poste\r\nLugar: la esquina\r\n\r\n")
    assert looks_like_mail(b"Received: x\r\n y\r\nSubject: z\r\n\r\n")
