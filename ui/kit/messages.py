"""What the program has to say, without ever taking the focus or standing in the way.

Good news is one line of the status bar. What needs an eye is a bar above it that stays until closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import icons, speech, theme
from ui.kit.buttons import Button, IconButton, Kind
from ui.kit.paint import box
from ui.kit.surfaces import Icon, text_label
from ui.kit.tips import tip
from ui.kit.tokens import Pair, Tokens

SECONDS = 10
"""How long good news stays: as long as an undo is possible."""
_MOST = 3
_LINE_MARGIN = 8
_LINE_GAP = 8
_LINE_ICON = 16


class Tone(StrEnum):
    """How a message is meant."""

    DONE = "done"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence, perhaps with one thing to do about it. ``key``: a newer one takes its place.

    ``ends`` names messages that are no longer true. ``seen`` is called when the person has closed it, or done
    what it offers.
    """

    tone: Tone
    text: str
    action: str = ""
    act: Callable[[], object] | None = None
    key: str = ""
    seen: Callable[[], object] | None = None
    ends: tuple[str, ...] = ()

    @property
    def passing(self) -> bool:
        """Whether it goes away by itself."""
        return self.tone in {Tone.DONE, Tone.INFO}


_ICONS = {
    Tone.DONE: "check",
    Tone.INFO: "info",
    Tone.WARNING: "warning",
    Tone.ERROR: "alert",
    Tone.CRITICAL: "star-solid",
}


def _colours(tone: Tone, tokens: Tokens) -> Pair:
    if tokens.outlined:
        return Pair(tokens.text, tokens.surface)
    return {
        Tone.DONE: tokens.success,
        Tone.INFO: Pair(tokens.text, tokens.soft),
        Tone.WARNING: tokens.due_soon,
        Tone.ERROR: tokens.failure,
        Tone.CRITICAL: tokens.critical,
    }[tone]


class _Strip(QFrame):
    """A message on its coloured ground."""

    closed = Signal()

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setAccessibleName(message.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 4, 8, 4)
        row.setSpacing(8)
        self._text = text_label(message.text, wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text, 1)
        if message.action and message.act is not None:
            button = Button(message.action)
            button.clicked.connect(self._on_act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if message.tone is Tone.CRITICAL:
            seen = Button(QCoreApplication.translate("Messages", "Entendido"))
            seen.clicked.connect(self.closed)
            row.addWidget(seen, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            close = IconButton("close", QCoreApplication.translate("Messages", "Cerrar el mensaje"))
            close.clicked.connect(self.closed)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._colour()

    def _on_act(self) -> None:
        act = self.message.act
        self.closed.emit()
        if act is not None:
            act()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        # A palette would be put back by the label's own change of style, which comes after this one.
        self._text.setStyleSheet(f"color: {_colours(self.message.tone, theme.current()).ink}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and icon."""
        tokens = theme.current()
        pair = _colours(self.message.tone, tokens)
        painter = QPainter(self)
        box(painter, self.rect(), fill=pair.ground, border=pair.ink, width=2 if tokens.outlined else 1)
        drawn = icons.pixmap(
            _ICONS[self.message.tone], 20, pair.ink, ground=pair.ground, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(12, (self.height() - 20) // 2, drawn)


class MessageBar(QWidget):
    """The messages that wait for an eye, the newest at the bottom, three at most."""

    arranged = Signal()
    """What is shown has changed and is not empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 8)
        self._column.setSpacing(4)
        self._strips: list[_Strip] = []
        self._single = False
        self.hide()

    def set_single(self, *, single: bool) -> None:
        """Show one message at a time, the gravest and newest, in a row of 44 px."""
        self._single = single
        margin = (8, 2, 8, 2) if single else (8, 0, 8, 8)
        self._column.setContentsMargins(*margin)
        self._arrange()

    def messages(self) -> list[Message]:
        """Return what is shown."""
        return [strip.message for strip in self._strips]

    def show_message(self, message: Message) -> None:
        """Add a message; one with the same key, or the oldest that is not critical, makes room."""
        same = [strip for strip in self._strips if message.key and strip.message.key == message.key]
        for strip in same:
            self._remove(strip)
        if len(self._strips) >= _MOST:
            calm = (strip for strip in self._strips if strip.message.tone is not Tone.CRITICAL)
            oldest = next(calm, None)
            if oldest is not None:
                self._remove(oldest)
        strip = _Strip(message)
        strip.closed.connect(lambda: self._close(strip))
        self._strips.append(strip)
        self._column.addWidget(strip)
        self._arrange()
        speech.announce(self, message.text, urgent=message.tone in {Tone.ERROR, Tone.CRITICAL})

    def withdraw(self, key: str) -> None:
        """Take a message away that is no longer true."""
        for strip in [strip for strip in self._strips if key and strip.message.key == key]:
            self._remove(strip)

    def _close(self, strip: _Strip) -> None:
        self._remove(strip)
        if strip.message.seen is not None:
            strip.message.seen()

    def _remove(self, strip: _Strip) -> None:
        if strip in self._strips:
            self._strips.remove(strip)
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        grave = [strip for strip in self._strips if strip.message.tone is Tone.CRITICAL]
        newest = (grave or self._strips)[-1:]
        for strip in self._strips:
            strip.setVisible(strip in newest or not self._single)
        self.setVisible(bool(self._strips))
        if self._strips:
            self.arranged.emit()


class MessageLine(QWidget):
    """One passing sentence with its act ("Deshacer Ctrl+Z"), in a place that is always there."""

    filled = Signal()
    """A sentence came or went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(_LINE_MARGIN, 0, _LINE_MARGIN, 0)
        row.setSpacing(_LINE_GAP)
        self._full = ""
        self._icon = Icon("check", _LINE_ICON)
        self._label = text_label()
        self._button = Button("", kind=Kind.QUIET)
        self._button.set_low()
        self._button.clicked.connect(self._on_act)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        row.addWidget(self._button)
        row.addStretch(1)
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.clear()

    def text(self) -> str:
        """Return the sentence that stands there."""
        return self._full

    def show_message(self, message: Message) -> None:
        """Show a passing message for ten seconds."""
        self._full = message.text
        self._act = message.act
        self._icon.set_name(_ICONS[message.tone])
        self._icon.show()
        self._label.show()
        self._button.setText(message.action)
        self._button.setVisible(bool(message.action))
        self.filled.emit()
        self._elide()
        self._timer.start(SECONDS * 1000)
        speech.announce(self, message.text)

    def clear(self) -> None:
        """Take the sentence away."""
        self._timer.stop()
        self._full = ""
        self._act = None
        self._label.clear()
        for widget in (self._icon, self._label, self._button):
            widget.hide()
        self.filled.emit()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: with a sentence to show, what matters less makes room."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Fit the sentence to the room there is; the tooltip has it whole."""
        self._elide()

    def _elide(self) -> None:
        taken = 2 * _LINE_MARGIN + _LINE_ICON + _LINE_GAP
        if not self._button.isHidden():
            taken += self._button.sizeHint().width() + _LINE_GAP
        metrics = self._label.fontMetrics()
        room = max(self.width() - taken, 24)
        shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self._label.setText(shown)
        self._label.setFixedWidth(min(metrics.horizontalAdvance(shown) + 2, room))
        self._label.setToolTip(tip(self._full) if shown != self._full else "")

    def _on_act(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
