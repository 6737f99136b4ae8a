"""What each sheet of the month's workbook holds, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from desktop_app.domain import spanish
from desktop_app.domain.figures import Brief, Compliance, MonthFigures, Tally
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import PERCENT, TWO_PLACES
from desktop_app.reports.excel.opinion_tables import causes_sheet, satisfaction_sheet
from desktop_app.reports.excel.reception_tables import reception_counts, reception_sheets
from desktop_app.reports.excel.sheet import Head, Sheet, Shown, Value
from desktop_app.reports.wording import answer_status, month_name, no_data, outcomes


def sheets(figures: MonthFigures) -> list[Sheet]:
    """Return the workbook's tables in their order."""
    return [
        _summary(figures),
        _breakdown(
            figures,
            "Canales",
            QT_TRANSLATE_NOOP("core", "Atenciones por canal"),
            QT_TRANSLATE_NOOP("core", "Canal"),
            "by_channel",
        ),
        _breakdown(
            figures,
            "Tipos",
            QT_TRANSLATE_NOOP("core", "Atenciones por tipo de consulta"),
            QT_TRANSLATE_NOOP("core", "Tipo"),
            "by_type",
        ),
        _topics(figures),
        _results(figures),
        *reception_sheets(figures),
        _days(figures),
        _hours(figures),
        _levels(figures),
        _units(figures),
        _criticals(figures),
        _referrals(figures),
        _referral_units(figures),
        satisfaction_sheet(figures),
        causes_sheet(figures),
        _data(figures),
        _definitions(figures),
    ]


_FORMATS = {
    "on_time_rate": PERCENT,
    "wrong_rate": PERCENT,
    "response_rate": PERCENT,
    "satisfaction": TWO_PLACES,
}


def _brief(brief: Brief | None, field: str) -> Value:
    if not hasattr(Brief, field):
        return None
    value: Value = None if brief is None else getattr(brief, field)
    return no_data() if value is None else _shown(value, field)


def _shown(value: Value, field: str) -> Value:
    return Shown(value, _FORMATS[field]) if isinstance(value, float) and field in _FORMATS else value


def _summary(figures: MonthFigures) -> Sheet:
    cases, month = figures.cases, figures.month
    rows: list[tuple[str, Value, str]] = [
        (QT_TRANSLATE_NOOP("core", "Atenciones"), figures.attentions.total, "attentions"),
        (QT_TRANSLATE_NOOP("core", "Casos abiertos"), cases.opened, "opened"),
        (QT_TRANSLATE_NOOP("core", "Casos cerrados"), cases.closed, "closed"),
        (QT_TRANSLATE_NOOP("core", "Abiertos al terminar el mes"), cases.open_at_end, "open_at_end"),
        (QT_TRANSLATE_NOOP("core", "Vencidos al terminar el mes"), cases.overdue_at_end, "overdue_at_end"),
        (QT_TRANSLATE_NOOP("core", "Cumplimiento de plazos"), cases.total.rate, "on_time_rate"),
        (QT_TRANSLATE_NOOP("core", "Resolución, mediana (horas)"), cases.median_hours, "median_hours"),
        (QT_TRANSLATE_NOOP("core", "Vinculaciones"), figures.referrals.sent, "sent"),
        (QT_TRANSLATE_NOOP("core", "Mal transferidos"), figures.referrals.wrong_rate, "wrong_rate"),
        (QT_TRANSLATE_NOOP("core", "Satisfacción media"), figures.satisfaction.scores.mean, "satisfaction"),
        (QT_TRANSLATE_NOOP("core", "Opiniones"), figures.satisfaction.scores.n, "answers"),
        (QT_TRANSLATE_NOOP("core", "Tasa de respuesta"), figures.satisfaction.response_rate, "response_rate"),
        (QT_TRANSLATE_NOOP("core", "Resueltas en ventanilla"), cases.resolved_at_desk, "resolved_at_desk"),
    ]
    return Sheet(
        "Resumen",
        QT_TRANSLATE_NOOP("core", "Cifras principales"),
        (
            Head(QT_TRANSLATE_NOOP("core", "Cifra")),
            Head(month_name(month)),
            Head(month_name(month.previous())),
            Head(month_name(month.year_before())),
        ),
        [
            (
                label,
                _shown(value, field),
                _brief(figures.previous, field),
                _brief(figures.year_before, field),
            )
            for label, value, field in rows
        ],
    )


