"""Chapters 4 and 5: hand-overs with their wrong transfers, and satisfaction."""

from __future__ import annotations

from reportlab.platypus import Flowable

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.domain.figures import MonthFigures, Referrals, Tally
from desktop_app.domain.opinion_figures import DeskOpinions, Scores
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.charts import bar
from desktop_app.reports.pdf.document import part, whole
from desktop_app.reports.pdf.parts import defined, facts, nothing, shares
from desktop_app.reports.pdf.tables import Cell, Column, table, widths, words
from desktop_app.reports.pdf.text import para
from desktop_app.reports.wording import outcomes


def referrals_body(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the chapter on hand-overs below its heading (AUM-010-030)."""
    data = figures.referrals
    if not data.sent:
        return [nothing(QT_TRANSLATE_NOOP("core", "Sin vinculaciones en este mes."))]
    made = [
        *defined("referrals", "wrong_rate", "bounces"),
        facts(_referral_facts(data), room),
        whole(
            QT_TRANSLATE_NOOP("core", "Cómo terminaron"),
            shares(QT_TRANSLATE_NOOP("core", "Resultado"), outcomes(data), room),
        ),
    ]
    if data.by_unit:
        columns = [
            words(QT_TRANSLATE_NOOP("core", "Unidad que recibió"), 40),
            words("", 22),
            Column(QT_TRANSLATE_NOOP("core", "Vinculaciones"), 14),
            Column(QT_TRANSLATE_NOOP("core", "Mal transferidas"), 15),
            Column("%", 9),
        ]
        largest = max(row.sent for row in data.by_unit)
        room_for_bar = widths(columns, room)[1] - 8
        rows: list[list[Cell]] = [
            [
                row.label,
                bar(row.sent, largest, room_for_bar),
                spanish.integer(row.sent),
                spanish.integer(row.wrong),
                spanish.percent(row.wrong_rate),
            ]
            for row in data.by_unit
        ]
        made += [*part(QT_TRANSLATE_NOOP("core", "Por unidad")), table(columns, rows, room)]
    return made


def _referral_facts(data: Referrals) -> list[tuple[str, str, str]]:
    minutes = data.median_minutes_to_accept
    return [
        (QT_TRANSLATE_NOOP("core", "Vinculaciones"), spanish.integer(data.sent), ""),
        (
            QT_TRANSLATE_NOOP("core", "Mal transferidos"),
            spanish.percent(data.wrong_rate),
            QT_TRANSLATE_NOOP("core", "{part} de {whole}").format(
                part=spanish.integer(data.wrong), whole=spanish.integer(data.sent)
            ),
        ),
        (QT_TRANSLATE_NOOP("core", "Rebotes"), spanish.integer(data.bounces), ""),
        (
            QT_TRANSLATE_NOOP("core", "Hasta la aceptación"),
            spanish.hours(None if minutes is None else minutes / 60),
            QT_TRANSLATE_NOOP("core", "mediana"),
        ),
    ]


def satisfaction_body(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the chapter on satisfaction below its heading (training manual 6.2)."""
    data = figures.satisfaction
    scores, own = data.scores, data.by_handler
    desk = _desk_opinions(figures.desk_opinions, room)
    if not (scores.n or own.n or data.declined):
        empty = QT_TRANSLATE_NOOP("core", "Sin opiniones registradas en este mes.")
        if desk:
            empty = QT_TRANSLATE_NOOP("core", "Sin opiniones sobre casos en este mes.")
        return [nothing(empty), *desk]
    mean = "–" if scores.mean is None else spanish.decimal(scores.mean, 2)
    made = [
        *defined("satisfaction", "response_rate"),
        facts(
            [
                (QT_TRANSLATE_NOOP("core", "Satisfacción media"), mean, QT_TRANSLATE_NOOP("core", "sobre 5")),
                (QT_TRANSLATE_NOOP("core", "Opiniones"), spanish.integer(scores.n), ""),
                (
                    QT_TRANSLATE_NOOP("core", "Tasa de respuesta"),
                    spanish.percent(data.response_rate),
                    QT_TRANSLATE_NOOP("core", "de {count}").format(
                        count=spanish.counted(data.closed, "caso cerrado", "casos cerrados")
                    ),
                ),
                (QT_TRANSLATE_NOOP("core", "No quiso responder"), spanish.integer(data.declined), ""),
            ],
            room,
        ),
    ]
    if scores.n:
        made.append(
            whole(
                QT_TRANSLATE_NOOP("core", "Distribución de las opiniones"),
                shares(QT_TRANSLATE_NOOP("core", "Opinión"), _distribution(scores), room),
            )
        )
    if own.mean is not None:
        text = QT_TRANSLATE_NOOP(
            "core",
            "Aparte: {count} por la misma persona que atendió el caso, con un promedio de {mean}. "
            "No entran en las cifras anteriores.",
        ).format(
            count=spanish.counted(own.n, "opinión fue anotada", "opiniones fueron anotadas"),
            mean=spanish.decimal(own.mean, 2),
        )
        made.append(para(text, style.BODY))
    return made + desk


def _desk_opinions(data: DeskOpinions, room: float) -> list[Flowable]:
    """Return the part on attentions without a case, apart from the cases; nothing where nobody was to be asked."""
    if not data.sampled:
        return []
    mean = "–" if data.scores.mean is None else spanish.decimal(data.scores.mean, 2)
    rows = [
        (QT_TRANSLATE_NOOP("core", "Satisfacción media"), mean, QT_TRANSLATE_NOOP("core", "sobre 5")),
        (QT_TRANSLATE_NOOP("core", "Opiniones"), spanish.integer(data.scores.n), ""),
        (
            QT_TRANSLATE_NOOP("core", "Tasa de respuesta"),
            spanish.percent(data.response_rate),
            QT_TRANSLATE_NOOP("core", "de {count}").format(
                count=spanish.counted(data.sampled, "atención elegida", "atenciones elegidas")
            ),
        ),
        (QT_TRANSLATE_NOOP("core", "No quiso responder"), spanish.integer(data.declined), ""),
    ]
    own = data.by_handler
    if own.mean is not None:
        rows.append(
            (
                QT_TRANSLATE_NOOP("core", "Anotadas por quien atendió (aparte)"),
                spanish.decimal(own.mean, 2),
                spanish.counted(own.n, "opinión", "opiniones"),
            )
        )
    return [
        *part(QT_TRANSLATE_NOOP("core", "En ventanilla, sin caso")),
        *defined("desk_opinions"),
        facts(rows, room),
    ]


def _distribution(scores: Scores) -> list[Tally]:
    rows = [
        Tally(str(score), label, count)
        for score, (label, count) in enumerate(zip(SCORE_LABELS, scores.distribution, strict=True), 1)
    ]
    return rows[::-1]
