"""A month's figures against a plain recomputation over two random years."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import datetime

import pytest
import random_years
from random_years import BEGIN, LIMA, NOW, Row, Years, day_of
from small_desk import make_desk

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.figures import percentile
from desktop_app.domain.ids import new_ulid
from desktop_app.domain.months import Month
from desktop_app.services.access import Actor
from desktop_app.services.statistics import month_figures
from desktop_app.storage import records
from desktop_app.storage.queries import statistics as queries

MONTHS = [Month(2025, 1), Month(2025, 7), Month(2026, 2), Month(2026, 10), Month(2026, 11)]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    ctx, _ = make_desk(tmp_path_factory.mktemp("desk"), NOW)
    second = new_ulid(5)
    with ctx.store.transaction() as transaction:
        records.create_record(
            transaction, "office", second, {"code": 2, "name": "Sede Norte"}, wall_ms=5, author=None
        )
    offices = {uid: queries.entity_number(ctx.store, uid) for uid in (ctx.desk.office, second)}
    years = random_years.fill(ctx.store, list(offices.values()), seed=11)
    yield ctx, years, offices
    ctx.store.close()


def bounds(month: Month) -> tuple[int, int, int]:
    """Return the month's first second, the one after its last, and the one its state is taken after."""
    start, end = (
        int(datetime(day.year, day.month, day.day, tzinfo=LIMA).timestamp())
        for day in (month.first, month.next().first)
    )
    return start, end, min(end - 1, int(NOW.timestamp()))


def chosen(rows: list[Row], office: int | None) -> list[Row]:
    return [row for row in rows if office in (None, row["office"])]


def open_then(row: Row, at: int) -> bool:
    if row["opened"] > at or row["state"] == "voided":
        return False
    return row["closed"] is None or row["closed"] > at


def term_of(row: Row) -> int | None:
    return row["due_internal"] if row["due_internal"] is not None else row["due_legal"]


def solved_of(row: Row) -> int:
    return row["resolved"] if row["resolved"] is not None else row["closed"]


def overdue_then(row: Row, at: int) -> bool:
    term = term_of(row)
    return term is not None and term <= at and not (row["resolved"] is not None and row["resolved"] <= at)


def plain_cases(years: Years, month: Month, office: int | None) -> dict[str, object]:
    start, end, at = bounds(month)
    rows = [row for row in chosen(years.cases, office) if row["state"] != "voided"]
    opened = [row for row in rows if start <= row["opened"] < end]
    closed = [row for row in rows if row["closed"] is not None and start <= row["closed"] < end]
    still = [row for row in rows if open_then(row, at)]
    with_term = [row for row in closed if term_of(row) is not None]
    on_time = [row for row in with_term if solved_of(row) <= (term_of(row) or 0)]
    return {
        "opened": len(opened),
        "closed": len(closed),
        "open_at_end": len(still),
        "overdue_at_end": sum(overdue_then(row, at) for row in still),
        "on_time": len(on_time),
        "late": len(with_term) - len(on_time),
        "solved": sum(row["resolved"] is not None and row["resolved"] <= at for row in still),
        "hours": [(solved_of(row) - row["opened"]) / 3600 for row in closed],
        "to_close": [(row["closed"] - row["opened"]) / 3600 for row in closed],
        "still_open": sum(row["closed"] is None for row in opened),
        "scores": Counter((row["score"], bool(row["score_by_handler"])) for row in closed),
        "overdue_by_unit": Counter(row["unit"] for row in still if overdue_then(row, at)),
    }


