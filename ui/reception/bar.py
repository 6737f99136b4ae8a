"""The action bar: the clock, the hold, the draft's state, and the one button that records."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop_app.domain.coach import AMBER, RED
from desktop_app.domain.labels import label
from desktop_app.domain.values import HoldReason, Result
from ui.kit import badges, theme
from ui.kit.badges import Badge, BadgeKind
from ui.kit.buttons import Button, IconButton, Kind
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.formats import stopwatch_text
from ui.kit.surfaces import Icon
from ui.kit.tips import tip
from ui.reception.attention import OpenAttention
from ui.reception.words import CHANNEL_ICONS

_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly


class HoldClock(QWidget):
    """How long the citizen has been waiting: calm, then a warning, then an alarm, in shape and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = Badge(BadgeKind.PAUSED, "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_seconds(self, seconds: int, reason: HoldReason | None) -> None:
        """Show the wait and why."""
        kind = BadgeKind.PAUSED
        if seconds >= AMBER:
            kind = BadgeKind.OVERDUE if seconds >= RED else BadgeKind.DUE_SOON
        words = stopwatch_text(seconds)
        if reason is not None:
            words = f"{words} · {core(label(reason)).lower()}"
        if self._badge != Badge(kind, words):
            self._badge = Badge(kind, words)
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def kind(self) -> BadgeKind:
        """Return how urgent the wait looks."""
        return self._badge.kind

    def sizeHint(self) -> QSize:
        """Return the room of the badge."""
        return badges.size(self._badge)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        badges.paint(QPainter(self), self.rect(), self._badge, self.devicePixelRatioF())


class StartField(QLineEdit):
    """When the attention began; a clerk who was late with the key writes "-3" or the hour."""

    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = QCoreApplication.translate("Reception", "Inicio")
        self.setAccessibleName(name)
        hint = QCoreApplication.translate("Reception", "Inicio: escriba -3 (hace tres minutos) o la hora")
        self.setAccessibleDescription(hint)
        self.setToolTip(hint)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("00:00") + 26)
        self._shown = ""
        self.returnPressed.connect(self._on_done)

    def show_start(self, started: datetime) -> None:
        """Show the start unless it is being corrected."""
        if not (self.hasFocus() and self.isModified()):
            self._shown = f"{started:%H:%M}"
            self.setText(self._shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be ready to be written over."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was written."""
        super().focusOutEvent(event)
        self._on_done()

    def refuse(self) -> None:
        """Show again what holds."""
        self.setText(self._shown)

    def _on_done(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.corrected.emit(self.text())


class PreferentialButton(Button):
    """Whether somebody is attended before their turn: an icon, and once marked the group in words."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__("", kind=Kind.CHIP, icon="priority", parent=parent)
        self._name_alone = QCoreApplication.translate("Reception", "Atención preferente")
        self._hint_words = f"{self._name_alone} ({hint})"
        self._forms: tuple[str, ...] = ("",)
        self.show_group("")

    def show_group(self, words: str) -> None:
        """Show the group; an empty text is no mark."""
        self.setChecked(bool(words))
        plain = QCoreApplication.translate("Reception", "Preferente")
        self._forms = (words, plain, "") if words else ("",)
        self.setAccessibleName(f"{self._name_alone}: {words}" if words else self._name_alone)
        self.setToolTip(f"{words}\n{self._hint_words}" if words else self._hint_words)

    def fit(self, room: int) -> None:
        """Say as much as the room allows; the icon alone when there is none."""
        told = self.accessibleName()
        for form in self._forms:
            self.setText(form)
            if self.sizeHint().width() <= room:
                break
        self.setAccessibleName(told)


class Remark(QLabel):
    """Quiet words in the room that is left: whole, else their short form, else nothing; never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_text(self, theme.Size.SMALL, tone="muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._forms: tuple[str, ...] = ("",)

    def show_words(self, text: str, short: str) -> None:
        """Show a remark; the tooltip has it whole."""
        self._forms = (text, short, "")
        self.setToolTip(tip(text))
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again what fits."""
        super().resizeEvent(event)
        self._choose()

    def minimumSizeHint(self) -> QSize:
        """Ask for no width: what fits is shown."""
        return QSize(0, super().minimumSizeHint().height())

    def _choose(self) -> None:
        metrics = self.fontMetrics()
        fits = (form for form in self._forms if metrics.horizontalAdvance(form) <= self.width())
        self.setText(next(fits, ""))


class HoldReasons(QFrame):
    """Why the citizen is asked to wait: one digit."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        self.digits = DigitBar(QCoreApplication.translate("Reception", "Motivo de la espera"))
        for reason in HoldReason:
            self.digits.add_numbered(reason, core(label(reason)))
        self.digits.chosen.connect(self.chosen)
        row.addWidget(self.digits)
        row.addStretch(1)
        self.hide()


class ActionBar(QFrame):
    """Always in sight: it never scrolls."""

    def __init__(
        self, hold_hint: str, submit_hint: str, preferential_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.setSpacing(8)
        self._channel = Icon("person")
        self.clock = QLabel("00:00")
        theme.set_text(self.clock, theme.Size.LEAD, strong=True)
        width = QFontMetrics(theme.font(theme.Size.LEAD, strong=True)).horizontalAdvance("0:00:00")
        self.clock.setMinimumWidth(width)
        self.start = StartField()
        self.preferential = PreferentialButton(preferential_hint)
        self.hold = Button("", icon="hold", hint=hold_hint)
        self.hold_clock = HoldClock()
        self.state = Remark()
        self.discard = IconButton("close", QCoreApplication.translate("Reception", "Descartar esta atención"))
        self.submit = Button("", kind=Kind.PRIMARY, hint=submit_hint)
        for widget in (
            self._channel, self.clock, self.start, self.preferential, self.hold, self.hold_clock,
        ):  # fmt: skip
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.state, 1)
        row.addWidget(self.discard)
        row.addWidget(self.submit)
        self.show_attention(None)

    def set_state(self, text: str, short: str = "") -> None:
        """Show a quiet remark ("Borrador guardado 10:42:07"), ``short`` where there is little room."""
        self.state.show_words(text, short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say of the preference what the new width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        row = self.layout()
        if row is None:
            return
        others = [each for each in self.findChildren(QWidget, options=_CHILDREN)
                  if each not in (self.preferential, self.state) and not each.isHidden()]  # fmt: skip
        taken = sum(max(each.sizeHint().width(), each.minimumWidth()) for each in others)
        margins = row.contentsMargins()
        gaps = row.spacing() * (len(others) + 1) + margins.left() + margins.right()
        self.preferential.fit(self.width() - taken - gaps)

    def show_attention(self, attention: OpenAttention | None, group: str = "") -> None:
        """Fit the words to what will be recorded; ``group`` tells who is attended before their turn."""
        open_ = attention is not None
        for widget in (self._channel, self.clock, self.start, self.preferential, self.hold, self.discard):
            widget.setVisible(open_)
        self.preferential.show_group(group)
        self.submit.setEnabled(open_)
        if attention is None:
            self.hold_clock.hide()
            self.submit.setText(QCoreApplication.translate("Reception", "Registrar y despedir"))
            self._fit()
            return
        self.start.show_start(attention.started)
        self._channel.set_name(CHANNEL_ICONS[attention.channel])
        self._channel.setToolTip(channel_word(attention.channel))
        held = attention.hold_since is not None
        self.hold.setText(
            QCoreApplication.translate("Reception", "Retomar")
            if held
            else QCoreApplication.translate("Reception", "En espera")
        )
        self.hold.set_icon_name("play" if held else "hold")
        self.hold_clock.setVisible(held)
        self.submit.setText(_submit_words(attention.result))
        self._fit()

    def tick(self, attention: OpenAttention, now: datetime) -> None:
        """Move the clocks on."""
        seconds = int((now - attention.started).total_seconds())
        text = stopwatch_text(seconds)
        if self.clock.text() != text:
            self.clock.setText(text)
        if attention.hold_since is not None:
            waited = int((now - attention.hold_since).total_seconds())
            self.hold_clock.show_seconds(waited, attention.hold_reason)
            self._fit()


def _submit_words(result: Result) -> str:
    if result is Result.REFERRED:
        return QCoreApplication.translate("Reception", "Vincular y registrar")
    if result is Result.CASE_OPENED:
        return QCoreApplication.translate("Reception", "Abrir caso y despedir")
    if result is Result.CRITICAL_CASE:
        return QCoreApplication.translate("Reception", "Registrar como crítico")
    return QCoreApplication.translate("Reception", "Registrar y despedir")
