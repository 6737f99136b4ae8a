"""The row of lists above the guide, with how much waits in those of the catalogue's owner."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from desktop_app.services.context import Context
from ui.guide.hints import DIRECTORY, DUE, NOTICES, QUESTIONS, TOPICS
from ui.guide.lists import tabs
from ui.kit.buttons import Button, SegmentedBar

_ICONS = {TOPICS: "guide", DIRECTORY: "unit", QUESTIONS: "help", DUE: "calendar", NOTICES: "bell"}
_LETTERS = {TOPICS: "G", DIRECTORY: "D", QUESTIONS: "P", DUE: "V", NOTICES: "O"}


class TabBar(SegmentedBar):
    """One chip for each list that the person may see."""

    def __init__(self, context: Context) -> None:
        super().__init__(QCoreApplication.translate("Guide", "Trámites"))
        self._chips_of: Mapping[str, Button] = {
            tab: self.add(tab, _words(tab), icon=_ICONS[tab], hint=_LETTERS[tab]) for tab in tabs(context)
        }
        self.choose(TOPICS)

    def fit(self, *, narrow: bool) -> None:
        """Give up the icons and some of the words where there is little width."""
        for tab, chip in self._chips_of.items():
            chip.set_icon_name("" if narrow else _ICONS[tab])
            chip.setText(_brief(tab) if narrow else _words(tab))
            chip.setAccessibleName(_words(tab))

    def show_count(self, tab: str, count: int) -> None:
        """Show how much waits in a list; nothing for 0."""
        self._chips_of[tab].set_hint(f"{_LETTERS[tab]} · {count}" if count else _LETTERS[tab])
        self._chips_of[tab].setAccessibleName(_words(tab))


def _words(tab: str) -> str:
    return {
        TOPICS: QCoreApplication.translate("Guide", "Guía"),
        DIRECTORY: QCoreApplication.translate("Guide", "Directorio"),
        QUESTIONS: QCoreApplication.translate("Guide", "Por completar"),
        DUE: QCoreApplication.translate("Guide", "Por revisar"),
        NOTICES: QCoreApplication.translate("Guide", "Avisos"),
    }[tab]


def _brief(tab: str) -> str:
    return {
        QUESTIONS: QCoreApplication.translate("Guide", "Completar"),
        DUE: QCoreApplication.translate("Guide", "Revisar"),
    }.get(tab) or _words(tab)
