"""The month's figures: percentiles, rates, sentences, definitions, JSON."""

from __future__ import annotations

import json
import statistics
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.figure_notes import missing_notes
from desktop_app.domain.figure_texts import DEFINITIONS, definition, sentences, shortened
from desktop_app.domain.figures import (
    Attentions,
    Brief,
    Cases,
    Compliance,
    CriticalCase,
    MonthFigures,
    Referrals,
    Tally,
    median,
    percentile,
)
from desktop_app.domain.figures_json import to_json
from desktop_app.domain.months import Month
from desktop_app.domain.opinion_figures import Satisfaction, Scores, ratio

LIMA = ZoneInfo("America/Lima")
OCTOBER = Month(2026, 10)


def month(**parts):
    figures = MonthFigures(
        month=OCTOBER,
        municipality="Municipalidad",
        office="Sede central",
        generated_at=datetime(2026, 11, 2, 8, 30, tzinfo=LIMA),
        zone="America/Lima",
        definitions=DEFINITIONS,
        **parts,
    )
    return replace(figures, sentences=sentences(figures))


def said(figures):
    return [sentence.replace("\xa0", " ") for sentence in figures.sentences]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=60))
def test_percentiles_interpolate_like_the_standard_librarys_inclusive_quantiles(values):
    assert median(values) == pytest.approx(statistics.median(values))
    deciles = statistics.quantiles(values, n=10, method="inclusive")
    assert percentile(values, 0.9) == pytest.approx(deciles[8])


def test_percentiles_at_the_edges():
    assert percentile([], 0.5) is None
    assert percentile([7], 0.9) == 7
    assert percentile([1, 2], 0.9) == pytest.approx(1.9)
    assert percentile([3, 1, 2], 0.0) == 1
    assert percentile([3, 1, 2], 1.0) == 3


def test_nothing_to_divide_by_is_not_zero():
    assert ratio(0, 0) is None
    assert Scores().mean is None
    assert Compliance("simple", "Simple").rate is None
    assert Referrals().wrong_rate is None
    assert Satisfaction().response_rate is None


def test_an_overdue_open_case_counts_against_compliance():
    row = Compliance("u", "Vías", closed_on_time=8, closed_late=1, open_overdue=1, open_on_time=5, open_solved=2,
                     closed_without_term=3, open_without_term=4)  # fmt: skip
    assert row.rate == 0.8
    assert (row.closed, row.open, row.without_term) == (12, 12, 7)


def test_the_total_is_the_sum_of_the_levels():
    cases = Cases(
        by_level=(
            Compliance("simple", "Simple", 3, 1),
            Compliance("complex", "Complejo", 2, 0, 1, 4, 5, 6, 7),
        )
    )
    total = cases.total
    assert (total.closed_on_time, total.closed_late, total.closed_without_term) == (5, 1, 1)
    assert (total.open_on_time, total.open_overdue, total.open_without_term, total.open_solved) == (
        4,
        5,
        6,
        7,
    )


def test_scores():
    scores = Scores((1, 0, 0, 1, 2))
    assert (scores.n, scores.mean) == (4, 3.75)
    both = Satisfaction(scores, Scores((0, 0, 0, 0, 4)), declined=2, closed=16)
    assert both.response_rate == 0.5


def test_a_month_is_partial_until_it_is_over():
    assert not month().partial
    assert replace(month(), generated_at=datetime(2026, 10, 31, 23, 59, tzinfo=LIMA)).partial


def test_sentences_of_an_empty_month():
    assert said(month()) == [
        "No se registraron atenciones en este mes.",
        "No hubo casos abiertos ni cerrados en este mes.",
        "No hubo casos críticos, vinculaciones ni opiniones en este mes.",
    ]


def test_sentences_of_a_full_month():
    raised = datetime(2026, 10, 5, 9, 0, tzinfo=LIMA)
    answered = CriticalCase("n", "t", "u", "c", raised, raised + timedelta(hours=2), raised + timedelta(hours=1),
                            None, None, "Cerrado")  # fmt: skip
    figures = month(
        attentions=Attentions(
            total=1200,
            by_channel=(Tally("in_person", "En persona", 900), Tally("phone", "Por teléfono", 300)),
            by_topic=(Tally("t", "Impuesto predial", 164),),
        ),
        cases=Cases(
            opened=143,
            closed=131,
            open_at_end=41,
            overdue_at_end=7,
            by_level=(Compliance("simple", "Simple", closed_on_time=91, closed_late=2, open_overdue=7),),
            by_unit=(Compliance("v", "Vías", open_overdue=4), Compliance("s", "Servicios", open_overdue=3)),
            criticals=(answered, replace(answered, answered_at=None)),
        ),
        referrals=Referrals(sent=141, wrong=3),
        satisfaction=Satisfaction(Scores((0, 0, 1, 1, 3)), closed=131),
        previous=Brief(OCTOBER.previous(), attentions=1000),
    )
    assert said(figures) == [
        (
            "Se registraron 1200 atenciones, 20 % más que en septiembre; el canal más usado fue «En persona» (75 %), "
            "y lo más consultado fue «Impuesto predial» (164)."
        ),
        (
            "Ingresaron 143 casos y se cerraron 131; al terminar el mes quedan 41 abiertos, 7 vencidos (la unidad con "
            "más vencidos es Vías: 4). El cumplimiento de los plazos fue de 91 %."
        ),
        (
            "Uno de los 2 casos críticos recibió a tiempo su primera respuesta; de 141 vinculaciones se "
            "transfirieron mal 3 (2,1 %); la satisfacción media fue de 4,4 sobre 5 (5 opiniones)."
        ),
    ]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (None, "Se registraron 40 atenciones"),
        (40, "Se registraron 40 atenciones, las mismas que en septiembre"),
        (30, "Se registraron 40 atenciones, 10 más que en septiembre"),
        (48, "Se registraron 40 atenciones, 8 menos que en septiembre"),
        (80, "Se registraron 40 atenciones, 50 % menos que en septiembre"),
    ],
)
def test_the_change_is_told_by_number_when_a_percentage_would_exaggerate(before, words):
    previous = None if before is None else Brief(OCTOBER.previous(), attentions=before)
    figures = month(attentions=Attentions(total=40, by_channel=()), previous=previous)
    assert said(figures)[0] == words + "."


