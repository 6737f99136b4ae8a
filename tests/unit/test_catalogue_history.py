"""Which sheet was in force on a day, whatever desks wrote at the same time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.folding import Entry, fold_record
from desktop_app.domain.guide_sheet import Due, day_as_written, due_since, why_due
from desktop_app.domain.sheet_history import SHEET, sheet_in_force, state_on, versions, written_at

FIRST = date(2026, 1, 1)
TOPIC = "01TOPIC"


def stamp(day: int, minute: int = 0) -> int:
    moment = datetime.combine(FIRST + timedelta(days=day), time(9, minute), tzinfo=UTC)
    return int(moment.timestamp() * 1000) << 16


def write(uid: str, at: int, values: dict[str, object], seen: dict[str, list[str]] | None = None) -> Entry:
    facts: dict[str, object] = {"set": values}
    if seen:
        facts["bases"] = seen
    return Entry(uid, at, "set", "01WHO", facts, {})


def sheet(cost: str, starts: int | None = None) -> dict[str, str]:
    found = {"cost": cost}
    if starts is not None:
        found["valid_from"] = day_as_written(FIRST + timedelta(days=starts))
    return found


@st.composite
def lives(draw: st.DrawFn) -> list[Entry]:
    """Writes of up to three desks, which see each other's work late or never."""
    entries: list[Entry] = []
    known: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    for at in range(draw(st.integers(1, 7))):
        desk = draw(st.integers(0, 2))
        if draw(st.booleans()):
            known[desk] |= {entry.uid for entry in entries}
        heads = fold_record(TOPIC, [entry for entry in entries if entry.uid in known[desk]]).heads.get(SHEET)
        starts = draw(st.none() | st.integers(-10, 40))
        uid = f"01OP{at:02}{desk}"
        day = draw(st.integers(0, 20)) if not heads else at * 3
        above = max((entry.stamp for entry in entries if entry.uid in known[desk]), default=0)
        moment = max(stamp(day, at), above + 1)
        entries.append(
            write(
                uid,
                moment,
                {SHEET: sheet(str(at), starts), "title": str(at)},
                {SHEET: heads} if heads else None,
            )
        )
        known[desk].add(uid)
    return entries


def starts(entry: Entry) -> date:
    text = entry.facts["set"][SHEET].get("valid_from")
    return datetime.strptime(text, "%d/%m/%Y").date() if text else date.min  # noqa: DTZ007


@given(lives(), st.randoms(use_true_random=False))
def test_each_day_has_exactly_one_sheet_once_one_has_begun(entries: list[Entry], random: object) -> None:
    turned = list(entries)
    random.shuffle(turned)  # type: ignore[attr-defined]
    begun = min(map(starts, entries))
    for offset in range(-12, 45):
        day = FIRST + timedelta(days=offset)
        ruling = sheet_in_force(TOPIC, entries, day)
        # The same on a desk where everything arrived in another order.
        assert ruling == sheet_in_force(TOPIC, turned, day)
        assert (ruling is not None) is (begun <= day)
        heads = state_on(TOPIC, entries, day).heads.get(SHEET, [])
        (uid,) = heads[-1:] or [None]
        if uid is not None:
            (entry,) = (each for each in entries if each.uid == uid)
            assert starts(entry) <= day
            later = [each for each in entries if each.stamp > entry.stamp and starts(each) <= day]
            seen = {each for other in entries for each in other.facts.get("bases", {}).get(SHEET, [])}
            # Nothing newer has begun, unless somebody who saw it wrote on.
            assert all(each.uid in seen for each in later)
    assert sheet_in_force(TOPIC, entries, date.max) == fold_record(TOPIC, entries).values[SHEET]


@given(lives())
def test_what_no_day_is_named_for_rules_as_the_record_shows_it(entries: list[Entry]) -> None:
    plain = [
        write(each.uid, each.stamp, {SHEET: sheet(each.uid)}, each.facts.get("bases")) for each in entries
    ]
    assert sheet_in_force(TOPIC, plain, FIRST) == fold_record(TOPIC, plain).values[SHEET]


