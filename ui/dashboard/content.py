"""What the board shows: one reading of the services, and its charts. No widgets in here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.domain.urgency import rough
from desktop_app.domain.values import CaseState
from desktop_app.services import case_lists, dashboard
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.dashboard import Board
from ui.kit.charts import Bar

MOST_URGENT = 60
_FIRST_HOUR, _LAST_HOUR = 8, 16
_WORK_DAYS = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One reading: the figures, and the cases that want somebody now, the most urgent first.

    ``urgent`` is None for who may not read cases.
    """

    board: Board
    urgent: tuple[CaseLine, ...] | None


def read(ctx: Context) -> Snapshot:
    """Read everything that the screen shows; runs on a worker. Raises NotAllowed."""
    board = dashboard.board(ctx)
    if not ctx.actor.may(Permission.READ_CASES):
        return Snapshot(board, None)
    found: dict[bytes, CaseLine] = {}
    for view in ("critical", "overdue", "today"):
        for line in case_lists.page(ctx, CaseQuery(view=view), 0, MOST_URGENT):
            if line.state is not CaseState.RESOLVED:
                found.setdefault(line.id, line)
    return Snapshot(board, tuple(found.values())[:MOST_URGENT])


def is_new(board: Board) -> bool:
    """Tell whether there is nothing at all to show yet."""
    return not (board.open or board.attentions_today or board.topics or any(map(any, board.arrivals)))


def load_bars(board: Board) -> list[Bar]:
    """Return the open cases of each unit, the overdue part hatched."""
    bars = []
    for row in board.load:
        shown = spanish.integer(row.open)
        if row.overdue:
            shown = QCoreApplication.translate("Dashboard", "{open} ({overdue} venc.)").format(
                open=shown, overdue=spanish.integer(row.overdue)
            )
        bars.append(Bar(row.label, row.open, shown, row.overdue, row.unit))
    return bars


def topic_bars(board: Board) -> list[Bar]:
    """Return what was asked for most this month."""
    return [Bar(row.label, row.count, spanish.integer(row.count), key=row.topic) for row in board.topics]


def satisfaction_bars(board: Board) -> list[Bar]:
    """Return the opinions of the month from very good to very bad, with count and share."""
    scores = board.scores
    bars = []
    for score, (label, count) in enumerate(zip(SCORE_LABELS, scores.distribution, strict=True), 1):
        share = spanish.percent(count / scores.n if scores.n else None, 0)
        bars.append(Bar(label, count, f"{share} ({spanish.integer(count)})", key=score))
    return bars[::-1]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Counts by weekday and hour, cut to the hours and days on which somebody came or might."""

    days: tuple[str, ...]
    hours: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]


def arrivals(board: Board) -> Arrivals:
    """Return the arrivals of this week; hours that have not begun are None, which is not zero."""
    busy = sorted({hour for row in board.arrivals for hour in _busy(row)})
    first = min([_FIRST_HOUR, *busy])
    last = max([_LAST_HOUR, *busy])
    days = [day for day in range(7) if day < _WORK_DAYS or any(board.arrivals[day])]
    return Arrivals(
        tuple(spanish.SHORT_WEEKDAYS[day] for day in days),
        tuple(f"{hour}h" for hour in range(first, last + 1)),
        tuple(
            tuple(
                None if (day, hour) > (board.at.weekday(), board.at.hour) else board.arrivals[day][hour]
                for hour in range(first, last + 1)
            )
            for day in days
        ),
    )


def _busy(row: tuple[int, ...]) -> Iterator[int]:
    return (hour for hour, count in enumerate(row) if count)


def urgent_heading(board: Board) -> str:
    """Return the words over the list of cases that want somebody now."""
    if board.criticals and board.overdue:
        return QCoreApplication.translate("Dashboard", "{critical} y {overdue}").format(
            critical=spanish.counted(board.criticals, "crítico", "críticos"),
            overdue=spanish.counted(board.overdue, "vencido", "vencidos"),
        )
    if board.overdue:
        return spanish.counted(board.overdue, "caso vencido", "casos vencidos")
    if board.criticals:
        return spanish.counted(board.criticals, "caso crítico", "casos críticos")
    return QCoreApplication.translate("Dashboard", "No hay casos vencidos")


def urgent_detail(lines: tuple[CaseLine, ...], now: datetime) -> str:
    """Return how long the oldest overdue case of the list has been so, or an empty text."""
    late = [line.due for line in lines if line.due is not None and line.due <= now]
    if not late:
        return ""
    return QCoreApplication.translate("Dashboard", "el más antiguo, {time}").format(
        time=rough(now - min(late))
    )
