"""Frases guardadas: texts that ``//`` inserts into a detail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.saved_phrases import SavedPhrase
from desktop_app.services import coach
from desktop_app.services.coach import CoachSaved
from ui.kit.paging import Column
from ui.settings.actions import SAVED_EDIT, SAVED_NEW, SAVED_REMOVE, SAVED_UNDO
from ui.settings.named_texts import Acts, NamedTextsPage, Wording, text_column


class SavedPage(NamedTextsPage[SavedPhrase]):
    """A list, and in its place the form of one phrase."""

    id = "saved"
    icon = "note"
    acts = Acts(SAVED_NEW, SAVED_EDIT, SAVED_REMOVE, SAVED_UNDO)
    heights = (148, 84)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Frases guardadas")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Textos que se repiten: en el detalle de una atención, escriba // y elija."
        )

    def words(self) -> Wording:
        """Return what the page says."""
        translate = QCoreApplication.translate
        return Wording(
            empty=translate("Settings", "No hay frases guardadas."),
            locked=translate("Settings", "Solo supervisión y administración pueden cambiar las frases."),
            new=translate("Settings", "Nueva frase guardada"),
            name_hint=translate("Settings", "Con él se busca después de //. Corto y claro."),
            text_hint=translate(
                "Settings",
                "Puede tener varias líneas. No escriba datos de una persona: la frase la ven todos.",
            ),
        )

    def columns(self) -> tuple[Column[SavedPhrase], ...]:
        """Return name and text."""
        title = QCoreApplication.translate("Settings", "Nombre")
        return (Column(title, lambda row: row.name, 190, stretch=True), text_column(300))

    def read_all(self) -> Sequence[SavedPhrase]:
        """Read the phrases."""
        return coach.saved_phrases(self.context)

    def write_one(self, made: SavedPhrase, opened: SavedPhrase | None = None) -> CoachSaved:
        """Write a phrase."""
        return coach.save_phrase(self.context, made, opened)

    def remove_one(self, row: SavedPhrase) -> CoachSaved:
        """Take a phrase away."""
        return coach.remove_phrase(self.context, row)

    def made(self) -> SavedPhrase:
        """Return the phrase in the form."""
        return SavedPhrase(self.name.text(), self.text.toPlainText())
