"""Turning rows into the parts of a month's figures. Nothing here reads or rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.domain.figures import (
    TOP_TOPICS,
    Attentions,
    Cases,
    Compliance,
    Referrals,
    Tally,
    UnitReferrals,
    median,
    percentile,
)
from desktop_app.domain.labels import label
from desktop_app.domain.months import Month
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, Level, ReferralState, Result, ReturnReason
from desktop_app.storage.queries.statistics import AttentionRow, ClosedRow, OpenRow, ReferralRow

Naming = Callable[[int | None], tuple[str, str]]
"""Gives the code and the label of a unit or topic by its entity integer."""
NO_TYPE = "sin_tipo"


def as_date(number: int) -> date:
    """Return the date of yyyymmdd."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def labelled(values: Iterable[StrEnum], counts: Mapping[str | None, int]) -> tuple[Tally, ...]:
    """Return a closed list with its counts, in its order; what a newer version wrote comes last."""
    rows = [Tally(value.value, label(value), counts.get(value.value, 0)) for value in values]
    known = {row.code for row in rows}
    others = sorted((code or NO_TYPE, count) for code, count in counts.items() if count and code not in known)
    return (*rows, *(Tally(code, code, count) for code, count in others))


def by_type(counts: Mapping[str | None, int], labels: Mapping[str, str], *also: str) -> tuple[Tally, ...]:
    """Return query types by count; ``also`` are codes that appear even with nothing to count."""
    merged: Counter[str] = Counter(dict.fromkeys(also, 0))
    for code, count in counts.items():
        merged[code or NO_TYPE] += count
    without = QT_TRANSLATE_NOOP("core", "Sin tipo")
    rows = [
        Tally(code, labels.get(code, without if code == NO_TYPE else code), count)
        for code, count in merged.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.label)))


