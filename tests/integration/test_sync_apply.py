"""What is let in: only what is signed, sealed, chained and meant for this municipality."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from sync_desks import (
    MORNING,
    ROOT,
    ROOT_SEED,
    SyncDesk,
    certificate,
    forge,
    forged_chain,
    lone_desk,
    municipality,
    share_all,
)

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.operations import (
    GENESIS,
    MAX_STAMP,
    Operation,
    build_payload,
    new_stream,
    redact_payload,
)
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.sync import vector
from desktop_app.sync.apply import Outcome, Received
from desktop_app.sync.bundle import Header as BundleHeader
from desktop_app.sync.bundle import Packing, Seal, compress, encrypt, file_name, pack, unpack
from desktop_app.sync.certificates import Revocation, certify, load_directory, revoke
from desktop_app.sync.signing import sign

MEMO = build_payload({"a": 1})


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


def received(desk: SyncDesk, file: tuple[str, bytes]) -> Received:
    before = desk.digests()
    found = desk.receive([file])[0]
    if found.outcome is not Outcome.APPLIED:
        assert desk.digests() == before
        row = bundle_queries.bundle(desk.store, file[0])
        assert row is not None
        assert (row.outcome, row.reason, row.operations) == (found.outcome, found.reason, 0)
    return found


def test_replays_change_nothing(desks: list[SyncDesk]) -> None:
    one, two = desks
    one.attend()
    files = one.bundles()
    assert sum(found.operations for found in two.receive(files)) == 1
    digests, mark = two.digests(), two.store.row("SELECT count(*) FROM op")
    for _ in range(3):
        assert [found.operations for found in two.receive(files)] == [0] * len(files)
    assert two.digests() == digests == one.digests()
    assert two.store.row("SELECT count(*) FROM op") == mark
    assert two.store.journal.lost_tail == 0


def test_a_desk_that_nobody_certified_waits_until_it_is(desks: list[SyncDesk], tmp_path: Path) -> None:
    one, two = desks
    third = lone_desk(tmp_path / "3", "desk 3")
    with third.store.transaction() as transaction:
        for code, desk in enumerate((one, two, third), 1):
            certify(transaction, ROOT_SEED, certificate(desk, code), wall_ms=third.clock.milliseconds())
    third.attend()
    own = [file for file in third.bundles() if file[0].startswith(third.name)]
    found = received(two, own[0])
    assert (found.outcome, found.reason) == (
        Outcome.WAIT, "viene de una ventanilla que todavía no está inscrita",
    )  # fmt: skip
    with one.store.transaction() as transaction:
        certify(transaction, ROOT_SEED, certificate(third, 3), wall_ms=one.clock.milliseconds())
    two.receive(one.bundles())
    assert received(two, own[0]).operations == 4


def test_a_certificate_that_the_root_did_not_sign_is_worth_nothing(desks: list[SyncDesk], tmp_path: Path) -> None:
    one, two = desks
    stranger = lone_desk(tmp_path / "3", "desk 3")
    with one.store.transaction() as transaction:
        certify(transaction, hashlib.sha256(b"other").digest(), certificate(stranger, 3), wall_ms=1)
    share_all(desks)
    assert stranger.name not in load_directory(two.store, ROOT).keys
    good = certificate(one, 1)
    with one.store.transaction() as transaction:
        statement = certify(transaction, ROOT_SEED, good, wall_ms=2)
        # A true statement about one desk, told about another.
        transaction.append(
            "certificate", "certify", stranger.id, {"body": statement.body, "signature": statement.signature},
            wall_ms=3,
        )  # fmt: skip
    share_all(desks)
    assert set(load_directory(two.store, ROOT).certified) == {one.name, two.name}


def test_signatures_seals_and_streams_of_others_are_refused(desks: list[SyncDesk]) -> None:
    one, two = desks
    thief = hashlib.sha256(b"thief").digest()
    cases = {
        "su firma no es válida": forge(one, [MEMO], pack_seed=thief),
        "el sello de su ventanilla de origen no es válido": forge(one, [MEMO], seal_seed=thief),
    }
    for reason, file in cases.items():
        found = received(two, file)
        assert (found.outcome, found.reason) == (Outcome.QUARANTINE, reason)
    # A certified desk that writes in another's name has no seal for it.
    foreign = forge(one, [MEMO], stream=two.store.journal.stream)
    assert received(two, foreign).outcome is Outcome.QUARANTINE
    foreign = forge(one, [MEMO], stream=new_stream(two.id))
    assert received(two, foreign).reason == "el sello de su ventanilla de origen no es válido"


def repacked(desk: SyncDesk, operations: list[Operation], seal: Seal, lo: int, prev: bytes) -> tuple[str, bytes]:
    data = pack(seal, lo, prev, operations, desk.packing())
    return file_name(unpack(data).header, data), data


def test_broken_chains_are_refused(desks: list[SyncDesk]) -> None:
    one, two = desks
    stream = new_stream(one.id)
    chain = forged_chain(stream, [MEMO, build_payload({"a": 2}), build_payload({"a": 3})], 1, GENESIS)
    other = forged_chain(stream, [MEMO, build_payload({"a": 4}), build_payload({"a": 5})], 1, GENESIS)
    seed = one.keys.sign_seed

    def seal(lo: int, hi: int, prev: bytes, head: bytes) -> Seal:
        return Seal(stream, lo, hi, prev, head).signed(seed)

    whole = seal(1, 3, GENESIS, chain[-1].hash)
    broken = {
        "replaced": repacked(one, [chain[0], other[1], chain[2]], whole, 1, GENESIS),
        "swapped": repacked(one, [chain[1], chain[0], chain[2]], whole, 1, GENESIS),
        "another start": repacked(one, chain, whole, 1, other[-1].hash),
        "another end": repacked(one, chain, seal(1, 3, GENESIS, other[-1].hash), 1, GENESIS),
        "shifted": repacked(one, chain, seal(2, 4, GENESIS, chain[-1].hash), 2, GENESIS),
        "a seal that starts elsewhere": repacked(one, chain, seal(3, 3, other[1].hash, chain[-1].hash), 1, GENESIS),
        "a seal of nothing": repacked(one, chain, seal(4, 3, GENESIS, chain[-1].hash), 1, GENESIS),
    }
    for name, file in broken.items():
        found = received(two, file)
        assert (name, found.outcome, found.reason) == (
            name, Outcome.QUARANTINE, "su cadena de cambios no cuadra",
        )  # fmt: skip
    # The same seal proves a longer piece that ends at its head.
    good = repacked(one, chain, seal(3, 3, chain[1].hash, chain[-1].hash), 1, GENESIS)
    assert received(two, good).operations == 3


def test_a_relay_cannot_change_the_facts_of_an_anonymised_operation(desks: list[SyncDesk]) -> None:
    one, two = desks
    stream, citizen = new_stream(one.id), one.fresh()
    payload = build_payload({"set": {"created": 5}}, {"set": {"name": "Rosa"}})
    chain = forged_chain(stream, [payload], 1, GENESIS, entity="citizen", kind="set", target=citizen)
    seal = Seal(stream, 1, 1, GENESIS, chain[0].hash).signed(one.keys.sign_seed)

    def relayed(text: str) -> tuple[str, bytes]:
        return repacked(one, [Operation(chain[0].header, chain[0].hash, text)], seal, 1, GENESIS)

    redacted = relayed(redact_payload(payload))
    changed = relayed(redact_payload(payload).replace('"created":5', '"created":6'))
    assert received(two, changed).outcome is Outcome.QUARANTINE
    assert received(two, redacted).outcome is Outcome.WAIT
    one.write("citizen", "anonymise", citizen, {"at": 1})
    two.receive(one.bundles())
    assert received(two, changed).outcome is Outcome.QUARANTINE
    assert received(two, redacted).operations == 1
    assert two.store.rows("SELECT created, name FROM citizen") == [(5, None)]


def test_redaction_of_what_concerns_an_anonymised_citizen_is_accepted(desks: list[SyncDesk]) -> None:
    one, two = desks
    citizen = one.citizen("Rosa")
    payload = build_payload({"citizen": ulid_text(citizen), "lday": 20260721}, {"detail": "Rosa pidió"})
    one.write("citizen", "anonymise", citizen, {"at": 1})
    stream = new_stream(one.id)
    chain = forged_chain(stream, [payload], 1, GENESIS)
    seal = Seal(stream, 1, 1, GENESIS, chain[0].hash).signed(one.keys.sign_seed)
    redacted = Operation(chain[0].header, chain[0].hash, redact_payload(payload))
    file = repacked(one, [redacted], seal, 1, GENESIS)
    assert received(two, file).outcome is Outcome.WAIT
    two.receive(one.bundles())
    assert received(two, file).operations == 1


def raw_bundle(desk: SyncDesk, plain: bytes, count: int = 1, *, said: int | None = None) -> tuple[str, bytes]:
    """Return a bundle that is signed and sealed rightly around any content."""
    body = encrypt(compress(plain), desk.packing().recipients)
    stream = new_stream(desk.id)
    seal = Seal(stream, 1, count, GENESIS, bytes(32)).signed(desk.keys.sign_seed)
    header = BundleHeader(
        desk.name, stream, 1, count, GENESIS, bytes(32), seal, len(body), hashlib.sha256(body).digest(),
        len(plain) if said is None else said,
    )  # fmt: skip
    signed = header.canonical()
    data = b"VNTB1\n" + len(signed).to_bytes(4, "big") + signed + sign(desk.keys.sign_seed, signed) + body
    return file_name(header, data), data


def test_signed_attacks_of_an_enrolled_desk_are_refused(desks: list[SyncDesk]) -> None:
    one, two = desks
    attacks = {
        "su contenido no mide lo que dice": [
            raw_bundle(one, bytes(64 << 20), said=1000),
            raw_bundle(one, b"x", said=64 << 20),
        ],
        "tiene cambios mal formados": [
            raw_bundle(one, b"\n" * 20_000, 20_000),
            raw_bundle(one, b"x" * (1 << 20) + b"\n"),
            raw_bundle(one, b"[" * 60_000 + b"\n"),
            raw_bundle(one, b'{"u":' + b"9" * 60_000 + b"\n"),
            raw_bundle(one, b"\xff\n"),
            raw_bundle(one, bytes(60 << 20)),
        ],
        "su encabezado está dañado": [raw_bundle(one, b"\n" * 20_001, 20_001)],
    }
    for reason, files in attacks.items():
        for file in files:
            found = received(two, file)
            assert (found.outcome, found.reason) == (Outcome.QUARANTINE, reason)
    name, data = forge(one, [MEMO])
    assert received(two, (name, data + bytes(17 << 20))).outcome is Outcome.QUARANTINE


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
        assert received(two, forge(one, [MEMO], stream=stream, lo=lo, previous=bytes(32), stamp=lo)).operations == 1
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
        chain = forged_chain(stream, [build_payload(facts)], lo, previous, entity=entity, kind=kind, target=target)
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


# -- revocation ----------------------------------------------------------------------------------------


def test_a_revocation_holds_whatever_arrives_first(tmp_path: Path) -> None:
    one, two, three = municipality(tmp_path, 3)
    kept, ignored = two.attend(), two.attend()
    cut = two.store.journal.position[0] - 1
    stream = two.store.journal.stream
    late = two.bundles()
    one.receive(late)
    with one.store.transaction() as transaction:
        revoke(
            transaction, ROOT_SEED, Revocation(two.name, {stream: cut}, 1_790_000_000),
            wall_ms=one.clock.milliseconds(),
        )  # fmt: skip
    news = one.bundles()
    three.receive(news)
    assert one.digests() == three.digests()
    for desk in (one, three):
        shown = {row[0] for row in desk.store.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.id")}
        assert kept in shown
        assert ignored not in shown
        assert two.name not in load_directory(desk.store, ROOT).certified
    before = one.tables()
    one.refold()
    assert one.tables() == before
    # What the desk itself brings now is refused, and it is no longer among the recipients.
    two.attend()
    found = received(three, two.increment()[-1])
    assert (found.outcome, found.reason) == (Outcome.QUARANTINE, "viene de una ventanilla dada de baja")
    one.attend()
    outcomes = {file[0].partition("_")[0]: two.receive([file])[0].outcome for file in one.bundles()}
    assert outcomes[one.store.journal.stream] is Outcome.WAIT


def test_a_revocation_that_was_a_mistake_can_be_undone(tmp_path: Path) -> None:
    one, two, three = municipality(tmp_path, 3)
    two.attend()
    share_all([one, two, three])
    before = one.tables()["attention"]
    with one.store.transaction() as transaction:
        revoke(transaction, ROOT_SEED, Revocation(two.name, {}, 1_790_000_000), wall_ms=one.clock.milliseconds())
    three.receive(one.bundles())
    assert one.tables()["attention"] == three.tables()["attention"] == []
    with one.store.transaction() as transaction:
        certify(transaction, ROOT_SEED, certificate(two, 2, 1_790_000_001), wall_ms=one.clock.milliseconds())
    three.receive(one.bundles())
    assert three.tables()["attention"] == before
    share_all([one, two, three])
    assert one.digests() == two.digests() == three.digests()
    assert one.tables()["attention"] == before


def test_an_enrolled_desk_cannot_shadow_a_statement_of_the_root(desks: list[SyncDesk]) -> None:
    one, two = desks
    uid = one.store.row("SELECT uid FROM op WHERE entity = 'certificate' ORDER BY seq DESC LIMIT 1")
    assert uid is not None
    before = load_directory(two.store, ROOT)
    for number in range(8):
        file = forge(one, [build_payload({"body": "x", "signature": "y", "n": number})], uid=uid[0],
                     entity="certificate", kind="certify", target=two.id)  # fmt: skip
        assert received(two, file).operations == 1
    assert load_directory(two.store, ROOT) == before


def test_expired_desks_are_no_longer_written_to(desks: list[SyncDesk]) -> None:
    one, two = desks
    directory = load_directory(one.store, ROOT)
    assert len(directory.recipients(int(MORNING.timestamp()))) == 2
    assert directory.recipients(int(MORNING.timestamp()) + 2 * 10**9) == []
    packing = one.packing()
    assert isinstance(packing, Packing)
    assert two.name in directory.certified
