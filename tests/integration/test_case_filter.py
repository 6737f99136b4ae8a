"""The filter over cases: read, written again, and compared with cases looked at one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from municipality import Office, make_office

from desktop_app.domain.filter_words import EXPLAINED, Condition, Key
from desktop_app.domain.folded import folded_words
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import case_lists, cases, citizens, directory, merging
from desktop_app.services.case_filter import filter_text, read_filter
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.case_rows import storage_filter
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage.queries import cases as cases_queries

PEOPLE = (
    CitizenForm("Rosa Quispe Ñahui", "dni", "45678912"),
    CitizenForm("Rosa Quispe Ñahui", phone="987654321"),
    CitizenForm("Pedro Rojas", email="p@r.pe"),
)
PLACES = ("Av. Lima 120", "Calle Los Pinos 5", "Jr. Unión s/n", None)
WHERE = {
    "tipo:denuncia": lambda line: line.query_type == "denuncia",
    "tipo:reclamo tipo:queja": lambda line: line.query_type in ("reclamo", "queja"),
    "-tipo:denuncia": lambda line: line.query_type != "denuncia",
    "canal:correo": lambda line: line.channel == "email",
    "unidad:vias": lambda line: line.unit == "Vías",
    "unidad:par": lambda line: line.unit.startswith("Par"),
    "-unidad:vias": lambda line: line.unit != "Vías",
    "responsable:nadie": lambda line: not line.responsible,
    "-responsable:nadie": lambda line: bool(line.responsible),
    "responsable:martin": lambda line: line.responsible == "Martín Núñez",
    "nivel:critico": lambda line: line.level is Level.CRITICAL,
    "crítico:riesgo": lambda line: line.level is Level.CRITICAL,
    "crítico:vulnerable": lambda _line: False,
    "estado:re": lambda line: line.state in (CaseState.REGISTERED, CaseState.RESOLVED, CaseState.REOPENED),
    "-estado:registrado": lambda line: line.state is not CaseState.REGISTERED,
    "ciudadano:rosa": lambda line: line.citizen.startswith("Rosa"),
    "-ciudadano:rosa": lambda line: not line.citizen.startswith("Rosa"),
    'ciudadano:"quispe ñ"': lambda line: "Quispe" in line.citizen,
    "ciudadano:987 654 321": lambda line: False,
    "lugar:lima": lambda line: "Lima" in line.place,
    "lugar:pinos lugar:calle": lambda line: "Pinos" in line.place,
    "-lugar:lima": lambda line: "Lima" not in line.place,
    "tema:bache": lambda line: line.topic.startswith("Bache"),
    "sincontacto:15": lambda line: False,
    "sin:contacto>5": lambda line: line.last_contact is not None and line.opened.day <= 5,
    "-subterráneo": lambda line: "subterr" not in folded_words(line.subject),
    '"cable caído"': lambda line: "cable caido" in folded_words(line.subject),
    '"caído cable"': lambda _line: False,
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made: Office = make_office(Path(tmp_path_factory.mktemp("office")) / "data")
    _fill(made)
    yield made
    made.installation.close()


def _fill(office: Office) -> None:
    ctx = office.console
    parks = directory.save_unit(ctx, "Parques y jardines").id
    directory.save_unit(ctx, 'Unidad "rara" #AB12CD')
    twin = directory.save_unit(ctx, "Parqueo").id
    directory.save_official(ctx, "Martín Núñez", parks)
    people = [citizens.register_citizen(ctx, form).id for form in PEOPLE]
    kinds = ("denuncia", "reclamo", "queja", "consulta")
    for number in range(40):
        critical = number % 11 == 0
        made = cases.open_case(
            ctx,
            CaseForm(
                f"Cable caído {number}" if number % 3 else f"Cable subterráneo roto {number}",
                kinds[number % 4], list(Channel)[number % 4],
                Level.CRITICAL if critical else (Level.SIMPLE, Level.COMPLEX)[number % 2],
                place=PLACES[number % 4], topic=(office.pothole, None)[number % 2],
                unit=(office.unit, parks, twin, None)[number % 4],
                responsible=(office.official, None, office.chief)[number % 3], citizen=people[number % 3],
                criterion=CriticalCriterion.RISK if critical else None,
            ),
        ).id  # fmt: skip
        if number % 5 == 0:
            cases.move_case(ctx, made, CaseState.RESOLVED, answer="Listo")
        office.clock.advance(minutes=347)


def _every(office: Office) -> list[CaseLine]:
    return case_lists.page(office.clerk, CaseQuery("all"), 0, 500)


@pytest.mark.parametrize("typed", WHERE)
@pytest.mark.parametrize("view", ["all", "open"])
def test_what_is_shown_is_what_the_words_say(office, typed, view):
    if typed == "ciudadano:987 654 321":
        typed = 'ciudadano:"987 654 321"'
        test: Callable[[CaseLine], bool] = lambda line: line.citizen == PEOPLE[1].name  # noqa: E731
        numbers = {line.number for line in _every(office) if test(line)}
        read = read_filter(office.clerk, typed, "all")
        shown = {line.number for line in case_lists.page(office.clerk, read.query, 0, 500)}
        assert shown
        assert shown < numbers  # one of the two Rosas, by her telephone
        return
    read = read_filter(office.clerk, typed, view)
    assert read.problem == ""
    shown = case_lists.page(office.clerk, read.query, 0, 500)
    expected = [line for line in _every(office) if WHERE[typed](line)]
    if typed == "sin:contacto>5":
        limit = office.clerk.now() - timedelta(days=5)
        expected = [line for line in _every(office) if line.last_contact <= limit]
    assert {line.number for line in shown} == {line.number for line in expected}
    assert case_lists.count(office.clerk, read.query) == len(expected)


def test_days_are_those_of_the_office(office):
    ctx = office.clerk
    days = {line.opened.date() for line in _every(office)}
    for day in sorted(days):
        for typed in (f"ingreso:{day:%d/%m/%Y}", f"ingreso:{day:%d/%m}"):
            found = case_lists.page(ctx, read_filter(ctx, typed, "all").query, 0, 500)
            assert {line.number for line in found} == {
                line.number for line in _every(office) if line.opened.date() == day
            }
    due = [line for line in _every(office) if line.due is not None]
    late = case_lists.page(ctx, read_filter(ctx, "vence:vencido", "open").query, 0, 500)
    assert {line.number for line in late} == {line.number for line in due if line.due <= ctx.now()}
    ahead = case_lists.page(ctx, read_filter(ctx, "vence:+3", "open").query, 0, 500)
    last = ctx.now().date() + timedelta(days=3)
    assert {line.number for line in ahead} == {
        line.number for line in due if ctx.now().date() <= line.due.date() <= last
    }


def test_two_with_one_name_are_told_apart_by_a_mark(office):
    ctx = office.clerk
    for person in (line for line in citizens.recognise(ctx, "rosa quispe")):
        query = CaseQuery("all", citizen=person.id)
        typed = filter_text(ctx, query)
        assert read_filter(ctx, typed, "all").query == query
    first, second = [each.id for each in citizens.recognise(ctx, "rosa quispe")]
    assert case_lists.count(ctx, CaseQuery("all", citizen=first)) != 40
    assert filter_text(ctx, CaseQuery("all", citizen=first)) != filter_text(
        ctx, CaseQuery("all", citizen=second)
    )


def test_a_person_who_was_merged_is_found_by_the_words_of_who_stands_for_them(tmp_path):
    office = make_office(tmp_path / "data")
    ctx = office.console
    one, other = (
        citizens.register_citizen(ctx, CitizenForm(name, phone=phone)).id
        for name, phone in (("Elsa Mora", "911111111"), ("Elza Moras", "922222222"))
    )
    for person in (one, other):
        cases.open_case(ctx, CaseForm("Ruido", "denuncia", Channel.PHONE, citizen=person))
    merging.merge(ctx, one, other)
    for typed in ("ciudadano:elsa", "ciudadano:elza", "ciudadano:922222222"):
        assert case_lists.count(ctx, read_filter(ctx, typed, "all").query) == 2, typed
    assert case_lists.count(ctx, read_filter(ctx, "-ciudadano:elsa", "all").query) == 0
    office.installation.close()


@pytest.mark.parametrize("crowd", [1, 1_000_000])
def test_many_people_and_few_are_read_differently_and_found_the_same(office, crowd, monkeypatch):
    monkeypatch.setattr("desktop_app.storage.queries.case_conditions.CROWD", crowd)
    found = case_lists.count(office.clerk, read_filter(office.clerk, "ciudadano:quispe", "all").query)
    assert found == sum("Quispe" in line.citizen for line in _every(office))


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("vence:quizás", "No se entiende la fecha «quizás» en «vence»"),
        ("cerrado:31/02", "No se entiende la fecha"),
        ("sincontacto:muchos", "En «sincontacto» escriba un número de días"),
        ('ciudadano:"…"', "Escriba qué buscar después de «ciudadano:»"),
        ("tema:zzz", "No hay «zzz» en «tema». Puede escribir: Bache"),
        ("canal:humo", "No hay «humo» en «canal». Puede escribir: presencial"),
        ("unidat:vias", "No hay «unidat:». ¿Quiso escribir «unidad:»?"),
        ("responsable:yo", "Su usuario no está unido a una persona del directorio"),
    ],
)
def test_what_means_nothing_is_told_in_one_sentence_and_the_rest_holds(office, typed, begins):
    found = read_filter(office.clerk, f"{typed} tipo:queja cable", "open")
    assert found.problem.startswith(begins)
    assert found.problem.count(". ") <= 1
    assert found.query == CaseQuery(text="cable", conditions=(Condition(Key.TYPE, ("queja",)),))


@pytest.mark.parametrize("typed", ["unidad:", "vence:", "-estado:", "ciudadano:", 'unidad:"', ""])
def test_a_part_that_is_still_being_typed_is_no_fault(office, typed):
    assert read_filter(office.clerk, typed, "open").problem == ("" if '"' not in typed else PROBLEM)


PROBLEM = 'No hay «» en «unidad». Puede escribir: Parqueo, Parques y jardines, Unidad "rara" #AB12CD, Vías.'


@pytest.mark.parametrize(
    ("typed", "view", "expected"),
    [
        ("cerrado:hoy", "open", "all"),
        ("-cerrado:hoy", "open", "open"),
        ("cerrado:hoy", "closed", "closed"),
        ("-estado:abierto", "all", "closed"),
        ("estado:pausa", "mine", "mine"),
        ("estado:cerrado estado:derivado", "mine", "all"),
    ],
)
def test_what_is_asked_for_leads_to_the_view_that_has_it(office, typed, view, expected):
    assert read_filter(office.clerk, typed, view).query.view == expected


_VALUES = (
    "vias", "par", "parqueo", '"parques y jardines"', '"Unidad rara #AB12CD"', "martin", "julia", "yo", "nadie",
    "pausa", "re", "abierto", "cerrado", "anulado", "critico", "riesgo", "hoy", "semana", "24/11", "1/1..5/1",
    "..3/3", "+3", "-7", "vencido", "15", "denuncia", "queja", "correo", "bache", "rosa", '"rosa quispe ñahui"',
    "45678912", "lima", '""', "",
)  # fmt: skip
_KEYED = st.builds(
    "{}{}:{}".format, st.sampled_from(["", "-"]), st.sampled_from([*EXPLAINED, "Crítico", "x"]),
    st.sampled_from(_VALUES),
)  # fmt: skip
_TYPED = st.lists(st.one_of(_KEYED, st.text(alphabet='abñ-": ¿#._\n1', max_size=9)), max_size=6).map(" ".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TYPED, st.sampled_from(list(case_lists.VIEWS)))
def test_what_is_read_is_written_and_read_again_the_same(office, typed, view):
    ctx = office.as_user("official")
    query = read_filter(ctx, typed, view).query
    again = read_filter(ctx, filter_text(ctx, query), query.view)
    assert again.query == query
    assert again.problem == ""
    case_lists.count(ctx, query)
    case_lists.page(ctx, query, 0, 3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_fails_nor_reaches_the_statement(office, typed):
    ctx = office.clerk
    read = read_filter(ctx, typed, "all")
    assert case_lists.count(ctx, read.query) <= 40
    case_lists.page(ctx, read.query, 0, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "zqxv",
        "-zqxv",
        '"zqxv zqxv"',
        "ciudadano:zqxv",
        "lugar:zqxv",
        "-lugar:zqxv",
        'ciudadano:"zqxv\' OR 1"',
    ],
)
def test_nothing_typed_stands_in_the_statement(office, typed):
    query = read_filter(office.clerk, typed, "all").query
    where, values = cases_queries.narrowing(office.console.store, storage_filter(office.clerk, query))
    assert "zqxv" not in where
    assert any("zqxv" in str(value) for value in values.values())
