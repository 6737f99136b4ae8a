"""A month's figures, from one source for the report, the workbook and the command line.

Rows come from covering indexes and are aggregated here in Python. A month that has not ended is
taken as it stands now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.figure_notes import missing_notes
from desktop_app.domain.figure_texts import DEFINITIONS, sentences
from desktop_app.domain.figures import Brief, CriticalCase, MonthFigures, Reception, median
from desktop_app.domain.labels import label
from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, CriticalCriterion, Level, Result
from desktop_app.services import counting, counting_opinions, counting_reception
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.naming import Names, month_period
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.queries import opinions, reception_figures
from desktop_app.storage.queries import statistics as queries
from desktop_app.storage.queries.statistics import ClosedRow, OpenRow, Period

_CRITERIA = {criterion.value: label(criterion) for criterion in CriticalCriterion}


def month_figures(ctx: Context, month: Month, office: bytes | None = None) -> MonthFigures:
    """Return a month's figures, of one office or of all whose data this desk has.

    Raises NotAllowed, InvalidInput for a month that has not begun, NotFound for an unknown office.
    """
    require(ctx.actor, Permission.READ_STATISTICS)
    now = ctx.now()
    if month.first > now.date():
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{month} todavía no empieza; no hay nada que informar."),
            field="month",
            month=month.name.capitalize(),
        )
    number, office_name = _office(ctx, office)
    figures = MonthFigures(
        month=month,
        municipality=ctx.rules.municipality,
        office=office_name,
        generated_at=now,
        zone=ctx.zone.key,
        previous=_brief(ctx, month.previous(), number, now),
        year_before=_brief(ctx, month.year_before(), number, now),
        definitions=DEFINITIONS,
    )
    figures = _counted(ctx, figures, month_period(ctx, month, now), number)
    until = min(month.last, (now - timedelta(days=1)).date())
    business_days = [day for day in month.days() if day <= until and ctx.calendar.is_business_day(day)]
    figures = replace(figures, missing=missing_notes(figures, business_days))
    return replace(figures, sentences=sentences(figures))


def _counted(ctx: Context, figures: MonthFigures, period: Period, office: int | None) -> MonthFigures:
    """Return the figures with what the period's rows count to."""
    closed = queries.closed_in(ctx.store, period, office)
    still = queries.open_at(ctx.store, period, office)
    rows = queries.attentions(ctx.store, period, office)
    referrals = queries.referrals(ctx.store, period, office)
    names = Names(ctx)
    names.learn("topic", {row[4] for row in rows})
    names.learn(
        "unit", {row[1] for row in closed} | {row[1] for row in still} | {row[2] for row in referrals}
    )
    also = [
        row.code for brief in (figures.previous, figures.year_before) if brief for row in brief.by_type or ()
    ]
    attentions = counting.count_attentions(rows, figures.month, names.topic, names.types, also)
    cases = counting.count_cases(
        closed, still, queries.opened_in(ctx.store, period, office), period.at, names.unit
    )
    at_desk = next(row.count for row in attentions.by_result if row.code == Result.ORIENTED)
    return replace(
        figures,
        attentions=attentions,
        reception=_reception(ctx, period, office, attentions.total),
        cases=replace(cases, resolved_at_desk=at_desk, criticals=_criticals(ctx, period, closed, still)),
        referrals=counting.count_referrals(referrals, names.unit),
        satisfaction=counting_opinions.count_satisfaction(_scores(closed), len(closed)),
        desk_opinions=counting_opinions.count_desk(
            opinions.sampled(ctx.store, period.first, period.last, office)
        ),
        closings=counting_opinions.count_closings(
            opinions.closings(ctx.store, period, office), opinions.objections(ctx.store, period, office)
        ),
    )


def _reception(ctx: Context, period: Period, office: int | None, total: int) -> Reception:
    rows = reception_figures.told(ctx.store, period, office)
    visits = counting_reception.visits_of(rows)
    firsts = reception_figures.counted_of(ctx.store, visits, period, office) if visits else set()
    return counting_reception.count_reception(rows, total, firsts, ctx.profile.preferential_groups)


def offices(ctx: Context) -> list[tuple[bytes, int, str]]:
    """Return id, code and name of the offices whose data may be here. Raises NotAllowed."""
    require(ctx.actor, Permission.READ_STATISTICS)
    return [(uid, code, name) for uid, code, name, _ in desk_queries.offices(ctx.store)]


def _office(ctx: Context, office: bytes | None) -> tuple[int | None, str]:
    known = desk_queries.offices(ctx.store)
    if office is None:
        if len(known) > 1:
            return None, QT_TRANSLATE_NOOP("core", "Todas las oficinas")
        return None, ctx.desk.office_name
    for uid, _, name, _ in known:
        if uid == office:
            return queries.entity_number(ctx.store, office), name
    raise NotFound(QT_TRANSLATE_NOOP("core", "Esa oficina no está en los datos de este equipo."))


