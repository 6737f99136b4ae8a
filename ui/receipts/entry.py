"""How the shell comes to Constancias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import RECEIPTS, Screen, ScreenEntry, Tools
from ui.receipts.actions import ACTIONS

if TYPE_CHECKING:
    from desktop_app.services.exchange import Custody


def entry(context: Context, custody: Custody, preferences: QSettings | None = None) -> ScreenEntry:
    """Return the section, which has no place in the rail; ``preferences`` keeps this machine's paper."""

    def make(tools: Tools) -> Screen:
        from ui.receipts.screen import ReceiptsScreen

        return ReceiptsScreen(context, custody, tools, preferences)

    return ScreenEntry(
        RECEIPTS,
        QT_TRANSLATE_NOOP("Actions", "Constancias"),
        "shield",
        "Ctrl+0",
        make,
        ACTIONS,
        in_rail=False,
    )
