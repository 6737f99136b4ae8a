"""Flujo de los casos, and what a change of terms or of the calendar does to open cases, by keys."""

from __future__ import annotations

import pytest
from counter import KEY
from settings_hands import administered, at_settings, page, retype

from desktop_app.domain.values import CaseState, Channel, Level
from desktop_app.services import case_lists, cases
from desktop_app.services.cases import CaseForm


@pytest.fixture
def counter(tmp_path):
    yield from administered(tmp_path)


@pytest.fixture
def case(counter):
    form = CaseForm("Poste", "reclamo", Channel.PHONE, Level.COMPLEX)
    return cases.open_case(counter.console, form).id


@pytest.fixture
def hands(qtbot, counter, case):
    del case
    return at_settings(qtbot, counter)


def rows(shown):
    return [shown.model.row(at) for at in range(shown.model.rowCount())]


def go_to(hands, shown, state, to=None):
    hands.rest(lambda: shown.model.rowCount() > 0)
    hands.press(KEY.Key_Home)
    for _ in range(shown.model.rowCount()):
        if (shown.current().state, shown.current().to) == (state, to):
            return
        hands.press(KEY.Key_Down)
    raise AssertionError("no such row")


def at_table(hands):
    shown = page(hands, "workflow")
    shown.table.setFocus()
    return shown


def test_the_table_says_what_may_follow_what(hands):
    shown = at_table(hands)
    go_to(hands, shown, CaseState.WAITING_CITIZEN)
    at = shown.table.current_row()
    cells = [shown.model.index(at, column).data() for column in range(3)]
    assert cells == ["Estado", "En espera del ciudadano", "puede pasar a: En atención, Resuelto, Anulado"]
    assert shown.model.index(at + 1, 2).data() == "→ En atención"


def test_a_state_gets_its_own_name_and_the_original_back(hands, counter):
    shown = at_table(hands)
    go_to(hands, shown, CaseState.IN_PROGRESS)
    hands.press(KEY.Key_E)
    retype(hands, shown.text, "En trámite")
    hands.record()
    hands.rest(lambda: any(row.text == "En trámite" for row in rows(shown)))
    assert counter.console.rules.workflow.state(CaseState.IN_PROGRESS) == "En trámite"
    go_to(hands, shown, CaseState.IN_PROGRESS)
    hands.press(KEY.Key_Delete)
    hands.rest(lambda: not any(row.own for row in rows(shown)))
    assert counter.console.rules.workflow.state(CaseState.IN_PROGRESS) == "En atención"


def test_a_name_that_another_state_has_is_refused_under_its_field(hands):
    shown = at_table(hands)
    go_to(hands, shown, CaseState.IN_PROGRESS)
    hands.press(KEY.Key_Return)
    retype(hands, shown.text, "cerrado")
    hands.record()
    assert "Ya hay un estado" in shown.form.rows["text"].error()


def test_other_terms_show_the_cases_that_they_would_move(hands, counter, case):
    before = case_lists.detail(counter.console, case).internal_due
    shown = page(hands, "terms")
    hands.rest(shown.editing)
    retype(hands, shown.fields["complex"].amount, "9")
    hands.record()
    hands.rest(lambda: not shown.moves.move_all.isHidden())
    number = case_lists.detail(counter.console, case).line.number
    assert number in shown.moves.words.text()
    assert "Poste" not in shown.moves.words.text()
    assert hands.focused() is shown.moves.move_all
    assert case_lists.detail(counter.console, case).internal_due == before
    hands.press(KEY.Key_Return)
    hands.rest(lambda: not shown.moves.look.isHidden())
    found = case_lists.detail(counter.console, case)
    assert found.internal_due > before
    assert (found.timeline[-1].facts["cause"], found.timeline[-1].author) == ("terms", "Rita Salas")


def test_cases_that_are_left_as_they_are_can_be_looked_at_again(hands, counter, case):
    before = case_lists.detail(counter.console, case).internal_due
    shown = page(hands, "terms")
    hands.rest(shown.editing)
    retype(hands, shown.fields["complex"].amount, "9")
    hands.record()
    hands.rest(lambda: not shown.moves.move_all.isHidden())
    shown.moves.leave.click()
    assert case_lists.detail(counter.console, case).internal_due == before
    shown.moves.look.click()
    hands.rest(lambda: not shown.moves.move_all.isHidden())


def test_a_new_holiday_shows_them_too(hands, counter, case):
    shown = page(hands, "calendar")
    shown.parts.choose("days")
    shown.parts.chosen.emit("days")
    hands.rest()
    shown.days.table.setFocus()
    hands.press(KEY.Key_N)
    hands.write("+1")
    retype(hands, shown.days.name, "Duelo")
    hands.record()
    hands.rest(lambda: not shown.moves.move_all.isHidden())
    assert case_lists.detail(counter.console, case).line.number in shown.moves.words.text()
