"""The table view: rows one reads along, a selection and a focus that do not look alike."""

from __future__ import annotations

from collections.abc import Hashable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.kit import badges, theme
from ui.kit.paging import BADGE_ROLE, Index, PagedTableModel

_PAD = 8
_BAR = 3
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ELIDE = Qt.TextElideMode.ElideRight
_WIDE = "W"
_LAST_LATIN = "ſ"
"""Up to here no letter of the bundled font is a whole pixel wider than that one; beyond, some are."""
_PATIENCE_MS = 30
_OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent


class Density(IntEnum):
    """Height of a row in logical pixels."""

    COMPACT = 24
    NORMAL = 28
    COMFORTABLE = 36


class _Rows:
    """The density that the person chose for lists, for those that are made later."""

    density: Density = Density.NORMAL


def density() -> Density:
    """Return the density of lists that have none of their own."""
    return _Rows.density


def apply_density(chosen: Density) -> None:
    """Give every list that has no density of its own another one, also while it is shown."""
    _Rows.density = chosen
    for widget in QApplication.allWidgets():
        if isinstance(widget, TableView):
            widget.follow_density()


class RowDelegate(QStyledItemDelegate):
    """Paints cells: text or badge, soft fill and bar on the selected row, ring on the focused one."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._widest = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        row, column = index.row(), index.column()
        text, badge, alignment = _cell(index)
        current = self._view.currentIndex()
        selected = current.isValid() and row == current.row()
        ink = tokens.text
        marked = self._view.is_marked(row)
        if selected or marked:
            painter.fillRect(rect, QColor(tokens.soft))
            ink = tokens.soft_ink if tokens.outlined else tokens.text
        elif row % 2:
            painter.fillRect(rect, QColor(tokens.zebra))
        words = rect.adjusted(_PAD, 0, -_PAD, 0)
        if badge is not None:
            badges.paint(painter, words, badge, self._view.devicePixelRatioF(), selected=selected or marked)
        elif text:
            painter.setFont(self._view.font())
            painter.setPen(QColor(ink))
            painter.drawText(words, alignment, self._shown(text, words.width()))
        if selected or marked:
            first, last = self._view.edge_columns()
            if column == first:
                bar = 2 * _BAR if marked else _BAR
                painter.fillRect(QRect(rect.left(), rect.top(), bar, rect.height()), QColor(tokens.accent))
            if selected and self._view.hasFocus():
                _draw_ring(painter, rect, QColor(tokens.focus), column == first, column == last)

    def forget_font(self) -> None:
        """The view's font may be another now."""
        self._widest = 0

    def _shown(self, text: str, width: int) -> str:
        # A row has one line, whatever is told in it.
        text = text.replace("\n", " ")
        # Measuring takes as long as drawing: what fits however wide its letters are is not measured.
        metrics = self._view.fontMetrics()
        if not self._widest:
            self._widest = metrics.horizontalAdvance(_WIDE) + 1
        if len(text) * self._widest <= width and max(text) <= _LAST_LATIN:
            return text
        return metrics.elidedText(text, _ELIDE, width)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room that the whole text or badge needs."""
        text, badge, _alignment = _cell(index)
        if badge is not None:
            return badges.size(badge) + QSize(2 * _PAD, 4)
        metrics = QFontMetrics(self._view.font())
        return QSize(metrics.horizontalAdvance(text) + 2 * _PAD, metrics.height() + 4)


def _cell(index: Index) -> tuple[str, badges.Badge | None, int]:
    model = index.model()
    if isinstance(model, PagedTableModel):
        return model.cell(index.row(), index.column())
    badge = index.data(BADGE_ROLE)
    alignment = index.data(_ALIGNMENT)
    return (
        str(index.data(_DISPLAY) or ""),
        badge if isinstance(badge, badges.Badge) else None,
        _LEFT if alignment is None else int(alignment),
    )


def _draw_ring(painter: QPainter, rect: QRect, colour: QColor, first: bool, last: bool) -> None:
    """Draw this cell's part of a 2 px ring around the whole row."""
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), colour)
    painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour)
    if first:
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), colour)
    if last:
        painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), colour)


