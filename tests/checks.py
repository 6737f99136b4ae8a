"""Every check of the project, in stages; `python3 ventanilla.py test` prepares the environment and calls it.

    python3 ventanilla.py test                 all stages
    python3 ventanilla.py test unit ui         some of them
    python3 ventanilla.py test unit -- -k due  what follows -- goes to pytest

A stage that fails does not keep the later ones from running. The counts come from pytest's own records.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, TextIO

from ventanilla import XCB, apt_line, install_system_packages, missing_libraries

ROOT: Final = Path(__file__).resolve().parent.parent
NO_TESTS: Final = 5  # pytest's exit code

COMMANDS: Final[dict[str, list[str]]] = {
    "ruff": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-cache"],
}
# Folders under tests/, with pytest's options. Two workers: the checks must be done on two cores.
FOLDERS: Final[dict[str, list[str]]] = {
    "unit": ["-n", "2"],
    "integration": ["-n", "2"],
    "ui": ["-n", "2"],
    "packaging": ["-n", "2", "--dist", "loadfile"],  # the program is frozen once
}
# Programs that a stage's tests start, with the Debian package that brings each.
PROGRAMS: Final[dict[str, dict[str, str]]] = {
    "integration": {
        "qpdf": "qpdf", "pdftotext": "poppler-utils", "age": "age", "zstd": "zstd", "soffice": "libreoffice-calc",
    },
    "ui": {"Xvfb": "xvfb", "xauth": "xauth"},
    "packaging": {"objdump": "binutils", "objcopy": "binutils"},
}


@dataclass
class Outcome:
    """How a stage went; `seconds` is wall time."""

    name: str
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    note: str = ""


def missing_packages(stages: list[str]) -> list[str]:
    """Return the Debian packages without which some tests of these stages are left out."""
    if sys.platform != "linux":
        return []
    packages = [
        package for stage in stages for program, package in PROGRAMS.get(stage, {}).items()
        if shutil.which(program) is None
    ]
    if "ui" in stages:
        packages += missing_libraries(XCB)
    if "packaging" in stages and sys.base_prefix == "/usr":
        # Debian's own Python is linked without its library, which the frozen program needs.
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        packages += missing_libraries({f"libpython{version}.so.1.0": f"libpython{version}"})
    return sorted(set(packages))


def run_command(name: str, output: TextIO) -> Outcome:
    """Run a stage that is one program."""
    began = time.monotonic()
    done = subprocess.run([sys.executable, *COMMANDS[name]], cwd=ROOT, stdout=output, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - began)


def run_tests(name: str, output: TextIO, options: list[str]) -> Outcome:
    """Run the tests of one folder and count them."""
    folder = ROOT / "tests" / name
    if not any(folder.rglob("test_*.py")):
        return Outcome(name, ok=True, seconds=0, note="sin pruebas")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ventanilla-") as temporary:
        record = Path(temporary) / "record.xml"
        command = ["-m", "pytest", str(folder), *FOLDERS[name], f"--junitxml={record}", *options]
        code = subprocess.run([sys.executable, *command], cwd=ROOT, stdout=output, check=False).returncode
        outcome = Outcome(name, code == 0, time.monotonic() - began)
        if code == NO_TESTS and options:
            outcome.ok, outcome.note = True, "ninguna prueba elegida"
        elif record.exists():
            count(outcome, ET.parse(record).getroot())  # noqa: S314 - pytest wrote it a moment ago
    if not outcome.ok and not outcome.failed:
        outcome.failed, outcome.note = 1, f"pytest terminó con el código {code}"
    return outcome


def count(outcome: Outcome, record: ET.Element) -> None:
    """Add the tests of a JUnit record; a test whose body and teardown both fail is one failed test."""
    verdicts: dict[tuple[str | None, str | None], str] = {}
    for case in record.iter("testcase"):
        key = (case.get("classname"), case.get("name"))
        if case.find("failure") is not None or case.find("error") is not None:
            verdicts[key] = "failed"
        elif (skipped := case.find("skipped")) is not None:
            verdicts.setdefault(key, "skipped")
            outcome.skipped.append(f"{case.get('name')}: {skipped.get('message')}")
        else:
            verdicts.setdefault(key, "passed")
    outcome.passed = sum(verdict == "passed" for verdict in verdicts.values())
    outcome.failed = sum(verdict == "failed" for verdict in verdicts.values())


def show(outcomes: list[Outcome], tell: Callable[[str], None]) -> None:
    """Print the closing table, what was left out, and the sum as the last line."""
    tell("\nEtapa          Resultado    Pruebas   Segundos")
    for outcome in outcomes:
        tests = str(outcome.passed + outcome.failed) if outcome.name in FOLDERS else "-"
        result = "bien" if outcome.ok else "FALLA"
        tell(f"{outcome.name:<14} {result:<12} {tests:>7} {outcome.seconds:>10.1f}   {outcome.note}".rstrip())
    tell(f"{'en total':<14} {'':<12} {'':>7} {sum(outcome.seconds for outcome in outcomes):>10.1f}")
    for outcome in outcomes:
        for reason in outcome.skipped:
            tell(f"sin comprobar ({outcome.name}): {reason}")
    failed_stages = [outcome.name for outcome in outcomes if not outcome.ok]
    if failed_stages:
        tell(f"Etapas con fallas: {', '.join(failed_stages)}")
    tell(f"{sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed")


def read_arguments(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the options and what goes to pytest."""
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(prog="ventanilla.py test", description="Ejecuta las comprobaciones.")
    parser.add_argument("stages", nargs="*", metavar="ETAPA", help=", ".join([*COMMANDS, *FOLDERS]))
    parser.add_argument("--json", action="store_true", help="escribe el resultado como un documento JSON")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments[:cut])
    unknown = [stage for stage in options.stages if stage not in COMMANDS | FOLDERS]
    if unknown:
        parser.error(f"no hay una etapa «{unknown[0]}»; hay {', '.join([*COMMANDS, *FOLDERS])}")
    return options, arguments[cut + 1:]


def main(arguments: list[str]) -> int:
    """Run the stages; returns 0 when every one of them is well."""
    options, pytest_options = read_arguments(arguments)
    output = sys.stderr if options.json else sys.stdout
    stages = [stage for stage in COMMANDS | FOLDERS if not options.stages or stage in options.stages]
    if pytest_options and not options.stages:
        stages = list(FOLDERS)

    def tell(text: str) -> None:
        print(text, file=output, flush=True)

    missing = missing_packages(stages)
    if missing and not install_system_packages(missing):
        tell(f"Algunas pruebas quedarán fuera. Para ejecutarlas todas:\n\n    {apt_line(missing)}\n")
    os.environ.setdefault("HYPOTHESIS_PROFILE", "ci")
    outcomes = []
    for stage in stages:
        tell(f"\n=== {stage} ===")
        if stage in COMMANDS:
            outcomes.append(run_command(stage, output))
        else:
            outcomes.append(run_tests(stage, output, pytest_options))
    show(outcomes, tell)
    if options.json:
        passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
        stages_told = [asdict(outcome) for outcome in outcomes]
        print(json.dumps({"passed": passed, "failed": failed, "stages": stages_told}, ensure_ascii=False))
    return 0 if all(outcome.ok for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
