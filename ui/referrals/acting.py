"""What the keys and buttons of both screens do with a hand-over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import case_from_referral, referral_lists, referrals
from desktop_app.services.case_from_referral import CaseFrom, CaseFromForm, Preset
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.referrals import ReferralSaved
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure
from ui.kit.screen import CASES, REFERRALS, HandOver, ShowCases, ShowTopic
from ui.kit.screen import GUIDE as GUIDE_SCREEN
from ui.referrals.actions import ACCEPT, AGAIN, LINK, OPEN_CASE, PHONE, RESOLVE, RETURN, SILENT, SLIP
from ui.referrals.detail import CASE, GUIDE, VOID, ReferralPane

_AT_ONCE = {
    ACCEPT: ReferralState.ACCEPTED,
    PHONE: ReferralState.CONFIRMED_BY_PHONE,
    SILENT: ReferralState.NO_ANSWER,
}
_ASKING = {
    RETURN: ReferralState.RETURNED,
    VOID: ReferralState.VOIDED,
    RESOLVE: ReferralState.RESOLVED,
}


class ReferralActs(QObject):
    """Answers hand-overs in the background; asks first where a reason is needed."""

    say = Signal(object)
    go = Signal(str, object)
    slip_asked = Signal()
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
        pane.case_form.submitted.connect(self._open_case)

    def set_pane_opener(self, open_pane: Callable[[], None]) -> None:
        """Tell how the pane comes into sight in a narrow window."""
        self._open_pane = open_pane

    def do(self, act: str, referral: bytes) -> None:
        """Do an act with a hand-over."""
        if act in _AT_ONCE:
            self._answer(referral, _AT_ONCE[act], None, "")
        elif act in _ASKING:
            self._open_pane()
            self._pane.case_form.finish()
            self._pane.form.open_for(referral, _ASKING[act])
            self._pane.bring_into_sight(self._pane.form)
        elif act == OPEN_CASE:
            self._ask_case(referral)
        elif act == LINK:
            self._link(referral)
        elif act == AGAIN:
            self.go.emit(REFERRALS, HandOver(previous=referral))
        elif act == SLIP:
            self.slip_asked.emit()
        else:
            self._show(act)

    def _show(self, act: str) -> None:
        found = self._pane.referral
        if act == CASE and found is not None and found.case_id is not None:
            self.go.emit(CASES, ShowCases(CaseQuery("all"), found.case_id))
        elif act == GUIDE and found is not None and found.topic_id is not None:
            self.go.emit(GUIDE_SCREEN, ShowTopic(found.topic_id))

    def _ask_case(self, referral: bytes) -> None:
        context = self._context

        def done(known: Preset) -> None:
            if self._pane.shown_id() == referral:
                self._open_pane()
                self._pane.form.finish()
                self._pane.case_form.open_for(referral, known)
                self._pane.bring_into_sight(self._pane.case_form)

        def work() -> Preset:
            if not referral_lists.detail(context, referral).may_open_case:
                # Said before anything is written, in the words in which it would be refused.
                case_from_referral.require_openable(context, referral)
            return case_from_referral.preset(context, referral)

        self._background.read(self, work).on_success(done).on_failure(self._told).run()

    def _open_case(self, referral: bytes, form: CaseFromForm) -> None:
        context = self._context

        def done(made: CaseFrom) -> None:
            if self._pane.case_form.referral == referral:
                self._pane.case_form.done()
            words = QCoreApplication.translate("Referrals", "Caso {number} abierto con la vinculación.")
            go = CASES, ShowCases(CaseQuery("all"), made.id)
            see = QCoreApplication.translate("Referrals", "Ver el caso")
            told = Message(Tone.DONE, words.format(number=made.number), see, lambda: self.go.emit(*go))
            self.say.emit(told)
            self.done.emit()

        def failed(failure: Failure) -> None:
            if self._pane.case_form.referral == referral:
                self._pane.case_form.refuse(failure.field, failure.sentence)
            else:
                self._told(failure)

        operation = self._background.write(
            self, lambda: case_from_referral.open_case_from(context, referral, form)
        )
        operation.on_success(done).on_failure(failed).run()

    def _link(self, referral: bytes) -> None:
        context = self._context

        def work() -> ReferralSaved | None:
            found = referral_lists.detail(context, referral).same_need
            return referrals.link(context, referral, found[0].id) if found else None

        def done(saved: ReferralSaved | None) -> None:
            words = QCoreApplication.translate(
                "Referrals", "Enlazada: la vinculación {number} cuenta como rebote de la anterior."
            )
            if saved is None:
                words = QCoreApplication.translate(
                    "Referrals",
                    "Hoy no hay otra vinculación de la misma persona y el mismo tema sin enlazar.",
                )
                self.say.emit(Message(Tone.INFO, words))
                return
            self.say.emit(Message(Tone.DONE, words.format(number=saved.number)))
            self.done.emit()

        self._background.write(self, work).on_success(done).on_failure(self._told).run()

    def _told(self, failure: Failure) -> None:
        self.say.emit(Message(Tone.INFO, failure.sentence))

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
                self._pane.form.done()
            self.say.emit(Message(Tone.DONE, answered_words(to).format(number=saved.number)))
            self.done.emit()

        def failed(failure: Failure) -> None:
            self._under_way.discard(referral)
            if self._pane.form.isVisible() and self._pane.form.referral == referral:
                self._pane.form.set_error(failure.sentence)
            else:
                self._told(failure)

        def work() -> ReferralSaved:
            if to is ReferralState.RESOLVED:
                return referrals.resolve(context, referral, comment)
            return referrals.answer(context, referral, to, reason=reason, comment=comment or None)

        self._background.write(self, work).on_success(done).on_failure(failed).run()


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
        ReferralState.RESOLVED: QCoreApplication.translate(
            "Referrals", "Resuelta la vinculación {number}: queda como resultado de la atención."
        ),
    }.get(to, QCoreApplication.translate("Referrals", "Anulada la vinculación {number}."))
