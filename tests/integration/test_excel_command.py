"""``import catalogue``, ``import directory`` and ``export`` on the command line."""

from __future__ import annotations

import json

import pytest
from excel_samples import write_rows
from openpyxl import load_workbook

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality


def cli(capsys, *words):
    code = main([*map(str, words)])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    create_municipality(folder, MunicipalityForm("Prueba", "pe")).close()
    return folder


def test_topics_are_previewed_and_brought_in(capsys, tmp_path, data):
    path = write_rows(tmp_path / "t.csv", ("Tema", "Unidad"), ("Licencia", "Rentas"), ("", "Rentas"))
    words = ("import", "catalogue", path, "--data", data, "--json")
    code, out, err = cli(capsys, *words, "--dry-run")
    seen = json.loads(out)
    assert (code, err) == (0, "")
    assert (seen["read"], seen["new"], seen["refused"], seen["units"], seen["imported"]) == (
        2,
        1,
        1,
        1,
        False,
    )
    assert seen["messages"][0] == "Fila 3: falta el tema."
    code, out, err = cli(capsys, *words)
    assert code == 2
    assert json.loads(out)["imported"] is False
    assert "--skip-refused" in err
    code, out, _ = cli(capsys, *words, "--skip-refused")
    assert (code, json.loads(out)["imported"]) == (0, True)
    done = json.loads(cli(capsys, *words, "--skip-refused")[1])
    assert (done["new"], done["same"], done["units"]) == (0, 1, 0)
    code, out, _ = cli(capsys, "import", "catalogue", path, "--data", data, "--skip-refused")
    assert "Nuevas 0 · cambian 0 · iguales 1 · con problema 1 · unidades creadas 0" in out


def test_columns_can_be_named(capsys, tmp_path, data):
    path = write_rows(tmp_path / "t.csv", ("Cosa", "Quién"), ("Licencia", "Rentas"))
    words = ("import", "catalogue", path, "--data", data, "--json")
    code, _, err = cli(capsys, *words)
    assert code == 2
    assert "Indique en qué columna está el nombre del tema" in err
    code, out, _ = cli(capsys, *words, "--column", "tema=cosa", "--column", "unit=Quién", "--no-new-units")
    assert code == 2
    assert json.loads(out)["messages"] == ["Fila 2: la unidad «Rentas» no existe."]
    code, out, _ = cli(capsys, *words, "--column", "tema=cosa")
    assert (code, json.loads(out)["new"]) == (0, 1)
    assert cli(capsys, *words, "--column", "tema=Otra")[0] == 2


def test_the_directory_goes_out_and_in(capsys, tmp_path, data):
    path = write_rows(tmp_path / "p.csv", ("Nombre", "Unidad", "Cargo"), ("Ana Ruiz", "Rentas", "Jefa"))
    assert cli(capsys, "import", "directory", path, "--data", data)[0] == 0
    book = tmp_path / "d.xlsx"
    code, out, _ = cli(capsys, "export", "directory", book, "--data", data)
    assert (code, out) == (0, f"Guardado: {book}\n")
    assert load_workbook(book)["Funcionarios"]["A2"].value == "Ana Ruiz"
    seen = json.loads(cli(capsys, "import", "directory", book, "--data", data, "--json", "--dry-run")[1])
    assert (seen["same"], seen["new"], seen["changed"], seen["refused"]) == (2, 0, 0, 0)
    template = tmp_path / "p.xlsx"
    code, out, _ = cli(capsys, "export", "catalogue", template, "--template", "--data", data, "--json")
    assert json.loads(out) == {"file": str(template), "template": True}
    assert load_workbook(template)["Catálogo"]["A2"].value.startswith("EJEMPLO:")
    code, _, err = cli(capsys, "export", "catalogue", tmp_path / "no" / "x.xlsx", "--data", data)
    assert code == 3
    assert "No se pudo escribir" in err
