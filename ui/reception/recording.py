"""Recording, and taking back: what happens to an attention when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.domain.introduced import read_introduction
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Tools
from ui.reception import actions
from ui.reception.attention import OpenAttention
from ui.reception.desk import TOO_MANY, Desk
from ui.reception.keeper import DraftKeeper
from ui.reception.words import visit_words

if TYPE_CHECKING:
    from desktop_app.services.context import Context
    from desktop_app.services.reception import AttentionSaved
    from desktop_app.services.undo import Undone


class Recording(QObject):
    """Writes attentions; for ten seconds the last act can be undone."""

    recorded = Signal(object, object, bool)
    """OpenAttention that is no longer open, its AttentionSaved, and whether another one is in front now."""
    refused = Signal(object, object)
    """OpenAttention and Failure."""
    given_up = Signal()
    """The attention in front was discarded."""
    taken_up = Signal()
    """An attention is open again and in front."""
    stands = Signal()
    """The last record could not be taken back."""
    say = Signal(object)
    """Message."""

    def __init__(
        self, context: Context, tools: Tools, desk: Desk, keeper: DraftKeeper, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tools = tools
        self._desk = desk
        self._keeper = keeper
        self._back: tuple[float, Callable[[], None]] | None = None
        self._followed: OpenAttention | None = None
        self.taking_back = False
        self.last: OpenAttention | None = None
        self.last_saved: bytes | None = None
        """The last record, as long as it stands."""

    @property
    def turning(self) -> bool:
        """Whether what is in front next is only known when the writing is done: not even F2 comes before."""
        return self._followed is not None or self.taking_back

    def record(self, attention: OpenAttention, *, go_on: bool = False) -> None:
        """Record an attention that ends now; its draft goes with the same transaction.

        ``go_on``: the same person has another question, whose attention begins at that moment.
        """
        if attention.saving:
            return
        attention.saving, attention.refusal = True, ("", "")
        if go_on:
            self._followed = attention
        self._keeper.forget(attention)
        context, form, slot = self._context, attention.form(self._tools.now()), attention.slot

        def work() -> AttentionSaved:
            from desktop_app.services import reception

            return reception.register_attention(context, form, draft=slot)

        (
            self._tools.background.write(self, work)
            .on_success(partial(self._on_saved, attention, go_on=go_on))
            .on_failure(partial(self._on_refused, attention))
            .run()
        )

    def discard(self, attention: OpenAttention) -> None:
        """Take an attention away without recording it."""
        if attention.saving:
            return
        self._desk.end(attention)
        self._keeper.drop(attention)
        if not attention.blank:
            self._offer_undo(partial(self._take_up, attention))
            text = QCoreApplication.translate("Reception", "Atención descartada.")
            self.say.emit(
                Message(Tone.INFO, text, self._undo_words(), self.undo, key=TOO_MANY, ends=(attention.slot,))
            )
        self.given_up.emit()

    def undo(self) -> None:
        """Take the last record, or the last discarding, back."""
        back, self._back = self._back, None
        if back is not None and time.monotonic() <= back[0]:
            back[1]()
            return
        text = QCoreApplication.translate("Reception", "No hay un registro de hace menos de 10 segundos.")
        self.say.emit(Message(Tone.INFO, text))

    def _on_saved(self, attention: OpenAttention, saved: AttentionSaved, *, go_on: bool) -> None:
        before = self._desk.front
        self._settle(attention)
        for following in self._desk.following(attention):
            # It was taken back and is recorded anew: what was asked after it stays in the same visit.
            following.visit = attention.visit or saved.id
            self._keeper.touch(following)
        words = _saved_words(saved)
        if go_on:
            words = f"{words} {visit_words(self._desk.go_on(attention, saved, self._name(attention)))}"
        else:
            self._desk.end(attention)
            paper = QCoreApplication.translate("Reception", "Constancia: {key}.").format(
                key=self._tools.actions.spec(actions.RECEIPT).hint()
            )
            words = f"{words} {paper}"
        self.last, self.last_saved = attention, saved.id
        self._offer_undo(partial(self._take_back, attention, saved))
        key = "" if go_on else TOO_MANY
        self.say.emit(
            Message(Tone.DONE, words, self._undo_words(), self.undo, key=key, ends=(attention.slot,))
        )
        self.recorded.emit(attention, saved, self._desk.front is not before)

    def _settle(self, attention: OpenAttention) -> None:
        if self._followed is attention:
            self._followed = None

    def _name(self, attention: OpenAttention) -> str:
        """Return what a person is called from now on: the document beside the name is recorded."""
        if attention.citizen is not None:
            return attention.name
        return read_introduction(attention.name, self._context.profile).name or attention.name

    def _on_refused(self, attention: OpenAttention, failure: Failure) -> None:
        attention.saving = False
        self._settle(attention)
        self._keeper.touch(attention)
        self.refused.emit(attention, failure)

    def _take_back(self, attention: OpenAttention, saved: AttentionSaved) -> None:
        context = self._context

        def done(_undone: Undone) -> None:
            self.taking_back = False
            self.last_saved = None
            self._take_up(attention)
            text = QCoreApplication.translate("Reception", "Registro deshecho: la atención sigue abierta.")
            self.say.emit(Message(Tone.INFO, text))

        def failed(failure: Failure) -> None:
            self.taking_back = False
            self.stands.emit()
            self._tools.background.failed.emit(failure)

        def work() -> Undone:
            from desktop_app.services import undo

            return undo.take_back(context, saved)

        self.taking_back = True
        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()

    def _take_up(self, attention: OpenAttention) -> None:
        attention.saving = False
        for following in self._desk.following(attention):
            if following.blank:
                self._desk.end(following)
                self._keeper.drop(following)
            else:
                following.visit = attention.visit
        self._desk.take([attention])
        self._keeper.touch(attention)
        self.taken_up.emit()

    def _offer_undo(self, act: Callable[[], None]) -> None:
        self._back = (time.monotonic() + SECONDS, act)

    def _undo_words(self) -> str:
        hint = self._tools.actions.spec(actions.UNDO).hint()
        word = QCoreApplication.translate("Reception", "Deshacer")
        return f"{word}  {hint}"


def _saved_words(saved: AttentionSaved) -> str:
    if saved.case is not None:
        text = QCoreApplication.translate("Reception", "Caso {number} abierto.")
    elif saved.referral is not None:
        text = QCoreApplication.translate("Reception", "Vinculación {number} registrada.")
    else:
        text = QCoreApplication.translate("Reception", "Atención {number} registrada.")
    return text.format(number=saved.number)
