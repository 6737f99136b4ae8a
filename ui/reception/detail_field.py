"""The detail: a few lines of free text. What no record could hold is not let in, and that is said."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.cleaning import NOTE
from ui.kit.phrase_edit import PhraseEdit, PhraseProvider

MOST = 4 * NOTE
"""Characters that may stand here while somebody shortens them; laying out a megabyte would stop the window."""


class DetailField(PhraseEdit):
    """Plain text; Tab leads on."""

    paste_refused = Signal(int)
    """How many characters were not let in."""

    def __init__(self, phrases: PhraseProvider, parent: QWidget | None = None) -> None:
        super().__init__(phrases, parent)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, or drop, what there is room for at all; the clipboard keeps the rest."""
        length = len(source.text())
        if self.document().characterCount() + length > MOST:
            self.paste_refused.emit(length)
        else:
            super().insertFromMimeData(source)