def _breakdown(
    figures: MonthFigures, name: str, title: str, head: str, field: Literal["by_channel", "by_type"]
) -> Sheet:
    now: tuple[Tally, ...] = getattr(figures.attentions, field)
    before, year_before = _counts(figures.previous, field), _counts(figures.year_before, field)
    whole = sum(row.count for row in now)
    rows: list[tuple[Value, ...]] = [
        (
            row.label,
            row.count,
            ratio(row.count, whole),
            no_data() if before is None else before.get(row.code, 0),
            no_data() if year_before is None else year_before.get(row.code, 0),
        )
        for row in now
    ]
    heads = (
        Head(head),
        Head(month_name(figures.month)),
        Head("%", PERCENT),
        Head(month_name(figures.month.previous())),
        Head(month_name(figures.month.year_before())),
    )
    return Sheet(name, title, heads, rows, "bars", (1,))


def _counts(brief: Brief | None, field: str) -> dict[str, int] | None:
    rows: tuple[Tally, ...] | None = None if brief is None else getattr(brief, field)
    return None if rows is None else {row.code: row.count for row in rows}


def _shares(name: str, title: str, head: str, rows: Sequence[Tally]) -> Sheet:
    whole = sum(row.count for row in rows)
    heads = (Head(head), Head(QT_TRANSLATE_NOOP("core", "Cantidad")), Head("%", PERCENT))
    return Sheet(
        name, title, heads, [(row.label, row.count, ratio(row.count, whole)) for row in rows], "bars", (1,)
    )


def _topics(figures: MonthFigures) -> Sheet:
    part = figures.attentions
    rows = list(part.by_topic)
    if part.other_topics:
        rows.append(Tally("other", QT_TRANSLATE_NOOP("core", "Otras consultas"), part.other_topics))
    if part.unclassified:
        rows.append(Tally("none", QT_TRANSLATE_NOOP("core", "Sin clasificar"), part.unclassified))
    return _shares(
        "Consultas",
        QT_TRANSLATE_NOOP("core", "Consultas más frecuentes"),
        QT_TRANSLATE_NOOP("core", "Consulta"),
        rows,
    )


def _results(figures: MonthFigures) -> Sheet:
    return _shares(
        "Resultados",
        QT_TRANSLATE_NOOP("core", "Atenciones por resultado"),
        QT_TRANSLATE_NOOP("core", "Resultado"),
        figures.attentions.by_result,
    )


def _days(figures: MonthFigures) -> Sheet:
    return Sheet(
        "Días",
        QT_TRANSLATE_NOOP("core", "Atenciones por día"),
        (
            Head(QT_TRANSLATE_NOOP("core", "Fecha")),
            Head(QT_TRANSLATE_NOOP("core", "Día")),
            Head(QT_TRANSLATE_NOOP("core", "Atenciones")),
        ),
        [(day, spanish.WEEKDAYS[day.weekday()], count) for day, count in figures.attentions.by_day],
        "columns",
        (2,),
    )


def _hours(figures: MonthFigures) -> Sheet:
    """One row for each weekday and hour: the form that a pivot table wants."""
    rows: list[tuple[Value, ...]] = [
        (spanish.WEEKDAYS[weekday], hour, count)
        for weekday, counts in enumerate(figures.attentions.by_weekday_hour)
        for hour, count in enumerate(counts)
        if count
    ]
    return Sheet(
        "Horas",
        QT_TRANSLATE_NOOP("core", "Atenciones por día de la semana y hora de llegada"),
        (
            Head(QT_TRANSLATE_NOOP("core", "Día")),
            Head(QT_TRANSLATE_NOOP("core", "Hora"), "0"),
            Head(QT_TRANSLATE_NOOP("core", "Atenciones")),
        ),
        rows,
    )


