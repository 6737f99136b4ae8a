"""A message as it can be read: from whom, when, about what, its words, its files."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.services.mails import Arrived, files_words
from ui.kit import theme
from ui.kit.breaking import breakable, shortened
from ui.kit.core import core
from ui.kit.detail import Section
from ui.kit.formats import moment_text
from ui.kit.note_edit import NoteEdit
from ui.kit.surfaces import Card, Icon, text_label

_LEAST = 120


class MessageCard(Card):
    """Everything is shown as plain text; nothing is loaded, nothing opens."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._zone = zone
        self._subject = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self._who = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.body.addWidget(self._subject)
        self.body.addWidget(self._who)
        self._notes = Section(4)
        self.body.addWidget(self._notes)
        self.text = NoteEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(QCoreApplication.translate("Mail", "Texto del correo"))
        self.text.setMinimumHeight(_LEAST)
        self.body.addWidget(self.text, 1)
        self.files = Section(4)
        self.body.addWidget(self.files)

    def show_message(self, arrived: Arrived) -> None:
        """Show a message."""
        mail = arrived.mail
        nothing = QCoreApplication.translate("Mail", "(sin asunto)")
        self._subject.setText(breakable(shortened(mail.subject or nothing, 160)))
        who = (
            f"{mail.sender} <{mail.address}>" if mail.sender and mail.address else mail.sender or mail.address
        )
        sent = moment_text(mail.sent.astimezone(self._zone)) if mail.sent is not None else ""
        person = arrived.citizen.name if arrived.citizen is not None else ""
        known = (
            QCoreApplication.translate("Mail", "Registrado como {name}").format(name=person) if person else ""
        )
        if arrived.citizens > 1:
            known = QCoreApplication.translate("Mail", "Hay {count} personas con esa dirección").format(
                count=arrived.citizens
            )
        self._who.setText(breakable(" · ".join(part for part in (who, sent, known) if part)))
        notes = self._notes.emptied()
        for note in mail.notes:
            notes.addWidget(_line("warning", core(note), warning=True))
        self._notes.setVisible(bool(mail.notes))
        self.text.setPlainText(mail.text)
        files = self.files.emptied()
        for name, refused in files_words(arrived.files):
            words = breakable(name)
            if refused:
                words = QCoreApplication.translate("Mail", "No se guardará. {why}").format(
                    why=breakable(refused)
                )
            files.addWidget(_line("warning" if refused else "attach", words, warning=bool(refused)))
        self.files.setVisible(bool(arrived.files))


def _line(icon: str, words: str, *, warning: bool) -> QWidget:
    frame = QFrame()
    if warning:
        frame.setProperty("kind", "warning")
    row = QHBoxLayout(frame)
    row.setContentsMargins(*((10, 4, 10, 4) if warning else (0, 0, 0, 0)))
    row.setSpacing(8)
    row.addWidget(Icon(icon, 16))
    column = QVBoxLayout()
    column.addWidget(text_label(words, wrap=True))
    row.addLayout(column, 1)
    return frame
