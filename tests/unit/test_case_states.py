"""The states of a case and of a hand-over, and the progress of a case."""

from __future__ import annotations

import pytest

from desktop_app.domain import case_states, referral_states
from desktop_app.domain.case_progress import STAGE_LABELS, CaseStep, Stage, StageStatus, progress
from desktop_app.domain.errors import ForbiddenTransition
from desktop_app.domain.values import CaseState as S
from desktop_app.domain.values import Confirmation, Level, ReturnReason
from desktop_app.domain.values import ReferralState as R

TABLE = {
    None: {S.REGISTERED, S.RESOLVED},
    S.REGISTERED: {S.REFERRED, S.IN_PROGRESS, S.RESOLVED, S.VOIDED},
    S.REFERRED: {S.IN_PROGRESS, S.REGISTERED, S.REFERRED, S.RESOLVED, S.VOIDED},
    S.IN_PROGRESS: {S.WAITING_CITIZEN, S.REFERRED, S.RESOLVED, S.VOIDED},
    S.WAITING_CITIZEN: {S.IN_PROGRESS, S.RESOLVED, S.VOIDED},
    S.RESOLVED: {S.CLOSED, S.REOPENED},
    S.CLOSED: {S.REOPENED},
    S.REOPENED: {S.IN_PROGRESS, S.REFERRED, S.WAITING_CITIZEN, S.RESOLVED, S.VOIDED},
    S.VOIDED: {S.REOPENED},
}


@pytest.mark.parametrize("state", [None, *S])
def test_the_table_allows_what_it_says_and_refuses_the_rest(state):
    assert set(case_states.allowed(state)) == TABLE[state]
    for to in S:
        what = {"reason": "motivo", "confirmation": Confirmation.PHONE}
        if to in TABLE[state]:
            case_states.check(state, to, **what)
        else:
            with pytest.raises(ForbiddenTransition):
                case_states.check(state, to, **what)


@pytest.mark.parametrize(
    ("state", "to", "sentence"),
    [
        (
            S.RESOLVED,
            S.IN_PROGRESS,
            "Un caso en estado «Resuelto» no puede pasar a «En atención»; puede pasar a: «Cerrado», «Reabierto».",
        ),
        (None, S.CLOSED, "Un caso nuevo no puede empezar como «Cerrado»."),
        (S.CLOSED, S.CLOSED, "El caso ya está como «Cerrado»."),
    ],
)
def test_a_refused_step_is_told(state, to, sentence):
    with pytest.raises(ForbiddenTransition) as caught:
        case_states.check(state, to, confirmation=Confirmation.PHONE)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("state", "to"), [(S.REGISTERED, S.VOIDED), (S.CLOSED, S.REOPENED), (S.VOIDED, S.REOPENED)]
)
def test_voiding_and_reopening_need_a_reason(state, to):
    case_states.check(state, to, reason="Duplicado")
    with pytest.raises(ForbiddenTransition, match="Escriba el motivo"):
        case_states.check(state, to, reason="  ")


def test_a_pause_needs_a_reason_and_is_refused_for_a_critical_case():
    case_states.check(S.IN_PROGRESS, S.WAITING_CITIZEN, level=Level.COMPLEX, reason="Falta un recibo")
    with pytest.raises(ForbiddenTransition, match="qué se espera del ciudadano"):
        case_states.check(S.IN_PROGRESS, S.WAITING_CITIZEN, level=Level.COMPLEX)
    with pytest.raises(ForbiddenTransition, match="Un caso crítico no se pausa"):
        case_states.check(S.IN_PROGRESS, S.WAITING_CITIZEN, level=Level.CRITICAL, reason="Falta un recibo")
    assert S.WAITING_CITIZEN not in {each.to for each in case_states.actions(S.IN_PROGRESS, Level.CRITICAL)}
    assert S.WAITING_CITIZEN in {each.to for each in case_states.actions(S.IN_PROGRESS, Level.SIMPLE)}


@pytest.mark.parametrize("confirmation", [Confirmation.PHONE, Confirmation.IN_PERSON, Confirmation.EMAIL])
def test_closing_takes_a_confirmation(confirmation):
    case_states.check(S.RESOLVED, S.CLOSED, confirmation=confirmation)


@pytest.mark.parametrize("confirmation", [None, Confirmation.NOT_REACHED])
def test_without_confirmation_closing_takes_three_attempts(confirmation):
    case_states.check(S.RESOLVED, S.CLOSED, confirmation=confirmation, attempts=3)
    with pytest.raises(ForbiddenTransition) as caught:
        case_states.check(S.RESOLVED, S.CLOSED, confirmation=confirmation, attempts=2)
    assert str(caught.value) == (
        "Para cerrar el caso, confirme la solución con el ciudadano o registre 3 intentos de contacto (lleva 2)."
    )


def test_actions_carry_their_words():
    assert [each.action for each in case_states.actions(S.REFERRED)] == [
        "Aceptar", "Devolver", "Derivar a otra unidad", "Resolver", "Anular",
    ]  # fmt: skip


