"""The ordinary days of the demonstration: who comes at which hour, and for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from desktop_app.domain.values import UNCLASSIFIED, Channel, Result
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.demo.counter import GOES_ON, UNREACHABLE, Visit, unreachable
from desktop_app.services.demo.lives import follow_case, follow_critical, follow_referral
from desktop_app.services.demo.town import DemoTopic
from desktop_app.services.reception import AttentionForm

HOURS: Final = (0.9, 1.35, 1.5, 1.35, 0.85, 0.55, 0.8, 0.75, 0.3)
"""Weight of each hour after opening."""

CHANNELS: Final = {Channel.IN_PERSON: 62, Channel.PHONE: 28, Channel.EMAIL: 6, Channel.APP: 4}
_CHANNELS: Final = tuple(CHANNELS)
_SHARES: Final = tuple(CHANNELS.values())
CASE_SHARE: Final = 0.5
"""Part of the catalogue's own shares: the staged cases come on top."""

STAGED: Final = timedelta(hours=36)

ASKED_EVERY: Final = 120
"""One contact in so many asks for something that the catalogue does not know."""

LEAST_TODAY: Final = 5
"""What the own desk has attended however early the program is tried."""


def plan_days(agenda: Agenda, first: date, a_day: float, least_today: int = 0) -> None:
    """Plan the attentions of every business day from ``first`` to today.

    ``a_day`` come on an ordinary day, and today at least ``least_today``, however early it is.
    """
    day, today = first, agenda.now.date()
    while day <= today:
        moments = _moments(agenda, day, a_day, busy=least_today > 0 and day == today)
        if day == today:
            moments = _today(agenda, moments, least_today)
        for moment in moments:
            agenda.at(moment, lambda: _attend(agenda))
        day += timedelta(days=1)


def _moments(agenda: Agenda, day: date, a_day: float, *, busy: bool) -> list[datetime]:
    openings = agenda.console.calendar.openings(day)
    if not openings:
        return []
    rng = agenda.rng
    start = openings[0][0].astimezone(agenda.console.zone)
    end = openings[-1][1].astimezone(agenda.console.zone)
    factor = agenda.town.seasons.factor(day)
    # A demonstration shows a day with something to do, also between the holidays.
    count = round(a_day * (max(factor, 1.0) if busy else factor) * rng.uniform(0.85, 1.15))
    length = (end - start).total_seconds()
    found = []
    for hour in rng.choices(range(len(HOURS)), weights=HOURS, k=count):
        second = (hour + rng.random()) * 3600
        # The clerk has two hands: one after the other, and nobody after closing.
        if 240 < second < length:
            found.append(start + timedelta(seconds=int(second)))
    return sorted(found)


def _today(agenda: Agenda, moments: list[datetime], least: int) -> list[datetime]:
    """Return what has happened by now; early in the day, a few who came in the last minutes."""
    past = [moment for moment in moments if moment < agenda.now - timedelta(minutes=2)]
    midnight = agenda.now.replace(hour=0, minute=10, second=0)
    earliest = max(midnight, agenda.now - timedelta(minutes=50))
    room = (agenda.now - earliest).total_seconds()
    while room > 60 and len(past) < least:
        past.append(earliest + timedelta(seconds=int(agenda.rng.random() * room)))
    return sorted(past)


def _attend(agenda: Agenda, visit: Visit | None = None) -> None:
    """One ordinary question at the moment the clock stands at, the next one of a ``visit`` that goes on."""
    rng = agenda.rng
    topic = agenda.topic()
    channel = rng.choices(_CHANNELS, _SHARES)[0] if visit is None else Channel.IN_PERSON
    result = _result(agenda, topic)
    citizen, left_nothing = _who(agenda, visit, result)
    freely = result is Result.ORIENTED and agenda.attentions % ASKED_EVERY == 0
    forms: list[AttentionForm] = []

    def told(form: AttentionForm) -> AttentionForm:
        form = _freely(agenda, form) if freely else form
        form = form if visit is None else visit.next_question(form)
        forms.append(unreachable(form) if left_nothing else form)
        return forms[0]

    saved = agenda.attention(topic, result, channel, citizen, form=told)
    if channel is Channel.IN_PERSON and rng.random() < GOES_ON:
        ended = agenda.clerk.now()
        first = saved.id if visit is None else visit.first
        following = Visit(first, citizen, forms[0].preferential, ended)
        agenda.at(ended + timedelta(seconds=rng.randrange(50, 320)), partial(_attend, agenda, following))
    if saved.case is not None and result is Result.CRITICAL_CASE:
        follow_critical(agenda, saved.case, topic)
    elif saved.case is not None:
        follow_case(agenda, saved.case, topic)
    elif saved.referral is not None:
        follow_referral(agenda, saved.referral, saved.number, topic, citizen)


def _who(agenda: Agenda, visit: Visit | None, result: Result) -> tuple[bytes | None, bool]:
    """Return who asks, None when nobody gave a name, and whether they left no way to be reached."""
    known = visit.citizen if visit is not None else None
    if known is not None:
        return known, False
    if result is Result.CASE_OPENED and agenda.rng.random() < UNREACHABLE:
        return agenda.stranger(agenda.clerk), True
    share = {Result.ORIENTED: 0.34, Result.UNANSWERED: 0.4, Result.REFERRED: 0.85}.get(result, 1.0)
    return (agenda.citizen(agenda.clerk) if agenda.rng.random() < share else None), False


def _freely(agenda: Agenda, form: AttentionForm) -> AttentionForm:
    """Return the same contact about something that no topic of the catalogue covers."""
    words = agenda.town.words["asked"]
    subject = words[agenda.attentions // ASKED_EVERY % len(words)]
    return replace(form, topic=None, query_type=UNCLASSIFIED, unit=None, detail=None, subject=subject)


def _result(agenda: Agenda, topic: DemoTopic) -> Result:
    chance = agenda.rng.random()
    if chance < topic.case_share * CASE_SHARE:
        if topic.critical is None:
            return Result.CASE_OPENED
        # The dangers of these days are staged.
        staged = agenda.now - agenda.clerk.now() < STAGED
        return Result.ORIENTED if staged else Result.CRITICAL_CASE
    if topic.result is Result.REFERRED:
        return Result.REFERRED if chance < 0.8 else Result.ORIENTED
    return Result.UNANSWERED if chance > 0.975 else Result.ORIENTED
