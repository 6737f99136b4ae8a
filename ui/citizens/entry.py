"""How the shell comes to Ciudadanos."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.citizens.actions import ACTIONS
from ui.kit.screen import CITIZENS, Screen, ScreenEntry, Tools


def entry(context: Context) -> ScreenEntry:
    """Return the place of Ciudadanos in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.citizens.screen import CitizensScreen

        return CitizensScreen(context, tools)

    return ScreenEntry(
        CITIZENS, QT_TRANSLATE_NOOP("Actions", "Ciudadanos"), "citizens", "Ctrl+5", make, ACTIONS
    )
