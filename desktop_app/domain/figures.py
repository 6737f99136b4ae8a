"""The figures of one month, as the report, the workbook and the command line all show them.

Counts are exact and nothing is rounded here: whoever shows a figure rounds it. A figure that cannot
be known is None, never zero. No citizen's name can come in: there is no field for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import Closings, DeskOpinions, Satisfaction, ratio

TOP_TOPICS = 15


def percentile(values: Sequence[float], fraction: float) -> float | None:
    """Return the percentile of values in any order, None when there are none.

    Linear interpolation between the two nearest ranks (the default of numpy and pandas): with the
    sorted values ``v[0..n-1]`` it lies at position ``fraction * (n - 1)``.
    """
    if not values:
        return None
    ordered = sorted(values)
    position = fraction * (len(ordered) - 1)
    below = int(position)
    rest = position - below
    low = ordered[below]
    return low if rest == 0 else low + (ordered[below + 1] - low) * rest


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, None when there are none."""
    return percentile(values, 0.5)


@dataclass(frozen=True, slots=True)
class Tally:
    """One row of a breakdown; an empty ``code`` stands for what has no such data."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Attentions:
    """Contacts that began in the month, by the office's local day and hour."""

    total: int = 0
    by_channel: tuple[Tally, ...] = ()
    by_type: tuple[Tally, ...] = ()
    by_topic: tuple[Tally, ...] = ()
    other_topics: int = 0
    unclassified: int = 0
    topics: int = 0
    by_result: tuple[Tally, ...] = ()
    by_day: tuple[tuple[date, int], ...] = ()
    by_weekday_hour: tuple[tuple[int, ...], ...] = ()
    median_seconds: float | None = None
    timed: int = 0

    @property
    def unclassified_rate(self) -> float | None:
        """Attentions without a topic of the catalogue ÷ attentions."""
        return ratio(self.unclassified, self.total)

    @property
    def by_hour(self) -> tuple[int, ...]:
        """Counts of the 24 local hours, all weekdays together."""
        return tuple(sum(hours) for hours in zip(*self.by_weekday_hour, strict=True)) or (0,) * 24


@dataclass(frozen=True, slots=True)
class HoldTally:
    """Waits of one reason or channel: how many, and their seconds together, in the middle and at most."""

    code: str
    label: str
    count: int = 0
    seconds: int = 0
    median_seconds: float | None = None
    longest_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """Waits in which the citizen was left during an attention (AUM-010-010 and 020).

    ``attentions`` had at least one. The rows of either breakdown together are ``every``.
    """

    attentions: int = 0
    every: HoldTally = field(default_factory=lambda: HoldTally("total", ""))
    by_reason: tuple[HoldTally, ...] = ()
    by_channel: tuple[HoldTally, ...] = ()


@dataclass(frozen=True, slots=True)
class Reception:
    """How people were received in the month, of the same attentions as :class:`Attentions`.

    ``people`` counts a visit of several questions once; ``several`` are such visits.
    ``preferential`` has a row for each group of the country's profile.
    """

    people: int = 0
    several: int = 0
    preferential: tuple[Tally, ...] = ()
    without_contact: int = 0
    cases_without_contact: int = 0
    from_paper: int = 0
    holds: Holds = field(default_factory=Holds)

    @property
    def preferential_total(self) -> int:
        """Attentions that went before their turn, of whatever group."""
        return sum(row.count for row in self.preferential)


@dataclass(frozen=True, slots=True)
class Compliance:
    """How the cases of one level or unit stand against their terms.

    Closed ones were closed within the month, open ones were open when it ended; ``open_solved`` are
    those of them that only waited for the citizen's confirmation. Hours run from opening to solution.
    """

    code: str
    label: str
    closed_on_time: int = 0
    closed_late: int = 0
    closed_without_term: int = 0
    open_on_time: int = 0
    open_overdue: int = 0
    open_without_term: int = 0
    open_solved: int = 0
    median_hours: float | None = None
    p90_hours: float | None = None

    @property
    def closed(self) -> int:
        """Cases closed within the month."""
        return self.closed_on_time + self.closed_late + self.closed_without_term

    @property
    def open(self) -> int:
        """Cases open when the month ended."""
        return self.open_on_time + self.open_overdue + self.open_without_term + self.open_solved

    @property
    def without_term(self) -> int:
        """Cases that carry no due moment, as in imported history."""
        return self.closed_without_term + self.open_without_term

    @property
    def rate(self) -> float | None:
        """Fraction closed on time; an overdue case that is still open counts against it."""
        return ratio(self.closed_on_time, self.closed_on_time + self.closed_late + self.open_overdue)


