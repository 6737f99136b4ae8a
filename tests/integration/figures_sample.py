"""Months to print in tests: a full one, an empty one, and one of hostile text."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop_app.domain.figure_texts import DEFINITIONS, sentences
from desktop_app.domain.figures import (
    Attentions,
    Brief,
    Cases,
    Compliance,
    CriticalCase,
    Holds,
    HoldTally,
    MonthFigures,
    Reception,
    Referrals,
    Tally,
    UnitReferrals,
)
from desktop_app.domain.labels import label
from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import Satisfaction, Scores
from desktop_app.domain.values import Channel, CriticalCriterion, HoldReason, Level, Result, ReturnReason

LIMA = ZoneInfo("America/Lima")
MONTH = Month(2026, 10)
TOPICS = (
    "Horario y ubicación de oficinas",
    "Pago de impuesto predial",
    "Requisitos de licencia comercial",
    "Estado de un trámite o caso",
    "Recolección de basura",
    "Alumbrado público",
    "Bache o calle dañada",
    "Uso de suelo",
    "Queja por mala atención",
    "Permiso de construcción",
    "Arbitrios: fraccionamiento de deuda",
    "Ruido molesto",
    "Poda de árboles",
    "Partida de nacimiento",
    "Licencia de conducir para vehículos menores",
)
UNITS = (
    "Vías y obras",
    "Servicios públicos",
    "Gestión ambiental",
    "Desarrollo urbano",
    "Administración tributaria",
    "Fiscalización y control",
    "Seguridad ciudadana",
    "Participación vecinal",
)


def empty(month: Month = MONTH) -> MonthFigures:
    """Return a month in which nothing happened."""
    figures = MonthFigures(
        month=month,
        municipality="Municipalidad Distrital de San Isidro",
        office="Oficina central",
        generated_at=datetime.combine(month.next().first, datetime.min.time(), LIMA) + timedelta(hours=8.5),
        zone="America/Lima",
        attentions=Attentions(by_weekday_hour=((0,) * 24,) * 7),
        definitions=DEFINITIONS,
    )
    return replace(figures, sentences=sentences(figures))


def full(seed: int = 7) -> MonthFigures:
    """Return a busy month; the same seed gives the same figures."""
    draw = random.Random(seed)
    figures = replace(
        empty(),
        attentions=_attentions(draw),
        cases=_cases(draw),
        referrals=_referrals(draw),
        satisfaction=Satisfaction(Scores((4, 9, 21, 58, 149)), Scores((0, 1, 2, 6, 14)), 37, 412),
        missing=(
            "187 atenciones (6,1 %) no tienen tema del catálogo: aparecen como «Sin clasificar».",
            "42 casos cerrados no tienen ninguna opinión del ciudadano registrada ni el motivo.",
        ),
    )
    total = figures.attentions.total
    figures = replace(
        figures,
        reception=_reception(total),
        previous=Brief(
            MONTH.previous(),
            attentions=total - 214,
            by_channel=_less(figures.attentions.by_channel, (140, 60, 10, 4)),
            by_type=_less(figures.attentions.by_type, (120, 50, -6, 40, 0, 10, 0)),
            opened=389,
            closed=372,
            open_at_end=131,
            overdue_at_end=9,
            on_time_rate=0.914,
            median_hours=41.0,
            sent=498,
            wrong_rate=0.031,
            satisfaction=4.31,
        ),
    )
    return replace(figures, sentences=sentences(figures))


def hostile() -> MonthFigures:
    """Return a month whose words are markup, formulas, control characters and names without end."""
    base = full()
    long_unit = "Gerencia de " + "Coordinación e Integración Territorial " * 10
    wide_unit = "X" * 400
    rows = list(base.cases.by_unit)
    rows[0] = replace(rows[0], label=long_unit[:400])
    rows[1] = replace(rows[1], label=wide_unit)
    rows[2] = replace(rows[2], label="<b>Sin & cerrar <img src='file:///etc/passwd'/>")
    topics = list(base.attentions.by_topic)
    topics[0] = replace(topics[0], label='=HYPERLINK("http://x.test","clic") <para>')
    topics[1] = replace(topics[1], label="+51 999\x07 tono\tcon tabulador")
    topics[2] = replace(topics[2], label="@SUM(A1:A9)")
    topics[3] = replace(topics[3], label="-1+1")
    topics[4] = replace(topics[4], label="palabra_x0041_ y un \ud800 suelto y \ufffe")
    critical = replace(
        base.cases.criticals[0], topic="</para><a href='http://x.test'>clic</a>", unit=long_unit[:400]
    )
    return replace(
        base,
        municipality="Municipalidad " + "de Nombre Interminable " * 18,
        office="Oficina <i>norte</i> & " + "sur " * 90,
        attentions=replace(base.attentions, by_topic=tuple(topics)),
        cases=replace(base.cases, by_unit=tuple(rows), criticals=(critical, *base.cases.criticals[1:])),
        referrals=replace(
            base.referrals, by_unit=(UnitReferrals("u0", wide_unit, 9, 1), *base.referrals.by_unit[1:])
        ),
        missing=("<b>nota</b> & =1+1",),
    )


def _attentions(draw: random.Random) -> Attentions:
    hours = {8: 19, 9: 29, 10: 31, 11: 27, 12: 18, 13: 9, 14: 13, 15: 14, 16: 6}
    by_day = []
    grid = [[0] * 24 for _ in range(7)]
    for day in MONTH.days():
        counts = {
            hour: 0
            if day.weekday() == 6
            else round(many * (0.18 if day.weekday() == 5 else 1) * draw.uniform(0.5, 1.1))
            for hour, many in hours.items()
            if day.weekday() < 5 or hour < 13
        }
        if day.day == 8:
            counts = {}
        for hour, count in counts.items():
            grid[day.weekday()][hour] += count
        by_day.append((day, sum(counts.values())))
    total = sum(count for _, count in by_day)
    topics = _parts(draw, total, [22, 17, 12, 10, 6, 5, 4, 3.6, 3, 2.5, 2, 1.6, 1.3, 1, 0.8, 8.2])
    return Attentions(
        total=total,
        by_channel=_tallies([(c.value, label(c)) for c in Channel], _parts(draw, total, [61, 27, 9, 3])),
        by_type=_tallies(
            [
                ("informacion", "Información"),
                ("tramite", "Trámite"),
                ("reclamo", "Reclamo"),
                ("denuncia", "Denuncia"),
                ("queja", "Queja"),
                ("sugerencia", "Sugerencia"),
                ("sin_tipo", "Sin tipo"),
            ],
            _parts(draw, total, [44, 30, 9, 8, 6, 2, 1]),
        ),
        by_topic=tuple(
            Tally(f"t{n}", topic, count)
            for n, (topic, count) in enumerate(zip(TOPICS, topics[:15], strict=True))
        ),
        other_topics=topics[15],
        topics=38,
        by_result=_tallies(
            [(r.value, label(r)) for r in Result], _parts(draw, total, [68, 16, 12.6, 0.1, 3.3])
        ),
        by_day=tuple(by_day),
        by_weekday_hour=tuple(tuple(row) for row in grid),
        median_seconds=192.5,
        timed=total - 12,
    )


def _reception(total: int) -> Reception:
    groups = (("adulto_mayor", "Persona adulta mayor", 118), ("embarazo", "Mujer embarazada", 37),
              ("con_ninos", "Con niñas o niños pequeños", 64), ("discapacidad", "Persona con discapacidad", 29),
              ("unspecified", "Sin especificar", 11))  # fmt: skip
    reasons = (
        (96, 6912, 61.0, 412),
        (71, 7810, 97.5, 655),
        (33, 5280, 148.0, 901),
        (52, 2600, 44.0, 190),
        (0,),
    )
    channels = ((141, 13702, 83.0, 901), (111, 8900, 72.0, 655), (0,), (0,))
    return Reception(
        people=total - 214,
        several=173,
        preferential=tuple(Tally(*group) for group in groups),
        without_contact=41,
        cases_without_contact=17,
        from_paper=23,
        holds=Holds(
            226,
            HoldTally("total", "", 252, 22602, 78.0, 901),
            tuple(HoldTally(r.value, label(r), *row) for r, row in zip(HoldReason, reasons, strict=True)),
            tuple(HoldTally(c.value, label(c), *row) for c, row in zip(Channel, channels, strict=True)),
        ),
    )


def _less(rows: tuple[Tally, ...], many: tuple[int, ...]) -> tuple[Tally, ...]:
    return tuple(replace(row, count=row.count - less) for row, less in zip(rows, many, strict=True))


def _parts(draw: random.Random, total: int, weights: list[float]) -> list[int]:
    counts = [int(total * weight / sum(weights) * draw.uniform(0.95, 1.0)) for weight in weights]
    counts[0] += total - sum(counts)
    return counts


def _tallies(names: list[tuple[str, str]], counts: list[int]) -> tuple[Tally, ...]:
    return tuple(Tally(code, words, count) for (code, words), count in zip(names, counts, strict=True))


def _cases(draw: random.Random) -> Cases:
    levels = (
        Compliance(Level.SIMPLE.value, label(Level.SIMPLE), 251, 14, 0, 61, 5, 0, 3, 20.25, 44.6),
        Compliance(Level.COMPLEX.value, label(Level.COMPLEX), 119, 11, 8, 53, 7, 0, 2, 96.5, 158.2),
        Compliance(Level.CRITICAL.value, label(Level.CRITICAL), 8, 1, 0, 0, 0, 0, 0, 9.4, 22.9),
    )
    units = []
    left = {name: sum(getattr(level, name) for level in levels) for name in _COUNTS}
    for number, unit in enumerate(UNITS):
        last = number == len(UNITS) - 1
        counts = {
            name: many if last else min(many, round(many * draw.uniform(0.1, 0.45)))
            for name, many in left.items()
        }
        left = {name: many - counts[name] for name, many in left.items()}
        units.append(
            Compliance(
                f"u{number}",
                unit,
                **counts,
                median_hours=draw.uniform(12, 70),
                p90_hours=draw.uniform(75, 200),
            )
        )
    return Cases(
        opened=438,
        closed=412,
        resolved_at_desk=1894,
        open_at_end=131,
        overdue_at_end=12,
        by_level=levels,
        by_unit=tuple(units),
        median_hours=43.75,
        p90_hours=149.0,
        opened_still_open=118,
        opened_median_hours=38.0,
        criticals=tuple(_critical(draw, number) for number in range(9)),
    )


_COUNTS = (
    "closed_on_time",
    "closed_late",
    "closed_without_term",
    "open_on_time",
    "open_overdue",
    "open_without_term",
    "open_solved",
)


def _critical(draw: random.Random, number: int) -> CriticalCase:
    raised = datetime(2026, 10, 2 + 3 * number, 9, 14 + number, tzinfo=LIMA)
    answered = None if number == 6 else raised + timedelta(minutes=draw.choice([12, 34, 47, 71, 96, 151]))
    return CriticalCase(
        number=f"01-03-26-{1204 + 37 * number:05d}-{11 + number}",
        topic=draw.choice(
            ["Cable eléctrico caído", "Fuga de agua en la vía pública", "Alumbrado público", "Ruido molesto"]
        ),
        unit=draw.choice(UNITS),
        criterion=label(draw.choice(list(CriticalCriterion))),
        raised_at=raised,
        answer_due=raised + timedelta(hours=2),
        answered_at=answered,
        due_at=raised + timedelta(hours=24),
        closed_at=None if number == 6 else raised + timedelta(hours=draw.choice([5, 9, 13, 22, 31])),
        state="En atención" if number == 6 else "Cerrado",
    )


def _referrals(draw: random.Random) -> Referrals:
    returned = tuple(Tally(r.value, label(r), n) for r, n in zip(ReturnReason, (11, 7, 5, 3), strict=True))
    counts = [draw.randint(20, 120) for _ in UNITS]
    counts[0] += 521 - sum(counts)
    wrong = [4, 2, 1, 1, 2, 0, 1, 0]
    return Referrals(
        sent=521,
        accepted=401,
        confirmed_by_phone=63,
        no_answer=22,
        pending=9,
        returned=returned,
        wrong=11,
        bounces=14,
        median_minutes_to_accept=6.5,
        by_unit=tuple(
            UnitReferrals(f"u{n}", unit, count, bad)
            for n, (unit, count, bad) in enumerate(zip(UNITS, counts, wrong, strict=True))
        ),
    )
