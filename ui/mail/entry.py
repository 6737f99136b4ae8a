"""How the shell comes to Correo."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.screen import MAIL, Screen, ScreenEntry, Tools
from ui.mail.actions import ACTIONS


def entry(context: Context) -> ScreenEntry:
    """Return the section, which has no place in the rail: a message that is dropped or opened leads to it."""

    def make(tools: Tools) -> Screen:
        from ui.mail.screen import MailScreen

        return MailScreen(context, tools)

    return ScreenEntry(MAIL, QT_TRANSLATE_NOOP("Actions", "Correo"), "mail", "", make, ACTIONS, in_rail=False)
