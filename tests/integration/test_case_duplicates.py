"""Duplicates: united into one case, reachable from it, counted once, parted again; also by two desks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from municipality import MARIA, make_office, opening
from small_desk import rules_of
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import CaseState, Channel, Level
from desktop_app.services import (
    case_candidates,
    case_duplicates,
    case_lists,
    case_relations,
    cases,
    receipt_records,
    reception,
    statistics,
)
from desktop_app.services.access import CONSOLE
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context, Desk, RulesCache

ROSA = CitizenForm("Rosa Quispe Ñaupa", phone="987 654 321")


def opened(ctx: Context, subject: str = "Poste caído", **values: object) -> bytes:
    return cases.open_case(ctx, CaseForm(subject, "reclamo", Channel.PHONE, **values)).id  # type: ignore[arg-type]


def state(ctx: Context, case: bytes) -> CaseState:
    return case_lists.detail(ctx, case).line.state


def numbers(found: tuple[case_relations.RelatedCase, ...]) -> list[bytes]:
    return [each.id for each in found]


@pytest.fixture
def pair(office) -> tuple[bytes, bytes]:
    first = opened(office.clerk, citizen=MARIA)
    office.clock.advance(seconds=60)
    return first, opened(office.clerk, "El poste de la esquina", citizen=ROSA)


def test_the_citizen_of_the_duplicate_is_reached_from_the_case_that_stays(office, pair):
    stays, duplicate = pair
    case_duplicates.unite(office.clerk, duplicate, stays)
    assert state(office.clerk, duplicate) is CaseState.VOIDED
    (found,) = case_relations.related(office.clerk, stays).duplicates
    assert (found.id, found.citizen, found.contact) == (duplicate, "Rosa Quispe Ñaupa", "987 654 321")
    beside = case_relations.related(office.clerk, duplicate)
    assert beside.into is not None
    assert beside.into.id == stays
    kinds = [event.kind for event in case_lists.detail(office.clerk, stays).timeline]
    assert kinds == ["open", "link"]


def test_the_receipt_of_a_duplicate_says_which_case_goes_on(office):
    stays = opened(office.clerk, citizen=MARIA)
    saved = reception.register_attention(office.clerk, opening(office, citizen=ROSA))
    assert saved.case is not None
    case_duplicates.unite(office.clerk, saved.case, stays)
    number = case_lists.detail(office.clerk, stays).line.number

    def words() -> str:
        record = receipt_records.find(office.clerk, saved.number)
        assert record is not None
        return receipt_records.state_words(office.clerk, record)

    assert words() == f"El caso se unió al caso {number}, que sigue (registrado)."
    cases.move_case(office.clerk, stays, CaseState.VOIDED, reason="Error")
    assert words() == "El caso fue anulado."


def test_a_union_is_undone_on_both_sides(office, pair):
    stays, duplicate = pair
    case_duplicates.unite(office.clerk, duplicate, stays)
    with pytest.raises(ForbiddenTransition):
        case_duplicates.part(office.clerk, duplicate, " ")
    case_duplicates.part(office.clerk, duplicate, "Son dos postes")
    assert state(office.clerk, duplicate) is CaseState.REOPENED
    assert case_relations.related(office.clerk, stays) == case_relations.Related()
    with pytest.raises(ForbiddenTransition, match="no hay unión"):
        case_duplicates.part(office.clerk, duplicate, "Otra vez")


def test_a_chain_ends_at_the_case_that_stays_and_never_closes_into_a_circle(office, pair):
    first, second = pair
    third = opened(office.clerk, "Otra vez el poste")
    case_duplicates.unite(office.clerk, second, first)
    case_duplicates.unite(office.clerk, third, second)
    assert set(numbers(case_relations.related(office.clerk, first).duplicates)) == {second, third}
    with pytest.raises(InvalidInput, match="de sí mismo") as refused:
        case_duplicates.unite(office.clerk, first, third)
    assert refused.value.field == "other"


def test_what_was_united_with_a_duplicate_follows_it(office, pair):
    first, second = pair
    third = opened(office.clerk, "Otra vez el poste")
    case_duplicates.unite(office.clerk, third, second)
    case_duplicates.unite(office.clerk, second, first)
    beside = case_relations.related(office.clerk, third)
    assert beside.into is not None
    assert beside.into.id == first
    assert set(numbers(case_relations.related(office.clerk, first).duplicates)) == {second, third}


def test_what_is_over_takes_no_duplicate_and_is_none(office, pair):
    stays, duplicate = pair
    cases.move_case(office.clerk, stays, CaseState.VOIDED, reason="Error")
    with pytest.raises(InvalidInput, match="está anulado"):
        case_duplicates.unite(office.clerk, duplicate, stays)
    cases.move_case(office.clerk, duplicate, CaseState.RESOLVED, answer="Listo")
    with pytest.raises(ForbiddenTransition):
        case_duplicates.unite(office.clerk, duplicate, opened(office.clerk))


def test_who_may_not_work_on_cases_unites_none(office, pair):
    with pytest.raises(NotAllowed):
        case_duplicates.unite(office.as_user("administrator"), *pair)


def test_a_duplicate_is_not_counted_twice(office, pair):
    case_duplicates.unite(office.clerk, pair[1], pair[0])
    today = office.clerk.now().date()
    figures = statistics.month_figures(office.console, Month(today.year, today.month))
    assert figures.cases.opened == 1
    assert case_lists.view_counts(office.clerk)["open"] == 1


def test_the_same_citizen_or_the_same_place_and_topic_is_likely(office):
    ctx = office.clerk
    mine = opened(ctx, citizen=MARIA, place="Av. Arequipa 123", topic=office.pothole)
    assert case_candidates.likely_duplicates(ctx, mine) == []
    there = opened(ctx, "Bache", citizen=ROSA, place="avenida Arequipa 123", topic=office.pothole)
    opened(ctx, "Ruido", citizen=ROSA, place="avenida Arequipa 123", topic=office.hours)
    found = case_candidates.likely_duplicates(ctx, mine)
    assert [each.id for each in found] == [there]
    again = opened(ctx, "Otra cosa", citizen=case_candidates.likely_duplicates(ctx, mine)[0].citizen_id)
    assert {each.id for each in case_candidates.likely_duplicates(ctx, there)} >= {mine, again}
    office.clock.advance(seconds=int(timedelta(days=70).total_seconds()))
    assert case_candidates.likely_duplicates(office.clerk, mine) == []


def test_related_cases_are_seen_from_both_until_they_are_parted(office, pair):
    one, other = pair
    case_duplicates.relate(office.clerk, one, other)
    for case, counterpart in (pair, pair[::-1]):
        assert numbers(case_relations.related(office.clerk, case).linked) == [counterpart]
    with pytest.raises(InvalidInput, match="ya están"):
        case_duplicates.relate(office.clerk, other, one)
    case_duplicates.unrelate(office.clerk, other, one)
    assert case_relations.related(office.clerk, one).linked == ()


def test_another_case_is_found_by_number_or_words(office, pair):
    stays, duplicate = pair
    number = case_lists.detail(office.clerk, stays).line.number
    for typed in (number, "poste caido"):
        assert [each.id for each in case_candidates.find_others(office.clerk, duplicate, typed)] == [stays]
    assert case_candidates.find_others(office.clerk, stays, "poste caido") == []


# Two desks.


def context(desk: SyncDesk) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


@pytest.fixture
def two(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


def test_two_desks_that_unite_crosswise_agree_and_tell_it(two):
    one, other = (context(desk) for desk in two)
    first = opened(one)
    two[0].clock.advance(seconds=5)
    second = opened(one, "El poste")
    share_all(two)
    case_duplicates.unite(one, first, second)
    two[1].clock.advance(seconds=9)
    case_duplicates.unite(other, second, first)
    share_all(two)
    assert two[0].digests() == two[1].digests()
    for ctx, desk in ((one, two[0]), (other, two[1])):
        assert {state(ctx, first), state(ctx, second)} == {CaseState.REGISTERED, CaseState.VOIDED}
        assert state(ctx, min(first, second)) is CaseState.REGISTERED
        assert desk.reviews() == ["merged_crosswise"] * 2
        assert numbers(case_relations.related(ctx, first).duplicates) == [second]
    case_duplicates.part(other, second, "Son dos postes")
    share_all(two)
    assert {state(ctx, each) for ctx in (one, other) for each in (first, second)} == {
        CaseState.REGISTERED, CaseState.REOPENED,
    }  # fmt: skip


def test_links_of_two_desks_come_together(two):
    one, other = (context(desk) for desk in two)
    first, second = opened(one), opened(one, "El poste")
    share_all(two)
    case_duplicates.relate(one, first, second)
    case_duplicates.relate(other, second, first)
    share_all(two)
    for ctx in (one, other):
        assert numbers(case_relations.related(ctx, first).linked) == [second]
    case_duplicates.unrelate(other, first, second)
    share_all(two)
    assert [case_relations.related(ctx, second).linked for ctx in (one, other)] == [(), ()]


@limits(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=12),
)
def test_whatever_is_united_and_parted_a_walk_ends_and_no_case_is_its_own_duplicate(tmp_path_factory, acts):
    town = make_office(tmp_path_factory.mktemp("united"))
    ctx = town.console
    made = [opened(ctx, f"Caso {at}", level=Level.COMPLEX) for at in range(4)]
    for one, other, united in acts:
        town.clock.advance(seconds=1)
        try:
            if united:
                case_duplicates.unite(ctx, made[one], made[other])
            else:
                case_duplicates.part(ctx, made[one], "No es el mismo")
        except (InvalidInput, ForbiddenTransition):
            continue
    for case in made:
        beside = case_relations.related(ctx, case)
        voided = state(ctx, case) is CaseState.VOIDED
        assert (beside.into is not None) == voided
        assert case not in numbers(beside.duplicates)
        if beside.into is not None:
            assert case in numbers(case_relations.related(ctx, beside.into.id).duplicates)
            assert beside.into.state is not CaseState.VOIDED
    town.installation.close()
