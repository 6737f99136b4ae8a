"""The directory of Trámites with keys alone: who is there, absences, officials and units."""

from __future__ import annotations

from datetime import datetime

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import add_numbering, clear_and_write, come, names, texts, walk_to

from desktop_app.services import directory
from ui.guide.words import span_words
from ui.kit.badges import BadgeKind
from ui.kit.formats import parse_moment, until_words
from ui.kit.screen import GUIDE


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def clerk(qtbot, counter):
    return come(qtbot, counter, "ana")


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def test_an_endless_name_leaves_room_for_its_page(supervisor, counter):
    name = "W" * 400
    directory.save_official(counter.console, name, counter.urban)
    supervisor.window.show_screen(GUIDE)
    supervisor.press(KEY.Key_D, KEY.Key_F5)
    supervisor.rest(lambda: name in names(supervisor))
    walk_to(supervisor, name)
    page = screen(supervisor).detail.person
    supervisor.rest(lambda: page.title.toolTip() == name)
    supervisor.rest(lambda: page.title.height() >= page.title.heightForWidth(page.title.width()))
    assert page.title.text().endswith("…")
    assert page.area.height() > page.height() // 3


def test_the_directory_tells_who_is_there(clerk):
    clerk.press(KEY.Key_D)
    assert names(clerk) == [
        "Desarrollo Urbano", "Ana Arce", "Paola Núñez", "Obras y Vías", "Luis Paredes Ñaupa",
    ]  # fmt: skip
    model = screen(clerk).lists["directory"].model
    cells = [model.cell(row, 1) for row in range(5)]
    assert [text for text, _, _ in cells] == [
        "1 de 2 disponibles", "En reunión hasta 11:42", "Disponible", "1 de 1 disponibles", "Disponible",
    ]  # fmt: skip
    clerk.press(KEY.Key_Down)
    page = screen(clerk).detail.person
    assert page.title.text() == "Ana Arce"
    assert page.badge.badge().kind is BadgeKind.PAUSED
    assert "Piso 2, oficina 207" in texts(page)
    clerk.press(KEY.Key_G)
    assert screen(clerk).tab == "topics"


def test_the_directory_is_searched_by_name_unit_position_and_place(clerk):
    clerk.press(KEY.Key_D)
    for typed, found in (
        ("naupa", ["Luis Paredes Ñaupa"]),
        ("jefe", ["Luis Paredes Ñaupa"]),
        ("203", ["Obras y Vías", "Luis Paredes Ñaupa"]),
        ("urbano ana", ["Ana Arce"]),
    ):
        clerk.press(KEY.Key_F, mods=CTRL)
        clear_and_write(clerk, typed)
        clerk.rest(lambda found=found: names(clerk) == found)


def test_an_absence_is_noted_and_ended(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Paola Núñez")
    supervisor.press(KEY.Key_A)
    form = screen(supervisor).editing.open_form()
    assert form.form.rows["ends"].note.text() == "Se entiende: mar 24/11."
    supervisor.write("10:00")
    assert form.field("starts").text() == "10:00"
    supervisor.press(KEY.Key_Tab)
    clear_and_write(supervisor, "nunca")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert form.form.rows["ends"].error().startswith("No se entiende.")
    clear_and_write(supervisor, "9:00")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["ends"].error() == "La ausencia debe terminar después de comenzar."
    clear_and_write(supervisor, "27/11")
    supervisor.press(KEY.Key_Tab)
    supervisor.write("Vacaciones")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    page = screen(supervisor).detail.person
    supervisor.rest(lambda: page.badge.badge().text == "Vacaciones hasta vie 27/11")
    (absence,) = [each for each in directory.absences(counter.console) if each.official == counter.paola]
    assert absence.starts == NOW.replace(hour=10, minute=0)
    assert absence.ends == datetime(2026, 11, 28, tzinfo=NOW.tzinfo)
    page.absence_ended.emit(absence)
    supervisor.rest(lambda: page.badge.badge().text == "Disponible")


def test_an_official_is_added_changed_and_retired(supervisor, counter):
    supervisor.press(KEY.Key_D)
    walk_to(supervisor, "Obras y Vías")
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    supervisor.write("Íñigo Ñahui")
    supervisor.press(KEY.Key_Tab, KEY.Key_Tab)
    supervisor.write("Inspector")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: "Íñigo Ñahui" in names(supervisor))
    row = next(each for each in directory.officials(counter.console) if each.name == "Íñigo Ñahui")
    assert (row.unit, row.position, row.own_place) == (counter.roads, "Inspector", "")
    supervisor.rest(lambda: screen(supervisor).detail.person.title.text() == "Íñigo Ñahui")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert form.target == row.id
    form.field("active").setFocus()
    supervisor.press(KEY.Key_Space)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.rest(lambda: screen(supervisor).detail.person.badge.badge().text == "Fuera del directorio")
    assert row.id not in {each.id for each in directory.officials(counter.console)}


def test_a_unit_is_added_and_one_with_people_stays(supervisor, counter):
    supervisor.press(KEY.Key_D)
    supervisor.press(KEY.Key_U)
    supervisor.write("Archivo Central")
    supervisor.press(KEY.Key_Tab)
    supervisor.write("Sótano")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).detail.person.title.text() == "Archivo Central")
    walk_to(supervisor, "Obras y Vías")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert form.field("chief").value() == counter.chief
    form.field("active").setFocus()
    supervisor.press(KEY.Key_Space)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["active"].error().startswith("Esta unidad todavía tiene funcionarios.")


@pytest.mark.parametrize(
    ("text", "ends", "expected"),
    [
        ("hoy", False, "2026-11-24 00:00"), ("hoy", True, "2026-11-25 00:00"), ("14:00", False, "2026-11-24 14:00"),
        ("+3", True, "2026-11-28 00:00"), ("24/11 14:00", True, "2026-11-24 14:00"),
        ("mañana 9", False, "2026-11-25 09:00"), ("24/12/2026 8h30", False, "2026-12-24 08:30"),
        ("ahora", False, "2026-11-24 10:42"), ("31/02", False, None), ("25:00", False, None), ("", False, None),
        ("24/11 14:00 15:00", False, None), ("luego", True, None),
    ],
)  # fmt: skip
def test_moments_are_read_forgivingly(text, ends, expected):
    moment = parse_moment(text, NOW, ends=ends)
    assert (f"{moment:%Y-%m-%d %H:%M}" if moment else None) == expected
    assert moment is None or moment.tzinfo is NOW.tzinfo


def test_absences_are_told_in_words(look):
    def at(day, hour=0):
        return NOW.replace(day=day, hour=hour, minute=0)

    assert until_words(at(24, 11), NOW) == "hasta 11:00"
    assert until_words(at(25), NOW) == "todo el día"
    assert until_words(at(28), NOW) == "hasta vie 27/11"
    assert until_words(at(27, 14), NOW) == "hasta vie 27/11 14:00"
    assert span_words(at(24), at(25), NOW) == "mar 24/11"
    assert span_words(at(24), at(28), NOW) == "del mar 24/11 al vie 27/11"
    assert span_words(at(24, 9), at(24, 11), NOW) == "mar 24/11 09:00 a 11:00"
    assert span_words(at(24, 9), at(25, 11), NOW) == "del mar 24/11 09:00 al mié 25/11 11:00"
