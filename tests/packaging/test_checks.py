"""The runner of the stages counts what pytest recorded and never calls a failure a success."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import checks  # noqa: E402 - a program of its own, beside the tests

RECORD = """<testsuites><testsuite>
<testcase classname="a" name="good"/>
<testcase classname="a" name="bad"><failure message="x"/></testcase>
<testcase classname="a" name="bad"><error message="teardown"/></testcase>
<testcase classname="a" name="leaves"/>
<testcase classname="a" name="leaves"><error message="teardown"/></testcase>
<testcase classname="a" name="left out"><skipped message="falta el programa qpdf"/></testcase>
</testsuite></testsuites>"""


def test_a_test_that_fails_twice_counts_once_and_a_skip_keeps_its_reason() -> None:
    outcome = checks.Outcome("unit", ok=False, seconds=1)

    checks.count(outcome, ET.fromstring(RECORD))  # noqa: S314 - written above

    assert (outcome.passed, outcome.failed) == (1, 2)
    assert outcome.skipped == ["left out: falta el programa qpdf"]


def test_a_stage_whose_tests_never_ran_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tests" / "unit").mkdir(parents=True)
    (tmp_path / "tests" / "unit" / "test_broken.py").write_text("import no_such_module\n")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setitem(checks.FOLDERS, "unit", ["-p", "no:cacheprovider"])

    outcome = checks.run_tests("unit", sys.stderr, [])

    assert not outcome.ok
    assert outcome.failed == 1


def test_a_failing_stage_does_not_keep_the_next_from_running(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "missing_packages", lambda _stages: [])
    monkeypatch.setattr(checks, "COMMANDS", {"ruff": ["-c", "raise SystemExit(1)"], "mypy": ["-c", ""]})
    monkeypatch.setattr(checks.sys, "stderr", sys.__stderr__)

    code = checks.main(["ruff", "mypy", "--json"])

    document = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(stage["name"], stage["ok"]) for stage in document["stages"]] == [("ruff", False), ("mypy", True)]


def test_an_unknown_stage_is_refused() -> None:
    with pytest.raises(SystemExit) as leaving:
        checks.read_arguments(["unidad"])

    assert leaving.value.code == 2


def test_what_follows_the_dashes_goes_to_pytest() -> None:
    options, rest = checks.read_arguments(["unit", "--", "-k", "due", "-x"])

    assert options.stages == ["unit"]
    assert rest == ["-k", "due", "-x"]
