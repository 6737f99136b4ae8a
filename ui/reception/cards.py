"""The open attentions as tabs: shown when there is more than one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.preferential import UNSPECIFIED_WORD
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.formats import stopwatch_text
from ui.reception.attention import OpenAttention
from ui.reception.words import CHANNEL_ICONS

_LONGEST = 26
_GAP = 6
_LEAST_ABOUT = 90
"""Below this width of what it is about, the channel is told by its icon alone."""
_MNEMONIC = Qt.TextFlag.TextShowMnemonic


class AttentionCards(QWidget):
    """A card for each open attention: channel, what it is about, its clock or its hold."""

    chosen = Signal(object)
    """OpenAttention."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Reception", "Atenciones abiertas"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self._cards: list[Button] = []
        self._told: datetime | None = None

    def show_attentions(
        self, attentions: Sequence[OpenAttention], front: OpenAttention | None, now: datetime
    ) -> None:
        """Bring the cards up to date."""
        while len(self._cards) > len(attentions):
            card = self._cards.pop()
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(attentions):
            self._cards.append(self._new_card(len(self._cards)))
        self._told = now
        for card, attention in zip(self._cards, attentions, strict=True):
            card.set_icon_name(_icon(attention))
            card.setChecked(attention is front)
            card.setProperty("attention", attention)
        self.setVisible(len(attentions) > 1)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as the new width allows."""
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        now, count = self._told, len(self._cards)
        if now is None or not count:
            return
        share = (self.width() - _GAP * (count - 1)) // count
        for card in self._cards:
            attention = card.property("attention")
            metrics = QFontMetrics(card.font())
            around = card.sizeHint().width() - metrics.size(_MNEMONIC, card.text()).width()
            if not card.text():  # the gap between icon and words is not there yet
                around += 2 * _GAP
            text = self._text(attention, now, metrics, share - around)
            if card.text() != text:
                card.setText(text)
            name = f"{channel_word(attention.channel)} · {about(attention)}"
            if attention.refusal[1]:
                refused = QCoreApplication.translate("Reception", "sin registrar")
                name = f"{name} · {refused}"
            if attention.preferential:
                name = f"{name} · {core(UNSPECIFIED_WORD)}"
            if card.accessibleName() != name:
                card.setAccessibleName(name)

    def _new_card(self, at: int) -> Button:
        card = Button("", kind=Kind.CHIP)
        card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card.clicked.connect(lambda: self.chosen.emit(card.property("attention")))
        self._row.insertWidget(at, card)
        return card

    def _text(self, attention: OpenAttention, now: datetime, metrics: QFontMetrics, room: int) -> str:
        """Return the words that fit: what it is about is cut, its clock never."""
        words = shortened(about(attention), _LONGEST)
        since = attention.hold_since or attention.started
        clock = stopwatch_text(int((now - since).total_seconds()))
        head, tail = f"{channel_word(attention.channel)} · ", f" · {clock}"
        left = room - metrics.horizontalAdvance(head + tail)
        if left < min(_LEAST_ABOUT, metrics.horizontalAdvance(words)):
            head, left = "", room - metrics.horizontalAdvance(tail)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(left, 0))
        return f"{head}{words.replace('&', '&&')}{tail}"


def _icon(attention: OpenAttention) -> str:
    """Return what a card shows first: the refusal, the wait, the preference, then how the citizen came."""
    if attention.refusal[1]:
        return "alert"
    if attention.hold_since is not None:
        return "hold"
    return "priority" if attention.preferential else CHANNEL_ICONS[attention.channel]


def about(attention: OpenAttention) -> str:
    """Return whom an open attention is of, else what it is about."""
    return attention.name.strip() or attention.title or QCoreApplication.translate("Reception", "nueva")