def _compliance(name: str, title: str, head: str, rows: Sequence[Compliance]) -> Sheet:
    heads = (
        Head(head),
        Head(QT_TRANSLATE_NOOP("core", "Cerrados a tiempo")),
        Head(QT_TRANSLATE_NOOP("core", "Cerrados tarde")),
        Head(QT_TRANSLATE_NOOP("core", "Abiertos vencidos")),
        Head(QT_TRANSLATE_NOOP("core", "Abiertos en plazo")),
        Head(QT_TRANSLATE_NOOP("core", "Abiertos por confirmar")),
        Head(QT_TRANSLATE_NOOP("core", "Sin plazo")),
        Head(QT_TRANSLATE_NOOP("core", "Cumplimiento"), PERCENT),
        Head(QT_TRANSLATE_NOOP("core", "Resolución, mediana (horas)")),
        Head(QT_TRANSLATE_NOOP("core", "Resolución, percentil 90 (horas)")),
    )
    body = [
        (
            row.label,
            row.closed_on_time,
            row.closed_late,
            row.open_overdue,
            row.open_on_time,
            row.open_solved,
            row.without_term,
            row.rate,
            row.median_hours,
            row.p90_hours,
        )
        for row in rows
    ]
    return Sheet(name, title, heads, body, "stacked", (1, 2, 3, 4))


def _levels(figures: MonthFigures) -> Sheet:
    return _compliance(
        "Niveles",
        QT_TRANSLATE_NOOP("core", "Cumplimiento por nivel"),
        QT_TRANSLATE_NOOP("core", "Nivel"),
        figures.cases.by_level,
    )


def _units(figures: MonthFigures) -> Sheet:
    return _compliance(
        "Unidades",
        QT_TRANSLATE_NOOP("core", "Cumplimiento por unidad"),
        QT_TRANSLATE_NOOP("core", "Unidad"),
        figures.cases.by_unit,
    )


def _criticals(figures: MonthFigures) -> Sheet:
    heads = (
        Head(QT_TRANSLATE_NOOP("core", "Caso")),
        Head(QT_TRANSLATE_NOOP("core", "Consulta")),
        Head(QT_TRANSLATE_NOOP("core", "Unidad")),
        Head(QT_TRANSLATE_NOOP("core", "Criterio")),
        Head(QT_TRANSLATE_NOOP("core", "Elevado")),
        Head(QT_TRANSLATE_NOOP("core", "Plazo de la primera respuesta")),
        Head(QT_TRANSLATE_NOOP("core", "Primera respuesta")),
        Head(QT_TRANSLATE_NOOP("core", "Minutos hasta la respuesta")),
        Head(QT_TRANSLATE_NOOP("core", "Respuesta")),
        Head(QT_TRANSLATE_NOOP("core", "Plazo de resolución")),
        Head(QT_TRANSLATE_NOOP("core", "Cerrado")),
        Head(QT_TRANSLATE_NOOP("core", "Estado")),
        Head(QT_TRANSLATE_NOOP("core", "Se avisó a")),
        Head(QT_TRANSLATE_NOOP("core", "Aviso")),
    )
    rows = [
        (
            case.number,
            case.topic,
            case.unit,
            case.criterion,
            case.raised_at,
            case.answer_due,
            case.answered_at,
            case.minutes_to_answer,
            answer_status(case),
            case.due_at,
            case.closed_at,
            case.state,
            case.told_to,
            case.told_at,
        )
        for case in figures.cases.criticals
    ]
    return Sheet("Críticos", QT_TRANSLATE_NOOP("core", "Casos críticos, uno por uno"), heads, rows)


def _referrals(figures: MonthFigures) -> Sheet:
    return _shares(
        "Vinculaciones",
        QT_TRANSLATE_NOOP("core", "Cómo terminaron las vinculaciones"),
        QT_TRANSLATE_NOOP("core", "Resultado"),
        outcomes(figures.referrals),
    )


