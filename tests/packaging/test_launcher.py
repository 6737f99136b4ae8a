"""ventanilla.py in a clone of its own: a bare Python, one made-up package in a wheelhouse, no network."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ventanilla

ROOT = Path(__file__).resolve().parents[2]
VERB = """
import json, os, sys
import sample_package
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix}))
sys.exit(7)
"""


def make_wheel(folder: Path) -> str:
    """Write a wheel of one module and return the lock that asks for it by hash."""
    wheel = folder / "sample_package-1.0-py3-none-any.whl"
    info = "sample_package-1.0.dist-info"
    files = {
        "sample_package.py": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: sample-package\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(text.encode())}")
        archive.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return f"sample-package==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def make_clone(folder: Path) -> Path:
    """Make a clone with a program of one verb that tells how it was started and ends with 7."""
    for part in ("requirements", "wheelhouse", "desktop_app"):
        (folder / part).mkdir(parents=True)
    shutil.copy(ROOT / "ventanilla.py", folder)
    (folder / "requirements" / "app.txt").write_text(make_wheel(folder / "wheelhouse"))
    (folder / "requirements" / "test.txt").write_text("")
    (folder / "desktop_app" / "__init__.py").touch()
    (folder / "desktop_app" / "__main__.py").write_text(VERB)
    return folder


def command(clone: Path, *arguments: str) -> list[str]:
    return [getattr(sys, "_base_executable", sys.executable), str(clone / "ventanilla.py"), *arguments]


def start(clone: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Start a verb of the clone from another folder, as a user would."""
    return subprocess.run(
        command(clone, *arguments), cwd=cwd or clone.parent, capture_output=True, text=True, encoding="utf-8",
        env=dict(os.environ, PYTHONUTF8="1"), check=False,
    )


def told(run: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """Return what the verb said; the whole standard output must be its document."""
    assert run.returncode == 7, run.stdout + run.stderr
    document: dict[str, object] = json.loads(run.stdout)
    return document


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare a clone under a path with a space and an ñ."""
    folder = make_clone(tmp_path_factory.mktemp("mi año") / "la ventanilla")
    told(start(folder, "deadline"))
    return folder


def test_arguments_folder_and_exit_code_pass_through(clone: Path, tmp_path: Path) -> None:
    arguments = ["--data", "mi carpeta", "--json", "deadline", "--from", "2026-07-28T10:00", "--", "*ñ"]

    run = start(clone, *arguments, cwd=tmp_path)

    assert told(run) == {"arguments": arguments, "folder": str(tmp_path), "prefix": str(clone / ".venv")}
    assert run.stderr == ""


def test_a_folder_of_the_user_does_not_stand_in_for_the_program(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "desktop_app").mkdir()
    (tmp_path / "desktop_app" / "__main__.py").write_text("raise SystemExit(99)")

    told(start(clone, "deadline", cwd=tmp_path))


def test_an_installation_that_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")
    told(start(clone, "deadline"))
    environment = clone / ".venv"
    (environment / ".installing").touch()
    next(environment.rglob("sample_package.py")).unlink()
    (environment / ".app.stamp").unlink()

    run = start(clone, "deadline")

    assert "Creando la carpeta" in run.stderr
    told(run)
    assert not (environment / ".installing").exists()


def test_half_an_environment_is_made_anew(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "pyvenv.cfg").write_text("home = /nowhere\n")

    told(start(clone, "deadline"))


def test_a_clone_that_was_moved_works_at_its_new_place(tmp_path: Path) -> None:
    told(start(make_clone(tmp_path / "antes"), "deadline"))
    moved = (tmp_path / "antes").rename(tmp_path / "después")

    run = start(moved, "deadline")

    assert told(run)["prefix"] == str(moved / ".venv")
    assert "Creando la carpeta" in run.stderr


def test_a_changed_lock_is_installed(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")
    told(start(clone, "deadline"))
    lock = clone / "requirements" / "app.txt"
    lock.write_text("# changed\n" + lock.read_text())

    first, second = start(clone, "deadline"), start(clone, "deadline")

    assert "Instalando los paquetes" in first.stderr
    assert second.stderr == ""


def test_two_that_start_together_make_one_environment(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen(command(clone, "deadline"), stdout=pipe, stderr=pipe, text=True) for _ in range(2)
    ]

    spoken = [process.communicate() for process in started]

    assert [process.returncode for process in started] == [7, 7], spoken
    assert sum("Creando la carpeta" in errors for _, errors in spoken) == 1


def test_a_package_with_another_hash_is_refused_in_words(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")
    (clone / "requirements" / "app.txt").write_text(f"sample-package==1.0 --hash=sha256:{'0' * 64}\n")

    run = start(clone, "deadline")

    assert run.returncode == 4
    assert "No se pudieron instalar los paquetes" in run.stderr
    assert run.stdout == ""
    assert not list((clone / ".venv").glob(".*.stamp"))


def test_help_needs_no_environment(tmp_path: Path) -> None:
    clone = make_clone(tmp_path / "clon")

    run = start(clone, "--help")

    assert run.returncode == 0
    assert "test" in run.stdout
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(("arguments", "verb"), [
    (["demo"], "demo"),
    (["--json", "check"], "check"),
    (["--data", "demo", "--json", "report", "month"], "report"),
    (["--data=run", "bench"], "bench"),
    (["--data"], None),
    (["--version"], None),
    ([], None),
])
def test_the_verb_is_found_behind_the_global_options(arguments: list[str], verb: str | None) -> None:
    position = ventanilla.find_verb(arguments)

    assert (arguments[position] if position < len(arguments) else None) == verb


def test_system_packages_are_tried_again_after_a_hiccup(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter([100, 100, 0, 0])
    actions: list[str] = []

    def apt(line: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        actions.append("update" if "update" in line else line[-1])
        return subprocess.CompletedProcess(line, next(codes), stdout="red caída")

    monkeypatch.setattr(ventanilla, "is_debian_root", lambda: True)
    monkeypatch.setattr(ventanilla.subprocess, "run", apt)
    monkeypatch.setattr(ventanilla.time, "sleep", lambda _seconds: None)

    assert ventanilla.install_system_packages(["libegl1"])
    assert actions == ["update", "libegl1"] * 2


def test_without_root_the_line_to_run_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ventanilla, "is_debian_root", lambda: False)
    monkeypatch.setattr(ventanilla, "missing_libraries", lambda _wanted: ["libegl1", "libgl1"])
    monkeypatch.setattr(ventanilla.sys, "platform", "linux")

    with pytest.raises(SystemExit) as leaving:
        ventanilla.ensure_qt_libraries(required=True)
    ventanilla.ensure_qt_libraries(required=False)

    assert leaving.value.code == 3
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert spoken.err.count("sudo apt-get install -y --no-install-recommends libegl1 libgl1") == 1


def test_where_a_process_cannot_be_replaced_its_exit_code_is_returned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ventanilla, "WINDOWS", True)
    monkeypatch.setattr(ventanilla, "PYTHON", Path(sys.executable))

    assert ventanilla.hand_over(["-c", "raise SystemExit(7)"]) == 7
