"""How the shell comes to Bandeja and Vincular."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import referrals
from desktop_app.services.context import Context
from ui.kit.screen import INBOX, REFERRALS, Screen, ScreenEntry, Tools
from ui.referrals.actions import INBOX_ACTIONS, REFERRAL_ACTIONS


def inbox_entry(context: Context, preferences: QSettings | None = None) -> ScreenEntry:
    """Return the place of Bandeja in the rail, with how many hand-overs wait for the person."""

    def make(tools: Tools) -> Screen:
        from ui.referrals.inbox import InboxScreen

        return InboxScreen(context, tools, preferences)

    return ScreenEntry(
        INBOX,
        QT_TRANSLATE_NOOP("Actions", "Bandeja"),
        "inbox",
        "Ctrl+2",
        make,
        INBOX_ACTIONS,
        waiting=lambda: referrals.waiting_count(context),
        counts=frozenset({"referral", "directory"}),
        module="ui.referrals.inbox",
    )


def referrals_entry(context: Context, preferences: QSettings | None = None) -> ScreenEntry:
    """Return the place of Vincular in the rail."""

    def make(tools: Tools) -> Screen:
        from ui.referrals.screen import ReferralsScreen

        return ReferralsScreen(context, tools, preferences)

    return ScreenEntry(
        REFERRALS, QT_TRANSLATE_NOOP("Actions", "Vincular"), "link", "Ctrl+4", make, REFERRAL_ACTIONS
    )
