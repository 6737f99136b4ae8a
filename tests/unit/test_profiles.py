"""Country profiles: what the shipped ones say, and what a bad file is told."""

from __future__ import annotations

import copy
import tomllib
from datetime import date

import pytest

from desktop_app.domain.calendar import DayRule
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.hours import format_hours, parse_hours
from desktop_app.domain.profile import Reference, unverified_words
from desktop_app.domain.profile_reader import ProfileError, read_profile
from desktop_app.domain.values import Level
from desktop_app.system.profiles import (
    PROFILES_FOLDER,
    available_profiles,
    holiday_rules,
    load_profile,
    national_holidays,
    profile_calendar,
)

CODES = ["cr", "neutral", "pe"]
BUSINESS_DAYS = TermUnit.BUSINESS_DAYS


def test_the_shipped_profiles():
    assert available_profiles() == tuple(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_terms_of_the_manual_hold_in_every_profile(code):
    levels = load_profile(code).levels
    assert levels[Level.SIMPLE].resolution == Term(48, TermUnit.ELAPSED_HOURS)
    assert levels[Level.COMPLEX].resolution == Term(5, BUSINESS_DAYS)
    assert levels[Level.CRITICAL].resolution == Term(24, TermUnit.ELAPSED_HOURS)
    assert levels[Level.CRITICAL].first_answer == Term(2, TermUnit.ELAPSED_HOURS)
    assert levels[Level.SIMPLE].first_answer is levels[Level.COMPLEX].first_answer is None
    assert not any(terms.pausable for terms in levels.values())


@pytest.mark.parametrize(
    ("code", "zone", "hours", "paper", "born_resolved"),
    [
        ("pe", "America/Lima", "08:00-16:30", "A4", True),
        ("cr", "America/Costa_Rica", "08:00-16:00", "Carta", False),
        ("neutral", "America/Lima", "08:00-16:00", "A4", True),
    ],
)
def test_office_and_papers(code, zone, hours, paper, born_resolved):
    profile = load_profile(code)
    assert profile.code == code
    assert profile.zone.key == zone
    assert [format_hours(profile.week[day]) for day in range(7)] == [hours] * 5 + ["", ""]
    assert (profile.paper, profile.born_resolved) == (paper, born_resolved)


@pytest.mark.parametrize(
    ("code", "kind", "days", "cure"),
    [
        ("pe", "reclamo", 30, None),
        ("pe", "queja", 30, None),
        ("pe", "tramite", 30, 2),
        ("pe", "peticion", 30, 2),
        ("pe", "acceso_informacion", 10, 2),
        ("pe", "informacion", None, None),
        ("cr", "peticion", 10, 5),
        ("cr", "acceso_informacion", 10, 5),
        ("cr", "tramite", None, None),
        ("neutral", "reclamo", None, None),
    ],
)
def test_legal_terms_start_unverified(code, kind, days, cure):
    found = load_profile(code).request_type(kind)
    assert found.term == (Term(days, BUSINESS_DAYS) if days else None)
    assert found.cure == (Term(cure, BUSINESS_DAYS) if cure else None)
    assert found.pausable
    assert not found.verified
    if days:
        assert found.reference.source
        assert unverified_words(found.reference) == "sin verificar"


def test_nothing_ships_verified():
    for code in CODES:
        profile = load_profile(code)
        references = [each.reference for each in profile.request_types.values()]
        references += [each.reference for each in profile.document_types.values()]
        references += [each.reference for each in profile.preferential_groups]
        references += [profile.privacy.reference, profile.holidays.reference]
        assert not any(reference.verified for reference in references)
    assert unverified_words(Reference("Ley", "Diario", date(2026, 11, 1))) == ""


@pytest.mark.parametrize("code", CODES)
def test_every_profile_knows_the_same_request_types(code):
    assert set(load_profile(code).request_types) == {
        "informacion", "consulta", "tramite", "peticion", "reclamo", "queja", "denuncia", "sugerencia",
        "acceso_informacion",
    }  # fmt: skip
    assert set(load_profile(code).vocabulary) == set(load_profile("pe").vocabulary)


def test_words_of_the_country():
    peru, costa_rica = load_profile("pe"), load_profile("cr")
    assert (peru.vocabulary["case"], peru.vocabulary["identity_document"]) == ("caso", "DNI")
    assert (costa_rica.vocabulary["case"], costa_rica.vocabulary["identity_document"]) == (
        "gestión",
        "cédula",
    )
    assert [each.code for each in peru.complaint_aspects] == [
        "trato", "informacion", "tiempo", "acceso", "resultado", "confianza",
    ]  # fmt: skip
    assert peru.preferential_groups[0].reference.legal_basis.startswith("Ley 28683")


@pytest.mark.parametrize(
    "text",
    ["acceso_informacion", "Acceso-Información", "ACCESO INFORMACION", "Acceso a la información pública"],
)
def test_a_request_type_is_found_however_it_is_written(text):
    assert load_profile("pe").request_type(text).code == "acceso_informacion"


def test_an_unknown_request_type_is_told_with_the_valid_ones():
    with pytest.raises(InvalidInput) as caught:
        load_profile("pe").request_type("permiso")
    assert str(caught.value) == (
        "No existe el tipo de solicitud «permiso». Los válidos son: informacion, consulta, tramite, peticion, "
        "reclamo, queja, denuncia, sugerencia, acceso_informacion."
    )


def test_the_holidays_of_peru_in_2026():
    # The list published for 2026; Easter Sunday stands in the library as well.
    published = {
        "01-01", "04-02", "04-03", "05-01", "06-07", "06-29", "07-23", "07-28", "07-29", "08-06", "08-30",
        "10-08", "11-01", "12-08", "12-09", "12-25",
    }  # fmt: skip
    found = national_holidays("PE", [2026])
    assert {f"{day:%m-%d}" for day in found} - {"04-05"} == published
    assert found[date(2026, 8, 6)] == "Batalla de Junín"
    assert list(found) == sorted(found)


def test_the_holidays_of_costa_rica_in_2026():
    # Labour Code, article 148: those "de pago no obligatorio" are holidays all the same.
    rules = holiday_rules(load_profile("cr"), [2026])
    assert {f"{day:%m-%d}" for day in rules} == {
        "01-01", "04-02", "04-03", "04-11", "05-01", "07-25", "08-02", "08-15", "08-31", "09-15", "12-01", "12-25",
    }  # fmt: skip
    assert all(rule.closed for rule in rules.values())


def test_lists_that_are_not_there():
    assert national_holidays("", [2026]) == {}
    assert national_holidays("PE", [1800]) == {}
    for country, categories in (("XX", ("public",)), ("PE", ("nada",))):
        with pytest.raises(ProfileError, match="lista de feriados"):
            national_holidays(country, [2026], categories)


def peru_data():
    return tomllib.loads((PROFILES_FOLDER / "pe.toml").read_text(encoding="utf-8"))


def test_overrides_and_the_office_win_over_the_national_list():
    data = peru_data()
    data["holidays"]["overrides"] = [
        {"date": date(2026, 8, 6), "working": True},
        {"date": "2026-08-07", "name": "Día no laborable decretado"},
        {"date": "2026-08-10", "name": "Media jornada", "hours": "08:00-12:00"},
        {"date": "2030-01-02", "name": "Otro año"},
    ]
    profile = read_profile(data)
    rules = holiday_rules(profile, [2026])
    assert date(2026, 8, 6) not in rules
    assert rules[date(2026, 8, 7)] == DayRule("Día no laborable decretado")
    assert rules[date(2026, 8, 10)] == DayRule("Media jornada", parse_hours("08:00-12:00"))
    assert date(2030, 1, 2) not in rules
    calendar = profile_calendar(
        profile, [2026], {date(2026, 7, 28): DayRule("Guardia", parse_hours("09:00-10:00"))}
    )
    assert calendar.is_business_day(date(2026, 7, 28))
    assert not calendar.is_business_day(date(2026, 7, 29))
    assert not calendar.is_business_day(date(2026, 8, 7))


def without(*path):
    def change(data):
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


def put(value, *path):
    def change(data):
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "place", "problem"),
    [
        (without("name"), "name", "falta"),
        (put("  ", "name"), "name", "está vacío"),
        (put("Perú!", "code"), "code", "solo admite minúsculas"),
        (put("America/Limón", "office", "zone"), "office.zone", "no es una zona horaria conocida"),
        (put("../x", "office", "zone"), "office.zone", "no es una zona horaria conocida"),
        (put("8 a 4", "office", "hours", "lunes"), "office.hours.lunes", "no es un horario"),
        (put("A5", "office", "paper"), "office.paper", "debe ser uno de: A4, Carta"),
        (put("sí", "born_resolved"), "born_resolved", "tiene un valor de otro tipo"),
        (put(0, "levels", "simple", "amount"), "levels.simple.amount", "está fuera de los límites"),
        (put(1.5, "levels", "simple", "amount"), "levels.simple.amount", "tiene un valor de otro tipo"),
        (put("days", "levels", "simple", "unit"), "levels.simple.unit", "debe ser uno de"),
        (without("levels", "critical"), "levels.critical", "falta"),
        (put("x", "request_types", 2, "term"), "request_types[3].term", "tiene un valor de otro tipo"),
        (put("same_day", "request_types", 2, "start_rule"), "request_types[3].start_rule", "debe ser uno de"),
        (put("ayer", "request_types", 2, "verified_on"), "request_types[3].verified_on", "no es una fecha"),
        (put("consulta", "request_types", 2, "code"), "consulta", "está repetido"),
        (put(["x"], "document_types", 0, "digits"), "document_types[1].digits", "debe ser una lista"),
        (put("pe_xx", "document_types", 0, "validator"), "document_types[1].validator", "debe ser uno de"),
        (put([1], "receipt", "fields"), "receipt.fields", "debe ser una lista de textos"),
        (put([3], "holidays", "overrides"), "holidays.overrides[1]", "debe ser una tabla"),
        (
            put(1, "criticality", "recurrence", "count"),
            "criticality.recurrence.count",
            "está fuera de los límites",
        ),
    ],
)
def test_a_fault_in_a_profile_is_told_with_its_place(change, place, problem):
    data = copy.deepcopy(peru_data())
    change(data)
    with pytest.raises(ProfileError) as caught:
        read_profile(data)
    assert f"«{place}» {problem}" in str(caught.value)


def test_a_verified_date_is_read():
    data = peru_data()
    data["request_types"][2]["verified_on"] = date(2026, 11, 20)
    kind = read_profile(data).request_types["tramite"]
    assert kind.verified
    assert kind.reference.verified_on == date(2026, 11, 20)


def test_a_profile_from_a_file(tmp_path):
    copied = tmp_path / "mío.toml"
    copied.write_text((PROFILES_FOLDER / "pe.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_profile(copied) == load_profile("PE")
    copied.write_text("a = ", encoding="utf-8")
    with pytest.raises(ProfileError, match="no se entiende"):
        load_profile(str(copied))
    copied.write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError, match="no se entiende"):
        load_profile(copied)
    with pytest.raises(NotFound) as caught:
        load_profile("cl")
    assert str(caught.value) == (
        "No existe el perfil «cl». Los disponibles son: cr, neutral, pe; o indique un archivo .toml."
    )
