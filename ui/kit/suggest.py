"""A field that suggests while one types: a list below it that never takes the focus."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit import speech
from ui.kit.operations import Background, Failure, Operation
from ui.kit.strokes import Stroke, focus_of, write_again
from ui.kit.suggest_rows import CHOICE, ROW, RowDelegate
from ui.kit.surfaces import text_label

_WAIT_MS = 8
_MOVES = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace}
_LEAST_WIDTH = 520


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: ``value`` is what it stands for, ``hint`` the digit that takes it."""

    value: object
    title: str
    detail: str = ""
    hint: str = ""

    def spoken(self) -> str:
        """Return the row as it is read aloud."""
        return ", ".join(part for part in (self.hint, self.title, self.detail) if part)


Provider = Callable[[str], Sequence[Choice]]
"""Looks for rows; runs on a worker thread."""


class SuggestPopup(QFrame):
    """The list below a field, a child of the window above everything else in it."""

    taken = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("border: 0px;")
        self.list.setUniformItemSizes(True)
        self.list.setMinimumSize(60, ROW)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.taken.emit(item.data(CHOICE)))
        self.note = text_label("", tone="muted")
        self.note.setContentsMargins(10, 2, 10, 2)
        column.addWidget(self.list)
        column.addWidget(self.note)
        self.hide()

    def show_choices(self, choices: Sequence[Choice], note: str) -> None:
        """Show rows, the first one chosen, or a sentence where there are none."""
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.title)
            item.setData(CHOICE, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.spoken())
            self.list.addItem(item)
        self.list.setCurrentRow(0 if choices else -1)
        self.list.setVisible(bool(choices))
        self.note.setText(note)
        self.note.setVisible(not choices and bool(note))

    def wanted_height(self) -> int:
        """Return the height at which all rows can be seen."""
        return self.list.count() * ROW + 10 if self.list.count() else ROW + 4

    @staticmethod
    def row_height() -> int:
        """Return the height of a row."""
        return ROW

    def step(self, by: int) -> None:
        """Choose another row."""
        if self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())

    def current(self) -> Choice | None:
        """Return the chosen row."""
        item = self.list.currentItem()
        choice = item.data(CHOICE) if item is not None else None
        return choice if isinstance(choice, Choice) else None


