"""Words marked where they were typed: underlined in waves on a ground of their own, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from ui.kit import theme

_WAVE = 2.0
_STEP = 3.0


def mark_note(edit: QPlainTextEdit, spans: Sequence[tuple[int, int]]) -> None:
    """Mark stretches (in characters) of a text of several lines; the text and its undo stay as they are."""
    pair = theme.current().due_soon
    text = edit.toPlainText() if spans else ""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(theme.current().error))
    if not theme.current().outlined:
        look.setBackground(QColor(pair.ground))
        look.setForeground(QColor(pair.ink))
    found = []
    for start, end in spans:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(edit.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look  # type: ignore[attr-defined]
        found.append(selection)
    edit.setExtraSelections(found)


def marked(edit: QPlainTextEdit) -> list[str]:
    """Return the words that are marked in a text of several lines."""
    return [each.cursor.selectedText() for each in edit.extraSelections()]  # type: ignore[attr-defined]


def paint_line_mark(line: QLineEdit, event: QPaintEvent, spans: Sequence[tuple[int, int]]) -> None:
    """Draw waves under stretches (in characters) of a line, after it has drawn itself."""
    inside = line.contentsRect().adjusted(4, 0, -4, 0)
    painter = QPainter(line)
    painter.setClipRect(inside.intersected(event.rect()))
    painter.setPen(QPen(QColor(theme.current().error), 1.6))
    metrics, text = line.fontMetrics(), line.text()
    cursor = line.cursorRect()
    origin = cursor.center().x() + 1 - metrics.horizontalAdvance(text[: _chars(text, line.cursorPosition())])
    base = cursor.bottom() - 1.0
    for start, end in spans:
        left = origin + metrics.horizontalAdvance(text[:start])
        painter.drawPath(_wave(left, origin + metrics.horizontalAdvance(text[:end]), base))
    painter.end()


def _wave(left: float, right: float, base: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, base))
    at, up = left, True
    while at < right:
        at += _STEP
        path.lineTo(QPointF(min(at, right), base - (_WAVE if up else 0.0)))
        up = not up
    return path


def _units(text: str) -> int:
    """Return how many places a text takes in a document: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _chars(text: str, units: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
