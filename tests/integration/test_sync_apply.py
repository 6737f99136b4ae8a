"""What is let in: only what is signed, sealed, chained and meant for this municipality."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sync_desks import (
    MEMO,
    ROOT,
    ROOT_SEED,
    SyncDesk,
    certificate,
    forge,
    forged_chain,
    lone_desk,
    municipality,
    received,
    repacked,
    share_all,
)

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.operations import GENESIS, Operation, build_payload, new_stream, redact_payload
from desktop_app.sync.apply import Outcome
from desktop_app.sync.bundle import Header as BundleHeader
from desktop_app.sync.bundle import Seal, compress, encrypt, file_name
from desktop_app.sync.certificates import certify, load_directory
from desktop_app.sync.signing import sign


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


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


def test_a_certificate_that_the_root_did_not_sign_is_worth_nothing(
    desks: list[SyncDesk], tmp_path: Path
) -> None:
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
        "a seal that starts elsewhere": repacked(
            one, chain, seal(3, 3, other[1].hash, chain[-1].hash), 1, GENESIS
        ),
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
