"""What the workbook's sheets on how people were received hold, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.figures import HoldTally, MonthFigures, Tally
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import PERCENT
from desktop_app.reports.excel.sheet import Head, Sheet, Shown, Value
from desktop_app.reports.wording import waits_total


def reception_sheets(figures: MonthFigures) -> list[Sheet]:
    """Return the sheets: the figures one below the other, the preferential groups, the waits."""
    return [_reception(figures), _preferential(figures), _waits(figures)]


def reception_counts(figures: MonthFigures) -> list[tuple[str, str, Sequence[Tally]]]:
    """Return measure, dimension and counts for the sheet that a pivot table reads."""
    data = figures.reception
    waits = QT_TRANSLATE_NOOP("core", "Esperas")
    seconds = QT_TRANSLATE_NOOP("core", "Segundos en espera")
    reason, channel = QT_TRANSLATE_NOOP("core", "Motivo"), QT_TRANSLATE_NOOP("core", "Canal")
    return [
        (
            QT_TRANSLATE_NOOP("core", "Atenciones"),
            QT_TRANSLATE_NOOP("core", "Grupo preferente"),
            data.preferential,
        ),
        *(
            (waits, dimension, [Tally(row.code, row.label, row.count) for row in rows])
            for dimension, rows in ((reason, data.holds.by_reason), (channel, data.holds.by_channel))
        ),
        *(
            (seconds, dimension, [Tally(row.code, row.label, row.seconds) for row in rows])
            for dimension, rows in ((reason, data.holds.by_reason), (channel, data.holds.by_channel))
        ),
    ]


def _reception(figures: MonthFigures) -> Sheet:
    data, part = figures.reception, figures.attentions
    rows: list[tuple[str, Value]] = [
        (QT_TRANSLATE_NOOP("core", "Personas atendidas"), data.people),
        (QT_TRANSLATE_NOOP("core", "Atenciones"), part.total),
        (QT_TRANSLATE_NOOP("core", "Visitas con varias consultas"), data.several),
        (QT_TRANSLATE_NOOP("core", "Atenciones preferentes"), data.preferential_total),
        (QT_TRANSLATE_NOOP("core", "Atenciones sin contacto"), data.without_contact),
        (QT_TRANSLATE_NOOP("core", "Casos abiertos sin contacto"), data.cases_without_contact),
        (QT_TRANSLATE_NOOP("core", "Sin clasificar"), part.unclassified),
        (QT_TRANSLATE_NOOP("core", "Sin clasificar, %"), _percent(part.unclassified_rate)),
        (QT_TRANSLATE_NOOP("core", "Transcritas del papel"), data.from_paper),
        (QT_TRANSLATE_NOOP("core", "Atenciones con espera"), data.holds.attentions),
    ]
    return Sheet(
        "Recepción",
        QT_TRANSLATE_NOOP("core", "Cómo se recibió a las personas"),
        (Head(QT_TRANSLATE_NOOP("core", "Cifra")), Head(QT_TRANSLATE_NOOP("core", "Cantidad"))),
        rows,
    )


def _percent(share: float | None) -> Value:
    return None if share is None else Shown(share, PERCENT)


def _preferential(figures: MonthFigures) -> Sheet:
    data = figures.reception
    whole = data.preferential_total
    return Sheet(
        "Preferentes",
        QT_TRANSLATE_NOOP("core", "Atenciones preferentes por grupo"),
        (
            Head(QT_TRANSLATE_NOOP("core", "Grupo")),
            Head(QT_TRANSLATE_NOOP("core", "Cantidad")),
            Head("%", PERCENT),
        ),
        [(row.label, row.count, ratio(row.count, whole)) for row in data.preferential],
        "bars",
        (1,),
    )


def _waits(figures: MonthFigures) -> Sheet:
    """By reason, by channel, and all together; seconds, so that they can be added up."""
    data = figures.reception.holds
    reason, channel = QT_TRANSLATE_NOOP("core", "Motivo"), QT_TRANSLATE_NOOP("core", "Canal")
    every = waits_total(data)
    rows = [(reason, row) for row in data.by_reason] + [(channel, row) for row in data.by_channel]
    if every.count:
        rows.append((every.label, every))
    return Sheet(
        "Esperas",
        QT_TRANSLATE_NOOP("core", "Esperas durante la atención"),
        (
            Head(QT_TRANSLATE_NOOP("core", "Por")),
            Head(QT_TRANSLATE_NOOP("core", "Motivo o canal")),
            Head(QT_TRANSLATE_NOOP("core", "Esperas")),
            Head(QT_TRANSLATE_NOOP("core", "Tiempo total (s)")),
            Head(QT_TRANSLATE_NOOP("core", "Mediana (s)")),
            Head(QT_TRANSLATE_NOOP("core", "La más larga (s)")),
        ),
        [(by, *_numbers(row)) for by, row in rows],
    )


def _numbers(row: HoldTally) -> tuple[Value, ...]:
    return row.label, row.count, row.seconds, row.median_seconds, row.longest_seconds
