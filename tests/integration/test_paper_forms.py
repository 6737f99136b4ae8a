"""Blank forms: reserved numbers, what stands on the paper, gaps, spoiled ones; and the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from municipality import MONDAY, Office, make_office, record

from desktop_app.__main__ import main
from desktop_app.domain.blanks import BlankState
from desktop_app.domain.errors import InvalidInput, NotAllowed, NotFound
from desktop_app.domain.folio import parse_folio
from desktop_app.domain.values import Role
from desktop_app.services import paper


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def sizes_of(data: bytes) -> set[tuple[int, int]]:
    document = pypdfium2.PdfDocument(data)
    try:
        return {tuple(round(side) for side in page.get_size()) for page in document}
    finally:
        document.close()


def test_numbers_are_of_the_desks_own_series(office: Office) -> None:
    before = parse_folio(record(office).number)
    made = paper.print_forms(office.clerk, 3)
    after = parse_folio(record(office).number)
    series = [before.number, *(parse_folio(number).number for number in made.numbers), after.number]
    assert series == list(range(before.number, before.number + 5))
    assert made.changes == {"blank"}
    found = paper.forms(office.clerk)
    assert [form.number for form in found] == list(made.numbers)
    assert {(form.state, form.by, form.printed) for form in found} == {(BlankState.BLANK, "Clerk", MONDAY)}
    rows = office.console.store.rows("SELECT kind, count(*) FROM op WHERE entity = 'blank' GROUP BY kind")
    assert rows == [("set", 3)]


def test_the_paper_says_what_is_asked(office: Office) -> None:
    made = paper.print_forms(office.clerk, 3)
    cover, first, second = pages_of(made.data)
    for words in ("Municipalidad de Prueba", made.numbers[0], made.numbers[2], "Clerk", "05/10/2026 10:00",
                  "Corte el montón", "dañados o sin usar"):  # fmt: skip
        assert words in cover
    assert sizes_of(made.data) == {(595, 842)}
    # The halves lie in order after one cut: the first sheet bears the first and the third form.
    assert [first.count(number) for number in made.numbers] == [2, 0, 2]
    assert [second.count(number) for number in made.numbers] == [0, 2, 0]
    fields = (
        "Fecha", "Hora de inicio", "Hora de fin", "Canal", "Presencial", "Tipo de consulta", "Denuncia", "Trámite",
        "Ciudadano", "Documento", "DNI", "Teléfono o correo", "Sin contacto", "Atención preferente",
        "Persona adulta mayor", "Lugar", "Qué pidió", "Qué se le respondió", "Vinculado a la unidad",
        "Persona que lo recibe", "Caso simple", "Crítico por", "1 Riesgo", "2 Queja recurrente",
        "3 Situación vulnerable", "Escrito por", "Firma", "Su número de atención",
    )  # fmt: skip
    assert [words for words in fields if words not in second] == []
    half = second.replace("\r\n", "\n")
    order = [half.index(words) for words in ("Fecha (", "Canal", "Tipo de consulta", "Ciudadano:", "Documento",
                                             "Sin contacto", "Atención preferente", "Lugar", "Qué pidió",
                                             "Qué se le", "Vinculado", "Si se sigue", "Escrito por")]  # fmt: skip
    assert order == sorted(order)


def test_half_sheets_carry_one_form_each(office: Office) -> None:
    made = paper.print_forms(office.clerk, 2, "a5")
    cover, *forms = pages_of(made.data)
    assert "Corte el montón" not in cover
    assert [[form.count(number) for number in made.numbers] for form in forms] == [[2, 0], [0, 2]]
    assert sizes_of(made.data) == {(595, 420)}
    assert sizes_of(paper.reprint(office.clerk, made.key, "carta").data) == {(612, 792)}


def test_a_batch_printed_again_has_the_same_numbers(office: Office) -> None:
    made = paper.print_forms(office.clerk, 5)
    office.clock.advance(days=2)
    other = paper.print_forms(office.clerk, 2)
    again = paper.reprint(office.clerk, made.key)
    assert (again.numbers, again.data, again.changes) == (made.numbers, made.data, frozenset())
    assert not set(other.numbers) & set(made.numbers)
    first, second = paper.batches(paper.forms(office.clerk))
    assert (first.key, first.size, second.first, second.last) == (
        other.key,
        2,
        made.numbers[0],
        made.numbers[4],
    )
    with pytest.raises(NotFound):
        paper.reprint(office.clerk, (made.key[0], made.key[1] + 1))


def test_the_largest_batch_is_one_act(office: Office) -> None:
    made = paper.print_forms(office.clerk, 200)
    assert len(set(made.numbers)) == 200
    assert len(pages_of(made.data)) == 101
    with pytest.raises(InvalidInput, match="entre 1 y 200"):
        paper.print_forms(office.clerk, 201)
    assert len(paper.forms(office.clerk)) == 200


def test_a_municipality_with_any_name_fits(office: Office) -> None:
    from desktop_app.reports.pdf.blank import render_forms
    from desktop_app.services.paper import _printable, queries

    made = paper.print_forms(office.clerk, 1)
    printable = _printable(office.clerk, queries.batch(office.clerk.store, *made.key))
    for name in ("Ñ" * 400, "<b>& Co</b>", "م" * 40, "\x00\ud800x", "🏛 Municipalidad"):
        odd = replace(printable, municipality=name, office=name, printed_by=name, query_types=(name,) * 12)
        for size in ("a4", "a5", "carta"):
            assert len(pages_of(render_forms(odd, paper=size))) == 2


def test_a_number_is_found_however_it_is_written(office: Office) -> None:
    made = paper.print_forms(office.clerk, 4)
    number = made.numbers[2]
    for typed in (number, number.replace("-", ""), f" {number.replace('-', ' ')} "):
        assert paper.find_form(office.clerk, typed).number == number
    wrong = number.replace("-", "")
    wrong = wrong[:6] + str((int(wrong[6]) + 1) % 10) + wrong[7:]
    with pytest.raises(InvalidInput, match=number) as refusal:
        paper.find_form(office.clerk, wrong)
    assert refusal.value.field == "number"
    with pytest.raises(InvalidInput, match="la forma 01-02-26"):
        paper.find_form(office.clerk, "hola")
    other = record(office).number
    with pytest.raises(InvalidInput, match="no es de un formulario impreso"):
        paper.find_form(office.clerk, other)


def test_spoiled_forms_say_why_and_by_whom_and_can_come_back(office: Office) -> None:
    made = paper.print_forms(office.clerk, 4)
    forms = paper.forms(office.clerk)
    office.clock.advance(days=1)
    supervisor = office.as_user(Role.SUPERVISOR.value)
    with pytest.raises(InvalidInput, match="motivo"):
        paper.spoil(supervisor, [forms[1].id], "  ")
    marked = paper.spoil(supervisor, [forms[1].id, forms[2].id], "Se mojó")
    assert marked.numbers == made.numbers[1:3]
    now = paper.forms(office.clerk)
    assert [form.state for form in now] == [
        BlankState.MISSING, BlankState.SPOILED, BlankState.SPOILED, BlankState.BLANK,
    ]  # fmt: skip
    assert (now[1].reason, now[1].spoiled) == ("Se mojó", MONDAY + timedelta(days=1))
    assert paper.spoiled_by(office.clerk, now[1].id) == "Supervisor"
    assert [form.number for form in paper.gaps(office.clerk)] == [made.numbers[0], made.numbers[3]]
    paper.restore(office.clerk, [now[1].id, now[2].id])
    assert [form.state for form in paper.forms(office.clerk)] == [BlankState.BLANK] * 4
    assert paper.forms(office.clerk)[1].reason == ""


def test_who_records_no_attentions_prints_no_forms(office: Office) -> None:
    for role in (Role.OFFICIAL, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            paper.print_forms(office.as_user(role.value), 1)
        with pytest.raises(NotAllowed):
            paper.forms(office.as_user(role.value))


def test_the_command_line_prints_and_tells_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = tmp_path / "data", tmp_path / "formularios.pdf"
    made = make_office(data)
    made.installation.close()

    def cli(*words: str) -> tuple[int, str, str]:
        code = main(["--data", str(data), "paper", *words])
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    code, text, _ = cli("gaps")
    assert (code, text) == (0, "No falta ningún formulario: todos están transcritos o anulados.\n")
    code, text, _ = cli("print", "--count", "3", "--out", str(out), "--user", "clerk", "--json")
    told = json.loads(text)
    assert (code, told["count"], told["first"], len(pages_of(out.read_bytes()))) == (
        0,
        3,
        told["numbers"][0],
        3,
    )
    code, text, _ = cli("gaps")
    assert "Faltan: 0 · en blanco: 3" in text
    assert f"  {told['last']}  En blanco" in text
    seen = json.loads(cli("gaps", "--json")[1])
    assert (seen["missing"], seen["blank"]) == (0, 3)
    assert [form["number"] for form in seen["forms"]] == told["numbers"]
    assert {(form["by"], form["state"], form["days"]) for form in seen["forms"]} == {("Clerk", "blank", 0)}
    nowhere = tmp_path / "no" / "hay.pdf"
    code, _, error = cli("print", "--count", "3", "--out", str(nowhere))
    assert (code, "No existe la carpeta" in error) == (3, True)
    code, _, error = cli("print", "--count", "0", "--out", str(out))
    assert (code, "entre 1 y 200" in error) == (2, True)
    assert len(json.loads(cli("gaps", "--json")[1])["forms"]) == 3


def test_supervision_hears_of_what_does_not_come_back(office: Office) -> None:
    from desktop_app.services.alerts import read_alerts

    paper.print_forms(office.clerk, 3)
    paper.spoil(office.clerk, [paper.forms(office.clerk)[1].id], "Se mojó")
    supervisor = office.as_user(Role.SUPERVISOR.value)
    assert read_alerts(supervisor, office.clock.now()).papers is None
    office.clock.advance(days=1)
    told = read_alerts(supervisor, office.clock.now()).papers
    assert told == paper.Missing(1, MONDAY)
    assert read_alerts(office.clerk, office.clock.now()).papers is None
    paper.spoil(office.clerk, [paper.forms(office.clerk)[0].id], "Perdido")
    assert read_alerts(supervisor, office.clock.now()).papers is None
