"""Chapter 1: attentions by channel, type, result, day, hour and topic (AUM-010-060)."""

from __future__ import annotations

from reportlab.platypus import Flowable

from desktop_app.domain import spanish
from desktop_app.domain.figures import Attentions, MonthFigures, Tally
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf.charts import columns, heat_map
from desktop_app.reports.pdf.document import part, whole
from desktop_app.reports.pdf.parts import compared, counts_by_code, defined, facts, nothing, shares
from desktop_app.reports.pdf.reception import reception_part

# The grid always shows a working day; other hours and the weekend join when something happened.
_USUAL_HOURS = range(8, 17)
_USUAL_DAYS = 5


def chapter_body(figures: MonthFigures, room: float) -> list[Flowable]:
    """Return the chapter below its heading."""
    data = figures.attentions
    if not data.total:
        return [nothing(QT_TRANSLATE_NOOP("core", "Sin atenciones registradas en este mes."))]
    before, year_before = figures.previous, figures.year_before
    return [
        *defined("attentions", "comparison"),
        facts(_facts(data, figures), room),
        whole(
            QT_TRANSLATE_NOOP("core", "Por canal"),
            compared(
                QT_TRANSLATE_NOOP("core", "Canal"),
                data.by_channel,
                figures,
                counts_by_code(before, "by_channel"),
                counts_by_code(year_before, "by_channel"),
                room,
            ),
        ),
        whole(
            QT_TRANSLATE_NOOP("core", "Por tipo de consulta"),
            compared(
                QT_TRANSLATE_NOOP("core", "Tipo"),
                data.by_type,
                figures,
                counts_by_code(before, "by_type"),
                counts_by_code(year_before, "by_type"),
                room,
            ),
        ),
        whole(
            QT_TRANSLATE_NOOP("core", "Por resultado"),
            shares(QT_TRANSLATE_NOOP("core", "Resultado"), data.by_result, room),
        ),
        *reception_part(figures, room),
        whole(QT_TRANSLATE_NOOP("core", "Por día"), _days(data, room)),
        whole(QT_TRANSLATE_NOOP("core", "Por día de la semana y hora de llegada"), _hours(data, room)),
        *part(QT_TRANSLATE_NOOP("core", "Consultas más frecuentes")),
        shares(QT_TRANSLATE_NOOP("core", "Consulta"), _topics(data), room, ranked=True),
    ]


def _facts(data: Attentions, figures: MonthFigures) -> list[tuple[str, str, str]]:
    open_days = sum(1 for _, count in data.by_day if count)
    busiest = max(data.by_day, key=lambda pair: pair[1])
    hour = max(range(24), key=lambda number: data.by_hour[number])
    del figures
    return [
        (
            QT_TRANSLATE_NOOP("core", "Atenciones"),
            spanish.integer(data.total),
            QT_TRANSLATE_NOOP("core", "{rate} por día con atención").format(
                rate=spanish.decimal(data.total / open_days)
            ),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Duración mediana"),
            spanish.minutes_and_seconds(data.median_seconds),
            QT_TRANSLATE_NOOP("core", "de {count}").format(
                count=spanish.counted(data.timed, "atención medida", "atenciones medidas")
            ),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Día de mayor afluencia"),
            spanish.day(busiest[0])[:9],
            spanish.counted(busiest[1], "atención", "atenciones"),
        ),
        (
            QT_TRANSLATE_NOOP("core", "Hora de mayor afluencia"),
            f"{hour}–{hour + 1}{spanish.NBSP}h",
            spanish.counted(data.by_hour[hour], "atención", "atenciones"),
        ),
    ]


def _days(data: Attentions, room: float) -> Flowable:
    marks = [
        (str(day.day), spanish.SHORT_WEEKDAYS[day.weekday()][:2], count, day.weekday() >= _USUAL_DAYS)
        for day, count in data.by_day
    ]
    return columns(marks, room)


def _hours(data: Attentions, room: float) -> Flowable:
    used = [hour for hour, count in enumerate(data.by_hour) if count]
    hours = range(min([*used, _USUAL_HOURS.start]), max([*used, _USUAL_HOURS.stop - 1]) + 1)
    rows = [
        (spanish.WEEKDAYS[number].capitalize(), [counts[hour] for hour in hours])
        for number, counts in enumerate(data.by_weekday_hour)
        if number < _USUAL_DAYS or any(counts)
    ]
    return heat_map(rows, [f"{hour}{spanish.NBSP}h" for hour in hours], room)


def _topics(data: Attentions) -> list[Tally]:
    rows = list(data.by_topic)
    if data.other_topics:
        left = data.topics - len(rows)
        rows.append(
            Tally(
                "other",
                QT_TRANSLATE_NOOP("core", "Otras consultas ({count})").format(
                    count=spanish.counted(left, "tema", "temas")
                ),
                data.other_topics,
            )
        )
    if data.unclassified:
        rows.append(Tally("none", QT_TRANSLATE_NOOP("core", "Sin clasificar"), data.unclassified))
    return rows
