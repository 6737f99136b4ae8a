"""The pinned questions: nine chips whose digit takes them while Consulta is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop_app.services.catalogue import Topic
from ui.kit import theme
from ui.kit.paint import box, ring
from ui.kit.tips import tip

_COLUMNS = 3
_HEIGHT = 26
_PAD = 10
_DIGIT = 18


class QuickChip(QAbstractButton):
    """A digit and a question; a long question is shortened, its tooltip has it whole."""

    def __init__(self, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic = topic
        self.setAccessibleName(f"{topic.quick}, {topic.title}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a comfortable size; the grid gives each a third."""
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least at which a question can be told from another."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw digit, question and ring."""
        tokens = theme.current()
        painter = QPainter(self)
        warm = self.underMouse() or self.isDown()
        border = tokens.border if tokens.outlined else tokens.line
        box(painter, self.rect(), fill=tokens.hover if warm else tokens.surface, border=border)
        painter.setFont(self.font())
        centre = Qt.AlignmentFlag.AlignVCenter
        row = self.rect().adjusted(_PAD, 0, -_PAD, 0)
        painter.setPen(tokens.accent if not tokens.outlined else tokens.text)
        painter.drawText(row, centre, str(self.topic.quick))
        row.setLeft(row.left() + _DIGIT)
        shown = QFontMetrics(self.font()).elidedText(
            self.topic.title, Qt.TextElideMode.ElideRight, row.width()
        )
        self.setToolTip(tip(self.topic.title) if shown != self.topic.title else "")
        painter.setPen(tokens.text)
        painter.drawText(row, centre, shown)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)


class QuickTopics(QWidget):
    """Three rows of three; one Tab stop, the arrows walk."""

    chosen = Signal(object)
    """Topic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Reception", "Consultas frecuentes"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)
        self._chips: list[QuickChip] = []

    def chips(self) -> list[QuickChip]:
        """Return the chips by their digit."""
        return list(self._chips)

    def set_topics(self, topics: Sequence[Topic]) -> None:
        """Show these questions."""
        if [chip.topic for chip in self._chips] == list(topics):
            return
        for chip in self._chips:
            self._grid.removeWidget(chip)
            chip.deleteLater()
        self._chips = [QuickChip(topic) for topic in topics]
        for at, chip in enumerate(self._chips):
            chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus if at else Qt.FocusPolicy.StrongFocus)
            chip.clicked.connect(lambda _checked=False, chip=chip: self.chosen.emit(chip.topic))
            self._grid.addWidget(chip, at // _COLUMNS, at % _COLUMNS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def topic(self, digit: int) -> Topic | None:
        """Return the question pinned to a digit."""
        return next((chip.topic for chip in self._chips if chip.topic.quick == digit), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS,
        }.get(Qt.Key(event.key()), 0)  # fmt: skip
        here = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if not step or here is None or not 0 <= here + step < len(self._chips):
            super().keyPressEvent(event)
        else:
            self._chips[here + step].setFocus(Qt.FocusReason.TabFocusReason)
