"""A hand-over of a need that was handed over before today: offered as the same one, so that its bounces are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.domain.labels import label
from desktop_app.services import referral_lists, referrals
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionSaved
from desktop_app.services.referral_lists import ReferralLine
from desktop_app.services.referrals import ReferralSaved
from ui.kit.core import core
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Tools

if TYPE_CHECKING:
    from ui.reception.screen import ReceptionScreen


class SameNeed(QObject):
    """Asks once, beside the record; linking is one button, saying nothing leaves both as they are."""

    def __init__(self, context: Context, tools: Tools, screen: ReceptionScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        screen.recording.recorded.connect(self._look)

    def _look(self, _attention: object, saved: AttentionSaved, _moved: bool) -> None:
        referral = saved.referral
        if referral is None or saved.citizen is None:
            return
        context = self._context

        def work() -> tuple[ReferralLine, ...]:
            return referral_lists.detail(context, referral).same_need

        def done(found: tuple[ReferralLine, ...]) -> None:
            if found:
                self._offer(referral, found[0])

        self._tools.background.read(self, work).on_success(done).on_failure(self._pass_over).run()

    def _offer(self, referral: bytes, earlier: ReferralLine) -> None:
        words = QCoreApplication.translate(
            "Reception", "¿Es la misma necesidad que {number}, {receiver} ({state})? Así se cuenta el rebote."
        ).format(
            number=earlier.number,
            receiver=earlier.official or earlier.unit,
            state=core(label(earlier.state)).lower(),
        )
        act = QCoreApplication.translate("Reception", "Es la misma")
        self._screen.say.emit(
            Message(Tone.WARNING, words, act, lambda: self._link(referral, earlier.id), key="same-need")
        )

    def _link(self, referral: bytes, earlier: bytes) -> None:
        context = self._context

        def done(saved: ReferralSaved) -> None:
            words = QCoreApplication.translate("Reception", "Enlazada: {number} sigue a la anterior.")
            self._screen.say.emit(Message(Tone.DONE, words.format(number=saved.number)))

        def failed(failure: Failure) -> None:
            self._screen.say.emit(Message(Tone.INFO, failure.sentence))

        operation = self._tools.background.write(self, lambda: referrals.link(context, referral, earlier))
        operation.on_success(done).on_failure(failed).run()

    def _pass_over(self, _failure: Failure) -> None:
        # It was taken back at once, or cannot be read: there is nothing to offer.
        return
