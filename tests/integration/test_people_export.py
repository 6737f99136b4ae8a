"""One person's data in their hands: all of it, in two forms, and a trace of who handed it out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from municipality import MARIA, Office, attention, opening
from pypdf import PdfReader

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.person_record import FORMAT
from desktop_app.domain.values import Channel, Result
from desktop_app.services import cases, citizens, merging, person_export, reception, voiding
from desktop_app.services.citizens import CitizenForm

OTHER = CitizenForm("María Fernández", None, None, "999111222", "maria@correo.pe")


@pytest.fixture
def maria(office: Office) -> bytes:
    """María with everything there is, of two records."""
    ctx = office.clerk
    saved = reception.register_attention(ctx, opening(office))
    assert saved.case is not None
    who = ctx.store.rows("SELECT e.uid FROM citizen c JOIN entity e USING (id)")[0][0]
    cases.add_note(ctx, saved.case, "Primera línea\nSegunda línea")
    cases.log_contact(ctx, saved.case, Channel.PHONE, "Nadie contestó.", reached=False)
    cases.rate_case(ctx, saved.case, 4)
    form = attention(office, citizen=who, result=Result.REFERRED, detail="Licencia", unit=office.unit)
    reception.register_attention(ctx, form)
    office.clock.advance(minutes=5)
    again = citizens.register_citizen(ctx, OTHER).id
    reception.register_attention(ctx, replace(attention(office), citizen=again, started=office.clock.now()))
    merging.merge(office.as_user("supervisor"), who, again, frozenset({"email"}))
    return bytes(who)


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def moments(value: Any) -> list[str]:
    if isinstance(value, dict):
        found = [
            each
            for key, each in value.items()
            if key in ("at", "opened", "sent", "registered", "merged", "due")
        ]
        inner = [moment for each in value.values() for moment in moments(each)]
        return [each for each in found if isinstance(each, str)] + inner
    return [moment for each in value for moment in moments(each)] if isinstance(value, list) else []


def test_the_json_has_stable_keys_and_iso_moments(office: Office, maria: bytes, tmp_path: Path) -> None:
    boss, path = office.as_user("supervisor"), tmp_path / "maria.json"
    assert person_export.export_person(boss, maria, data=path).files == (path,)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert list(found) == [
        "format", "exported", "privacy", "person", "merged_records", "attentions", "cases", "contacts",
        "hand_overs", "numbers", "earlier_exports",
    ]  # fmt: skip
    assert found["format"] == FORMAT
    assert found["exported"]["by"] == "Supervisor"
    assert "Ley 29733" in found["privacy"]["legal_basis"]
    assert found["person"] == {
        "id": ulid_text(maria), "name": MARIA.name, "document_type": "DNI", "document": "45678912",
        "phone": "999 111 222", "email": "maria@correo.pe", "address": None,
        "registered": found["person"]["registered"],
    }  # fmt: skip
    assert [each["name"] for each in found["merged_records"]] == ["María Fernández"]
    assert len(found["attentions"]) == 3
    case = found["cases"][0]
    assert (case["description"], case["state"], case["satisfaction"]) == (
        "Un hueco frente al colegio",
        "Registrado",
        4,
    )
    assert [step["what"] for step in case["timeline"]] == [
        "Caso registrado", "Nota", "Intento de contacto: teléfono", "Satisfacción: 4 de 5",
    ]  # fmt: skip
    assert case["timeline"][1]["text"] == "Primera línea\nSegunda línea"
    assert [(each["reached"], each["case"]) for each in found["contacts"]] == [(False, case["number"])]
    assert [each["need"] for each in found["hand_overs"]] != []
    assert case["number"] in found["numbers"]
    every = moments(found)
    assert len(every) > 8
    assert all(datetime.fromisoformat(each).utcoffset() == timedelta(hours=-5) for each in every)


def test_the_pdf_says_everything_and_who_handed_it_out(office: Office, maria: bytes, tmp_path: Path) -> None:
    path = tmp_path / "maria.pdf"
    person_export.export_person(office.as_user("supervisor"), maria, pdf=path)
    words = " ".join(text_of(path).split())
    for expected in (
        "Datos personales de María Fernández Ñahui", "DNI 45678912", "maria@correo.pe", "Un hueco frente al colegio",
        "Segunda línea", "Nadie contestó.", "No se le encontró", "Licencia", "Ficha reunida con la anterior",
        "Supervisor", "Ley 29733", "Satisfacción", "Página 1 de", "05/10/2026 10:05",
    ):  # fmt: skip
        assert expected in words, expected
    again = tmp_path / "again.pdf"
    person_export.export_person(office.as_user("supervisor"), maria, pdf=again)
    assert "Entregas anteriores de estos datos" in text_of(again)


def test_what_was_taken_back_is_kept_and_so_it_is_told(office: Office, maria: bytes, tmp_path: Path) -> None:
    ctx = office.clerk
    office.clock.advance(minutes=5)
    form = replace(
        attention(office), citizen=maria, started=office.clock.now(), detail="Otro detalle", contact=None,
        no_contact=True,
    )  # fmt: skip
    saved = reception.register_attention(ctx, form)
    voiding.void(ctx, saved.id, "Era de otra persona")
    pdf, data = tmp_path / "maria.pdf", tmp_path / "maria.json"
    person_export.export_person(office.as_user("supervisor"), maria, pdf=pdf, data=data)
    (told,) = (
        each for each in json.loads(data.read_text("utf-8"))["attentions"] if each["detail"] == "Otro detalle"
    )
    assert (told["voided"], told["without_contact"]) == ("Era de otra persona", True)
    assert saved.number in text_of(pdf)
    for words in ("Anulada: Era de otra persona", "Sin contacto"):
        assert words in " ".join(text_of(pdf).split())


def test_who_did_not_want_to_rate_rated_nothing(office: Office, maria: bytes, tmp_path: Path) -> None:
    ctx = office.clerk
    case = ctx.store.rows("SELECT e.uid FROM case_file f JOIN entity e USING (id)")[0][0]
    cases.rate_case(ctx, case, None)
    pdf, data = tmp_path / "maria.pdf", tmp_path / "maria.json"
    person_export.export_person(office.as_user("supervisor"), maria, pdf=pdf, data=data)
    assert json.loads(data.read_text("utf-8"))["cases"][0]["satisfaction"] is None
    assert "0/5" not in text_of(pdf)
    assert "no quiso responder" in text_of(pdf)


def test_each_export_leaves_a_trace_at_this_desk(office: Office, maria: bytes, tmp_path: Path) -> None:
    boss = office.as_user("supervisor")
    operations = boss.store.rows("SELECT count(*) FROM op")
    assert person_export.exports(boss) == []
    person_export.export_person(boss, maria, pdf=tmp_path / "a.pdf", data=tmp_path / "a.json")
    office.clock.advance(minutes=1)
    person_export.export_person(boss, maria, data=tmp_path / "b.json")
    found = person_export.exports_of(boss, maria)
    assert [(each.by, each.kinds) for each in found] == [
        ("Supervisor", ("json",)),
        ("Supervisor", ("pdf", "json")),
    ]
    assert {each.citizen for each in found} == {ulid_text(maria)}
    assert boss.store.rows("SELECT count(*) FROM op") == operations
    other = citizens.register_citizen(boss, CitizenForm("Otra")).id
    assert person_export.exports_of(boss, other) == []


def test_what_fails_leaves_neither_file_nor_trace(office: Office, maria: bytes, tmp_path: Path) -> None:
    boss = office.as_user("supervisor")
    with pytest.raises(EnvironmentFault):
        person_export.export_person(boss, maria, pdf=tmp_path / "missing" / "a.pdf", data=tmp_path / "a.json")
    with pytest.raises(InvalidInput):
        person_export.export_person(boss, maria)
    with pytest.raises(NotFound):
        person_export.export_person(boss, bytes(16), data=tmp_path / "a.json")
    for login in ("clerk", "official", "administrator"):
        with pytest.raises(NotAllowed):
            person_export.export_person(office.as_user(login), maria, data=tmp_path / "a.json")
        with pytest.raises(NotAllowed):
            person_export.exports(office.as_user(login))
    assert list(tmp_path.glob("a.*")) == []
    assert person_export.exports(boss) == []


@pytest.mark.parametrize("form", [
    CitizenForm("Ñ" * 400, "ce", "9" * 40, "9" * 60, f"{'m' * 240}@correo.pe", "W" * 400),
    CitizenForm("\u202eشارع\u202c 🙂 <b>&amp; {x}"),
])  # fmt: skip
def test_odd_people_are_exported_whole(office: Office, form: CitizenForm, tmp_path: Path) -> None:
    boss = office.as_user("supervisor")
    who = citizens.register_citizen(boss, form).id
    reception.register_attention(
        office.clerk, attention(office, citizen=who, detail="línea larga " * 1_200 + "\n" + "X" * 500)
    )
    path, data = tmp_path / "odd.pdf", tmp_path / "odd.json"
    person_export.export_person(boss, who, pdf=path, data=data, paper="carta")
    assert len(PdfReader(path).pages) > 1
    assert (
        json.loads(data.read_text(encoding="utf-8"))["person"]["name"] == citizens.get_citizen(boss, who).name
    )


def test_a_person_without_any_datum(office: Office, tmp_path: Path) -> None:
    boss = office.as_user("supervisor")
    with boss.store.transaction() as transaction:
        from desktop_app.services.writing import append, fresh_id

        who = fresh_id(boss)
        append(boss, transaction, "citizen", "set", who, {"set": {}}, new=True)
    person_export.export_person(boss, who, pdf=tmp_path / "a.pdf", data=tmp_path / "a.json")
    assert "persona sin nombre" in text_of(tmp_path / "a.pdf")
