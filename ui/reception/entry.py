"""How the shell comes to Recepción."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import RECEPTION, Screen, ScreenEntry, Tools
from ui.reception.actions import ACTIONS


def entry(context: Context) -> ScreenEntry:
    """Return Recepción's place in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.reception.screen import ReceptionScreen

        return ReceptionScreen(context, tools)

    return ScreenEntry(
        RECEPTION, QT_TRANSLATE_NOOP("Actions", "Recepción"), "reception", "Ctrl+1", make, ACTIONS
    )
