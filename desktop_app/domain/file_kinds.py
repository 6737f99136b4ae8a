"""What a file is, told by its content: the name and its ending are only what somebody claims.

Kept is what a case needs: documents, pictures, messages, recordings, plans. Refused is what runs, or makes something
run, when somebody opens it: programs, scripts, shortcuts, installers, documents with macros, web pages. A web page
(HTML, SVG) is refused and not only left unopened: a copy that is saved and opened in a browser runs what it carries.
Of a packed folder nobody can say what is in it before it is unpacked, so it is refused with what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.file_names import file_name
from desktop_app.domain.text import QT_TRANSLATE_NOOP

MIB: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MIB
"""Of one file: a scanned file of fifty pages has ten."""

MOST_CASE_BYTES: Final = 100 * MIB
MOST_CASE_FILES: Final = 100


@dataclass(frozen=True, slots=True)
class FileKind:
    """A type of file. ``type`` is its media type, ``picture`` and ``document`` say what can be shown."""

    type: str
    label: str
    endings: tuple[str, ...]
    picture: bool = False
    document: bool = False


PDF: Final = FileKind("application/pdf", QT_TRANSLATE_NOOP("core", "Documento PDF"), (".pdf",), document=True)
PNG: Final = FileKind("image/png", QT_TRANSLATE_NOOP("core", "Imagen PNG"), (".png",), picture=True)
JPEG: Final = FileKind(
    "image/jpeg", QT_TRANSLATE_NOOP("core", "Fotografía"), (".jpg", ".jpeg", ".jpe", ".jfif"), picture=True
)
WEBP: Final = FileKind("image/webp", QT_TRANSLATE_NOOP("core", "Imagen WebP"), (".webp",), picture=True)
GIF: Final = FileKind("image/gif", QT_TRANSLATE_NOOP("core", "Imagen GIF"), (".gif",), picture=True)
BMP: Final = FileKind("image/bmp", QT_TRANSLATE_NOOP("core", "Imagen BMP"), (".bmp",), picture=True)
TIFF: Final = FileKind("image/tiff", QT_TRANSLATE_NOOP("core", "Imagen escaneada"), (".tif", ".tiff"))
HEIC: Final = FileKind("image/heic", QT_TRANSLATE_NOOP("core", "Fotografía HEIC"), (".heic", ".heif"))
TEXT: Final = FileKind(
    "text/plain", QT_TRANSLATE_NOOP("core", "Texto"), (".txt", ".csv", ".log", ".md", ".ics", ".vcf")
)
XML: Final = FileKind("application/xml", QT_TRANSLATE_NOOP("core", "Datos XML"), (".xml",))
MAIL: Final = FileKind("message/rfc822", QT_TRANSLATE_NOOP("core", "Correo electrónico"), (".eml",))
DOCX: Final = FileKind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    QT_TRANSLATE_NOOP("core", "Documento de Word"), (".docx",),
)  # fmt: skip
XLSX: Final = FileKind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    QT_TRANSLATE_NOOP("core", "Libro de Excel"), (".xlsx",),
)  # fmt: skip
PPTX: Final = FileKind(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    QT_TRANSLATE_NOOP("core", "Presentación"), (".pptx",),
)  # fmt: skip
ODF: Final = FileKind(
    "application/vnd.oasis.opendocument", QT_TRANSLATE_NOOP("core", "Documento de LibreOffice"),
    (".odt", ".ods", ".odp", ".odg"),
)  # fmt: skip
OLD_OFFICE: Final = FileKind(
    "application/x-ole-storage",
    QT_TRANSLATE_NOOP("core", "Documento antiguo de Office"),
    (".doc", ".xls", ".ppt"),
)
AUDIO: Final = FileKind(
    "audio/basic", QT_TRANSLATE_NOOP("core", "Grabación de voz"),
    (".mp3", ".ogg", ".opus", ".oga", ".wav", ".amr", ".m4a"),
)  # fmt: skip
VIDEO: Final = FileKind("video/mp4", QT_TRANSLATE_NOOP("core", "Vídeo"), (".mp4", ".mov", ".3gp", ".m4v"))
DRAWING: Final = FileKind("image/vnd.dwg", QT_TRANSLATE_NOOP("core", "Plano"), (".dwg",))

KINDS: Final = (
    PDF, PNG, JPEG, WEBP, GIF, BMP, TIFF, HEIC, TEXT, XML, MAIL, DOCX, XLSX, PPTX, ODF, OLD_OFFICE, AUDIO, VIDEO,
    DRAWING,
)  # fmt: skip
_BY_TYPE: Final = {kind.type: kind for kind in KINDS}
_ACTIVE: Final = frozenset(
    ".exe .com .scr .pif .dll .sys .cpl .msi .msp .msix .appx .bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .wsf .wsh "
    ".hta .lnk .url .desktop .scf .reg .inf .jar .class .sh .bash .py .pyw .rb .pl .php .app .apk .deb .rpm .run .iso "
    ".img .vhd .html .htm .xhtml .mht .mhtml .svg .xsl .chm .docm .dotm .xlsm .xltm .xlsb .xlam .pptm .potm .ppam "
    ".ppsm .one .rtf .zip .rar .7z .gz .tar .cab .msg".split()
)
_KNOWN_ENDINGS: Final = frozenset(ending for kind in KINDS for ending in kind.endings) | _ACTIVE
_SCRIPTS: Final = frozenset(
    ".bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .url .desktop .scf .reg .inf .sh .bash .py .pyw .rb "
    ".pl "
    ".php".split()
)
"""Text that runs when it is opened: here the ending alone makes it dangerous, so the ending decides."""

_PAGES: Final = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".svg", ".xsl")

_STARTS: Final[tuple[tuple[bytes, FileKind], ...]] = (
    (b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"II*\x00", TIFF), (b"MM\x00*", TIFF), (b"OggS", AUDIO), (b"ID3", AUDIO), (b"\xff\xfb", AUDIO),
    (b"\xff\xf3", AUDIO), (b"#!AMR", AUDIO), (b"AC10", DRAWING),
)  # fmt: skip
_PROGRAMS: Final = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"dex\n",
    b"\x00asm", b"#!", b"@echo off", b"\x4c\x00\x00\x00\x01\x14\x02\x00", b"[InternetShortcut]", b"[Desktop Entry]",
    b"!<arch>", b"\xed\xab\xee\xdb", b"MSCF", b"ITSF",
)  # fmt: skip
_PACKED: Final = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS: Final = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros\0", "VBA\0"))
"""Names in the table of a document's parts; there each ends with a zero."""

