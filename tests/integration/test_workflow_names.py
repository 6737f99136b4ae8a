"""Renamed states and steps reach lists, filter, timeline, refusals, receipts, reports and exports."""

from __future__ import annotations

import pytest
from municipality import MARIA, opening

from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import (
    attentions,
    case_completion,
    case_export,
    case_lists,
    cases,
    citizens,
    person_export,
    receipt_records,
    reception,
    statistics,
    templates,
    workflow,
)
from desktop_app.services.case_filter import filter_text, read_filter
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.cases import CaseForm


@pytest.fixture
def renamed(office):
    boss = office.as_user("supervisor")
    rows = workflow.table(boss)
    for state, name in ((CaseState.IN_PROGRESS, "En trámite"), (CaseState.CLOSED, "Archivado")):
        workflow.save_name(boss, next(row for row in rows if row.state is state and row.to is None), name)
    step = next(row for row in rows if (row.state, row.to) == (CaseState.REGISTERED, CaseState.IN_PROGRESS))
    workflow.save_name(boss, step, "Tomar")
    return office


def opened(ctx, **values):
    return cases.open_case(ctx, CaseForm("Poste caído", "reclamo", Channel.PHONE, **values)).id


def test_lists_buttons_filter_and_refusals_say_the_own_names(renamed):
    ctx = renamed.clerk
    case = opened(ctx)
    found = case_lists.detail(ctx, case)
    assert "Tomar" in [each.action for each in found.actions]
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    for typed in ("estado:tramite", "estado:trámite", 'estado:"en atención"'):
        assert read_filter(ctx, typed, "open").query.state is CaseState.IN_PROGRESS
    query = CaseQuery("open", state=CaseState.IN_PROGRESS)
    assert filter_text(ctx, query) == 'estado:"En trámite"'
    assert read_filter(ctx, filter_text(ctx, query), "open").query == query
    assert "en trámite" in read_filter(ctx, "estado:xyz", "open").problem
    (column,) = case_export.COLUMNS["state"]
    assert column.value(ctx, case_lists.detail(ctx, case).line) == "En trámite"
    assert templates.values_for(ctx, case_lists.detail(ctx, case))["estado"] == "en trámite"
    offered = {each.text for each in case_completion.complete("estado:", 7, case_completion.load_names(ctx))}
    assert any("trámite" in text for text in offered)
    with pytest.raises(Exception, match="«En trámite» no puede pasar a «Archivado»"):
        cases.move_case(ctx, case, CaseState.CLOSED)


def test_badge_receipt_report_export_and_the_day_say_them_too(renamed):
    ctx = renamed.clerk
    saved = reception.register_attention(ctx, opening(renamed, citizen=MARIA))
    cases.move_case(ctx, saved.case, CaseState.IN_PROGRESS)
    assert attentions.get_attention(ctx, saved.id).case_word == "En trámite"
    record = receipt_records.find(ctx, saved.number)
    assert "(en trámite)" in receipt_records.state_words(ctx, record)
    citizen = citizens.recognise(ctx, "Fernández")[0].id
    boss = renamed.as_user("supervisor")
    exported = person_export.person_record(boss, citizen)
    assert exported.cases[0].state == "En trámite"
    assert [step.what for step in exported.cases[0].timeline][-1] == "En trámite"
    critical = opened(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    cases.move_case(ctx, critical, CaseState.IN_PROGRESS)
    today = ctx.now().date()
    figures = statistics.month_figures(renamed.console, Month(today.year, today.month))
    assert [each.state for each in figures.cases.criticals] == ["En trámite"]
    cases.move_case(ctx, saved.case, CaseState.RESOLVED, answer="Listo")
    for _ in range(3):
        renamed.clock.advance(hours=2)
        cases.log_contact(ctx, saved.case, Channel.PHONE, "No contestó", reached=False)
    cases.move_case(ctx, saved.case, CaseState.CLOSED)
    assert case_lists.detail(ctx, saved.case).line.badge.text == "Archivado a tiempo"


def test_the_table_is_read_by_all_and_named_by_supervision(renamed):
    rows = workflow.table(renamed.clerk)
    waiting = next(row for row in rows if row.state is CaseState.WAITING_CITIZEN and row.to is None)
    assert waiting.leads == ("En trámite", "Resuelto", "Anulado")
    with pytest.raises(NotAllowed):
        workflow.save_name(renamed.clerk, waiting, "Esperando")
    with pytest.raises(InvalidInput, match="Archivado"):
        workflow.save_name(renamed.as_user("supervisor"), waiting, "archivado")
    admin = renamed.as_user("administrator")
    progress = next(row for row in rows if row.state is CaseState.IN_PROGRESS and row.to is None)
    workflow.save_name(admin, progress, "")
    assert renamed.clerk.rules.workflow.state(CaseState.IN_PROGRESS) == "En atención"
