"""Ajustes › Cierre y opinión: what the office decides is written and holds at once."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, Counter, close_counter, open_counter, screen

from desktop_app.domain.closing_rules import CAUSES, DEFAULT_RULES, ClosingRules
from desktop_app.domain.values import Role
from desktop_app.services import directory
from ui.kit.screen import SETTINGS, ShowSettings


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    directory.save_user(made.console, "ti", "Iván Torres", frozenset({Role.ADMINISTRATOR}))
    yield made
    close_counter(made)
    made.close()


def page(hands):
    hands.window.show_screen(SETTINGS, ShowSettings("closing"))
    hands.rest()
    return screen(hands).pages["closing"]


def test_the_rules_are_written_and_hold_at_once(qtbot, counter):
    hands = open_counter(qtbot, counter, "ti")
    shown = page(hands)
    assert "no se pide opinión" in shown.sample_told.words.text().lower()
    for name, value in (("closing.attempts", 2), ("closing.gap_minutes", 30), ("opinion.every", 10)):
        shown.fields[name].box.setValue(value)
    shown.causes.setPlainText("Lluvia\n\n  Huelga  ")
    assert "1 de cada 10" in shown.sample_told.words.text()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: counter.console.rules.closing == ClosingRules(2, 30, ("Lluvia", "Huelga"), 10))
    assert not shown.dirty() or shown.rules() == counter.console.rules.closing


def test_what_cannot_be_is_said_under_its_field(qtbot, counter):
    hands = open_counter(qtbot, counter, "ti")
    shown = page(hands)
    shown.causes.setPlainText("Trato\ntrato")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: bool(shown.form.rows[CAUSES].error()))
    assert shown.form.rows[CAUSES].error() == "Hay dos causas iguales. Deje una."
    assert counter.console.rules.closing == DEFAULT_RULES


def test_who_may_not_change_it_reads_it(qtbot, counter):
    hands = open_counter(qtbot, counter, "marta")
    shown = page(hands)
    assert not shown.editable()
    assert shown.causes.isReadOnly()
    assert shown.fields["opinion.every"].box.value() == 0
