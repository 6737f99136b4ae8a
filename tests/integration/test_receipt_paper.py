"""The paper itself: every word is there, the code is read back from the picture, nothing breaks it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from municipality import MARIA, Office, attention, opening
from PIL import Image

from desktop_app.domain.receipt_paper import SMALL_PRINT, Following, PrintableReceipt
from desktop_app.domain.values import CriticalCriterion, Result
from desktop_app.reports.pdf.receipt import render_receipt
from desktop_app.services import receipts, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.receipts import IssuedReceipt

PAPERS = ("a4", "a5", "roll")
WORDS = PrintableReceipt(
    title="Constancia de atención",
    municipality="Municipalidad Distrital de San Aurelio",
    office="Palacio Municipal",
    desk="Ventanilla 3",
    number="01-03-26-00123-45",
    registered="mar 24/11/2026 10:42",
    copy="",
    rows=(("A nombre de", "María Ñahui"), ("Lo que pidió", "Bache o pista dañada")),
    following=Following(
        "Le responderemos a más tardar el", "jue 26/11/2026 10:42", ("Así se cuenta: 48 horas corridas.",)
    ),
    route=("Denuncia administrativa, por mesa de partes", "TUO de la Ley 27444 (sin verificar)"),
    state="",
    text="Conserve esta constancia.",
    privacy="Sus datos se usan solo para atender su solicitud.",
    code="VNT1" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ" * 5 + "01234567",
    made_at=datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("America/Lima")),
)  # fmt: skip
HARD = (
    "María de los Ángeles " * 19,
    "A" * 400,
    "שלום עליכם بسم الله الرحمن الرحيم",
    "Ana 😀👩‍👩‍👧 王小明 \u202egnp.exe\u202c",
    "<b>&amp;</b> <img src='file:///etc/passwd'> {x} %s",
    "\x00\x01\x1f\ud800\ufffe",
    "Łukasz Ğül Пётр Ελένη",
)


def pages(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(data)


def text_of(data: bytes) -> str:
    document = pages(data)
    found = " ".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    return " ".join(found.replace("\u00a0", " ").split())


def picture(data: bytes, dots: float) -> Image.Image:
    return pages(data)[0].render(scale=dots / 72).to_pil().convert("RGB")


def decoded(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image) if "QR" in str(found.format)]


def issued(office: Office, paper: str, *, copy: bool = False, **changes: Any) -> IssuedReceipt:
    saved = reception.register_attention(office.clerk, opening(office, **changes))
    return receipts.issue(
        office.clerk, office.installation.custody, RecordKey("attention", saved.id), paper, copy=copy
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_that_belongs_on_a_receipt_is_there(office: Office, paper: str) -> None:
    made = issued(office, paper, query_type="reclamo")
    said = text_of(made.data)
    notice = " ".join(office.clerk.profile.privacy.notice.split())
    for wanted in (
        "Municipalidad de Prueba", "Sede central", "Ventanilla 1", "Constancia de atención", made.number,
        "lun 05/10/2026 10:00", MARIA.name, "Reclamo", "Bache o calle dañada", "Un hueco frente al colegio", "Vías",
        "Le responderemos a más tardar el", "mié 07/10/2026 10:00", "48 horas corridas",
        "Plazo que fija la norma: hasta el mar 17/11/2026", "Libro de Reclamaciones", "sin verificar",
        "Conserve esta constancia", notice, SMALL_PRINT,
    ):  # fmt: skip
        assert wanted in said, wanted
    assert MARIA.document is not None
    assert MARIA.document not in said
    assert "COPIA" not in said


@pytest.mark.parametrize("paper", PAPERS)
def test_a_copy_says_so_and_how_things_stand(office: Office, paper: str) -> None:
    said = text_of(issued(office, paper, copy=True).data)
    assert "COPIA impresa el lun 05/10/2026 10:00" in said
    assert "El caso sigue abierto" in said


def test_a_critical_case_without_contact_says_what_to_do(office: Office) -> None:
    said = text_of(
        issued(
            office, "roll", result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK, no_contact=True,
            citizen=CitizenForm("Pedro Inga"),
        ).data
    )  # fmt: skip
    assert "primera respuesta a más tardar el lun 05/10/2026 12:00" in said
    assert "No dejó teléfono ni correo" in said


def test_a_hand_over_names_whom_and_where_and_claims_nothing(office: Office) -> None:
    said = text_of(issued(office, "a5", result=Result.REFERRED, official=office.official).data)
    assert "Le atenderá Martín Núñez Vías Lugar: Piso 2" in said
    assert "Ya conoce" not in said
    assert "Vía que sigue" not in said


def test_an_orientation_names_what_was_told_and_keeps_the_counter_s_words(office: Office) -> None:
    saved = reception.register_attention(office.clerk, attention(office, detail="venía muy molesto"))
    made = receipts.issue(office.clerk, office.installation.custody, RecordKey("attention", saved.id), "roll")
    said = text_of(made.data)
    assert "Qué se le informó Horario y ubicación de oficinas" in said
    assert "molesto" not in said


# The code, from the picture.


@pytest.mark.parametrize(
    ("paper", "dots"), [("a4", 150), ("a5", 150), ("a4", 300), ("roll", 203), ("roll", 180)]
)
def test_the_code_is_read_back_from_the_picture(office: Office, paper: str, dots: int) -> None:
    made = issued(office, paper)
    assert decoded(picture(made.data, dots)) == [made.code]


def test_a_worn_print_is_still_read(office: Office) -> None:
    made = issued(office, "roll")
    worn = picture(made.data, 203)
    # A crease across the paper, and a printer with a dead column of dots.
    width, height = worn.size
    for at in range(2):
        worn.paste((255, 255, 255), (width // 2 + at, 0, width // 2 + at + 1, height))
    turned = worn.rotate(4, expand=True, fillcolor=(255, 255, 255)).resize((width * 3 // 4, height * 3 // 4))
    assert decoded(turned) == [made.code]


def test_the_roll_is_black_only_and_its_code_lies_on_the_printer_s_dots(office: Office) -> None:
    made = issued(office, "roll")
    image = picture(made.data, 203)
    assert image.size[0] == 640
    assert all(red == green == blue for _, (red, green, blue) in image.getcolors(1 << 24) or ())
    (found,) = zxingcpp.read_barcodes(image)
    corners = found.position
    box = (corners.top_left.x, corners.top_left.y, corners.bottom_right.x, corners.bottom_right.y)
    shades = {shade for _, shade in image.crop(box).convert("L").getcolors(256) or ()}
    assert all(shade < 3 or shade > 252 for shade in shades), shades


def test_the_roll_is_as_long_as_it_must_be(office: Office) -> None:
    short = pages(issued(office, "roll", result=Result.ORIENTED).data)
    long = pages(issued(office, "roll", detail="Un hueco " * 300).data)
    assert len(short) == len(long) == 1
    assert short[0].get_width() == long[0].get_width()
    assert short[0].get_height() < long[0].get_height() < 2_000


@pytest.mark.parametrize(("text", "paper"), list(itertools.product(HARD, PAPERS)))
def test_hard_names_break_nothing(text: str, paper: str) -> None:
    data = render_receipt(
        replace(
            WORDS,
            rows=(("A nombre de", text), ("Lo que pidió", text)),
            following=Following("Le atenderá", text, (text,)),
        ),
        paper=paper,
    )  # fmt: skip
    assert decoded(picture(data, 203)) == [WORDS.code]
    said = text_of(data)
    assert WORDS.number in said
    assert "Conserve esta constancia" in said


def test_another_script_is_marked_and_explained() -> None:
    said = text_of(render_receipt(replace(WORDS, rows=(("A nombre de", "Ana שלום 王 😀"),)), paper="a5"))
    assert "Ana […]" in said
    assert "está completo" in said.lower()
    assert "[…]" not in text_of(render_receipt(WORDS, paper="a5"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=120), st.sampled_from(PAPERS))
def test_any_words_make_a_page(text: str, paper: str) -> None:
    words = replace(WORDS, rows=(("A nombre de", text),), municipality=text, state=text, route=(text,))
    assert len(pages(render_receipt(words, paper=paper))) == 1


def test_the_same_receipt_is_the_same_file() -> None:
    for paper in (*PAPERS, "carta"):
        assert render_receipt(WORDS, paper=paper) == render_receipt(WORDS, paper=paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_usual_receipt_has_one_page(office: Office, paper: str) -> None:
    assert len(pages(issued(office, paper, copy=True, query_type="reclamo").data)) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_a_case_of_no_legal_route_promises_none(office: Office, paper: str) -> None:
    free = issued(
        office, paper, topic=None, subject="Un ruido", query_type="informacion", result=Result.CRITICAL_CASE,
        criterion=CriticalCriterion.RISK,
    )  # fmt: skip
    assert "Orientación en ventanilla" not in text_of(free.data)
    assert "fiscalización" in text_of(issued(office, paper).data)
