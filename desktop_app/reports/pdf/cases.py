"""Chapters 2 and 3: cases against their terms, and the critical ones one by one."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import shortened
from desktop_app.domain.figures import Cases, Compliance, CriticalCase, MonthFigures
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.charts import LATE, ON_TIME, OPEN, Ink, Load, legend, loads, split_bar
from desktop_app.reports.pdf.document import gap, part, whole
from desktop_app.reports.pdf.parts import defined, facts, movement, nothing
from desktop_app.reports.pdf.tables import LONGEST_WORDS, Cell, Column, table, widths, words
from desktop_app.reports.pdf.text import para, rich
from desktop_app.reports.wording import answer_status

_MOST_UNITS_DRAWN = 14


def chapter_body(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the chapter on cases below its heading."""
    data = figures.cases
    if not (data.opened or data.closed or data.open_at_end or data.resolved_at_desk):
        return [nothing(QT_TRANSLATE_NOOP("core", "Sin casos abiertos ni cerrados en este mes."))]
    return [
        facts(_facts(data, figures), room),
        movement(
            [
                (QT_TRANSLATE_NOOP("core", "Casos abiertos"), data.opened, "opened"),
                (QT_TRANSLATE_NOOP("core", "Casos cerrados"), data.closed, "closed"),
                (_at_end(figures, "open"), data.open_at_end, "open_at_end"),
                (_at_end(figures, "overdue"), data.overdue_at_end, "overdue_at_end"),
            ],
            figures,
            room,
        ),
        *_about_opened(data),
        whole(
            QT_TRANSLATE_NOOP("core", "Cumplimiento por nivel"),
            *defined("compliance"),
            _key(room),
            _compliance(QT_TRANSLATE_NOOP("core", "Nivel"), [*data.by_level, data.total], room),
        ),
        *_load(data, room),
        *_units(data, room),
        KeepTogether(defined("resolution", "percentile")),
    ]


def _at_end(figures: MonthFigures, what: str) -> str:
    if what == "open":
        if figures.partial:
            return QT_TRANSLATE_NOOP("core", "Abiertos hoy")
        return QT_TRANSLATE_NOOP("core", "Abiertos al terminar el mes")
    if figures.partial:
        return QT_TRANSLATE_NOOP("core", "Vencidos hoy")
    return QT_TRANSLATE_NOOP("core", "Vencidos al terminar el mes")


def _facts(data: Cases, figures: MonthFigures) -> list[tuple[str, str, str]]:
    total = data.total
    return [
        (
            QT_TRANSLATE_NOOP("core", "Cumplimiento de plazos"),
            spanish.percent(total.rate, 0),
            QT_TRANSLATE_NOOP("core", "{count} a tiempo").format(
                count=spanish.counted(total.closed_on_time, "cerrado", "cerrados")
            ),
        ),
        (
            _at_end(figures, "overdue"),
            spanish.integer(data.overdue_at_end),
            QT_TRANSLATE_NOOP("core", "de {count}").format(
                count=spanish.counted(data.open_at_end, "abierto", "abiertos")
            ),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Resolución: mediana"),
            spanish.hours(data.median_hours),
            QT_TRANSLATE_NOOP("core", "percentil 90: {value}").format(value=spanish.hours(data.p90_hours)),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Resueltas en ventanilla"),
            spanish.integer(data.resolved_at_desk),
            QT_TRANSLATE_NOOP("core", "consultas, aparte de los casos"),
        ),
    ]


def _about_opened(data: Cases) -> list[Flowable]:
    if not data.opened:
        return []
    closed = data.opened - data.opened_still_open
    text = QT_TRANSLATE_NOOP(
        "core",
        "De los casos que ingresaron en el mes ({opened}), se cerraron {closed} y siguen abiertos {still}.",
    )
    return [
        rich(
            text,
            style.BODY,
            opened=spanish.integer(data.opened),
            closed=spanish.integer(closed),
            still=spanish.integer(data.opened_still_open),
        )
    ]


def _key(room: float) -> Flowable:
    return legend(
        [
            (QT_TRANSLATE_NOOP("core", "Cerrado a tiempo"), ON_TIME),
            (QT_TRANSLATE_NOOP("core", "Cerrado tarde"), _CLOSED_LATE),
            (QT_TRANSLATE_NOOP("core", "Abierto y vencido"), LATE),
        ],
        room,
    )


_CLOSED_LATE = Ink(style.MIDDLE)


def _compliance(head: str, rows: Sequence[Compliance], room: float) -> Flowable:
    """Return the table against terms; its last row is the total."""
    closed, still_open = QT_TRANSLATE_NOOP("core", "Cerrados"), QT_TRANSLATE_NOOP("core", "Abiertos")
    taken = QT_TRANSLATE_NOOP("core", "Resolución")
    columns = [
        words(head, 27),
        words("", 13),
        Column(QT_TRANSLATE_NOOP("core", "a tiempo"), 10, group=closed),
        Column(QT_TRANSLATE_NOOP("core", "tarde"), 7, group=closed),
        Column(QT_TRANSLATE_NOOP("core", "vencidos"), 10, group=still_open),
        Column(QT_TRANSLATE_NOOP("core", "en plazo"), 9.5, group=still_open),
        Column(QT_TRANSLATE_NOOP("core", "resueltos"), 11, group=still_open),
        Column(QT_TRANSLATE_NOOP("core", "Sin plazo"), 10),
        Column(QT_TRANSLATE_NOOP("core", "Cumple"), 9),
        Column(QT_TRANSLATE_NOOP("core", "mediana"), 11, group=taken),
        Column(QT_TRANSLATE_NOOP("core", "perc. 90"), 11, group=taken),
    ]
    room_for_bar = widths(columns, room)[1] - 8
    body: list[list[Cell]] = [
        [
            row.label or QT_TRANSLATE_NOOP("core", "Total"),
            split_bar(
                [(row.closed_on_time, ON_TIME), (row.closed_late, _CLOSED_LATE), (row.open_overdue, LATE)],
                room_for_bar,
            ),
            spanish.integer(row.closed_on_time),
            spanish.integer(row.closed_late),
            spanish.integer(row.open_overdue),
            spanish.integer(row.open_on_time),
            spanish.integer(row.open_solved),
            spanish.integer(row.without_term),
            spanish.percent(row.rate, 0),
            spanish.hours(row.median_hours),
            spanish.hours(row.p90_hours),
        ]
        for row in rows
    ]
    return table(columns, body, room, total=True)