_OLE_MESSAGE: Final = "__substg1.0_".encode("utf-16-le")
_WEB: Final = re.compile(
    rb"<\s*(?:[a-z]+:)?(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed)\b|xml-stylesheet|"
    rb"w3\.org/(?:1999/xhtml|2000/svg)",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,60}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_HEADERS: Final = (b"from", b"message-id", b"received", b"return-path", b"delivered-to", b"mime-version")
_MOST_MEMBERS: Final = 5_000


def kind_of_type(type_: str) -> FileKind | None:
    """Return the kind of a media type as events keep it, or None for one that this program does not know."""
    return _BY_TYPE.get(type_)


def judged(content: bytes, name: str) -> FileKind:
    """Return what a file is. Raises InvalidInput, in words, for one that is not kept."""
    if not content:
        raise _refusal(QT_TRANSLATE_NOOP("core", "«{name}» está vacío: no hay nada que guardar."), name)
    if len(content) > MOST_BYTES:
        raise too_big(name)
    head = content[:4096]
    if head.startswith(_PROGRAMS) or _ending(name) in _SCRIPTS:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "core",
                "«{name}» es un programa, una secuencia de órdenes o un acceso directo. No se guarda en un caso: "
                "podría dañar el equipo de quien lo abra.",
            ),
            name,
        )
    kind = next((kind for start, kind in _STARTS if head.startswith(start)), None) or _contained(head)
    if kind is not None:
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _of_zip(content, name)
    if head.startswith(_OLE):
        return _of_ole(content, name)
    if head.startswith((*_PACKED, b"PK\x05\x06")):
        raise _packed(name)
    return _of_text(content, name)


def stored_name(name: str, kind: FileKind) -> str:
    """Return the name under which a file is kept: harmless on every system, its ending that of its content."""
    return file_name(name, kind.endings, QT_TRANSLATE_NOOP("core", "archivo"), _KNOWN_ENDINGS)


def too_big(name: str) -> InvalidInput:
    """Return the refusal of a file over the limit."""
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "«{name}» pesa más de {most} MB. Divídalo, o redúzcalo (una foto, a menor tamaño; un escaneo, en gris).",
        ),
        field="files",
        name=_shown(name),
        most=MOST_BYTES // MIB,
    )