@pytest.mark.parametrize("month", MONTHS, ids=str)
@pytest.mark.parametrize("which", [None, 0, 1])
def test_cases_agree_with_a_plain_recomputation(world, month, which):
    ctx, years, offices = world
    uid, number = (None, None) if which is None else list(offices.items())[which]
    part, plain = month_figures(ctx, month, uid).cases, plain_cases(years, month, number)
    for name in ("opened", "closed", "open_at_end", "overdue_at_end"):
        assert getattr(part, name) == plain[name], name
    total = part.total
    assert (total.closed_on_time, total.closed_late) == (plain["on_time"], plain["late"])
    assert total.open_solved == plain["solved"]
    assert (total.closed, total.open) == (part.closed, part.open_at_end)
    assert part.opened_still_open == plain["still_open"]
    assert part.median_hours == pytest.approx(statistics.median(plain["hours"]))
    assert part.median_hours_to_close == pytest.approx(statistics.median(plain["to_close"]))
    assert part.p90_hours == pytest.approx(percentile(plain["hours"], 0.9))
    names = {**years.units, None: "Sin unidad"}
    assert {row.label: row.open_overdue for row in part.by_unit if row.open_overdue} == {
        names[unit]: count for unit, count in plain["overdue_by_unit"].items()
    }
    assert sum(row.closed for row in part.by_unit) == part.closed


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_attentions_agree_with_a_plain_recomputation(world, month):
    ctx, years, _ = world
    part = month_figures(ctx, month).attentions
    start, end, _ = bounds(month)
    rows = [row for row in years.attentions if start <= row["started"] < end and not row["voided"]]
    assert part.total == len(rows)
    assert {row.code: row.count for row in part.by_channel if row.count} == Counter(
        r["channel"] for r in rows
    )
    assert {row.code: row.count for row in part.by_type if row.count} == Counter(
        row["query_type"] or "sin_tipo" for row in rows
    )
    assert {row.code: row.count for row in part.by_result if row.count} == Counter(r["result"] for r in rows)
    topics = Counter(years.topics[row["topic"]] for row in rows if row["topic"])
    ranked = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))
    assert [(row.label, row.count) for row in part.by_topic] == ranked[:15]
    assert part.other_topics == sum(count for _, count in ranked[15:])
    assert part.unclassified == sum(row["topic"] is None for row in rows)
    assert dict(part.by_day) == {
        day: sum(row["lday"] == day_of(datetime(day.year, day.month, day.day)) for row in rows)  # noqa: DTZ001
        for day in month.days()
    }
    moments = [datetime.fromtimestamp(row["started"], LIMA) for row in rows]
    for (weekday, hour), count in Counter((m.weekday(), m.hour) for m in moments).items():
        assert part.by_weekday_hour[weekday][hour] == count
    assert sum(part.by_hour) == part.total
    timed = [row["duration"] for row in rows if row["duration"] is not None]
    assert (part.timed, part.median_seconds) == (len(timed), statistics.median(timed))


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_hand_overs_and_opinions_agree_with_a_plain_recomputation(world, month):
    ctx, years, _ = world
    figures = month_figures(ctx, month)
    start, end, _ = bounds(month)
    rows = [row for row in years.referrals if start <= row["sent"] < end and row["state"] != "voided"]
    part = figures.referrals
    states = Counter(row["state"] for row in rows)
    assert part.sent == len(rows)
    assert part.accepted == states["accepted"] + states["resolved"]
    assert (part.confirmed_by_phone, part.no_answer, part.pending) == (
        states["confirmed_by_phone"], states["no_answer"], states["sent"],
    )  # fmt: skip
    assert {row.code: row.count for row in part.returned if row.count} == Counter(
        row["reason"] for row in rows if row["reason"]
    )
    wrong = [row for row in rows if row["reason"] == "wrong_unit"]
    assert (part.wrong, part.wrong_rate) == (len(wrong), len(wrong) / len(rows))
    assert part.bounces == sum(row["bounces"] > 0 for row in rows)
    minutes = [(row["answered"] - row["sent"]) / 60 for row in rows if row["state"] == "accepted"]
    assert part.median_minutes_to_accept == pytest.approx(statistics.median(minutes))
    names = {**years.units, None: "Sin unidad"}
    assert {row.label: (row.sent, row.wrong) for row in part.by_unit} == {
        names[unit]: (count, sum(row["unit"] == unit for row in wrong))
        for unit, count in Counter(row["unit"] for row in rows).items()
    }
    scores = plain_cases(years, month, None)["scores"]
    told = figures.satisfaction
    assert told.scores.distribution == tuple(scores[score, False] for score in range(1, 6))
    assert told.by_handler.distribution == tuple(scores[score, True] for score in range(1, 6))
    assert told.declined == scores[0, False] + scores[0, True]


