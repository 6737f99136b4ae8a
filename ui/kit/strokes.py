"""Keys that were pressed too early and are pressed again, in their order, when their turn has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_KINDS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key with what it types."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str


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


def write_again(stroke: Stroke, otherwise: QWidget) -> None:
    """Give a key to whoever has the focus, or to ``otherwise``; it is no shortcut."""
    target = QApplication.focusWidget() or otherwise
    with _turn():
        for kind in _KINDS:
            QApplication.sendEvent(target, QKeyEvent(kind, stroke.key, stroke.modifiers, stroke.text))


def press_again(stroke: Stroke, otherwise: QWidget) -> None:
    """Press a key as a hand does: it may be a shortcut."""
    if not stroke.text.isascii():  # no shortcut, and more than the other way can write
        write_again(stroke, otherwise)
        return
    from PySide6.QtTest import QTest  # nothing else in Qt lets a program press a shortcut

    target = QApplication.focusWidget() or otherwise
    with _turn():
        QTest.sendKeyEvent(QTest.KeyAction.Click, target, Qt.Key(stroke.key), stroke.text, stroke.modifiers)
