"""The part of chapter 1 on how people were received: preference, contact and waits (AUM-010-010, 020)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop_app.domain import spanish
from desktop_app.domain.figures import Holds, HoldTally, MonthFigures
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.charts import bar
from desktop_app.reports.pdf.document import whole
from desktop_app.reports.pdf.parts import defined, facts, shares
from desktop_app.reports.pdf.tables import Cell, Column, table, widths, words
from desktop_app.reports.pdf.text import para
from desktop_app.reports.wording import waits_total


def reception_part(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the part with its headings; the month has attentions."""
    data = figures.reception
    made: list[Flowable] = [
        whole(
            QT_TRANSLATE_NOOP("core", "Cómo se recibió a las personas"),
            facts(_facts(figures), room),
            *defined("people", "unclassified", "without_contact", "from_paper"),
        )
    ]
    if data.preferential_total:
        made.append(
            whole(
                QT_TRANSLATE_NOOP("core", "Atención preferente"),
                *defined("preferential"),
                shares(QT_TRANSLATE_NOOP("core", "Grupo"), data.preferential, room),
            )
        )
    return [*made, *_waits(data.holds, figures.attentions.total, room)]


def _facts(figures: MonthFigures) -> list[tuple[str, str, str]]:
    data, part = figures.reception, figures.attentions
    several = QT_TRANSLATE_NOOP("core", "{count} con varias consultas").format(
        count=spanish.integer(data.several)
    )
    return [
        (QT_TRANSLATE_NOOP("core", "Personas atendidas"), spanish.integer(data.people), several),
        (
            QT_TRANSLATE_NOOP("core", "Preferentes"),
            spanish.integer(data.preferential_total),
            spanish.percent(ratio(data.preferential_total, part.total)),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Sin contacto"),
            spanish.integer(data.without_contact),
            QT_TRANSLATE_NOOP("core", "{count} con caso abierto").format(
                count=spanish.integer(data.cases_without_contact)
            ),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Sin clasificar"),
            spanish.percent(part.unclassified_rate),
            spanish.counted(part.unclassified, "atención", "atenciones"),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Del papel"),
            spanish.integer(data.from_paper),
            QT_TRANSLATE_NOOP("core", "transcritas"),
        ),
    ]


def _waits(data: Holds, total: int, room: float) -> list[Flowable]:
    """Return the waits by reason and by channel, each with the total; one sentence when there were none."""
    title = QT_TRANSLATE_NOOP("core", "Esperas durante la atención")
    if not data.every.count:
        return [whole(title, para(QT_TRANSLATE_NOOP("core", "No se registró ninguna espera."), style.BODY))]
    text = QT_TRANSLATE_NOOP("core", "Con espera: {count} ({share}).").format(
        count=spanish.counted(data.attentions, "atención", "atenciones"),
        share=spanish.percent(ratio(data.attentions, total)),
    )
    every = waits_total(data)
    return [
        whole(
            title,
            *defined("holds"),
            para(text, style.BODY),
            _table(QT_TRANSLATE_NOOP("core", "Motivo"), [*data.by_reason, every], room),
        ),
        whole(
            QT_TRANSLATE_NOOP("core", "Esperas por canal"),
            _table(QT_TRANSLATE_NOOP("core", "Canal"), [*data.by_channel, every], room),
        ),
    ]


def _table(head: str, rows: Sequence[HoldTally], room: float) -> Flowable:
    columns = [
        words(head, 34),
        words("", 24),
        Column(QT_TRANSLATE_NOOP("core", "Esperas"), 10),
        Column(QT_TRANSLATE_NOOP("core", "Tiempo total"), 12),
        Column(QT_TRANSLATE_NOOP("core", "Mediana"), 11),
        Column(QT_TRANSLATE_NOOP("core", "La más larga"), 11),
    ]
    largest = max(row.count for row in rows[:-1])
    room_for_bar = widths(columns, room)[1] - 8
    body: list[list[Cell]] = [
        [
            row.label,
            bar(row.count, largest, room_for_bar) if row is not rows[-1] else "",
            spanish.integer(row.count),
            spanish.minutes_and_seconds(row.seconds if row.count else None),
            spanish.minutes_and_seconds(row.median_seconds),
            spanish.minutes_and_seconds(row.longest_seconds),
        ]
        for row in rows
    ]
    return table(columns, body, room, total=True)
