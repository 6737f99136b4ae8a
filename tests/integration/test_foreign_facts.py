"""What another desk wrote, whatever it holds, leaves every list, board, report and step usable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from municipality import Office

from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.months import Month
from desktop_app.domain.values import CaseState, CriticalCriterion, Level, ReferralState
from desktop_app.services import (
    alerts,
    case_lists,
    cases,
    dashboard,
    directory,
    people,
    referral_lists,
    referrals,
    settings,
    tray,
)
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.people import PeopleList
from desktop_app.services.statistics import month_figures
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.queries.health import refolded_differences

OCTOBER = Month.parse("2026-10")
HUGE = (1 << 63) - 1
OPENED = 1_791_212_400  # 5 October 2026
STRANGE: tuple[Any, ...] = (
    HUGE, -HUGE, 253_402_300_800, -62_135_596_801, 20_261_301, 0, True, "", "texto", "NEAR(", [], [1], {},
    {"a": "b"}, None,
)  # fmt: skip


def arrives(
    office: Office, entity: str, kind: str, facts: Mapping[str, Any], personal: Mapping[str, Any] | None = None,
    target: bytes | None = None,
) -> bytes:  # fmt: skip
    office.clock.advance(seconds=1)
    wall = office.clock.milliseconds()
    target = target or new_ulid(wall)
    with office.installation.store.transaction() as transaction:
        transaction.append(entity, kind, target, facts, personal, wall_ms=wall)
    office.installation.cache.invalidate()
    return target


def everything_opens(office: Office) -> None:
    ctx = office.console
    for view in case_lists.VIEWS:
        lines = case_lists.page(ctx, CaseQuery(view=view), 0, 500)
        for line in lines:
            case_lists.detail(ctx, line.id)
    case_lists.page(ctx, CaseQuery(text="a"), 0, 500)
    dashboard.board(ctx)
    month_figures(ctx, OCTOBER)
    referrals.inbox(ctx)
    tray.read_tray(ctx)
    for view in referral_lists.view_counts(ctx):
        for line in referral_lists.page(ctx, view, 0, 500):
            referral_lists.detail(ctx, line.id)
    for person in PeopleList(ctx).page(0, 500):
        people.sheet(ctx, person.citizen.id)
    alerts.read_alerts(office.clerk, office.clock.now() - timedelta(days=7))
    directory.officials(ctx)
    directory.notices_today(ctx)
    assert refolded_differences(office.installation.store) == []


CASE = {
    "number": "1", "opened": OPENED, "oday": 20_261_005, "level": "simple", "state": "registered",
    "query_type": "reclamo", "due": {"internal": OPENED + 9, "warn": OPENED},
}  # fmt: skip


def test_cases_opened_with_strange_facts(office: Office) -> None:
    fields = (
        "number", "office", "topic", "unit", "responsible", "citizen", "query_type", "channel", "level",
        "criterion", "opened", "oday", "state", "at", "due", "source", "flags", "historic", "resolved", "closed",
        "cday",
    )  # fmt: skip
    made = [arrives(office, "case", "open", CASE | {name: value}) for name in fields for value in STRANGE]
    dues = [
        {"internal": OPENED, name: value}
        for name in ("internal", "first", "legal", "warn")
        for value in STRANGE
    ]
    made += [arrives(office, "case", "open", CASE | {"due": due}) for due in dues]
    everything_opens(office)
    ctx = office.console
    for case in made[::5]:
        if case_lists.detail(ctx, case).line.state is not CaseState.REGISTERED:
            continue
        cases.move_case(ctx, case, CaseState.IN_PROGRESS)
        cases.move_case(ctx, case, CaseState.WAITING_CITIZEN, reason="falta el recibo")
        cases.change_level(ctx, case, Level.CRITICAL, "cable caído", next(iter(CriticalCriterion)))
    everything_opens(office)


def test_strange_events_of_a_case(office: Office) -> None:
    events = [
        ("move", "at"), ("move", "lday"), ("move", "unit"), ("assign", "responsible"), ("plan", "plan_at"),
        ("contact", "at"), ("rate", "score"), ("level", "criterion"), ("amend", "set"),
    ]  # fmt: skip
    amended = ("opened", "oday", "topic", "citizen", "query_type", "flags")
    for kind, name in events:
        for value in STRANGE:
            case = arrives(office, "case", "open", CASE)
            facts = {"to": "closed", "level": "critical", "lday": 20_261_005, name: value}
            if kind == "amend":
                facts = {"set": dict.fromkeys(amended, value)}
            arrives(office, "case", kind, facts, target=case)
    everything_opens(office)


def test_strange_attentions(office: Office) -> None:
    sane = {"started": OPENED, "ended": OPENED + 60, "lday": 20_261_005, "lhour": 10, "query_type": "reclamo"}
    for name in ("started", "ended", "lday", "lhour", "holds", "topic", "query_type"):
        for value in STRANGE:
            arrives(office, "attention", "attend", sane | {name: value})
    everything_opens(office)


def test_strange_hand_overs(office: Office) -> None:
    sane = {"sent": OPENED, "lday": 20_261_005, "unit": ulid_text(office.unit)}
    for name in ("sent", "lday", "bounces", "unit", "previous", "official"):
        for value in STRANGE:
            made = arrives(office, "referral", "refer", sane | {name: value}, {"need": value})
            referrals.answer(office.console, made, ReferralState.NO_ANSWER)
            form = referrals.ReferralForm(unit=office.unit, need="la misma", previous=made)
            referrals.refer(office.console, form)
    everything_opens(office)


def test_settings_that_this_program_cannot_read(office: Office) -> None:
    values = [
        *map(json.dumps, STRANGE),
        "{",
        '"/tmp/otro.toml"',
        '"cl"',
        '{"9": "08:00-09:00"}',
        '{"0": "99"}',
    ]
    for key in ("profile", "office.week", "municipality.name", "demo"):
        for value in values:
            fields = {"set": {"key": key, "value": value}}
            arrives(office, "setting", "set", fields, target=desk_queries.setting_id(key))
            assert office.console.profile.code in ("pe", settings.NO_PROFILE)
            assert office.console.calendar.next_opening(office.clock.now())
    everything_opens(office)


def test_days_that_are_none(office: Office) -> None:
    for day in STRANGE:
        for hours in ("", "08:00-99:99", "mañana"):
            fields = {"day": day, "hours": hours, "name": "x", "active": 1}
            arrives(office, "calendar_day", "set", {"set": fields})
    bad = {"day": 20_261_006, "hours": "25:00-26:00", "name": "x", "active": 1}
    arrives(office, "calendar_day", "set", {"set": bad})
    everything_opens(office)


def test_a_closing_that_came_before_its_opening(office: Office) -> None:
    before = month_figures(office.console, OCTOBER).cases.closed
    arrives(office, "case", "move", {"to": "closed", "at": OPENED, "lday": 20_261_005})
    everything_opens(office)
    assert month_figures(office.console, OCTOBER).cases.closed == before + 1


def test_the_profile_is_never_a_file(office: Office, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "resources" / "profiles" / "cr.toml").read_text("utf-8")
    (tmp_path / "otro.toml").write_text(text, "utf-8")
    settings.change_settings(office.console, {"profile": str(tmp_path / "otro.toml")})
    assert office.console.profile.code == settings.NO_PROFILE
