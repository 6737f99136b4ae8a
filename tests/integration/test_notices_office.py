"""Notices: for all offices or one, from the first day to the last, taken down when they no longer hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import new_ulid
from desktop_app.services import directory, notices
from desktop_app.storage import records

TODAY = date(2026, 10, 5)


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def other_office(ctx):
    target = new_ulid(ctx.clock.milliseconds())
    with ctx.store.transaction() as transaction:
        values = {"code": 2, "name": "Oficina Norte"}
        wall = ctx.clock.milliseconds()
        records.create_record(transaction, "office", target, values, wall_ms=wall, author=None)
    return target


def test_only_what_holds_here_today_is_shown(ctx, office):
    north = other_office(ctx)
    for text, days, where in (
        ("Hoy", (0, 0), None), ("Aquí", (-1, 3), ctx.desk.office), ("Norte", (0, 0), north),
        ("Mañana", (1, 2), None), ("Ayer", (-3, -1), None),
    ):  # fmt: skip
        first, last = (TODAY + timedelta(days=each) for each in days)
        notices.publish(ctx, text, first, last, office=where)
    assert sorted(directory.notices_today(ctx)) == ["Aquí", "Hoy"]
    assert [each.text for each in notices.notices(ctx)] == ["Aquí", "Hoy", "Norte", "Mañana", "Ayer"]
    assert [each.office_name for each in notices.notices(ctx)][2] == "Oficina Norte"
    assert sorted(each.text for each in notices.notices(office.clerk)) == ["Aquí", "Hoy"]
    assert [each.name for each in notices.offices(ctx)][-1] == "Oficina Norte"


def test_a_notice_changes_and_ends(ctx):
    saved = notices.publish(ctx, "Caja cierra a las 15:00", TODAY - timedelta(days=1), TODAY)
    assert saved.changes == {"directory"}
    notices.publish(ctx, "Caja cierra a las 14:00", TODAY - timedelta(days=1), TODAY, notice=saved.id)
    assert directory.notices_today(ctx) == ["Caja cierra a las 14:00"]
    assert notices.end_notice(ctx, saved.id).changes == {"directory"}
    assert directory.notices_today(ctx) == []
    assert notices.notices(ctx)[0].last == TODAY - timedelta(days=1)
    assert notices.end_notice(ctx, saved.id).changes == frozenset()
    # One that nobody has seen before today is taken back.
    fresh = notices.publish(ctx, "Se publicó por error", TODAY, TODAY)
    notices.end_notice(ctx, fresh.id)
    assert [each.text for each in notices.notices(ctx)] == ["Caja cierra a las 14:00"]


def test_what_is_refused(ctx, office):
    with pytest.raises(InvalidInput) as refused:
        notices.publish(ctx, "Texto", TODAY, TODAY - timedelta(days=1))
    assert refused.value.field == "last_day"
    with pytest.raises(InvalidInput) as refused:
        notices.publish(ctx, "  ", TODAY, TODAY)
    assert refused.value.field == "text"
    with pytest.raises(NotFound):
        notices.end_notice(ctx, new_ulid(1))
    for login in ("clerk", "official"):
        with pytest.raises(NotAllowed):
            notices.publish(office.as_user(login), "Texto", TODAY, TODAY)
        with pytest.raises(NotAllowed):
            notices.end_notice(office.as_user(login), new_ulid(1))
