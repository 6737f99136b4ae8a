"""How the shell comes to Ajustes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.appearance import Appearance
from ui.kit.screen import SETTINGS, Screen, ScreenEntry, Tools
from ui.settings.actions import ACTIONS

if TYPE_CHECKING:
    from desktop_app.services.exchange import Custody


def entry(context: Context, appearance: Appearance, custody: Custody | None = None) -> ScreenEntry:
    """Return the place of Ajustes in the rail; without ``custody`` there are no pages that need the keys."""

    def make(tools: Tools) -> Screen:
        from ui.settings.screen import SettingsScreen

        return SettingsScreen(context, tools, appearance, custody)

    return ScreenEntry(
        SETTINGS, QT_TRANSLATE_NOOP("Actions", "Ajustes"), "settings", "Ctrl+,", make, ACTIONS, at_bottom=True
    )
