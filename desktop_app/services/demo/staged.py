"""What the demonstration must show today: cases of every urgency, hand-overs that wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_app.domain.values import CaseState, Channel, Confirmation, Level, Result
from desktop_app.services import cases, citizens, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.demo.lives import (
    HandOver,
    close_case,
    follow_case,
    pause,
    reopen_case,
    resolve,
    return_referral,
    send_on,
    start_work,
)
from desktop_app.services.demo.town import DemoTopic
from desktop_app.services.reception import AttentionForm

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_LAMP = "jr. Los Ceibos 318"

Life = Callable[[bytes, DemoTopic, datetime], None]


def plan_staged(agenda: Agenda) -> None:
    """Plan the cases and hand-overs whose state today is not left to chance."""
    _criticals(agenda)
    _recurring(agenda)
    _recorded_twice(agenda)
    _hand_overs(agenda)
    working, waiting, resolved = _working(agenda), _waiting(agenda), _resolved(agenda)
    now = agenda.now
    _open_many(
        agenda,
        (8, Level.SIMPLE, now - 6 * DAY, now - 50 * HOUR, working),
        (2, Level.COMPLEX, now - 13 * DAY, now - 9 * DAY, working),
        (6, Level.SIMPLE, now - 46 * HOUR, now - 37 * HOUR, working),
        (6, Level.SIMPLE, now - 30 * HOUR, now - 2 * HOUR, working),
        (9, Level.COMPLEX, now - 3 * DAY, now - 1 * HOUR, working),
        (5, Level.COMPLEX, now - 6 * DAY, now - 4 * DAY, waiting),
        (4, Level.SIMPLE, now - 20 * HOUR, now - timedelta(minutes=25), _untouched),
        (7, Level.SIMPLE, now - 4 * DAY, now - 2 * DAY, resolved),
        (2, Level.COMPLEX, now - 9 * DAY, now - 6 * DAY, _reopened(agenda)),
    )


def plan_other_desk(agenda: Agenda, *, hands_over: bool) -> None:
    """Plan what must be seen of another desk today; ``hands_over`` when somebody from there waits."""
    now, working = agenda.now, _working(agenda)
    if hands_over:
        hand_over(agenda, "Semáforo o señal dañada", 16, _waits)
    _open_many(
        agenda,
        (1, Level.SIMPLE, now - 5 * DAY, now - 3 * DAY, working),
        (1, Level.SIMPLE, now - 44 * HOUR, now - 6 * HOUR, working),
        (2, Level.COMPLEX, now - 3 * DAY, now - 1 * HOUR, working),
        (1, Level.COMPLEX, now - 6 * DAY, now - 4 * DAY, _waiting(agenda)),
        (1, Level.SIMPLE, now - 26 * HOUR, now - 3 * HOUR, _untouched),
        (1, Level.SIMPLE, now - 4 * DAY, now - 2 * DAY, _resolved(agenda)),
    )


def _open_many(agenda: Agenda, *groups: tuple[int, Level, datetime, datetime, Life]) -> None:
    for count, level, earliest, latest, life in groups:
        # Rare dangers have their own place among the criticals.
        topics = [
            each for each in agenda.town.topics if each.case_share and each.level is level and each.weight > 1
        ]  # fmt: skip
        for topic in agenda.rng.choices(topics, [each.weight + 2 for each in topics], k=count):
            _open(agenda, topic, earliest, latest, life)


def _open(agenda: Agenda, topic: DemoTopic, earliest: datetime, latest: datetime, life: Life) -> None:
    moment = agenda.open_moment(earliest, latest)
    # While the office is closed people still write through the app.
    channel = agenda.pick((Channel.IN_PERSON, Channel.PHONE)) if moment else Channel.APP
    if moment is None:
        moment = earliest + (latest - earliest) * agenda.rng.random()
    moment = moment.replace(microsecond=0)

    def act() -> None:
        ctx = agenda.clerk if channel is not Channel.APP else agenda.supervisor
        saved = agenda.attention(topic, Result.CASE_OPENED, channel, agenda.citizen(ctx), ctx=ctx)
        if saved.case is not None:
            life(saved.case, topic, moment)

    agenda.at(moment, act)


def _untouched(_case: bytes, _topic: DemoTopic, _opened: datetime) -> None:
    """Leave the case registered, with nobody in charge."""


def _working(agenda: Agenda) -> Life:
    def life(case: bytes, topic: DemoTopic, opened: datetime) -> None:
        start_work(agenda, case, topic, opened, opened + (agenda.now - opened) * 1.4)

    return life


def _waiting(agenda: Agenda) -> Life:
    def life(case: bytes, topic: DemoTopic, opened: datetime) -> None:
        start_work(agenda, case, topic, opened, opened + (agenda.now - opened) * 0.5)
        pause(agenda, case, topic, opened + (agenda.now - opened) * agenda.rng.uniform(0.4, 0.7), None)

    return life


def _resolved(agenda: Agenda) -> Life:
    def life(case: bytes, topic: DemoTopic, opened: datetime) -> None:
        length = agenda.now - opened
        start_work(agenda, case, topic, opened, opened + length * 0.7)
        resolve(agenda, case, topic, opened + length * agenda.rng.uniform(0.72, 0.95))

    return life


def _reopened(agenda: Agenda) -> Life:
    def life(case: bytes, topic: DemoTopic, opened: datetime) -> None:
        length = agenda.now - opened
        start_work(agenda, case, topic, opened, opened + length * 0.6)
        resolve(agenda, case, topic, opened + length * 0.65)
        agenda.at(opened + length * 0.75, lambda: close_case(agenda, case, Confirmation.PHONE))
        agenda.at(opened + length * 0.97, lambda: reopen_case(agenda, case))

    return life


def _criticals(agenda: Agenda) -> None:
    """Two dangers: one waits for its first answer, one was answered and is watched."""
    now = agenda.now

    def waiting(case: bytes, topic: DemoTopic) -> None:
        chief = agenda.town.members[topic.unit][0]
        move = agenda.clerk.now() + timedelta(minutes=4)
        agenda.at(
            move,
            lambda: cases.move_case(
                agenda.supervisor, case, CaseState.REFERRED, unit=topic.unit, responsible=chief
            ),
        )

    def watched(case: bytes, topic: DemoTopic) -> None:
        opened = agenda.clerk.now()
        start_work(agenda, case, topic, opened, opened + 2 * HOUR)
        agenda.at(opened + timedelta(minutes=50), lambda: _first_answer(agenda.official(topic.unit), case))

    for title, ago, life in (
        ("Cable o poste en peligro de caer", timedelta(minutes=73), waiting),
        ("Persona adulta mayor en abandono", timedelta(minutes=125), watched),
    ):
        _critical(agenda, agenda.town.topic(title), now - ago, life)


def _critical(
    agenda: Agenda, topic: DemoTopic, moment: datetime, life: Callable[[bytes, DemoTopic], None]
) -> None:
    def act() -> None:
        citizen = agenda.citizen(agenda.clerk)
        saved = agenda.attention(topic, Result.CRITICAL_CASE, Channel.PHONE, citizen)
        if saved.case is not None:
            life(saved.case, topic)

    agenda.at(moment, act)


def _first_answer(ctx: Context, case: bytes) -> None:
    cases.log_contact(
        ctx, case, Channel.PHONE, "Se le informó que la trabajadora social va en camino.", answered=True
    )
    cases.plan_next(ctx, case, "Llamar a la familia con el resultado de la visita", ctx.now() + 6 * HOUR)


def _recurring(agenda: Agenda) -> None:
    """A neighbour who has complained about the same street lamp before, and was not attended."""
    topic = agenda.town.topic("Alumbrado público")
    people: list[bytes] = []

    def who(ctx: Context) -> bytes:
        if not people:
            form = CitizenForm(
                name="Rosa Quispe Ñahui", document_type="dni", document="41234567", phone="987654321",
                address=_LAMP,
            )  # fmt: skip
            people.append(agenda.new_citizen(ctx, form))
        return people[0]

    def act(attended: bool) -> None:
        rosa = who(agenda.clerk)
        saved = agenda.attention(topic, Result.CASE_OPENED, Channel.PHONE, rosa, form=before_her_door)
        if saved.case is not None and attended:
            follow_case(agenda, saved.case, topic)

    def before_her_door(form: AttentionForm) -> AttentionForm:
        return replace(form, place=_LAMP)

    for days, attended in ((41, True), (16, False)):
        moment = agenda.open_moment(agenda.now - (days + 4) * DAY, agenda.now - days * DAY)
        if moment is not None:
            agenda.at(moment, lambda attended=attended: act(attended))  # type: ignore[misc]


_TWICE = (
    (33, CitizenForm("Rosa Quispe", phone="987 654 321")),
    (24, CitizenForm("Edwin Mamani Torres", "dni", "40817263", "945112233", address="av. Los Pinos 140")),
    (9, CitizenForm("Edwin Mamani Torres", "dni", "40871263")),
    (19, CitizenForm("Gladys Ramos Vilca", "dni", "09456781", email="gladys.ramos@correo.pe")),
    (3, CitizenForm("Ramos Vilca Gladys", "dni", "09456781", "912334455")),
)
"""Days ago, and what was written down; the first is the neighbour with the street lamp once more."""


def _recorded_twice(agenda: Agenda) -> None:
    """People who came again and were not recognised: the program finds them, somebody decides."""
    topic = agenda.town.topic("Alumbrado público")

    def act(form: CitizenForm) -> None:
        ctx = agenda.clerk
        started = ctx.now() - timedelta(minutes=4)
        who = citizens.register_citizen(ctx, form).id
        asked = AttentionForm(Channel.PHONE, started, topic.query_type, topic=topic.id, citizen=who)
        reception.register_attention(ctx, asked)
        agenda.citizens += 1
        agenda.attentions += 1

    for days, form in _TWICE:
        moment = agenda.open_time(agenda.now - days * DAY, 0.5)
        agenda.at(moment, lambda form=form: act(form))  # type: ignore[misc]


def _hand_overs(agenda: Agenda) -> None:
    """Hand-overs of the last minutes: some wait for an answer, one came back, one was sent on and waits."""
    for minutes, title, fate in (
        (38, "Parámetros urbanísticos", _sent_on),
        (21, "Inspección técnica de seguridad (ITSE)", _came_back),
        (12, "Bache o pista dañada", _waits),
        (8, "DEMUNA: pensión de alimentos y régimen de visitas", _waits),
        (5, "Alumbrado público", _waits),
    ):
        hand_over(agenda, title, minutes, fate)


def hand_over(agenda: Agenda, title: str, minutes: int, fate: Callable[[Agenda, HandOver], None]) -> None:
    """Plan a hand-over of some minutes ago, and what becomes of it."""
    topic = agenda.town.topic(title)

    def act() -> None:
        citizen = agenda.citizen(agenda.clerk)
        saved = agenda.attention(topic, Result.REFERRED, Channel.IN_PERSON, citizen, form=to_the_chief)
        if saved.referral is not None:
            fate(agenda, HandOver(saved.referral, saved.number, topic, citizen, topic.unit))

    def to_the_chief(form: AttentionForm) -> AttentionForm:
        return replace(form, official=agenda.town.members[topic.unit][0])

    agenda.at(agenda.now - timedelta(minutes=minutes), act)


def _waits(_agenda: Agenda, _sent: HandOver) -> None:
    """Leave it to whoever opens the inbox."""


def _came_back(agenda: Agenda, sent: HandOver) -> None:
    return_referral(agenda, sent, agenda.clerk.now() + timedelta(minutes=2))


def _sent_on(agenda: Agenda, sent: HandOver) -> None:
    at = agenda.clerk.now() + timedelta(minutes=4)
    return_referral(agenda, sent, at)
    agenda.at(at + timedelta(minutes=3), lambda: send_on(agenda, sent, waits=True))
