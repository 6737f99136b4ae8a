"""Receipts between real desks: issued at one, checked at another without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from municipality import MARIA, Office, make_office
from receipt_hands import case, check, issue

from desktop_app import bootstrap
from desktop_app.bootstrap import Installation
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.receipt import (
    ReceiptCode,
    name_hash,
    read_typed,
    write_code,
)
from desktop_app.domain.receipt_verdict import Verdict
from desktop_app.services import (
    receipt_checks,
    receipts,
)
from desktop_app.services.receipt_checks import CheckedReceipt
from desktop_app.services.receipt_records import RecordKey
from desktop_app.sync.certificates import Revocation, revoke
from desktop_app.sync.enrolment import Place, approve
from desktop_app.sync.exchange import exchange
from desktop_app.sync.requests import new_request


@dataclass
class Pair:
    """Two enrolled desks and the folder between them."""

    one: Office
    two: Installation
    share: Path

    def meet(self) -> None:
        for _ in range(2):
            self.one.clock.advance(minutes=5)
            exchange(self.one.installation, self.share)
            exchange(self.two, self.share)

    def second(self, typed: str) -> CheckedReceipt:
        """Check at the second desk."""
        return receipt_checks.check(self.two.context(), self.two.custody, typed)

    def revoke_first(self, cut: int) -> None:
        """Have the first desk revoked, as the second learns it."""
        one = self.one.installation
        self.one.clock.advance(minutes=1)
        desk = ulid_text(one.context().desk.desk)
        said = Revocation(desk, {one.store.journal.stream: cut}, one.clock.milliseconds() // 1000)
        assert one.keys.root_seed is not None
        with self.two.store.transaction() as transaction:
            revoke(transaction, one.keys.root_seed, said, wall_ms=self.two.clock.milliseconds())


@pytest.fixture
def pair(office: Office, tmp_path: Path) -> Iterator[Pair]:
    share = tmp_path / "share"
    share.mkdir()
    candidate, name = bootstrap.open_candidate(tmp_path / "second", office.clock)
    request = new_request(name, candidate.keys, "Ventanilla 2")
    approve(office.installation, request, Place(None, "", None, "Ventanilla 2"), tmp_path / "answer.zip")
    bootstrap.join_municipality(candidate, tmp_path / "answer.zip", lambda done, total: None)
    candidate.close()
    two = bootstrap.open_installation(tmp_path / "second", office.clock)
    made = Pair(office, two, share)
    yield made
    made.two.close()


def test_another_desk_verifies_without_the_record_and_with_it(pair: Pair) -> None:
    saved = case(pair.one)
    issued = issue(pair.one, saved)
    before = pair.second(issued.code)
    assert before.verdict is Verdict.GENUINE
    assert before.key is None
    assert "todavía no llegó" in before.state
    assert dict(before.paper)["Respuesta a más tardar"] == "mié\u00a007/10/2026\u00a010:00"
    assert MARIA.name not in str(before)
    pair.meet()
    after = pair.second(issued.code)
    assert after.verdict is Verdict.GENUINE
    assert dict(after.paper)["A nombre de"] == MARIA.name
    copy = receipts.issue(pair.two.context(), pair.two.custody, after.key or RecordKey("", b""), copy=True)
    assert copy.code != issued.code
    checked = check(pair.one, copy.code)
    assert (checked.verdict, dict(checked.paper)["Firmada por"]) == (Verdict.GENUINE, "Ventanilla 2")


def test_a_desk_of_another_municipality_is_unknown(pair: Pair, tmp_path: Path) -> None:
    other = make_office(tmp_path / "other")
    code = issue(other, case(other)).code
    other.installation.close()
    checked = pair.second(code)
    assert checked.verdict is Verdict.UNKNOWN_DESK
    assert not checked.signed


def test_a_changed_code_is_altered_and_says_nothing(pair: Pair) -> None:
    issued = issue(pair.one, case(pair.one))
    place = 25  # within the due moment
    changed = issued.code[:place] + ("Z" if issued.code[place] != "Z" else "Y") + issued.code[place + 1 :]
    checked = pair.second(changed)
    assert checked.verdict is Verdict.ALTERED
    assert "Respuesta a más tardar" not in dict(checked.paper)


def test_a_revoked_desk_counts_up_to_its_cut_once_the_record_is_here(pair: Pair) -> None:
    early = issue(pair.one, case(pair.one))
    cut = pair.one.installation.store.journal.position[0]
    late = issue(pair.one, case(pair.one))
    pair.revoke_first(cut)
    assert pair.second(early.code).verdict is Verdict.REVOKED_BEFORE
    assert pair.second(late.code).verdict is Verdict.REVOKED_AFTER
    assert not pair.second(late.code).signed


def test_a_revoked_desk_is_confirmed_by_what_had_arrived(pair: Pair) -> None:
    early = issue(pair.one, case(pair.one))
    cut = pair.one.installation.store.journal.position[0]
    late = issue(pair.one, case(pair.one))
    pair.meet()
    pair.revoke_first(cut)
    assert pair.second(early.code).verdict is Verdict.REVOKED_CONFIRMED
    assert pair.second(late.code).verdict is Verdict.REVOKED_AFTER


def test_who_took_the_key_of_a_revoked_desk_confirms_nothing(pair: Pair) -> None:
    """The thief knows the key, a sequence within the cut and a record, and puts another name on it."""
    honest = issue(pair.one, case(pair.one))
    read = read_typed(honest.code)
    assert isinstance(read, ReceiptCode)
    other = replace(read.facts, name=name_hash(read.facts.folio, "Otra Persona")).pack()
    forged = write_code(other, pair.one.installation.custody.sign_receipt(other))
    cut = pair.one.installation.store.journal.position[0]
    pair.meet()
    pair.revoke_first(cut)
    assert pair.second(honest.code).verdict is Verdict.REVOKED_CONFIRMED
    assert pair.second(forged).verdict is Verdict.REVOKED_BEFORE


def test_a_receipt_of_before_a_restore_is_genuine_and_says_so(pair: Pair, tmp_path: Path) -> None:
    one = pair.one.installation
    one.store.database.raw().pragma("wal_checkpoint(TRUNCATE)")
    shutil.copytree(one.folder, tmp_path / "backup")
    lost = issue(pair.one, case(pair.one))
    one.close()
    shutil.rmtree(one.folder)
    shutil.copytree(tmp_path / "backup", one.folder)
    (one.folder / "ventanilla.lock").unlink(missing_ok=True)
    again = bootstrap.open_installation(one.folder, pair.one.clock)
    with again.store.transaction() as transaction:
        assert again.store.leave_stream is not None
        again.store.leave_stream(transaction)
    pair.one.installation = again
    checked = check(pair.one, lost.code)
    assert checked.verdict is Verdict.EARLIER
    assert checked.verdict.genuine
    assert checked.key is None
    fresh = issue(pair.one, case(pair.one))
    assert check(pair.one, fresh.code).verdict is Verdict.GENUINE
