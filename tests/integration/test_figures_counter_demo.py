"""What the demonstration shows of the counter: visits, waits, own words, people recorded twice, mistakes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_app.bootstrap import open_installation
from desktop_app.cli import demo as verb
from desktop_app.domain.months import Month
from desktop_app.services.statistics import month_figures
from desktop_app.system.clock import FixedClock

TUESDAY = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
MONTHS = 3


@pytest.fixture(scope="module")
def ctx(tmp_path_factory):
    folder, clock = tmp_path_factory.mktemp("demo") / "data", FixedClock(TUESDAY)
    verb.prepare_demo(folder, clock, MONTHS)
    installation = open_installation(folder, clock)
    yield installation.context()
    installation.close()


def test_the_last_whole_month_has_everything_that_is_counted(ctx):
    figures = month_figures(ctx, Month(2026, 10))
    part = figures.reception
    assert part.several > 20
    assert figures.attentions.total - part.people >= part.several
    assert all(row.count for row in part.preferential)
    assert part.preferential[-1].code == "unspecified"
    waits = {row.code: row.count for row in part.holds.by_channel}
    assert min(waits["in_person"], waits["phone"]) > 10
    assert sum(bool(row.count) for row in part.holds.by_reason) >= 4
    assert month_figures(ctx, Month(2026, 11)).reception.from_paper == 5
    assert sum(month_figures(ctx, Month(2026, month)).reception.cases_without_contact for month in (8, 9, 10, 11))


def test_a_visits_questions_are_of_one_person_one_after_the_other(ctx):
    rows = ctx.store.rows(
        "SELECT b.started - a.ended, b.citizen IS a.citizen OR a.citizen IS NULL, b.preferential IS a.preferential, "
        "a.channel, b.channel FROM attention b JOIN attention a ON a.id = b.visit"
    )
    assert len(rows) > 60
    assert all(gap >= 0 and same and turn and one == other == "in_person" for gap, same, turn, one, other in rows)
    follows = "SELECT count(*) FROM attention WHERE visit IS NOT NULL AND (holds IS NOT NULL OR duration < 0)"
    assert ctx.store.rows(follows) == [(0,)]


def test_mistakes_were_voided_with_their_reason_after_they_were_made(ctx):
    rows = ctx.store.rows("SELECT lday, void_reason FROM attention WHERE voided = 1 ORDER BY lday")
    assert len(rows) == 4
    assert rows[-1] == (20261124, "La persona se fue antes de ser atendida")
    assert all(reason for _, reason in rows)
    in_time = ctx.store.rows(
        "SELECT count(*) FROM op JOIN attention a ON a.id = op.target WHERE op.kind = 'void' AND "
        "json_extract(op.payload, '$.b.at') BETWEEN a.ended AND ?",
        (int(TUESDAY.timestamp()),),
    )
    assert in_time == [(4,)]
