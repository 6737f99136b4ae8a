"""What the board says: the service's figures as words, tiles and bars. No widgets in here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import SCORE_LABELS, definition
from desktop_app.domain.urgency import countdown, rough
from desktop_app.domain.values import CaseState
from desktop_app.services import case_lists, dashboard
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.dashboard import Board
from ui.dashboard.figure_tile import Figure
from ui.kit.badges import BadgeKind
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


# Figures. The words under a number come longest first: a narrow tile takes a shorter saying of the same.


def critical_figure(board: Board, now: datetime) -> Figure:
    """Return the critical cases with the time left for the next first answer at ``now``."""
    words: tuple[str, ...]
    if not board.criticals:
        words = (QCoreApplication.translate("Dashboard", "Ninguno abierto"),)
    elif board.next_answer_due is not None and board.next_answer_due > now:
        left = countdown(board.next_answer_due - now)
        words = (
            QCoreApplication.translate("Dashboard", "1.ª respuesta en {time}").format(time=left),
            QCoreApplication.translate("Dashboard", "1.ª resp. en {time}").format(time=left),
        )
        if board.criticals_late:
            late = QCoreApplication.translate("Dashboard", "{count} sin respuesta").format(
                count=board.criticals_late
            )
            words = (f"{late} · {words[1]}", words[1])
    elif board.criticals_late or board.next_answer_due is not None:
        count = max(board.criticals_late, 1)
        words = (
            QCoreApplication.translate("Dashboard", "{count} con 1.ª respuesta vencida").format(count=count),
            QCoreApplication.translate("Dashboard", "{count} sin respuesta").format(count=count),
        )
    else:
        words = (
            QCoreApplication.translate("Dashboard", "Con primera respuesta dada"),
            QCoreApplication.translate("Dashboard", "Ya respondidos"),
        )
    return Figure(
        QCoreApplication.translate("Dashboard", "Críticos"),
        "star-solid",
        spanish.integer(board.criticals),
        words,
        QCoreApplication.translate(
            "Dashboard",
            "Casos críticos abiertos y sin solución. El tiempo es el que falta para la primera respuesta "
            "más próxima.",
        ),
        BadgeKind.CRITICAL if board.criticals else None,
    )


def overdue_figure(board: Board) -> Figure:
    """Return the overdue cases, and how many of them fell due since yesterday at this hour."""
    if not board.overdue:
        words = (QCoreApplication.translate("Dashboard", "Todo está en plazo"),)
    elif board.overdue_new:
        words = (
            QCoreApplication.translate("Dashboard", "{count} desde ayer a esta hora").format(
                count=board.overdue_new
            ),
            QCoreApplication.translate("Dashboard", "{count} desde ayer").format(count=board.overdue_new),
        )
    else:
        words = (
            QCoreApplication.translate("Dashboard", "Ninguno desde ayer"),
            QCoreApplication.translate("Dashboard", "0 desde ayer"),
        )
    return Figure(
        QCoreApplication.translate("Dashboard", "Vencidos"),
        "alert",
        spanish.integer(board.overdue),
        words,
        QCoreApplication.translate(
            "Dashboard",
            "Casos abiertos, aún sin solución, cuyo plazo interno ya venció (sin plazo interno, el de ley). "
            "No cuenta el que espera al ciudadano con el plazo detenido.",
        ),
        BadgeKind.OVERDUE if board.overdue else None,
    )


def today_figure(board: Board) -> Figure:
    """Return what falls due before midnight, and how much of it nobody has."""
    if not board.due_today:
        words = (QCoreApplication.translate("Dashboard", "Nada más por hoy"),)
    elif board.due_today_unassigned:
        words = (
            QCoreApplication.translate("Dashboard", "{count} sin responsable").format(
                count=board.due_today_unassigned
            ),
            QCoreApplication.translate("Dashboard", "{count} sin asignar").format(
                count=board.due_today_unassigned
            ),
        )
    else:
        words = (
            QCoreApplication.translate("Dashboard", "Todos con responsable"),
            QCoreApplication.translate("Dashboard", "Asignados"),
        )
    return Figure(
        QCoreApplication.translate("Dashboard", "Vencen hoy"),
        "sandglass",
        spanish.integer(board.due_today),
        words,
        QCoreApplication.translate(
            "Dashboard", "Casos abiertos cuyo plazo vence desde ahora hasta la medianoche de hoy."
        ),
        BadgeKind.DUE_SOON if board.due_today else None,
    )


def attentions_figure(board: Board) -> Figure:
    """Return today's attentions against the same weekday a week ago, up to the same hour."""
    before = board.attentions_before
    words = []
    day = spanish.WEEKDAYS[board.at.weekday()]
    if before:
        words.append(
            QCoreApplication.translate("Dashboard", "{count} el {day} pasado a esta hora").format(
                count=spanish.integer(before), day=day
            )
        )
        words.append(
            QCoreApplication.translate("Dashboard", "{count} el {day} pasado").format(
                count=spanish.integer(before), day=day
            )
        )
    if board.mean_seconds_today is not None:
        words.append(
            QCoreApplication.translate("Dashboard", "promedio {time}").format(
                time=spanish.minutes_and_seconds(board.mean_seconds_today)
            )
        )
    if not words:
        words.append(
            QCoreApplication.translate("Dashboard", "Todavía ninguna")
            if not board.attentions_today
            else QCoreApplication.translate("Dashboard", "Sin duración anotada")
        )
    return Figure(
        QCoreApplication.translate("Dashboard", "Atenciones hoy"),
        "reception",
        spanish.integer(board.attentions_today),
        tuple(words),
        QCoreApplication.translate(
            "Dashboard",
            "Contactos de hoy por cualquier canal, sin los anulados, junto a los del mismo día de la "
            "semana pasada hasta esta hora.",
        ),
    )


