"""Which columns the list shows, in which order and how wide: as one wants them, else as many as there is room for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from desktop_app.domain.case_views import NARROWEST, WIDEST, Columns
from ui.cases.columns import MAIN, SHARES, USUAL, WIDE, WIDTHS, column_titles
from ui.kit.table import TableView

_REST_MS = 400
_EDGE = 24
"""What a list keeps for its scroll bar."""


class ColumnLayout(QObject):
    """Lays the columns of a table out, and hears when somebody drags one."""

    changed = Signal(object)
    """Columns that the person has brought about by hand."""

    def __init__(self, table: TableView, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._keys = list(column_titles())
        self._wanted = Columns()
        self._view: tuple[str, ...] = ()
        self._laying = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.changed.emit(self._wanted))
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)

    def wanted(self) -> Columns:
        """Return what the person wants."""
        return self._wanted

    def want(self, columns: Columns) -> None:
        """Lay the columns out as a person wants them."""
        known = tuple(key for key in columns.shown if key in self._keys)
        self._wanted = Columns(known, {k: v for k, v in columns.widths.items() if k in self._keys})
        self.lay()

    def choose(self, shown: tuple[str, ...]) -> None:
        """Show these columns in this order; empty shows those that fit, again."""
        self._view = ()
        self.want(replace(self._wanted, shown=shown))
        self._rest.start()

    def show_view(self, shown: tuple[str, ...]) -> None:
        """Show the columns of a saved view while it is shown; empty goes back to the person's own."""
        known = tuple(key for key in shown if key in self._keys)
        if known != self._view:
            self._view = known
            self.lay()

    def shown(self) -> tuple[str, ...]:
        """Return the columns that can be seen, from left to right."""
        header = self._table.horizontalHeader()
        places = [header.logicalIndex(at) for at in range(header.count())]
        return tuple(self._keys[at] for at in places if not self._table.isColumnHidden(at))

    def chosen(self) -> tuple[str, ...]:
        """Return the columns that were chosen by hand, empty while the list shows those that fit."""
        return self._view or self._wanted.shown

    def lay(self) -> None:
        """Lay the columns out in the room that there is."""
        header = self._table.horizontalHeader()
        if header.count() != len(self._keys):
            return
        self._laying = True
        around = self._table.parentWidget() or self._table
        room = around.width()
        chosen = self.chosen()
        shown = chosen or (*USUAL, *(key for key, least in WIDE.items() if room >= least))
        for place, key in enumerate((*shown, *(key for key in self._keys if key not in shown))):
            logical = self._keys.index(key)
            header.moveSection(header.visualIndex(logical), place)
            self._table.setColumnHidden(logical, key not in shown)
        main = MAIN if MAIN in shown else shown[-1]
        widths = self._fitted(shown, main, room)
        for key in shown:
            logical = self._keys.index(key)
            stretch = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(
                logical, stretch if key == main else QHeaderView.ResizeMode.Interactive
            )
            if key != main:
                self._table.setColumnWidth(logical, widths[key])
        self._laying = False

    def _fitted(self, shown: tuple[str, ...], main: str, room: int) -> dict[str, int]:
        """Return widths that leave the main column something, however many columns were chosen."""
        widths = {key: self._width(key, room) for key in shown}
        others = sum(width for key, width in widths.items() if key != main)
        left = room - _EDGE - min(WIDTHS[main], room // 4)
        if self.chosen() and others > left > 0:
            widths = {key: max(NARROWEST, width * left // others) for key, width in widths.items()}
        return widths

    def _width(self, key: str, room: int) -> int:
        kept = self._wanted.widths.get(key)
        if kept is not None:
            return kept
        if key in SHARES:
            share, least, most = SHARES[key]
            return min(max(int(room * share), least), most)
        return WIDTHS[key]

    def _on_resized(self, logical: int, before: int, width: int) -> None:
        mode = self._table.horizontalHeader().sectionResizeMode(logical)
        if self._laying or not before or not width or mode == QHeaderView.ResizeMode.Stretch:
            return
        widths = {**self._wanted.widths, self._keys[logical]: min(max(width, NARROWEST), WIDEST)}
        self._wanted = replace(self._wanted, widths=widths)
        self._rest.start()

    def _on_moved(self, _logical: int, _before: int, _after: int) -> None:
        if not self._laying:
            self._view = ()
            self._wanted = replace(self._wanted, shown=self.shown())
            self._rest.start()
