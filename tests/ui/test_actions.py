"""Actions: one declaration each, no shortcut twice, none that AltGr needs."""

from __future__ import annotations

from itertools import product

import pytest
from harness import make_window, plain_entries
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.actions import ActionConflict, ActionRegistry, ActionSpec, shown
from ui.kit.theme import ThemeName
from ui.shell.commands import declare_actions


def spec(action_id: str, *shortcuts: str, place: str = "") -> ActionSpec:
    return ActionSpec(action_id, action_id.title(), "Grupo", shortcuts, place=place)


def test_every_action_of_the_window_is_unique_and_unambiguous():
    registry = ActionRegistry(declare_actions(plain_entries()))
    keys = [QKeySequence(key).toString() for each in registry for key in each.shortcuts if not each.place]
    assert len(keys) == len(set(keys)) > 15
    assert not [key for key in keys if "Ctrl+Alt" in key]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (spec("a", "F2"), spec("a", "F3")),
        (spec("a", "F2"), spec("b", "F2")),
        (spec("a", "Ctrl+Return"), spec("b", "Ctrl+Return", place="cases")),
        (spec("a", "R", place="cases"), spec("b", "R", place="cases/list")),
        (spec("a", "F2"), spec("b", "Ctrl+Alt+Q")),
        (spec("a", "F2"), spec("b", "Ctrl+Ninguna")),
    ],
)
def test_conflicts_are_refused(one, other):
    with pytest.raises(ActionConflict):
        ActionRegistry([one, other])


def test_places_that_are_never_open_together_may_share_a_key():
    registry = ActionRegistry([spec("a", "A", place="cases/list"), spec("b", "A", place="inbox/list")])
    assert len(list(registry)) == 2


def test_the_help_sheet_and_hints_come_from_the_declaration():
    registry = ActionRegistry(declare_actions(plain_entries()))
    listed = {each.id for group in registry.groups().values() for each in group}
    assert listed == {each.id for each in registry if each.shortcuts}
    assert registry.spec("attention.in_person").hint() == "F2"
    assert registry.spec("attention.in_person").tooltip() == "Nueva atención presencial (F2)"
    assert shown("Ctrl+Return") == shown("Ctrl+Enter") == "Ctrl+Enter"
    assert (shown("Left"), shown("Right"), shown("Del")) == ("←", "→", "Supr")


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_both_enter_keys_submit_once(qtbot, front, background, key, modifiers):
    window = make_window(background)
    front(window)
    window.show_screen("reception")
    screen = window.current_screen()
    qtbot.keyClick(screen.topic, key, modifiers)
    assert screen.submitted == 1


def test_an_action_of_a_list_needs_the_focus_of_the_list(qtbot, front):
    registry = ActionRegistry([spec("note", "N", place="cases/list")])
    window, noted = QWidget(), []
    column = QVBoxLayout(window)
    lists, field = QWidget(), QLineEdit()
    lists.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(lists)
    column.addWidget(field)
    registry.bind("note", lists, lambda: noted.append(1))
    front(window)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_N)
    assert noted == []
    lists.setFocus()
    qtbot.keyClick(lists, Qt.Key.Key_N)
    assert noted == [1]
    assert field.text() == "n"


def test_an_action_dies_with_its_widget():
    registry = ActionRegistry([spec("a", "F2")])
    widget = QWidget()
    registry.bind("a", widget, lambda: None)
    assert [each.id for each in registry.available()] == ["a"]
    import shiboken6

    shiboken6.delete(widget)
    assert registry.available() == []
    assert not registry.trigger("a")


def test_a_refused_action_leaves_nothing_behind():
    registry = ActionRegistry([spec("a", "Ctrl+Return"), spec("b", "F5", place="cases")])
    with pytest.raises(ActionConflict, match="c and a share"):
        registry.declare(spec("c", "F6", "Ctrl+Return"))
    assert [each.id for each in registry] == ["a", "b"]
    registry.declare(spec("d", "F6"))
    registry.declare(spec("e", "F5", place="inbox"))
    with pytest.raises(ActionConflict):
        registry.declare(spec("f", "F5", place="inbox/list"))


def test_every_pair_in_conflict_is_found_however_the_shortcut_is_written():
    places = ("", "cases", "cases/list", "cases/detail", "inbox", "inbox/list")
    for one, other in product(places, repeat=2):
        meet = not one or not other or one == other or f"{one}/" == other[: len(one) + 1]
        meet = meet or f"{other}/" == one[: len(other) + 1]
        registry = ActionRegistry([spec("a", "Shift+Ctrl+K", place=one)])
        again = spec("b", "Ctrl+Shift+K", place=other)
        if meet:
            with pytest.raises(ActionConflict):
                registry.declare(again)
        else:
            registry.declare(again)


def test_an_icon_is_drawn_when_its_menu_opens_and_follows_the_theme(look):
    named = ActionSpec("a", "Tema", "Grupo", ("F2",), icon="guide")
    registry, widget = ActionRegistry([named]), QWidget()
    action = registry.bind("a", widget, lambda: None)
    assert action.icon().isNull()
    icons.recolour(widget)
    assert action.icon().isNull(), "a theme draws no icon that nobody has seen"
    icons.draw([action])
    light = action.icon().pixmap(16, 16).toImage()
    assert not action.icon().isNull()
    before = action.icon().cacheKey()
    icons.draw([action])
    assert action.icon().cacheKey() == before
    theme.apply_theme(look, ThemeName.DARK)
    assert action.icon().pixmap(16, 16).toImage() != light


def test_the_menus_of_the_window_show_their_icons(front, background):
    window = make_window(background)
    front(window)
    named = [
        action
        for menu in window.findChildren(QMenu)
        for action in menu.actions()
        if action.property("iconName")
    ]
    assert named
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    assert not [action.text() for action in named if action.icon().isNull()]
