"""Sheets of what citizens think, and of why cases came up."""

from __future__ import annotations

from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import PERCENT
from desktop_app.reports.excel.sheet import Head, Sheet, Value


def satisfaction_sheet(figures: MonthFigures) -> Sheet:
    """Return how many gave which opinion, on cases and at the counter, each kind in columns of its own."""
    part = figures.satisfaction
    desk = figures.desk_opinions
    rows = [
        (label, count, ratio(count, part.scores.n), own, at_desk, own_at_desk)
        for label, count, own, at_desk, own_at_desk in zip(
            SCORE_LABELS,
            part.scores.distribution,
            part.by_handler.distribution,
            desk.scores.distribution,
            desk.by_handler.distribution,
            strict=True,
        )
    ][::-1]
    heads = (
        Head(QT_TRANSLATE_NOOP("core", "Opinión")),
        Head(QT_TRANSLATE_NOOP("core", "Cantidad")),
        Head("%", PERCENT),
        Head(QT_TRANSLATE_NOOP("core", "Anotadas por quien atendió (aparte)")),
        Head(QT_TRANSLATE_NOOP("core", "En ventanilla, sin caso")),
        Head(QT_TRANSLATE_NOOP("core", "En ventanilla, anotadas por quien atendió (aparte)")),
    )
    return Sheet("Satisfacción", QT_TRANSLATE_NOOP("core", "Satisfacción"), heads, rows, "bars", (1,))


def causes_sheet(figures: MonthFigures) -> Sheet:
    """Return the causes of the closed cases, and how these were closed (training manual 6.2)."""
    part = figures.closings
    rows: list[tuple[Value, ...]] = [
        (row.cause, row.count, ratio(row.count, part.closed), ", ".join(row.numbers)) for row in part.causes
    ]
    rows += [
        (QT_TRANSLATE_NOOP("core", "(sin causa anotada)"), part.without_cause, None, None),
        (QT_TRANSLATE_NOOP("core", "(cerrados sin confirmación)"), part.unconfirmed, None, None),
        (QT_TRANSLATE_NOOP("core", "(cerrados que se habían reabierto)"), part.reopened, None, None),
        (QT_TRANSLATE_NOOP("core", "(objeciones de ciudadanos)"), part.objections, None, None),
    ]
    heads = (
        Head(QT_TRANSLATE_NOOP("core", "Causa")),
        Head(QT_TRANSLATE_NOOP("core", "Casos cerrados")),
        Head("%", PERCENT),
        Head(QT_TRANSLATE_NOOP("core", "Números")),
    )
    return Sheet("Causas", QT_TRANSLATE_NOOP("core", "Causas de los casos cerrados"), heads, rows)
