"""The month's figures as a JSON document with stable keys.

Keys are only ever added. Breakdowns over closed lists are objects keyed by their code; topics and
units, which are the office's own words, are lists in the order of the report. Ratios are fractions
(0.021 is 2.1 %), unrounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from desktop_app.domain.figures import (
    Attentions,
    Brief,
    Cases,
    Compliance,
    CriticalCase,
    Holds,
    HoldTally,
    MonthFigures,
    Reception,
    Referrals,
    Tally,
    UnitReferrals,
)
from desktop_app.domain.opinion_figures import Closings, DeskOpinions, Satisfaction, Scores

FORMAT = 1
Document = dict[str, Any]


def to_json(figures: MonthFigures) -> Document:
    """Return the figures as plain values, ready for ``json.dumps``."""
    return {
        "format": FORMAT,
        "month": str(figures.month),
        "municipality": figures.municipality,
        "office": figures.office,
        "zone": figures.zone,
        "generated_at": figures.generated_at.isoformat(),
        "partial": figures.partial,
        "attentions": _attentions(figures.attentions),
        "reception": _reception(figures.reception),
        "cases": _cases(figures.cases),
        "referrals": _referrals(figures.referrals),
        "satisfaction": _satisfaction(figures.satisfaction),
        "desk_opinions": _desk_opinions(figures.desk_opinions),
        "closings": _closings(figures.closings),
        "previous": _brief(figures.previous),
        "year_before": _brief(figures.year_before),
        "missing": list(figures.missing),
        "definitions": [{"key": d.key, "term": d.term, "text": d.text} for d in figures.definitions],
        "sentences": list(figures.sentences),
    }


def _attentions(part: Attentions) -> Document:
    return {
        "total": part.total,
        "by_channel": _by_code(part.by_channel),
        "by_type": _by_code(part.by_type),
        "by_topic": [{"topic": row.code, "label": row.label, "count": row.count} for row in part.by_topic],
        "other_topics": part.other_topics,
        "unclassified": part.unclassified,
        "unclassified_rate": part.unclassified_rate,
        "topics": part.topics,
        "by_result": _by_code(part.by_result),
        "by_day": {day.isoformat(): count for day, count in part.by_day},
        "by_hour": {f"{hour:02d}": count for hour, count in enumerate(part.by_hour)},
        "by_weekday_hour": [list(hours) for hours in part.by_weekday_hour],
        "median_seconds": part.median_seconds,
        "timed": part.timed,
    }


def _reception(part: Reception) -> Document:
    return {
        "people": part.people,
        "visits_of_several_questions": part.several,
        "preferential": {"total": part.preferential_total, "by_group": _by_code(part.preferential)},
        "without_contact": part.without_contact,
        "cases_without_contact": part.cases_without_contact,
        "from_paper": part.from_paper,
        "holds": _holds(part.holds),
    }


def _holds(part: Holds) -> Document:
    return {
        "attentions": part.attentions,
        **_hold(part.every),
        "by_reason": {row.code: _hold(row) for row in part.by_reason},
        "by_channel": {row.code: _hold(row) for row in part.by_channel},
    }


def _hold(row: HoldTally) -> Document:
    return {
        "count": row.count,
        "seconds": row.seconds,
        "median_seconds": row.median_seconds,
        "longest_seconds": row.longest_seconds,
    }


def _cases(part: Cases) -> Document:
    total = part.total
    return {
        "opened": part.opened,
        "closed": part.closed,
        "resolved_at_desk": part.resolved_at_desk,
        "open_at_end": part.open_at_end,
        "overdue_at_end": part.overdue_at_end,
        "closed_on_time": total.closed_on_time,
        "closed_late": total.closed_late,
        "without_term": total.without_term,
        "on_time_rate": total.rate,
        "by_level": {row.code: _compliance(row) for row in part.by_level},
        "by_unit": [{"unit": row.code, "label": row.label, **_compliance(row)} for row in part.by_unit],
        "median_days_to_close": _days(part.median_hours_to_close),
        "median_hours_to_solve": part.median_hours,
        "p90_hours_to_solve": part.p90_hours,
        "opened_in_month": {
            "total": part.opened,
            "closed": part.opened - part.opened_still_open,
            "still_open": part.opened_still_open,
            "median_days_to_close": _days(part.opened_median_hours),
        },
        "criticals": [_critical(case) for case in part.criticals],
    }


def _compliance(row: Compliance) -> Document:
    return {
        "closed": row.closed,
        "closed_on_time": row.closed_on_time,
        "closed_late": row.closed_late,
        "closed_without_term": row.closed_without_term,
        "open": row.open,
        "open_on_time": row.open_on_time,
        "open_overdue": row.open_overdue,
        "open_without_term": row.open_without_term,
        "open_solved": row.open_solved,
        "without_term": row.without_term,
        "on_time_rate": row.rate,
        "median_hours_to_solve": row.median_hours,
        "p90_hours_to_solve": row.p90_hours,
    }


def _critical(case: CriticalCase) -> Document:
    return {
        "number": case.number,
        "topic": case.topic,
        "unit": case.unit,
        "criterion": case.criterion,
        "raised_at": _iso(case.raised_at),
        "answer_due": _iso(case.answer_due),
        "answered_at": _iso(case.answered_at),
        "minutes_to_answer": case.minutes_to_answer,
        "answered_on_time": case.answered_on_time,
        "due_at": _iso(case.due_at),
        "closed_at": _iso(case.closed_at),
        "state": case.state,
        "told_at": _iso(case.told_at),
        "told_to": case.told_to,
    }


def _referrals(part: Referrals) -> Document:
    return {
        "sent": part.sent,
        "accepted": part.accepted,
        "confirmed_by_phone": part.confirmed_by_phone,
        "no_answer": part.no_answer,
        "pending": part.pending,
        "returned": _by_code(part.returned),
        "wrong": part.wrong,
        "wrong_rate": part.wrong_rate,
        "bounces": part.bounces,
        "median_minutes_to_accept": part.median_minutes_to_accept,
        "by_unit": [_unit_referrals(row) for row in part.by_unit],
    }


def _unit_referrals(row: UnitReferrals) -> Document:
    return {
        "unit": row.code,
        "label": row.label,
        "sent": row.sent,
        "wrong": row.wrong,
        "wrong_rate": row.wrong_rate,
    }


def _satisfaction(part: Satisfaction) -> Document:
    return {
        **_scores(part.scores),
        "by_handler": _scores(part.by_handler),
        "declined": part.declined,
        "closed": part.closed,
        "response_rate": part.response_rate,
    }


def _desk_opinions(part: DeskOpinions) -> Document:
    return {
        **_scores(part.scores),
        "by_handler": _scores(part.by_handler),
        "declined": part.declined,
        "sampled": part.sampled,
        "response_rate": part.response_rate,
    }


def _closings(part: Closings) -> Document:
    return {
        "closed": part.closed,
        "unconfirmed": part.unconfirmed,
        "reopened": part.reopened,
        "objections": part.objections,
        "causes": [
            {"cause": row.cause, "count": row.count, "cases": list(row.numbers)} for row in part.causes
        ],
        "without_cause": part.without_cause,
    }


def _scores(scores: Scores) -> Document:
    return {
        "n": scores.n,
        "mean": scores.mean,
        "distribution": {str(score): count for score, count in enumerate(scores.distribution, 1)},
    }


def _brief(brief: Brief | None) -> Document | None:
    if brief is None:
        return None
    return {
        "month": str(brief.month),
        "attentions": brief.attentions,
        "by_channel": None if brief.by_channel is None else _by_code(brief.by_channel),
        "by_type": None if brief.by_type is None else _by_code(brief.by_type),
        "opened": brief.opened,
        "closed": brief.closed,
        "open_at_end": brief.open_at_end,
        "overdue_at_end": brief.overdue_at_end,
        "on_time_rate": brief.on_time_rate,
        "median_hours_to_solve": brief.median_hours,
        "sent": brief.sent,
        "wrong_rate": brief.wrong_rate,
        "satisfaction": brief.satisfaction,
    }


def _by_code(rows: Iterable[Tally]) -> dict[str, int]:
    return {row.code: row.count for row in rows}


def _days(hours: float | None) -> float | None:
    return None if hours is None else hours / 24


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
