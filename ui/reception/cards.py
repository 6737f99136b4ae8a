"""The open attentions as tabs: shown when there is more than one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.formats import stopwatch_text
from ui.reception.attention import OpenAttention
from ui.reception.words import CHANNEL_ICONS, channel_word

_LONGEST = 26


class AttentionCards(QWidget):
    """A card for each open attention: channel, what it is about, its clock or its hold."""

    chosen = Signal(object)
    """OpenAttention."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Reception", "Atenciones abiertas"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self._cards: list[Button] = []

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
        for card, attention in zip(self._cards, attentions, strict=True):
            text = self._text(attention, now, len(attentions))
            if card.text() != text:
                card.setText(text)
            card.set_icon_name(
                "hold" if attention.hold_since is not None else CHANNEL_ICONS[attention.channel]
            )
            card.setChecked(attention is front)
            card.setProperty("attention", attention)
        self.setVisible(len(attentions) > 1)

    def _new_card(self, at: int) -> Button:
        card = Button("", kind=Kind.CHIP)
        card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card.clicked.connect(lambda: self.chosen.emit(card.property("attention")))
        self._row.insertWidget(at, card)
        return card

    def _text(self, attention: OpenAttention, now: datetime, count: int) -> str:
        about = attention.name.strip() or attention.title
        about = about or QCoreApplication.translate("Reception", "nueva")
        longest = _LONGEST - 4 * (count - 2)
        if len(about) > longest:
            about = f"{about[: longest - 1].rstrip()}…"
        since = attention.hold_since or attention.started
        clock = stopwatch_text(int((now - since).total_seconds()))
        return f"{channel_word(attention.channel)} · {about} · {clock}"