def _brief(ctx: Context, month: Month, office: int | None, now: datetime) -> Brief | None:
    """Return what a month is compared by, None when nothing at all is on record for it."""
    period = month_period(ctx, month, now)
    attentions = queries.attention_counts(ctx.store, period.first, period.last, office)
    cases = queries.case_totals(ctx.store, period, office)
    has_cases = bool(cases.opened or cases.closed or cases.open)
    if not (attentions or has_cases):
        return None
    sent, wrong = queries.referral_totals(ctx.store, period, office)
    channels: Counter[str | None] = Counter()
    types: Counter[str | None] = Counter()
    for channel, kind, count in attentions:
        channels[channel] += count
        types[kind] += count
    names = {code: kind.label for code, kind in ctx.profile.request_types.items()}
    said = counting_opinions.count_satisfaction(queries.scores(ctx.store, period, office), cases.closed)
    return Brief(
        month,
        attentions=channels.total() or None,
        by_channel=counting.labelled(Channel, channels) if attentions else None,
        by_type=counting.by_type(types, names) if attentions else None,
        opened=cases.opened if has_cases else None,
        closed=cases.closed if has_cases else None,
        open_at_end=cases.open if has_cases else None,
        overdue_at_end=cases.overdue if has_cases else None,
        on_time_rate=ratio(cases.on_time, cases.on_time + cases.late + cases.overdue),
        median_hours=median([seconds / 3600 for seconds in cases.taken]),
        sent=sent or None,
        wrong_rate=ratio(wrong, sent),
        satisfaction=said.scores.mean,
    )


def _scores(closed: Sequence[ClosedRow]) -> list[tuple[int, int | None, int]]:
    counts = Counter((row[7], row[8]) for row in closed if row[7] is not None)
    return [(score, by_handler, count) for (score, by_handler), count in counts.items() if score is not None]


def _criticals(
    ctx: Context, period: Period, closed: Sequence[ClosedRow], still: Sequence[OpenRow]
) -> tuple[CriticalCase, ...]:
    candidates = [row[0] for row in closed if row[5] == Level.CRITICAL]
    candidates += [row[0] for row in still if row[4] == Level.CRITICAL]
    if not candidates:
        return ()
    raised = _raises(queries.level_events(ctx.store, candidates))
    told = _told(queries.escalations(ctx.store, candidates), raised)
    made = []
    for row in queries.criticals(ctx.store, candidates):
        at, answer_due = raised.get(row.id, (None, None))
        raised_at = ctx.local(at)
        if at is None or raised_at is None or not period.start <= at < period.end:
            continue
        told_at, told_to = told.get(row.id, (None, ""))
        made.append(
            CriticalCase(
                number=row.number,
                topic=row.topic or QT_TRANSLATE_NOOP("core", "Sin clasificar"),
                unit=row.unit,
                criterion=_CRITERIA.get(row.criterion, row.criterion),
                raised_at=raised_at,
                answer_due=ctx.local(answer_due),
                answered_at=ctx.local(row.first_answer),
                due_at=ctx.local(row.due),
                closed_at=ctx.local(row.closed),
                told_at=ctx.local(told_at),
                told_to=told_to,
                state=ctx.rules.workflow.state_of(row.state),
            )
        )
    return tuple(sorted(made, key=lambda case: (case.raised_at, case.number)))


def _told(
    escalated: Iterable[tuple[int, int, bool, bool]], raised: Mapping[int, tuple[int, int | None]]
) -> dict[int, tuple[int | None, str]]:
    """Return when somebody above was first told of each case since it was raised, and whether chief or unit."""
    found: dict[int, tuple[int | None, str]] = {}
    for case, moment, official, unit in escalated:
        if case in found or case not in raised or moment < raised[case][0] or not (official or unit):
            continue
        unit_told = QT_TRANSLATE_NOOP("core", "Unidad especializada")
        found[case] = moment, unit_told if unit else QT_TRANSLATE_NOOP("core", "Jefatura")
    return found


def _raises(events: Iterable[tuple[int, int, str]]) -> dict[int, tuple[int, int | None]]:
    """Return when each case was last raised to critical, and by when its first answer was due."""
    level: dict[int, str] = {}
    raised: dict[int, tuple[int, int | None]] = {}
    for case, moment, text in events:
        facts = json.loads(text)
        before, after = level.get(case), facts.get("level")
        if after == Level.CRITICAL and before != Level.CRITICAL:
            due = facts.get("due")
            first = due.get("first") if isinstance(due, dict) else None
            raised[case] = (moment, first if isinstance(first, int) else None)
        if isinstance(after, str):
            level[case] = after
    return raised
