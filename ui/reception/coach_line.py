"""One recommendation under the sentence: what, why (its source), and a way to be rid of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.coach import Advice, Urgency
from ui.kit import speech, theme
from ui.kit.buttons import IconButton
from ui.kit.core import core
from ui.kit.surfaces import Icon, text_label

LEAST = 26
_ICONS = {Urgency.CALM: "tip", Urgency.AMBER: "sandglass", Urgency.RED: "alert"}


class CoachLine(QFrame):
    """Keeps its room without a tip, so that the form under it stands still."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Reception", "Consejo"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._line = row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(6)
        self._icon = Icon("tip", 18)
        self.words = text_label("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.source = text_label("", theme.Size.SMALL, tone="muted")
        self.close_tip = IconButton("close", QCoreApplication.translate("Reception", "Quitar este consejo"))
        self.close_tip.set_low()
        self.close_tip.clicked.connect(self.dismissed)
        for widget, stretch in ((self._icon, 0), (self.words, 1), (self.source, 0), (self.close_tip, 0)):
            row.addWidget(widget, stretch)
        self._shown: tuple[Urgency, str, str] | None = None
        self._parts = (self._icon, self.words, self.source, self.close_tip)
        for part in self._parts:
            part.hide()
        self.setMinimumHeight(LEAST)

    def minimumSizeHint(self) -> QSize:
        """Return the room of one line."""
        return QSize(200, LEAST)

    def text(self) -> str:
        """Return the tip that is shown, or an empty text."""
        return self._shown[1] if self._shown is not None else ""

    def show_advice(self, advice: Advice | None, said: str = "", *, aloud: bool = True) -> None:
        """Show a tip, with the sentence that it offers; None leaves the line empty.

        ``aloud``: a screen reader says it, politely.
        """
        text = ""
        if advice is not None:
            text = f"{core(advice.text)} «{said}»" if said else core(advice.text)
        shown = (advice.urgency, text, core(advice.source)) if advice is not None else None
        if shown == self._shown:
            return
        focused = self.close_tip.hasFocus()
        self._shown = shown
        for part in self._parts:
            part.setVisible(shown is not None)
        self._set_kind("warning" if shown is not None and shown[0] is not Urgency.CALM else "")
        if shown is None:
            if focused:
                self.focusNextChild()
            return
        self._icon.set_name(_ICONS[shown[0]])
        self.words.setText(text)
        self.source.setText(shown[2])
        if aloud and self.isVisible():
            speech.announce(self, QCoreApplication.translate("Reception", "Consejo: {tip}").format(tip=text))

    def _set_kind(self, kind: str) -> None:
        if (self.property("kind") or "") != kind:
            self._line.setContentsMargins(6 if kind else 0, 1, 0, 1)
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