def _contained(head: bytes) -> FileKind | None:
    """Return the kind of a container whose mark does not stand at its very start."""
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": AUDIO}.get(head[8:12])
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
            return HEIC
        return AUDIO if head[8:11] == b"M4A" else VIDEO
    if head[:2] == b"BM" and len(head) > 30 and head[6:10] == b"\x00\x00\x00\x00":
        return BMP
    return None


def _of_zip(content: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.namelist()[:_MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError) as error:
        raise _refusal(
            QT_TRANSLATE_NOOP("core", "«{name}» está dañado o incompleto. Pida que se lo envíen otra vez."),
            name,
        ) from error
    lower = [member.lower() for member in members]
    if any("vbaproject" in member or member.startswith(("basic/", "scripts/")) for member in lower) or any(
        "macrosheets/" in member or "activex/" in member for member in lower
    ):
        raise _macros(name)
    if "[content_types].xml" in lower:
        for folder, kind in (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX)):
            if any(member.startswith(folder) for member in lower):
                return kind
    if lower and lower[0] == "mimetype" and "meta-inf/manifest.xml" in lower:
        return ODF
    raise _packed(name)


def _of_ole(content: bytes, name: str) -> FileKind:
    if _OLE_MESSAGE in content:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "core",
                "«{name}» es un correo de Outlook. En Outlook elija Archivo › Guardar como, tipo «.eml» (o reenvíelo "
                "al correo web y descárguelo como .eml), y suelte aquí ese archivo.",
            ),
            name,
        )
    if any(mark in content for mark in _OLE_MACROS):
        raise _macros(name)
    return OLD_OFFICE


def _of_text(content: bytes, name: str) -> FileKind:
    head = content[:65_536]
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if utf16:
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    if looks_like_mail(content):
        return MAIL
    if (
        b"\x00" in head
        or sum(byte < 32 and byte not in b"\t\n\r\x0c\x1b" for byte in head) > len(head) // 100
    ):
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "core",
                "No se reconoce qué es «{name}». Se guardan documentos PDF y de Office sin macros, imágenes, textos, "
                "correos .eml, audio, vídeo y planos. Conviértalo a PDF y repita.",
            ),
            name,
        )
    markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if _ending(name) in _PAGES or (markup and _WEB.search(content)):
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "core",
                "«{name}» es una página web, que puede traer órdenes ocultas. Ábrala donde la recibió, imprímala "
                "como PDF y agregue el PDF.",
            ),
            name,
        )
    if head.startswith(b"{\\rtf"):
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "core",
                "«{name}» es un texto RTF, que puede traer objetos ocultos. Guárdelo como PDF y agregue el PDF.",
            ),
            name,
        )
    return XML if markup and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") else TEXT


def looks_like_mail(content: bytes) -> bool:
    """Tell whether bytes begin as a message does: header lines, among them one that only mail has."""
    head = content[:16_384].lstrip(b"\xef\xbb\xbf")
    at, names = 0, set()
    while (found := _HEADER.match(head, at)) is not None:
        names.add(found[0].split(b":", 1)[0].lower())
        at = found.end()
    return len(names) >= 2 and any(name in names for name in _MAIL_HEADERS)


def _macros(name: str) -> InvalidInput:
    return _refusal(
        QT_TRANSLATE_NOOP(
            "core",
            "«{name}» trae macros, que son programas. Pida el documento sin macros, o guárdelo como PDF y agregue el "
            "PDF.",
        ),
        name,
    )


def _packed(name: str) -> InvalidInput:
    return _refusal(
        QT_TRANSLATE_NOOP(
            "core", "«{name}» es una carpeta comprimida. Descomprímala y agregue los archivos que trae."
        ),
        name,
    )


def _ending(name: str) -> str:
    _stem, dot, ending = name.rstrip(" .").rpartition(".")
    return f".{ending.strip().lower()}" if dot else ""


def _refusal(template: str, name: str) -> InvalidInput:
    return InvalidInput(template, field="files", name=_shown(name))


def _shown(name: str) -> str:
    """Return a name as it can stand in a sentence: what turns its direction around is gone."""
    plain = "".join(char for char in name if char.isprintable())
    return plain if len(plain) <= 80 else f"{plain[:60]}…{plain[-15:]}"
