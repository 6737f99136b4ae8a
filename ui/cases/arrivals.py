"""What comes to Casos from outside: files dropped on a case, messages dropped anywhere or opened by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from ui.cases.detail import CaseDetailPane
from ui.kit.dropping import FileDrops
from ui.kit.mail_files import choose_mail, is_mail, nameless_words
from ui.kit.messages import Message, Tone
from ui.kit.screen import MAIL, OpenMail, Screen, Tools


class Arrivals(QObject):
    """A message goes to its own screen, with the case on which it was dropped; other files to the case in the pane."""

    def __init__(
        self, screen: Screen, tools: Tools, pane: CaseDetailPane, add: Callable[[Sequence[Path]], None]
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._tools = tools
        self._pane = pane
        self._add = add
        for widget in (screen, pane):
            drops = FileDrops(widget)
            on_case = widget is pane
            drops.dropped.connect(lambda paths, on_case=on_case: self.take(paths, on_case=on_case))
            drops.nameless.connect(self._tell_nameless)

    def take(self, paths: Sequence[Path], *, on_case: bool) -> None:
        """Bring dropped files where they belong."""
        case = self._pane.case
        if len(paths) == 1 and is_mail(paths[0]):
            self._screen.go.emit(
                MAIL, OpenMail(paths[0], case.line.id if on_case and case is not None else None)
            )
        else:
            self._add(paths)

    def choose_mail(self) -> None:
        """Ask for a message and show it, with the case that the pane shows."""
        path = choose_mail(self._screen)
        if path is not None:
            case = self._pane.case
            self._screen.go.emit(MAIL, OpenMail(path, case.line.id if case is not None else None))

    def _tell_nameless(self) -> None:
        self._screen.say.emit(Message(Tone.INFO, nameless_words(), key="mail-nameless"))
