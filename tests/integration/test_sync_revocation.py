"""Desks that are trusted no longer: revoked, reinstated, expired; and nobody speaks for the root."""

from __future__ import annotations

from pathlib import Path

import pytest
from sync_desks import (
    MORNING,
    ROOT,
    ROOT_SEED,
    SyncDesk,
    certificate,
    forge,
    municipality,
    received,
    share_all,
)

from desktop_app.domain.operations import build_payload
from desktop_app.sync.apply import Outcome
from desktop_app.sync.bundle import Packing
from desktop_app.sync.certificates import Revocation, certify, load_directory, revoke


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


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
        shown = {
            row[0] for row in desk.store.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.id")
        }
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
        revoke(
            transaction, ROOT_SEED, Revocation(two.name, {}, 1_790_000_000), wall_ms=one.clock.milliseconds()
        )
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
