"""A receipt of a hand-over promises nobody who did not answer, or who gave the citizen back."""

from __future__ import annotations

import pypdfium2
import pytest
from municipality import Office
from receipt_hands import case, issue

from desktop_app.__main__ import main
from desktop_app.domain.values import ReferralState, Result, ReturnReason
from desktop_app.services import referrals

PAPERS = ("a4", "a5", "roll")


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_who_did_not_answer_is_not_promised(office: Office, paper: str) -> None:
    saved = case(
        office, result=Result.REFERRED, official=office.official, referral_state=ReferralState.NO_ANSWER
    )
    said = words(issue(office, saved, paper=paper).data)
    assert "Le atenderá" not in said
    assert "Quien puede ayudarle Martín Núñez Vías" in said
    assert "no respondió: si no le encuentra, vuelva a ventanilla con este número" in said


@pytest.mark.parametrize("paper", PAPERS)
def test_a_copy_after_it_came_back_sends_nobody_there(office: Office, paper: str) -> None:
    saved = case(office, result=Result.REFERRED, official=office.official)
    assert "Le atenderá Martín Núñez" in words(issue(office, saved, paper=paper).data)
    assert saved.referral is not None
    referrals.answer(office.console, saved.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    said = words(issue(office, saved, paper=paper, copy=True).data)
    assert "Le atenderá" not in said
    assert "Pregunte en ventanilla con este número" in said
    assert "La vinculación con Vías no siguió" in said


def test_the_command_line_tells_the_paper_from_the_register(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    made = issue(office, case(office))
    forged = made.code[:60] + ("X" if made.code[60] != "X" else "Y") + made.code[61:]
    folder = str(office.installation.folder)
    office.installation.close()
    assert main(["check", "receipt", "--data", folder, made.code]) == 0
    assert "\nEl papel debe decir:\nNúmero: " in capsys.readouterr().out
    for unsigned in (forged, made.number):
        assert main(["check", "receipt", "--data", folder, unsigned]) == 1
        said = capsys.readouterr().out
        assert "\nLo que hay con ese número:\nNúmero: " in said
        assert "El papel debe decir" not in said
