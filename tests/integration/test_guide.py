"""The guide and the directory: searching, reviewing, what was left open, people who come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from municipality import MONDAY, Office, attention

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.guide_sheet import PrintableSheet, requirement_lines, review_due, written_day
from desktop_app.domain.values import Result, Role
from desktop_app.reports.pdf.sheet import render_sheet
from desktop_app.services import catalogue, directory, questions, reception, sheets
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.context import Context


@pytest.fixture
def supervisor(office: Office) -> Context:
    return office.as_user(Role.SUPERVISOR.value)


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


SHEET = {
    "requirements": "1. Solicitud firmada\n2) DNI vigente\n- Pago en caja",
    "cost": "S/ 12.50",
    "term": "Hasta 3 días hábiles",
    "where": "Piso 1",
    "hours": "Lunes a viernes",
    "legal_basis": "Ley 27972",
    "valid_from": "01/01/2026",
}


def test_requirements_lose_their_typed_numbers() -> None:
    assert requirement_lines(SHEET["requirements"]) == ("Solicitud firmada", "DNI vigente", "Pago en caja")
    assert requirement_lines("2 fotos tamaño carné") == ("2 fotos tamaño carné",)
    assert requirement_lines("\n \n") == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11/2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("31/02/2026", None),
        ("ayer", None),
    ],
)
def test_days_of_sheets_are_read(text: str, day: date | None) -> None:
    assert written_day(text) == day


def test_a_sheet_asks_for_a_review_after_a_year() -> None:
    today = date(2026, 10, 5)
    assert review_due("", today)
    assert review_due("04/10/2025", today)
    assert not review_due("05/10/2025", today)


def test_a_topic_is_found_by_any_word_of_its_sheet(supervisor: Context) -> None:
    form = TopicForm("Certificado de numeración", "tramite", sheet=SHEET, synonyms="número de puerta")
    saved = catalogue.save_topic(supervisor, form)
    for typed in ("numeracion", "puerta", "dni vig", "27972"):
        assert [each.id for each in catalogue.find(supervisor, typed)] == [saved.id], typed
    assert catalogue.find(supervisor, "puerta inexistente") == []


def test_inactive_topics_are_found_by_their_editors_only(supervisor: Context) -> None:
    form = TopicForm("Amnistía tributaria", "informacion")
    saved = catalogue.save_topic(supervisor, form)
    catalogue.save_topic(supervisor, replace(form, active=False), saved.id)
    assert catalogue.find(supervisor, "amnistia") == []
    assert [each.active for each in catalogue.find(supervisor, "amnistia", every=True)] == [False]
    assert saved.id not in {each.id for each in catalogue.topics(supervisor)}
    assert saved.id in {each.id for each in catalogue.every_topic(supervisor)}


def test_a_quick_digit_belongs_to_one_topic(supervisor: Context) -> None:
    first = catalogue.save_topic(supervisor, TopicForm("Primero", "informacion", quick=9))
    with pytest.raises(InvalidInput, match="ya es de «Primero»") as refused:
        catalogue.save_topic(supervisor, TopicForm("Segundo", "informacion", quick=9))
    assert refused.value.field == "quick"
    catalogue.save_topic(supervisor, TopicForm("Primero, mejor dicho", "informacion", quick=9), first.id)
    catalogue.save_topic(supervisor, TopicForm("Primero", "informacion", quick=9, active=False), first.id)
    catalogue.save_topic(supervisor, TopicForm("Segundo", "informacion", quick=9))


def test_a_review_changes_the_day_and_nothing_else(office: Office, supervisor: Context) -> None:
    saved = catalogue.save_topic(supervisor, TopicForm("Certificado", "tramite", sheet=SHEET))
    catalogue.mark_reviewed(supervisor, saved.id)
    (topic,) = (each for each in catalogue.topics(supervisor) if each.id == saved.id)
    assert topic.sheet == {**SHEET, "reviewed_on": "05/10/2026"}
    with pytest.raises(NotAllowed):
        catalogue.mark_reviewed(office.clerk, saved.id)
    with pytest.raises(NotFound):
        catalogue.mark_reviewed(supervisor, bytes(16))


def test_open_questions_are_what_had_no_answer_or_no_topic(office: Office, supervisor: Context) -> None:
    def ask(**changes: object) -> None:
        reception.register_attention(office.clerk, attention(office, **changes))

    office.clock.set(MONDAY - timedelta(days=95))
    ask(result=Result.UNANSWERED)
    office.clock.set(MONDAY)
    ask(result=Result.UNANSWERED)
    ask(result=Result.UNANSWERED)
    ask()
    ask(topic=None, subject="¿Dónde vacuno a mi perro?")
    found = [(each.title, each.topic, each.count, each.last) for each in questions.open_questions(supervisor)]
    title = next(each.title for each in catalogue.topics(supervisor) if each.id == office.hours)
    assert found == [
        (title, office.hours, 2, date(2026, 10, 5)),
        ("¿Dónde vacuno a mi perro?", None, 1, date(2026, 10, 5)),
    ]
    with pytest.raises(NotAllowed):
        questions.open_questions(office.clerk)
    # What was typed freely may name somebody: whoever keeps the program running does not read it.
    administrator = office.as_user("administrator")
    assert [each.title for each in questions.open_questions(administrator)] == [title]


@pytest.mark.parametrize("paper", ["a4", "a5", "carta"])
def test_a_contact_longer_than_a_page_still_prints(paper: str) -> None:
    long = "A" * 60_000
    sheet = PrintableSheet(
        long, long, long, long, long, (long, long), (long, long), (("Costo", long),), (long,), MONDAY
    )
    assert render_sheet(sheet, paper=paper).startswith(b"%PDF")


@pytest.mark.parametrize("paper", ["a4", "a5", "carta"])
def test_the_printed_sheet_tells_everything(office: Office, supervisor: Context, paper: str) -> None:
    sheet = {**SHEET, "reviewed_on": "05/10/2026"}
    form = TopicForm("Certificado de numeración", "tramite", unit=office.unit, sheet=sheet)
    saved = catalogue.save_topic(supervisor, form)
    printed = sheets.topic_sheet(office.clerk, saved.id, paper)
    text = text_of(printed.data)
    for words in (
        "Municipalidad de Prueba", "Certificado de numeración", "Trámite · Vías", "1.", "Solicitud firmada",
        "2.", "DNI vigente", "S/ 12.50", "Hasta 3 días hábiles", "Ley 27972", "Piso 2 · 120",
        "Vigente desde: 01/01/2026", "Revisado el: 05/10/2026", "Impreso el 05/10/2026",
    ):  # fmt: skip
        assert words in text, words
    assert printed.paper == paper
    assert sheets.topic_sheet(office.clerk, saved.id, paper).data == printed.data


def test_what_was_typed_is_never_markup_on_paper(office: Office, supervisor: Context) -> None:
    nasty = '<b>No</b> & <img src="file:///etc/passwd"/> <para'
    form = TopicForm(
        nasty, "tramite", sheet={"requirements": f"{nasty}\n{nasty}", "cost": nasty, "hours": nasty}
    )
    saved = catalogue.save_topic(supervisor, form)
    text = " ".join(text_of(sheets.topic_sheet(office.clerk, saved.id).data).split())
    assert text.count("<b>No</b> &") == 5
    assert text.count("<para") == 5


def test_long_and_empty_sheets_are_printed(office: Office, supervisor: Context) -> None:
    long = "\n".join(f"Requisito {number} " + "con muchas palabras " * 20 for number in range(9))
    saved = catalogue.save_topic(
        supervisor, TopicForm("Largo " * 40, "tramite", sheet={"requirements": long[:3900]})
    )
    text = text_of(sheets.topic_sheet(office.clerk, saved.id, "a5").data)
    assert "Requisito 0" in text
    assert "Requisito 8" in text
    empty = catalogue.save_topic(supervisor, TopicForm("Nuevo", "tramite"))
    assert "todavía no tiene ficha" in text_of(sheets.topic_sheet(office.clerk, empty.id).data)
    with pytest.raises(NotFound):
        sheets.topic_sheet(office.clerk, bytes(16))


def test_officials_are_retired_and_come_back(supervisor: Context, office: Office) -> None:
    def names(*, retired: bool = False) -> list[str]:
        return [each.name for each in directory.officials(supervisor, retired=retired)]

    directory.save_official(supervisor, "Martín Núñez", office.unit, active=False, official=office.official)
    assert "Martín Núñez" not in names()
    assert "Martín Núñez" in names(retired=True)
    directory.save_official(supervisor, "Martín Núñez", office.unit, official=office.official)
    assert "Martín Núñez" not in names()
    directory.save_official(supervisor, "Martín Núñez", office.unit, active=True, official=office.official)
    assert "Martín Núñez" in names()


def test_a_unit_with_people_is_not_retired(supervisor: Context, office: Office) -> None:
    with pytest.raises(InvalidInput, match="todavía tiene funcionarios") as refused:
        directory.save_unit(supervisor, "Vías", active=False, unit=office.unit)
    assert refused.value.field == "active"
    empty = directory.save_unit(supervisor, "Antigua").id
    directory.save_unit(supervisor, "Antigua", active=False, unit=empty)
    assert empty not in {each.id for each in directory.units(supervisor)}
    assert [each.active for each in directory.units(supervisor, retired=True) if each.id == empty] == [False]


def test_own_phone_and_place_are_told_from_the_units(supervisor: Context, office: Office) -> None:
    (row,) = (each for each in directory.officials(supervisor) if each.id == office.official)
    assert (row.phone, row.place, row.own_phone, row.own_place) == ("120", "Piso 2", "", "")


def test_nobody_replaces_themselves(supervisor: Context, office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        directory.save_official(
            supervisor, "Martín Núñez", office.unit, substitute=office.official, official=office.official
        )
    assert refused.value.field == "substitute"


def test_absences_are_listed_ended_and_taken_back(supervisor: Context, office: Office) -> None:
    now = supervisor.now()
    running = directory.save_absence(
        supervisor, office.official, now - timedelta(hours=1), now + timedelta(hours=2), "En reunión"
    )
    coming = directory.save_absence(
        supervisor, office.official, now + timedelta(days=3), now + timedelta(days=9), "Vacaciones"
    )
    past = now - timedelta(days=9)
    directory.save_absence(supervisor, office.official, past, past + timedelta(days=1), "Licencia")
    assert [each.reason for each in directory.absences(supervisor)] == ["En reunión", "Vacaciones"]
    assert directory.absences(supervisor)[0].ends == now + timedelta(hours=2)

    directory.end_absence(supervisor, running.id)
    (row,) = (each for each in directory.officials(supervisor) if each.id == office.official)
    assert row.absent_until is None
    directory.end_absence(supervisor, coming.id)
    assert directory.absences(supervisor) == []
    with pytest.raises(NotAllowed):
        directory.end_absence(office.clerk, running.id)
    with pytest.raises(NotFound):
        directory.end_absence(supervisor, bytes(16))
