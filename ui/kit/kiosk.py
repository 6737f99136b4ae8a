"""The screen turned towards the citizen: five faces, a comment, and nothing of any case."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.figure_texts import SCORE_LABELS
from ui.kit import speech, theme
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.note_edit import NoteEdit
from ui.kit.paint import box, ring, underline
from ui.kit.surfaces import text_label

IDLE_MS = 30_000
"""After a face was chosen and nothing was touched for so long, the answer stands as it is."""
DECLINED = 0

_FACE = 64
_COMMENT = 96
_WIDEST = 720
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the citizen entered: 1 to 5, or None for "no deseo responder", and their words."""

    score: int | None
    comment: str


class FaceButton(QAbstractButton):
    """A face, its number and its words; the mouth says what the colour does not."""

    def __init__(self, score: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score = score
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Return room for the face over its words."""
        metrics = QFontMetrics(theme.font(theme.Size.LEAD))
        return QSize(max(112, metrics.horizontalAdvance(self.text()) + 24), _FACE + 48)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter as with the space bar; the other keys are for the whole screen."""
        if event.key() in _ENTER and event.modifiers() in _PLAIN:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, face and words."""
        tokens = theme.current()
        painter = QPainter(self)
        rect = self.rect()
        if self.isChecked():
            box(painter, rect, fill=tokens.soft, border=tokens.accent, width=2.0)
            underline(painter, rect, tokens.accent)
        else:
            box(painter, rect, fill=tokens.raised, border=tokens.border)
        ink = tokens.soft_ink if self.isChecked() else tokens.text
        _draw_face(painter, QRect((self.width() - _FACE) // 2, 12, _FACE, _FACE), self.score, ink)
        painter.setFont(theme.font(theme.Size.LEAD))
        painter.setPen(QColor(ink))
        painter.drawText(QRect(0, _FACE + 16, self.width(), 28), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            ring(painter, rect, tokens.focus)


def _draw_face(painter: QPainter, rect: QRect, score: int, ink: str) -> None:
    """Draw a face whose mouth bends from down (1) over straight (3) to up (5)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ink), 3))
    area = QRectF(rect).adjusted(2, 2, -2, -2)
    painter.drawEllipse(area)
    painter.setBrush(QColor(ink))
    for side in (-1, 1):
        painter.drawEllipse(QPointF(area.center().x() + side * 12, area.center().y() - 9), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, bend = area.center().y() + 13, (score - 3) * 8
    mouth = QPainterPath(QPointF(area.center().x() - 16, middle - bend / 4))
    mouth.quadTo(
        QPointF(area.center().x(), middle + bend), QPointF(area.center().x() + 16, middle - bend / 4)
    )
    painter.drawPath(mouth)


def _centred(widget: QWidget) -> QWidget:
    """Return a widget in the middle of its line, as wide as it may be."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return line


class OpinionKiosk(QDialog):
    """Covers the screen until the citizen has answered or the desk takes it back with Esc."""

    answered = Signal(object)
    """Answer."""

    def __init__(self, municipality: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(QCoreApplication.translate("Kiosk", "Su opinión"))
        self._score: int | None = None
        self._chosen = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.send)
        question = QCoreApplication.translate("Kiosk", "¿Cómo fue la atención que recibió?")
        self.faces = [FaceButton(score, core(words)) for score, words in enumerate(SCORE_LABELS, 1)]
        self.declined = Button(QCoreApplication.translate("Kiosk", "0 No deseo responder"), kind=Kind.NORMAL)
        self.comment = NoteEdit()
        self.comment.setFixedHeight(_COMMENT)
        self.comment.setPlaceholderText(
            QCoreApplication.translate("Kiosk", "Si desea, escriba aquí un comentario")
        )
        self.comment.setAccessibleName(QCoreApplication.translate("Kiosk", "Comentario, si lo desea"))
        self.done_button = Button(
            QCoreApplication.translate("Kiosk", "Enviar mi opinión"), kind=Kind.PRIMARY, hint="Ctrl+Enter"
        )
        self._hint = text_label("", tone="error", wrap=True)
        self._lay_out(municipality, question)
        for face in self.faces:
            face.clicked.connect(lambda _checked=False, face=face: self.choose(face.score))
        self.declined.clicked.connect(self._decline)
        self.done_button.clicked.connect(self.send)
        self.comment.textChanged.connect(self._rest_again)

    def _lay_out(self, municipality: str, question: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(12)
        column.addStretch(1)
        for text, size, tone in (
            (municipality, theme.Size.LEAD, "muted"),
            (question, theme.Size.FIGURE, ""),
            (
                QCoreApplication.translate("Kiosk", "Elija una cara, o escriba su número."),
                theme.Size.LEAD,
                "muted",
            ),
        ):
            label = text_label(text, size, strong=size is theme.Size.FIGURE, tone=tone, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for face in self.faces:
            row.addWidget(face)
        row.addStretch(1)
        column.addLayout(row)
        for widget in (self.comment, self._hint):
            widget.setMaximumWidth(_WIDEST)
        self.comment.setMinimumWidth(320)
        column.addWidget(_centred(self.comment))
        column.addWidget(self._hint)
        self._hint.hide()
        foot = QWidget()
        foot.setMaximumWidth(_WIDEST)
        last = QHBoxLayout(foot)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.declined)
        last.addStretch(1)
        last.addWidget(self.done_button)
        column.addWidget(_centred(foot))
        column.addStretch(2)

    def ask(self) -> None:
        """Cover the screen with nothing chosen, the first face under the keys."""
        covered = self.parentWidget() or self
        self.setGeometry(covered.screen().geometry())
        self.showFullScreen()
        self.faces[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, score: int) -> None:
        """Take a face; the comment is next."""
        self._score, self._chosen = score, True
        for face in self.faces:
            face.setChecked(face.score == score)
        self._hint.hide()
        speech.announce(self, self.faces[score - 1].text())
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rest_again()

    def send(self) -> None:
        """End with what was chosen; without a face say what is missing."""
        if not self._chosen:
            text = QCoreApplication.translate(
                "Kiosk", "Elija una cara, o «No deseo responder» si prefiere no opinar."
            )
            self._hint.setText(text)
            self._hint.show()
            speech.announce(self, text)
            self.faces[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._end(Answer(self._score, self.comment.toPlainText().strip()))

    def _decline(self) -> None:
        self._end(Answer(None, self.comment.toPlainText().strip()))

    def _end(self, answer: Answer) -> None:
        self._idle.stop()
        self.accept()
        self.answered.emit(answer)

    def _rest_again(self) -> None:
        if self._chosen:
            self._idle.start()

    def reject(self) -> None:
        """Give the screen back to the desk without an answer."""
        self._idle.stop()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number; Ctrl+Enter sends, Esc gives the screen back."""
        digit = event.key() - Qt.Key.Key_0
        if event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.send()
        elif event.modifiers() in _PLAIN and 1 <= digit <= len(self.faces):
            self.choose(digit)
        elif event.modifiers() in _PLAIN and digit == DECLINED:
            self._decline()
        else:
            super().keyPressEvent(event)
