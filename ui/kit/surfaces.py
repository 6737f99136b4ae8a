"""Quiet pieces that screens are laid out with: cards, headings, empty states, the striped banner."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.breaking import breakable
from ui.kit.buttons import Button

_MARK = 16
_STRIPE = 12
_SENTENCE = 560


class Words(QLabel):
    """A label whose errors carry a mark before the words: colour alone says nothing in high contrast."""

    _marked = False
    _written = ""

    def setText(self, text: str) -> None:
        """Show a text; where lines are broken, words longer than a line are too."""
        self._written = text
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        """Return the text as it was written, without the places to break it."""
        return self._written

    def setProperty(self, name: str, value: object) -> bool:
        """Make room for the mark when the tone changes.

        Here and not in ``event``: a window has hundreds of labels, and each gets a dozen events on its way in.
        """
        known = super().setProperty(name, value)
        if name == "tone" and (value == "error") != self._marked:
            self._marked = value == "error"
            margins = self.contentsMargins()
            margins.setLeft(margins.left() + (_MARK + theme.GRID) * (1 if self._marked else -1))
            self.setContentsMargins(margins)
        return known

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and the mark at their first line."""
        super().paintEvent(event)
        if self._marked and self.text():
            tokens = theme.current()
            drawn = icons.pixmap(
                "alert", _MARK, tokens.error, ground=tokens.surface, ratio=self.devicePixelRatioF()
            )
            area = self.contentsRect()
            lead = min(self.fontMetrics().lineSpacing(), area.height())
            QPainter(self).drawPixmap(
                area.left() - _MARK - theme.GRID, area.top() + (lead - _MARK) // 2, drawn
            )


def text_label(
    text: str = "",
    size: theme.Size = theme.Size.BODY,
    *,
    strong: bool = False,
    tone: str = "",
    wrap: bool = False,
) -> QLabel:
    """Return a label of plain text: what somebody typed is never read as markup.

    With ``wrap`` a word longer than the line is broken too, so that it can't widen what it stands in.
    """
    label = Words()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(text)
    theme.set_text(label, size, strong=strong, tone=tone)
    return label


class Card(QFrame):
    """A white surface with an optional heading; content goes into :attr:`body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)
        self._title = text_label(title, strong=True)
        self.body.addWidget(self._title)
        self._title.setHidden(not title)
        if title:
            self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Set the heading."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)


class Icon(QWidget):
    """An icon that stands for itself; the words beside it carry the meaning."""

    def __init__(self, name: str, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._side = size
        self.setFixedSize(size, size)

    def set_name(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the second text colour."""
        tokens = theme.current()
        drawn = icons.pixmap(
            self._name, self._side, tokens.text2, ground=tokens.surface, ratio=self.devicePixelRatioF()
        )
        QPainter(self).drawPixmap(0, 0, drawn)


class EmptyState(QWidget):
    """What stands where nothing is yet: an icon, a sentence and perhaps what to do."""

    def __init__(
        self, icon: str, sentence: str, action: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Icon(icon, 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self.sentence = text_label(sentence, theme.Size.LEAD, tone="muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Short lines are read with ease; room at the sides that is no minimum lets the window shrink again.
        self.sentence.setMaximumWidth(_SENTENCE)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.sentence, 1000)
        line.addStretch(1)
        column.addLayout(line)
        if action is not None:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(action)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(2)


class FrontStack(QStackedWidget):
    """Pages of which the one in front alone says how much room is needed: nobody sees the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return the least that the page in front needs."""
        front = self.currentWidget()
        return front.minimumSizeHint().expandedTo(front.minimumSize()) if front is not None else QSize(0, 0)


class StripedBanner(QWidget):
    """A band that cannot be overlooked: what is shown is a demonstration, or practice."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Set the words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words, 20 px high."""
        width = QFontMetrics(theme.font(theme.Size.SMALL, strong=True)).horizontalAdvance(self._text)
        return QSize(width + 48, 20)

    def minimumSizeHint(self) -> QSize:
        """Return the same: the words are the point."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw stripes, and the words on a calm ground in the middle."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.due_soon.ground))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.due_soon.ink))
        height = self.height()
        for left in range(-height, self.width(), 2 * _STRIPE):
            painter.drawPolygon(_stripe(left, height))
        font = theme.font(theme.Size.SMALL, strong=True)
        width = QFontMetrics(font).horizontalAdvance(self._text) + 24
        middle = QRect((self.width() - width) // 2, 0, width, height)
        painter.fillRect(middle, QColor(tokens.due_soon.ground))
        painter.setFont(font)
        painter.setPen(QColor(tokens.due_soon.ink))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, self._text)


def _stripe(left: int, height: int) -> QPolygon:
    return QPolygon(
        [
            QPoint(left, height),
            QPoint(left + height, 0),
            QPoint(left + height + _STRIPE, 0),
            QPoint(left + _STRIPE, height),
        ]
    )
