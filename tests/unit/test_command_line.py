"""The command line as a whole: global options on either side of the verb, errors in Spanish, exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from desktop_app.__main__ import VERBS, build_parser, main
from desktop_app.bootstrap import MunicipalityForm, create_municipality

DEADLINE = ["deadline", "--profile", "pe", "--level", "complejo", "--from", "2026-07-28T10:00"]


@pytest.mark.parametrize("arguments", [["--json", *DEADLINE], [*DEADLINE, "--json"]])
def test_json_stands_before_or_after_the_verb(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["internal"]["due"] == "2026-08-07T16:30:00-05:00"
    assert answer["first_answer"] is None


@pytest.mark.parametrize("before", [True, False])
def test_data_stands_before_or_after_the_verb(
    before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "deadline")]  # a folder that bears a verb's name
    verb = ["deadline", "--level", "simple", "--from", "2026-07-28T10:00"]
    assert main([*data, *verb] if before else [*verb, *data]) == 3
    assert str(tmp_path) in capsys.readouterr().err


def test_an_error_is_one_json_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["deadline", "--json", "--profile", "xx", "--level", "simple", "--from", "2026-07-28T10:00"])
        == 2
    )
    out, err = capsys.readouterr()
    assert json.loads(out)["error"] == err.strip()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["deadline"], "falta indicar: --level"),
        (["deadline", "--level"], "--level necesita un valor"),
        ([*DEADLINE, "--nope"], "no se reconoce: --nope"),
        (["nada"], "no es válido; use uno de"),
    ],
)
def test_complaints_are_in_spanish(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "usage" not in told
    assert "error:" not in told


@pytest.mark.parametrize("arguments", [["--json", "nada"], ["deadline", "--json"], ["report", "--json"]])
def test_wrong_usage_is_one_json_document_too(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "ventanilla" in json.loads(capsys.readouterr().out)["error"]


def test_the_usage_stays_aligned_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 2
    first, second, *_ = capsys.readouterr().err.splitlines()
    assert second.index("[") == first.index("[")


def test_without_a_console_the_fault_is_shown_in_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("ui.app.show_fault", shown.append)
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    code = main(["--data", str(tmp_path)])
    sys.stderr.close()
    assert code == 3
    assert len(shown) == 1
    assert "no hay datos" in shown[0]


def test_without_a_screen_the_windows_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_municipality(tmp_path, MunicipalityForm("Municipalidad de Prueba", "pe")).close()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["run", "--data", str(tmp_path), "--user", "nadie"]) == 2
    assert "nadie" in capsys.readouterr().err
    assert main(["run", "--data", str(tmp_path)]) == 3
    assert "No hay una pantalla" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'lunes = "\xe1"', "no está en UTF-8"),
        (b"\n[week\nx", "revise la línea 2"),
        (b'[week]\nlunes = "', "termina a medias"),
    ],
)
def test_a_broken_toml_file_is_explained_in_spanish(
    content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mal.toml"
    file.write_bytes(content)
    ways = (
        ["import", "calendar", str(file)],
        ["import", "cases", "x.csv", "--mapping", str(file)],
        ["deadline", "--profile", str(file), "--level", "simple", "--from", "2026-07-28T10:00"],
    )
    for way in ways:
        assert main(way) == 2
        assert words in capsys.readouterr().err


def test_a_missing_calendar_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "calendar", str(tmp_path / "no.toml")]) == 2
    assert "Revise el nombre" in capsys.readouterr().err


def test_every_verb_has_help_in_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    parser = build_parser()
    for verb in VERBS:
        with pytest.raises(SystemExit) as left:
            parser.parse_args([verb, "--help"])
        assert left.value.code == 0
        page = capsys.readouterr().out
        assert page.startswith("uso: ")
        assert page.count("opciones:") == 1
        assert "show this help" not in page
