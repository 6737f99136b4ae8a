"""How the shell comes to Formularios en papel: no place in the rail, a key and the search lead there."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import PAPER, Screen, ScreenEntry, Tools
from ui.paper.actions import ACTIONS


def entry(context: Context) -> ScreenEntry:
    """Return the screen of the paper forms."""

    def make(tools: Tools) -> Screen:
        from ui.paper.screen import PaperScreen

        return PaperScreen(context, tools)

    return ScreenEntry(
        PAPER,
        QT_TRANSLATE_NOOP("Actions", "Formularios en papel"),
        "note",
        "Ctrl+9",
        make,
        ACTIONS,
        in_rail=False,
    )
