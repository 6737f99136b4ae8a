"""How hand-overs go: wrong transfers, time until somebody takes the need on, bounces (AUM-010-030).

Its parts are by unit, by topic, and for supervision by clerk; the monthly report can take them from here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.cleaning import clean_text
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.figures import median, percentile
from desktop_app.domain.folded import folded_words
from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.referral_fold import fold_referral
from desktop_app.domain.referral_states import counts_as_wrong_transfer
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage.queries import handover_figures as queries
from desktop_app.storage.queries.handover_figures import LivedRow

LONGEST = timedelta(days=731)
"""Two years: what can be read while somebody waits for it."""


class By(StrEnum):
    """What the rows of the table are."""

    UNIT = "unit"
    TOPIC = "topic"
    CLERK = "clerk"


class Span(StrEnum):
    """The periods to choose from."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Going:
    """How the hand-overs of one unit, topic or clerk went, or all of them; voided ones do not count.

    ``taken`` is how many were accepted or confirmed by phone, at whatever time; the minutes, from sending to
    that moment, are of those whose two moments are known (``timed``).
    """

    key: bytes | None
    name: str
    sent: int = 0
    taken: int = 0
    wrong: int = 0
    returned: int = 0
    silent: int = 0
    waiting: int = 0
    bounces: int = 0
    timed: int = 0
    median_minutes: float | None = None
    p90_minutes: float | None = None

    @property
    def wrong_rate(self) -> float | None:
        """Return "No corresponde a esta unidad" ÷ hand-overs; None without any."""
        return ratio(self.wrong, self.sent)


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """A period, both days included, as a whole and part by part, in the order of the names."""

    first: date
    last: date
    by: By
    whole: Going
    parts: tuple[Going, ...]
    voided: int
    """Taken back with a reason: in no other figure, told so that none disappears unseen."""


@dataclass(slots=True)
class _Count:
    name: str = ""
    sent: int = 0
    taken: int = 0
    wrong: int = 0
    returned: int = 0
    silent: int = 0
    waiting: int = 0
    bounces: int = 0
    minutes: list[float] = field(default_factory=list)

    def add(self, row: LivedRow, known: int | None) -> None:
        self.sent += 1
        self.wrong += counts_as_wrong_transfer(_state(row.state), row.reason)
        self.returned += row.state == ReferralState.RETURNED
        self.silent += row.state == ReferralState.NO_ANSWER
        self.waiting += row.state == ReferralState.SENT
        self.bounces += row.bounces > 0
        if known is not None:
            self.taken += 1
            if row.sent is not None and known >= row.sent:
                self.minutes.append((known - row.sent) / 60)

    def told(self, key: bytes | None, name: str) -> Going:
        return Going(
            key, name, self.sent, self.taken, self.wrong, self.returned, self.silent, self.waiting,
            self.bounces, len(self.minutes), median(self.minutes), percentile(self.minutes, 0.9),
        )  # fmt: skip


def may_see_clerks(ctx: Context) -> bool:
    """Tell whether the actor sees the table by clerk: supervision alone."""
    return ctx.actor.may(Permission.MAKE_REPORT)


def span_days(span: Span, today: date) -> tuple[date, date]:
    """Return the first and last day of a period that ends today, or with the month before."""
    month = Month.of(today)
    if span is Span.THIS_MONTH:
        return month.first, today
    before = month.first - timedelta(days=1)
    if span is Span.LAST_MONTH:
        return Month.of(before).first, before
    if span is Span.QUARTER:
        return today - timedelta(days=89), today
    return today - timedelta(days=364), today


def handover_figures(
    ctx: Context, first: date, last: date, by: By = By.UNIT, office: bytes | None = None
) -> HandoverFigures:
    """Return how the hand-overs sent from ``first`` to ``last`` (both included) went, of one office or of all.

    Raises NotAllowed (by clerk: for who supervises), InvalidInput for days in the wrong order or too many.
    """
    require(ctx.actor, Permission.READ_STATISTICS)
    if by is By.CLERK:
        require(ctx.actor, Permission.MAKE_REPORT)
    if last < first or last - first > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija un período de hasta dos años, del primer día al último."),
            field="period",
        )
    whole, voided = _Count(), 0
    parts: defaultdict[bytes | None, _Count] = defaultdict(_Count)
    for row in queries.lived(ctx.store, _number(first), _number(last), office):
        if row.state == ReferralState.VOIDED:
            voided += 1
            continue
        known = fold_referral(row.id, row.events).known
        key, name = _part(row, by)
        parts[key].name = name
        for count in (whole, parts[key]):
            count.add(row, known)
    return HandoverFigures(first, last, by, whole.told(None, ""), tuple(_in_order(by, parts.items())), voided)


def _part(row: LivedRow, by: By) -> tuple[bytes | None, str]:
    return {
        By.UNIT: (row.unit, row.unit_name),
        By.TOPIC: (row.topic, row.topic_name),
        By.CLERK: (row.author, row.author_name),
    }[by]


def _in_order(by: By, parts: Iterable[tuple[bytes | None, _Count]]) -> list[Going]:
    """Return the parts by name, what has none last: nobody is ranked."""
    told = [count.told(key, clean_text(count.name) or _unnamed(by, key)) for key, count in parts]
    return sorted(told, key=lambda part: (part.key is None, folded_words(part.name), part.key or b""))


def _unnamed(by: By, key: bytes | None) -> str:
    if key is not None:
        return QT_TRANSLATE_NOOP("core", "(aún no llegó a este equipo)")
    return {
        By.UNIT: QT_TRANSLATE_NOOP("core", "Sin unidad"),
        By.TOPIC: QT_TRANSLATE_NOOP("core", "Sin clasificar"),
        By.CLERK: QT_TRANSLATE_NOOP("core", "Consola"),
    }[by]


def _state(value: str) -> ReferralState:
    return next((state for state in ReferralState if state.value == value), ReferralState.SENT)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
