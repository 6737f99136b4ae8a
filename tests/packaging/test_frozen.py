"""The installed program, built from app.spec, passes its own test on a machine without Python packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUFFIX = ".exe" if os.name == "nt" else ""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program in a folder whose name has a space and an ñ; takes about a minute."""
    if sys.platform == "linux" and not (shutil.which("objdump") and shutil.which("objcopy")):
        pytest.skip("faltan los programas objdump y objcopy (paquete binutils) para construir el programa")
    folder = tmp_path_factory.mktemp("construcción de año")
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--workpath", str(folder / "work"), "--distpath", str(folder / "dist"), str(ROOT / "app.spec"),
    ]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr[-3000:]
    return folder / "dist" / "Ventanilla"


def start(bundle: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the console executable with nothing of this Python in its surroundings."""
    kept = {"SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "USERPROFILE", "LANG", "LC_ALL"}
    environment = {name: value for name, value in os.environ.items() if name.upper() in kept}
    return subprocess.run(
        [str(bundle / f"Ventanilla-cli{SUFFIX}"), *arguments], cwd=bundle.parent, env=environment,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )


@pytest.mark.timeout(900)
def test_the_installed_program_passes_its_own_test(bundle: Path) -> None:
    run = start(bundle, "--self-test")

    assert run.returncode == 0, run.stdout + run.stderr


def test_a_lost_module_is_noticed(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Ventanilla"
    shutil.copytree(bundle, copy, symlinks=True)
    shutil.rmtree(copy / "_internal" / "pyrage")

    run = start(copy, "--self-test")

    assert run.returncode == 1
    assert "cifrado: falla" in run.stderr


def test_both_executables_and_the_licence_are_delivered(bundle: Path) -> None:
    delivered = {entry.name for entry in bundle.iterdir()}

    assert {f"Ventanilla{SUFFIX}", f"Ventanilla-cli{SUFFIX}"} <= delivered
    assert (bundle / "_internal" / "LICENSE").is_file()


def test_nothing_of_the_tests_or_of_numpy_is_delivered(bundle: Path) -> None:
    names = {path.name.partition(".")[0] for path in (bundle / "_internal").iterdir()}

    assert "PySide6" in names
    assert not names & {"numpy", "pytest", "_pytest", "hypothesis", "mypy", "tkinter", "_tkinter", "tcl"}
