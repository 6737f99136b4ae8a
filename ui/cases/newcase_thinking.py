"""What the program thinks along with whoever writes a case; asked beside the UI thread, when it changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services import considering
from desktop_app.services.considering import Considered, Thoughts
from desktop_app.services.context import Context
from ui.kit.operations import Background, Operation

_WAIT_MS = 250


class CaseThinking(QObject):
    """Follows one case; the latest question is the one that is answered."""

    changed = Signal()

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self.thoughts: Thoughts | None = None
        self._asked: Considered | None = None
        self._about: Considered | None = None
        self._search: Operation[Thoughts] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)

    def follow(self, about: Considered | None) -> None:
        """Think this over once the typing rests; None forgets everything."""
        self._about = about
        if about is None:
            self._wait.stop()
            self._asked = None
            if self._search is not None:
                self._search.drop()
                self._search = None
            self._take(None)
        elif about != self._asked:
            self._wait.start()

    def _ask(self) -> None:
        about = self._about
        if about is None or about == self._asked:
            return
        self._asked = about
        if self._search is not None:
            self._search.drop()
        context = self._context

        def done(found: Thoughts) -> None:
            self._search = None
            self._take(found)

        self._search = (
            self._background.read(self, lambda: considering.consider(context, about)).on_success(done).run()
        )

    def _take(self, found: Thoughts | None) -> None:
        self.thoughts = found
        self.changed.emit()
