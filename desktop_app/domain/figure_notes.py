"""What a month's data lacks, in words: a reader must know before trusting a figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.domain import spanish
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_MOST_DAYS_NAMED = 6


def missing_notes(figures: MonthFigures, business_days: Sequence[date]) -> tuple[str, ...]:
    """Return a sentence for each thing that is missing; ``business_days`` are those that are over."""
    notes = [
        *_about_days(figures, business_days),
        *_about_attentions(figures),
        *_about_cases(figures),
        *_about_comparison(figures),
    ]
    return tuple(notes)


def _about_days(figures: MonthFigures, business_days: Sequence[date]) -> list[str]:
    counts = dict(figures.attentions.by_day)
    silent = [day for day in business_days if not counts.get(day)]
    if not silent or not figures.attentions.total:
        return []
    named = [f"{day:%d/%m}" for day in silent[:_MOST_DAYS_NAMED]]
    if len(silent) > len(named):
        named.append(QT_TRANSLATE_NOOP("core", "otros {count}").format(count=len(silent) - len(named)))
    return [
        QT_TRANSLATE_NOOP("core", "Sin ninguna atención registrada en {count}: {days}.").format(
            count=spanish.counted(len(silent), "día laborable", "días laborables"),
            days=spanish.listing(named),
        )
    ]


def _about_attentions(figures: MonthFigures) -> list[str]:
    part = figures.attentions
    notes = []
    if part.unclassified:
        notes.append(
            QT_TRANSLATE_NOOP("core", "{count} ({share}) sin tema del catálogo: «Sin clasificar».").format(
                count=spanish.counted(part.unclassified, "atención", "atenciones"),
                share=spanish.percent(ratio(part.unclassified, part.total)),
            )
        )
    if part.timed < part.total:
        notes.append(
            QT_TRANSLATE_NOOP("core", "{count} sin duración: no entran en la mediana.").format(
                count=spanish.counted(part.total - part.timed, "atención", "atenciones")
            )
        )
    return notes


def _about_cases(figures: MonthFigures) -> list[str]:
    total = figures.cases.total
    notes = []
    if total.without_term:
        notes.append(
            QT_TRANSLATE_NOOP(
                "core", "{count} sin plazo, o con el plazo detenido: no entran en el cumplimiento."
            ).format(count=spanish.counted(total.without_term, "caso", "casos"))
        )
    without_unit = sum(row.open + row.closed for row in figures.cases.by_unit if row.code == "none")
    if without_unit:
        notes.append(
            QT_TRANSLATE_NOOP("core", "{count} sin unidad asignada.").format(
                count=spanish.counted(without_unit, "caso", "casos")
            )
        )
    part = figures.satisfaction
    silent = part.closed - part.scores.n - part.by_handler.n - part.declined
    if silent > 0:
        notes.append(
            QT_TRANSLATE_NOOP(
                "core", "{count} sin opinión del ciudadano ni constancia de haberla pedido."
            ).format(count=spanish.counted(silent, "caso cerrado", "casos cerrados"))
        )
    return notes


def _about_comparison(figures: MonthFigures) -> list[str]:
    lacking: list[Month] = []
    if figures.previous is None:
        lacking.append(figures.month.previous())
    if figures.year_before is None:
        lacking.append(figures.month.year_before())
    if not lacking:
        return []
    months = spanish.listing([month.name for month in lacking])
    return [QT_TRANSLATE_NOOP("core", "Sin datos de {months} para comparar.").format(months=months)]
