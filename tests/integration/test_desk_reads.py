"""What the counter's screens read: previews of terms, what is known of a citizen, the typed filter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import case_lists, cases, citizens, previews, recognition
from desktop_app.services.case_filter import filter_text, read_filter
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm


def open_case(office, citizen, *, days_ago=0, level=Level.SIMPLE):
    now = office.clock.now()
    office.clock.set(now - timedelta(days=days_ago))
    form = CaseForm(
        "Bache en la curva", "denuncia", Channel.PHONE, level, topic=office.pothole, unit=office.unit,
        citizen=citizen, criterion=CriticalCriterion.RISK if level is Level.CRITICAL else None,
    )  # fmt: skip
    case = cases.open_case(office.console, form).id
    office.clock.set(now)
    return case


def test_a_preview_is_the_promise_that_opening_keeps(office):
    ctx = office.clerk
    for level in Level:
        preview = previews.preview_terms(ctx, level, "denuncia")
        case = open_case(office, CitizenForm("Rosa Quispe"), level=level)
        found = case_lists.detail(ctx, case)
        assert preview.due == found.internal_due
        assert preview.first_answer == found.first_due
        assert preview.explanation == found.internal_why


def test_a_late_critical_case_is_warned_of(office):
    office.clock.set(office.clock.now().replace(hour=20, minute=45))  # 15:45 in Lima, closing at 16:30
    assert "Faltan 45 min" in previews.preview_terms(office.clerk, Level.CRITICAL, "denuncia").warning


def test_a_known_citizen_comes_with_open_cases_and_visits(office):
    ctx = office.clerk
    rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Quispe", phone="987654321")).id
    for _ in range(6):
        open_case(office, rosa)
    known = recognition.known_citizen(ctx, rosa)
    assert (known.citizen.name, known.open_count, len(known.open_cases)) == ("Rosa Quispe", 6, 5)
    assert known.visits == ()


def test_the_third_complaint_without_answer_is_told(office):
    ctx = office.clerk
    rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Quispe")).id
    title = "Bache o calle dañada"
    open_case(office, rosa, days_ago=20)
    assert recognition.critical_signs(ctx, "", rosa, office.pothole, title) == ()
    open_case(office, rosa, days_ago=70)
    assert recognition.critical_signs(ctx, "", rosa, office.pothole, title) == ()
    second = open_case(office, rosa, days_ago=5)
    signs = recognition.critical_signs(ctx, "", rosa, office.pothole, title)
    assert [sign.criterion for sign in signs] == [CriticalCriterion.RECURRENT]
    assert "3.ª" in signs[0].explanation
    cases.move_case(office.console, second, CaseState.VOIDED, reason="Repetido")
    assert recognition.critical_signs(ctx, "", rosa, office.pothole, title) == ()


@pytest.mark.parametrize(
    ("typed", "view", "expected"),
    [
        ("", "overdue", CaseQuery(view="overdue")),
        ("mora calle", "open", CaseQuery(text="mora calle")),
        ("estado:derivado", "open", CaseQuery(state=CaseState.REFERRED)),
        ("ESTADO:Atención", "open", CaseQuery(state=CaseState.IN_PROGRESS)),
        ("estado:cerrado bache", "open", CaseQuery(view="all", state=CaseState.CLOSED, text="bache")),
        ("estado:abierto", "closed", CaseQuery(view="open")),
        ("estado:abierto", "overdue", CaseQuery(view="overdue")),
        ("nivel:crit", "open", CaseQuery(level=Level.CRITICAL)),
        ("hora:10", "open", CaseQuery(text="hora 10")),
    ],
)
def test_the_filter_is_read_as_people_type_it(office, typed, view, expected):
    found = read_filter(office.clerk, typed, view)
    assert (found.query, found.problem) == (expected, "")


@pytest.mark.parametrize("typed", ["unidad:vias", "unidad:Vías", 'unidad:"vías"', "UNIDAD:ví bache"])
def test_a_unit_is_found_by_its_beginning_without_accents(office, typed):
    assert read_filter(office.clerk, typed, "open").query.unit == office.unit


@pytest.mark.parametrize("typed", ["unidad:nadie", "estado:xyz", "nivel:9", 'unidad:""'])
def test_a_part_that_means_nothing_is_told(office, typed):
    found = read_filter(office.clerk, f"{typed} bache", "open")
    assert found.problem.startswith("No hay «")
    assert found.query == CaseQuery(text="bache")


def test_a_query_is_written_as_one_would_type_it(office):
    query = CaseQuery("overdue", "bache", unit=office.unit, state=CaseState.IN_PROGRESS, level=Level.SIMPLE)
    typed = filter_text(office.clerk, query)
    assert typed == 'unidad:"Vías" estado:"En atención" nivel:"Simple" bache'
    assert read_filter(office.clerk, typed, "overdue").query == query


def test_escalating_by_hand_names_the_chief_and_keeps_the_state(office):
    case = open_case(office, CitizenForm("Rosa Quispe"))
    cases.escalate_case(office.clerk, case, "Nadie responde")
    found = case_lists.detail(office.clerk, case)
    event = found.timeline[-1]
    assert (event.kind, event.text, found.line.state) == ("escalate", "Nadie responde", CaseState.REGISTERED)
    assert event.facts["cause"] == "person"
