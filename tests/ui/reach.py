"""Finds what hands and ears cannot reach in a window: controls without a name, or beyond the Tab key."""

from __future__ import annotations

from collections.abc import Iterator

from fits import describe
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

_CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit,
)  # fmt: skip
_STEERED = {"SuggestPopup", "SearchPopup"}
"""Lists that are walked from the field above them, which keeps the focus."""
_MOST = 400


def nameless(window: QWidget) -> list[str]:
    """Return a sentence for each control that a screen reader could not name."""
    return [f"{describe(widget)} has no name" for widget in controls(window) if not _named(widget)]


def unreachable(window: QWidget) -> list[str]:
    """Return a sentence for each control that Tab, or Shift+Tab, does not reach."""
    found = []
    for key, mods, name in (
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "Tab"),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, "Shift+Tab"),
    ):
        walked_ring = ring(window, key, mods)
        # In a row of choices one is the stop and the arrows walk: its sisters are reached with it.
        rows = {(widget.parentWidget(), type(widget)) for widget in walked_ring}
        for widget in controls(window):
            walked = (
                widget.focusPolicy() == Qt.FocusPolicy.ClickFocus
                and (widget.parentWidget(), type(widget)) in rows
            )
            if widget not in walked_ring and not walked:
                found.append(f"{name} does not reach {describe(widget)}")
    return found


def controls(window: QWidget) -> Iterator[QWidget]:
    """Return what can be seen and worked."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not window:
            continue
        stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if (stop or isinstance(widget, _CONTROLS)) and not _part_of_another(widget):
            yield widget


def _part_of_another(widget: QWidget) -> bool:
    if isinstance(widget, (QScrollBar, QHeaderView)):
        return True
    above = widget.parentWidget()
    while above is not None:
        if (
            isinstance(above, (QLineEdit, QComboBox, QAbstractSpinBox, QTabBar))
            or type(above).__name__ in _STEERED
        ):
            return True
        above = above.parentWidget()
    # The button in the corner of a table belongs to it.
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractItemView) and isinstance(widget, QAbstractButton)


def ring(
    window: QWidget,
    key: Qt.Key = Qt.Key.Key_Tab,
    mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> list[QWidget]:
    """Return the controls that a key leads to one after another, until it comes round or stands still.

    The focus is afterwards where it was.
    """
    found: list[QWidget] = []
    before = QApplication.focusWidget()
    for _ in range(_MOST):
        QTest.keyClick(QApplication.focusWidget() or window, key, mods)
        here = QApplication.focusWidget()
        if here is None or here in found:
            break
        found.append(here)
    if before is not None:
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    return found


def _named(widget: QWidget) -> bool:
    if widget.accessibleName().strip():
        return True
    if isinstance(widget, QComboBox):  # what it would be called is only what is chosen in it
        return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface is None or bool(interface.text(QAccessible.Text.Name).strip())
