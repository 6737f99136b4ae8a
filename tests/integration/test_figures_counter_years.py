"""How people were received, against a plain recomputation over two random years."""

from __future__ import annotations

import json
import statistics
from collections import Counter, defaultdict
from datetime import datetime

import pytest
import random_years
from random_years import LIMA, NOW
from small_desk import make_desk

from desktop_app.domain.months import Month
from desktop_app.services.statistics import month_figures
from desktop_app.storage import records
from desktop_app.storage.queries import statistics as queries

MONTHS = [Month(2025, 1), Month(2025, 7), Month(2026, 2), Month(2026, 10), Month(2026, 11)]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    ctx, _ = make_desk(tmp_path_factory.mktemp("desk"), NOW)
    second = bytes(15) + b"\x05"
    with ctx.store.transaction() as transaction:
        records.create_record(
            transaction, "office", second, {"code": 2, "name": "Sede Norte"}, wall_ms=5, author=None
        )
    offices = {uid: queries.entity_number(ctx.store, uid) for uid in (ctx.desk.office, second)}
    years = random_years.fill(ctx.store, list(offices.values()), seed=23)
    yield ctx, years, offices
    ctx.store.close()


def rows_of(years, month, office):
    first, after = (datetime(day.year, day.month, 1, tzinfo=LIMA) for day in (month.first, month.next().first))
    return [
        row for row in years.attentions
        if first.timestamp() <= row["started"] < after.timestamp() and not row["voided"]
        and office in (None, row["office"])
    ]  # fmt: skip


@pytest.mark.parametrize("month", MONTHS, ids=str)
@pytest.mark.parametrize("which", [None, 0, 1])
def test_reception_agrees_with_a_plain_recomputation(world, month, which):
    ctx, years, offices = world
    uid, number = (None, None) if which is None else list(offices.items())[which]
    part, rows = month_figures(ctx, month, uid).reception, rows_of(years, month, number)
    questions = Counter(row["visit"] or row["id"] for row in rows)
    assert (part.people, part.several) == (len(questions), sum(count > 1 for count in questions.values()))
    assert part.several
    known = [group.code for group in ctx.profile.preferential_groups]
    marked = Counter(
        row["preferential"] if row["preferential"] in known else "unspecified"
        for row in rows if row["preferential"]
    )  # fmt: skip
    assert {row.code: row.count for row in part.preferential} == dict.fromkeys(known, 0) | marked
    states = {case["id"]: case["state"] for case in years.cases}
    unreached = [row for row in rows if row["no_contact"]]
    assert part.without_contact == len(unreached)
    assert part.cases_without_contact == sum(
        row["case_file"] is not None and states[row["case_file"]] != "voided" for row in unreached
    )
    assert part.from_paper == sum(row["blank"] is not None for row in rows)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_waits_agree_with_a_plain_recomputation(world, month):
    ctx, years, _ = world
    part, rows = month_figures(ctx, month).reception.holds, rows_of(years, month, None)
    by_reason, by_channel = defaultdict(list), defaultdict(list)
    for row in rows:
        for reason, seconds in json.loads(row["holds"] or "[]"):
            by_reason["other" if reason == "a_newer_reason" else reason].append(seconds)
            by_channel[row["channel"]].append(seconds)
    every = [seconds for waits in by_reason.values() for seconds in waits]
    assert part.attentions == sum(row["hold"] is not None for row in rows)
    assert (part.every.count, part.every.seconds, part.every.longest_seconds) == (
        len(every), sum(every), max(every),
    )  # fmt: skip
    assert part.every.median_seconds == statistics.median(every)
    for told, plain in ((part.by_reason, by_reason), (part.by_channel, by_channel)):
        for row in told:
            waits = plain.pop(row.code, [])
            assert (row.count, row.seconds, row.longest_seconds) == (
                len(waits), sum(waits), max(waits, default=None),
            )  # fmt: skip
            assert row.median_seconds == (statistics.median(waits) if waits else None)
        assert not plain


def test_both_ways_to_the_rows_find_the_same(world, monkeypatch):
    ctx = world[0]
    scattered = month_figures(ctx, Month(2026, 10)).reception
    monkeypatch.setattr("desktop_app.storage.queries.reception_figures._SCATTERED", 10**9)
    assert month_figures(ctx, Month(2026, 10)).reception == scattered
    monkeypatch.setattr("desktop_app.storage.queries.reception_figures._SCATTERED", 0)
    assert month_figures(ctx, Month(2026, 10)).reception == scattered
