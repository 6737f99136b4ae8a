"""Receipts between real desks: issued at one, checked at another without a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import MARIA, Office, attention, make_office, opening, record

from desktop_app import bootstrap
from desktop_app.__main__ import main
from desktop_app.bootstrap import Installation
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.receipt import (
    Outcome,
    ReceiptCode,
    UnreadableReceipt,
    name_hash,
    read_typed,
    write_code,
)
from desktop_app.domain.receipt_verdict import Verdict
from desktop_app.domain.values import CaseState, Confirmation, CriticalCriterion, Level, ReferralState, Result
from desktop_app.services import (
    cases,
    citizens,
    late,
    paper,
    receipt_checks,
    receipt_records,
    receipts,
    reception,
    referrals,
    undo,
)
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.receipt_checks import CheckedReceipt
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.receipts import IssuedReceipt
from desktop_app.services.reception import AttentionSaved
from desktop_app.sync.certificates import Revocation, revoke
from desktop_app.sync.enrolment import Place, approve
from desktop_app.sync.exchange import exchange
from desktop_app.sync.requests import new_request


def issue(office: Office, saved: AttentionSaved, **how: object) -> IssuedReceipt:
    return receipts.issue(office.clerk, office.installation.custody, RecordKey("attention", saved.id), **how)  # type: ignore[arg-type]


def check(office: Office, typed: str) -> CheckedReceipt:
    return receipt_checks.check(office.clerk, office.installation.custody, typed)


def case(office: Office, **changes: object) -> AttentionSaved:
    return reception.register_attention(office.clerk, opening(office, **changes))


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


# What a receipt states.


def test_a_case_states_who_what_and_by_when(office: Office) -> None:
    issued = issue(office, case(office))
    checked = check(office, issued.code)
    assert checked.verdict is Verdict.GENUINE
    assert dict(checked.paper) == {
        "Número": issued.number,
        "Fecha y hora": "lun\u00a005/10/2026\u00a010:00",
        "A nombre de": MARIA.name,
        "Lo que pidió": "Bache o calle dañada",
        "Resultado": "Caso simple",
        "Respuesta a más tardar": "mié\u00a007/10/2026\u00a010:00",
        "Firmada por": "Ventanilla 1",
    }
    assert "sigue abierto" in checked.state
    assert checked.notes == ()


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"level": Level.COMPLEX}, Outcome.COMPLEX_CASE),
        ({"result": Result.CRITICAL_CASE, "criterion": CriticalCriterion.RISK}, Outcome.CRITICAL_CASE),
        ({"result": Result.REFERRED}, Outcome.REFERRED),
        ({"result": Result.ORIENTED}, Outcome.ORIENTED),
        ({"result": Result.UNANSWERED}, Outcome.UNANSWERED),
    ],
)
def test_every_outcome_is_told_apart(office: Office, changes: dict[str, object], outcome: Outcome) -> None:
    checked = check(office, issue(office, case(office, **changes)).code)
    assert checked.verdict is Verdict.GENUINE
    assert checked.facts is not None
    assert checked.facts.outcome is outcome
    assert bool(checked.facts.due) is outcome.is_case


def test_the_same_record_gives_the_same_code(office: Office) -> None:
    saved = case(office)
    first = issue(office, saved)
    office.clock.advance(hours=3)
    record(office)
    assert issue(office, saved, copy=True).code == first.code
    assert saved.case is not None
    by_case = receipts.issue(office.clerk, office.installation.custody, RecordKey("case", saved.case))
    assert by_case.code == first.code
    assert by_case.key == RecordKey("case", saved.case)


def test_a_case_opened_without_an_attention_and_a_hand_over_have_theirs(office: Office) -> None:
    form = cases.CaseForm("Ruidos de noche", "queja", opening(office).channel, citizen=MARIA)
    opened = cases.open_case(office.clerk, form)
    sent = referrals.refer(
        office.clerk, referrals.ReferralForm(office.unit, "Pide una copia", office.official)
    )
    for key, said in (
        (RecordKey("case", opened.id), "Caso simple"),
        (RecordKey("referral", sent.id), "Vinculación con la unidad"),
    ):
        issued = receipts.issue(office.clerk, office.installation.custody, key)
        checked = check(office, issued.code)
        assert checked.verdict is Verdict.GENUINE
        assert dict(checked.paper)["Resultado"] == said
        assert checked.key == key
        assert check(office, issued.number).key == key


def test_the_paper_keeps_what_was_promised_when_terms_move(office: Office) -> None:
    saved = case(office)
    issued = issue(office, saved)
    assert saved.case is not None
    cases.change_level(office.clerk, saved.case, Level.COMPLEX, "Hace falta una inspección")
    assert issue(office, saved, copy=True).code == issued.code
    checked = check(office, issued.code)
    assert dict(checked.paper)["Respuesta a más tardar"] == "mié\u00a007/10/2026\u00a010:00"
    assert "mar\u00a013/10/2026" in checked.state


def test_how_the_record_stands_is_told(office: Office) -> None:
    saved = case(office)
    code = issue(office, saved).code
    assert saved.case is not None
    cases.move_case(office.clerk, saved.case, CaseState.IN_PROGRESS)
    cases.move_case(office.clerk, saved.case, CaseState.RESOLVED, answer="Se tapó")
    assert "está resuelto" in check(office, code).state
    cases.move_case(office.clerk, saved.case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    assert "está cerrado" in check(office, code).state
    handed = case(office, result=Result.REFERRED, official=office.official)
    assert "Vías está: enviada" in check(office, issue(office, handed).code).state
    assert handed.referral is not None
    referrals.answer(office.as_user("supervisor"), handed.referral, ReferralState.ACCEPTED)
    assert "aceptada en el sistema" in check(office, issue(office, handed).code).state


def test_a_corrected_name_is_noticed_and_is_no_forgery(office: Office) -> None:
    saved = case(office)
    code = issue(office, saved).code
    person = office.console.store.row("SELECT e.uid FROM citizen c JOIN entity e ON e.id = c.id")
    assert person is not None
    citizens.update_citizen(office.clerk, person[0], CitizenForm("María Fernández Quispe", phone="999111222"))
    checked = check(office, code)
    assert checked.verdict is Verdict.GENUINE
    assert "María Fernández Quispe" in " ".join(checked.notes)
    assert "A nombre de" not in dict(checked.paper)


def test_words_copied_from_the_paper_are_compared(office: Office) -> None:
    facts = check(office, issue(office, case(office)).code).facts
    assert facts is not None
    assert "es el nombre" in receipt_checks.compare_words(facts, "maria fernandez nahui")
    assert "es lo pedido" in receipt_checks.compare_words(
        facts, "Bache o calle dañada. Un hueco frente al colegio"
    )
    assert "No coincide" in receipt_checks.compare_words(facts, "María Fernández")
    anonymous = check(office, issue(office, record(office)).code).facts
    assert anonymous is not None
    assert "No coincide" in receipt_checks.compare_words(anonymous, " ")


def test_what_was_taken_back_has_no_receipt(office: Office) -> None:
    saved = case(office)
    code = issue(office, saved).code
    undo.take_back(office.clerk, saved)
    with pytest.raises(InvalidInput, match="fue anulado"):
        issue(office, saved)
    checked = check(office, code)
    assert checked.verdict is Verdict.GENUINE
    assert "anulado" in checked.state
    assert "anulado" in check(office, saved.number).state


def test_who_may_not_read_people_learns_the_verdict_alone(office: Office) -> None:
    saved = case(office)
    code = issue(office, saved).code
    admin = office.as_user("administrator")
    checked = receipt_checks.check(admin, office.installation.custody, code)
    assert checked.verdict is Verdict.GENUINE
    assert MARIA.name not in str(checked)
    assert checked.key is None
    with pytest.raises(NotAllowed):
        receipts.issue(admin, office.installation.custody, RecordKey("attention", saved.id))


def test_a_record_that_is_not_here_has_no_receipt(office: Office) -> None:
    with pytest.raises(NotFound):
        receipts.issue(office.clerk, office.installation.custody, RecordKey("attention", bytes(16)))


def test_a_record_is_found_before_and_after_it_is_in_the_index(office: Office) -> None:
    from desktop_app.storage import search

    saved = [record(office) for _ in range(3)]
    for _ in range(2):
        found = [receipt_records.find(office.clerk, each.number) for each in saved]
        assert [each.key.id for each in found if each is not None] == [each.id for each in saved]
        search.flush_all(office.console.store)
    assert receipt_records.find(office.clerk, "99-99-26-00001-37") is None


# At another desk.


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


# The command line.


def told(
    office: Office, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, dict[str, object]]:
    code = main(["check", "receipt", *arguments, "--data", str(office.installation.folder), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_line_tells_and_ends_with_its_code(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    issued = issue(office, case(office))
    office.installation.close()
    code, said = told(office, capsys, issued.code.lower())
    assert (code, said["verdict"], said["genuine"]) == (0, "genuine", True)
    code, said = told(office, capsys, issued.code, "--text", "maría fernández ñahui")
    assert "es el nombre" in str(said["compared"])
    code, said = told(office, capsys, issued.code[:-1] + ("Z" if issued.code[-1] != "Z" else "Y"))
    assert (code, said["verdict"]) == (1, "altered")
    code, said = told(office, capsys, *issued.number.split("-"))
    assert (code, said["verdict"]) == (1, "number_only")
    assert "sigue abierto" in str(said["state"])
    code, said = told(office, capsys, "VNT1XYZ")
    assert code == 2
    assert "incompleto" in str(said["error"])
    code, said = told(office, capsys, issued.number.replace("00001", "00010"))
    assert code == 2


def test_the_command_line_speaks_spanish(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    issued = issue(office, case(office))
    office.installation.close()
    assert main(["check", "receipt", issued.code, "--data", str(office.installation.folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Auténtica. La emitió Ventanilla 1")
    assert f"Número: {issued.number}" in out


def test_codes_of_the_desk_are_read_as_such(office: Office) -> None:
    issued = issue(office, record(office))
    assert isinstance(read_typed(issued.code), ReceiptCode)
    with pytest.raises(UnreadableReceipt):
        check(office, issued.code[:-1])


# Paper forms of a day without power bear numbers of the same series.


def test_the_number_of_a_paper_form_says_how_the_form_stands(office: Office) -> None:
    paper.print_forms(office.clerk, 2)
    first, second = paper.forms(office.clerk)
    assert "todavía no se transcribió" in check(office, first.number).state
    paper.spoil(office.clerk, [second.id], "Se mojó.")
    assert check(office, second.number).state.endswith("que se anuló: Se mojó.")
    began = office.clock.now()
    office.clock.advance(days=1)
    writer = office.clerk.actor.id
    assert writer is not None
    form = attention(office, started=began)
    late.transcribe(office.clerk, late.Transcription(first.id, writer, began + timedelta(minutes=5), form))
    checked = check(office, first.number)
    assert checked.key is not None
    issued = receipts.issue(office.clerk, office.installation.custody, checked.key)
    assert dict(check(office, issued.code).paper)["Fecha y hora"] == "lun\u00a005/10/2026\u00a010:05"