def test_a_long_topic_is_cut_in_the_sentence():
    text = "una  consulta\nlarga " * 20
    assert len(shortened(text)) <= 80
    assert shortened(text).endswith("…")
    assert shortened("  corta \n y  limpia ") == "corta y limpia"


def test_every_figure_has_its_definition():
    keys = [item.key for item in DEFINITIONS]
    assert len(set(keys)) == len(keys)
    assert {
        "attentions",
        "opened",
        "closed",
        "compliance",
        "percentile",
        "wrong_rate",
        "satisfaction",
    } <= set(keys)
    assert definition("wrong_rate").text == (
        "Vinculaciones devueltas por «No corresponde a esta unidad» ÷ vinculaciones enviadas."
    )
    assert "interpola" in definition("percentile").text
    assert "abiertos vencidos" in definition("compliance").text
    with pytest.raises(KeyError):
        definition("nothing")


def test_what_is_missing_is_said():
    figures = month(
        attentions=Attentions(total=200, unclassified=10, timed=198, by_day=((OCTOBER.first, 200),)),
        cases=Cases(
            closed=5,
            by_level=(Compliance("simple", "Simple", closed_on_time=3, closed_without_term=2),),
            by_unit=(Compliance("none", "Sin unidad", closed_on_time=1),),
        ),
        satisfaction=Satisfaction(Scores((0, 0, 0, 0, 1)), declined=1, closed=5),
        previous=Brief(OCTOBER.previous()),
    )
    business = [OCTOBER.first, datetime(2026, 10, 2).date(), datetime(2026, 10, 5).date()]  # noqa: DTZ001
    assert [note.replace("\xa0", " ") for note in missing_notes(figures, business)] == [
        "Sin ninguna atención registrada en 2 días laborables: 02/10 y 05/10.",
        "10 atenciones (5,0 %) sin tema del catálogo: «Sin clasificar».",
        "2 atenciones sin duración: no entran en la mediana.",
        "2 casos sin plazo, o con el plazo detenido: no entran en el cumplimiento.",
        "1 caso sin unidad asignada.",
        "3 casos cerrados sin opinión del ciudadano ni constancia de haberla pedido.",
        "Sin datos de octubre de 2025 para comparar.",
    ]


def test_the_json_keeps_its_keys_and_every_decimal():
    figures = month(
        attentions=Attentions(
            total=3,
            by_channel=(Tally("phone", "Por teléfono", 3),),
            by_type=(Tally("tramite", "Trámite", 3),),
            by_topic=(Tally("01A", "Predial", 2),),
            by_weekday_hour=tuple((0,) * 9 + (1,) + (0,) * 14 for _ in range(7)),
        ),
        cases=Cases(median_hours_to_close=100.0, median_hours=1 / 3),
        referrals=Referrals(sent=3, wrong=1),
    )
    document = json.loads(json.dumps(to_json(figures)))
    assert document["month"] == "2026-10"
    assert document["attentions"]["by_channel"] == {"phone": 3}
    assert document["attentions"]["by_type"] == {"tramite": 3}
    assert document["attentions"]["by_topic"] == [{"topic": "01A", "label": "Predial", "count": 2}]
    assert document["attentions"]["by_hour"]["09"] == 7
    assert document["cases"]["median_days_to_close"] == 100 / 24
    assert document["cases"]["median_hours_to_solve"] == 1 / 3
    assert document["referrals"]["wrong_rate"] == 1 / 3
    assert document["previous"] is None
    assert {"opened", "closed", "open_at_end", "overdue_at_end", "by_level", "by_unit"} <= document[
        "cases"
    ].keys()
    assert {
        "format", "month", "municipality", "office", "zone", "generated_at", "partial", "attentions", "reception",
        "cases", "referrals", "satisfaction", "desk_opinions", "closings",
        "previous", "year_before", "missing", "definitions", "sentences",
    } == document.keys()  # fmt: skip
