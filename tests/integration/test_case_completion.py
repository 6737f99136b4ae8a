"""What a filter may go on with: keys, then the values that this municipality has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from municipality import make_office

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.filter_words import EXPLAINED
from desktop_app.services import directory
from desktop_app.services.case_completion import MOST, complete, load_names
from desktop_app.services.case_filter import read_filter


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = make_office(tmp_path_factory.mktemp("office") / "data")
    directory.save_unit(made.console, "Obras y Vías públicas")
    gone = directory.save_unit(made.console, "Vivero antiguo").id
    directory.save_unit(made.console, "Vivero antiguo", unit=gone, active=False)
    yield made
    made.installation.close()


@pytest.fixture(scope="module")
def names(office):
    return load_names(office.clerk)


def _titles(typed, names, caret=None):
    return [each.title for each in complete(typed, len(typed) if caret is None else caret, names)]


def _taken(typed, names, caret=None):
    caret = len(typed) if caret is None else caret
    first = complete(typed, caret, names)[0]
    return typed[: first.start] + first.text + typed[first.end :]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("un", ["unidad:"]),
        ("C", ["cerrado:", "canal:", "ciudadano:", "critico:"]),
        ("-es", ["estado:"]),
        ("bache", []),
        ("", []),
        ("mora ", []),
        ('"un', []),
        ("unidad:", ["Obras y Vías públicas", "Vías"]),
        ("unidad:vi", ["Vías", "Obras y Vías públicas"]),
        ("unidad:zzz", []),
        ("estado:pau", ["en espera del ciudadano"]),
        ("estado:ab", ["abierto"]),
        ("responsable:", ["yo", "nadie", "Julia Arias Peña", "Martín Núñez"]),
        ("responsable:nu", ["Martín Núñez"]),
        ("crítico:", [
            "riesgo para la salud o la seguridad pública", "queja recurrente no atendida",
            "ciudadano en situación vulnerable",
        ]),
        ("vence:", ["vencido", "hoy", "mañana", "semana", "mes", "+3"]),
        ("ingreso:h", ["hoy"]),
        ("sincontacto:1", ["10", "15"]),
        ("ciudadano:ro", []),
        ("hora:1", []),
    ],
)  # fmt: skip
def test_what_is_offered(names, typed, titles):
    assert _titles(typed, names) == titles


def test_what_is_taken_stands_in_the_place_of_the_part_under_the_caret(names):
    assert _taken("-un mora", names, caret=3) == "-unidad: mora"
    assert _taken("unidad:v mora", names, caret=8) == "unidad:Vías  mora"
    assert _taken("x -unidad:obr", names) == 'x -unidad:"Obras y Vías públicas" '
    assert _titles("unidad:v mora", names, caret=4) == []


def test_each_row_says_in_a_few_words_what_it_does(names):
    for key in EXPLAINED:
        (row,) = [
            each for each in complete(key.value, len(key.value), names) if each.title == f"{key.value}:"
        ]
        assert row.detail == EXPLAINED[key]
        assert not row.whole


def test_what_is_offered_is_understood(office, names):
    for key in EXPLAINED:
        for row in complete(f"{key.value}:", len(key.value) + 1, names):
            read = read_filter(office.as_user("official"), row.text, "all")
            assert read.problem == "" or row.title == "yo", row
            assert read.query.text == ""


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='unidadestvcr:-" áí1', max_size=14), st.integers(0, 14))
def test_no_text_fails_and_rows_are_few(office, names, typed, caret):
    del office
    found = complete(typed, caret, names)
    assert len(found) <= MOST
    assert all(0 <= each.start < each.end <= len(typed) for each in found)


def test_who_reads_no_cases_learns_no_names(office):
    with pytest.raises(NotAllowed):
        load_names(office.as_user("administrator"))