def _referral_units(figures: MonthFigures) -> Sheet:
    heads = (
        Head(QT_TRANSLATE_NOOP("core", "Unidad que recibió")),
        Head(QT_TRANSLATE_NOOP("core", "Vinculaciones")),
        Head(QT_TRANSLATE_NOOP("core", "Mal transferidas")),
        Head("%", PERCENT),
    )
    rows = [(row.label, row.sent, row.wrong, row.wrong_rate) for row in figures.referrals.by_unit]
    title = QT_TRANSLATE_NOOP("core", "Vinculaciones por unidad")
    return Sheet("Vinculación por unidad", title, heads, rows, "bars", (1, 2))


def _definitions(figures: MonthFigures) -> Sheet:
    rows: list[tuple[Value, ...]] = [(item.term, item.text) for item in figures.definitions]
    rows += [(QT_TRANSLATE_NOOP("core", "Dato que falta"), note) for note in figures.missing]
    heads = (Head(QT_TRANSLATE_NOOP("core", "Cifra")), Head(QT_TRANSLATE_NOOP("core", "Definición")))
    return Sheet("Definiciones", QT_TRANSLATE_NOOP("core", "Definiciones y datos que faltan"), heads, rows)


def _data(figures: MonthFigures) -> Sheet:
    """One row for each count, the form that a pivot table and a merge of several months want."""
    part, cases, referrals = figures.attentions, figures.cases, figures.referrals
    groups: list[tuple[str, str, Sequence[Tally]]] = [
        (QT_TRANSLATE_NOOP("core", "Atenciones"), QT_TRANSLATE_NOOP("core", "Canal"), part.by_channel),
        (QT_TRANSLATE_NOOP("core", "Atenciones"), QT_TRANSLATE_NOOP("core", "Tipo"), part.by_type),
        (QT_TRANSLATE_NOOP("core", "Atenciones"), QT_TRANSLATE_NOOP("core", "Consulta"), part.by_topic),
        (QT_TRANSLATE_NOOP("core", "Atenciones"), QT_TRANSLATE_NOOP("core", "Resultado"), part.by_result),
        (
            QT_TRANSLATE_NOOP("core", "Vinculaciones"),
            QT_TRANSLATE_NOOP("core", "Resultado"),
            outcomes(referrals),
        ),
    ]
    groups[4:4] = reception_counts(figures)
    for measure, field in (
        (QT_TRANSLATE_NOOP("core", "Cerrados a tiempo"), "closed_on_time"),
        (QT_TRANSLATE_NOOP("core", "Cerrados tarde"), "closed_late"),
        (QT_TRANSLATE_NOOP("core", "Abiertos vencidos"), "open_overdue"),
        (QT_TRANSLATE_NOOP("core", "Abiertos en plazo"), "open_on_time"),
        (QT_TRANSLATE_NOOP("core", "Abiertos por confirmar"), "open_solved"),
        (QT_TRANSLATE_NOOP("core", "Sin plazo"), "without_term"),
    ):
        for dimension, rows in (
            (QT_TRANSLATE_NOOP("core", "Nivel"), cases.by_level),
            (QT_TRANSLATE_NOOP("core", "Unidad"), cases.by_unit),
        ):
            groups.append((measure, dimension, [Tally(r.code, r.label, getattr(r, field)) for r in rows]))
    heads = tuple(
        Head(text)
        for text in (
            QT_TRANSLATE_NOOP("core", "Mes"),
            QT_TRANSLATE_NOOP("core", "Oficina"),
            QT_TRANSLATE_NOOP("core", "Medida"),
            QT_TRANSLATE_NOOP("core", "Dimensión"),
            QT_TRANSLATE_NOOP("core", "Valor"),
            QT_TRANSLATE_NOOP("core", "Cantidad"),
        )
    )
    body: list[tuple[Value, ...]] = [
        (figures.month.first, figures.office, measure, dimension, row.label, row.count)
        for measure, dimension, rows in groups
        for row in rows
    ]
    return Sheet("Datos", QT_TRANSLATE_NOOP("core", "Datos para tablas dinámicas"), heads, body)
