"""What is decided about two records: they are one person, they are not, or that was a mistake."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop_app.services import duplicates, merging
from desktop_app.services.context import Context
from desktop_app.services.duplicates import ToldApart
from desktop_app.services.merging import Merged, Preview
from ui.citizens.words import nameless
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Background, Failure

_KEY = "citizens-decided"


class Decisions(QObject):
    """Writes the decisions; each of them is told with a way back."""

    said = Signal(object)
    """Message for the person."""
    standing = Signal(object)
    """Id of the record to show now."""

    def __init__(self, context: Context, background: Background, undo_hint: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._undo_hint = undo_hint
        self._back: Callable[[], object] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SECONDS * 1_000)
        self._wait.timeout.connect(self._forget)

    def undo(self) -> None:
        """Take the last decision back, while its message stands."""
        back, self._back = self._back, None
        if back is not None:
            back()

    def merge(
        self,
        preview: Preview,
        take: frozenset[str],
        then: Callable[[], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Bring two records together."""
        context, one, other = self._context, preview.standing.id, preview.other.id

        def done(saved: Merged) -> None:
            then()
            words = QCoreApplication.translate("Citizens", "Fichas reunidas: {name}.").format(
                name=nameless(preview.standing.name)
            )
            self._tell(words, lambda: self.separate(saved.other, preview.other.name))
            self.standing.emit(saved.standing)

        work = self._background.write(self, lambda: merging.merge(context, one, other, take, preview))
        work.on_success(done).on_failure(failed).run()

    def separate(self, merged: bytes, name: str) -> None:
        """Have a record stand for itself again."""
        context = self._context

        def done(saved: Merged) -> None:
            words = QCoreApplication.translate(
                "Citizens", "Fichas separadas: {name} vuelve a tener la suya, con sus datos y atenciones."
            ).format(name=nameless(name))
            self._tell(words)
            self.standing.emit(saved.standing)

        self._background.write(self, lambda: merging.separate(context, merged)).on_success(done).run()

    def tell_apart(self, one: bytes, other: bytes, then: Callable[[], None] = lambda: None) -> None:
        """Remember that two are not one person."""
        context = self._context

        def done(_saved: ToldApart) -> None:
            then()
            words = QCoreApplication.translate("Citizens", "Anotado: no son la misma persona.")
            self._tell(words, lambda: self.forget_apart(one, other))

        self._background.write(self, lambda: duplicates.tell_apart(context, one, other)).on_success(
            done
        ).run()

    def forget_apart(self, one: bytes, other: bytes) -> None:
        """Consider the two again."""
        context = self._context

        def done(_saved: ToldApart) -> None:
            self._tell(QCoreApplication.translate("Citizens", "La pareja vuelve a los posibles duplicados."))

        self._background.write(self, lambda: duplicates.forget_apart(context, one, other)).on_success(
            done
        ).run()

    def _tell(self, words: str, back: Callable[[], object] | None = None) -> None:
        self._back = back
        self._wait.start()
        action = QCoreApplication.translate("Citizens", "Deshacer") if back is not None else ""
        if action:
            action = f"{action}  {self._undo_hint}"
        self.said.emit(Message(Tone.DONE, words, action, self.undo if back is not None else None, key=_KEY))

    def _forget(self) -> None:
        self._back = None
