"""Choosing the columns of the list and their order; what is chosen is seen at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem

from ui.cases.columns import USUAL, column_titles
from ui.cases.drawer import Drawer
from ui.kit import speech, theme
from ui.kit.buttons import Button, Kind
from ui.kit.screen import SHORT
from ui.kit.surfaces import text_label

_KEY = Qt.ItemDataRole.UserRole
_ROWS = 6
_LEAST_ROWS = 3


class _Titles(QListWidget):
    """Space shows or hides the column, Ctrl with the arrows moves it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current column with Ctrl and the arrows."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(by)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ColumnsForm(Drawer):
    """All columns, those that are shown with a tick, in their order."""

    chosen = Signal(object)
    """Keys of the columns to show, in their order; empty: those that fit."""

    def __init__(self, submit_hint: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(translate("Cases", "Listo"), submit_hint)
        self.title.setText(translate("Cases", "Columnas de la lista"))
        self.list = _Titles()
        self.list.setAccessibleName(translate("Cases", "Columnas"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.moved.connect(self._move)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.usual = Button(translate("Cases", "Las que quepan"), kind=Kind.QUIET, icon="undo")
        self.usual.clicked.connect(self._on_usual)
        hint = text_label(
            translate("Cases", "Espacio muestra u oculta · Ctrl+↑ y Ctrl+↓ mueven"),
            theme.Size.SMALL,
            tone="muted",
            wrap=True,
        )
        self.column.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(self.usual)
        self.column.addLayout(row)
        self.column.addLayout(self.foot)
        self.foot.leave.hide()

    def open_for(self, shown: tuple[str, ...]) -> None:
        """Open with the columns that are shown now."""
        self._fill(shown)
        height = self.list.sizeHintForRow(0)
        frame = 2 * self.list.frameWidth() + 2
        rows = _LEAST_ROWS if self.window().height() < SHORT else _ROWS
        self.list.setFixedHeight(rows * height + frame)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Nothing is left to do: what was chosen is there already."""
        self.close_drawer()

    def _fill(self, shown: tuple[str, ...]) -> None:
        titles = column_titles()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        for key in (*shown, *(key for key in titles if key not in shown)):
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _shown(self) -> tuple[str, ...]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _tell(self) -> None:
        shown = self._shown()
        if shown:
            self.foot.set_error("")
            self.chosen.emit(shown)
        else:
            self.foot.set_error(QCoreApplication.translate("Cases", "Deje al menos una columna."))

    def _move(self, by: int) -> None:
        here = self.list.currentRow()
        there = here + by
        if not 0 <= there < self.list.count():
            return
        item = self.list.takeItem(here)
        self.list.insertItem(there, item)
        self.list.setCurrentRow(there)
        place = QCoreApplication.translate("Cases", "{column}: lugar {place}")
        speech.announce(self.list, place.format(column=item.text(), place=there + 1))
        if item.checkState() == Qt.CheckState.Checked:
            self._tell()

    def _on_usual(self) -> None:
        self._fill(USUAL)
        self.foot.set_error("")
        self.chosen.emit(())
