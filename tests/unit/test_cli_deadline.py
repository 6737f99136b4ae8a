"""``deadline`` on the command line."""

from __future__ import annotations

import argparse
import json

import pytest

from desktop_app.cli import deadline
from desktop_app.domain.errors import UserError


def run(capsys, *words, as_json=True):
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--json", action="store_true")
    parent.add_argument("--data")
    parser = argparse.ArgumentParser()
    deadline.register(parser.add_subparsers(), [parent])
    args = parser.parse_args(["deadline", *words, *(["--json"] if as_json else [])])
    assert args.handler(args) == 0
    said = capsys.readouterr()
    if not as_json:
        return said.out.splitlines()
    return json.loads(said.out) | ({"warnings": said.err.splitlines()} if said.err else {})


def peru(capsys, level, since, *more, **options):
    return run(capsys, "--profile", "pe", "--level", level, "--from", since, *more, **options)


@pytest.mark.parametrize("level", ["complejo", "complex", "COMPLEJO"])
def test_the_example(capsys, level):
    assert peru(capsys, level, "2026-07-28T10:00") == {
        "internal": {
            "due": "2026-08-07T16:30:00-05:00",
            "explanation": "vence vie 07/08/2026 16:30: 5 días hábiles desde el jue 30/07; "
            "se omitieron sáb 01, dom 02 y el feriado 06/08",
        },
        "first_answer": None,
        "legal": None,
    }


@pytest.mark.parametrize("since", ["2026-07-28T10:00-05:00", "2026-07-28T15:00Z", "2026-07-28 10:00:00"])
def test_moments_with_an_offset(capsys, since):
    assert peru(capsys, "simple", since)["internal"]["due"] == "2026-07-30T10:00:00-05:00"


@pytest.mark.parametrize("level", ["critico", "crítico", "critical", "CRÍTICO"])
def test_a_critical_case_with_its_first_answer(capsys, level):
    found = peru(capsys, level, "2026-08-03T15:00", "--type", "Reclamo")
    assert found["internal"]["due"] == "2026-08-04T15:00:00-05:00"
    assert found["first_answer"] == {
        "due": "2026-08-03T17:00:00-05:00",
        "explanation": "vence lun 03/08/2026 17:00: 2 horas corridas desde el lun 03/08 15:00",
    }
    assert found["legal"]["due"] == "2026-09-15T16:30:00-05:00"
    assert found["warnings"][0] == (
        "Atención: Faltan 1 h 30 min para el cierre: la primera respuesta vence después de cerrar la oficina."
    )
    assert found["warnings"][1].startswith("Atención: Plazo de ley sin verificar: D.S. 007-2020-PCM")


@pytest.mark.parametrize(
    "pauses",
    [
        ["--pause", "2026-08-03T09:00/2026-08-03T12:00", "2026-08-04T09:00/2026-08-04T12:00"],
        ["--pause", "2026-08-03T09:00/2026-08-03T12:00", "--pause", "2026-08-04T09:00/2026-08-04T12:00"],
        ["--pause", "2026-08-03T14:00Z/2026-08-03T17:00Z", "--pause", "2026-08-04T09:00/2026-08-04T12:00"],
    ],
)
def test_several_pauses(capsys, pauses):
    found = peru(capsys, "complejo", "2026-07-28T10:00", "--type", "acceso-informacion", *pauses)
    assert found["internal"]["due"] == "2026-08-10T14:00:00-05:00"
    assert found["internal"]["explanation"].endswith("; pausado 6 h")
    assert found["legal"]["due"] == "2026-08-17T14:00:00-05:00"


@pytest.mark.parametrize("level", ["simple", "critico"])
def test_elapsed_hours_do_not_pause_and_that_is_told(capsys, level):
    since = "2026-08-03T10:00"
    plain = peru(capsys, level, since)
    found = peru(capsys, level, since, "--pause", "2026-08-03T10:30/2026-08-03T11:00")
    assert found["internal"] == plain["internal"]
    assert found["first_answer"] == plain["first_answer"]
    assert any("no se pausa" in warning for warning in found["warnings"])


def test_other_profiles_and_years(capsys):
    found = run(
        capsys, "--profile", "cr", "--level", "complejo", "--type", "petición", "--from", "2026-12-24T15:00"
    )
    assert found["internal"]["due"] == "2027-01-04T16:00:00-06:00"
    assert found["legal"]["due"] == "2027-01-11T16:00:00-06:00"
    found = run(capsys, "--profile", "neutral", "--level", "complejo", "--from", "2026-12-24T15:00")
    assert found["internal"]["due"] == "2026-12-31T16:00:00-05:00"


def test_readable_lines(capsys):
    lines = peru(capsys, "critico", "2026-08-03T10:00", "--type", "informacion", as_json=False)
    assert lines == [
        "Meta interna: vence mar 04/08/2026 10:00: 24 horas corridas desde el lun 03/08 10:00.",
        "Primera respuesta: vence lun 03/08/2026 12:00: 2 horas corridas desde el lun 03/08 10:00.",
        "Plazo de ley: el perfil no indica ninguno para «Información».",
    ]
    lines = peru(capsys, "simple", "2026-08-03T10:00", "--type", "reclamo", as_json=False)
    assert lines[1].startswith(
        "Plazo de ley: vence mar 15/09/2026 16:30: 30 días hábiles desde el lun 03/08;"
    )
    assert lines[2].startswith("Atención: Plazo de ley sin verificar")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--level", "urgente"], "No existe el nivel «urgente». Los válidos son: simple, complejo, critico."),
        (["--from", "ayer"], "La fecha «ayer» no es válida: escriba, por ejemplo, 2026-07-28T10:00."),
        (["--from", "2026-02-30T10:00"], "La fecha «2026-02-30T10:00» no es válida"),
        (["--from", "2026-07-28T25:00"], "La fecha «2026-07-28T25:00» no es válida"),
        (["--from", "2026-07-28"], "Falta la hora en «2026-07-28»"),
        (["--from", ""], "La fecha «» no es válida"),
        (["--from", "0001-01-01T00:00"], "queda fuera de los años 1970 a 2199"),
        (["--from", "9999-12-31T23:59"], "queda fuera de los años 1970 a 2199"),
        (["--pause", "2026-08-03T10:00"], "La pausa «2026-08-03T10:00» no es válida: escriba DESDE/HASTA"),
        (["--pause", "2026-08-03T10:00/"], "no es válida: escriba DESDE/HASTA"),
        (["--pause", "2026-08-03T10:00/2026-08-03T09:00"], "Una pausa no puede terminar antes de empezar."),
        (["--pause", "2026-08-03T10:00/mañana"], "La fecha «mañana» no es válida"),
        (
            ["--type", "permiso"],
            "No existe el tipo de solicitud «permiso». Los válidos son: informacion, consulta",
        ),
        (["--profile", "cl"], "No existe el perfil «cl». Los disponibles son: cr, neutral, pe"),
    ],
)
def test_bad_input_ends_in_a_sentence(capsys, words, sentence):
    good = {"--profile": "pe", "--level": "simple", "--from": "2026-07-28T10:00"}
    good[words[0]] = words[1]
    with pytest.raises(UserError) as caught:
        run(capsys, *(word for pair in good.items() for word in pair))
    assert sentence in str(caught.value)