class TableView(QTableView):
    """A list of rows: arrows, Home, End and page keys walk, Enter opens, letters stay free for acts."""

    opened = Signal(int)
    """Enter or a double click on a row."""
    row_changed = Signal(int)
    """The current row, or -1."""
    sort_asked = Signal(str, bool)
    """A column's key and whether descending."""

    def __init__(self, name: str, *, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._pending_key: Hashable | None = None
        self._sorted = ("", False)
        self._own_density = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._paint_now)
        self._set_up_behaviour()
        self._set_up_headers()
        self._empty = QLabel(empty, self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        theme.set_text(self._empty, tone="muted")
        self._empty.hide()

    def _set_up_behaviour(self) -> None:
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(Density.COMPACT)
        self.follow_density()
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setMinimumSectionSize(40)
        columns.setFont(theme.font(theme.Size.SMALL, strong=True))
        columns.sectionClicked.connect(self._on_header_clicked)

    def set_density(self, density: Density) -> None:
        """Set the height of this list's rows, whatever the person chose for lists."""
        self._own_density = True
        self.verticalHeader().setDefaultSectionSize(int(density))

    def follow_density(self) -> None:
        """Take the height that the person chose, unless this list has one of its own."""
        if not self._own_density:
            self.verticalHeader().setDefaultSectionSize(int(_Rows.density))

    def show_model(self, model: PagedTableModel[Any]) -> None:
        """Show a paged model and lay its columns out."""
        self.setModel(model)
        header = self.horizontalHeader()
        for number, column in enumerate(model.columns()):
            stretched = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(
                number, stretched if column.stretch else QHeaderView.ResizeMode.Interactive
            )
            self.setColumnWidth(number, column.width)
        model.arriving.connect(self._on_arriving)
        model.loaded.connect(self._on_loaded)
        model.dataChanged.connect(self._paint_now)
        model.modelReset.connect(self._on_reset)

    def paged_model(self) -> PagedTableModel[Any] | None:
        """Return the paged model that is shown."""
        model = self.model()
        return model if isinstance(model, PagedTableModel) else None

    def set_empty_text(self, text: str) -> None:
        """Set the sentence that stands in an empty list."""
        self._empty.setText(text)
        self._place_empty()

    def is_marked(self, row: int) -> bool:
        """Tell whether a row is one of several that were picked; a plain list has none."""
        del row
        return False

    def current_row(self) -> int:
        """Return the current row, or -1."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    def go_to(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        model = self.model()
        if model is not None and 0 <= row < model.rowCount():
            self.setCurrentIndex(model.index(row, 0))
            self.scrollTo(self.currentIndex())

    def reload(self) -> None:
        """Fetch the rows again; the current row stays the same thing where it still exists."""
        model = self.paged_model()
        if model is not None:
            model.reload(around=max(self.rowAt(0), 0))

    def edge_columns(self) -> tuple[int, int]:
        """Return the first and the last visible column."""
        header = self.horizontalHeader()
        shown = [header.logicalIndex(at) for at in range(header.count())]
        shown = [column for column in shown if not self.isColumnHidden(column)]
        return (shown[0], shown[-1]) if shown else (0, 0)

    def set_sorted(self, key: str, *, descending: bool) -> None:
        """Show which column the rows are ordered by."""
        self._sorted = (key, descending)
        header = self.horizontalHeader()
        model = self.paged_model()
        columns = model.columns() if model is not None else ()
        section = next((i for i, column in enumerate(columns) if column.key == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(section >= 0)
        header.setSortIndicator(section, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by rows; leave letters to the shortcuts of the list."""
        key = event.key()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.current_row() >= 0:
            self.opened.emit(self.current_row())
        elif key == Qt.Key.Key_Home and plain:
            self.go_to(0)
        elif key == Qt.Key.Key_End and plain and self.model() is not None:
            self.go_to(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do not search while letters are typed: single letters are acts on the row."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Redraw whole rows and tell which one is current."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.row_changed.emit(current.row() if current.isValid() else -1)

    def event(self, event: QEvent) -> bool:
        """Redraw the ring when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self._delegate.forget_font()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; rows that are not here yet have a moment to arrive before "…" is painted for them."""
        super().scrollContentsBy(dx, dy)
        model = self.paged_model()
        if model is None or not dy or self._patience.isActive():
            return
        last = self.rowAt(self.viewport().height() - 1)
        if model.want(self.rowAt(0), last if last >= 0 else model.rowCount() - 1):
            # Opaque meanwhile: else the ground behind is painted over the rows that stand there.
            self.viewport().setAttribute(_OPAQUE)
            self.viewport().setUpdatesEnabled(False)
            self._patience.start()

    def _paint_now(self) -> None:
        self._patience.stop()
        self.viewport().setAttribute(_OPAQUE, on=False)
        self.viewport().setUpdatesEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence of an empty list in place; what comes into sight is painted at once."""
        super().resizeEvent(event)
        self._paint_now()
        self._place_empty()

    def _place_empty(self) -> None:
        model = self.paged_model()
        empty = model is not None and model.counted() and model.rowCount() == 0
        width = max(self.viewport().width() - 32, 80)
        self._empty.setGeometry(16, 24, width, self._empty.heightForWidth(width))
        self._empty.setVisible(empty and bool(self._empty.text()))

    def _on_reset(self) -> None:
        self.verticalScrollBar().setValue(0)
        self.go_to(0)

    def _on_arriving(self) -> None:
        # Not when the rows were asked for: the hands may have walked on since.
        model = self.paged_model()
        self._pending_key = model.key_of(self.current_row()) if model is not None else None

    def _on_loaded(self, count: int) -> None:
        self._place_empty()
        model = self.paged_model()
        if model is None:
            return
        if count and not self.currentIndex().isValid():
            self.go_to(0)
        elif self._pending_key is not None:
            row = model.find(self._pending_key)
            if row is not None and row != self.current_row():
                self.go_to(row)
            elif row is None:
                self.row_changed.emit(self.current_row())
        self._pending_key = None

    def _on_header_clicked(self, section: int) -> None:
        model = self.paged_model()
        column = model.columns()[section] if model is not None else None
        if column is None or not column.key:
            return
        before, descending = self._sorted
        self.set_sorted(column.key, descending=column.key == before and not descending)
        self.sort_asked.emit(*self._sorted)
