"""The command line as a whole: global options on either side of the verb, errors in Spanish, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.__main__ import VERBS, build_parser, main

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
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert words in told
    assert "usage" not in told
    assert "error:" not in told


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