def statuses(*events):
    return "".join(str(each.status)[0] for each in progress(events))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], "cpppp"),
        ([CaseStep("open", S.REGISTERED)], "ddcpp"),
        ([CaseStep("open", S.REGISTERED), CaseStep("move", S.REFERRED)], "ddcpp"),
        ([CaseStep("open", S.REGISTERED), CaseStep("move", S.REFERRED), CaseStep("move", S.IN_PROGRESS)], "dddcp"),
        ([CaseStep("open", S.REGISTERED), CaseStep("move", S.IN_PROGRESS)], "ddscp"),
        (
            [CaseStep("open", S.REGISTERED), CaseStep("move", S.REFERRED), CaseStep("move", S.IN_PROGRESS),
             CaseStep("contact"), CaseStep("move", S.RESOLVED), CaseStep("move", S.CLOSED)],
            "ddddd",
        ),
        ([CaseStep("open", S.RESOLVED)], "ddssd"),
        ([CaseStep("open", S.RESOLVED), CaseStep("move", S.REOPENED)], "ddscp"),
        ([CaseStep("open", S.REGISTERED), CaseStep("move", S.VOIDED)], "ddppp"),
    ],
)  # fmt: skip
def test_progress_follows_from_the_events(events, expected):
    assert statuses(*events) == expected


def test_the_five_stages_of_the_manual():
    found = progress([CaseStep("open", S.REGISTERED)])
    assert [STAGE_LABELS[each.stage] for each in found] == [
        "Recepción", "Registro", "Derivación", "Seguimiento", "Respuesta",
    ]  # fmt: skip
    assert found[2] == (Stage.REFERRAL, StageStatus.CURRENT)


REFERRALS = {
    None: {R.SENT},
    R.SENT: {R.ACCEPTED, R.CONFIRMED_BY_PHONE, R.NO_ANSWER, R.RETURNED, R.VOIDED},
    R.NO_ANSWER: {R.ACCEPTED, R.CONFIRMED_BY_PHONE, R.RETURNED, R.VOIDED},
    R.CONFIRMED_BY_PHONE: {R.ACCEPTED, R.RETURNED, R.RESOLVED, R.VOIDED},
    R.ACCEPTED: {R.RETURNED, R.RESOLVED, R.VOIDED},
    # Ended, but a mistake may be taken back by who knows how it ended.
    R.RETURNED: {R.VOIDED},
    R.RESOLVED: {R.VOIDED},
    R.VOIDED: set(),
}


@pytest.mark.parametrize("state", [None, *R])
def test_the_steps_of_a_hand_over(state):
    assert set(referral_states.allowed(state)) == REFERRALS[state]
    for to in R:
        what = {"return_reason": ReturnReason.ABSENT, "reason": "Enviada por error"}
        if to in REFERRALS[state]:
            referral_states.check(state, to, **what)
        else:
            with pytest.raises(ForbiddenTransition):
                referral_states.check(state, to, **what)


@pytest.mark.parametrize(
    ("state", "to", "sentence"),
    [
        (R.SENT, R.RETURNED, "Elija el motivo de la devolución."),
        (R.SENT, R.VOIDED, "Escriba el motivo para anular la vinculación."),
        (
            R.RETURNED,
            R.ACCEPTED,
            "Una vinculación en estado «Devuelta» no puede pasar a «Aceptada en el sistema».",
        ),
        (R.RETURNED, R.RETURNED, "La vinculación ya está como «Devuelta»."),
        (None, R.RESOLVED, "Una vinculación nueva no puede empezar como «Resuelta»."),
    ],
)
def test_a_refused_step_of_a_hand_over_is_told(state, to, sentence):
    with pytest.raises(ForbiddenTransition) as caught:
        referral_states.check(state, to)
    assert str(caught.value) == sentence


def test_an_end_is_left_only_by_who_knew_of_it():
    for state in R:
        unknowing = set(referral_states.allowed(state, knowing=False))
        ended = state in (R.RETURNED, R.RESOLVED)
        assert unknowing == (set() if ended else REFERRALS[state])


def test_resolving_needs_what_was_answered():
    with pytest.raises(ForbiddenTransition, match="Escriba qué se le respondió al ciudadano"):
        referral_states.check(R.ACCEPTED, R.RESOLVED, reason="  ")
    referral_states.check(R.ACCEPTED, R.RESOLVED, reason="Se le entregó el plano")


def test_reassigning_and_wrong_transfers():
    assert {state for state in R if referral_states.may_reassign(state)} == {R.RETURNED, R.NO_ANSWER}
    wrong = {
        (state, reason)
        for state in R
        for reason in (*ReturnReason, None)
        if referral_states.counts_as_wrong_transfer(state, reason)
    }
    assert wrong == {(R.RETURNED, ReturnReason.WRONG_UNIT)}
