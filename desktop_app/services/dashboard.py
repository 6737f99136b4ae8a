"""The dashboard: six figures and four charts, as they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.opinion_figures import DeskOpinions, Satisfaction, Scores, ratio
from desktop_app.services import counting, counting_opinions
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.naming import Names
from desktop_app.storage.queries import dashboard as queries
from desktop_app.storage.queries import opinions
from desktop_app.storage.queries.statistics import entity_number

MOST_TOPICS = 8


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """The open cases of a unit; ``unit`` None stands for cases that no unit has."""

    unit: bytes | None
    label: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic and how often it was asked for."""

    topic: bytes | None
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """What the dashboard shows; moments in the office's zone, the month and the week up to now.

    ``criticals_late`` have waited for their first answer beyond its term; ``next_answer_due`` is the
    next one still within it. ``overdue_new`` fell due within the last 24 hours. ``attentions_before``
    are those of the same weekday a week ago, up to the same hour. ``arrivals`` has a row for each day
    of the week from Monday, with 24 hours each.
    """

    at: datetime
    criticals: int
    criticals_late: int
    next_answer_due: datetime | None
    open: int
    overdue: int
    overdue_new: int
    due_today: int
    due_today_unassigned: int
    attentions_today: int
    attentions_before: int
    mean_seconds_today: float | None
    referrals_sent: int
    referrals_wrong: int
    satisfaction: Satisfaction
    desk_opinions: DeskOpinions
    load: tuple[UnitLoad, ...]
    arrivals: tuple[tuple[int, ...], ...]
    topics: tuple[TopicCount, ...]

    @property
    def wrong_rate(self) -> float | None:
        """Hand-overs of the month returned as "No corresponde" ÷ those sent."""
        return ratio(self.referrals_wrong, self.referrals_sent)

    @property
    def scores(self) -> Scores:
        """Opinions on the cases closed this month, without those that the handler typed in."""
        return self.satisfaction.scores


def board(ctx: Context, office: bytes | None = None, unit: bytes | None = None) -> Board:
    """Return the dashboard of all, of one office or of one unit. Raises NotAllowed."""
    require(ctx.actor, Permission.READ_STATISTICS)
    now = ctx.now()
    scope = queries.Scope(*(entity_number(ctx.store, uid) if uid else None for uid in (office, unit)))
    today, seconds = day_number(now), epoch(now)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    month_starts = day_number(now.replace(day=1))
    load = queries.load(ctx.store, scope, seconds, epoch(midnight) - 1, epoch(now - timedelta(days=1)))
    waiting = queries.unanswered_criticals(ctx.store, scope)
    count_today, mean_today = queries.attention_day(ctx.store, scope, today)
    count_before, _ = queries.attention_day(ctx.store, scope, day_number(now - timedelta(days=7)), now.hour)
    sent, wrong = queries.referrals(ctx.store, scope, month_starts, today)
    return Board(
        at=now,
        criticals=sum(row.critical for row in load),
        criticals_late=sum(1 for due in waiting if due <= seconds),
        next_answer_due=ctx.local(next((due for due in waiting if due > seconds), None)),
        open=sum(row.open for row in load),
        overdue=sum(row.overdue for row in load),
        overdue_new=sum(row.overdue_since for row in load),
        due_today=sum(row.due_today for row in load),
        due_today_unassigned=sum(row.unassigned_today for row in load),
        attentions_today=count_today,
        attentions_before=count_before,
        mean_seconds_today=mean_today,
        referrals_sent=sent,
        referrals_wrong=wrong,
        satisfaction=_satisfaction(ctx, scope, month_starts, today),
        desk_opinions=counting_opinions.count_desk(
            opinions.sampled(ctx.store, month_starts, today, scope.office, scope.unit)
        ),
        load=_load(ctx, load),
        arrivals=_arrivals(ctx, scope, now),
        topics=_topics(ctx, scope, month_starts, today),
    )


def _load(ctx: Context, rows: list[queries.LoadRow]) -> tuple[UnitLoad, ...]:
    names = Names(ctx)
    names.learn("unit", {row.unit for row in rows})
    made = [
        UnitLoad(names.uid("unit", row.unit), names.unit(row.unit)[1], row.open, row.overdue) for row in rows
    ]
    return tuple(sorted(made, key=lambda row: (-row.overdue, -row.open, row.label)))


def _arrivals(ctx: Context, scope: queries.Scope, now: datetime) -> tuple[tuple[int, ...], ...]:
    monday = now - timedelta(days=now.weekday())
    grid = [[0] * 24 for _ in range(7)]
    for day, hour, count in queries.arrivals(ctx.store, scope, day_number(monday), day_number(now)):
        grid[counting.as_date(day).weekday()][hour] += count
    return tuple(tuple(hours) for hours in grid)


def _topics(ctx: Context, scope: queries.Scope, first: int, last: int) -> tuple[TopicCount, ...]:
    rows = queries.topics(ctx.store, scope, first, last, MOST_TOPICS)
    names = Names(ctx)
    names.learn("topic", (topic for topic, _ in rows))
    return tuple(TopicCount(names.uid("topic", topic), names.topic(topic)[1], count) for topic, count in rows)


def _satisfaction(ctx: Context, scope: queries.Scope, first: int, last: int) -> Satisfaction:
    closed = queries.closed(ctx.store, scope, first, last)
    return counting_opinions.count_satisfaction(queries.scores(ctx.store, scope, first, last), closed)
