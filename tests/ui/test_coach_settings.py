"""Ajustes: the protocol's sentences, the saved phrases and the recurrence rule, worked with keys."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, close_counter, open_counter
from settings_hands import administered, at_settings, page, retype, tab_to

from desktop_app.domain.profile import RecurrenceRule
from desktop_app.domain.protocol_phrases import Phrase, original
from desktop_app.domain.protocol_wording import INFO
from desktop_app.domain.saved_phrases import DEFAULTS, SavedPhrase
from desktop_app.domain.values import Channel
from desktop_app.services import coach, settings

OWN = "{saludo}. Bienvenida sea a {municipalidad}; soy {funcionario}."


@pytest.fixture
def counter(tmp_path):
    yield from administered(tmp_path)


@pytest.fixture
def admin(qtbot, counter):
    return at_settings(qtbot, counter)


def enter(hands):
    hands.press(KEY.Key_Return)
    hands.rest()


def own(counter, phrase=Phrase.GREETING, channel=Channel.IN_PERSON):
    return counter.console.rules.phrases.own.get((phrase, channel))


def open_greeting(admin):
    found = page(admin, "phrases")
    enter(admin)
    assert admin.focused() is found.table
    admin.press(KEY.Key_E)
    assert admin.focused() is found.text
    return found


def preview(admin, found):
    admin.rest(lambda: not found._wait.isActive())
    return found.preview.words.text()


def test_a_sentence_is_rewritten_previewed_and_saved(admin, counter):
    found = open_greeting(admin)
    assert found.text.toPlainText() == original(Phrase.GREETING, Channel.IN_PERSON)
    retype(admin, found.text, OWN)
    assert (
        preview(admin, found)
        == "«Buenos días. Bienvenida sea a la Municipalidad de San Aurelio; soy Rita Salas.»"
    )
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.editing())
    assert own(counter) == OWN
    row = found.current()
    assert (row.phrase, row.text) == (Phrase.GREETING, OWN)
    assert admin.focused() is found.table


def test_what_is_wrong_is_told_while_typing_and_refused_under_the_field(admin, counter):
    found = open_greeting(admin)
    retype(admin, found.text, "Hola {nombre}")
    assert "No existe el dato {nombre}" in preview(admin, found)
    assert found.preview.property("kind") == "warning"
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest()
    assert "No existe el dato {nombre}" in found.form.rows["text"].error()
    assert found.editing()
    assert not found.preview.isVisible()
    retype(admin, found.text, OWN)
    assert preview(admin, found).startswith("«Buenos días")
    assert found.form.rows["text"].error() == ""
    assert own(counter) is None


def test_the_accepted_claim_has_one_place_only(admin, counter):
    found = open_greeting(admin)
    retype(admin, found.text, "{funcionario} de {municipalidad}. Ya le comuniqué su necesidad.")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest()
    assert "ya aceptó" in found.form.rows["text"].error()
    assert own(counter) is None


def test_a_place_is_put_in_by_its_button(admin, counter):
    found = open_greeting(admin)
    retype(admin, found.text, "{municipalidad}, ")
    for _ in range(3):
        admin.press(KEY.Key_Tab)
    assert admin.focused().text() == "{funcionario}"
    assert admin.focused().accessibleDescription()
    admin.press(KEY.Key_Space)
    assert found.text.toPlainText() == "{municipalidad}, {funcionario}"
    assert admin.focused() is found.text


def test_the_original_comes_back_from_the_list_and_in_the_form(admin, counter):
    coach.save_wording(counter.console, Phrase.GREETING, Channel.IN_PERSON, OWN)
    found = open_greeting(admin)
    assert found.text.toPlainText() == OWN
    tab_to(admin, found.restore)
    admin.press(KEY.Key_Space)
    assert found.text.toPlainText() == original(Phrase.GREETING, Channel.IN_PERSON)
    admin.press(KEY.Key_Z, mods=CTRL)
    assert found.text.toPlainText() == OWN
    admin.press(KEY.Key_Escape)
    assert admin.focused() is found.table
    admin.press(KEY.Key_Delete)
    admin.rest(lambda: not found.current().own)
    assert own(counter) is None


def test_each_channel_has_all_sentences(admin):
    found = page(admin, "phrases")
    for at, _channel in enumerate(Channel):
        found.channels.chips()[at].click()
        admin.rest(lambda: found.model.rowCount() == len(INFO))
        assert {found.model.row(row).phrase for row in range(len(INFO))} == set(INFO)


def test_every_sentence_can_be_opened_and_shows_itself_whole(admin):
    found = page(admin, "phrases")
    for chip in found.channels.chips():
        chip.click()
        admin.rest()
        for row in range(len(INFO)):
            found.table.go_to(row)
            admin.rest()
            found.open_current()
            words = found.preview.words.text()
            assert words.startswith("«")
            assert "{" not in words
            found.close_form()


def test_what_was_typed_waits_when_one_goes_back_to_the_list(admin):
    found = open_greeting(admin)
    retype(admin, found.text, "A medias")
    admin.press(KEY.Key_Escape)
    admin.press(KEY.Key_E)
    assert found.text.toPlainText() == "A medias"


def test_a_clerk_reads_the_sentences_and_changes_none(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_Comma, mods=CTRL)
    hands.rest()
    found = page(hands, "phrases")
    enter(hands)
    assert found.model.rowCount() == len(INFO)
    hands.press(KEY.Key_E)
    assert not found.editing()
    assert found.edit.parent() is None or not found.edit.isVisible()
    saved = page(hands, "saved")
    enter(hands)
    hands.press(KEY.Key_N)
    assert not saved.editing()


def test_a_supervisor_changes_them(qtbot, counter):
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_Comma, mods=CTRL)
    hands.rest()
    found = open_greeting(hands)
    retype(hands, found.text, OWN)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not found.editing())
    assert own(counter) == OWN


def test_a_saved_phrase_is_written_changed_and_removed_with_undo(admin, counter):
    found = page(admin, "saved")
    enter(admin)
    admin.press(KEY.Key_N)
    assert admin.focused() is found.name
    admin.write("Área")
    admin.press(KEY.Key_Tab)
    admin.write("Se derivó al área.")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.editing())
    made = SavedPhrase("Área", "Se derivó al área.")
    assert counter.console.rules.saved_phrases == (*DEFAULTS, made)
    admin.press(KEY.Key_End, KEY.Key_E)
    assert found.name.text() == "Área"
    retype(admin, found.name, "Zona")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.editing())
    assert counter.console.rules.saved_phrases[-1] == SavedPhrase("Zona", made.text)
    said = []
    found.say.connect(said.append)
    admin.press(KEY.Key_Delete)
    admin.rest(lambda: bool(said))
    assert counter.console.rules.saved_phrases == DEFAULTS
    rival = SavedPhrase("De otro equipo", "Llegó mientras tanto.")
    coach.save_phrase(counter.console, rival)
    assert said[0].action == "Deshacer  Ctrl+Z"
    admin.press(KEY.Key_Z, mods=CTRL)
    admin.rest(lambda: len(counter.console.rules.saved_phrases) == len(DEFAULTS) + 2)
    admin.press(KEY.Key_Z, mods=CTRL)
    admin.rest()
    assert {each.name for each in counter.console.rules.saved_phrases[-2:]} == {"Zona", rival.name}


def test_a_name_there_twice_is_refused_under_its_field(admin):
    found = page(admin, "saved")
    enter(admin)
    admin.press(KEY.Key_N)
    admin.write(DEFAULTS[0].name.upper())
    admin.press(KEY.Key_Tab)
    admin.write("x")
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest()
    assert "Ya hay una frase" in found.form.rows["name"].error()
    assert admin.focused() is found.name


def test_the_recurrence_rule_is_read_changed_and_set_back(admin, counter):
    found = page(admin, "recurrence")
    enter(admin)
    profile = settings.recurrence(counter.console).profile
    assert found.rule() == profile
    admin.press(KEY.Key_Up)
    assert f"la {profile.count + 1}.ª queja" in found.example.words.text()
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.dirty())
    rule = RecurrenceRule(profile.count + 1, profile.window_days, profile.unattended)
    assert settings.recurrence(counter.console).rule == rule
    tab_to(admin, found.back)
    admin.press(KEY.Key_Space)
    assert found.rule() == profile


def test_a_number_that_another_desk_changed_meanwhile_is_not_set_back(admin, counter):
    found = page(admin, "recurrence")
    enter(admin)
    profile = settings.recurrence(counter.console).profile
    admin.press(KEY.Key_Up)
    theirs = RecurrenceRule(profile.count, 90, profile.unattended)
    settings.save_recurrence(counter.console, theirs)
    admin.window.current_screen().refresh(settings.CHANGES)
    admin.rest(lambda: found.rule().window_days == 90)
    assert found.dirty()
    assert found.rule().count == profile.count + 1
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest(lambda: not found.dirty())
    assert settings.recurrence(counter.console).rule == RecurrenceRule(
        profile.count + 1, 90, profile.unattended
    )


def test_a_rule_that_cannot_hold_is_refused_at_its_number(admin, counter):
    found = page(admin, "recurrence")
    found.fields["recurrence.unattended"].box.setValue(9)
    admin.press(KEY.Key_Return, mods=CTRL)
    admin.rest()
    assert found.form.rows["recurrence.unattended"].error()
    assert settings.recurrence(counter.console).rule.unattended == 1


def test_a_clerk_may_not_change_the_rule(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_Comma, mods=CTRL)
    hands.rest()
    found = page(hands, "recurrence")
    assert not found.editing()
    assert not any(field.box.isEnabled() for field in found.fields.values())
    close_counter(counter)
