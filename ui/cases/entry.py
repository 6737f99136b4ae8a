"""How the shell comes to Casos."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.cases.actions import ACTIONS
from ui.kit.screen import CASES, Screen, ScreenEntry, Tools


def entry(context: Context) -> ScreenEntry:
    """Return the place of Casos in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.cases.screen import CasesScreen

        return CasesScreen(context, tools)

    return ScreenEntry(CASES, QT_TRANSLATE_NOOP("Actions", "Casos"), "cases", "Ctrl+3", make, ACTIONS)
