"""``import`` on the command line: counts for scripts, sentences for people, a clean way out."""

from __future__ import annotations

import io
import json
import signal

import pytest
from import_samples import sample, write_csv

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.cli.watching import progress_text
from desktop_app.services.imports import writing


def cli(capsys, *words):
    code = main(["import", "cases", *map(str, words)])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    create_municipality(folder, MunicipalityForm("Prueba", "pe")).close()
    return folder


def test_json_ends_with_the_counts(capsys, tmp_path, data):
    path = write_csv(tmp_path / "casos.csv", sample())
    words = (path, "--preset", "nyc-council", "--data", data, "--json", "--limit-messages", "3")
    code, out, err = cli(capsys, *words, "--preview")
    seen = json.loads(out)
    assert (code, err) == (0, "")
    assert (seen["read"], seen["imported"], seen["new"], seen["refused"]) == (200, 0, 200, 0)
    assert len(seen["messages"]) == 3
    assert seen["messages"][0].startswith("Fila ")
    done = json.loads(cli(capsys, *words)[1])
    assert (done["read"], done["imported"], done["unchanged"], done["refused"]) == (200, 200, 0, 0)
    assert done["flagged"] == seen["flagged"] > 0
    again = json.loads(cli(capsys, *words)[1])
    assert (again["imported"], again["unchanged"], again["flagged"]) == (0, 200, done["flagged"])


def test_refused_rows_stop_everything_unless_told_otherwise(capsys, tmp_path, data):
    rows = sample(6)
    rows[1]["opendate"] = "31/31/2015"
    rows[2]["unique_key"] = rows[0]["unique_key"]
    rows[3] = dict(rows[0])
    rows[4]["unique_key"] = ""
    rows[5]["descriptor"] = "x" * 10_000_000
    path = write_csv(tmp_path / "casos.csv", rows)
    words = (path, "--preset", "nyc-council", "--data", data, "--json")
    code, out, err = cli(capsys, *words)
    seen = json.loads(out)
    assert code == 2
    assert (seen["read"], seen["imported"], seen["refused"]) == (6, 0, 4)
    assert "No se importó nada" in err
    assert seen["messages"][:4] == [
        "Fila 3: la fecha «31/31/2015» no se entiende.",
        "Fila 4: repite la clave «NYCC00000000» de la fila 2 con otros datos.",
        "Fila 6: falta la clave «unique_key».",
        "Fila 7: la columna «descriptor» trae 10000000 caracteres y caben 15000.",
    ]
    code, out, _ = cli(capsys, *words, "--skip-refused")
    done = json.loads(out)
    assert (code, done["imported"], done["unchanged"], done["refused"]) == (0, 1, 1, 4)


def test_a_new_municipality_only_for_a_good_file(capsys, tmp_path):
    bad = tmp_path / "malo.csv"
    bad.write_text("a,b\n1,2\n", "utf-8")
    words = (
        "--preset",
        "nyc-council",
        "--data",
        tmp_path / "new",
        "--new-municipality",
        "X",
        "--profile",
        "cr",
    )
    code, _, err = cli(capsys, bad, *words)
    assert code == 2
    assert "«unique_key»" in err
    assert not (tmp_path / "new").exists()
    good = write_csv(tmp_path / "casos.csv", sample(5))
    code, out, _ = cli(capsys, good, *words)
    assert code == 0
    assert "importadas 5" in out


def test_no_installation_is_said_in_words(capsys, tmp_path):
    path = write_csv(tmp_path / "casos.csv", sample(2))
    code, out, err = cli(capsys, path, "--preset", "nyc-council", "--data", tmp_path / "none", "--json")
    assert code == 3
    assert "no hay datos de Ventanilla" in err
    assert json.loads(out)["error"] == err.strip()


@pytest.mark.parametrize(
    "words",
    [(), ("--preset", "x"), ("--preset", "nyc-council", "--mapping", "y.toml"), ("--mapping", "none.toml")],
)
def test_the_mapping_is_asked_for(capsys, tmp_path, data, words):
    path = write_csv(tmp_path / "casos.csv", sample(2))
    code, _, err = cli(capsys, path, "--data", data, *words)
    assert code == 2
    assert err.strip().endswith(".")
    assert "Traceback" not in err


def test_the_keyboard_cancels_and_leaves_nothing(capsys, tmp_path, data, monkeypatch):
    original = writing.write_import

    def interrupted(*args, **options):
        signal.raise_signal(signal.SIGINT)
        return original(*args, **options)

    path = write_csv(tmp_path / "casos.csv", sample(50))
    words = (path, "--preset", "nyc-council", "--data", data, "--json")
    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "write_import", interrupted)
        code, out, err = cli(capsys, *words)
    assert code == 130
    assert json.loads(out) == {"error": "Cancelado: no se importó nada."}
    assert "Cancelado" in err
    assert signal.getsignal(signal.SIGINT) is before
    assert json.loads(cli(capsys, *words)[1])["imported"] == 50


def test_progress_is_shown_on_a_terminal_alone(capsys, tmp_path, data, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    path = write_csv(tmp_path / "casos.csv", sample(300))
    words = (path, "--preset", "nyc-council", "--data", data, "--preview")
    assert cli(capsys, *words)[2] == ""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    assert main(["import", "cases", *map(str, words)]) == 0
    assert screen.getvalue().startswith("\rLeyendo ")
    assert screen.getvalue().endswith("\r")


@pytest.mark.parametrize(
    ("done", "total", "seconds", "text"),
    [
        (0, 0, 5, "Leyendo…"),
        (10, 0, 5, "Leyendo…"),
        (10, 100, 0.5, "Leyendo 10 %"),
        (25, 100, 10, "Leyendo 25 % · faltan 30 s"),
        (1, 100, 60, "Leyendo 1 % · faltan 99 min"),
        (120, 100, 60, "Leyendo 100 %"),
    ],
)
def test_the_estimate(done, total, seconds, text):
    assert progress_text("Leyendo", done, total, seconds) == text
