"""Sections that have no place in the rail: it shows none as open, and stays reachable."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.kit.screen import Screen, ScreenEntry
from ui.shell.rail import Rail


def entry(screen_id: str) -> ScreenEntry:
    return ScreenEntry(screen_id, screen_id, "info", "", lambda _tools: Screen())


def test_a_section_elsewhere_leaves_no_button_down_and_the_first_takes_tab(qtbot: QtBot) -> None:
    rail = Rail([entry("one"), entry("two")], "Secciones")
    qtbot.addWidget(rail)
    rail.mark("two")
    assert [button.isChecked() for button in rail.buttons()] == [False, True]
    rail.mark("elsewhere")
    assert [button.isChecked() for button in rail.buttons()] == [False, False]
    assert rail.buttons()[0].focusPolicy() == Qt.FocusPolicy.StrongFocus
    rail.set_count("elsewhere", 3)
    rail.mark("two")
    rail.mark("one")
    assert [button.isChecked() for button in rail.buttons()] == [True, False]
