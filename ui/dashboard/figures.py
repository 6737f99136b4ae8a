"""The six figures as tiles: a number, and words that say what to make of it. No widgets in here.

The words come longest first: a narrow tile takes a shorter saying of the same.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import definition
from desktop_app.domain.urgency import countdown
from desktop_app.services.dashboard import Board
from ui.dashboard.figure_tile import Figure
from ui.kit.badges import BadgeKind


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
        words: tuple[str, ...] = (QCoreApplication.translate("Dashboard", "Todo está en plazo"),)
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
        words: tuple[str, ...] = (QCoreApplication.translate("Dashboard", "Nada más por hoy"),)
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
    apart = _apart(board)
    return Figure(
        definition("satisfaction").term,
        "star",
        shown,
        words,
        "\n".join([definition("satisfaction").text, *apart]),
        muted=mean is None,
    )


def _apart(board: Board) -> list[str]:
    """Return the opinions that do not count in the mean, each kind with its own mean and n."""
    told = []
    own = board.satisfaction.by_handler
    if own.mean is not None:
        words = QCoreApplication.translate(
            "Dashboard", "Anotadas por quien atendió el caso, aparte: {mean} ({n})."
        )
        told.append(
            words.format(mean=spanish.decimal(own.mean, 2), n=spanish.counted(own.n, "opinión", "opiniones"))
        )
    desk = board.desk_opinions
    if desk.sampled:
        mean = "–" if desk.scores.mean is None else spanish.decimal(desk.scores.mean, 2)
        words = QCoreApplication.translate(
            "Dashboard", "En ventanilla, sin caso: {mean} ({n}); respondió {rate} de {sampled}."
        )
        told.append(
            words.format(
                mean=mean,
                n=spanish.counted(desk.scores.n, "opinión", "opiniones"),
                rate=spanish.percent(desk.response_rate),
                sampled=spanish.counted(desk.sampled, "atención elegida", "atenciones elegidas"),
            )
        )
        if desk.by_handler.mean is not None:
            words = QCoreApplication.translate(
                "Dashboard", "De esas, anotadas por quien atendió, aparte: {mean} ({n})."
            )
            count = spanish.counted(desk.by_handler.n, "opinión", "opiniones")
            told.append(words.format(mean=spanish.decimal(desk.by_handler.mean, 2), n=count))
    return told