class SuggestField(QLineEdit):
    """A line with suggestions: Enter takes the chosen row, Tab leaves the text as it was typed."""

    taken = Signal(object)
    """Choice that was taken."""
    settled = Signal()
    """What an Enter faster than the search chose has been taken, or there was nothing to take."""
    given_up = Signal()
    """What an Enter faster than the search chose is not wanted any more."""
    awaited = Signal()
    """Enter was faster than the search."""

    def __init__(
        self, background: Background, provider: Provider, *, least: int = 1, empty: str = ""
    ) -> None:
        super().__init__()
        self._background = background
        self._provider = provider
        self._least = least
        self._empty = empty
        self.follow: Callable[[], QWidget] | None = None
        """Where Enter leads as things stand: what is typed before its choice is found belongs there."""
        self.press_first: Callable[[list[Stroke]], None] | None = None
        """Presses what was kept, before any other key. With it chords keep their order among what is typed too."""
        self._popup: SuggestPopup | None = None
        self._search: Operation[Sequence[Choice]] | None = None
        self._shown_for = ""
        self._take_when_found = False
        self._held: list[Stroke] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)

    def popup(self) -> SuggestPopup:
        """Return the list."""
        if self._popup is None:
            self._popup = SuggestPopup(self.accessibleName(), self.window())
            self._popup.taken.connect(self._take)
        return self._popup

    def list_open(self) -> bool:
        """Tell whether the list can be seen."""
        return self._popup is not None and self._popup.isVisible()

    def list_shows(self, text: str) -> bool:
        """Tell whether the list shows what was found for this text."""
        return self.list_open() and self._shown_for == text.strip()

    def show_choices(self, choices: Sequence[Choice], chosen: int = 0) -> None:
        """Open the list with these rows, whatever is typed, standing on one of them."""
        self._shown_for = self.text()
        self._show(choices)
        self.popup().step(chosen)
        choice = self.popup().current()
        if choice is not None:
            speech.announce(self, choice.spoken())

    def setText(self, text: str | None) -> None:
        """Put a text here that nobody typed: what was found for the one before is no longer meant."""
        super().setText(text or "")
        if not self._take_when_found:
            self.close_list()

    def waits(self) -> bool:
        """Tell whether Enter was pressed and its choice is still being looked for."""
        return self._take_when_found

    def close_list(self) -> None:
        """Close the list and forget what was being looked for."""
        self._wait.stop()
        self._drop_search()
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, take with Enter, close with Esc."""
        key = event.key()
        if self._holds(event):
            event.accept()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.list_open():
            self.popup().step(1 if key == Qt.Key.Key_Down else -1)
            choice = self.popup().current()
            if choice is not None:
                speech.announce(self, choice.spoken())
        elif key == Qt.Key.Key_Escape and (self.list_open() or self._take_when_found):
            self.close_list()
            # The letters stay in sight, where they belong; what they were to lead to is given up.
            self._held = list(itertools.takewhile(Stroke.types, self._held))
            self._hand_on(self)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._take_current(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _holds(self, event: QKeyEvent) -> bool:
        """Keep a key for the field that Enter leads to, while what Enter chose is being looked for."""
        stroke = Stroke.of(event)
        moves = bool(self._held) and stroke.plain() and stroke.key in _MOVES
        if not self._take_when_found or not (stroke.types() or moves or self._holds_all(stroke)):
            return False
        self._held.append(stroke)
        return True

    def _holds_all(self, stroke: Stroke) -> bool:
        """Tell whether a key comes after some that were kept, whatever it does."""
        kept = self._take_when_found and bool(self._held)
        return kept and self.press_first is not None and not stroke.free()

    def _release(self) -> None:
        """Give the keys that were kept to whoever has the focus now, in their order."""
        held, self._held = self._held, []
        if held and self.press_first is not None:
            self.press_first(held)
        else:
            self._write(held)

    def _write(self, held: Sequence[Stroke]) -> None:
        for stroke in held:
            write_again(stroke, self)

    def _hand_on(self, here: QWidget | None = None) -> None:
        """Give the keys that were kept to the field that Enter leads to; the focus stays where it has gone."""
        here = here or focus_of(self)
        if self.follow is not None and self._held:
            self.follow().setFocus()
        for_it = list(itertools.takewhile(lambda stroke: stroke.plain() or stroke.types(), self._held))
        self._held = self._held[len(for_it) :]
        self._write(for_it)
        self._release()
        if here is not None and here.isVisible():
            here.setFocus()

    def _take_current(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if self._wait.isActive() or self._search is not None:
            # Faster than the search: what this Enter takes is decided by the list of this very text.
            if not self._take_when_found:
                self._take_when_found = True
                self.awaited.emit()
            return True
        choice = self.popup().current() if self.list_open() else None
        if choice is None:
            return False
        self._take(choice)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the work goes on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            return
        if self._take_when_found and self._popup is not None:
            # Enter was pressed and the hand is already further: what it chose is still on its way.
            self._popup.hide()
        elif not self._take_when_found:
            self.close_list()
        if self._held:
            # A chord led elsewhere meanwhile.
            QTimer.singleShot(0, self, self._hand_on)

    def event(self, event: QEvent) -> bool:
        """Keep the list at the field when the window changes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Before Qt moves the focus: a Tab after kept keys waits its turn as well.
            if self._held and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and self._holds(event):
                return True
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._holds_all(Stroke.of(event)):
                event.accept()  # then it is no shortcut, but a key
                return True
        elif event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            QTimer.singleShot(0, self, self._place)
        return super().event(event)

    def _on_edited(self, text: str) -> None:
        self._drop_search()
        if len(text.strip()) >= self._least:
            self._wait.start()
        else:
            self.close_list()

    def _drop_search(self) -> None:
        if self._search is not None:
            self._search.drop()
            self._search = None
        waited, self._take_when_found = self._take_when_found, False
        if waited:
            self.given_up.emit()

    def _ask(self) -> None:
        typed, provider = self.text().strip(), self._provider

        def done(choices: Sequence[Choice]) -> None:
            self._search = None
            self._on_found(typed, choices)

        self._search = (
            self._background.read(self, lambda: provider(typed))
            .on_success(done)
            .on_failure(self._failed)
            .run()
        )

    def _on_found(self, typed: str, choices: Sequence[Choice]) -> None:
        if self._take_when_found:
            self._take_when_found = False
            # Where a chord led on meanwhile, the hand stays; what was kept is not meant for where it led.
            here = None if focus_of(self) is self else focus_of(self)
            if choices:
                self._take(choices[0])
            elif here is None:
                self.returnPressed.emit()
            if here is None:
                self._release()
            else:
                self._hand_on(here)
            self.settled.emit()
            if choices:
                return
        if not self.hasFocus():
            return
        # The same text again (another search of the same letters) must not move the chosen row.
        if not (self.list_open() and typed == self._shown_for):
            self._shown_for = typed
            self._show(choices)

    def _failed(self, failure: Failure) -> None:
        self._search = None
        waited, self._take_when_found = self._take_when_found, False
        self._background.failed.emit(failure)
        (self._release if focus_of(self) is self else self._hand_on)()
        if waited:
            self.settled.emit()

    def _show(self, choices: Sequence[Choice]) -> None:
        popup = self.popup()
        if not choices and not self._empty:
            popup.hide()
            return
        popup.show_choices(choices, self._empty)
        popup.show()
        self._place()

    def _place(self) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible():
            return
        window = self.window()
        corner = self.mapTo(window, self.rect().bottomLeft())
        height = min(popup.wanted_height(), window.height() - corner.y() - 8)
        width = min(max(self.width(), _LEAST_WIDTH), window.width() - corner.x() - 8)
        popup.setGeometry(corner.x(), corner.y() + 2, width, height)
        popup.raise_()

    def _take(self, choice: Choice) -> None:
        self.close_list()
        self.taken.emit(choice)
