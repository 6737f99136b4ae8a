"""Keys that were pressed too early and are pressed again, in their order, when their turn has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_GRAPH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CHORD = _GRAPH | Qt.KeyboardModifier.MetaModifier
_HELD_DOWN = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
_KINDS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key with what it types."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str

    @classmethod
    def of(cls, event: QKeyEvent) -> Stroke:
        """Return the key of an event."""
        return cls(event.key(), event.modifiers(), event.text())

    def plain(self) -> bool:
        """Tell whether nothing but Shift is held down with it."""
        return not self.modifiers & _CHORD

    def types(self) -> bool:
        """Tell whether it writes something; AltGr, with which "@" is written, is Ctrl and Alt at once."""
        plain = self.plain() or self.modifiers & _CHORD == _GRAPH
        return plain and bool(self.text) and self.text.isprintable()

    def calls(self) -> bool:
        """Tell of Alt with a letter, as labels have it."""
        alt = self.modifiers & _CHORD == Qt.KeyboardModifier.AltModifier
        return alt and bool(self.text) and self.text.isprintable()

    def free(self) -> bool:
        """Tell whether it never waits: Esc, and what is only held down."""
        return self.key == Qt.Key.Key_Escape or self.key in _HELD_DOWN


@contextmanager
def hand_stays(screen: QWidget) -> Iterator[None]:
    """Let a screen put its focus where work begins; while it can't be seen, the keys still go where they went."""
    here = QApplication.focusWidget()
    yield
    if here is not None and here.isVisible() and not screen.isVisible():
        here.setFocus(Qt.FocusReason.OtherFocusReason)


class _Turn:
    """Whether keys are being pressed again just now."""

    running = 0


@contextmanager
def _turn() -> Iterator[None]:
    _Turn.running += 1
    try:
        yield
    finally:
        _Turn.running -= 1


def pressing_again() -> bool:
    """Tell whether the key that arrives was held before: it is not to be held once more."""
    return _Turn.running > 0


def focus_of(widget: QWidget) -> QWidget:
    """Return where the keys go: of a window that is not the active one, where they will go once it is again."""
    return QApplication.focusWidget() or widget.window().focusWidget() or widget


def write_again(stroke: Stroke, otherwise: QWidget) -> None:
    """Give a key to whoever has the focus, or to ``otherwise``; it is no shortcut."""
    target = focus_of(otherwise)
    with _turn():
        for kind in _KINDS:
            QApplication.sendEvent(target, QKeyEvent(kind, stroke.key, stroke.modifiers, stroke.text))


def press_again(stroke: Stroke, otherwise: QWidget) -> None:
    """Press a key as a hand does: it may be a shortcut."""
    if not stroke.text.isascii():  # no shortcut, and more than the other way can write
        write_again(stroke, otherwise)
        return
    from PySide6.QtTest import QTest  # nothing else in Qt lets a program press a shortcut

    target = focus_of(otherwise)
    with _turn():
        QTest.sendKeyEvent(QTest.KeyAction.Click, target, Qt.Key(stroke.key), stroke.text, stroke.modifiers)
