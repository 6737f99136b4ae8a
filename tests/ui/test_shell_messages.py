"""What the window says: messages, notices, status, long work, and what a screen reader is told."""

from __future__ import annotations

import pytest
from harness import key, open_shell, settled
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.errors import InvalidInput
from ui.kit import speech
from ui.kit.messages import Message, Tone
from ui.shell.notices import Notice
from ui.shell.statusbar import Item


@pytest.fixture
def window(front, background):
    return open_shell(background, front)


@pytest.fixture
def spoken(monkeypatch):
    said = []
    monkeypatch.setattr(
        speech, "announce", lambda _w, text, **kind: said.append((text, kind.get("urgent", False)))
    )
    return said


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


def test_what_is_searched_can_be_read_under_a_critical_message(qtbot, window):
    window.resize(1092, 534)
    window.say(Message(Tone.CRITICAL, "Caso crítico sin responder."))
    field = window.top.search
    middle = field.mapTo(window, field.rect().center())
    assert window.messages.isAncestorOf(window.childAt(middle))
    key(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.childAt(middle) is field
    window.say(Message(Tone.CRITICAL, "Otro caso crítico sin responder."))
    assert window.childAt(middle) is field
    key(qtbot, window, Qt.Key.Key_Escape)
    assert window.messages.isAncestorOf(window.childAt(middle))


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


def test_the_list_of_notices_does_not_lie_over_work_that_goes_on(qtbot, window):
    def press_bell() -> bool:
        key(qtbot, window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        return window._notice_popup.isVisible()

    now = window.tools.now()
    window.notices.add(Notice("a", "Copia de seguridad hecha.", now))
    assert press_bell()
    window.notices.add(Notice("b", "Luis Chacón devolvió la vinculación.", now))
    assert window._notice_popup.isVisible()  # what comes in does not close it
    key(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert not window._notice_popup.isVisible()
    assert press_bell()
    key(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not window._notice_popup.isVisible()
    assert press_bell()
    window.top.bell.setFocus()
    window.top.bell.click()
    assert not window._notice_popup.isVisible()  # a click on the bell closes, and does not open again


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