def count_attentions(
    rows: Sequence[AttentionRow], month: Month, topic: Naming, labels: Mapping[str, str], also: Iterable[str]
) -> Attentions:
    """Return the figures of a month's attentions."""
    moments, types, channels, seconds, topics, results = zip(*rows, strict=True) if rows else ((),) * 6
    grid = [[0] * 24 for _ in range(7)]
    per_day: Counter[date] = Counter()
    for moment, count in Counter(moments).items():
        day, hour = as_date(moment // 100), moment % 100
        per_day[day] += count
        if hour < 24:
            grid[day.weekday()][hour] += count
    per_topic = Counter(topics)
    unclassified = per_topic.pop(None, 0)
    ranked = sorted((-count, topic(number)[::-1]) for number, count in per_topic.items())
    top = tuple(Tally(code, label, -count) for count, (label, code) in ranked[:TOP_TOPICS])
    timed = [value for value in seconds if value is not None]
    return Attentions(
        total=len(rows),
        by_channel=labelled(Channel, Counter(channels)),
        by_type=by_type(Counter(types), labels, *also),
        by_topic=top,
        other_topics=len(rows) - unclassified - sum(row.count for row in top),
        unclassified=unclassified,
        topics=len(per_topic),
        by_result=labelled(Result, Counter(results)),
        by_day=tuple((day, per_day[day]) for day in month.days()),
        by_weekday_hour=tuple(tuple(counts) for counts in grid),
        median_seconds=median(timed),
        timed=len(timed),
    )


@dataclass(slots=True)
class _Standing:
    """Counts of one level or unit while they are gathered, by the names of Compliance's fields."""

    counts: Counter[str] = field(default_factory=Counter)
    hours: list[float] = field(default_factory=list)

    def told(self, code: str, label: str) -> Compliance:
        """Return the counts as figures."""
        return Compliance(
            code,
            label,
            **self.counts,
            median_hours=median(self.hours),
            p90_hours=percentile(self.hours, 0.9),
        )


def _closed_as(solved: int, term: int | None) -> str:
    """A case is on time when its solution came by its term, whenever it was confirmed."""
    if term is None:
        return "closed_without_term"
    return "closed_on_time" if solved <= term else "closed_late"


def _open_as(term: int | None, resolved: int | None, at: int) -> str:
    if resolved is not None and resolved <= at:
        return "open_solved"
    if term is None:
        return "open_without_term"
    return "open_overdue" if term <= at else "open_on_time"


def count_cases(
    closed: Sequence[ClosedRow],
    still: Sequence[OpenRow],
    opened: Sequence[tuple[int | None, int | None]],
    at: int,
    unit: Naming,
) -> Cases:
    """Return the figures of a month's cases; ``at`` is the moment of its end, or now."""
    levels: dict[str | None, _Standing] = defaultdict(
        _Standing, {level.value: _Standing() for level in Level}
    )
    units: dict[int | None, _Standing] = defaultdict(_Standing)
    everything = _Standing()
    for _, unit_number, start, end, term, level, resolved, *_ in closed:
        solved = end if resolved is None else resolved
        kind = _closed_as(solved, term)
        for standing in (levels[level], units[unit_number], everything):
            standing.counts[kind] += 1
            # A closing may have come without its opening, which stands in a bundle that is still missing.
            if start is not None:
                standing.hours.append((solved - start) / 3600)
    for _, unit_number, _, term, level, resolved in still:
        kind = _open_as(term, resolved, at)
        levels[level].counts[kind] += 1
        units[unit_number].counts[kind] += 1
    taken_of_opened = [(end - start) / 3600 for start, end in opened if start is not None and end is not None]
    return Cases(
        opened=len(opened),
        closed=len(closed),
        open_at_end=len(still),
        overdue_at_end=sum(standing.counts["open_overdue"] for standing in levels.values()),
        by_level=tuple(_levels(levels)),
        by_unit=tuple(sorted((units[number].told(*unit(number)) for number in units), key=_urgent_first)),
        median_hours=median(everything.hours),
        p90_hours=percentile(everything.hours, 0.9),
        median_hours_to_close=median([(row[3] - row[2]) / 3600 for row in closed if row[2] is not None]),
        opened_still_open=len(opened) - len(taken_of_opened),
        opened_median_hours=median(taken_of_opened),
    )


def _levels(levels: Mapping[str | None, _Standing]) -> Iterable[Compliance]:
    for level in Level:
        yield levels[level.value].told(level.value, label(level))
    known = {level.value for level in Level}
    for code in sorted(code or "" for code in levels if code not in known):
        yield levels[code or None].told(code or "none", code or QT_TRANSLATE_NOOP("core", "Sin nivel"))


def _urgent_first(row: Compliance) -> tuple[int, int, int, str, str]:
    return -row.open_overdue, -row.open, -row.closed, row.label, row.code


def count_referrals(rows: Sequence[ReferralRow], unit: Naming) -> Referrals:
    """Return the figures of a month's hand-overs."""
    states = Counter(row[0] for row in rows)
    wrong_rows = [
        row for row in rows if row[0] == ReferralState.RETURNED and row[1] == ReturnReason.WRONG_UNIT
    ]
    reasons = Counter(row[1] for row in rows if row[0] == ReferralState.RETURNED)
    sent_to, wrong_to = Counter(row[2] for row in rows), Counter(row[2] for row in wrong_rows)
    minutes = [
        (answered - sent) / 60
        for state, _, _, sent, answered, _ in rows
        if state == ReferralState.ACCEPTED and sent is not None and answered is not None
    ]
    units = [UnitReferrals(*unit(number), count, wrong_to[number]) for number, count in sent_to.items()]
    return Referrals(
        sent=len(rows),
        accepted=states[ReferralState.ACCEPTED] + states[ReferralState.RESOLVED],
        confirmed_by_phone=states[ReferralState.CONFIRMED_BY_PHONE],
        no_answer=states[ReferralState.NO_ANSWER],
        pending=states[ReferralState.SENT],
        returned=labelled(ReturnReason, reasons),
        wrong=len(wrong_rows),
        bounces=sum(1 for row in rows if (row[5] or 0) > 0),
        median_minutes_to_accept=median(minutes),
        by_unit=tuple(sorted(units, key=lambda row: (-row.wrong, -row.sent, row.label, row.code))),
    )
