"""What is decided about two records: they are one person, they are not, or that was a mistake."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.services import duplicates, merging
from desktop_app.services.context import Context
from desktop_app.services.duplicates import ToldApart
from desktop_app.services.merging import Merged, Preview
from ui.citizens.words import nameless
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure

_KEY = "citizens-decided"


class Decisions(QObject):
    """Writes the decisions; each of them is told with a way back."""

    said = Signal(object)
    """Message for the person."""
    standing = Signal(object)
    """Id of the record to show now."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background

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

        work = self._background.write(self, lambda: merging.merge(context, one, other, take))
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
        action = QCoreApplication.translate("Citizens", "Deshacer") if back is not None else ""
        self.said.emit(Message(Tone.DONE, words, action, back, key=_KEY))
