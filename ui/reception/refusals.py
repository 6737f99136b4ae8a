"""What could not be recorded: said where it stands, or told from afar; it takes nobody's place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.kit.breaking import shortened
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import RECEPTION
from ui.reception.attention import OpenAttention
from ui.reception.cards import about

if TYPE_CHECKING:
    from ui.reception.screen import ReceptionScreen

_NAMED = 60


class Refusals:
    """Remembers why, until the attention is changed or recorded anew."""

    def __init__(self, screen: ReceptionScreen) -> None:
        self._screen = screen

    def hear(self, attention: OpenAttention, failure: Failure) -> bool:
        """Tell of a refusal; return whether that could be done where the hands are."""
        attention.refusal = (failure.field, failure.sentence)
        screen = self._screen
        if attention is screen.desk.front and screen.isVisible():
            self.tell(attention)
            return True
        screen.view.show_state()
        text = QCoreApplication.translate("Reception", "No se registró «{about}»: {sentence}").format(
            about=shortened(about(attention), _NAMED), sentence=failure.sentence
        )
        back = QCoreApplication.translate("Reception", "Ir a ella")
        act = partial(self._return_to, attention)
        screen.say.emit(Message(Tone.ERROR, text, back, act, key=attention.slot))
        return False

    def tell(self, attention: OpenAttention) -> None:
        """Say it under the field that it is about; the attention is in front."""
        field, sentence = attention.refusal
        form = self._screen.form
        if field == "not_critical":
            form.denial.ask(attention)
        # The topic is chosen in Consulta; who carries a case stands beside its type.
        carries = {"responsible": "type", "unit": "type"} if attention.opens_case else {}
        field = {"topic": "subject", **carries}.get(field, field)
        if not form.show_errors([(field, sentence)]):
            self._screen.say.emit(Message(Tone.ERROR, sentence, key="reception-refused"))
        elif field == "criterion":
            form.panels.critical.criterion.enter()
        elif field == "not_critical":
            form.denial.presets.enter()
            self._screen.view.parts.area.reveal(form.denial.row.note)

    def _return_to(self, attention: OpenAttention) -> None:
        self._screen.go.emit(RECEPTION, None)
        self._screen.bring(attention)
