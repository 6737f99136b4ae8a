"""People who may be recorded twice: found beside the UI thread, shown pair by pair with the reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services import duplicates
from desktop_app.services.context import Context
from desktop_app.services.duplicates import Candidate, CandidateList, Found
from ui.citizens.words import person_text
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.core import core
from ui.kit.operations import Background, Failure, Operation
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView

OPEN, APART = "open", "apart"
_WHY_LEAST = 620
"""Width of the list from which on the reason has a column of its own at the left and the names room."""


def pair_columns() -> list[Column[Candidate]]:
    """Return the columns of the pairs."""
    none = QCoreApplication.translate("Citizens", "Ya no se parecen")
    return [
        Column(
            QCoreApplication.translate("Citizens", "Por qué"),
            lambda row: " · ".join(core(each) for each in row.why) or none,
            220,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Citizens", "Ficha más antigua"),
            lambda row: person_text(row.one, row.one_document),
            220,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Citizens", "Otra ficha"),
            lambda row: person_text(row.other, row.other_document),
            220,
            stretch=True,
        ),
    ]


class PairsPage(QWidget):
    """The pairs to look at, and those that somebody told apart."""

    counted = Signal(int)
    """How many pairs wait for a decision."""
    row_changed = Signal()
    opened = Signal()

    def __init__(self, context: Context, background: Background) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self._found: Found | None = None
        self._stale = True
        self._search: Operation[Found] | None = None
        self._check: Operation[Found] | None = None
        self.choice = SegmentedBar(QCoreApplication.translate("Citizens", "Qué parejas"))
        self._chips = {
            OPEN: self.choice.add(OPEN, QCoreApplication.translate("Citizens", "Por revisar")),
            APART: self.choice.add(APART, QCoreApplication.translate("Citizens", "Descartadas")),
        }
        self.choice.choose(OPEN)
        self.table = TableView(QCoreApplication.translate("Citizens", "Posibles duplicados"), empty="")
        self.model = PagedTableModel[Candidate](
            background, pair_columns(), key=lambda row: (row.pair.one, row.pair.other), parent=self
        )
        self.table.show_model(self.model)
        self.note = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.choice.chosen.connect(lambda _value: self._show_rows())
        self.model.loaded.connect(lambda _count: self.row_changed.emit())
        self.model.dataChanged.connect(lambda *_: self.row_changed.emit())
        self.model.failed.connect(background.failed)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())

    def current(self) -> Candidate | None:
        """Return the pair in the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def apart(self) -> bool:
        """Tell whether the pairs that were told apart are shown."""
        return self.choice.value() == APART

    def searching(self) -> bool:
        """Tell whether everyone is being looked through."""
        return self._search is not None

    def look(self, *, aloud: bool = False) -> None:
        """Look through everyone, unless nothing changed since the last time; ``aloud`` tells the advance."""
        if self._search is not None or not self._stale:
            return
        self._stale = False
        context = self._context
        operation = self._background.long_read(
            self, lambda progress, token: duplicates.search(context, progress, token)
        ).stand_aside()
        if aloud:
            operation.with_progress(QCoreApplication.translate("Citizens", "Buscando fichas repetidas"))
        operation.on_success(self._on_found).on_failure(self._on_failed).on_cancel(self._on_cancelled)
        self._search = operation.run()
        self._say()

    def follow(self) -> None:
        """Somebody's data changed: drop what no longer holds, look again when somebody comes."""
        self._stale = True
        found, context = self._found, self._context
        if found is None:
            return
        if self._check is not None:
            self._check.drop()

        def done(left: Found) -> None:
            self._check = None
            self._take(left)
            if self.isVisible():
                self.look()

        self._check = (
            self._background.read(self, lambda: duplicates.still_standing(context, found))
            .on_success(done)
            .run()
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Look again when something changed since."""
        super().showEvent(event)
        self.look(aloud=self._found is None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the room where there is little."""
        super().resizeEvent(event)
        self.table.setColumnHidden(0, self.width() < _WHY_LEAST)

    def fit(self, space: Space) -> None:
        """Give up the note where there is little height."""
        self.note.setVisible(not space.short)

    def _on_found(self, found: Found) -> None:
        self._search = None
        self._take(found)
        if self._stale and self.isVisible():
            self.look()

    def _take(self, found: Found) -> None:
        again = self._found is not None
        before, self._found = self._found, found
        for value, name, count in (
            (OPEN, QCoreApplication.translate("Citizens", "Por revisar"), found.total),
            (APART, QCoreApplication.translate("Citizens", "Descartadas"), len(found.apart)),
        ):
            self._chips[value].setText(f"{name} {spanish.integer(count)}" if count else name)
        self.counted.emit(found.total)
        if before != found or not again:
            self._show_rows()
        self._say()

    def _show_rows(self) -> None:
        found = self._found or Found()
        row = self.table.current_row()
        self.model.set_source(CandidateList(self._context, found.apart if self.apart() else found.pairs))
        self._again = row
        self._say()

    def _on_failed(self, failure: Failure) -> None:
        self._search = None
        self._stale = True
        self._background.failed.emit(failure)
        self._say()

    def _on_cancelled(self) -> None:
        self._search = None
        self._stale = True
        self._say()

    def _say(self) -> None:
        translate = QCoreApplication.translate
        if self._found is None:
            words = translate("Citizens", "Se está revisando el registro de personas…")
            if not self.searching():
                words = translate("Citizens", "La revisión se detuvo. F5 la empieza otra vez.")
        elif self.apart():
            words = translate("Citizens", "Nadie descartó ninguna pareja.")
        else:
            words = translate("Citizens", "No hay fichas que parezcan repetidas.")
        self.table.set_empty_text(words)
        keys = (
            translate("Citizens", "Enter compara · D vuelve a considerarla")
            if self.apart()
            else translate("Citizens", "Las más seguras primero · Enter compara · D no son la misma persona")
        )
        self.note.setText(keys)
