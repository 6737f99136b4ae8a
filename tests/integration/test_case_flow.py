"""Levels in both directions, pauses with a term to cure, extensions and corrections of a real case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from municipality import LIMA, MARIA
from small_desk import rules_of
from sync_desks import municipality, share_all

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.extensions import Clock
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.domain.waits import Wait
from desktop_app.services import (
    case_corrections,
    case_extensions,
    case_levels,
    case_lists,
    case_pauses,
    case_previews,
    case_writing,
    cases,
    merging,
)
from desktop_app.services.access import CONSOLE
from desktop_app.services.case_corrections import CaseData
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm, register_citizen
from desktop_app.services.context import Context, Desk, RulesCache


def opened(ctx: Context, query_type: str = "acceso_informacion", **values: object) -> bytes:
    values.setdefault("level", Level.COMPLEX)
    return cases.open_case(ctx, CaseForm("Poste caído", query_type, Channel.PHONE, **values)).id  # type: ignore[arg-type]


def worked_on(ctx: Context, **values: object) -> bytes:
    case = opened(ctx, **values)  # type: ignore[arg-type]
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    return case


def dues(ctx: Context, case: bytes) -> tuple[datetime | None, datetime | None]:
    found = case_lists.detail(ctx, case)
    return found.internal_due, found.legal_due


def at(day: int, hour: int = 16, minute: int = 30) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=LIMA)


# Levels.


def test_history_and_pauses_stay_through_every_level(office):
    ctx = office.clerk
    case = worked_on(ctx)
    office.clock.advance(seconds=3600)
    case_pauses.pause_case(ctx, case, Wait.DOCUMENTS)
    office.clock.advance(seconds=2 * 3600)
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    before, count = dues(ctx, case), len(case_lists.detail(ctx, case).timeline)
    pauses = case_writing.read(ctx, case).pauses
    case_levels.change_level(ctx, case, Level.SIMPLE, "Es sencillo")
    case_levels.change_level(ctx, case, Level.CRITICAL, "Cable suelto", CriticalCriterion.RISK)
    case_levels.change_level(ctx, case, Level.COMPLEX, "Ya se retiró")
    assert dues(ctx, case) == before
    assert case_writing.read(ctx, case).pauses == pauses
    found = case_lists.detail(ctx, case)
    assert [event.text for event in found.timeline[count:] if event.kind == "level"] == [
        "Es sencillo", "Cable suelto", "Ya se retiró",
    ]  # fmt: skip
    assert [e.facts["criterion"] for e in found.timeline if "criterion" in e.facts] == ["risk"]
    assert found.criterion == "risk"


@pytest.mark.parametrize("level", list(Level))
def test_the_preview_of_a_level_is_what_the_change_writes(office, level):
    ctx = office.clerk
    case = worked_on(ctx, criterion=CriticalCriterion.RISK, level=Level.CRITICAL)
    case_levels.change_level(ctx, case, Level.COMPLEX, "Revisado")
    case_pauses.pause_case(ctx, case, Wait.ANSWER)
    office.clock.advance(seconds=5 * 3600)
    told = {each.name: each.after for each in case_previews.of_level(ctx, case, level)}
    case_levels.change_level(ctx, case, level, "Otro nivel", CriticalCriterion.RISK)
    found = case_lists.detail(ctx, case)
    assert told["internal"] == found.internal_due
    assert told["legal"] == found.legal_due
    assert told.get("first") == found.first_due


# Pauses.


def test_the_effect_of_a_pause_on_both_clocks_is_told_before_and_comes_true(office):
    ctx = office.clerk
    case = worked_on(ctx)
    told = case_previews.of_pause(ctx, case)
    assert {each.name: each.stands for each in told} == {"internal": True, "legal": True}
    before = dues(ctx, case)
    case_pauses.pause_case(ctx, case, Wait.PAYMENT)
    assert dues(ctx, case) == (None, None)
    assert case_lists.detail(ctx, case).paused_since == office.clerk.now()
    office.clock.advance(seconds=3 * 3600)
    moved = {each.name: (each.before, each.after) for each in case_previews.of_resuming(ctx, case)}
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    after = dues(ctx, case)
    assert moved == {"internal": (before[0], after[0]), "legal": (before[1], after[1])}
    assert after[0] == before[0] + timedelta(hours=18, minutes=30)  # three open hours after a closing


def test_a_level_whose_hours_run_day_and_night_goes_on_in_a_pause(office):
    ctx = office.clerk
    case = worked_on(ctx, level=Level.SIMPLE)
    told = {each.name: each for each in case_previews.of_pause(ctx, case)}
    assert (told["internal"].stands, told["legal"].stands) == (False, True)
    assert told["internal"].after == dues(ctx, case)[0]


def test_the_term_to_cure_is_proposed_shown_and_told_when_it_is_over(office):
    ctx = office.clerk
    case = worked_on(ctx)
    assert case_pauses.cure_day(ctx, case) == date(2026, 10, 7)
    case_pauses.pause_case(ctx, case, Wait.DOCUMENTS, cure_by=date(2026, 10, 7))
    found = case_lists.detail(ctx, case)
    assert (found.cure_until, found.cure_over) == (at(7), False)
    office.clock.set(at(7))
    found = case_lists.detail(ctx, case)
    assert found.cure_over
    assert CaseState.RESOLVED in {each.to for each in found.actions}
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="No subsanó.")
    assert case_lists.detail(ctx, case).cure_until is None


def test_a_cure_that_is_over_already_and_an_unsaid_reason_are_refused(office):
    ctx = office.clerk
    case = worked_on(ctx)
    with pytest.raises(InvalidInput) as refused:
        case_pauses.pause_case(ctx, case, Wait.DOCUMENTS, cure_by=date(2026, 10, 4))
    assert refused.value.field == "cure"
    with pytest.raises(ForbiddenTransition, match="qué se espera"):
        case_pauses.pause_case(ctx, case, Wait.OTHER, "  ")
    assert case_pauses.cure_day(ctx, opened(ctx, "reclamo")) is None


# Extensions.


def test_an_extension_leads_to_the_closing_of_its_day_and_explains_itself(office):
    ctx = office.as_user("supervisor")
    case = opened(ctx)
    told = case_extensions.preview_extension(ctx, case, Clock.LEGAL, date(2026, 10, 30))
    case_extensions.extend_case(ctx, case, Clock.LEGAL, date(2026, 10, 30), "Falta el archivo central")
    found = case_lists.detail(ctx, case)
    assert found.legal_due == at(30) == next(each.after for each in told if each.name == "legal")
    assert found.legal_why.startswith(
        "vence vie 30/10/2026 16:30: prorrogado al vie 30/10/2026 16:30; eran 10 días"
    )
    assert (found.timeline[-1].kind, found.timeline[-1].text) == ("due", "Falta el archivo central")


def test_a_later_pause_moves_an_extension_and_an_earlier_one_is_in_it(office):
    ctx = office.as_user("supervisor")
    case = worked_on(ctx)
    case_pauses.pause_case(ctx, case, Wait.ANSWER)
    office.clock.advance(seconds=3600)
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    case_extensions.extend_case(ctx, case, Clock.INTERNAL, date(2026, 10, 20), "Inspección")
    assert dues(ctx, case)[0] == at(20)
    case_pauses.pause_case(ctx, case, Wait.ANSWER)
    office.clock.advance(seconds=7200)
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    assert dues(ctx, case)[0] == at(21, 10, 0)


def test_an_extension_outlives_levels_but_not_a_raise_to_critical(office):
    ctx = office.as_user("supervisor")
    case = opened(ctx)
    case_extensions.extend_case(ctx, case, Clock.INTERNAL, date(2026, 10, 20), "Inspección")
    case_extensions.extend_case(ctx, case, Clock.LEGAL, date(2026, 10, 30), "Archivo")
    case_levels.change_level(ctx, case, Level.SIMPLE, "Es sencillo")
    assert dues(ctx, case) == (at(20), at(30))
    case_levels.change_level(ctx, case, Level.CRITICAL, "Cable", CriticalCriterion.RISK)
    assert dues(ctx, case) == (office.clerk.now() + timedelta(hours=24), at(30))
    case_levels.change_level(ctx, case, Level.COMPLEX, "Ya no")
    assert dues(ctx, case) == (at(13), at(30))  # the 8th is a holiday


def test_what_the_law_the_level_or_the_clock_forbids_is_said(office):
    ctx = office.as_user("supervisor")
    bound, free = opened(ctx, "tramite"), opened(ctx, "consulta")
    refusals = {each.clock: each.refusal for each in case_extensions.extendable(ctx, bound)}
    assert (refusals[Clock.INTERNAL], "no admite prórroga" in refusals[Clock.LEGAL]) == ("", True)
    for case, clock, day, words in (
        (bound, Clock.LEGAL, date(2026, 12, 30), "no admite prórroga"),
        (free, Clock.LEGAL, date(2026, 12, 30), "no tiene plazo legal"),
        (free, Clock.INTERNAL, date(2026, 10, 6), "posterior al vencimiento"),
        (free, Clock.INTERNAL, date(2026, 10, 24), "no atiende el sáb"),
        (free, Clock.INTERNAL, date(2028, 10, 24), "hasta un año"),
    ):
        with pytest.raises(InvalidInput, match=words):
            case_extensions.extend_case(ctx, case, clock, day, "Motivo")
    critical = opened(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    with pytest.raises(InvalidInput, match="crítico"):
        case_extensions.extend_case(ctx, critical, Clock.INTERNAL, date(2026, 10, 24), "Motivo")
    with pytest.raises(InvalidInput, match="motivo"):
        case_extensions.extend_case(ctx, free, Clock.INTERNAL, date(2026, 10, 23), " ")
    with pytest.raises(NotAllowed):
        case_extensions.extend_case(office.clerk, free, Clock.INTERNAL, date(2026, 10, 23), "Motivo")


def test_two_desks_that_extend_apart_agree_and_tell_it(tmp_path):
    desks = municipality(tmp_path, 2)

    def context(at_desk: int) -> Context:
        desk = desks[at_desk]
        here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
        return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))

    one, other = context(0), context(1)
    case = opened(one)
    share_all(desks)
    case_extensions.extend_case(one, case, Clock.INTERNAL, date(2026, 8, 20), "Uno")
    desks[1].clock.advance(seconds=9)
    case_extensions.extend_case(other, case, Clock.INTERNAL, date(2026, 8, 21), "Otro")
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    for ctx, desk in ((one, desks[0]), (other, desks[1])):
        assert dues(ctx, case)[0] == datetime(2026, 8, 21, 16, 30, tzinfo=LIMA)
        assert desk.reviews() == ["rival_terms"]


# Corrections.


def as_it_stands(ctx: Context, case: bytes) -> CaseData:
    return case_corrections.correctable(ctx, case).data


def test_only_what_differs_is_written_with_its_old_value(office):

    ctx = office.clerk
    case = opened(ctx, "reclamo", place="Av. Arequipa 123", citizen=MARIA)
    data = as_it_stands(ctx, case)
    rosa = register_citizen(ctx, CitizenForm("Rosa Quispe", phone="987654321")).id
    changed = replace(data, subject="Cable suelto", citizen=rosa, channel="in_person", place="")
    case_corrections.correct_case(ctx, case, changed, reason="Así lo dijo")
    found = case_lists.detail(ctx, case)
    assert (found.line.subject, found.line.citizen, found.line.channel, found.place) == (
        "Cable suelto", "Rosa Quispe", "in_person", "",
    )  # fmt: skip
    assert found.timeline[-1].text.splitlines() == [
        "Asunto: «Poste caído» → «Cable suelto»",
        "Lugar: «Av. Arequipa 123» → (vacío)",
        "Canal: «Teléfono» → «Presencial»",
        "Ciudadano: «María Fernández Ñahui» → «Rosa Quispe»",
        "Así lo dijo",
    ]
    assert "Arequipa" not in str(found.timeline[-1].facts)
    with pytest.raises(InvalidInput, match="No cambió"):
        case_corrections.correct_case(ctx, case, as_it_stands(ctx, case))


def test_a_citizen_who_was_merged_meanwhile_is_no_correction(office):
    ctx = office.as_user("supervisor")
    rosa = register_citizen(ctx, CitizenForm("Rosa Quispe", phone="987654321")).id
    again = register_citizen(ctx, CitizenForm("Rosa Quispe Ñaupa", phone="987654322")).id
    case = opened(ctx, "reclamo", citizen=again)
    merging.merge(ctx, rosa, again, frozenset())
    with pytest.raises(InvalidInput, match="No cambió"):
        case_corrections.correct_case(ctx, case, as_it_stands(ctx, case))
    case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), subject="Otro"))
    assert case_lists.detail(ctx, case).timeline[-1].text == "Asunto: «Poste caído» → «Otro»"


def test_another_type_has_another_legal_term_and_ends_its_extension(office):

    ctx = office.as_user("supervisor")
    case = opened(ctx)
    ten = dues(ctx, case)[1]
    case_extensions.extend_case(ctx, case, Clock.LEGAL, date(2026, 10, 30), "Archivo")
    told = {each.name: each.after for each in case_previews.of_type(ctx, case, "reclamo")}
    case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), query_type="reclamo"))
    found = case_lists.detail(ctx, case)
    assert found.legal_due == told["legal"]
    assert [event.kind for event in found.timeline[-2:]] == ["amend", "due"]
    assert "30 días hábiles" in found.legal_why
    case_corrections.correct_case(
        ctx, case, replace(as_it_stands(ctx, case), query_type="acceso_informacion")
    )
    assert dues(ctx, case)[1] == ten


def test_another_topic_moves_the_unit_only_when_asked(office):

    ctx = office.clerk
    case = opened(ctx, "reclamo")
    case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), topic=office.pothole))
    assert case_lists.detail(ctx, case).line.unit == ""
    case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), topic=office.hours))
    again = replace(as_it_stands(ctx, case), topic=office.pothole)
    case_corrections.correct_case(ctx, case, again, move_unit=True)
    assert case_lists.detail(ctx, case).line.unit == "Vías"


def test_the_criterion_is_corrected_while_the_case_is_critical_alone(office):

    ctx = office.clerk
    case = opened(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), criterion="vulnerable"))
    assert case_lists.detail(ctx, case).criterion == "vulnerable"
    plain = opened(ctx)
    with pytest.raises(InvalidInput, match="criterio"):
        case_corrections.correct_case(ctx, plain, replace(as_it_stands(ctx, plain), criterion="risk"))
    with pytest.raises(InvalidInput, match="criterio"):
        case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), criterion=""))


def test_what_is_over_is_not_corrected(office):

    ctx = office.clerk
    case = opened(ctx)
    cases.move_case(ctx, case, CaseState.VOIDED, reason="Error")
    with pytest.raises(ForbiddenTransition):
        case_corrections.correct_case(ctx, case, replace(as_it_stands(ctx, case), subject="Otro"))
