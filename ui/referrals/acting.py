"""What the keys and buttons of both screens do with a hand-over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import referrals
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.referrals import ReferralSaved
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure
from ui.kit.screen import CASES, REFERRALS, HandOver, ShowCases, ShowTopic
from ui.kit.screen import GUIDE as GUIDE_SCREEN
from ui.referrals.actions import ACCEPT, AGAIN, PHONE, RETURN, SILENT
from ui.referrals.detail import CASE, GUIDE, RESOLVE, VOID, ReferralPane

_AT_ONCE = {
    ACCEPT: ReferralState.ACCEPTED,
    PHONE: ReferralState.CONFIRMED_BY_PHONE,
    SILENT: ReferralState.NO_ANSWER,
    RESOLVE: ReferralState.RESOLVED,
}
_ASKING = {RETURN: ReferralState.RETURNED, VOID: ReferralState.VOIDED}


class ReferralActs(QObject):
    """Answers hand-overs in the background; asks first where a reason is needed."""

    say = Signal(object)
    go = Signal(str, object)
    done = Signal()
    """An answer was recorded: the list takes the keys again."""

    def __init__(self, context: Context, background: Background, pane: ReferralPane, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._pane = pane
        self._open_pane: Callable[[], None] = lambda: None
        self._under_way: set[bytes] = set()
        pane.form.submitted.connect(self._send)

    def set_pane_opener(self, open_pane: Callable[[], None]) -> None:
        """Tell how the pane comes into sight in a narrow window."""
        self._open_pane = open_pane

    def do(self, act: str, referral: bytes) -> None:
        """Do an act with a hand-over."""
        if act in _AT_ONCE:
            self._answer(referral, _AT_ONCE[act], None, "")
        elif act in _ASKING:
            self._open_pane()
            self._pane.form.open_for(referral, _ASKING[act])
            self._pane.bring_into_sight(self._pane.form)
        elif act == AGAIN:
            self.go.emit(REFERRALS, HandOver(previous=referral))
        else:
            self._show(act)

    def _show(self, act: str) -> None:
        found = self._pane.referral
        if act == CASE and found is not None and found.case_id is not None:
            self.go.emit(CASES, ShowCases(CaseQuery("all"), found.case_id))
        elif act == GUIDE and found is not None and found.topic_id is not None:
            self.go.emit(GUIDE_SCREEN, ShowTopic(found.topic_id))

    def _send(self, referral: bytes, to: ReferralState, reason: ReturnReason | None, comment: str) -> None:
        self._answer(referral, to, reason, comment)

    def _answer(self, referral: bytes, to: ReferralState, reason: ReturnReason | None, comment: str) -> None:
        if referral in self._under_way:
            return
        self._under_way.add(referral)
        context = self._context

        def done(saved: ReferralSaved) -> None:
            self._under_way.discard(referral)
            if self._pane.form.referral == referral:
                self._pane.form.finish()
            self.say.emit(Message(Tone.DONE, answered_words(to).format(number=saved.number)))
            self.done.emit()

        def failed(failure: Failure) -> None:
            self._under_way.discard(referral)
            if self._pane.form.isVisible() and self._pane.form.referral == referral:
                self._pane.form.set_error(failure.sentence)
            else:
                self.say.emit(Message(Tone.INFO, failure.sentence))

        (
            self._background.write(
                self, lambda: referrals.answer(context, referral, to, reason=reason, comment=comment or None)
            )
            .on_success(done)
            .on_failure(failed)
            .run()
        )


def answered_words(to: ReferralState) -> str:
    """Return what is said after an answer; ``{number}`` is the hand-over's."""
    return {
        ReferralState.ACCEPTED: QCoreApplication.translate(
            "Referrals", "Aceptada la vinculación {number}. Reciba al ciudadano."
        ),
        ReferralState.RETURNED: QCoreApplication.translate(
            "Referrals", "Devuelta la vinculación {number} a quien la envió."
        ),
        ReferralState.CONFIRMED_BY_PHONE: QCoreApplication.translate(
            "Referrals", "Anotado: confirmó por teléfono la vinculación {number}."
        ),
        ReferralState.NO_ANSWER: QCoreApplication.translate(
            "Referrals", "Anotado: nadie respondió la vinculación {number}. Puede reasignarla con R."
        ),
        ReferralState.RESOLVED: QCoreApplication.translate("Referrals", "Resuelta la vinculación {number}."),
    }.get(to, QCoreApplication.translate("Referrals", "Anulada la vinculación {number}."))
