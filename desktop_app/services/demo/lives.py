"""What becomes of the demonstration's cases and hand-overs after the citizen has gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.closing_rules import DEFAULT_CAUSES
from desktop_app.domain.values import CaseState, Channel, Confirmation, Level, ReferralState, ReturnReason
from desktop_app.services import cases, referrals
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.demo.town import DemoTopic

LATE = 0.17
"""Part of the cases that are resolved after their term."""

SIMPLE_TERM: Final = timedelta(hours=48)
COMPLEX_TERM: Final = 42.0
WHOLE_TERM: Final = 51.0
"""Open hours that a term of five business days has at least, and those beyond which it is over."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over that was sent to a unit, under the number that the citizen was told."""

    id: bytes
    number: str
    topic: DemoTopic
    citizen: bytes | None
    unit: bytes


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
        pause(agenda, case, topic, opened + (resolved - opened) * 0.55, opened + (resolved - opened) * 0.85)
    resolve(agenda, case, topic, resolved)
    close(agenda, case, topic, resolved)


def follow_critical(agenda: Agenda, case: bytes, topic: DemoTopic) -> None:
    """Plan the life of a danger: the chief at once, a first answer within two hours, an end within a day."""
    rng, opened = agenda.rng, agenda.clerk.now()
    official = agenda.official(topic.unit)
    answered = opened + timedelta(
        minutes=rng.uniform(130, 170) if rng.random() < LATE else rng.uniform(20, 105)
    )
    resolved = opened + timedelta(
        hours=rng.uniform(25, 30) if rng.random() < LATE / 2 else rng.uniform(3, 22)
    )
    start_work(agenda, case, topic, opened, opened + (answered - opened) * 1.5, critical=True)
    agenda.at(
        answered,
        lambda: cases.log_contact(official, case, Channel.PHONE, agenda.word("calls"), answered=True),
    )
    resolve(agenda, case, topic, resolved)
    close(agenda, case, topic, resolved)


def start_work(
    agenda: Agenda,
    case: bytes,
    topic: DemoTopic,
    opened: datetime,
    until: datetime,
    *,
    critical: bool = False,
) -> None:
    """Plan that the unit receives the case, accepts it and works on it until a moment.

    A critical one is looked at again within the hours, not when the unit has the time.
    """
    length = until - opened
    someone = agenda.pick(agenda.town.members[topic.unit])
    official = agenda.official(topic.unit)

    def refer() -> None:
        cases.move_case(agenda.supervisor, case, CaseState.REFERRED, unit=topic.unit, responsible=someone)

    def accept() -> None:
        cases.move_case(official, case, CaseState.IN_PROGRESS)
        hours = agenda.rng.uniform(1, 8)
        now = official.now()
        by = now + timedelta(hours=hours / 2) if critical else agenda.open_time(now, hours)
        cases.plan_next(official, case, agenda.word("plans"), by)

    agenda.at(opened + length * 0.08, refer)
    agenda.at(opened + length * 0.22, accept)
    if agenda.rng.random() < 0.7:
        agenda.at(opened + length * 0.4, lambda: _note(agenda, official, case))
    if agenda.rng.random() < 0.45:
        agenda.at(opened + length * 0.5, lambda: _call(agenda, official, case))


def pause(agenda: Agenda, case: bytes, topic: DemoTopic, start: datetime, end: datetime | None) -> None:
    """Plan a wait for the citizen, perhaps one that lasts."""
    official = agenda.official(topic.unit)

    def stop() -> None:
        text = agenda.word("pauses")
        cases.move_case(official, case, CaseState.WAITING_CITIZEN, reason=text)

    agenda.at(start, stop)
    if end is not None:
        agenda.at(end, lambda: _go_on(official, case))


def resolve(agenda: Agenda, case: bytes, topic: DemoTopic, moment: datetime) -> None:
    """Plan the answer."""
    official = agenda.official(topic.unit)

    def act() -> None:
        causes = [agenda.word("causes")] if agenda.rng.random() < 0.6 else None
        cases.move_case(official, case, CaseState.RESOLVED, answer=agenda.word("answers"), causes=causes)

    agenda.at(moment, act)


def close(agenda: Agenda, case: bytes, topic: DemoTopic, resolved: datetime) -> None:
    """Plan the confirmation with the citizen, the closing and the opinion."""
    rng = agenda.rng
    at = agenda.open_time(resolved, rng.uniform(0.5, 11))
    if rng.random() < 0.12:
        for number in range(3):
            tried = agenda.open_time(at, 3.0 * number)
            agenda.at(tried, lambda: _missed(agenda, case))
        last = agenda.open_time(at, 6.5)
        agenda.at(last, lambda: close_case(agenda, case, Confirmation.NOT_REACHED))
        return
    ways = (Confirmation.PHONE, Confirmation.IN_PERSON, Confirmation.EMAIL)
    confirmation = rng.choices(ways, (62, 25, 13))[0]
    agenda.at(at, lambda: close_case(agenda, case, confirmation))
    if rng.random() < 0.74:
        agenda.at(at + timedelta(seconds=40), lambda: _rate(agenda, case))
    if rng.random() < 0.03:
        again = agenda.open_time(at, rng.uniform(4, 20))
        agenda.at(again, lambda: _reopen(agenda, case, topic))


