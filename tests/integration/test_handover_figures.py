"""How hand-overs go, number by number: against a count written apart, over random days of several desks."""

from __future__ import annotations

import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from municipality import LIMA, MONDAY, Office, attention, make_office

from desktop_app.domain.errors import InvalidInput, NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import ReferralState, Result, ReturnReason, Role
from desktop_app.services import (
    directory,
    handover_figures,
    reception,
    referrals,
)
from desktop_app.services import (
    statistics as month_statistics,
)
from desktop_app.services.context import Context
from desktop_app.services.handover_figures import By, Going, Span
from desktop_app.services.referrals import ReferralForm
from desktop_app.storage import catch_up
from desktop_app.storage.migrations import m0003_cases

S, R = ReferralState, ReturnReason


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


def lived(office: Office, seed: int, count: int) -> list[dict[str, Any]]:
    """Live through random hand-overs and write down, apart from the program, what happened to each."""
    rng = random.Random(seed)
    ctx = office.console
    units = [office.unit, *(directory.save_unit(ctx, name).id for name in ("Rentas", "Áreas verdes"))]
    directory.save_user(ctx, "beto", "Beto", frozenset({Role.CLERK}))
    clerks = [office.clerk, office.as_user("beto")]
    told: list[dict[str, Any]] = []
    for _ in range(count):
        office.clock.advance(minutes=rng.randrange(1, 300))
        clerk, unit = rng.choice(clerks), rng.choice(units)
        topic = rng.choice([office.pothole, office.hours, None])
        back = [each for each in told if each["state"] in (S.RETURNED, S.NO_ANSWER) and not each["followed"]]
        previous = rng.choice(back) if back and rng.random() < 0.4 else None
        sent = office.clock.now()
        if previous is not None:
            form = ReferralForm(unit, "Otra vez", topic=topic, previous=previous["id"])
            id_ = referrals.refer(clerk, form).id
            previous["followed"] = True
        else:
            saved = reception.register_attention(
                clerk, attention(office, result=Result.REFERRED, topic=topic, subject="Algo", unit=unit)
            )
            assert saved.referral is not None
            id_ = saved.referral
        one: dict[str, Any] = {
            "id": id_, "unit": unit, "topic": topic, "clerk": clerk.actor.id, "day": sent.astimezone(LIMA).date(),
            "sent": sent,
            "state": S.SENT, "reason": None, "known": None, "bounce": previous is not None, "followed": False,
        }  # fmt: skip
        told.append(one)
        for _ in range(rng.randrange(4)):
            office.clock.advance(minutes=rng.randrange(1, 40))
            answer(ctx, one, rng, office)
    return told


def answer(ctx: Context, one: dict[str, Any], rng: random.Random, office: Office) -> None:
    """Give one random answer that may be given."""
    may = {
        S.SENT: [S.ACCEPTED, S.CONFIRMED_BY_PHONE, S.NO_ANSWER, S.RETURNED],
        S.NO_ANSWER: [S.ACCEPTED, S.RETURNED], S.CONFIRMED_BY_PHONE: [S.ACCEPTED, S.RETURNED, S.RESOLVED],
        S.ACCEPTED: [S.RETURNED, S.RESOLVED], S.RETURNED: [S.VOIDED], S.RESOLVED: [S.VOIDED], S.VOIDED: [],
    }[one["state"]]  # fmt: skip
    if not may or one["followed"]:
        return
    to = rng.choice(may)
    if to is S.VOIDED and rng.random() < 0.7:
        return
    reason = rng.choice(list(R)) if to is S.RETURNED else None
    referrals.answer(ctx, one["id"], to, reason=reason, comment="Dicho")
    one |= {"state": to, "reason": reason}
    if to in (S.ACCEPTED, S.CONFIRMED_BY_PHONE, S.RESOLVED) and one["known"] is None:
        one["known"] = office.clock.now()


def counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Count the figures the slow way."""
    rows = [each for each in rows if each["state"] is not S.VOIDED]
    minutes = sorted((each["known"] - each["sent"]).total_seconds() / 60 for each in rows if each["known"])
    p90 = None
    if minutes:
        p90 = minutes[0] if len(minutes) == 1 else statistics.quantiles(minutes, n=10, method="inclusive")[8]
    wrong = sum(each["state"] is S.RETURNED and each["reason"] is R.WRONG_UNIT for each in rows)
    return {
        "sent": len(rows), "wrong": wrong, "rate": wrong / len(rows) if rows else None,
        "returned": sum(each["state"] is S.RETURNED for each in rows),
        "silent": sum(each["state"] is S.NO_ANSWER for each in rows),
        "waiting": sum(each["state"] is S.SENT for each in rows),
        "bounces": sum(each["bounce"] for each in rows), "taken": len(minutes), "timed": len(minutes),
        "median": pytest.approx(statistics.median(minutes)) if minutes else None,
        "p90": pytest.approx(p90) if minutes else None,
    }  # fmt: skip


def shown(going: Going) -> dict[str, Any]:
    return {
        "sent": going.sent, "wrong": going.wrong, "rate": going.wrong_rate, "returned": going.returned,
        "silent": going.silent, "waiting": going.waiting, "bounces": going.bounces, "taken": going.taken,
        "timed": going.timed, "median": going.median_minutes, "p90": going.p90_minutes,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_every_number_agrees_with_a_count_written_apart(office: Office, seed: int) -> None:
    told = lived(office, seed, 120)
    supervisor = office.as_user("supervisor")
    days = sorted({each["day"] for each in told})
    for first, last in ((days[0], days[-1]), (days[2], days[-3]), (days[1], days[1])):
        within = [each for each in told if first <= each["day"] <= last]
        for by, name in ((By.UNIT, "unit"), (By.TOPIC, "topic"), (By.CLERK, "clerk")):
            found = handover_figures.handover_figures(supervisor, first, last, by)
            assert shown(found.whole) == counted(within)
            assert found.voided == sum(each["state"] is S.VOIDED for each in within)
            groups = defaultdict(list)
            for each in within:
                if each["state"] is not S.VOIDED:
                    groups[each[name]].append(each)
            assert {part.key: shown(part) for part in found.parts} == {
                key: counted(rows) for key, rows in groups.items()
            }
            assert sum(part.sent for part in found.parts) == found.whole.sent


def test_the_month_of_the_report_says_the_same(office: Office) -> None:
    told = lived(office, 7, 80)
    month = Month.of(told[0]["day"])
    found = handover_figures.handover_figures(office.as_user("supervisor"), month.first, month.last).whole
    report = month_statistics.month_figures(office.console, month).referrals
    assert (found.sent, found.wrong, found.bounces, found.returned) == (
        report.sent, report.wrong, report.bounces, report.returned_total,
    )  # fmt: skip


def test_clerks_are_for_supervision_and_names_stand_in_their_order(office: Office) -> None:
    told = lived(office, 1, 30)
    first, last = told[0]["day"], told[-1]["day"]
    for login in ("clerk", "official", "administrator"):
        ctx = office.as_user(login)
        assert not handover_figures.may_see_clerks(ctx)
        with pytest.raises(NotAllowed):
            handover_figures.handover_figures(ctx, first, last, By.CLERK)
    parts = handover_figures.handover_figures(office.clerk, first, last).parts
    assert [part.name for part in parts] == ["Áreas verdes", "Rentas", "Vías"]
    topics = handover_figures.handover_figures(office.clerk, first, last, By.TOPIC).parts
    assert [part.name for part in topics][-1] == "Sin clasificar"


def test_an_empty_period_has_no_rates_and_a_turned_one_is_refused(office: Office) -> None:
    found = handover_figures.handover_figures(office.clerk, date(2026, 1, 1), date(2026, 1, 31))
    assert (found.whole.sent, found.whole.wrong_rate, found.whole.median_minutes, found.parts) == (
        0,
        None,
        None,
        (),
    )
    for first, last in ((date(2026, 2, 1), date(2026, 1, 1)), (date(2020, 1, 1), date(2026, 1, 1))):
        with pytest.raises(InvalidInput, match="hasta dos años"):
            handover_figures.handover_figures(office.clerk, first, last)


def test_the_periods_to_choose_from() -> None:
    today = date(2026, 3, 15)
    assert handover_figures.span_days(Span.THIS_MONTH, today) == (date(2026, 3, 1), today)
    assert handover_figures.span_days(Span.LAST_MONTH, today) == (date(2026, 2, 1), date(2026, 2, 28))
    for span, days in ((Span.QUARTER, 90), (Span.YEAR, 365)):
        first, last = handover_figures.span_days(span, today)
        assert (last, (last - first) + timedelta(days=1)) == (today, timedelta(days=days))


def test_what_a_newer_desk_had_written_of_a_hand_over_is_understood_after_the_upgrade(office: Office) -> None:
    from tables import projections, refold

    store, official = office.console.store, office.as_user("official")
    office.clock.set(MONDAY)
    saved = [
        reception.register_attention(
            office.clerk,
            attention(office, result=Result.REFERRED, subject="Algo", topic=None, unit=office.unit),
        ).referral
        for _ in range(3)
    ]
    back, linked, case = (each for each in saved if each is not None)
    referrals.answer(official, back, S.RETURNED, reason=R.ABSENT)
    referrals.link(office.clerk, linked, back)
    referrals.answer(office.console, linked, S.VOIDED, comment="Repetida")
    referrals.answer(office.console, back, S.VOIDED, comment="Repetida")
    from desktop_app.services.case_from_referral import CaseFromForm, open_case_from
    from desktop_app.services.citizens import CitizenForm

    open_case_from(official, case, CaseFromForm("Algo", "tramite", citizen=CitizenForm("Rosa Díaz")))
    expected = projections(store)
    raw = store.database.raw()
    # As a program of before would have folded them.
    raw.execute("UPDATE stream SET own = 0")
    raw.execute(
        "UPDATE referral SET state = 'returned' WHERE state = 'voided' AND reason IS NULL AND previous IS NULL"
    )
    raw.execute("UPDATE referral SET previous = NULL, bounces = 0, case_file = NULL")
    assert projections(store) != expected
    import json

    raw.execute("INSERT INTO local VALUES ('catch_up', ?)", (json.dumps([m0003_cases._LEARNT]),))
    catch_up.catch_up(raw)
    assert projections(store) == expected
    refold(store)
    assert projections(store) == expected
