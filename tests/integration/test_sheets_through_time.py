"""Guide sheets through time over a real database: what was in force on a day, and what asks for a review."""

from __future__ import annotations

from datetime import date, datetime

import pypdfium2
import pytest
from municipality import LIMA, Office

from desktop_app.domain.errors import NotFound
from desktop_app.domain.guide_sheet import Due
from desktop_app.domain.values import Role
from desktop_app.services import catalogue, sheets, topic_history
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.context import Context


@pytest.fixture
def supervisor(office: Office) -> Context:
    return office.as_user(Role.SUPERVISOR.value)


def at(office: Office, day: int, month: int, year: int = 2026) -> None:
    office.clock.set(datetime(year, month, day, 10, tzinfo=LIMA))


def change(ctx: Context, topic: bytes, title: str, **sheet: str) -> None:
    catalogue.save_topic(ctx, TopicForm(title, "tramite", sheet=sheet), topic)


@pytest.fixture
def pruning(office: Office, supervisor: Context) -> bytes:
    """A topic that cost 10 from 5 October and 11 from 20 October; from 1 January 2027 it will cost 12."""
    made = catalogue.save_topic(
        supervisor, TopicForm("Poda", "tramite", sheet={"cost": "S/ 10", "requirements": "DNI"})
    ).id
    at(office, 20, 10)
    change(supervisor, made, "Poda de árboles", cost="S/ 11", requirements="DNI")
    at(office, 2, 11)
    change(supervisor, made, "Poda de árboles", cost="S/ 12", requirements="DNI", valid_from="01/01/2027")
    return made


def test_until_its_day_the_counter_is_told_the_sheet_before(
    office: Office, supervisor: Context, pruning: bytes
) -> None:
    for found in (
        catalogue.one_topic(office.clerk, pruning),
        catalogue.suggest(office.clerk, "poda")[0],
        next(each for each in catalogue.topics(office.clerk) if each.id == pruning),
    ):
        assert found is not None
        assert found.sheet["cost"] == "S/ 11"
        assert found.coming is not None
        assert found.coming["cost"] == "S/ 12"
    at(office, 1, 1, 2027)
    (now,) = catalogue.suggest(office.clerk, "poda")
    assert (now.sheet["cost"], now.coming) == ("S/ 12", None)


def test_a_first_sheet_of_the_future_is_not_told_yet(office: Office, supervisor: Context) -> None:
    made = catalogue.save_topic(
        supervisor, TopicForm("Feria", "tramite", sheet={"cost": "1", "valid_from": "01/12/2026"})
    )
    (fair,) = catalogue.suggest(office.clerk, "feria")
    assert (fair.id, dict(fair.sheet)) == (made.id, {})
    assert fair.coming == {"cost": "1", "valid_from": "01/12/2026"}


def test_marking_a_waiting_sheet_as_reviewed_keeps_its_day(
    office: Office, supervisor: Context, pruning: bytes
) -> None:
    catalogue.mark_reviewed(supervisor, pruning)
    found = catalogue.one_topic(supervisor, pruning)
    assert found is not None
    assert found.sheet["cost"] == "S/ 11"
    assert found.coming is not None
    assert found.coming["valid_from"] == "01/01/2027"
    assert found.coming["reviewed_on"] == "02/11/2026"


@pytest.mark.parametrize(
    ("day", "title", "cost", "since", "until"),
    [
        (date(2026, 10, 5), "Poda", "S/ 10", date(2026, 10, 5), date(2026, 10, 19)),
        (date(2026, 10, 19), "Poda", "S/ 10", date(2026, 10, 5), date(2026, 10, 19)),
        (date(2026, 10, 20), "Poda de árboles", "S/ 11", date(2026, 10, 20), date(2026, 12, 31)),
        (date(2026, 11, 2), "Poda de árboles", "S/ 11", date(2026, 10, 20), date(2026, 12, 31)),
        (date(2026, 12, 31), "Poda de árboles", "S/ 11", date(2026, 10, 20), date(2026, 12, 31)),
        (date(2027, 1, 1), "Poda de árboles", "S/ 12", date(2027, 1, 1), None),
        (date(2031, 1, 1), "Poda de árboles", "S/ 12", date(2027, 1, 1), None),
    ],
)
def test_what_a_sheet_said_on_a_day(
    office: Office,
    supervisor: Context,
    pruning: bytes,
    day: date,
    title: str,
    cost: str,
    since: date,
    until: date | None,
) -> None:
    found = topic_history.topic_on(office.clerk, pruning, day)
    assert (found.topic.title, found.topic.sheet["cost"]) == (title, cost)
    assert (found.day, found.since, found.until) == (day, since, until)


