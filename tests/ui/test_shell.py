"""The window: sections, keys, messages, the pane, and what a screen reader is told."""

from __future__ import annotations

import pytest
from harness import make_window
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import Channel
from ui.kit import speech
from ui.kit.messages import Message, Tone
from ui.kit.screen import Space, StartAttention
from ui.kit.theme import ThemeName
from ui.shell.notices import Notice
from ui.shell.rail import NARROW
from ui.shell.search_popup import Hit
from ui.shell.statusbar import Item


@pytest.fixture
def window(front, background):
    made = make_window(background)
    made.resize(1366, 690)
    front(made)
    made.show_screen("reception")
    return made


@pytest.fixture
def spoken(monkeypatch):
    said = []
    monkeypatch.setattr(
        speech, "announce", lambda _w, text, **kind: said.append((text, kind.get("urgent", False)))
    )
    return said


def settled(qtbot, background) -> None:
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)


def key(qtbot, window, code, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, code, modifiers)


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


def test_good_news_is_a_line_and_needs_no_focus(window, spoken):
    focused = window.focusWidget()
    undone = []
    window.say(Message(Tone.DONE, "Atención registrada.", action="Deshacer", act=lambda: undone.append(1)))
    assert window.status.line.text() == "Atención registrada."
    assert window.messages.isHidden()
    assert window.focusWidget() is focused
    assert spoken == [("Atención registrada.", False)]
    window.status.line._button.click()
    assert undone == [1]
    assert window.status.line.text() == ""


def test_bad_news_stays_until_closed_and_never_takes_the_focus(qtbot, window, background, spoken):
    focused = window.focusWidget()

    def work() -> None:
        raise InvalidInput("No se pudo guardar. Inténtelo otra vez.")

    background.write(window, work).run()
    settled(qtbot, background)
    [message] = window.messages.messages()
    assert message.text == "No se pudo guardar. Inténtelo otra vez."
    assert window.focusWidget() is focused
    assert spoken == [(message.text, True)]
    background.write(window, work).run()
    settled(qtbot, background)
    assert len(window.messages.messages()) == 1  # the same trouble does not pile up


def test_critical_messages_are_not_pushed_out_by_others(window):
    window.say(Message(Tone.CRITICAL, "Caso crítico sin responder."))
    for number in range(5):
        window.say(Message(Tone.WARNING, f"Aviso {number}"))
    shown = [message.text for message in window.messages.messages()]
    assert shown[0] == "Caso crítico sin responder."
    assert shown[-1] == "Aviso 4"
    assert len(shown) == 3


def test_a_low_window_shows_one_message_over_the_top_bar(qtbot, window):
    window.resize(910, 432)
    body = window.body.height()
    window.say(Message(Tone.CRITICAL, "Caso crítico sin responder."))
    window.say(Message(Tone.ERROR, "No se pudo guardar."))
    assert window.messages.geometry() == window.top.geometry()
    shown = [strip for strip in window.messages._strips if strip.isVisible()]
    assert [strip.message.text for strip in shown] == ["Caso crítico sin responder."]
    shown[0].closed.emit()
    assert [s.message.text for s in window.messages._strips if s.isVisible()] == ["No se pudo guardar."]
    qtbot.wait(20)
    assert window.body.height() == body
    window.resize(1366, 690)
    qtbot.waitUntil(lambda: window.messages.y() > window.body.y(), timeout=2000)


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
    qtbot.waitUntil(lambda: field.popup().list.count() == 2, timeout=5000)
    assert field.popup().current().title == "Casos"
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


def test_status_items_tell_and_can_be_clicked(qtbot, window):
    clicked = []
    window.status_clicked.connect(clicked.append)
    items = window.status.items
    assert items[Item.CRITICAL].text() == "1 crítico · 00:47"
    assert items[Item.OVERDUE].text() == "7 vencidos"
    assert items[Item.CLOCK].text() == "lun 24/11/2025 10:42"
    for item in (Item.CRITICAL, Item.OVERDUE, Item.SYNC):
        qtbot.mouseClick(items[item], Qt.MouseButton.LeftButton)
    assert clicked == ["critical", "overdue", "sync"]
    window.status.set_overdue(1)
    window.status.set_critical(0, 0)
    assert items[Item.OVERDUE].text() == "1 vencido"
    assert not items[Item.CRITICAL].isVisible()


