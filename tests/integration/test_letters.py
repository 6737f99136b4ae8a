"""Letters as pages, their record, and the templates that a municipality writes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from municipality import LIMA, Office, opening

from desktop_app.domain.contact_templates import DEFAULTS, ContactTemplate, Purpose
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.letter import Letter, paragraphs, town_of
from desktop_app.domain.values import CaseState, CriticalCriterion, Level, Role
from desktop_app.reports.pdf.letter import render_letter
from desktop_app.services import (
    attachments,
    case_lists,
    cases,
    directory,
    letters,
    reception,
    referrals,
    silence,
    templates,
    timeline,
)
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.referrals import ReferralForm
from desktop_app.services.timeline import Part

LONG = "María de los Ángeles " * 12 + "Ñ" * 200


def open_case(office: Office, **changes: object) -> bytes:
    saved = reception.register_attention(office.clerk, opening(office, **changes))
    assert saved.case is not None
    return saved.case


def letter(**changes: str) -> Letter:
    values = {
        "municipality": "Municipalidad Distrital de San Isidro", "office": "Sede central", "place": "San Isidro",
        "number": "01-01-26-00001-20", "subject": "Poste caído", "signer": "Ana Rojas",
        "body": "Estimada señora:\n\nHola.", "position": "Analista", "unit": "Plataforma",
    }  # fmt: skip
    return Letter(
        made_at=datetime(2026, 11, 22, 9, 0, tzinfo=LIMA),
        addressee=("María Ñahui", "jr. Lima 1"),
        **{**values, **changes},
    )


def pages(data: bytes, tmp_path: Path) -> list[str]:
    """Return what stands on each page, as another program reads it."""
    file = tmp_path / "carta.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def test_a_letter_has_what_a_letter_has(program: Callable[[str], str], tmp_path: Path) -> None:
    program("pdftotext")
    (page,) = pages(render_letter(letter()), tmp_path)
    for words in ("Municipalidad Distrital de San Isidro", "San Isidro, 22 de noviembre de 2026", "María Ñahui",
                  "jr. Lima 1",
                  "Referencia: caso 01-01-26-00001-20. Poste caído", "Atentamente,", "Ana Rojas", "Analista",
                  "Página 1 de 1"):  # fmt: skip
        assert words in page


def test_what_was_typed_is_never_markup(program: Callable[[str], str], tmp_path: Path) -> None:
    program("pdftotext")
    hostile = "<b>a</b> & <img src='file:///etc/passwd'/> <para>"
    (page,) = pages(render_letter(letter(body=hostile, subject=hostile, signer=hostile)), tmp_path)
    assert "<img src='file:///etc/passwd'/>" in " ".join(page.split())


@pytest.mark.parametrize("paper", ["a4", "carta"])
def test_a_long_letter_with_long_names_goes_on(
    program: Callable[[str], str], tmp_path: Path, paper: str
) -> None:
    program("pdftotext")
    body = "\n\n".join("palabra " * 300 for _ in range(8)) + "\n\n- uno\n- dos\n\n" + "x" * 4_000
    made = render_letter(
        letter(body=body, subject=LONG, signer=LONG, position=LONG, municipality=LONG), paper=paper
    )
    found = pages(made, tmp_path)
    assert len(found) > 4
    assert f"Página {len(found)} de {len(found)}" in found[-1]
    assert "Atentamente," in found[-1]
    assert sum(page.count("palabra") for page in found) == 2_400
    file = tmp_path / "carta.pdf"
    subprocess.run(["pdftoppm", "-r", "40", "-png", str(file), str(tmp_path / "page")], check=True)
    assert len(list(tmp_path.glob("page*.png"))) == len(found)


def test_the_same_letter_is_the_same_bytes() -> None:
    assert render_letter(letter()) == render_letter(letter())


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("a\nb\n\n\n c \n") == [["a", "b"], ["c"]]
    assert paragraphs("\n\n") == []


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Municipalidad Distrital de San Isidro", "San Isidro"), ("MUNICIPALIDAD PROVINCIAL DEL CALLAO", "CALLAO"),
        ("Municipalidad de Escazú", "Escazú"), ("Ayuntamiento de Vigo", ""), ("Municipalidad", ""),
    ],
)  # fmt: skip
def test_the_town_stands_in_the_name(name: str, town: str) -> None:
    assert town_of(name) == town


def test_a_recorded_letter_is_an_event_and_a_file(office: Office) -> None:
    case = open_case(office)
    saved = letters.record_letter(
        office.clerk, case, "Estimada señora:\n\nSe reparó.", purpose=Purpose.ANSWER
    )
    again = letters.record_letter(office.clerk, case, "Otra carta.")
    assert again.added[0].endswith(" (2).pdf")
    found = case_lists.detail(office.clerk, case)
    assert [event.kind for event in found.timeline] == ["open", "letter", "attach", "letter", "attach"]
    assert attachments.content_of(office.clerk, case, saved.first or b"").startswith(b"%PDF")
    assert found.last_contact == office.clock.now().astimezone(LIMA)


def test_an_answer_stops_the_first_clock_and_a_receipt_does_not(office: Office) -> None:
    case = open_case(office)
    cases.change_level(office.clerk, case, Level.CRITICAL, "riesgo", CriticalCriterion.RISK)
    letters.record_letter(office.clerk, case, "Recibimos su pedido.", purpose=Purpose.RECEIPT)
    assert case_lists.detail(office.clerk, case).first_answer is None
    letters.record_mail_out(office.clerk, case, "Se reparó.", purpose=Purpose.ANSWER)
    assert case_lists.detail(office.clerk, case).first_answer is not None


def test_what_is_not_ready_is_not_recorded(office: Office) -> None:
    case = open_case(office)
    for text in ("", "   ", "Estimada {nombre}:", "x" * (letters.LONGEST + 1)):
        for record in (letters.record_letter, letters.record_mail_out, letters.record_call):
            with pytest.raises(InvalidInput) as refused:
                record(office.clerk, case, text)
            assert refused.value.field == "text"
    assert len(case_lists.detail(office.clerk, case).timeline) == 1
    with pytest.raises(NotFound):
        letters.record_letter(office.clerk, bytes(16), "Hola")


def test_administrators_write_no_letters(office: Office) -> None:
    case = open_case(office)
    administrator = office.as_user("administrator")
    for act in (letters.record_letter, letters.prepare_letter, letters.record_mail_out):
        with pytest.raises(NotAllowed):
            act(administrator, case, "Hola")
    with pytest.raises(NotAllowed):
        templates.offers(administrator, case)


def test_who_signs_stands_in_the_directory(office: Office) -> None:
    directory.save_user(
        office.console, "julia", "Julia Arias", frozenset({Role.OFFICIAL}), official=office.chief
    )
    case = open_case(office)
    offers = templates.offers(office.as_user("julia"), case)
    values = templates.values_for(office.as_user("julia"), case_lists.detail(office.clerk, case))
    assert (values["cargo"], values["funcionario"]) == ("Jefa", "Julia Arias")
    assert [offer.filled.empty for offer in offers] == [()] * len(DEFAULTS)


def test_a_case_without_a_citizen_has_nobody_to_greet(office: Office) -> None:
    form = cases.CaseForm("Poste", "reclamo", cases.Channel.PHONE)
    case = cases.open_case(office.clerk, form).id
    assert "{nombre}" in templates.offers(office.clerk, case)[0].filled.empty


def test_a_due_moment_that_has_passed_is_not_promised(office: Office) -> None:
    case = open_case(office)
    assert templates.offers(office.clerk, case)[0].filled.empty == ()
    office.clock.advance(days=9)
    assert templates.offers(office.clerk, case)[0].filled.empty == ("{plazo}",)


def test_supervision_writes_templates_and_others_do_not(office: Office) -> None:
    supervisor = office.as_user("supervisor")
    made = ContactTemplate("Nuestra", "Hola {nombre}", Purpose.OTHER)
    templates.save_template(supervisor, made)
    kept = templates.templates(office.clerk)[-1]
    assert (kept, kept.place) == (made, len(DEFAULTS))
    templates.save_template(supervisor, ContactTemplate("Nuestra 2", "Hola"), kept)
    assert [each.name for each in templates.templates(office.clerk)][-1] == "Nuestra 2"
    with pytest.raises(InvalidInput, match="acaba de cambiar"):
        templates.remove_template(supervisor, kept)
    templates.remove_template(supervisor, templates.templates(office.clerk)[0])
    assert templates.templates(office.clerk)[0].name == DEFAULTS[1].name
    with pytest.raises(NotAllowed):
        templates.save_template(office.clerk, made)


def test_the_story_has_the_hand_overs_at_their_moment(office: Office) -> None:
    case = open_case(office)
    office.clock.advance(hours=1)
    sent = referrals.refer(
        office.clerk, ReferralForm(office.unit, "Reparar el hueco", office.official, case=case)
    )
    office.clock.advance(hours=1)
    cases.add_note(office.clerk, case, "Llamó la vecina")
    office.clock.advance(hours=1)
    referrals.answer(office.console, sent.id, referrals.ReferralState.ACCEPTED)
    letters.record_letter(office.clerk, case, "Estimada señora: ya la atienden.")
    found = case_lists.detail(office.clerk, case)
    kinds = [entry.kind for entry in reversed(timeline.story(found))]
    assert kinds.index("hand_over") < kinds.index("note") < len(kinds) - 1 - kinds[::-1].index("hand_over")
    told = [entry for entry in timeline.story(found) if entry.kind == "hand_over"]
    assert [entry.facts["to"] for entry in told] == ["accepted", "sent"]
    assert (told[1].text, told[1].facts["whom"]) == ("Reparar el hueco", "Martín Núñez · Vías")
    parts = {part: [entry.kind for entry in timeline.story(found, part)] for part in Part}
    assert parts[Part.CONTACTS] == ["letter"]
    assert parts[Part.FILES] == ["attach"]
    assert "note" not in parts[Part.CHANGES]
    assert "hand_over" in parts[Part.CHANGES]
    assert (
        len(parts[Part.ALL])
        == len(parts[Part.CONTACTS]) + len(parts[Part.FILES]) + len(parts[Part.CHANGES]) + 1
    )


def test_silence_is_told_of_open_cases_that_can_be_reached(office: Office) -> None:
    case = open_case(office)
    nobody = open_case(office, citizen=CitizenForm("Sin Teléfono", "dni", "45678913"), no_contact=True)
    office.clock.advance(days=3)
    lines = {line.id: line for line in case_lists.page(office.clerk, case_lists.CaseQuery("all"), 0, 10)}
    assert (lines[case].silent_days, lines[case].too_silent) == (3, True)
    assert (lines[nobody].silent_days, lines[nobody].too_silent) == (None, False)
    letters.record_mail_out(office.clerk, case, "Seguimos con su caso.")
    assert case_lists.detail(office.clerk, case).line.silent_days == 0
    office.clock.advance(days=2)
    assert not case_lists.detail(office.clerk, case).line.too_silent
    silence.save_limits(office.as_user("administrator"), {Level.SIMPLE: 2})
    assert case_lists.detail(office.clerk, case).line.too_silent
    with pytest.raises(NotAllowed):
        silence.save_limits(office.clerk, {Level.SIMPLE: 2})
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Listo")
    assert case_lists.detail(office.clerk, case).line.silent_days is None
