"""The verdict as a sign that cannot be overlooked: icon, words and ground, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.domain.receipt_verdict import Verdict
from ui.kit import icons, theme
from ui.kit.paint import box
from ui.kit.surfaces import text_label
from ui.kit.tokens import Pair, Tokens

_ICON = 28
_SIGNS = {
    Verdict.GENUINE: "shield",
    Verdict.EARLIER: "shield",
    Verdict.REVOKED_CONFIRMED: "shield",
    Verdict.NUMBER_ONLY: "info",
    Verdict.REVOKED_BEFORE: "warning",
    Verdict.UNKNOWN_DESK: "warning",
    Verdict.REVOKED_AFTER: "alert",
    Verdict.ALTERED: "alert",
}


def _pair(verdict: Verdict, tokens: Tokens) -> Pair:
    if tokens.outlined:
        return Pair(tokens.text, tokens.surface)
    sign = _SIGNS[verdict]
    if sign == "shield":
        return tokens.success
    if sign == "info":
        return Pair(tokens.text, tokens.soft)
    return tokens.due_soon if sign == "warning" else tokens.failure


class VerdictSign(QFrame):
    """Headline and sentence on the ground of their meaning."""

    def __init__(self, verdict: Verdict, headline: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self.setAccessibleName(f"{headline}. {sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24 + _ICON, 10, 12, 12)
        column.setSpacing(2)
        self.headline = text_label(headline, theme.Size.LEAD, strong=True, wrap=True)
        self.sentence = text_label(sentence, wrap=True)
        column.addWidget(self.headline)
        column.addWidget(self.sentence)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _colour(self) -> None:
        # A palette would be put back by the labels' own change of style, which comes after this one.
        ink = f"color: {_pair(self.verdict, theme.current()).ink}"
        for words in (self.headline, self.sentence):
            if words.styleSheet() != ink:
                words.setStyleSheet(ink)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and icon."""
        tokens = theme.current()
        pair = _pair(self.verdict, tokens)
        painter = QPainter(self)
        box(painter, self.rect(), fill=pair.ground, border=pair.ink, width=2 if tokens.outlined else 1)
        drawn = icons.pixmap(
            _SIGNS[self.verdict], _ICON, pair.ink, ground=pair.ground, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(12, 12, drawn)
