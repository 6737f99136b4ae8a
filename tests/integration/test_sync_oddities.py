"""What is let in and does not fit: gaps, one id used twice, absurd facts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sync_desks import MEMO, SyncDesk, forge, forged_chain, municipality, received, repacked

from desktop_app.domain.operations import GENESIS, MAX_STAMP, build_payload, new_stream
from desktop_app.sync import vector
from desktop_app.sync.bundle import Seal


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


def test_gaps_do_not_block_and_are_told(desks: list[SyncDesk]) -> None:
    one, two = desks
    pieces = []
    for _ in range(6):
        one.attend()
        pieces += one.increment()
    stream = one.store.journal.stream
    # The certificates of the municipality take the first two places; the first piece holds one more.
    for piece in pieces[1::2]:
        assert received(two, piece).operations == 1
    held = vector.holdings(two.store)
    assert held.gaps == {stream: [(3, 3), (5, 5), (7, 7)]}
    assert (held.vector[stream].max, held.vector[stream].count) == (8, 5)
    for piece in pieces[::2]:
        received(two, piece)
    assert vector.holdings(two.store).gaps == {}
    assert vector.holdings(two.store).vector == vector.holdings(one.store).vector
    assert two.digests() == one.digests()


def test_a_gap_of_any_size_costs_nothing(desks: list[SyncDesk]) -> None:
    one, two = desks
    stream = new_stream(one.id)
    for lo in (10**15, 10**17, 3):
        assert (
            received(two, forge(one, [MEMO], stream=stream, lo=lo, previous=bytes(32), stamp=lo)).operations
            == 1
        )
    assert vector.holdings(two.store).gaps[stream] == [
        (1, 2), (4, 10**15 - 1), (10**15 + 1, 10**17 - 1),
    ]  # fmt: skip


def test_the_vector_kept_from_before_equals_one_made_anew(
    desks: list[SyncDesk], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = desks
    monkeypatch.setattr(vector, "_CACHE_STEP", 3)
    pieces = []
    for _ in range(9):
        one.attend()
        pieces += one.increment()
    random.Random(3).shuffle(pieces)
    for piece in pieces:
        two.receive([piece])
        kept = vector.holdings(two.store)
        stored = two.store.get_local("sync.vector")
        two.store.set_local("sync.vector", '{"row": 0, "streams": {}}')
        assert vector.holdings(two.store) == kept
        if stored:
            two.store.set_local("sync.vector", stored)


def test_one_id_for_two_operations_is_settled_alike_everywhere(tmp_path: Path) -> None:
    one, two, three = municipality(tmp_path, 3)
    uid = one.fresh()
    files = [
        forge(desk, [build_payload({"set": {"key": "k", "value": value}})], uid=uid, target=target,
              entity="setting", kind="set")
        for desk, value, target in ((one, "1", uid), (two, "2", uid), (one, "3", two.fresh()))
    ]  # fmt: skip
    states = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        desk = (one, two, three)[order[0]]
        for number in order:
            assert received(desk, files[number]).operations == 1
        states.add(desk.digests())
        assert len(desk.store.rows("SELECT value FROM setting WHERE key = 'k'")) == 1
        before = desk.tables()
        desk.refold()
        assert desk.tables() == before
    assert len(states) == 1


def test_one_id_for_two_kinds_of_thing_does_not_mix_them(tmp_path: Path) -> None:
    one, two, three = municipality(tmp_path, 3)
    target = one.fresh()
    stream = new_stream(one.id)
    files = []
    previous, lo = GENESIS, 1
    for entity, kind, facts in (
        ("unit", "set", {"set": {"name": "Obras"}}),
        ("office", "set", {"set": {"name": "Norte"}}),
        ("case", "open", {"number": "1"}),
        ("unit", "set", {"set": {"name": "Parques"}}),
        ("case", "move", {"to": "closed"}),
    ):
        chain = forged_chain(
            stream, [build_payload(facts)], lo, previous, entity=entity, kind=kind, target=target
        )
        seal = Seal(stream, lo, lo, previous, chain[0].hash).signed(one.keys.sign_seed)
        files.append(repacked(one, chain, seal, lo, previous))
        previous, lo = chain[0].hash, lo + 1
    two.receive(files)
    three.receive(files[::-1])
    assert two.digests() == three.digests()
    assert two.reviews() == ["field"]
    before = three.tables()
    three.refold()
    assert three.tables() == before


def test_absurd_facts_are_folded_harmlessly(desks: list[SyncDesk]) -> None:
    one, two = desks
    chance = random.Random(11)
    payloads, headers = [], []
    for entity, kind in ABSURD:
        for _ in range(12):
            facts = {name: absurd(chance) for name in chance.sample(FIELDS, 14)}
            personal = {name: absurd(chance) for name in chance.sample(FIELDS, 5)}
            payloads.append(build_payload(facts, personal))
            headers.append((entity, kind))
    targets = [one.fresh() for _ in range(6)]
    files = [
        forge(one, [payload], entity=entity, kind=kind, target=chance.choice(targets), author=chance.choice(targets),
              stamp=chance.choice([0, 1, MAX_STAMP, 1 << 60]), schema=chance.choice([0, 1, 2**62]))
        for payload, (entity, kind) in zip(payloads, headers, strict=True)
    ]  # fmt: skip
    for file in files:
        assert received(two, file).operations == 1
    before = two.tables()
    two.refold()
    assert two.tables() == before
    one.receive(files[::-1])
    assert one.digests() == two.digests()
    # The desk still works: also on what was forged.
    for target in targets:
        two.write("case", "note", target, {"parents": []}, {"text": "x"})
    two.attend()


ABSURD = [
    ("case", kind)
    for kind in (
        "open", "move", "level", "due", "assign", "contact", "rate", "plan", "amend", "note", "escalate", "zzz",
    )
] + [
    ("attention", "attend"), ("attention", "amend"), ("attention", "void"), ("referral", "refer"),
    ("referral", "answer"), ("citizen", "set"), ("topic", "set"), ("setting", "set"), ("calendar_day", "set"),
    ("office", "set"), ("user", "set"), ("unit", "set"), ("official", "set"), ("absence", "set"),
    ("notice", "set"), ("certificate", "certify"), ("certificate", "revoke"), ("certificate", "set"),
]  # fmt: skip


FIELDS = [
    "to", "level", "due", "parents", "at", "set", "bases", "started", "ended", "holds", "citizen", "office", "topic",
    "unit", "reason", "text", "score", "plan_at", "reached", "attempt", "state", "number", "lday", "opened", "closed",
    "body", "signature", "official", "previous", "bounces", "confirmation", "causes", "criterion", "flags", "source",
    "sheet", "hours", "value", "key", "name", "need", "by_handler", "first", "warn", "pauses", "resolved", "active",
]  # fmt: skip


def absurd(chance: random.Random, depth: int = 0) -> object:
    """Return a value of any type, often of one that means something somewhere else."""
    kinds = [
        None, True, False, 0, 1, -1, 2**63 - 1, -(2**63), "", "closed", "critical", "reopened", "returned", "\x00",
        "0" * 26, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "8" * 26, "ñ" * 300, "[[[[", "{}",
    ]  # fmt: skip
    pick = chance.random()
    if depth < 3 and pick < 0.2:
        return [absurd(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    if depth < 3 and pick < 0.4:
        return {chance.choice(FIELDS): absurd(chance, depth + 1) for _ in range(chance.randint(0, 4))}
    return chance.choice(kinds)
