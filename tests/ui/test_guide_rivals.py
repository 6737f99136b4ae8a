"""What was left as it was in a form of the directory is not written: others may have corrected it meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import clear_and_write, come, walk_to

from desktop_app.services import directory


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def edit(hands, name):
    """Open the form of a row of the directory."""
    hands.press(KEY.Key_D)
    walk_to(hands, name)
    hands.press(KEY.Key_E)
    return screen(hands).editing.open_form()


def save(hands):
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: screen(hands).editing.open_form() is None)


def unit(counter):
    return next(each for each in directory.units(counter.console) if each.id == counter.urban)


def official(counter, name):
    return next(each for each in directory.officials(counter.console) if each.name == name)


def test_a_unit_keeps_what_others_corrected(supervisor, counter):
    form = edit(supervisor, "Desarrollo Urbano")
    was = unit(counter)
    directory.save_unit(
        counter.console,
        was.name,
        place="Piso 9",
        phone=was.phone,
        hours=was.hours,
        chief=was.chief,
        unit=was.id,
    )
    form.field("phone").setFocus()
    clear_and_write(supervisor, "999 111 222")
    save(supervisor)
    assert (unit(counter).place, unit(counter).phone) == ("Piso 9", "999 111 222")


def test_an_official_keeps_what_others_corrected(supervisor, counter):
    form = edit(supervisor, "Paola Núñez")
    was = official(counter, "Paola Núñez")
    directory.save_official(counter.console, was.name, counter.roads, position="Jefa", official=was.id)
    form.field("phone").setFocus()
    clear_and_write(supervisor, "999 111 222")
    save(supervisor)
    stands = official(counter, "Paola Núñez")
    assert (stands.unit, stands.position, stands.own_phone) == (counter.roads, "Jefa", "999 111 222")


def test_a_new_absence_leaves_the_substitute_that_others_named(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Paola Núñez")
    supervisor.press(KEY.Key_A)
    was, substitute = official(counter, "Paola Núñez"), official(counter, "Ana Arce").id
    directory.save_official(counter.console, was.name, was.unit, substitute=substitute, official=was.id)
    supervisor.write("10:00")
    save(supervisor)
    assert official(counter, "Paola Núñez").substitute == substitute


def test_a_changed_absence_keeps_the_end_that_others_corrected(counter):
    ctx, who = counter.console, official(counter, "Paola Núñez").id
    one = directory.save_absence(ctx, who, NOW, NOW + timedelta(days=1), "Licencia").id
    directory.save_absence(ctx, who, NOW, NOW + timedelta(days=3), "Licencia", absence=one)
    directory.save_absence(
        ctx, who, NOW, NOW + timedelta(days=1), "Vacaciones", absence=one, touched={"reason"}
    )
    [stands] = [each for each in directory.absences(ctx) if each.id == one]
    assert (stands.ends, stands.reason) == (NOW + timedelta(days=3), "Vacaciones")


def test_what_waits_unsaved_is_only_what_was_typed(supervisor, counter):
    form = edit(supervisor, "Desarrollo Urbano")
    was = unit(counter)
    form.field("phone").setFocus()
    clear_and_write(supervisor, "999 111 222")
    supervisor.press(KEY.Key_Escape)
    directory.save_unit(counter.console, was.name, place="Piso 9", unit=was.id, touched={"place"})
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: any(each.place == "Piso 9" for each in screen(supervisor).snapshot.units))
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert (form.field("place").text(), form.field("phone").text()) == ("Piso 9", "999 111 222")
    save(supervisor)
    assert (unit(counter).place, unit(counter).phone) == ("Piso 9", "999 111 222")
