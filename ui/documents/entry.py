"""How the shell comes to Documentos."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.documents.actions import ACTIONS
from ui.kit.screen import DOCUMENTS, Screen, ScreenEntry, Tools


def entry(context: Context) -> ScreenEntry:
    """Return the section, which has no place in the rail: cases lead to it."""

    def make(tools: Tools) -> Screen:
        from ui.documents.screen import DocumentsScreen

        return DocumentsScreen(context, tools)

    return ScreenEntry(
        DOCUMENTS, QT_TRANSLATE_NOOP("Actions", "Documentos"), "attach", "", make, ACTIONS, in_rail=False
    )
