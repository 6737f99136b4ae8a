"""F1: every key there is, made from the declared actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.actions import ActionRegistry, ActionSpec, shown
from ui.kit.buttons import Button, Kind
from ui.kit.surfaces import text_label

_WIDTH = 760
_HEIGHT = 520
_KEYS_WIDTH = 112


class HelpSheet(QDialog):
    """A window of its own that can stay open beside the work; Esc closes it."""

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Help", "Teclas"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        heading = QCoreApplication.translate("Help", "Todo se puede hacer con el teclado")
        column.addWidget(text_label(heading, theme.Size.TITLE, strong=True))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(heading)
        area.setWidget(_sheet(actions.groups()))
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button(QCoreApplication.translate("Help", "Cerrar"), kind=Kind.NORMAL, hint="Esc")
        close.clicked.connect(self.close)
        row.addWidget(close)
        column.addLayout(row)
        screen = parent.screen().availableSize()
        self.resize(min(_WIDTH, screen.width() - 40), min(_HEIGHT, screen.height() - 80))
        area.setFocus()


def _sheet(groups: dict[str, list[ActionSpec]]) -> QWidget:
    """Lay the groups out in two columns of about the same length."""
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(0, 0, 12, 0)
    row.setSpacing(32)
    columns = [QVBoxLayout(), QVBoxLayout()]
    lengths = [0, 0]
    for title, specs in groups.items():
        shorter = lengths.index(min(lengths))
        lengths[shorter] += len(specs) + 2
        columns[shorter].addWidget(_group(title, specs))
    for column in columns:
        column.setSpacing(16)
        column.addStretch(1)
        row.addLayout(column, 1)
    return sheet


def _group(title: str, specs: list[ActionSpec]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(12)
    grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
    grid.setColumnStretch(1, 1)
    grid.addWidget(text_label(title, theme.Size.LEAD, strong=True), 0, 0, 1, 2)
    for at, spec in enumerate(specs, start=1):
        keys = list(dict.fromkeys(shown(shortcut) for shortcut in spec.shortcuts))
        grid.addWidget(text_label("  ·  ".join(keys), strong=True), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(spec.explanation(), wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
    return box
