"""What a newer or a faulty desk wrote must not close a screen of this one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from municipality import Office

from desktop_app.domain.errors import NotFound, UserError
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.labels import label_of
from desktop_app.domain.values import Channel, HoldReason, Role
from desktop_app.services import attentions, case_lists, catalogue, drafts, finding, people, sheets, users
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import day_number, epoch
from desktop_app.storage.queries.desk import setting_id


def write(
    office: Office, entity: str, kind: str, facts: Mapping[str, Any], *, target: bytes | None = None
) -> bytes:
    """Append what no service of this program would write."""
    ctx = office.clerk
    wall = ctx.clock.milliseconds()
    found = target or new_ulid(wall)
    with ctx.store.transaction() as transaction:
        transaction.append(entity, kind, found, facts, {}, wall_ms=wall, author=ctx.actor.id)
    office.installation.cache.invalidate()
    return found


@pytest.mark.parametrize("key", ["office.week", "terms.simple", "profile", "municipality.name", "newer"])
@pytest.mark.parametrize("value", ["[" * 30_000, "{", "NaN", "[[]]", '{"0": ["08:00"]}', "9" * 5_000])
def test_a_setting_that_cannot_be_read_leaves_the_rules_standing(
    office: Office, key: str, value: str
) -> None:
    write(office, "setting", "set", {"set": {"key": key, "value": value}}, target=setting_id(key))
    rules = office.clerk.rules
    assert any(rules.calendar.week)
    assert set(rules.profile.levels)


@pytest.mark.parametrize("sheet", [["Requisitos"], [], {"requirements": ["a"], "cost": {"x": 1}, "term": 5}])
def test_a_sheet_of_another_shape_does_not_close_the_guide(office: Office, sheet: object) -> None:
    topic = write(office, "topic", "set", {"set": {"title": "Raro", "sheet": sheet, "active": 1}})
    found = next(each for each in catalogue.every_topic(office.clerk) if each.id == topic)
    assert found.sheet == (sheet if isinstance(sheet, dict) else {})
    assert sheets.topic_sheet(office.clerk, topic).data.startswith(b"%PDF")


def test_holds_of_another_shape_do_not_close_an_attention(office: Office) -> None:
    ctx = office.clerk
    holds = [["asking_unit", 40], ["newer", 5], ["x"], 7, ["other", "9"]]
    facts = {
        "number": "1", "office": ulid_text(ctx.desk.office), "lday": day_number(ctx.now()), "channel": "newer",
        "started": epoch(ctx.now()) - 60, "ended": epoch(ctx.now()), "result": "newer", "holds": holds,
    }  # fmt: skip
    found = attentions.get_attention(ctx, write(office, "attention", "attend", facts))
    assert found.holds == ((HoldReason.ASKING_UNIT, 40), (HoldReason.OTHER, 5))
    assert json.dumps([found.channel, found.result]) == '["newer", "newer"]'


def test_a_code_of_a_newer_program_stands_for_itself() -> None:
    assert label_of(Channel, "phone") == "Teléfono"
    assert label_of(Channel, "hologram") == "hologram"


def test_each_quick_digit_belongs_to_one_topic(office: Office) -> None:
    for quick, title in ((1, "Zeta"), (-3, "Menos"), (10**15, "Lejos"), (2, None)):
        write(office, "topic", "set", {"set": {"title": title, "quick": quick, "active": 1}})
    pinned = [(topic.quick, topic.title) for topic in catalogue.quick_topics(office.clerk)]
    assert pinned == [(1, "Horario y ubicación de oficinas")]


HALF = "97\ud83d"
"""Half an emoji, as a paste or a field's limit leaves it."""


def test_half_a_character_is_no_reason_to_fail(office: Office) -> None:
    ctx = office.clerk
    drafts.save_draft(ctx, "reception", {"detail": HALF})
    assert [draft.content for draft in drafts.open_drafts(ctx)] == [{"detail": HALF}]
    assert people.look_over(ctx, CitizenForm(HALF, "dni", HALF, HALF, HALF)).duplicates == ()
    with pytest.raises(UserError):
        case_lists.find_number(ctx, HALF)
    assert finding.find_everywhere(ctx, HALF) == []


def test_nobody_is_changed_who_is_not_there(office: Office) -> None:
    form = users.UserForm("nadie", "Nadie", frozenset({Role.CLERK}))
    before = users.everyone(office.console)
    with pytest.raises(NotFound):
        users.set_active(office.console, bytes(16), active=False)
    with pytest.raises(NotFound):
        users.save_user(office.console, form, bytes(16))
    assert users.everyone(office.console) == before
