"""How the shell comes to Trámites."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.guide.actions import ACTIONS
from ui.kit.screen import GUIDE, Screen, ScreenEntry, Tools


def entry(context: Context) -> ScreenEntry:
    """Return the place of Trámites in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.guide.screen import GuideScreen

        return GuideScreen(context, tools)

    return ScreenEntry(GUIDE, QT_TRANSLATE_NOOP("Actions", "Trámites"), "guide", "Ctrl+6", make, ACTIONS)
