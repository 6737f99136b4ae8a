"""Facts that no service would write, and more of them than anybody would: reads answer, in words and in time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from municipality import Office, make_office

from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.questions import Wording, group_questions
from desktop_app.domain.sheet_history import state_on, turns
from desktop_app.services import (
    catalogue,
    duplicates,
    merging,
    paper,
    people,
    person_export,
    receipt_records,
    topic_history,
)
from desktop_app.services.context import epoch
from desktop_app.services.receipt_records import RecordKey
from desktop_app.storage.queries import topic_log


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def write(
    office: Office,
    entity: str,
    kind: str,
    facts: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
    *,
    target: bytes | None = None,
    later: timedelta = timedelta(),
) -> bytes:
    """Append what no service of this program would write."""
    ctx = office.clerk
    wall = ctx.clock.milliseconds() + int(later.total_seconds() * 1000)
    found = target or new_ulid(wall)
    with ctx.store.transaction() as transaction:
        transaction.append(entity, kind, found, facts, personal or {}, wall_ms=wall, author=ctx.actor.id)
    return found


def person(office: Office, name: str, target: bytes | None = None, **facts: Any) -> bytes:
    return write(
        office, "citizen", "set", {"set": {"created": 1, **facts}}, {"set": {"name": name}}, target=target
    )


def test_a_form_whose_printing_has_not_arrived_is_no_form_yet(office: Office) -> None:
    ctx = office.clerk
    made = paper.print_forms(ctx, 2)
    early = write(office, "blank", "set", {"set": {"spoiled": epoch(ctx.now()), "reason": "rota"}})
    assert [form.number for form in paper.forms(ctx)] == list(made.numbers)
    for act in (paper.form_of, lambda ctx, each: paper.spoil(ctx, [each], "rota")):
        with pytest.raises(NotFound):
            act(ctx, early)
    printed = epoch(ctx.now()) - 60
    write(office, "blank", "set", {"set": {"number": "01-01-26-00900-09", "printed": printed}}, target=early)
    assert paper.form_of(ctx, early).reason == "rota"


def test_moments_of_another_age_close_no_receipt(office: Office) -> None:
    ctx = office.clerk
    due = {"internal": 10**17, "legal": -(10**17), "first": True, "why_internal": ["x"]}
    facts = {"number": "01-01-26-00001-06", "opened": epoch(ctx.now()), "level": "simple", "due": due}
    case = write(office, "case", "open", facts, {"subject": "Poda"})
    assert receipt_records.get(ctx, RecordKey("case", case)).terms.answer is None


def test_a_merge_at_no_moment_closes_no_sheet(office: Office) -> None:
    supervisor = office.as_user("supervisor")
    stands = person(office, "Rosa", new_ulid(1))
    joins = person(office, "Rosa", merged_into=ulid_text(stands), merged_at=10**17, merged_values=5)
    assert [(each.id, each.at) for each in merging.merged_records(supervisor, stands)] == [(joins, None)]
    assert people.sheet(supervisor, stands).merged
    assert len(person_export.person_record(supervisor, stands).merged) == 1


def test_a_history_tells_values_of_any_shape(office: Office) -> None:
    strange = {"title": ["a"], "level": ["simple"], "result": {"a": 1}, "query_type": 5, "unit": [1]}
    topic = write(office, "topic", "set", {"set": strange})
    write(office, "topic", "set", {"set": {"title": "Raro", "level": {"a": 1}}}, target=topic)
    told = topic_history.topic_history(office.as_user("supervisor"), topic)
    assert [change.field for change in told.versions[0].changes] == ["title", "level"]


@pytest.mark.parametrize("letter", ["á", "😀"])
def test_more_text_than_fits_is_refused_in_words(office: Office, letter: str) -> None:
    sheet = dict.fromkeys(catalogue.SHEET_FIELDS, letter * 4_000)
    form = catalogue.TopicForm("Licencia", "tramite", sheet=sheet)
    with pytest.raises(InvalidInput, match="caben 64"):
        catalogue.save_topic(office.as_user("supervisor"), form)


def test_what_another_desk_filled_to_the_brim_is_refused_in_words(office: Office) -> None:
    supervisor = office.as_user("supervisor")
    one, other = person(office, "N" * 50_000), person(office, "M" * 50_000)
    with pytest.raises(InvalidInput, match="caben 64"):
        merging.merge(supervisor, one, other, frozenset({"name"}))
    assert not merging.merged_records(supervisor, one)
    marks = [ulid_text(new_ulid(at)) for at in range(1, 2_250)]
    full = person(office, "Ana", new_ulid(1 << 47), distinct_from=marks)
    with pytest.raises(InvalidInput, match="caben 64"):
        for at in range(20):
            duplicates.tell_apart(supervisor, person(office, f"Ana {at}"), full)


def test_a_topic_of_four_thousand_versions_tells_each_day(office: Office) -> None:
    ctx = office.as_user("supervisor")
    topic = catalogue.save_topic(ctx, catalogue.TopicForm("Larga", "informacion")).id
    first = date(2026, 1, 1)
    wall = ctx.clock.milliseconds()
    with ctx.store.transaction() as transaction:
        for at in range(3_990):
            sheet = {"cost": str(at), "valid_from": f"{first + timedelta(days=at):%d/%m/%Y}"}
            transaction.append(
                "topic", "set", topic, {"set": {"sheet": sheet}}, wall_ms=wall + at, author=ctx.actor.id
            )
    found = topic_history.topic_on(ctx, topic, date(2027, 3, 1))
    assert (found.since, found.until) == (date(2027, 3, 1), date(2027, 3, 1))
    # A walk through all days for each of them would look at 16 million writes.
    assert len(topic_history.topic_history(ctx, topic).versions) == 200


@pytest.mark.parametrize("seed", range(12))
def test_the_turns_of_a_sheet_are_those_that_each_day_tells(office: Office, seed: int) -> None:
    ctx, chance = office.clerk, random.Random(seed)
    today = ctx.now().date()
    topic = write(office, "topic", "set", {"set": {"title": "Poda"}})
    written: list[str] = []
    for _ in range(chance.randrange(1, 9)):
        starts = today + timedelta(days=chance.randrange(-4, 9))
        sheet = {"cost": str(chance.random()), "valid_from": chance.choice(["", f"{starts:%d/%m/%Y}"])}
        bases = {"sheet": chance.sample(written, chance.randrange(0, len(written) + 1))}
        facts = {"set": {"sheet": chance.choice([sheet, sheet, None])}, "bases": bases}
        office.clock.advance(hours=chance.choice([0, 3, 30]))
        write(office, "topic", "set", facts, target=topic)
        written = [entry.uid for entry in topic_log.entries(ctx.store, topic)]
    today = ctx.now().date()
    entries = topic_log.entries(ctx.store, topic)
    found = turns(entries, today, ctx.zone)
    for ahead in range(-20, 25):
        day = today + timedelta(days=ahead)
        heads = state_on(ulid_text(topic), entries, day, topic_history._end(ctx, day)).heads.get("sheet", [])
        ruling = [uid for since, uid in found if since <= day]
        assert ruling[-1:] == heads[-1:]


def test_thousands_of_questions_are_grouped_without_comparing_each_with_each() -> None:
    chance = random.Random(1)

    def word(letters: int) -> str:
        return "".join(chance.choice("abdefgijklmnopqrstu") for _ in range(letters))

    asked = [Wording(word(7), 1, date(2026, 1, 1)) for _ in range(4_000)]
    asked += [Wording(f"poda {word(7)}", 1, date(2026, 1, 1)) for _ in range(4_000)]
    asked += [Wording(" ".join(word(9) for _ in range(40)), 1, date(2026, 1, 1)) for _ in range(500)]
    found = group_questions(asked)
    assert sum(group.count for group in found) == len(asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [("licencia", "lisensia"), ("licencia", "licenca"), ("licencia", "licenciaa"), ("licencia", "licenxia"),
     ("licencia", "lciencia"), ("partida de nacimiento", "partida de nacimeinto"), ("poda arbol", "poda arvol")],
)  # fmt: skip
def test_questions_with_a_typo_are_still_one(one: str, other: str) -> None:
    day = date(2026, 1, 1)
    (group,) = group_questions([Wording(one, 2, day), Wording(other, 1, day)])
    assert [each.text for each in group.wordings] == [one, other]