def _load(data: Cases, room: float) -> list[Flowable]:
    rows = sorted(
        (row for row in data.by_unit if row.open), key=lambda row: (-row.open_overdue, -row.open, row.label)
    )
    if not rows:
        return []
    drawn = [
        Load(row.label, row.open_overdue, row.open, _load_words(row)) for row in rows[:_MOST_UNITS_DRAWN]
    ]
    made: list[Flowable] = [
        legend(
            [
                (QT_TRANSLATE_NOOP("core", "Vencidos"), LATE),
                (QT_TRANSLATE_NOOP("core", "Sin vencer"), OPEN),
            ],
            room,
        ),
        gap(4),
        loads(drawn, room),
    ]
    if len(rows) > _MOST_UNITS_DRAWN:
        left = spanish.counted(len(rows) - _MOST_UNITS_DRAWN, "unidad", "unidades")
        made.append(
            para(
                QT_TRANSLATE_NOOP("core", "Y {count} más con menor carga, en la tabla.").format(count=left),
                style.NOTE,
            )
        )
    return [whole(QT_TRANSLATE_NOOP("core", "Carga abierta por unidad"), *made)]


def _load_words(row: Compliance) -> str:
    if not row.open_overdue:
        return spanish.integer(row.open)
    overdue = spanish.counted(row.open_overdue, "vencido", "vencidos")
    return f"{spanish.integer(row.open)} ({overdue})"


def _units(data: Cases, room: float) -> list[Flowable]:
    if not data.by_unit:
        return []
    return [
        *part(QT_TRANSLATE_NOOP("core", "Cumplimiento por unidad"), room_for=140),
        _compliance(QT_TRANSLATE_NOOP("core", "Unidad"), [*data.by_unit, data.total], room),
    ]


def criticals_body(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the chapter on critical cases below its heading; numbers of cases, no names."""
    rows = figures.cases.criticals
    if not rows:
        return [nothing(QT_TRANSLATE_NOOP("core", "Sin casos críticos en este mes."))]
    columns = [
        words(QT_TRANSLATE_NOOP("core", "Caso"), 17),
        words(QT_TRANSLATE_NOOP("core", "Consulta, unidad y criterio"), 41),
        words(QT_TRANSLATE_NOOP("core", "Elevado"), 13),
        words(QT_TRANSLATE_NOOP("core", "Primera respuesta"), 15),
        words(QT_TRANSLATE_NOOP("core", "Resolución"), 17),
    ]
    return [*defined("criticals"), table(columns, [_critical(row) for row in rows], room)]


def _critical(row: CriticalCase) -> list[Cell]:
    return [
        para(row.number, style.CELL_STRONG),
        [
            para(row.topic, style.CELL, LONGEST_WORDS),
            para(" · ".join(text for text in (shortened(row.unit), row.criterion) if text), style.CELL_NOTE),
        ],
        [para(spanish.short_moment(row.raised_at), style.CELL), para(_told_note(row), style.CELL_NOTE)],
        [
            para(answer_status(row), style.CELL if row.answered_on_time else style.CELL_STRONG),
            para(_answer_note(row), style.CELL_NOTE),
        ],
        [para(row.state, style.CELL), para(_closing_note(row), style.CELL_NOTE)],
    ]


def _told_note(row: CriticalCase) -> str:
    if row.told_at is None:
        return QT_TRANSLATE_NOOP("core", "sin aviso a la jefatura")
    return QT_TRANSLATE_NOOP("core", "{receiver}, {moment}").format(
        receiver=row.told_to, moment=spanish.short_moment(row.told_at)
    )


def _answer_note(row: CriticalCase) -> str:
    if row.minutes_to_answer is not None:
        return QT_TRANSLATE_NOOP("core", "en {time}").format(time=spanish.hours(row.minutes_to_answer / 60))
    if row.answer_due is not None:
        return QT_TRANSLATE_NOOP("core", "plazo: {moment}").format(
            moment=spanish.short_moment(row.answer_due)
        )
    return ""


def _closing_note(row: CriticalCase) -> str:
    if row.closed_at is None:
        return (
            ""
            if row.due_at is None
            else QT_TRANSLATE_NOOP("core", "plazo: {moment}").format(moment=spanish.short_moment(row.due_at))
        )
    taken = spanish.hours((row.closed_at - row.raised_at).total_seconds() / 3600)
    late = row.due_at is not None and row.closed_at > row.due_at
    if late:
        return QT_TRANSLATE_NOOP("core", "en {time}, fuera de plazo").format(time=taken)
    return QT_TRANSLATE_NOOP("core", "en {time}").format(time=taken)