@dataclass(frozen=True, slots=True)
class CriticalCase:
    """One case that was raised to critical in the month; moments are in the office's zone."""

    number: str
    topic: str
    unit: str
    criterion: str
    raised_at: datetime
    answer_due: datetime | None
    answered_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    state: str
    told_at: datetime | None = None
    """When the chief or the specialised unit was told after the raise; ``told_to`` says which of them."""
    told_to: str = ""

    @property
    def minutes_to_answer(self) -> float | None:
        """Minutes from the raise to the first answer, None while there is none."""
        return None if self.answered_at is None else (self.answered_at - self.raised_at).total_seconds() / 60

    @property
    def answered_on_time(self) -> bool | None:
        """Whether the first answer came within its term; None without an answer or a term."""
        if self.answered_at is None or self.answer_due is None:
            return None
        return self.answered_at <= self.answer_due


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases of the month: what came in, what went out, what is left and how late."""

    opened: int = 0
    closed: int = 0
    resolved_at_desk: int = 0
    open_at_end: int = 0
    overdue_at_end: int = 0
    by_level: tuple[Compliance, ...] = ()
    by_unit: tuple[Compliance, ...] = ()
    median_hours: float | None = None
    p90_hours: float | None = None
    median_hours_to_close: float | None = None
    opened_still_open: int = 0
    opened_median_hours: float | None = None
    criticals: tuple[CriticalCase, ...] = ()

    @property
    def total(self) -> Compliance:
        """All levels together."""
        rows = self.by_level
        return Compliance(
            "total",
            "",
            closed_on_time=sum(row.closed_on_time for row in rows),
            closed_late=sum(row.closed_late for row in rows),
            closed_without_term=sum(row.closed_without_term for row in rows),
            open_on_time=sum(row.open_on_time for row in rows),
            open_overdue=sum(row.open_overdue for row in rows),
            open_without_term=sum(row.open_without_term for row in rows),
            open_solved=sum(row.open_solved for row in rows),
            median_hours=self.median_hours,
            p90_hours=self.p90_hours,
        )


@dataclass(frozen=True, slots=True)
class UnitReferrals:
    """Hand-overs to one unit."""

    code: str
    label: str
    sent: int
    wrong: int

    @property
    def wrong_rate(self) -> float | None:
        """Wrong transfers ÷ hand-overs."""
        return ratio(self.wrong, self.sent)


@dataclass(frozen=True, slots=True)
class Referrals:
    """Hand-overs sent in the month, by the state they are in (AUM-010-030)."""

    sent: int = 0
    accepted: int = 0
    confirmed_by_phone: int = 0
    no_answer: int = 0
    pending: int = 0
    returned: tuple[Tally, ...] = ()
    wrong: int = 0
    bounces: int = 0
    median_minutes_to_accept: float | None = None
    by_unit: tuple[UnitReferrals, ...] = ()

    @property
    def returned_total(self) -> int:
        """Hand-overs that came back, for whatever reason."""
        return sum(row.count for row in self.returned)

    @property
    def wrong_rate(self) -> float | None:
        """Hand-overs returned as "No corresponde a esta unidad" ÷ hand-overs sent."""
        return ratio(self.wrong, self.sent)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a month is compared by. None stands for no data, which is not zero."""

    month: Month
    attentions: int | None = None
    by_channel: tuple[Tally, ...] | None = None
    by_type: tuple[Tally, ...] | None = None
    opened: int | None = None
    closed: int | None = None
    open_at_end: int | None = None
    overdue_at_end: int | None = None
    on_time_rate: float | None = None
    median_hours: float | None = None
    sent: int | None = None
    wrong_rate: float | None = None
    satisfaction: float | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means, in words, shown where the figure appears."""

    key: str
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Everything that a month's report says. ``generated_at`` is in the office's zone."""

    month: Month
    municipality: str
    office: str
    generated_at: datetime
    zone: str
    attentions: Attentions = field(default_factory=Attentions)
    reception: Reception = field(default_factory=Reception)
    cases: Cases = field(default_factory=Cases)
    referrals: Referrals = field(default_factory=Referrals)
    satisfaction: Satisfaction = field(default_factory=Satisfaction)
    desk_opinions: DeskOpinions = field(default_factory=DeskOpinions)
    closings: Closings = field(default_factory=Closings)
    previous: Brief | None = None
    year_before: Brief | None = None
    missing: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether the month had not ended when the figures were taken."""
        return self.generated_at.date() <= self.month.last