def test_a_sheet_of_the_future_waits_and_what_else_was_written_with_it_does_not() -> None:
    first = write("01A", stamp(0), {"title": "Poda", SHEET: sheet("10")})
    second = write(
        "01B",
        stamp(5),
        {"title": "Poda de árboles", SHEET: sheet("12", 20)},
        {SHEET: ["01A"], "title": ["01A"]},
    )
    both = [first, second]
    assert sheet_in_force(TOPIC, both, FIRST + timedelta(days=19)) == sheet("10")
    assert sheet_in_force(TOPIC, both, FIRST + timedelta(days=20)) == sheet("12", 20)
    assert state_on(TOPIC, both, FIRST + timedelta(days=6)).values["title"] == "Poda de árboles"
    before = state_on(TOPIC, both, FIRST + timedelta(days=6), datetime(2026, 1, 3, tzinfo=UTC))
    assert before.values["title"] == "Poda"


def test_a_correction_meanwhile_takes_the_place_of_what_was_waiting() -> None:
    entries = [
        write("01A", stamp(0), {SHEET: sheet("10")}),
        write("01B", stamp(5), {SHEET: sheet("12", 20)}, {SHEET: ["01A"]}),
        write("01C", stamp(7), {SHEET: sheet("11")}, {SHEET: ["01B"]}),
    ]
    told = [sheet_in_force(TOPIC, entries, FIRST + timedelta(days=day)) for day in (6, 8, 30)]
    # The sixth day as it is known now: the correction rules wherever no later day is named.
    assert told == [sheet("11")] * 3
    as_it_was = state_on(TOPIC, entries, FIRST + timedelta(days=6), datetime(2026, 1, 7, tzinfo=UTC))
    assert as_it_was.values[SHEET] == sheet("10")


def test_versions_tell_what_changed_part_by_part() -> None:
    entries = [
        write("01A", stamp(0), {"title": "Poda", SHEET: {"cost": "10", "term": "5 días"}}),
        write("01B", stamp(3), {"title": "Poda"}, {"title": ["01A"]}),
        write("01C", stamp(5), {SHEET: {"cost": "12", "valid_from": "01/02/2026"}}, {SHEET: ["01A"]}),
        write("01D", stamp(5, 1), {SHEET: {"cost": "9"}}, {SHEET: ["01A"]}),
    ]
    found = versions(TOPIC, entries[::-1])
    assert [each.uid for each in found] == ["01D", "01C", "01A"]
    assert [(each.part or each.field, each.before, each.after) for each in found[1].changes] == [
        ("cost", "10", "12"), ("term", "5 días", None), ("valid_from", None, "01/02/2026"),
    ]  # fmt: skip
    assert found[1].starts == date(2026, 2, 1)
    assert found[0].rival
    assert not found[2].rival
    assert found[2].written == written_at(stamp(0)) == datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "coming", "why", "since"),
    [
        ({}, None, Due.EMPTY, None),
        ({"owner": "Rentas", "reviewed_on": "01/10/2026"}, None, Due.EMPTY, None),
        ({"cost": "1"}, None, Due.NEVER, None),
        ({"cost": "1", "reviewed_on": "el lunes"}, None, Due.NEVER, None),
        ({"cost": "1", "reviewed_on": "04/10/2025"}, None, Due.OLD, date(2025, 10, 4)),
        ({"cost": "1", "reviewed_on": "05/10/2025"}, None, None, None),
        ({"cost": "1", "reviewed_on": "01/09/2026", "valid_from": "05/10/2026"}, None, Due.BEGAN, date(2026, 10, 5)),
        ({"cost": "1", "reviewed_on": "05/10/2026", "valid_from": "05/10/2026"}, None, None, None),
        ({"cost": "1", "reviewed_on": "01/09/2026", "valid_from": "01/01/2020"}, None, None, None),
        ({"cost": "1", "reviewed_on": "01/09/2026"},
         {"cost": "2", "reviewed_on": "01/10/2026", "valid_from": "01/01/2027"}, Due.WAITING, date(2027, 1, 1)),
        ({"cost": "1", "reviewed_on": "01/09/2026"}, {"cost": "2", "valid_from": "01/01/2027"}, Due.NEVER, None),
    ],
)  # fmt: skip
def test_a_sheet_says_why_somebody_should_look_at_it(
    now: dict[str, str], coming: dict[str, str] | None, why: Due | None, since: date | None
) -> None:
    assert why_due(now, coming, date(2026, 10, 5)) is why
    if why is not None:
        assert due_since(coming or now, why) == since
