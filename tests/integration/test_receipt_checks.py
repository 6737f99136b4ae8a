"""What a receipt states, how its record stands, and what the command line tells of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from municipality import MARIA, Office, attention, opening, record
from receipt_hands import case, check, issue

from desktop_app.__main__ import main
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.receipt import (
    Outcome,
    ReceiptCode,
    UnreadableReceipt,
    read_typed,
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
    referrals,
    undo,
)
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.receipt_records import RecordKey

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
