"""The dashboard against a plain recomputation."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
import random_years
from random_years import LIMA, NOW, day_of
from small_desk import make_desk

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.values import Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.access import Actor
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.dashboard import MOST_TOPICS, board
from desktop_app.storage.queries.statistics import entity_number

SECOND = int(NOW.timestamp())
TODAY_ENDS = int(NOW.replace(hour=23, minute=59, second=59).timestamp())


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    ctx, _ = make_desk(tmp_path_factory.mktemp("desk"), NOW)
    years = random_years.fill(ctx.store, [entity_number(ctx.store, ctx.desk.office)], seed=23)
    yield ctx, years
    ctx.store.close()


def open_rows(years, unit=None):
    rows = [row for row in years.cases if row["closed"] is None]
    return [row for row in rows if unit in (None, row["unit"])]


@pytest.mark.parametrize("narrowed", [False, True])
def test_the_six_figures(world, narrowed):
    ctx, years = world
    unit = next(iter(years.units)) if narrowed else None
    shown = board(ctx, unit=unit.to_bytes(16, "big") if unit else None)
    rows = open_rows(years, unit)
    due = [row["due_at"] for row in rows if row["due_at"] is not None]
    assert shown.at == NOW
    assert shown.open == len(rows)
    assert shown.overdue == sum(moment <= SECOND for moment in due) > 0
    assert shown.overdue_new == sum(SECOND - 86400 < moment <= SECOND for moment in due)
    assert shown.due_today == sum(SECOND < moment <= TODAY_ENDS for moment in due)
    assert shown.due_today_unassigned == sum(
        row["due_at"] is not None and SECOND < row["due_at"] <= TODAY_ENDS and row["responsible"] is None
        for row in rows
    )
    assert shown.criticals == sum(row["level"] == "critical" and row["state"] != "resolved" for row in rows)


def test_the_load_puts_what_is_overdue_first(world):
    ctx, years = world
    names = {**years.units, None: "Sin unidad"}
    overdue = Counter(
        names[row["unit"]]
        for row in open_rows(years)
        if row["due_at"] is not None and row["due_at"] <= SECOND
    )
    load = board(ctx).load
    assert {row.label: row.open for row in load} == Counter(names[row["unit"]] for row in open_rows(years))
    assert {row.label: row.overdue for row in load if row.overdue} == overdue
    assert [row.overdue for row in load] == sorted((row.overdue for row in load), reverse=True)
    assert {row.unit for row in load} == {None, *(number.to_bytes(16, "big") for number in years.units)}


def test_attentions_of_today_this_week_and_this_month(world):
    ctx, years = world
    shown = board(ctx)
    alive = [row for row in years.attentions if not row["voided"]]
    today = [row for row in alive if row["lday"] == day_of(NOW)]
    assert shown.attentions_today == len(today)
    timed = [row["duration"] for row in today if row["duration"] is not None]
    assert shown.mean_seconds_today == (pytest.approx(sum(timed) / len(timed)) if timed else None)
    week_ago = day_of(NOW - timedelta(days=7))
    assert shown.attentions_before == sum(
        row["lday"] == week_ago and row["lhour"] <= NOW.hour for row in alive
    )
    monday = NOW - timedelta(days=NOW.weekday())
    week = [row for row in alive if day_of(monday) <= row["lday"] <= day_of(NOW)]
    assert sum(map(sum, shown.arrivals)) == len(week) > 0
    for row in week:
        assert shown.arrivals[datetime.fromtimestamp(row["started"], LIMA).weekday()][row["lhour"]] > 0
    month = Counter(
        years.topics[row["topic"]]
        for row in alive
        if row["lday"] >= day_of(NOW.replace(day=1)) and row["topic"]
    )
    assert len(shown.topics) == MOST_TOPICS
    assert [row.count for row in shown.topics] == sorted(month.values(), reverse=True)[:MOST_TOPICS]
    assert all(month[row.label] == row.count for row in shown.topics)


def test_wrong_transfers_and_satisfaction_of_the_month(world):
    ctx, years = world
    shown, first = board(ctx), day_of(NOW.replace(day=1))
    sent = [row for row in years.referrals if row["lday"] >= first and row["state"] != "voided"]
    assert shown.referrals_sent == len(sent)
    assert shown.referrals_wrong == sum(row["reason"] == "wrong_unit" for row in sent)
    assert shown.wrong_rate == shown.referrals_wrong / shown.referrals_sent
    closed = [row for row in years.cases if row["state"] == "closed" and row["cday"] >= first]
    scores = Counter(row["score"] for row in closed if row["score"] and not row["score_by_handler"])
    assert shown.scores.distribution == tuple(scores[score] for score in range(1, 6))
    assert shown.satisfaction.closed == len(closed)


def test_the_countdown_of_the_critical_cases(tmp_path):
    ctx, clock = make_desk(tmp_path, datetime(2026, 10, 6, 9, 0, tzinfo=LIMA))
    form = cases.CaseForm(
        "Cable caído", "denuncia", Channel.PHONE, Level.CRITICAL, citizen=CitizenForm("Ana", phone="88881234"),
        criterion=CriticalCriterion.RISK,
    )  # fmt: skip
    cases.open_case(ctx, form)
    clock.advance(minutes=73)
    second = cases.open_case(ctx, form)
    shown = board(ctx)
    assert (shown.criticals, shown.criticals_late) == (2, 0)
    assert shown.next_answer_due == datetime(2026, 10, 6, 11, 0, tzinfo=LIMA)
    clock.advance(minutes=60)
    shown = board(ctx)
    assert (shown.criticals_late, shown.next_answer_due) == (1, datetime(2026, 10, 6, 12, 13, tzinfo=LIMA))
    cases.log_contact(ctx, second.id, Channel.PHONE, "Va una cuadrilla.", answered=True)
    assert board(ctx).next_answer_due is None
    ctx.store.close()


def test_an_empty_desk_has_an_empty_dashboard(tmp_path):
    ctx, _ = make_desk(tmp_path, NOW)
    shown = board(ctx)
    assert (shown.open, shown.overdue, shown.attentions_today, shown.wrong_rate, shown.scores.mean) == (
        0,
        0,
        0,
        None,
        None,
    )
    assert shown.load == shown.topics == ()
    ctx.store.close()


def test_it_asks_for_a_role(world):
    ctx, _ = world
    with pytest.raises(NotAllowed):
        board(ctx.acting_as(Actor(None, "", frozenset())))
