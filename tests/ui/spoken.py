"""Walks what a screen reader is told of a window: each thing's role, name and state, and the order of Tab.

``ill_told(window)`` reads the accessible tree; ``disorderly(window)`` follows Tab over the controls of the section
in front and names each step that goes back against the order of reading.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from fits import describe
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QComboBox, QWidget
from reach import ring

from ui.shell.window import MainWindow

_SHAPELESS = {
    QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.LayeredPane,
    QAccessible.Role.Window, QAccessible.Role.Border,
}  # fmt: skip
_LISTS = {QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree}
_SPEAKS = {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, *_LISTS}
_MNEMONIC = re.compile(r"(?<!&)&\w")
_LAST = {"QuickChip", "CoachLine", "ProtocolStrip"}
"""What stands above but is walked to last: a digit takes it, or nobody wants it in the way of the next citizen."""
_READ_FIRST = {"ReadingArea", "BarList", "HeatMap", "ColumnChart", "_ChartTable"}
"""What is read before what stands above it: a sheet or a chart, then what can be done with it."""
_MOST = 4_000


def ill_told(window: QWidget) -> list[str]:
    """Return a sentence for each thing that a screen reader would tell badly."""
    found: list[str] = []
    names: Counter[tuple[int, str, str]] = Counter()
    count = 0
    for widget, interface in _tree(QAccessible.queryAccessibleInterface(window)):
        count += 1
        role, name = interface.role(), _name(widget, interface)
        if not interface.state().focusable:
            continue
        if not name:
            found.append(f"{describe(widget)} takes the focus and is called nothing")
        told = interface.text(QAccessible.Text.Description).strip() or isinstance(widget, QAbstractScrollArea)
        if role in _SHAPELESS and not told:
            found.append(f"{describe(widget)} takes the focus as a {role.name}")
        if role in _SPEAKS and not widget.accessibleName() and _MNEMONIC.search(name):
            found.append(f"{describe(widget)} is read with its mnemonic: {name!r}")
        parent = widget.parentWidget()
        if role is QAccessible.Role.StaticText:
            continue  # words that can be marked and copied: two sections may say the same
        names[id(parent), type(widget).__name__, name] += 1
        if role in _LISTS and isinstance(widget, QAbstractItemView):
            found += _rows(widget)
    found += [
        f"{times} of one kind are called {name!r}"
        for (_, _, name), times in names.items()
        if times > 1 and name
    ]
    if count >= _MOST:
        found.append("the accessible tree has no end")
    return found


def _name(widget: QWidget, interface: QAccessibleInterface) -> str:
    # On Linux Qt tells of a list of choices by what is chosen, and of its name by a relation.
    if isinstance(widget, QComboBox) and widget.accessibleName():
        return widget.accessibleName().strip()
    return interface.text(QAccessible.Text.Name).strip()


def _tree(root: QAccessibleInterface | None) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """Yield the widgets that are told of, with what tells of them; lists are not walked cell by cell."""
    waiting = [root]
    for _ in range(_MOST):
        if not waiting:
            return
        interface = waiting.pop()
        if interface is None or interface.state().invisible:
            continue
        widget = interface.object()
        if isinstance(widget, QWidget):
            yield widget, interface
        if interface.role() not in _LISTS:
            waiting += [interface.child(at) for at in range(interface.childCount())]


def _rows(view: QAbstractItemView) -> list[str]:
    """A row is heard whole: its first cell says it, or the row has but one."""
    model = view.model()
    first = model.index(0, 0) if model is not None else None
    if model is None or first is None or not first.isValid():
        return []
    told = first.data(Qt.ItemDataRole.AccessibleTextRole) or first.data(Qt.ItemDataRole.DisplayRole)
    if not str(told or "").strip():
        return [f"the first row of {describe(view)} is silent"]
    if model.index(0, 1).isValid() and not first.data(Qt.ItemDataRole.AccessibleTextRole):
        return [f"the first row of {describe(view)} is heard only in its first cell"]
    return []


def disorderly(window: MainWindow) -> list[str]:
    """Return a sentence for each step of Tab that goes back against the order of reading."""
    section = window.current_screen()
    if section is None:
        return []
    stops = ring(window)
    return [
        f"Tab goes back from {describe(one)} up to {describe(other)}"
        for one, other in itertools.pairwise(stops)
        if section.isAncestorOf(one)
        and section.isAncestorOf(other)
        and not {type(other).__name__, type(other.parentWidget()).__name__} & _LAST
        and type(one).__name__ not in _LAST | _READ_FIRST
        and not one.isAncestorOf(other)
        and _goes_back(_place(one, section), _place(other, section))
    ]


def _place(widget: QWidget, section: QWidget) -> QRect:
    """Return where a widget is; what is scrolled out of sight counts as at the edge beyond which it lies."""
    place = QRect(widget.mapTo(section, QPoint(0, 0)), widget.size())
    above = widget.parentWidget()
    while above is not None and above is not section:
        if isinstance(above, QAbstractScrollArea):
            seen = QRect(above.viewport().mapTo(section, QPoint(0, 0)), above.viewport().size())
            place.moveTop(min(max(place.top(), seen.top() - place.height()), seen.bottom()))
        above = above.parentWidget()
    return place


def _goes_back(one: QRect, other: QRect) -> bool:
    if other.left() >= one.right() - 4:
        return False  # on to the right: the same line, or the next column from its top
    return other.bottom() < one.top()
