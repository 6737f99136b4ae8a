"""What a supervisor does with two records of one person, and takes back, without a pointer."""

from __future__ import annotations

import pytest
from citizens_hands import at_the_first, stand_on
from counter import CTRL, KEY, screen
from people_hands import Twice, at_pairs, comparing, pairs

from desktop_app.services import citizens, merging
from desktop_app.services.citizens import CitizenForm


@pytest.fixture
def twice(counter):
    return Twice(counter)


def test_ctrl_z_takes_a_merge_back_while_its_message_stands(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    comparing(hands)
    hands.record()
    hands.rest(lambda: len(pairs(hands)) == 1)
    assert twice.data(twice.juan2).id == twice.juan
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: len(pairs(hands)) == 2)
    assert twice.data(twice.juan2).id == twice.juan2
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    assert twice.data(twice.juan2).id == twice.juan2


def test_ctrl_z_considers_again_a_pair_that_was_told_apart(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter, "ana")
    hands.press(KEY.Key_D)
    hands.rest(lambda: len(pairs(hands)) == 1)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: len(pairs(hands)) == 2)


def test_the_letters_of_the_sheet_work_in_the_list_of_pairs_too(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    here = screen(hands)
    hands.rest(lambda: here.view.sheet is not None and here.view.sheet.citizen.id == twice.juan)
    hands.press(KEY.Key_E)
    assert hands.focused() is here.form.name
    assert here.form.name.text() == "Juan Pérez"
    hands.press(KEY.Key_Escape)
    assert hands.focused() is here.listing.pairs.table
    hands.press(KEY.Key_X)
    assert here.export.is_open()
    hands.press(KEY.Key_Escape, KEY.Key_H)
    hands.rest(lambda: here.pages.currentWidget() is here.pages.history)


def test_what_was_changed_while_one_compared_is_looked_at_again(qtbot, counter, twice):
    hands = at_pairs(qtbot, counter)
    page = comparing(hands)
    assert page.taken() == {"name"}
    citizens.update_citizen(
        counter.console, twice.juan2, CitizenForm("Juan Pérez Zegarra", "dni", "11112222")
    )
    hands.record()
    hands.rest(lambda: bool(page.error.text()) and page.pairs[0].choice.other == "Juan Pérez Zegarra")
    assert "Alguien cambió una de las fichas" in page.error.text()
    assert twice.data(twice.juan2).id == twice.juan2
    hands.record()
    hands.rest(lambda: len(pairs(hands)) == 1)
    assert twice.data(twice.juan).name == "Juan Pérez Zegarra"


def test_a_record_that_joined_an_older_one_meanwhile_brings_nobodys_values_in(counter, twice):
    ctx = counter.console
    seen = merging.preview(ctx, twice.juan, twice.juan2)
    merging.merge(ctx, twice.rosa, twice.juan2)
    with pytest.raises(merging.Outdated):
        merging.merge(ctx, twice.juan, twice.juan2, frozenset({"name"}), seen)
    assert twice.data(twice.rosa).name == "Rosa Quispe"
    assert twice.data(twice.juan).id == twice.juan


def test_a_kind_without_a_number_is_no_document(qtbot, counter):
    nobody = citizens.register_citizen(counter.console, CitizenForm("Iris", "dni", None)).id
    assert citizens.document_text(counter.console, citizens.get_citizen(counter.console, nobody)) == ""


def test_what_was_left_unsaved_brings_back_nothing_that_was_corrected_since(qtbot, counter, twice):
    hands = at_the_first(qtbot, counter)
    stand_on(hands, twice.rosa)
    hands.press(KEY.Key_E)
    form = screen(hands).form
    form.phone.setFocus()
    form.phone.selectAll()
    hands.write("911111111")
    hands.press(KEY.Key_Escape)
    hands.rest()
    citizens.update_citizen(
        counter.console,
        twice.rosa,
        CitizenForm("Rosa Quispe", "dni", "45678912", "987 654 321", None, "Jr. Puno 8"),
    )
    screen(hands).refresh(frozenset({"citizen"}))
    hands.rest(lambda: screen(hands).view.sheet.citizen.address == "Jr. Puno 8")
    hands.rest(lambda: screen(hands).listing.current().citizen.address == "Jr. Puno 8")
    hands.press(KEY.Key_E)
    assert (form.phone.text(), form.address.text()) == ("911111111", "Jr. Puno 8")
    hands.record()
    hands.rest(lambda: twice.data(twice.rosa).phone == "911111111")
    assert twice.data(twice.rosa).address == "Jr. Puno 8"


def test_the_same_number_of_another_kind_is_another_document(counter, twice):
    other = twice.add("Ana Díaz", "ce", "001234567")
    again = twice.add("Ana Díaz", "pasaporte", "001234567")
    choice = merging.preview(counter.console, other, again).choices[1]
    assert (choice.field, choice.differs) == ("document", True)
    assert [value.split()[-1] for value in (choice.standing, choice.other)] == ["001234567"] * 2
    merging.merge(counter.console, other, again, frozenset({"document"}))
    assert twice.data(other).document_type == "pasaporte"
    merging.separate(counter.console, again)
    assert twice.data(other).document_type == "ce"
