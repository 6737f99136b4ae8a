"""Critical criteria: what the text affirms, where, and why."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.criticality import (
    Earlier,
    EarlierComplaint,
    suggest_recurrent,
    suggest_risk,
    suggest_vulnerable,
)
from desktop_app.domain.criticality import suggestions as all_suggestions
from desktop_app.domain.phrases import Span, find_phrases
from desktop_app.domain.values import CriticalCriterion
from desktop_app.system.profiles import available_profiles, load_profile

NOW = datetime(2026, 8, 3, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def peru():
    return load_profile("pe")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hay una FUGA de gas en la esquina", "FUGA de gas"),
        ("hay una fuga de gás", "fuga de gás"),
        ("Vecinos sienten OLOR A GAS desde ayer", "OLOR A GAS"),
        ("El cable eléctrico está caído frente a la escuela", "cable eléctrico está caído"),
        ("Cables  caídos en la vereda", "Cables  caídos"),
        ("Se produjo un derrumbe", "derrumbe"),
        ("hay riesgo de incendio", "hay riesgo"),
        ("no han reparado la fuga de gas", "fuga de gas"),
        ("nadie atiende la fuga de gas", "fuga de gas"),
        ("no hay agua y hay riesgo de incendio", "hay riesgo"),
        ("No, hay humo en el edificio", "humo"),
        ("no hay luz en la calle por un cable caído", "cable caído"),
        ("la fuga de gas no está controlada", "fuga de gas"),
        ("el cable caído sigue sin ser retirado", "cable caído"),
        ("ya no hay fuga de gas pero sí olor a gas", "olor a gas"),
        ("no solo hay riesgo, ya hubo heridos", "hay riesgo"),
        ("no sin peligro se cruza la avenida", "peligro"),
        ("cable caído: pido arreglo", "cable caído"),
        ("El agua sale contaminada", "agua sale contaminada"),
        ("llevamos tres días sin agua potable", "sin agua potable"),
        ("La alcantarilla quedó abierta", "alcantarilla quedó abierta"),
    ],
)
def test_an_affirmed_risk_is_found_where_it_stands(peru, text, words):
    found = suggest_risk(text, peru.risk)
    assert found is not None
    assert found.span is not None
    assert text[found.span.start : found.span.end] == words
    assert found.criterion is CriticalCriterion.RISK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Consulta por licencia de funcionamiento, nivel de riesgo bajo",
        "no hay riesgo",
        "No hay ningún riesgo de incendio",
        "ya no hay fuga de gas",
        "Ya no existe peligro",
        "sin peligro",
        "no hay fuga de gas ni humo",
        "no hay humo o incendio",
        "nunca hubo derrumbe",
        "la fuga de gas ya fue reparada",
        "la fuga de gas ya no existe",
        "el incendio fue controlado por los bomberos",
        "el cable caído ya lo arregló la empresa",
        "se descartó... simulacro de incendio",
        "fue una falsa alarma de incendio",
        "Pagó el impuesto; quiere constancia",
        "Vende productos de fugaz duración",
        "los humoristas piden un permiso",
    ],
)
def test_what_is_denied_or_over_is_no_risk(peru, text):
    assert suggest_risk(text, peru.risk) is None


def test_the_span_holds_in_decomposed_text(peru):
    text = unicodedata.normalize("NFD", "Niño cerca de un cable caído")
    found = suggest_risk(text, peru.risk)
    assert found is not None
    assert found.span is not None
    assert unicodedata.normalize("NFC", text[found.span.start : found.span.end]) == "cable caído"


def test_the_explanation_names_words_and_group(peru):
    found = suggest_risk("Hay una fuga\n de gas", peru.risk)
    assert found is not None
    assert found.explanation == (
        "«fuga de gas»: posible riesgo para la seguridad pública. Valore marcar el caso como crítico."
    )
    found = suggest_risk("Plaga de ratas en el mercado", peru.risk)
    assert found is not None
    assert found.explanation.startswith("«Plaga»: posible riesgo para la salud pública.")


def test_the_first_words_of_the_text_win(peru):
    found = suggest_risk("aguas negras y un incendio", peru.risk)
    assert found is not None
    assert found.span == Span(0, 12)


def test_vulnerable_by_statement_or_by_text(peru):
    stated = suggest_vulnerable("", peru.vulnerable, "Vive sola y depende de oxígeno")
    assert stated is not None
    assert stated.explanation == "Situación vulnerable declarada: Vive sola y depende de oxígeno"
    assert stated.span is None
    read = suggest_vulnerable("Su madre está postrada", peru.vulnerable)
    assert read is not None
    assert read.explanation == (
        "«postrada»: posible situación vulnerable. Si lo es, anote el motivo y márquelo como crítico."
    )
    for text in (
        "Es adulta mayor y pregunta por un horario",
        "Persona con discapacidad pide su carné",
        "pensionado",
    ):
        assert suggest_vulnerable(text, peru.vulnerable) is None


def earlier(*complaints):
    return [EarlierComplaint(NOW - timedelta(days=days), attended) for days, attended in complaints]


@pytest.mark.parametrize(
    ("complaints", "words"),
    [
        ([(10, False), (40, False)], "Queja recurrente: 3.ª por Alumbrado en 60 días (2 sin atender)."),
        ([(60, True), (1, False)], "Queja recurrente: 3.ª por Alumbrado en 60 días (1 sin atender)."),
        ([(1, False), (2, True), (3, True), (90, False)], ("Queja recurrente: 4.ª por Alumbrado en 60 días "
                                                          "(1 sin atender).")),
        ([(10, True), (40, True)], None),
        ([(10, False)], None),
        ([(10, False), (61, False)], None),
        ([], None),
    ],
)  # fmt: skip
def test_recurrence(peru, complaints, words):
    found = suggest_recurrent(earlier(*complaints), NOW, "Alumbrado", peru.recurrence)
    assert (found.explanation if found else None) == words


def test_all_criteria_in_the_order_of_the_manual(peru):
    found = all_suggestions(
        "Otra vez el poste caído", peru, now=NOW, vulnerable_statement="Vive sola",
        earlier=Earlier(tuple(earlier((5, False), (9, False))), topic="Alumbrado"),
    )  # fmt: skip
    assert [each.criterion for each in found] == [
        CriticalCriterion.RISK, CriticalCriterion.RECURRENT, CriticalCriterion.VULNERABLE,
    ]  # fmt: skip
    assert all_suggestions("Pregunta por un horario", peru) == ()


@pytest.mark.parametrize("code", available_profiles())
def test_every_phrase_of_every_profile_finds_itself(code):
    profile = load_profile(code)
    for group in (*profile.risk, profile.vulnerable):
        for phrase in group.phrases:
            written = phrase.replace(" ... ", " ").replace("*", "o")
            assert find_phrases(f"Aviso: {written}", [phrase]), phrase
            assert find_phrases(f"Aviso: {written}".upper(), [phrase]), phrase
