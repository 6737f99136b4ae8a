"""How the shell comes to the board."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import DASHBOARD, Screen, ScreenEntry, Tools


def entry(ctx: Context) -> ScreenEntry:
    """Return the board's place in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.dashboard.screen import Dashboard

        return Dashboard(ctx, tools)

    return ScreenEntry(DASHBOARD, QT_TRANSLATE_NOOP("Actions", "Tablero"), "dashboard", "Ctrl+7", make)
