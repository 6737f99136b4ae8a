"""What becomes of the demonstration's cases and hand-overs after the citizen has gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_app.domain.values import CaseState, Channel, Confirmation, ReferralState, ReturnReason
from desktop_app.services import cases, referrals
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.demo.town import DemoTopic
from desktop_app.services.terms import opening_terms

LATE = 0.17
"""Part of the cases that are resolved after their term."""


def follow_case(agenda: Agenda, case: bytes, topic: DemoTopic) -> None:
    """Plan the whole life of a case that has just been opened."""
    rng = agenda.rng
    resolved = _resolution(agenda, topic)
    opened = agenda.clerk.now()
    start_work(agenda, case, topic, opened, resolved)
    if rng.random() < 0.03:
        agenda.at(resolved, lambda: _void(agenda, case))
        return
    if rng.random() < 0.12:
        pause(agenda, case, opened + (resolved - opened) * 0.55, opened + (resolved - opened) * 0.85)
    resolve(agenda, case, resolved)
    close(agenda, case, resolved)


def start_work(agenda: Agenda, case: bytes, topic: DemoTopic, opened: datetime, until: datetime) -> None:
    """Plan that the unit receives the case, accepts it and works on it until a moment."""
    length = until - opened
    someone = agenda.pick(agenda.town.members[topic.unit])

    def refer() -> None:
        cases.move_case(agenda.supervisor, case, CaseState.REFERRED, unit=topic.unit, responsible=someone)

    def accept() -> None:
        cases.move_case(agenda.official, case, CaseState.IN_PROGRESS)
        by = agenda.open_time(agenda.official.now(), agenda.rng.uniform(1, 8))
        cases.plan_next(agenda.official, case, agenda.word("plans"), by)

    agenda.at(opened + length * 0.08, refer)
    agenda.at(opened + length * 0.22, accept)
    if agenda.rng.random() < 0.7:
        agenda.at(opened + length * 0.4, lambda: _note(agenda, case))
    if agenda.rng.random() < 0.45:
        agenda.at(opened + length * 0.5, lambda: _call(agenda, case))


def pause(agenda: Agenda, case: bytes, start: datetime, end: datetime | None) -> None:
    """Plan a wait for the citizen, perhaps one that lasts."""

    def stop() -> None:
        text = agenda.word("pauses")
        cases.move_case(agenda.official, case, CaseState.WAITING_CITIZEN, reason=text)

    agenda.at(start, stop)
    if end is not None:
        agenda.at(end, lambda: _go_on(agenda, case))


def resolve(agenda: Agenda, case: bytes, moment: datetime) -> None:
    """Plan the answer."""

    def act() -> None:
        causes = [agenda.word("causes")] if agenda.rng.random() < 0.6 else None
        cases.move_case(
            agenda.official, case, CaseState.RESOLVED, answer=agenda.word("answers"), causes=causes
        )

    agenda.at(moment, act)


def close(agenda: Agenda, case: bytes, resolved: datetime) -> None:
    """Plan the confirmation with the citizen, the closing and the opinion."""
    rng = agenda.rng
    at = agenda.open_time(resolved, rng.uniform(0.5, 11))
    if rng.random() < 0.12:
        for number in range(3):
            tried = agenda.open_time(at, 3.0 * number)
            agenda.at(tried, lambda: _missed(agenda, case))
        last = agenda.open_time(at, 6.5)
        agenda.at(last, lambda: _close(agenda, case, Confirmation.NOT_REACHED))
        return
    ways = (Confirmation.PHONE, Confirmation.IN_PERSON, Confirmation.EMAIL)
    confirmation = rng.choices(ways, (62, 25, 13))[0]
    agenda.at(at, lambda: _close(agenda, case, confirmation))
    if rng.random() < 0.74:
        agenda.at(at + timedelta(seconds=40), lambda: _rate(agenda, case))
    if rng.random() < 0.03:
        again = agenda.open_time(at, rng.uniform(4, 20))
        agenda.at(again, lambda: _reopen(agenda, case))


def follow_referral(
    agenda: Agenda, referral: bytes, number: str, topic: DemoTopic, citizen: bytes | None
) -> None:
    """Plan how the receiving unit answers a hand-over that has just been sent."""
    rng = agenda.rng
    at = agenda.clerk.now() + timedelta(seconds=rng.randrange(35, 420))
    chance = rng.random()
    if chance < 0.83:
        agenda.at(at, lambda: _answer(agenda.receiver(topic.unit), referral, ReferralState.ACCEPTED))
    elif chance < 0.89:
        agenda.at(at, lambda: _answer(agenda.clerk, referral, ReferralState.CONFIRMED_BY_PHONE))
    elif chance < 0.93:
        late = at + timedelta(minutes=12)
        agenda.at(late, lambda: _answer(agenda.clerk, referral, ReferralState.NO_ANSWER))
    else:
        return_referral(agenda, referral, topic.unit, at)
        again = at + timedelta(seconds=rng.randrange(60, 300))
        agenda.at(again, lambda: _send_on(agenda, referral, number, topic, citizen))


def return_referral(agenda: Agenda, referral: bytes, unit: bytes, moment: datetime) -> None:
    """Plan that a hand-over comes back with a reason."""
    reason = agenda.rng.choices(list(ReturnReason), (55, 20, 15, 10))[0]
    who = agenda.receiver(unit)
    agenda.at(
        moment,
        lambda: _ignore(referrals.answer(who, referral, ReferralState.RETURNED, reason=reason)),
    )


def _resolution(agenda: Agenda, topic: DemoTopic) -> datetime:
    """Return when the case will be resolved: mostly within its own term."""
    ctx, rng = agenda.clerk, agenda.rng
    opened = ctx.now()
    due = ctx.local(opening_terms(ctx, topic.level, topic.query_type, opened)["internal"]) or opened
    hours = ctx.calendar.business_seconds(opened, due) / 3600
    if rng.random() < LATE:
        return agenda.open_time(due, rng.uniform(0.5, 14))
    return agenda.open_time(opened, hours * rng.uniform(0.3, 0.96))


def _ignore(_saved: object) -> None:
    return None


def _note(agenda: Agenda, case: bytes) -> None:
    cases.add_note(agenda.official, case, agenda.word("notes"))


def _call(agenda: Agenda, case: bytes) -> None:
    cases.log_contact(agenda.official, case, Channel.PHONE, agenda.word("calls"))


def _missed(agenda: Agenda, case: bytes) -> None:
    cases.log_contact(agenda.clerk, case, Channel.PHONE, agenda.word("missed"), reached=False)


def _go_on(agenda: Agenda, case: bytes) -> None:
    cases.move_case(agenda.official, case, CaseState.IN_PROGRESS)


def _close(agenda: Agenda, case: bytes, confirmation: Confirmation) -> None:
    cases.move_case(agenda.clerk, case, CaseState.CLOSED, confirmation=confirmation)


def _rate(agenda: Agenda, case: bytes) -> None:
    rng = agenda.rng
    if rng.random() < 0.14:
        cases.rate_case(agenda.clerk, case, None)
        return
    score = rng.choices((5, 4, 3, 2, 1), (38, 33, 15, 8, 6))[0]
    comment = agenda.word("comments") if rng.random() < 0.3 else None
    cases.rate_case(agenda.clerk, case, score, comment, by_handler=rng.random() < 0.3)


def _reopen(agenda: Agenda, case: bytes) -> None:
    cases.move_case(agenda.clerk, case, CaseState.REOPENED, reason="El vecino indica que el problema sigue.")
    resolved = agenda.open_time(agenda.clerk.now(), agenda.rng.uniform(4, 10))
    resolve(agenda, case, resolved)
    agenda.at(agenda.open_time(resolved, 3.0), lambda: _close(agenda, case, Confirmation.PHONE))


def _void(agenda: Agenda, case: bytes) -> None:
    cases.move_case(
        agenda.supervisor, case, CaseState.VOIDED, reason="Repite otro caso del mismo vecino y lugar."
    )


def _answer(who: Context, referral: bytes, to: ReferralState) -> None:
    referrals.answer(who, referral, to)


def _send_on(agenda: Agenda, referral: bytes, number: str, topic: DemoTopic, citizen: bytes | None) -> None:
    other = agenda.pick([unit for unit in agenda.town.members if unit != topic.unit])
    form = referrals.ReferralForm(
        unit=other,
        need=topic.title,
        official=agenda.town.members[other][0],
        topic=topic.id,
        citizen=citizen,
        previous=referral,
    )
    saved = referrals.refer(agenda.clerk, form, number)
    at = agenda.clerk.now() + timedelta(minutes=2)
    agenda.at(at, lambda: _answer(agenda.receiver(other), saved.id, ReferralState.ACCEPTED))
