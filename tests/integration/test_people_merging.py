"""Records of one person brought together: every read sees one, and it can be taken back at any time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from municipality import Office, attention

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import Channel, Result
from desktop_app.services import (
    attentions,
    case_lists,
    cases,
    citizens,
    finding,
    merging,
    people,
    reception,
    recognition,
    referral_lists,
    referrals,
)
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.people import HistoryList, Order, PeopleList, PeopleView
from desktop_app.storage import projection
from desktop_app.storage.queries import digest

ROSA = CitizenForm("Rosa Quispe", "dni", "45678912", "987 654 321", None, "Av. Grau 12")
AGAIN = CitizenForm("Rosa Quispe Mamani", None, None, "987654321", "rosa@correo.pe")


def add(office: Office, form: CitizenForm) -> bytes:
    office.clock.advance(minutes=1)
    return citizens.register_citizen(office.clerk, form).id


def visit(office: Office, citizen: bytes, **changes: Any) -> reception.AttentionSaved:
    office.clock.advance(minutes=5)
    form = attention(office, citizen=citizen, started=office.clock.now() - timedelta(minutes=3))
    return reception.register_attention(office.clerk, replace(form, **changes))


def open_case(office: Office, citizen: bytes, **changes: Any) -> bytes:
    office.clock.advance(minutes=1)
    form = cases.CaseForm("Bache", "reclamo", Channel.PHONE, citizen=citizen, topic=office.pothole)
    return cases.open_case(office.clerk, replace(form, **changes)).id


@pytest.fixture
def two(office: Office) -> tuple[bytes, bytes]:
    """Rosa, and Rosa again: both with a visit, a case, a contact and a hand-over."""
    found = add(office, ROSA), add(office, AGAIN)
    for citizen in found:
        visit(office, citizen)
        case = open_case(office, citizen)
        cases.log_contact(office.clerk, case, Channel.PHONE, "Se le avisó.")
        visit(office, citizen, result=Result.REFERRED, detail="Licencia", unit=office.unit)
    return found


def boss(office: Office) -> Any:
    return office.as_user("supervisor")


def names(office: Office, view: PeopleView = PeopleView.EVERYONE, text: str = "", **more: Any) -> list[str]:
    listed = PeopleList(office.clerk, view, text, **more)
    count = listed.count()
    found = [line.citizen.name for line in listed.page(0, 50)]
    assert len(found) == count
    return found


def projections(office: Office) -> dict[str, list[Any]]:
    store = office.console.store
    return {name: list(digest.projected_rows(store, name)) for name in digest.TABLES}


def test_the_preview_says_what_would_be_and_changes_nothing(office: Office, two: tuple[bytes, bytes]) -> None:
    before = projections(office)
    found = merging.preview(boss(office), two[1], two[0])
    assert (found.standing.id, found.other.id) == two
    assert found.why == ("Mismo teléfono y nombre parecido",)
    proposed = {each.field: each.keep for each in found.choices}
    assert proposed == {"name": False, "document": True, "phone": True, "email": False, "address": True}
    assert found.standing_totals == merging.Totals(2, 1, 1, 1) == found.other_totals
    assert found.together == merging.Totals(4, 2, 2, 2)
    assert projections(office) == before


def test_the_newer_value_is_proposed_where_both_say_something(office: Office) -> None:
    old, new = add(office, ROSA), add(office, replace(ROSA, phone="911 111 111"))
    assert (
        next(c.keep for c in merging.preview(boss(office), old, new).choices if c.field == "phone") is False
    )
    office.clock.advance(minutes=1)
    citizens.update_citizen(office.clerk, old, replace(ROSA, phone="922 222 222"))
    choice = next(c for c in merging.preview(boss(office), old, new).choices if c.field == "phone")
    assert (choice.standing, choice.other, choice.keep, choice.differs) == (
        "922 222 222",
        "911 111 111",
        True,
        True,
    )


def test_everybody_sees_one_person(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    saved = merging.merge(boss(office), high, low, frozenset({"name", "email"}))
    assert (saved.standing, saved.other) == two
    assert {"citizen", "case", "attention"} <= saved.changes
    ctx = office.clerk
    for asked in two:
        sheet = people.sheet(ctx, asked)
        assert sheet.citizen == citizens.Citizen(
            low, "Rosa Quispe Mamani", "dni", "45678912", "987 654 321", "rosa@correo.pe", "Av. Grau 12"
        )
        assert (sheet.visit_count, sheet.case_count, sheet.open_count) == (4, 2, 2)
        assert (len(sheet.contacts), len(sheet.hand_overs)) == (2, 2)
        assert [each.id for each in sheet.merged] == [high]
        assert sheet.merged[0].by == "Supervisor"
        assert len(recognition.known_citizen(ctx, asked).visits) == 4
        assert case_lists.count(ctx, CaseQuery(citizen=asked)) == 2
        assert len(case_lists.page(ctx, CaseQuery("all", citizen=asked), 0, 10)) == 2
    lines = case_lists.page(ctx, CaseQuery("all"), 0, 10)
    assert [line.citizen for line in lines] == ["Rosa Quispe Mamani"] * 2
    details = [case_lists.detail(ctx, line.id) for line in lines]
    assert {detail.email for detail in details} == {"rosa@correo.pe"}
    assert len(names(office)) == len(names(office, PeopleView.OPEN_CASES)) == 1
    assert names(office, order=Order.ALPHABETICAL) == ["Rosa Quispe Mamani"]
    line = PeopleList(ctx).page(0, 1)[0]
    assert line.open_cases == 2
    assert line.last_visit is not None
    assert line.last_visit == people.sheet(ctx, low).visits[0].started
    assert PeopleList(ctx).position(high) == 0


def test_attentions_and_hand_overs_name_who_stands(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    merging.merge(boss(office), low, high, frozenset({"name"}))
    ctx = office.clerk
    assert {row.citizen for row in reception.today(ctx)} == {"Rosa Quispe Mamani"}
    assert attentions.get_attention(ctx, reception.today(ctx)[0].id).citizen == "Rosa Quispe Mamani"
    rows = referrals.inbox(ctx, office.unit)
    assert {(row.citizen, row.citizen_name) for row in rows} == {(low, "Rosa Quispe Mamani")}
    found = referral_lists.detail(ctx, rows[1].id)
    assert found.line.citizen == "Rosa Quispe Mamani"
    assert found.citizen_id == low


def test_recurrence_counts_the_complaints_of_both(office: Office) -> None:
    low, high = add(office, ROSA), add(office, AGAIN)
    for citizen in (low, high, low):
        open_case(office, citizen)

    def told(citizen: bytes) -> str:
        found = recognition.critical_signs(office.clerk, "otra vez", citizen, office.pothole, "Bache")
        return " ".join(each.explanation for each in found)

    before = told(high)
    merging.merge(boss(office), low, high)
    assert told(high) == told(low) != before


@pytest.mark.parametrize("typed", ["rosa@correo.pe", "quispe mamani", "45678912", "987654321", "rosa grau"])
def test_the_person_is_found_by_what_either_record_said(
    office: Office, two: tuple[bytes, bytes], typed: str
) -> None:
    low, high = two
    merging.merge(boss(office), low, high)
    assert [each.id for each in citizens.recognise(office.clerk, typed)] == [low]
    assert names(office, text=typed) == ["Rosa Quispe"]
    kinds = [each.kind for each in finding.find_everywhere(office.clerk, typed)]
    assert kinds.count(finding.Kind.CITIZEN) == 1
    merging.separate(boss(office), high)
    found = [each.id for each in citizens.recognise(office.clerk, typed)]
    expected = {
        "rosa@correo.pe": [high],
        "quispe mamani": [high],
        "45678912": [low],
        "987654321": [high],
        "rosa grau": [low],
    }
    assert found == expected[typed]


def test_cases_of_either_record_are_found_by_who_stands(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    assert case_lists.count(office.clerk, CaseQuery("all", text="45678912")) == 1
    merging.merge(boss(office), low, high)
    assert case_lists.count(office.clerk, CaseQuery("all", text="45678912")) == 2
    citizens.update_citizen(office.clerk, high, replace(ROSA, name="Rosalinda Quispe"))
    assert citizens.get_citizen(office.clerk, low).name == "Rosalinda Quispe"
    assert case_lists.count(office.clerk, CaseQuery("all", text="rosalinda")) == 2
    merging.separate(boss(office), high)
    assert case_lists.count(office.clerk, CaseQuery("all", text="45678912")) == 1


def test_what_is_written_for_the_merged_one_goes_to_who_stands(
    office: Office, two: tuple[bytes, bytes]
) -> None:
    low, high = two
    merging.merge(boss(office), low, high)
    saved = visit(
        office, high, result=Result.CASE_OPENED, query_type="reclamo", unit=office.unit, contact="987654321"
    )
    sent = referrals.refer(office.clerk, referrals.ReferralForm(unit=office.unit, need="Plano", citizen=high))
    merging.separate(boss(office), high)
    ours, theirs = (people.sheet(office.clerk, each) for each in two)
    assert (ours.visit_count, ours.case_count) == (3, 2)
    assert (theirs.visit_count, theirs.case_count) == (2, 1)
    assert saved.case in [case.id for case in ours.open_cases]
    assert sent.id in [each.id for each in ours.hand_overs]


def test_a_document_that_is_typed_again_points_to_who_stands(office: Office) -> None:
    low = add(office, CitizenForm("Rosa Quispe", "dni", "11111111"))
    high = add(office, ROSA)
    merging.merge(boss(office), low, high)
    notes = people.look_over(office.clerk, CitizenForm("Alguien", "dni", "45678912"))
    assert [each.citizen.id for each in notes.duplicates] == [low]
    assert people.look_over(office.clerk, ROSA, high).duplicates == ()


def test_separating_restores_what_nobody_changed_since(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    before = [citizens.get_citizen(office.clerk, each) for each in two]
    merging.merge(boss(office), low, high, frozenset({"name", "phone", "email", "document"}))
    assert citizens.get_citizen(office.clerk, low).document is None
    office.clock.advance(days=40)
    citizens.update_citizen(
        office.clerk,
        low,
        CitizenForm("Rosa Q. Mamani", None, None, "987654321", "rosa@correo.pe", "Av. Grau 12"),
    )
    saved = merging.separate(boss(office), high)
    assert (saved.standing, saved.other) == two
    after = [citizens.get_citizen(office.clerk, each) for each in two]
    assert after[0] == replace(before[0], name="Rosa Q. Mamani")
    assert after[1] == before[1]
    with pytest.raises(InvalidInput, match="no está reunida"):
        merging.separate(boss(office), high)


def test_merges_taken_back_in_any_order_leave_the_first_values(office: Office) -> None:
    one = add(office, CitizenForm("Rosa Quispe", phone="1111111"))
    two = add(office, CitizenForm("Rosa Quispe", phone="2222222"))
    three = add(office, CitizenForm("Rosa Quispe", phone="3333333"))
    ctx = boss(office)
    for other in (two, three):
        merging.merge(ctx, one, other, frozenset({"phone"}))
    merging.separate(ctx, two)
    assert citizens.get_citizen(ctx, one).phone == "3333333"
    merging.separate(ctx, three)
    assert citizens.get_citizen(ctx, one).phone == "1111111"


def test_a_chain_is_one_person_and_parts_where_it_is_cut(office: Office) -> None:
    a, b, c = (add(office, CitizenForm(f"Rosa {each}")) for each in "ABC")
    for each in (a, b, c):
        visit(office, each)
    ctx = boss(office)
    merging.merge(ctx, b, c)
    merging.merge(ctx, a, c)
    assert [citizens.get_citizen(ctx, each).id for each in (a, b, c)] == [a, a, a]
    assert people.sheet(ctx, c).visit_count == 3
    assert {each.id for each in people.sheet(ctx, a).merged} == {b, c}
    with pytest.raises(InvalidInput, match="ya están reunidas"):
        merging.merge(ctx, a, c)
    merging.separate(ctx, b)
    assert [citizens.get_citizen(ctx, each).id for each in (a, b, c)] == [a, b, b]
    assert sorted(names(office)) == ["Rosa A", "Rosa B"]


def test_only_supervision_merges_and_separates(office: Office, two: tuple[bytes, bytes]) -> None:
    for login in ("clerk", "official", "administrator"):
        ctx = office.as_user(login)
        for act in (
            lambda ctx=ctx: merging.merge(ctx, *two),
            lambda ctx=ctx: merging.separate(ctx, two[1]),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert merging.preview(office.clerk, *two).standing.id == two[0]
    with pytest.raises(NotAllowed):
        merging.preview(office.as_user("administrator"), *two)
    with pytest.raises(NotFound):
        merging.merge(boss(office), two[0], bytes(16))


def test_what_a_merge_keeps_of_the_values_is_personal(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    merging.merge(boss(office), low, high, frozenset({"name"}))
    name = ulid_text(high)
    with office.console.store.transaction() as transaction:
        last = transaction.entries("citizen", name)[-1]
    assert set(last.facts["set"]) == {"merged_into", "merged_at"}
    assert last.personal["set"] == {"merged_values": {"name": ["Rosa Quispe", "Rosa Quispe Mamani"]}}


def test_folding_anew_changes_nothing(office: Office, two: tuple[bytes, bytes]) -> None:
    merging.merge(boss(office), *two, frozenset({"name"}))
    before = projections(office)
    with office.console.store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert projections(office) == before
    assert names(office, text="rosa@correo.pe") == ["Rosa Quispe Mamani"]


def test_the_history_has_all_of_it_a_page_at_a_time(office: Office, two: tuple[bytes, bytes]) -> None:
    low, high = two
    for _ in range(60):
        visit(office, high)
    merging.merge(boss(office), low, high)
    history = HistoryList(office.clerk, high)
    assert history.count() == 60 + 4 + 2 + 2 + 2
    assert history.counts == {"attention": 64, "case": 2, "contact": 2, "hand_over": 2}
    every = [each for offset in range(0, 100, 25) for each in history.page(offset, 25)]
    assert len(every) == history.count()
    assert [each.at for each in every] == sorted((each.at for each in every), reverse=True)
    contact = next(each for each in every if each.kind == "contact")
    assert (contact.text, contact.channel, contact.state) == ("Se le avisó.", "phone", "reached")
    assert contact.case is not None
    only = HistoryList(office.clerk, low, ("case",))
    assert only.count() == 2 == len(only.page(0, 10))
    assert HistoryList(office.clerk, bytes(16)).count() == 0