def wrong_figure(board: Board) -> Figure:
    """Return the share of wrong transfers of the month."""
    if board.referrals_sent:
        words = (
            QCoreApplication.translate("Dashboard", "{wrong} de {sent} este mes").format(
                wrong=spanish.integer(board.referrals_wrong), sent=spanish.integer(board.referrals_sent)
            ),
            QCoreApplication.translate("Dashboard", "{wrong} de {sent}").format(
                wrong=spanish.integer(board.referrals_wrong), sent=spanish.integer(board.referrals_sent)
            ),
        )
    else:
        words = (
            QCoreApplication.translate("Dashboard", "Sin vinculaciones este mes"),
            QCoreApplication.translate("Dashboard", "Sin vinculaciones"),
        )
    return Figure(
        definition("wrong_rate").term,
        "swap",
        spanish.percent(board.wrong_rate),
        words,
        definition("wrong_rate").text,
        muted=board.wrong_rate is None,
    )


def satisfaction_figure(board: Board) -> Figure:
    """Return the mean opinion of the month with how many gave one."""
    mean, count = board.scores.mean, board.scores.n
    if mean is None:
        shown = "–"
        words: tuple[str, ...] = (
            QCoreApplication.translate("Dashboard", "Sin opiniones este mes"),
            QCoreApplication.translate("Dashboard", "Sin opiniones"),
        )
    else:
        shown = QCoreApplication.translate("Dashboard", "{mean} / 5").format(mean=spanish.decimal(mean))
        opinions = spanish.counted(count, "opinión", "opiniones")
        words = (
            QCoreApplication.translate("Dashboard", "{opinions} este mes").format(opinions=opinions),
            opinions,
        )
    return Figure(
        definition("satisfaction").term,
        "star",
        shown,
        words,
        definition("satisfaction").text,
        muted=mean is None,
    )


# Charts.


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
        tuple(f"{hour} h" for hour in range(first, last + 1)),
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
