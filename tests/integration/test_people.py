"""The register of people: its order, its searches, one person's sheet, who may be recorded already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from municipality import MONDAY, Office, attention, make_office

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.values import CaseState, Channel, Level, ReferralState, Result
from desktop_app.services import cases, citizens, people, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.people import PeopleList, PeopleView
from desktop_app.storage import search
from desktop_app.storage.queries import people as queries


def add(office: Office, name: str, document: str | None = None, phone: str | None = None) -> bytes:
    office.clock.advance(minutes=1)
    return citizens.register_citizen(
        office.clerk, CitizenForm(name, "dni" if document else None, document, phone)
    ).id


def visit(office: Office, citizen: bytes, **changes: object) -> reception.AttentionSaved:
    office.clock.advance(minutes=5)
    now = office.clerk.now()
    form = attention(office, citizen=citizen, started=now - timedelta(minutes=3))
    return reception.register_attention(office.clerk, replace(form, **changes))  # type: ignore[arg-type]


def names(office: Office, view: PeopleView = PeopleView.EVERYONE, text: str = "") -> list[str]:
    listed = PeopleList(office.clerk, view, text)
    count = listed.count()
    found = [line.citizen.name for line in listed.page(0, 100)]
    assert len(found) == count
    return found


def test_who_came_lately_stands_first_then_who_was_recorded_last(office: Office) -> None:
    office.clock.set(MONDAY - timedelta(days=60))
    ana, bea, caro = (add(office, name) for name in ("Ana", "Bea", "Caro"))
    visit(office, ana)
    office.clock.set(MONDAY)
    visit(office, caro)
    visit(office, bea)
    visit(office, caro)
    add(office, "Dora")
    assert names(office) == ["Caro", "Bea", "Dora", "Ana"]


def test_a_visit_that_was_taken_back_does_not_count(office: Office) -> None:
    ana = add(office, "Ana")
    add(office, "Bea")
    saved = visit(office, ana)
    assert names(office) == ["Ana", "Bea"]
    reception.void_attention(office.clerk, saved.id, "Error")
    assert names(office) == ["Bea", "Ana"]
    sheet = people.sheet(office.clerk, ana)
    assert (sheet.visit_count, sheet.first_visit, sheet.visits) == (0, None, ())
    assert PeopleList(office.clerk).page(1, 1)[0].last_visit is None


def test_a_line_tells_document_open_cases_and_the_last_visit(office: Office) -> None:
    ana = add(office, "Ana", "45678912")
    form = cases.CaseForm("Bache", "denuncia", Channel.PHONE, citizen=ana)
    cases.open_case(office.clerk, form)
    closed = cases.open_case(office.clerk, form).id
    cases.move_case(office.clerk, closed, CaseState.VOIDED, reason="Duplicado")
    visit(office, ana)
    line = PeopleList(office.clerk).page(0, 5)[0]
    assert (line.document, line.open_cases) == ("DNI 45678912", 1)
    assert line.last_visit is not None
    assert line.last_visit == office.clerk.now() - timedelta(minutes=3)


def test_people_with_open_cases_come_by_urgency(office: Office) -> None:
    ana, bea, caro = (add(office, name) for name in ("Ana", "Bea", "Caro"))
    for citizen, level in ((ana, Level.COMPLEX), (bea, Level.SIMPLE), (ana, Level.SIMPLE)):
        office.clock.advance(minutes=1)
        cases.open_case(
            office.clerk, cases.CaseForm("Bache", "denuncia", Channel.PHONE, level, citizen=citizen)
        )
    visit(office, caro)
    assert names(office, PeopleView.OPEN_CASES) == ["Bea", "Ana"]
    assert names(office, PeopleView.OPEN_CASES, "an") == ["Ana"]
    assert names(office, PeopleView.OPEN_CASES, "caro") == []
    assert PeopleList(office.clerk, PeopleView.OPEN_CASES).position(ana) == 1
    assert PeopleList(office.clerk, PeopleView.OPEN_CASES).position(caro) is None


@pytest.mark.parametrize(
    "typed",
    [
        "nahu",
        "ÑAHUI maría",
        "45678912",
        "4567",
        "45.678.912",
        "999111222",
        "999 111 222",
        "9991 1122",
        "999-111",
    ],
)
def test_people_are_found_as_they_are_told(office: Office, typed: str) -> None:
    add(office, "María Fernández Ñahui", "45678912", "999 111 222")
    add(office, "Otra Persona", "87654321", "988777666")
    assert names(office, text=typed) == ["María Fernández Ñahui"]


@pytest.mark.parametrize("typed", ["9991", "99911", "999111"])
def test_a_telephone_in_groups_is_found_from_its_first_digits(office: Office, typed: str) -> None:
    add(office, "María Fernández Ñahui", phone="999 111 222")
    assert names(office, text=typed) == ["María Fernández Ñahui"]


@pytest.mark.parametrize("typed", ['"', "*", "- - -", "(", "NEAR(", "0000 0000 0000", "zzz"])
def test_what_means_nothing_finds_nobody(office: Office, typed: str) -> None:
    add(office, "Ana", "45678912")
    assert names(office, text=typed) == []


def test_the_sheet_tells_everything(office: Office) -> None:
    office.clock.set(MONDAY - timedelta(days=200))
    ana = add(office, "Ana", "45678912")
    visit(office, ana)
    office.clock.set(MONDAY)
    visit(office, ana, result=Result.CASE_OPENED, topic=office.pothole, unit=office.unit, contact="999111222")
    visit(
        office, ana, channel=Channel.PHONE, result=Result.REFERRED, topic=office.pothole, unit=office.unit,
        official=office.chief, referral_state=ReferralState.ACCEPTED,
    )  # fmt: skip
    sheet = people.sheet(office.clerk, ana)
    assert sheet.document == "DNI 45678912"
    assert (sheet.visit_count, sheet.open_count, sheet.case_count) == (3, 1, 1)
    assert sheet.first_visit is not None
    assert f"{sheet.first_visit:%m/%Y}" == "03/2026"
    assert [(each.channel, each.result) for each in sheet.visits[:2]] == [
        ("phone", "referred"), ("in_person", "case_opened"),
    ]  # fmt: skip
    assert [(each.whom, each.state) for each in sheet.hand_overs] == [
        ("Julia Arias Peña · Vías", "accepted")
    ]
    assert sheet.open_cases[0].citizen == "Ana"
    with pytest.raises(NotFound):
        people.sheet(office.clerk, bytes(16))


def test_it_reads_nothing_about_people_to_who_may_not(office: Office) -> None:
    ana = add(office, "Ana")
    admin = office.as_user("administrator")
    for act in (
        PeopleList(admin).count, lambda: PeopleList(admin).page(0, 1), lambda: PeopleList(admin).position(ana),
        lambda: people.sheet(admin, ana), lambda: people.look_over(admin, CitizenForm("Ana")),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_only_the_counter_writes_people(office: Office) -> None:
    ana = add(office, "Ana")
    official = office.as_user("official")
    assert people.sheet(official, ana).citizen.name == "Ana"
    with pytest.raises(NotAllowed):
        citizens.update_citizen(official, ana, CitizenForm("Otra"))
    with pytest.raises(NotAllowed):
        citizens.register_citizen(official, CitizenForm("Otra"))


def test_a_document_is_kept_as_it_is_searched(office: Office) -> None:
    ana = citizens.register_citizen(office.clerk, CitizenForm("Ana", "dni", " 45.678.912 ")).id
    assert citizens.get_citizen(office.clerk, ana).document == "45678912"
    citizens.update_citizen(office.clerk, ana, CitizenForm("Ana", "pasaporte", "ab-12 34"))
    assert citizens.get_citizen(office.clerk, ana).document == "AB1234"
    citizens.update_citizen(office.clerk, ana, CitizenForm("Ana", "otro", "Partida 12-B"))
    assert citizens.get_citizen(office.clerk, ana).document == "Partida 12-B"
    with pytest.raises(InvalidInput) as raised:
        citizens.update_citizen(office.clerk, ana, CitizenForm("  "))
    assert raised.value.field == "citizen"


def test_slips_are_told_and_refuse_nothing(office: Office) -> None:
    odd = CitizenForm("Ana", "dni", "4567", email="ana@correo")
    notes = people.look_over(office.clerk, odd)
    assert notes.document == "Revise el documento: DNI tiene 8 cifras y se escribieron 4."
    assert notes.email == "Revise el correo: se escribe como nombre@dominio.com."
    assert citizens.register_citizen(office.clerk, odd).id
    fine = people.look_over(office.clerk, CitizenForm("Ana", "dni", "45678912", email="ana@correo.pe"))
    assert (fine.document, fine.email, fine.duplicates) == ("", "", ())


def test_somebody_recorded_already_is_told(office: Office) -> None:
    ana = add(office, "Ana Núñez Ríos", "45678912", "+51 987 654 321")
    add(office, "Ana Núñez Ríos", phone="911222333")
    add(office, "Ana Núñez Ríos Vega", phone="987654321")

    def told(form: CitizenForm, citizen: bytes | None = None) -> list[tuple[bytes, bool]]:
        return [(each.citizen.id, each.by_document)
                for each in people.look_over(office.clerk, form, citizen).duplicates]  # fmt: skip

    assert told(CitizenForm("Otra", "dni", "45.678.912")) == [(ana, True)]
    assert told(CitizenForm("ana nunez  rios", phone="987-654-321")) == [(ana, False)]
    assert told(CitizenForm("Ana Núñez Ríos", "dni", "45678912", "987654321")) == [(ana, True)]
    assert told(CitizenForm("Ana Núñez Ríos", phone="900000000")) == []
    assert told(CitizenForm("Ana Núñez", phone="987654321")) == []
    assert told(CitizenForm("")) == []
    assert told(CitizenForm("Ana Núñez Ríos", "dni", "45678912", "987654321"), ana) == []


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = make_office(Path(tmp_path_factory.mktemp("crowd")) / "data")
    for number in range(40):
        citizens.register_citizen(made.clerk, CitizenForm(f"Persona {number}"))
    search.flush_all(made.clerk.store)
    yield made
    made.installation.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), size=st.integers(1, 50))
def test_pages_hold_everyone_once_whoever_came_lately(
    crowd: Office, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, size: int
) -> None:
    store = crowd.clerk.store
    everyone = queries.arrivals(store, 0, 100)
    lately = data.draw(st.lists(st.sampled_from(everyone), unique=True))
    monkeypatch.setattr(queries, "attended_since", lambda _store, _day: list(lately))
    expected = lately + [number for number in everyone if number not in lately]
    wanted = [row.citizen.id for row in queries.rows(store, expected)]
    listed = PeopleList(crowd.clerk)
    assert listed.count() == 40
    pages = [line.citizen.id for at in range(0, 60, size) for line in listed.page(at, size)]
    assert pages == wanted
    assert [listed.position(each) for each in wanted] == list(range(40))