def test_the_months_compared_with_tell_what_their_own_report_told(world):
    ctx, _, _ = world
    figures = month_figures(ctx, Month(2026, 10))
    for brief in (figures.previous, figures.year_before):
        own = month_figures(ctx, brief.month)
        assert brief.attentions == own.attentions.total
        assert brief.by_channel == own.attentions.by_channel
        assert {row.code: row.count for row in brief.by_type} == {
            row.code: row.count for row in own.attentions.by_type if row.count
        }
        for name in ("opened", "closed", "open_at_end", "overdue_at_end", "median_hours"):
            assert getattr(brief, name) == pytest.approx(getattr(own.cases, name)), name
        assert brief.on_time_rate == pytest.approx(own.cases.total.rate)
        assert (brief.sent, brief.wrong_rate) == (own.referrals.sent, own.referrals.wrong_rate)
        assert brief.satisfaction == own.satisfaction.scores.mean


def test_a_month_before_the_first_record_is_no_data_and_not_zero(world):
    ctx, _, _ = world
    first = month_figures(ctx, Month.of(BEGIN.date()))
    assert (first.previous, first.year_before) == (None, None)
    assert "Sin datos de diciembre de 2024 y enero de 2024 para comparar." in first.missing


def test_the_month_in_course_is_taken_as_it_stands(world):
    ctx, _, _ = world
    figures = month_figures(ctx, Month(2026, 11))
    assert figures.partial
    assert figures.generated_at == NOW
    assert not month_figures(ctx, Month(2026, 10)).partial


def test_one_office_or_all(world):
    ctx, _, offices = world
    whole = month_figures(ctx, Month(2026, 10))
    parts = [month_figures(ctx, Month(2026, 10), uid) for uid in offices]
    assert whole.office == "Todas las oficinas"
    assert [part.office for part in parts] == ["Oficina central", "Sede Norte"]
    for read in (
        lambda figures: figures.attentions.total,
        lambda figures: figures.cases.open_at_end,
        lambda figures: figures.cases.overdue_at_end,
        lambda figures: figures.referrals.sent,
        lambda figures: figures.previous.closed,
    ):
        assert read(whole) == sum(read(part) for part in parts)


def test_what_cannot_be_reported_is_refused_in_words(world):
    ctx, _, _ = world
    with pytest.raises(InvalidInput, match=r"Diciembre de 2026 todavía no empieza"):
        month_figures(ctx, Month(2026, 12))
    with pytest.raises(NotFound, match="oficina no está"):
        month_figures(ctx, Month(2026, 10), bytes(16))
    with pytest.raises(NotAllowed):
        month_figures(ctx.acting_as(Actor(None, "", frozenset())), Month(2026, 10))


def test_the_statements_read_nothing_but_their_indexes(world):
    ctx, _, offices = world
    seen: list[str] = []
    ctx.store.database.raw().trace_v2(
        1,
        lambda event: seen.append(event["sql"]),  # 1: SQLITE_TRACE_STMT
    )
    try:
        figures = month_figures(ctx, Month(2026, 10), next(iter(offices)))
    finally:
        ctx.store.database.raw().trace_v2(0, None)
    assert figures.attentions.total
    counted = [sql for sql in seen if " FROM attention " in sql or " FROM referral " in sql
               or (" FROM case_file WHERE" in sql and "min(" not in sql)]  # fmt: skip
    assert len(counted) >= 8
    for sql in counted:
        plan = " ".join(row[3] for row in ctx.store.rows(f"EXPLAIN QUERY PLAN {sql}", (0,) * sql.count("?")))
        # The way over the opening day finds few rows among many: it looks those few up.
        index = "USING INDEX case_opened" if "oday <= ?" in sql else "USING COVERING INDEX"
        if "preferential" in sql:
            # No index tells how somebody was received: the rows of the period's days are looked up.
            index = "SEARCH a USING INDEX attention_day (lday>? AND lday<?)"
        elif "WHERE id IN" in sql:
            index = "USING INTEGER PRIMARY KEY"
        assert index in plan, (plan, sql)
