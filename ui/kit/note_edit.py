"""A text of several lines: Tab leaves it, and a paste that no record could hold is refused in words."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.domain.cleaning import NOTE, too_long
from ui.kit import speech
from ui.kit.operations import sentence_of


class NoteEdit(QPlainTextEdit):
    """Laying out a million characters in one line takes minutes; what is pasted is measured before."""

    refused = Signal(str)
    """Why a paste was not taken: nothing of it stands in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped, if a note can hold it."""
        length = len(source.text())
        if length <= NOTE:
            super().insertFromMimeData(source)
            return
        sentence = sentence_of(too_long(length, NOTE))
        speech.announce(self, sentence)
        self.refused.emit(sentence)
