"""Finds what does not fit in a window: words cut off, controls outside or upon each other.

``faults(root)`` lists them in words. Text may be shortened where the design says so: in a table's
stretched column, and in a label whose tooltip has the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from ui.kit.paging import PagedTableModel

_SLACK = 1
_OVERLAYS = {"SearchPopup", "NoticePopup", "Pane", "MessageBar", "SuggestPopup"}


def faults(root: QWidget) -> list[str]:
    """Return a sentence for everything in ``root`` that does not fit."""
    found = []
    layout = root.layout()
    if layout is not None:
        needed = layout.totalMinimumSize()
        if needed.width() > root.width() or needed.height() > root.height():
            found.append(
                f"{describe(root)} needs {needed.width()}x{needed.height()}, has {root.width()}x{root.height()}"
            )
    found.extend(_overlaps(root))
    for widget in _visible(root):
        found.extend(_faults_of(widget))
    return found


def _visible(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.window() is root.window():
            yield widget


def _faults_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QScrollBar):
        if widget.orientation().name == "Horizontal" and widget.maximum() > widget.minimum():
            yield f"{describe(widget)}: a horizontal scroll bar is needed"
        return
    if isinstance(widget.parentWidget(), QLineEdit):
        return  # the field lays its own icons out
    yield from _own_size(widget)
    if isinstance(widget, QLineEdit):
        yield from _placeholder(widget)
    elif isinstance(widget, QComboBox):
        yield from _longest_item(widget)
    elif isinstance(widget, QHeaderView):
        yield from _sections(widget)
    elif isinstance(widget, QTableView):
        yield from _cells(widget)
    if isinstance(widget, QAbstractScrollArea):
        yield from _beyond(widget)
    if not isinstance(widget, (QAbstractItemView, QComboBox)):
        yield from _overlaps(widget)
    yield from _outside(widget)


def _own_size(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        if widget.toolTip() or not widget.text():
            return
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + _SLACK:
                yield f"{describe(widget)}: the lines need {widget.heightForWidth(widget.width())} px"
            return
    if isinstance(widget, (QLabel, QAbstractButton)) or type(widget).__module__.startswith("ui."):
        needed = widget.minimumSizeHint()
        if isinstance(widget, QAbstractScrollArea) and widget.minimumHeight():
            needed.setHeight(widget.minimumHeight())  # it scrolls, and its screen says what is enough
        if needed.width() > widget.width() + _SLACK or needed.height() > widget.height() + _SLACK:
            yield (
                f"{describe(widget)} needs {needed.width()}x{needed.height()}, "
                f"has {widget.width()}x{widget.height()}"
            )


def _placeholder(field: QLineEdit) -> Iterator[str]:
    words = field.placeholderText()
    if not words or field.text():
        return
    icons = sum(1 for action in field.actions() if not action.icon().isNull()) * 28
    room = field.contentsRect().width() - 22 - icons
    needed = field.fontMetrics().horizontalAdvance(words)
    if needed > room:
        yield f"{describe(field)}: the placeholder needs {needed} px, has {room}"


def _longest_item(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    for at in range(box.count()):
        needed = box.fontMetrics().horizontalAdvance(box.itemText(at))
        if needed > room.width():
            yield f"{describe(box)}: {box.itemText(at)!r} needs {needed} px, has {room.width()}"


def _sections(header: QHeaderView) -> Iterator[str]:
    if header.orientation().name != "Horizontal":
        return
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            needed = header.sectionSizeFromContents(section).width()
            if needed > header.sectionSize(section) + _SLACK:
                title = header.model().headerData(section, header.orientation())
                yield f"column {title!r} needs {needed} px, has {header.sectionSize(section)}"


def _cells(view: QTableView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    shortened: set[int] = set()
    if isinstance(model, PagedTableModel):
        shortened = {at for at, column in enumerate(model.columns()) if column.stretch}
    first = max(view.rowAt(0), 0)
    last = view.rowAt(view.viewport().height() - 1)
    for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
        for column in range(model.columnCount()):
            if column in shortened or view.isColumnHidden(column):
                continue
            index = model.index(row, column)
            mode = view.horizontalHeader().sectionResizeMode(column)
            if mode is QHeaderView.ResizeMode.Stretch and index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            needed, has = view.sizeHintForIndex(index), view.visualRect(index)
            if needed.width() > has.width() + _SLACK or needed.height() > has.height() + _SLACK:
                yield f"cell {row},{column} {index.data()!r} needs {needed.width()} px, has {has.width()}"


def _beyond(area: QAbstractScrollArea) -> Iterator[str]:
    """What lies beyond the right edge cannot be scrolled to where the horizontal bar is switched off."""
    bar = area.horizontalScrollBar()
    if not bar.isVisible() and bar.maximum() > bar.minimum() + _SLACK:
        yield f"{describe(area)}: {bar.maximum() - bar.minimum()} px lie beyond its right edge"


def _overlaps(parent: QWidget) -> Iterator[str]:
    children: list[Any] = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisibleTo(parent)
        and not child.isWindow()
        and type(child).__name__ not in _OVERLAYS
    ]
    if isinstance(parent, QAbstractScrollArea):
        return
    for at, one in enumerate(children):
        for other in children[at + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > _SLACK and shared.height() > _SLACK:
                yield f"{describe(one)} and {describe(other)} overlap by {shared.width()}x{shared.height()}"


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QScrollArea):
        return
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    room: QRect = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if not room.contains(widget.geometry()):
        yield f"{describe(widget)} lies outside of {describe(parent)}"


def describe(widget: QWidget) -> str:
    """Return what a widget is, and what it is called."""
    text = getattr(widget, "text", None)  # some have a field of that name
    words = widget.accessibleName() or (text() if callable(text) else "") or widget.objectName()
    return f"{type(widget).__name__} {words!r}" if words else type(widget).__name__
