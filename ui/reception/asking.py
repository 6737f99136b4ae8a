"""A question answered by one digit, asked in passing: whoever does not answer goes on typing."""

from __future__ import annotations

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from ui.kit.digits import DigitBar

_CHORD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class DigitQuestion(QFrame):
    """Numbered answers above the action bar; Esc or any letter leads back to where the hand was."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        self.digits = DigitBar(name, wrap=True)
        self.digits.chosen.connect(self._on_chosen)
        row.addWidget(self.digits, 1)
        self._before: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self.hide()

    def set_answers(self, answers: Iterable[tuple[object, str]]) -> None:
        """Offer these answers, numbered in their order."""
        for value, words in answers:
            self.digits.add_numbered(value, words)

    def ask(self) -> None:
        """Show the answers and hear their digits."""
        if not self.digits.chips():
            return
        focused = QApplication.focusWidget()
        self._before = focused if focused is None or not self.isAncestorOf(focused) else self._before
        self.digits.choose(None)
        self.show()
        self.digits.enter()

    def leave(self) -> None:
        """Go back to where the hand was."""
        if self.isHidden():
            return
        back, self._before = self._before, None
        if back is not None and shiboken6.isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; give a letter to the field that it was meant for."""
        typed = event.text()
        plain = not event.modifiers() & _CHORD
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif plain and typed and typed.isprintable() and not typed.isspace():
            self.leave()
            target = QApplication.focusWidget()
            if target is not None and not self.isAncestorOf(target):
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, event.key(), event.modifiers(), typed))
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, value: object) -> None:
        self.chosen.emit(value)
        self.leave()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """The work went on elsewhere: the question is over, and what was said without it stands."""
        if now is None or self.isHidden() or old is None or not self.isAncestorOf(old):
            return
        if not self.isAncestorOf(now):
            self._before = None
            self.hide()
