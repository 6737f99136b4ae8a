"""What is written: transcriptions, marks of spoiled forms; for ten seconds the last act can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.services import late, paper
from desktop_app.services.context import Context
from desktop_app.services.paper import Marked
from desktop_app.services.reception import AttentionSaved
from desktop_app.services.undo import Undone
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import PAPER, Tools
from ui.paper import actions
from ui.paper.filling import Filling
from ui.paper.keeper import SLOT

if TYPE_CHECKING:
    from ui.paper.screen import PaperScreen


class Acts(QObject):
    """Writes beside the UI thread, and says what was done."""

    def __init__(self, context: Context, tools: Tools, screen: PaperScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self._back: tuple[float, Callable[[], None]] | None = None
        self.before: Filling | None = None
        """The form that was recorded last: what it says of day, channel and writer goes on."""

    # Transcribing.

    def record(self, filling: Filling, started: datetime, ended: datetime) -> None:
        """Record a form under its number and go on to the next one."""
        context, screen = self._context, self._screen

        def work() -> AttentionSaved:
            form = paper.find_form(context, filling.number)
            return late.transcribe(context, filling.transcription(form.id, started, ended), draft=SLOT)

        def failed(failure: Failure) -> None:
            screen.show_page(screen.panel)
            screen.panel.refuse(failure)
            if not screen.isVisible():
                words = QCoreApplication.translate(
                    "Paper", "No se registró el formulario {number}: {sentence}"
                )
                text = words.format(number=filling.number, sentence=failure.sentence)
                back = QCoreApplication.translate("Paper", "Ir a él")
                act = partial(screen.go.emit, PAPER, None)
                screen.say.emit(Message(Tone.ERROR, text, back, act, key="paper-refused"))

        self._tools.background.write(self, work).on_success(
            lambda saved: self._on_recorded(saved, filling)
        ).on_failure(failed).run()

    def _on_recorded(self, saved: AttentionSaved, filling: Filling) -> None:
        screen = self._screen
        screen.panel.recorded()
        self.before = filling
        words = QCoreApplication.translate("Paper", "Formulario {number} transcrito.")
        if saved.case is not None:
            words = QCoreApplication.translate("Paper", "Formulario {number} transcrito: caso abierto.")
        self.say_done(words.format(number=saved.number), lambda: self._take_back(saved, filling))
        following = screen.listing.next_open(saved.number)
        if following is None:
            screen.panel.afterwards.forget()
            screen.back_to_list()
        else:
            screen.panel.open_with(filling.following(following.number))

    def _take_back(self, saved: AttentionSaved, filling: Filling) -> None:
        context, screen = self._context, self._screen

        def done(_undone: Undone) -> None:
            if screen.panel.typing():
                # The next one is half typed in already: it must not be lost for this one.
                words = QCoreApplication.translate(
                    "Paper", "Transcripción deshecha: el formulario {number} queda por transcribir."
                )
            else:
                screen.begin_typing(filling)
                screen.panel.keep()
                words = QCoreApplication.translate("Paper", "Transcripción deshecha: puede corregirla.")
            screen.panel.take_back(under_way=False)
            screen.say.emit(Message(Tone.INFO, words.format(number=saved.number)))

        def failed(failure: Failure) -> None:
            screen.panel.afterwards.forget()
            screen.panel.take_back(under_way=False)
            self._tools.background.failed.emit(failure)

        screen.panel.take_back(under_way=True)
        work = self._tools.background.write(self, lambda: late.take_back(context, saved))
        work.on_success(done).on_failure(failed).run()

    def keep_one(self, blank: bytes, attention: bytes) -> None:
        """Keep one of the attentions that desks apart made of one form."""
        context, screen = self._context, self._screen

        def done(_undone: Undone) -> None:
            words = QCoreApplication.translate("Paper", "Se conservó una; las demás quedaron anuladas.")
            screen.say.emit(Message(Tone.DONE, words))

        work = self._tools.background.write(self, lambda: late.keep_one(context, blank, attention))
        work.on_success(done).run()

    # Spoiled forms.

    def spoil(self, blank: bytes, reason: str) -> None:
        """Mark a form as spoiled."""
        context, screen = self._context, self._screen

        def done(marked: Marked) -> None:
            screen.back_to_list()
            words = QCoreApplication.translate("Paper", "Formulario {number} anulado.")
            self.say_done(words.format(number=marked.numbers[0]), lambda: self.restore(blank))

        work = self._tools.background.write(self, lambda: paper.spoil(context, [blank], reason))
        work.on_success(done).on_failure(screen.spoil.refuse).run()

    def restore(self, blank: bytes) -> None:
        """Take the mark away."""
        context, screen = self._context, self._screen

        def done(marked: Marked) -> None:
            words = QCoreApplication.translate("Paper", "El formulario {number} ya no está anulado.")
            screen.say.emit(Message(Tone.INFO, words.format(number=marked.numbers[0])))

        self._tools.background.write(self, lambda: paper.restore(context, [blank])).on_success(done).run()

    # Taking back.

    def undo(self) -> None:
        """Take the last act back, for ten seconds."""
        if self._screen.panel.afterwards.keeps(self.undo):
            return  # the last one is just being written
        back, self._back = self._back, None
        if back is not None and monotonic() <= back[0]:
            back[1]()
            return
        words = QCoreApplication.translate("Paper", "No hay nada de hace menos de 10 segundos que deshacer.")
        self._screen.say.emit(Message(Tone.INFO, words))

    def say_done(self, text: str, back: Callable[[], None]) -> None:
        """Say what was done, and offer to take it back."""
        self._back = (monotonic() + SECONDS, back)
        hint = self._tools.actions.spec(actions.UNDO).hint()
        word = QCoreApplication.translate("Paper", "Deshacer")
        self._screen.say.emit(Message(Tone.DONE, text, f"{word}  {hint}", self.undo))
