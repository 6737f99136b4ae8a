"""The order of Tab where parts are made later than what comes after them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def walk_last(before: QWidget, *after: QWidget) -> None:
    """Have Tab come to these widgets right after the last stop inside another one."""
    last = _last_stop(before)
    if last is None:
        return
    for widget in after:
        QWidget.setTabOrder(last, widget)
        last = widget


def _last_stop(inside: QWidget) -> QWidget | None:
    # What was added later may stand anywhere in the chain: all of it is looked at once.
    last, here = None, inside.nextInFocusChain()
    while here is not None and here is not inside:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and inside.isAncestorOf(here):
            last = here
        here = here.nextInFocusChain()
    return last
