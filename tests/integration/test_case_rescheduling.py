"""A change of the calendar or of a term lists the open cases that it would move, and moves them by events."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from municipality import LIMA

from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.extensions import Clock
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import case_extensions, case_lists, case_rescheduling, cases, settings
from desktop_app.services.case_rescheduling import Cause
from desktop_app.services.cases import CaseForm
from desktop_app.system.progress import Cancelled, CancelToken

FRIDAY = date(2026, 10, 9)


def opened(ctx, level=Level.COMPLEX, **values):
    values.setdefault("criterion", CriticalCriterion.RISK if level is Level.CRITICAL else None)
    return cases.open_case(ctx, CaseForm("Poste", "reclamo", Channel.PHONE, level, **values)).id


def at(day, hour=16, minute=30):
    return datetime(2026, 10, day, hour, minute, tzinfo=LIMA)


def look(ctx):
    return case_rescheduling.outlook(ctx, lambda _done, _total: None, CancelToken())


def move(ctx, found, cause=Cause.CALENDAR):
    return case_rescheduling.reschedule(ctx, found, cause, lambda _done, _total: None, CancelToken())


def internal(ctx, case):
    return case_lists.detail(ctx, case).internal_due


@pytest.fixture
def admin(office):
    return office.as_user("administrator")


def test_without_a_change_nothing_would_move_whatever_was_done_to_the_cases(office, admin):
    boss = office.as_user("supervisor")
    answered = opened(boss, Level.CRITICAL)
    cases.log_contact(boss, answered, Channel.PHONE, "Va la cuadrilla", answered=True)
    paused = opened(boss)
    cases.move_case(boss, paused, CaseState.IN_PROGRESS)
    cases.move_case(boss, paused, CaseState.WAITING_CITIZEN, reason="DNI")
    extended = opened(boss)
    case_extensions.extend_case(boss, extended, Clock.INTERNAL, date(2026, 10, 20), "Inspección")
    lowered = opened(boss, Level.CRITICAL)
    cases.change_level(boss, lowered, Level.SIMPLE, "Ya no")
    office.clock.advance(seconds=3 * 3600)
    cases.move_case(boss, paused, CaseState.IN_PROGRESS)
    office.clock.advance(seconds=30 * 3600)
    assert look(admin).cases == ()


def test_a_new_holiday_lists_what_it_moves_and_refusing_leaves_it(office, admin):
    case, other = opened(office.clerk), opened(office.clerk, Level.SIMPLE)
    before = internal(office.clerk, case)
    settings.set_day(admin, FRIDAY, "Duelo")
    found = look(admin)
    assert [each.case for each in found.first if each.case == case]
    shifts = {(each.case, shift.clock): shift for each in found.first for shift in each.shifts}
    assert shifts[case, "internal"].before == before
    assert (other, "internal") not in shifts  # 48 elapsed hours know no holidays
    assert (other, "legal") in shifts
    assert internal(office.clerk, case) == before
    assert [event.kind for event in case_lists.detail(office.clerk, case).timeline] == ["open"]


def test_moved_cases_say_who_why_and_from_when_to_when(office, admin):
    case = opened(office.clerk)
    settings.set_day(admin, FRIDAY, "Duelo")
    moved = move(admin, look(admin))
    assert (moved.count, moved.changes) == (1, frozenset({"case"}))
    found = case_lists.detail(office.clerk, case)
    event = found.timeline[-1]
    assert (event.kind, event.facts["cause"], event.author) == ("due", "calendar", "Administrator")
    assert event.text.splitlines()[0] == ("Meta interna: mar 13/10/2026 16:30 → mié 14/10/2026 16:30")
    assert "feriado" in found.internal_why
    assert look(admin).cases == ()
    assert move(admin, look(admin)).count == 0


def test_another_term_moves_its_level_alone(office, admin):
    case, other = opened(office.clerk), opened(office.clerk, Level.SIMPLE)
    settings.change_terms(admin, {Level.COMPLEX: LevelTerms(Term(2, TermUnit.BUSINESS_DAYS))})
    found = look(admin)
    assert found.cases == (case,)
    assert move(admin, found, Cause.TERMS).count == 1
    assert internal(office.clerk, case) == at(7)
    assert case_lists.detail(office.clerk, other).timeline[-1].kind == "open"


def test_what_was_done_meanwhile_counts_and_what_is_over_stays(office, admin):
    case, ended, pause = (opened(office.clerk) for _ in range(3))
    cases.move_case(office.clerk, pause, CaseState.IN_PROGRESS)
    settings.set_day(admin, FRIDAY, "Duelo")
    found = look(admin)
    assert len(found.cases) == 3
    cases.move_case(office.clerk, ended, CaseState.RESOLVED, answer="Listo")
    cases.move_case(office.clerk, pause, CaseState.WAITING_CITIZEN, reason="DNI")
    assert move(admin, found).count == 1
    assert internal(office.clerk, case) == at(14)
    assert case_lists.detail(office.clerk, ended).timeline[-1].kind == "move"


def test_days_of_another_office_move_no_case_of_this_one(office, admin):
    case = opened(office.clerk)
    settings.set_day(admin, FRIDAY, "Aniversario", whole_municipality=False)
    assert look(admin).cases == (case,)
    elsewhere = case_rescheduling.Places(admin).at(bytes(15) + b"\x07")
    assert elsewhere.calendar.is_business_day(FRIDAY)


def test_many_are_moved_in_bounded_chunks_and_a_stop_keeps_what_was_moved(office, admin, monkeypatch):
    monkeypatch.setattr(case_rescheduling, "_CHUNK", 2)
    for _ in range(5):
        opened(office.clerk)
    settings.set_day(admin, FRIDAY, "Duelo")
    found = look(admin)
    token, told = CancelToken(), []

    def progress(done, total):
        told.append((done, total))
        if done >= 4:
            token.cancel()

    with pytest.raises(Cancelled):
        case_rescheduling.reschedule(admin, found, Cause.CALENDAR, progress, token)
    assert told == [(2, 5), (4, 5)]
    assert len(look(admin).cases) == 1


def test_only_administration_looks_and_moves(office):
    with pytest.raises(NotAllowed):
        look(office.as_user("supervisor"))


def test_a_clock_that_was_due_long_ago_may_move_too(office, admin):
    case = opened(office.clerk)
    office.clock.set(at(20))
    settings.set_day(admin, FRIDAY, "Duelo")
    assert move(admin, look(admin)).count == 1
    assert internal(office.clerk, case) == at(14)
    assert internal(office.clerk, case) - at(13) == timedelta(days=1)
