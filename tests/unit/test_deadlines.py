"""Due moments and their explanations: the examples of the manual and of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.case_clocks import case_clocks, ended_by_raise, late_opening_warning
from desktop_app.domain.clocks import Pause, Term, TermUnit, due_moment, merge_pauses, run_term, used_fraction
from desktop_app.domain.dates import enumeration, span
from desktop_app.domain.deadlines import deadline
from desktop_app.domain.errors import InvalidInput, UserError
from desktop_app.domain.values import Level
from desktop_app.system.profiles import load_profile, profile_calendar

HOURS, WORK_HOURS, DAYS = TermUnit.ELAPSED_HOURS, TermUnit.BUSINESS_HOURS, TermUnit.BUSINESS_DAYS


@pytest.fixture(scope="module")
def peru():
    return load_profile("pe")


@pytest.fixture(scope="module")
def calendar(peru):
    return profile_calendar(peru, range(2026, 2029))


@pytest.fixture(scope="module")
def at(peru):
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=peru.zone)


@pytest.fixture(scope="module")
def pause(at):
    return lambda start, end=None: Pause(at(start), at(end) if end else None)


def test_the_example_of_the_rules(calendar, at):
    found = deadline(Term(5, DAYS), at("2026-07-28T10:00"), calendar)
    assert found.due == at("2026-08-07T16:30")
    assert found.explanation == (
        "vence vie 07/08/2026 16:30: 5 días hábiles desde el jue 30/07; "
        "se omitieron sáb 01, dom 02 y el feriado 06/08"
    )
    assert found.start_counted == at("2026-07-30T08:00")
    assert [skipped.day for skipped in found.skipped] == [
        date(2026, 8, 1),
        date(2026, 8, 2),
        date(2026, 8, 6),
    ]
    assert found.skipped[-1].name == "Batalla de Junín"
    assert found.paused == timedelta(0)


@pytest.mark.parametrize(
    ("registered", "due"),
    [
        ("2026-07-30T08:00", "2026-08-07T16:30"),
        ("2026-07-30T16:29", "2026-08-07T16:30"),
        ("2026-07-30T16:30", "2026-08-10T16:30"),  # at the closing moment: counts as the next day's
        ("2026-07-30T20:00", "2026-08-10T16:30"),
        ("2026-08-01T11:00", "2026-08-11T16:30"),
        ("2026-07-30T05:00", "2026-08-07T16:30"),
    ],
)
def test_business_days_count_from_the_day_after_the_registration(calendar, at, registered, due):
    assert due_moment(Term(5, DAYS), at(registered), calendar) == at(due)


@pytest.mark.parametrize(
    ("pauses", "due", "paused"),
    [
        # six open hours behind the closing moment of the last day: the next openings
        ([("2026-08-03T09:00", "2026-08-03T15:00")], "2026-08-10T14:00", 6),
        ([("2026-08-03T16:00", "2026-08-04T08:30")], "2026-08-10T09:00", 1),
        # nights, weekends and holidays are worth nothing
        ([("2026-07-31T16:30", "2026-08-03T08:00")], "2026-08-07T16:30", 0),
        ([("2026-08-05T16:30", "2026-08-07T08:00")], "2026-08-07T16:30", 0),
        # overlaps count once
        (
            [("2026-08-03T09:00", "2026-08-03T12:00"), ("2026-08-03T10:00", "2026-08-03T15:00")],
            "2026-08-10T14:00",
            6,
        ),
        # before the registration as counted: cut off
        ([("2026-07-27T00:00", "2026-07-30T09:00")], "2026-08-10T09:00", 1),
        # begins with the due moment or after it: too late
        ([("2026-08-07T16:30", "2026-08-12T10:00")], "2026-08-07T16:30", 0),
        ([("2026-08-08T10:00", "2026-08-12T10:00")], "2026-08-07T16:30", 0),
        # ... unless an earlier pause has moved it behind
        (
            [("2026-08-03T09:00", "2026-08-03T15:00"), ("2026-08-10T08:00", "2026-08-10T09:00")],
            "2026-08-10T15:00",
            7,
        ),
        # begins in time and goes on beyond: counts whole
        ([("2026-08-07T12:00", "2026-08-10T12:00")], "2026-08-10T16:30", 8.5),
        # a whole day and a half
        ([("2026-08-03T08:00", "2026-08-04T12:15")], "2026-08-11T12:15", 12.75),
    ],
)
def test_pauses_of_a_term_in_days(calendar, at, pause, pauses, due, paused):
    found = deadline(Term(5, DAYS), at("2026-07-28T10:00"), calendar, [pause(*each) for each in pauses])
    assert found.due == at(due)
    assert found.paused == timedelta(hours=paused)


def test_a_pause_is_told_in_the_explanation(calendar, at, pause):
    found = deadline(
        Term(5, DAYS), at("2026-07-28T10:00"), calendar, [pause("2026-08-03T09:00", "2026-08-03T15:00")]
    )
    assert found.explanation == (
        "vence lun 10/08/2026 14:00: 5 días hábiles desde el jue 30/07; "
        "se omitieron sáb 01, dom 02, sáb 08, dom 09 y el feriado 06/08; pausado 6 h"
    )


@pytest.mark.parametrize(
    ("term", "registered", "explanation"),
    [
        (
            (48, HOURS),
            "2026-07-28T10:00",
            "vence jue 30/07/2026 10:00: 48 horas corridas desde el mar 28/07 10:00",
        ),
        (
            (1, HOURS),
            "2026-12-31T23:30",
            "vence vie 01/01/2027 00:30: 1 hora corrida desde el jue 31/12/2026 23:30",
        ),
        (
            (10, WORK_HOURS),
            "2026-08-05T15:30",
            (
                "vence lun 10/08/2026 08:30: 10 horas hábiles desde el mié 05/08 15:30; "
                "se omitieron sáb 08, dom 09 y el feriado 06/08"
            ),
        ),
        ((1, DAYS), "2026-08-04T09:00", "vence mié 05/08/2026 16:30: 1 día hábil desde el mar 04/08"),
        (
            (1, DAYS),
            "2026-08-05T09:00",
            "vence vie 07/08/2026 16:30: 1 día hábil desde el mié 05/08; se omitió el feriado 06/08",
        ),
        (
            (1, DAYS),
            "2026-08-14T09:00",
            "vence lun 17/08/2026 16:30: 1 día hábil desde el vie 14/08; se omitieron sáb 15 y dom 16",
        ),
        (
            (3, DAYS),
            "2026-07-24T09:00",
            (
                "vence vie 31/07/2026 16:30: 3 días hábiles desde el vie 24/07; "
                "se omitieron sáb 25, dom 26 y los feriados 28/07 y 29/07"
            ),
        ),
        (
            (2, DAYS),
            "2026-07-31T09:00",
            "vence mar 04/08/2026 16:30: 2 días hábiles desde el vie 31/07; se omitieron sáb 01 y dom 02",
        ),
        (
            (3, DAYS),
            "2026-10-30T09:00",
            "vence mié 04/11/2026 16:30: 3 días hábiles desde el vie 30/10; se omitieron sáb 31/10 y dom 01",
        ),
        (
            (4, DAYS),
            "2026-12-30T09:00",
            (
                "vence mié 06/01/2027 16:30: 4 días hábiles desde el mié 30/12/2026; "
                "se omitieron sáb 02, dom 03 y el feriado 01/01"
            ),
        ),
    ],
)
def test_explanations(calendar, at, term, registered, explanation):
    assert deadline(Term(*term), at(registered), calendar).explanation == explanation


def test_days_of_a_long_term_name_their_year(calendar, at):
    words = deadline(Term(250, DAYS), at("2026-07-28T10:00"), calendar).explanation
    assert "sáb 01/08/2026" in words
    assert "los feriados 06/08/2026, 08/10/2026" in words


def test_business_hours_and_elapsed_hours_with_pauses(calendar, at, pause):
    work = Term(16, WORK_HOURS)
    assert due_moment(work, at("2026-08-03T08:00"), calendar) == at("2026-08-04T15:30")
    waits = [pause("2026-08-04T15:00", "2026-08-05T09:00")]
    assert due_moment(work, at("2026-08-03T08:00"), calendar, waits) == at("2026-08-05T09:30")
    night = [pause("2026-08-03T20:00", "2026-08-04T06:00")]
    assert due_moment(Term(48, HOURS), at("2026-08-03T08:00"), calendar, night) == at("2026-08-05T18:00")
    too_late = [pause("2026-08-05T08:00", "2026-08-06T08:00")]
    assert due_moment(Term(48, HOURS), at("2026-08-03T08:00"), calendar, too_late) == at("2026-08-05T08:00")


def test_a_pause_that_lasts_counts_until_now(calendar, at, pause):
    waits = [pause("2026-08-03T09:00")]
    start, term = at("2026-07-28T10:00"), Term(5, DAYS)
    assert due_moment(term, start, calendar, waits) == at("2026-08-07T16:30")
    assert due_moment(term, start, calendar, waits, as_of=at("2026-08-03T15:00")) == at("2026-08-10T14:00")
    assert due_moment(term, start, calendar, waits, as_of=at("2026-08-01T15:00")) == at("2026-08-07T16:30")


def test_the_used_share_runs_on_the_clock_of_the_term(calendar, at, pause):
    run = run_term(Term(48, HOURS), at("2026-08-03T08:00"), calendar)
    assert used_fraction(run, calendar, at("2026-08-04T20:00")) == 0.75
    assert used_fraction(run, calendar, at("2026-08-06T08:00")) == 1.5
    run = run_term(Term(10, WORK_HOURS), at("2026-08-03T08:00"), calendar)
    assert used_fraction(run, calendar, at("2026-08-03T13:00")) == 0.5
    assert used_fraction(run, calendar, at("2026-08-03T23:00")) == 0.85
    waits = [pause("2026-08-03T10:00")]
    assert used_fraction(run, calendar, at("2026-08-03T16:00"), waits) == 0.2


def test_pauses_are_merged_and_cut_at_the_start(at, pause):
    merged = merge_pauses(
        [
            pause("2026-08-05T10:00", "2026-08-05T11:00"),
            pause("2026-08-03T08:00", "2026-08-03T10:00"),
            pause("2026-08-03T10:00", "2026-08-03T12:00"),
            pause("2026-08-03T09:00", "2026-08-03T09:30"),
            pause("2026-08-02T08:00", "2026-08-02T10:00"),
        ],
        at("2026-08-03T09:00"),
    )
    assert merged == (
        (at("2026-08-03T09:00"), at("2026-08-03T12:00")),
        (at("2026-08-05T10:00"), at("2026-08-05T11:00")),
    )


def test_senseless_pauses_and_terms_are_told(at):
    with pytest.raises(InvalidInput, match="no puede terminar antes de empezar"):
        Pause(at("2026-08-03T10:00"), at("2026-08-03T09:00"))
    for amount in (0, -1, 100_001):
        with pytest.raises(InvalidInput, match="entre 1 y 100000"):
            Term(amount, DAYS)


def test_a_term_into_the_far_future_ends_in_a_sentence(calendar):
    with pytest.raises(UserError, match="fuera de los años"):
        due_moment(Term(100_000, HOURS), datetime(9999, 1, 1, tzinfo=UTC), calendar)


def test_clocks_of_a_case(peru, calendar, at):
    clocks = case_clocks(Level.COMPLEX, "acceso_informacion", peru, calendar, at("2026-07-28T10:00"))
    assert clocks.internal.due == at("2026-08-07T16:30")
    assert clocks.first_answer is None
    assert clocks.legal is not None
    assert clocks.legal.due == at("2026-08-14T16:30")
    assert clocks.nearest is clocks.internal


def test_clocks_of_a_critical_case(peru, calendar, at):
    clocks = case_clocks(Level.CRITICAL, "informacion", peru, calendar, at("2026-07-28T15:00"))
    assert clocks.internal.due == at("2026-07-29T15:00")
    assert clocks.first_answer is not None
    assert clocks.first_answer.due == at("2026-07-28T17:00")
    assert clocks.legal is None
    assert clocks.nearest is clocks.first_answer
    assert clocks.answered().nearest is clocks.internal


def test_raising_ends_a_pause_and_starts_the_short_clocks(peru, calendar, at, pause):
    waits = [pause("2026-08-03T09:00")]
    raised = at("2026-08-03T15:00")
    clocks = case_clocks(Level.CRITICAL, "reclamo", peru, calendar, at("2026-07-28T10:00"), waits, raised)
    assert clocks.internal.due == raised + timedelta(hours=24)
    assert clocks.first_answer is not None
    assert clocks.first_answer.due == raised + timedelta(hours=2)
    assert clocks.legal is not None
    assert clocks.legal.paused == timedelta(hours=6)
    assert clocks.legal.due == at("2026-09-14T14:00")
    assert ended_by_raise([pause("2026-08-04T09:00")], raised) == ()
    with pytest.raises(InvalidInput, match="anterior al registro"):
        case_clocks(
            Level.CRITICAL, None, peru, calendar, at("2026-07-28T10:00"), raised_at=at("2026-07-27T10:00")
        )


def test_pauses_survive_simple_and_complex(peru, calendar, at, pause):
    waits = [pause("2026-08-03T09:00", "2026-08-03T15:00")]
    due = [
        case_clocks(level, None, peru, calendar, at("2026-07-28T10:00"), waits).internal.due
        for level in (Level.COMPLEX, Level.SIMPLE, Level.COMPLEX)
    ]
    assert due == [at("2026-08-10T14:00"), at("2026-07-30T10:00"), at("2026-08-10T14:00")]


@pytest.mark.parametrize(
    ("opened", "warning"),
    [
        ("2026-08-03T14:30", None),
        ("2026-08-03T08:00", None),
        ("2026-08-03T14:31",
         "Faltan 1 h 59 min para el cierre: la primera respuesta vence después de cerrar la oficina."),
        ("2026-08-03T16:30", "La oficina está cerrada: alguien debe estar de guardia para la primera respuesta."),
        ("2026-08-03T07:00", "La oficina está cerrada: alguien debe estar de guardia para la primera respuesta."),
        ("2026-08-06T10:00", "La oficina está cerrada: alguien debe estar de guardia para la primera respuesta."),
    ],
)  # fmt: skip
def test_a_critical_opened_late_is_warned(peru, calendar, at, opened, warning):
    assert late_opening_warning(peru.level_terms(Level.CRITICAL), at(opened), calendar) == warning
    assert late_opening_warning(peru.level_terms(Level.SIMPLE), at(opened), calendar) is None


def test_spans_and_enumerations():
    spans = [timedelta(hours=6), timedelta(hours=6, minutes=30), timedelta(minutes=45), timedelta(seconds=30)]
    assert [span(each) for each in spans] == ["6 h", "6 h 30 min", "45 min", "30 s"]
    assert [enumeration(some) for some in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a y b",
        "a, b y c",
    ]
