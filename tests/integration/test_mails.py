"""An e-mail joins a case, opens one, and is never joined twice."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from municipality import MARIA, Office, opening

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed
from desktop_app.domain.values import CaseState, Channel
from desktop_app.services import attachments, case_lists, cases, citizens, mails, reception
from desktop_app.services.citizens import CitizenForm

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def message(
    subject: str = "Poste caído", *, sender: str = "Ana Ríos <ana@example.org>", text: str = "Hola"
) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"], made["Message-ID"] = sender, subject, f"<{abs(hash(subject))}@example.org>"
    made["Date"] = "Mon, 05 Oct 2026 08:00:00 -0500"
    made.set_content(text)
    return made


def open_case(office: Office, email: str | None = None) -> bytes:
    who = CitizenForm("Ana Ríos", email=email) if email else MARIA
    saved = reception.register_attention(office.clerk, opening(office, citizen=who))
    assert saved.case is not None
    return saved.case


def number(office: Office, case: bytes) -> str:
    return case_lists.detail(office.clerk, case).line.number


def test_the_number_in_the_subject_leads_to_its_case(office: Office) -> None:
    case, other = open_case(office), open_case(office, "ana@example.org")
    content = message(f"Re: Caso {number(office, case)}").as_bytes()
    arrived = mails.look(office.clerk, content)
    assert [choice.line.id for choice in arrived.cases] == [case, other]
    assert "número" in arrived.cases[0].why
    assert arrived.citizen is not None
    assert arrived.citizen.name == "Ana Ríos"


def test_a_mistyped_number_and_a_stranger_lead_nowhere(office: Office) -> None:
    open_case(office)
    arrived = mails.look(office.clerk, message("Caso 01-01-26-00001-21").as_bytes())
    assert (arrived.cases, arrived.citizen, arrived.citizens) == ((), None, 0)


def test_the_case_on_which_it_was_dropped_comes_first(office: Office) -> None:
    case, dropped = open_case(office), open_case(office)
    content = message(f"Re: {number(office, case)}").as_bytes()
    arrived = mails.look(office.clerk, content, dropped)
    assert [choice.line.id for choice in arrived.cases] == [dropped, case]


def test_two_people_with_one_address_are_not_guessed(office: Office) -> None:
    for name in ("Ana Ríos", "Luis Ríos"):
        citizens.register_citizen(office.clerk, CitizenForm(name, email="ana@example.org"))
    citizens.register_citizen(office.clerk, CitizenForm("Otra", email="ana@example.org.pe"))
    arrived = mails.look(office.clerk, message().as_bytes())
    assert (arrived.citizen, arrived.citizens) == (None, 2)


def test_a_message_joins_with_its_files_and_counts_as_contact(office: Office) -> None:
    case = open_case(office)
    made = message(text="Adjunto la foto.\n\n> citado")
    made.add_attachment(PNG, maintype="image", subtype="png", filename="../poste\u202e.exe")
    made.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="acta.pdf")
    office.clock.advance(hours=3)
    arrived = mails.look(office.clerk, made.as_bytes())
    assert [(file.name, bool(file.refused)) for file in arrived.files] == [
        ("poste.png", False),
        ("acta.pdf", True),
    ]
    saved = mails.join_case(office.clerk, case, made.as_bytes())
    assert saved.added == ("Poste caído.eml", "poste.png")
    assert [file.name for file in attachments.files_of(office.clerk, case)] == [
        "Poste caído.eml",
        "poste.png",
    ]
    found = case_lists.detail(office.clerk, case)
    told = next(event for event in found.timeline if event.kind == "mail")
    assert told.text == "De: Ana Ríos <ana@example.org>\nAsunto: Poste caído\n\nAdjunto la foto."
    assert (told.at.hour, told.facts["direction"]) == (8, "in")
    assert attachments.content_of(office.clerk, case, saved.first or b"") == made.as_bytes()


def test_the_same_message_is_never_joined_twice(office: Office) -> None:
    case, other = open_case(office), open_case(office)
    content = message().as_bytes()
    mails.join_case(office.clerk, case, content)
    again = content.replace(b"Hola", b"Hola otra vez")
    with pytest.raises(InvalidInput, match="ya tiene este correo"):
        mails.join_case(office.clerk, case, again)
    assert mails.look(office.clerk, content, case).cases[0].already
    assert not mails.look(office.clerk, content, other).cases[0].already
    mails.join_case(office.clerk, other, content)


def test_a_message_from_the_future_was_sent_now(office: Office) -> None:
    case = open_case(office)
    made = message()
    made.replace_header("Date", "Mon, 05 Oct 2099 08:00:00 -0500")
    mails.join_case(office.clerk, case, made.as_bytes())
    assert case_lists.detail(office.clerk, case).last_contact == office.clerk.now()


def test_a_case_is_opened_from_a_message_in_one_act(office: Office) -> None:
    saved = mails.open_case(
        office.clerk, message(text="Se cayó el poste").as_bytes(), "Poste caído", "reclamo"
    )
    found = case_lists.detail(office.clerk, saved.id)
    assert (found.line.channel, found.line.citizen, found.email) == (
        Channel.EMAIL,
        "Ana Ríos",
        "ana@example.org",
    )
    assert found.description == "Se cayó el poste"
    assert [event.kind for event in found.timeline] == ["open", "mail", "attach"]
    assert saved.changes >= {"case", "citizen"}


def test_a_case_that_cannot_be_opened_leaves_nothing(office: Office) -> None:
    with pytest.raises(InvalidInput):
        mails.open_case(office.clerk, message().as_bytes(), "  ", "reclamo")
    assert case_lists.count(office.clerk, case_lists.CaseQuery("all")) == 0
    assert citizens.recognise(office.clerk, "ana@example.org", 5) == []


def test_a_known_person_is_not_registered_again(office: Office) -> None:
    person = citizens.register_citizen(office.clerk, CitizenForm("Ana Ríos", email="ana@example.org")).id
    mails.open_case(office.clerk, message().as_bytes(), "Poste", "reclamo", citizen=person)
    assert len(citizens.recognise(office.clerk, "ana@example.org", 5)) == 1


def test_a_voided_case_still_takes_a_message(office: Office) -> None:
    case = open_case(office)
    cases.move_case(office.clerk, case, CaseState.VOIDED, reason="duplicado")
    assert mails.join_case(office.clerk, case, message().as_bytes()).added


def test_administrators_read_no_messages(office: Office) -> None:
    case = open_case(office)
    for act in (
        lambda ctx: mails.look(ctx, message().as_bytes()),
        lambda ctx: mails.join_case(ctx, case, message().as_bytes()),
        lambda ctx: mails.open_case(ctx, message().as_bytes(), "x", "reclamo"),
    ):
        with pytest.raises(NotAllowed):
            act(office.as_user("administrator"))


def test_a_message_s_file_is_read_or_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "correo.eml"
    path.write_bytes(message().as_bytes())
    assert mails.read_message(path) == message().as_bytes()
    with pytest.raises(InvalidInput, match="no es un archivo"):
        mails.read_message(tmp_path)
    with pytest.raises(InvalidInput, match="no es un archivo"):
        mails.read_message(tmp_path / "no está.eml")
    (tmp_path / "enlace.eml").symlink_to(path)
    with pytest.raises((InvalidInput, EnvironmentFault)):
        mails.read_message(tmp_path / "enlace.eml")
