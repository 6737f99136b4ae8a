"""F1: every key there is, made from the declared actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.actions import ActionRegistry, ActionSpec, shown
from ui.kit.buttons import Button, Kind
from ui.kit.surfaces import text_label

_WIDTH = 760
_HEIGHT = 520
_KEYS_WIDTH = 112
_GAP = 12
_BETWEEN = 4
_LEAST_WORDS = 120
_ANY_HEIGHT = 10_000
_KEYS = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_WORDS = _KEYS | int(Qt.TextFlag.TextWordWrap)


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
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_BETWEEN)
    column.addWidget(text_label(title, theme.Size.LEAD, strong=True))
    column.addWidget(KeyRows(title, [(_keys(spec), spec.explanation()) for spec in specs]))
    return box


def _keys(spec: ActionSpec) -> str:
    return "  ·  ".join(dict.fromkeys(shown(shortcut) for shortcut in spec.shortcuts))


class KeyRows(QWidget):
    """Keys at the left, what they do at the right, drawn: as labels they took visibly long to open."""

    def __init__(self, title: str, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows
        self._places: tuple[int, list[QRect]] = (-1, [])
        self._bold, self._plain = theme.font(strong=True), theme.font()
        bold = QFontMetrics(self._bold)
        widest = max((bold.horizontalAdvance(keys) for keys, _words in rows), default=0)
        self._left = max(widest, _KEYS_WIDTH) + _GAP
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(f"{keys}: {words}" for keys, words in rows))

    def minimumSizeHint(self) -> QSize:
        """Return the least width; how high that is depends on the width the sheet gives."""
        return QSize(self._left + _LEAST_WORDS, len(self._rows) * QFontMetrics(self._plain).height())

    def sizeHint(self) -> QSize:
        """Return the least; the sheet gives what room it has."""
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        places = self._placed(width)
        return places[-1].bottom() + 1 if places else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are in sight."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().text))
        for place, (keys, words) in zip(self._placed(self.width()), self._rows, strict=True):
            if place.intersects(event.rect()):
                painter.setFont(self._bold)
                painter.drawText(QRect(0, place.top(), self._left, place.height()), _KEYS, keys)
                painter.setFont(self._plain)
                painter.drawText(place, _WORDS, words)

    def _placed(self, width: int) -> list[QRect]:
        """Return where the words of each row stand in a sheet of that width."""
        if self._places[0] != width:
            metrics, top, places = QFontMetrics(self._plain), 0, []
            for _keys_of_row, words in self._rows:
                room = QRect(self._left, top, max(width - self._left, 1), _ANY_HEIGHT)
                height = metrics.boundingRect(room, _WORDS, words).height()
                places.append(QRect(room.left(), top, room.width(), height))
                top += height + _BETWEEN
            self._places = (width, places)
        return self._places[1]