def test_notices_are_counted_opened_and_closed(qtbot, window):
    now = window.tools.now()
    opened = []
    window.notices.add(
        Notice(
            "a", "Luis Chacón devolvió la vinculación.", now, "link", "Reasignar", lambda: opened.append(1)
        )
    )
    window.notices.add(Notice("b", "Copia de seguridad hecha.", now))
    window.notices.add(Notice("b", "Copia de seguridad hecha otra vez.", now))
    assert window.top.bell.text() == "2"
    assert window.top.bell.accessibleName() == "2 avisos"
    key(qtbot, window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window._notice_popup.isVisible()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not window._notice_popup.isVisible()
    assert window.current_screen().topic.hasFocus()
    window.notices.dismiss("a")
    assert window.top.bell.accessibleName() == "1 aviso"


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


def test_long_work_shows_its_advance_and_can_be_stopped(qtbot, window, background):
    import threading

    told = []

    def work(progress, token):
        for step in range(5000):
            progress(step, 5000)
            token.check()
            threading.Event().wait(0.002)

    background.long_read(window, work).with_progress("Preparando el informe").on_cancel(
        lambda: told.append(1)
    ).run()
    qtbot.waitUntil(window.tasks.isVisible, timeout=5000)
    stop = next(b for b in window.tasks.findChildren(QAbstractButton) if b.text() == "Cancelar")
    stop.click()
    qtbot.waitUntil(lambda: told == [1], timeout=5000)
    assert not window.tasks.isVisible()


def _nameless(root: QWidget) -> list[str]:
    """Return controls that a screen reader would read without a name."""
    found = []
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    for widget in root.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), (QLineEdit, QComboBox))
        if not isinstance(widget, kinds) or inner or not widget.isVisibleTo(root):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        named = bool(interface.text(QAccessible.Text.Name))
        if isinstance(widget, QComboBox):  # its name is its value there: the label must be its buddy
            named = bool(widget.accessibleName())
        if not named:
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("screen", ["reception", "cases", "dashboard"])
def test_every_control_has_a_name(window, qtbot, background, screen):
    window.show_screen(screen)
    settled(qtbot, background)
    assert _nameless(window) == []


def test_the_name_checker_sees_a_nameless_button(qtbot):
    from PySide6.QtWidgets import QHBoxLayout, QPushButton

    root = QWidget()
    qtbot.addWidget(root)
    QHBoxLayout(root).addWidget(QPushButton())
    root.show()
    assert _nameless(root) == ["QPushButton "]


def test_a_form_puts_sentences_under_fields_and_the_focus_on_the_first(window, spoken):
    screen = window.current_screen()
    shown = screen.form.show_errors(
        [
            ("detail", "Cuente qué pasó."),
            ("citizen", "Escriba un teléfono o correo para avisarle el resultado."),
        ]
    )
    assert shown
    assert screen.citizen.hasFocus()
    assert screen.form.rows["detail"].error() == "Cuente qué pasó."
    assert screen.citizen.accessibleDescription().startswith("Escriba un teléfono")
    assert spoken[0][0].startswith("Escriba un teléfono")
    screen.form.clear_errors()
    assert screen.form.rows["detail"].error() == ""
    assert not screen.form.show_errors([("elsewhere", "Otra cosa.")])


def test_choices_are_one_tab_stop_and_arrows_choose(qtbot, window):
    bar = window.current_screen().result
    chosen = []
    bar.chosen.connect(chosen.append)
    chips = list(bar.chips())
    assert [chip.focusPolicy() == Qt.FocusPolicy.StrongFocus for chip in chips] == [False, False, True, False]
    chips[2].setFocus()
    qtbot.keyClick(chips[2], Qt.Key.Key_Right)
    assert chips[3].hasFocus()
    assert bar.value() == "Crítico"
    qtbot.keyClick(chips[3], Qt.Key.Key_Right)
    assert chosen == ["Crítico", "Orientar y despedir"]


def test_a_closed_list_of_notices_is_filled_when_it_opens(window):
    popup = window._notice_popup
    window.notices.add(Notice("one", "Copia de seguridad hecha.", window.tools.now()))
    assert not popup.findChildren(QAbstractButton)
    window.toggle_notices()
    assert popup.findChildren(QAbstractButton)