def follow_referral(
    agenda: Agenda, referral: bytes, number: str, topic: DemoTopic, citizen: bytes | None
) -> None:
    """Plan how the receiving unit answers a hand-over that has just been sent."""
    sent = HandOver(referral, number, topic, citizen, topic.unit)
    rng = agenda.rng
    at = agenda.clerk.now() + timedelta(seconds=rng.randrange(35, 420))
    chance = rng.random()
    if chance < 0.83:
        agenda.at(at, lambda: _answer(agenda, sent, ReferralState.ACCEPTED))
    elif chance < 0.89:
        agenda.at(at, lambda: _answer(agenda, sent, ReferralState.CONFIRMED_BY_PHONE))
    elif chance < 0.93:
        agenda.at(at + timedelta(minutes=12), lambda: _answer(agenda, sent, ReferralState.NO_ANSWER))
    else:
        return_referral(agenda, sent, at)
        again = at + timedelta(seconds=rng.randrange(60, 300))
        agenda.at(again, lambda: send_on(agenda, sent, waits=False))


def return_referral(agenda: Agenda, sent: HandOver, moment: datetime) -> None:
    """Plan that a hand-over comes back with a reason."""
    reason = agenda.rng.choices(list(ReturnReason), (55, 20, 15, 10))[0]
    agenda.at(moment, lambda: _answer(agenda, sent, ReferralState.RETURNED, reason))


def send_on(agenda: Agenda, sent: HandOver, *, waits: bool) -> None:
    """Hand the citizen over again after a return, to another unit; now and then that was wrong, too."""
    rng = agenda.rng
    other = agenda.pick([unit for unit in agenda.town.members if unit != sent.unit])
    form = referrals.ReferralForm(
        unit=other,
        need=sent.topic.title,
        official=agenda.town.members[other][0],
        topic=sent.topic.id,
        citizen=sent.citizen,
        previous=sent.id,
    )
    saved = referrals.refer(agenda.clerk, form, sent.number)
    again = replace(sent, id=saved.id, unit=other)
    at = agenda.clerk.now() + timedelta(minutes=2)
    if waits:
        return
    if rng.random() < 0.2:
        return_referral(agenda, again, at)
        agenda.at(at + timedelta(minutes=3), lambda: send_on(agenda, again, waits=False))
    else:
        agenda.at(at, lambda: _answer(agenda, again, ReferralState.ACCEPTED))


def _resolution(agenda: Agenda, topic: DemoTopic) -> datetime:
    """Return when the case will be resolved: mostly within its own term."""
    rng, opened = agenda.rng, agenda.clerk.now()
    late = rng.random() < LATE
    if topic.level is Level.SIMPLE:
        due = opened + SIMPLE_TERM
        hours = agenda.console.calendar.business_seconds(opened, due) / 3600
        beyond = rng.uniform(0.5, 14)
        return (
            agenda.open_time(due, beyond)
            if late
            else agenda.open_time(opened, hours * rng.uniform(0.3, 0.96))
        )
    hours = rng.uniform(WHOLE_TERM + 1, WHOLE_TERM + 14) if late else COMPLEX_TERM * rng.uniform(0.3, 0.96)
    return agenda.open_time(opened, hours)


def _note(agenda: Agenda, official: Context, case: bytes) -> None:
    cases.add_note(official, case, agenda.word("notes"))


def _call(agenda: Agenda, official: Context, case: bytes) -> None:
    cases.log_contact(official, case, Channel.PHONE, agenda.word("calls"))


def _missed(agenda: Agenda, case: bytes) -> None:
    cases.log_contact(agenda.clerk, case, Channel.PHONE, agenda.word("missed"), reached=False)


def _go_on(official: Context, case: bytes) -> None:
    cases.move_case(official, case, CaseState.IN_PROGRESS)


def close_case(agenda: Agenda, case: bytes, confirmation: Confirmation) -> None:
    """Close a case now, as the citizen confirmed; most closings name what caused the case."""
    # By the clock, not by chance: the days that follow stay as they are.
    at = int(agenda.clerk.now().timestamp()) // 60 % (len(DEFAULT_CAUSES) + 2)
    causes = [DEFAULT_CAUSES[at]] if at < len(DEFAULT_CAUSES) else None
    cases.move_case(agenda.clerk, case, CaseState.CLOSED, confirmation=confirmation, causes=causes)


def _rate(agenda: Agenda, case: bytes) -> None:
    rng = agenda.rng
    if rng.random() < 0.14:
        cases.rate_case(agenda.clerk, case, None)
        return
    score = rng.choices((5, 4, 3, 2, 1), (38, 33, 15, 8, 6))[0]
    comment = agenda.word("comments") if rng.random() < 0.3 else None
    cases.rate_case(agenda.clerk, case, score, comment, by_handler=rng.random() < 0.3)


def reopen_case(agenda: Agenda, case: bytes) -> None:
    """Open a closed case again now, since the citizen came back."""
    cases.move_case(agenda.clerk, case, CaseState.REOPENED, reason="El vecino indica que el problema sigue.")


def _reopen(agenda: Agenda, case: bytes, topic: DemoTopic) -> None:
    reopen_case(agenda, case)
    resolved = agenda.open_time(agenda.clerk.now(), agenda.rng.uniform(4, 10))
    resolve(agenda, case, topic, resolved)
    agenda.at(agenda.open_time(resolved, 3.0), lambda: close_case(agenda, case, Confirmation.PHONE))


def _void(agenda: Agenda, case: bytes) -> None:
    cases.move_case(
        agenda.supervisor, case, CaseState.VOIDED, reason="Repite otro caso del mismo vecino y lugar."
    )


def _answer(agenda: Agenda, sent: HandOver, to: ReferralState, reason: ReturnReason | None = None) -> None:
    told = to in (ReferralState.CONFIRMED_BY_PHONE, ReferralState.NO_ANSWER)
    who = agenda.clerk if told else agenda.official(sent.unit)
    referrals.answer(who, sent.id, to, reason=reason)
