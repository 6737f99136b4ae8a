"""Long work under way: what it is, how far it is, and a button to stop it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit import speech
from ui.kit.buttons import Button
from ui.kit.operations import Background, Operation
from ui.kit.surfaces import text_label

_WAIT_MS = 400
_STEPS = 1000


class _TaskRow(QFrame):
    def __init__(self, operation: Operation[Any]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(12)
        row.addWidget(text_label(operation.text))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(operation.text)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        row.addWidget(self.bar, 1)
        self.share = text_label("", tone="muted")
        self.share.setMinimumWidth(self.share.fontMetrics().horizontalAdvance("100 %") + 4)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.share)
        if operation.cancellable:
            self.stop = Button(QCoreApplication.translate("Tasks", "Cancelar"))
            self.stop.clicked.connect(operation.cancel)
            self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
            row.addWidget(self.stop)

    def show_advance(self, done: int, total: int) -> None:
        if total <= 0:
            return
        self.bar.setRange(0, _STEPS)
        self.bar.setValue(min(done, total) * _STEPS // total)
        self.share.setText(f"{min(done, total) * 100 // total} %")


class TaskStrip(QWidget):
    """A row for each operation that has a text; quick ones are over before their row would appear."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(4)
        self._rows: dict[int, _TaskRow] = {}
        background.task_started.connect(self._on_started)
        background.task_progressed.connect(self._on_progressed)
        background.task_ended.connect(self._on_ended)
        self.hide()

    def _on_started(self, operation: Operation[Any]) -> None:
        row = _TaskRow(operation)
        self._rows[id(operation)] = row
        QTimer.singleShot(_WAIT_MS, row, lambda: self._reveal(operation))

    def _reveal(self, operation: Operation[Any]) -> None:
        row = self._rows.get(id(operation))
        if row is not None:
            self._column.addWidget(row)
            self.show()
            speech.announce(self, operation.text)

    def _on_progressed(self, operation: Operation[Any], done: int, total: int) -> None:
        row = self._rows.get(id(operation))
        if row is not None:
            row.show_advance(done, total)

    def _on_ended(self, operation: Operation[Any]) -> None:
        row = self._rows.pop(id(operation), None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(self._column.count() > 0)