def test_before_it_was_written_a_topic_said_nothing(office: Office, pruning: bytes) -> None:
    with pytest.raises(NotFound, match="El 04/10/2026"):
        topic_history.topic_on(office.clerk, pruning, date(2026, 10, 4))
    with pytest.raises(NotFound):
        topic_history.topic_on(office.clerk, bytes(16), date(2026, 10, 4))


def test_the_history_tells_who_changed_what_and_when(
    office: Office, supervisor: Context, pruning: bytes
) -> None:
    at(office, 3, 11)
    catalogue.save_topic(
        office.console,
        TopicForm("Poda de árboles", "denuncia", unit=office.unit, outside=True, sheet={"cost": "S/ 12"}),
        pruning,
    )
    told = topic_history.topic_history(office.clerk, pruning)
    assert told.title == "Poda de árboles"
    last, coming, second, first = told.versions
    assert [(each.part or each.field, each.before, each.after) for each in last.changes] == [
        ("requirements", "DNI", ""), ("valid_from", "01/01/2027", ""), ("outside", "No", "Sí"),
        ("query_type", "Trámite", "Denuncia"), ("unit", "", "Vías"),
    ]  # fmt: skip
    assert last.author == ""
    assert (coming.author, coming.starts) == ("Supervisor", date(2027, 1, 1))
    assert [(each.part or each.field, each.before, each.after) for each in second.changes] == [
        ("title", "Poda", "Poda de árboles"), ("cost", "S/ 10", "S/ 11"),
    ]  # fmt: skip
    assert second.written == datetime(2026, 10, 20, 10, tzinfo=LIMA)
    assert second.starts is None
    assert [each.first for each in told.versions] == [False, False, False, True]
    assert {each.field for each in first.changes} >= {"title", "sheet", "level"}
    with pytest.raises(NotFound):
        topic_history.topic_history(office.clerk, bytes(16))


def test_paper_of_another_day_says_so(office: Office, pruning: bytes) -> None:
    def text(day: date | None) -> str:
        data = sheets.topic_sheet(office.clerk, pruning, on=day).data
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)

    old = text(date(2026, 10, 6))
    assert "S/ 10" in old
    assert "como estaba el 06/10/2026" in old
    coming = text(date(2027, 2, 1))
    assert "S/ 12" in coming
    assert "regirá el 01/02/2027" in coming
    now = text(None)
    assert "S/ 11" in now
    assert "estaba" not in now


def test_the_sheets_to_look_at_tell_why(office: Office, supervisor: Context, pruning: bytes) -> None:
    def save(title: str, **sheet: str) -> None:
        catalogue.save_topic(supervisor, TopicForm(title, "tramite", sheet=sheet))

    catalogue.mark_reviewed(supervisor, pruning)
    save("Nunca", cost="1", owner="Rentas")
    save("Hace años", cost="1", reviewed_on="01/02/2024")
    save("Al día", cost="1", reviewed_on="02/11/2026")
    save("Ya rige", cost="1", reviewed_on="01/10/2026", valid_from="01/11/2026")
    found = [
        (each.topic.title, each.why, each.since, each.owner) for each in catalogue.sheets_due(supervisor)
    ]
    assert found == [
        ("Ya rige", Due.BEGAN, date(2026, 11, 1), ""),
        ("Nunca", Due.NEVER, None, "Rentas"),
        ("Hace años", Due.OLD, date(2024, 2, 1), ""),
        ("Poda de árboles", Due.WAITING, date(2027, 1, 1), ""),
        ("Bache o calle dañada", Due.EMPTY, None, ""),
        ("Horario y ubicación de oficinas", Due.EMPTY, None, ""),
    ]
