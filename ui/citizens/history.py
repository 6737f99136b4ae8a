"""All that happened with one person, newest first: as wide as the list, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.people import Happened, HistoryList
from ui.citizens.words import channel_word, happened_state, kind_names, nameless, when_text
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView
from ui.kit.tips import tip

_ALL = "all"
_WIDE = {2: 960, 4: 1_060, 6: 620}
"""Columns that need room, and the least width at which each appears."""


class HistoryPage(QWidget):
    """One person's history. Esc goes back; Enter opens the case that a row belongs to."""

    left = Signal()
    case_chosen = Signal(object)

    def __init__(self, context: Context, background: Background) -> None:
        super().__init__()
        self._context = context
        self.person: Citizen | None = None
        translate = QCoreApplication.translate
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.leave = Button(translate("Citizens", "Volver"), kind=Kind.QUIET, icon="arrow-left", hint="Esc")
        self.kinds = SegmentedBar(translate("Citizens", "Qué se muestra"), wrap=True)
        self._chips = {_ALL: self.kinds.add(_ALL, translate("Citizens", "Todo"))}
        for kind, (_one, many) in kind_names().items():
            self._chips[kind] = self.kinds.add(kind, many)
        self.kinds.choose(_ALL)
        self.table = TableView(translate("Citizens", "Historia de la persona"), empty="")
        self.model = PagedTableModel[Happened](
            background, self._columns(), key=lambda row: (row.kind, row.id, row.at), parent=self
        )
        self.table.show_model(self.model)
        self._source = HistoryList(context, b"")
        self.note = text_label("", theme.Size.SMALL, tone="muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.kinds)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.leave.clicked.connect(self.left)
        self.kinds.chosen.connect(lambda _value: self._show_rows())
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(background.failed)
        self.table.opened.connect(self._on_opened)
        self.table.row_changed.connect(lambda _row: self._say())
        self.model.dataChanged.connect(lambda *_: self._say())

    def _columns(self) -> Sequence[Column[Happened]]:
        translate = QCoreApplication.translate
        names = kind_names()
        now = self._context.now
        return [
            Column(translate("Citizens", "Cuándo"), lambda row: when_text(row.at, now()), 118),
            Column(translate("Citizens", "Qué"), lambda row: names[row.kind][0], 92),
            Column(translate("Citizens", "Número"), lambda row: row.number, 140),
            Column(translate("Citizens", "Asunto"), _about, 200, stretch=True),
            Column(translate("Citizens", "Canal"), lambda row: channel_word(row.channel), 132),
            Column(translate("Citizens", "Resultado"), happened_state, 124),
            Column(translate("Citizens", "Con quién"), lambda row: row.whom, 164, stretch=True),
        ]

    def show_person(self, person: Citizen) -> None:
        """Show everything about somebody, from the latest on."""
        self.person = person
        words = QCoreApplication.translate("Citizens", "Historia de {name}")
        self.title.setText(words.format(name=shortened(nameless(person.name))))
        self.title.setToolTip(tip(person.name))
        self.kinds.choose(_ALL)
        self._show_rows()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the rows again."""
        if self.person is not None:
            self.table.reload()

    def fit(self, space: Space) -> None:
        """Give up the note where there is little height."""
        self.note.setVisible(not space.short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in _WIDE.items():
            self.table.setColumnHidden(column, self.width() < least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_rows(self) -> None:
        if self.person is None:
            return
        kind = self.kinds.value()
        every = tuple(kind_names())
        kinds = every if kind == _ALL else (str(kind),)
        self._source = HistoryList(self._context, self.person.id, kinds)
        self.model.set_source(self._source)

    def _on_loaded(self, _count: int) -> None:
        counts = self._source.counts
        names = {kind: many for kind, (_one, many) in kind_names().items()}
        names[_ALL] = QCoreApplication.translate("Citizens", "Todo")
        for kind, chip in self._chips.items():
            count = sum(counts.values()) if kind == _ALL else counts.get(kind, 0)
            chip.setText(f"{names[kind]} {spanish.integer(count)}" if count else names[kind])
        self.table.set_empty_text(
            QCoreApplication.translate("Citizens", "Todavía no hay nada que mostrar aquí.")
        )
        self._say()

    def _say(self) -> None:
        row = self.table.current_row()
        line = self.model.row(row) if row >= 0 else None
        back = QCoreApplication.translate("Citizens", "Esc vuelve a la lista")
        opens = QCoreApplication.translate("Citizens", "Enter abre el caso")
        self.note.setText(f"{opens} · {back}" if line is not None and line.case is not None else back)

    def _on_opened(self, row: int) -> None:
        line = self.model.row(row)
        if line is not None and line.case is not None:
            self.case_chosen.emit(line.case)


def _about(row: Happened) -> str:
    if row.kind == "contact":
        return " · ".join(part for part in (row.text, row.about) if part)
    return row.about
