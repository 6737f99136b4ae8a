"""Ajustes: contact templates and the days without contact, worked with keys."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, open_counter
from settings_hands import page

from desktop_app.domain.contact_templates import DEFAULTS
from desktop_app.domain.values import Level, Role
from desktop_app.services import directory, silence, templates


@pytest.fixture
def admin(qtbot, counter):
    directory.save_user(counter.console, "jefa", "Jefa", frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}))
    hands = open_counter(qtbot, counter, "jefa")
    hands.press(KEY.Key_Comma, mods=CTRL)
    hands.rest()
    return hands


def test_a_template_is_written_refused_changed_and_removed_with_undo(admin, counter):
    found = page(admin, "templates")
    admin.rest(lambda: found.model.rowCount() == len(DEFAULTS))
    found.table.setFocus()
    admin.press(KEY.Key_N)
    assert admin.focused() is found.name
    admin.write("Aviso de visita")
    admin.press(KEY.Key_Tab, KEY.Key_Tab)
    admin.write("Estimado/a {apodo}: iremos a verlo.")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: "No existe el campo {apodo}" in found.form.rows["text"].error())
    found.text.setPlainText("Estimado/a {nombre}: iremos a verlo.")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.editing())
    assert templates.templates(counter.console)[-1].name == "Aviso de visita"
    admin.rest(lambda: found.model.rowCount() == len(DEFAULTS) + 1)
    admin.press(KEY.Key_End, KEY.Key_Delete)
    admin.rest(lambda: len(templates.templates(counter.console)) == len(DEFAULTS))
    admin.press(KEY.Key_Z, mods=CTRL)
    admin.rest(lambda: templates.templates(counter.console)[-1].name == "Aviso de visita")


def test_a_clerk_reads_templates_and_changes_none(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_Comma, mods=CTRL)
    found = page(hands, "templates")
    hands.rest(lambda: found.model.rowCount() == len(DEFAULTS))
    assert not found.new.isVisible()


def test_days_without_contact_are_written_and_set_back(admin, counter):
    found = page(admin, "silence")
    admin.rest(lambda: found.fields["simple"].box.value() == 3)
    found.first().setFocus()
    admin.press(KEY.Key_Up)
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: silence.limits(counter.console)[Level.SIMPLE] == 4)
    found.back.click()
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: silence.limits(counter.console)[Level.SIMPLE] == 3)
