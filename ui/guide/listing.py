"""A list at the left: its rows, what stands where there are none, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from ui.guide.rows import LoadedSource
from ui.kit import theme
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.surfaces import text_label
from ui.kit.table import TableView

R = TypeVar("R")


class Listing(QWidget, Generic[R]):
    """Rows that are read at once; the current one stays the same thing when they are read again."""

    row_changed = Signal()
    opened = Signal()
    missed = Signal(object)
    """Key of the row to stand on that is not among those that were read."""
    digit = Signal(int)
    """A digit that was pressed on the current row."""

    def __init__(
        self,
        name: str,
        background: Background,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        wide: Mapping[int, int],
        shares: Mapping[int, int],
        footer: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide = wide
        self._shares = shares
        self._footer = footer
        self._key = key
        self._source: LoadedSource[R] = LoadedSource(lambda: ())
        self._wanted: Hashable | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.model: PagedTableModel[R] = PagedTableModel(background, columns, key=key, parent=self)
        self.table = TableView(name, empty="")
        self.table.show_model(self.model)
        for at in shares:
            self.table.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column.addWidget(self.footer)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(background.failed)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the digits before the table would look for a row that begins with them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            at = event.key() - Qt.Key.Key_0
            plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
            if plain and 0 <= at <= 9 and not event.isAutoRepeat():
                self.digit.emit(at)
                return True
        return super().eventFilter(watched, event)

    def show_columns(self, wide: Mapping[int, int]) -> None:
        """Have other columns appear at other widths."""
        if wide is not self._wide:
            self._wide = wide
            self._place_columns()

    def current(self) -> R | None:
        """Return the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def load(self, load: Callable[[], Sequence[R]], empty: str) -> None:
        """Show other rows, from the top; ``empty`` stands there when there are none."""
        self.table.set_empty_text(empty)
        self._source = LoadedSource(load)
        self.model.set_source(self._source)

    def reload(self) -> None:
        """Read the rows again."""
        self.table.reload()

    def stand_on(self, key: Hashable) -> None:
        """Go to a row as soon as the rows are there."""
        self._wanted = key

    def fit(self, *, short: bool) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._place_columns()
        # A message that takes its room below must not hide the row that it is about.
        self.table.scrollTo(self.table.currentIndex())

    def _place_columns(self) -> None:
        for column, least in self._wide.items():
            self.table.setColumnHidden(column, self.width() < least)
        self._share_out()

    def _share_out(self) -> None:
        """Give the columns of words what the others leave, each its share."""
        table = self.table
        shown = [at for at in range(len(self.model.columns())) if not table.isColumnHidden(at)]
        bar = table.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 - sum(table.columnWidth(at) for at in shown if at not in self._shares)
        sharing = [at for at in shown if at in self._shares]
        whole = sum(self._shares[at] for at in sharing)
        for at in sharing:
            table.setColumnWidth(at, max(room * self._shares[at] // whole, 40))

    def _on_loaded(self, count: int) -> None:
        self.footer.setText(self._footer(count))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            found = next((at for at, row in enumerate(self._source.rows) if self._key(row) == wanted), None)
            self.table.go_to(found or 0)
            if found is None:
                self.missed.emit(wanted)
        self.row_changed.emit()
