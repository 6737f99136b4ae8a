"""The office's calendar from a file: hours, decreed days, holidays that are worked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from municipality import make_office

from desktop_app.__main__ import main

GOOD = """
[week]
viernes = "08:00-12:00"
[[day]]
date = 2026-10-06
name = "Aniversario del distrito"
[[day]]
date = 2026-10-08
ordinary = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office = make_office(tmp_path / "data")
    office.installation.close()
    return tmp_path / "data"


def due(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert (
        main(
            ["--data", str(folder), "deadline", "--level", "complejo", "--from", "2026-10-05T10:00", "--json"]
        )
        == 0
    )
    return str(json.loads(capsys.readouterr().out)["internal"]["due"])


def test_deadlines_follow_the_offices_own_calendar(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert due(folder, capsys) == "2026-10-13T16:30:00-05:00"
    file = tmp_path / "calendario.toml"
    file.write_text(GOOD, "utf-8")
    assert main(["--data", str(folder), "import", "calendar", str(file), "--preview"]) == 0
    capsys.readouterr()
    assert due(folder, capsys) == "2026-10-13T16:30:00-05:00"
    assert main(["--data", str(folder), "import", "calendar", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"read": 3, "imported": 3}
    # 06 is decreed, 08 is worked: 07, 08, 09, 12, 13.
    assert due(folder, capsys) == "2026-10-13T16:30:00-05:00"
    file.write_text('[[day]]\ndate = 2026-10-13\nname = "Asueto"\nhours = "08:00-11:00"\n', "utf-8")
    assert main(["--data", str(folder), "import", "calendar", str(file)]) == 0
    capsys.readouterr()
    assert due(folder, capsys) == "2026-10-13T11:00:00-05:00"


@pytest.mark.parametrize(
    "text",
    [
        "[week]\nlunes = 8\n",
        '[week]\nmonday = "08:00-16:00"\n',
        '[week]\nlunes = "16:00-08:00"\n',
        "[[day]]\ndate = 2026-10-06\n",
        '[[day]]\ndate = "mañana"\nname = "x"\n',
        '[[day]]\ndate = 2026-10-06\nname = "x"\ncolour = 1\n',
        "otra = 1\n",
        "[[day\n",
    ],
)
def test_a_bad_file_changes_nothing(
    text: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "calendario.toml"
    file.write_text(GOOD + text, "utf-8")
    assert main(["--data", str(folder), "import", "calendar", str(file)]) == 2
    assert capsys.readouterr().err.strip()
    assert due(folder, capsys) == "2026-10-13T16:30:00-05:00"


def test_a_missing_file_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder), "import", "calendar", "nada.toml"]) == 2
    assert "nada.toml" in capsys.readouterr().err
