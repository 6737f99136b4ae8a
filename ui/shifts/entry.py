"""How the shell comes to Entregar turno: no place in the rail, a key and the search lead there."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import SHIFTS, Screen, ScreenEntry, Tools
from ui.shifts.actions import ACTIONS


def entry(context: Context) -> ScreenEntry:
    """Return the screen on which a shift is handed over and received."""

    def make(tools: Tools) -> Screen:
        from ui.shifts.screen import ShiftsScreen

        return ShiftsScreen(context, tools)

    return ScreenEntry(
        SHIFTS,
        QT_TRANSLATE_NOOP("Actions", "Entregar turno"),
        "swap",
        "Ctrl+T",
        make,
        ACTIONS,
        in_rail=False,
    )
