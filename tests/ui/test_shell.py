"""The window: sections, keys, the search, the pane, help, and little room."""

from __future__ import annotations

import pytest
from harness import key, make_window, open_shell, settled
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.values import Channel
from ui.kit.messages import Message, Tone
from ui.kit.screen import Space, StartAttention
from ui.kit.theme import ThemeName
from ui.shell.rail import NARROW
from ui.shell.search_popup import Hit
from ui.shell.statusbar import Item


@pytest.fixture
def window(front, background):
    return open_shell(background, front)


class Shown(QObject):
    """Notes every window that appears, however briefly."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched, event) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_piece_flashes_up_as_a_window_of_its_own(front, background, look):
    shown = Shown()
    look.installEventFilter(shown)
    made = make_window(background, banner="Datos de demostración")
    front(made)
    for screen in ("reception", "cases", "dashboard"):
        made.show_screen(screen)
    made.say(Message(Tone.ERROR, "No se pudo guardar."))
    look.removeEventFilter(shown)
    assert shown.windows == ["MainWindow"]


def test_screens_are_made_when_they_are_visited(window):
    assert list(window._screens) == ["reception"]
    window.show_screen("cases")
    assert list(window._screens) == ["reception", "cases"]
    window.show_screen("nowhere")
    assert window._current == "cases"


def test_sections_by_key(qtbot, window):
    key(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window._current == "cases"
    key(qtbot, window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window._current == "settings"
    checked = [button.entry.id for button in window.rail.buttons() if button.isChecked()]
    assert checked == ["settings"]


@pytest.mark.parametrize(
    ("code", "modifiers", "channel"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, Channel.IN_PERSON),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, Channel.PHONE),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier, Channel.EMAIL),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, Channel.APP),
    ],
)
def test_an_attention_begins_from_any_section(qtbot, window, code, modifiers, channel):
    reception = window.current_screen()
    window.show_screen("cases")
    key(qtbot, window, code, modifiers)
    assert window._current == "reception"
    assert reception.activated[-1] == StartAttention(channel)
    assert reception.topic.hasFocus()


def test_the_rail_is_walked_with_arrows_and_has_one_tab_stop(qtbot, window):
    buttons = window.rail.buttons()
    assert [b.focusPolicy() == Qt.FocusPolicy.StrongFocus for b in buttons].count(True) == 1
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Down)
    assert buttons[1].hasFocus()
    assert window._current == "reception"
    qtbot.keyClick(buttons[1], Qt.Key.Key_Return)
    assert window._current == "inbox"


def test_changes_refresh_the_screen_in_front_now_and_others_when_shown(qtbot, window, background):
    reception = window.current_screen()
    background.changed.emit(frozenset({"case"}))
    assert reception.refreshed == [frozenset({"case"})]
    window.show_screen("cases")
    background.changed.emit(frozenset({"citizen"}))
    background.changed.emit(frozenset({"topic"}))
    assert len(reception.refreshed) == 1
    window.show_screen("reception")
    assert reception.refreshed[1:] == [frozenset({"citizen", "topic"})]
    key(qtbot, window, Qt.Key.Key_F5)
    assert reception.refreshed[-1] == frozenset()


def test_the_search_offers_commands_and_takes_one_with_enter(qtbot, window):
    key(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.top.search
    assert field.hasFocus()
    qtbot.keyClicks(field, "tablero")
    popup = field.popup()
    assert popup.isVisible()
    assert [popup.list.item(row).text() for row in range(popup.list.count())] == ["Tablero"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window._current == "dashboard"
    assert not popup.isVisible()


def test_the_search_finds_words_without_accents_and_esc_goes_back(qtbot, window):
    before = window.current_screen().citizen
    before.setFocus()
    key(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.top.search
    qtbot.keyClicks(field, "recepcion")
    assert field.popup().current().title == "Recepción"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert before.hasFocus()
    assert field.text() == ""


def test_found_people_come_below_and_the_chosen_row_stays(qtbot, window, background):
    taken = []
    field = window.top.search
    field.set_provider(lambda text: [Hit("person", "Casimiro Vega", f"«{text}»", lambda: taken.append(text))])
    field.enter()
    qtbot.keyClicks(field, "cas")
    qtbot.waitUntil(lambda: field.popup().list.count() == 3, timeout=5000)
    assert field.popup().current().title == "Casos"  # before "Nuevo caso"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert taken == ["cas"]
    settled(qtbot, background)


def test_the_pane_is_entered_and_left_with_f6(qtbot, window):
    screen = window.current_screen()
    assert window.pane.isVisible()
    key(qtbot, window, Qt.Key.Key_F6)
    assert screen.pane_button.hasFocus()
    key(qtbot, window, Qt.Key.Key_F6)
    assert screen.topic.hasFocus()


def test_a_narrow_window_has_icons_and_an_overlay_pane(qtbot, window):
    screen = window.current_screen()
    window.resize(1092, 534)
    assert window.rail.width() == NARROW
    assert all(button.toolTip().startswith(button.text()) for button in window.rail.buttons())
    assert not window.pane.isVisible()
    qtbot.waitUntil(lambda: screen.width() == 1092 - NARROW - 16, timeout=2000)
    width = screen.width()
    key(qtbot, window, Qt.Key.Key_F6)
    assert window.pane.isVisible()
    assert screen.pane_button.hasFocus()
    assert screen.width() == width
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not window.pane.isVisible()
    assert screen.topic.hasFocus()
    window.resize(1366, 690)
    assert window.pane.isVisible()
    assert screen.spaces[-1] == Space(narrow=False, short=False, tiny=False)


def test_a_screen_without_a_pane_takes_its_room(qtbot, window):
    with_pane = window.stack.width()
    window.show_screen("dashboard")
    assert not window.pane.isVisible()
    qtbot.waitUntil(lambda: window.stack.width() > with_pane + 300, timeout=2000)


def test_a_low_window_moves_the_banner_into_the_bar(front, background):
    made = make_window(background, banner="Datos de demostración")
    made.resize(1366, 690)
    front(made)
    assert made.banner.isVisible()
    assert made.status.items[Item.MODE].text() == "Modo normal"
    made.resize(910, 432)
    assert not made.banner.isVisible()
    assert made.status.items[Item.MODE].text() == "Datos de demostración"


def test_the_help_sheet_opens_with_f1(qtbot, window):
    key(qtbot, window, Qt.Key.Key_F1)
    from ui.shell.help import HelpSheet

    sheet = window.findChild(HelpSheet)
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpSheet) is None, timeout=2000)


def test_the_help_sheet_tells_every_key_and_breaks_long_words(qtbot, window):
    from ui.shell.help import HelpSheet, KeyRows

    key(qtbot, window, Qt.Key.Key_F1)
    sheet = window.findChild(HelpSheet)
    groups = sheet.findChildren(KeyRows)
    told = {group.accessibleName(): group.accessibleDescription().splitlines() for group in groups}
    declared = window.tools.actions.groups()
    assert set(told) == set(declared)
    for title, specs in declared.items():
        assert [line.partition(": ")[2] for line in told[title]] == [spec.explanation() for spec in specs]
        assert all(line.startswith(spec.hint()) for line, spec in zip(told[title], specs, strict=True))
    for group in groups:
        assert group.height() == group.heightForWidth(group.width())
        assert group.heightForWidth(group.minimumSizeHint().width()) >= group.heightForWidth(2000) > 0
    sheet.close()


def test_a_theme_is_asked_for_by_its_action(window):
    asked = []
    window.theme_asked.connect(asked.append)
    assert window.tools.actions.trigger("theme.dark")
    assert asked == [ThemeName.DARK]


def test_closing_keeps_drafts(window):
    screen = window.current_screen()
    window.close()
    assert screen.drafts == 1
