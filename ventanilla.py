#!/usr/bin/env python3
"""One command from a fresh clone, for Windows and Linux; needs Python 3.11 or newer and nothing else.

    python3 ventanilla.py demo          open the program with demonstration data
    python3 ventanilla.py test          run every check (`test unit ui` some of them, `test -- -k word`)
    python3 ventanilla.py VERB …        run, import, report, sync, backup, check, deadline, bench …

It makes `.venv`, installs the locked packages, adds the system libraries that are missing (where it is root
on Debian; elsewhere it prints the line to run) and hands the verb over to `python -m desktop_app`. What it
says goes to the error stream: the output of a verb, such as the document of `--json`, stays clean.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

ROOT: Final = Path(__file__).resolve().parent
VENV: Final = ROOT / ".venv"
WINDOWS: Final = os.name == "nt"
PYTHON: Final = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
WHEELHOUSE: Final = ROOT / "wheelhouse"  # optional: a folder of packages for machines without a network

OLDEST: Final = (3, 11)
BEYOND: Final = (3, 14)

# Where Qt's shared libraries come from on Debian and Ubuntu.
OFFSCREEN: Final = {
    "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1", "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3", "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
XCB: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Verbs that open a window, with the words that keep them from it.
WINDOW_VERBS: Final[dict[str, set[str]]] = {
    "": set(), "run": set(), "demo": {"--generate-only"}, "test": set(), "bench": {"generate"}, "tour": set(),
}
HELP: Final = """\
Ventanilla, la mesa de atención municipal

  python3 ventanilla.py demo            abre el programa con datos de demostración
  python3 ventanilla.py test            ejecuta todas las comprobaciones
  python3 ventanilla.py run             abre el programa
  python3 ventanilla.py VERBO --help    explica un verbo: import, report, sync, backup, check…

La primera vez prepara la carpeta .venv con los paquetes que necesita."""


def say(text: str) -> None:
    """Tell the user something without touching the standard output."""
    print(text, file=sys.stderr, flush=True)


def fail(text: str, code: int) -> NoReturn:
    """Say why nothing more can be done and leave."""
    say(text)
    raise SystemExit(code)


def find_verb(arguments: list[str]) -> int:
    """Return the verb's position: the first argument after the global options, or their number."""
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        position += 2 if arguments[position] == "--data" else 1
    return min(position, len(arguments))


# --- system packages ---


def is_debian_root() -> bool:
    """Tell whether packages can be installed here without asking anybody."""
    return (
        sys.platform == "linux"
        and os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
    )


def apt_line(packages: list[str]) -> str:
    """Return the line that a person runs to install packages."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def install_system_packages(packages: list[str]) -> bool:
    """Install Debian packages, trying again when the network or apt's lock is in the way.

    Returns whether they were installed; False at once where this is not root on Debian.
    """
    if not is_debian_root():
        return False
    say(f"Instalando del sistema: {' '.join(packages)} …")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3"]
    output = ""
    for pause in (3, 10, 0):
        for action in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            done = subprocess.run(
                ["apt-get", *options, *action], env=environment, check=False, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            )
            output = done.stdout
        if done.returncode == 0:
            return True
        time.sleep(pause)
    say(output.strip()[-1500:])
    return False


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """Return the packages of those shared libraries that cannot be loaded here."""
    packages = []
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def ensure_qt_libraries(*, required: bool) -> None:
    """Make sure that Qt can start: on Linux its wheels expect these libraries from the system."""
    if sys.platform != "linux":
        return
    missing = missing_libraries(OFFSCREEN | XCB if os.environ.get("DISPLAY") else OFFSCREEN)
    if missing and not install_system_packages(missing) and required:
        fail(
            "Faltan bibliotecas del sistema para abrir ventanas. En Debian o Ubuntu ejecute\n\n"
            f"    {apt_line(missing)}\n\ny vuelva a empezar.", 3,
        )


# --- the environment of packages ---


def lock_file(kind: str) -> Path:
    """Return the hashed lock of a kind of environment: app, test."""
    return ROOT / "requirements" / f"{kind}.txt"


def stamp_text(kind: str) -> str:
    """Return what an environment that is complete and stands where it was made says of itself."""
    home = next(
        (line.partition("=")[2].strip() for line in (VENV / "pyvenv.cfg").read_text("utf-8").splitlines()
         if line.startswith("home")), "",
    )
    if not Path(home).is_dir():
        raise FileNotFoundError(home)
    return json.dumps({
        "lock": hashlib.sha256(lock_file(kind).read_bytes()).hexdigest(),
        "folder": str(VENV),
        # The system's Python may have been replaced under the environment, leaving its packages behind.
        "python": home if WINDOWS else str(PYTHON.resolve(strict=True)),
    })


def is_ready(kind: str) -> bool:
    """Tell, without starting a process, whether the environment holds what a lock lists."""
    try:
        return (VENV / f".{kind}.stamp").read_text("utf-8") == stamp_text(kind)
    except (OSError, UnicodeDecodeError):
        return False


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock under which the environment is changed; the system frees it when a process dies."""
    with (ROOT / ".venv.lock").open("a+b") as handle:
        told = False
        while not _try_lock(handle.fileno()):
            if not told:
                say("Otra instalación está en curso; se espera a que termine …")
                told = True
            time.sleep(0.3)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def ensure_environment(kind: str) -> None:
    """Make `.venv` hold what a lock lists, unless it does already; test holds everything of app."""
    if is_ready(kind) or is_ready("test"):
        return
    try:
        with one_at_a_time():
            if not (is_ready(kind) or is_ready("test")):
                _prepare(kind)
    except OSError as problem:
        fail(f"No se pudo preparar la carpeta {VENV}: {problem.strerror or problem}.", 4)


def _prepare(kind: str) -> None:
    interrupted = VENV / ".installing"
    if interrupted.exists() or not _is_sound():
        _make_environment()
    for stamp in VENV.glob(".*.stamp"):
        stamp.unlink()
    interrupted.touch()
    _install(kind)
    half = VENV / f".{kind}.stamp.new"
    half.write_text(stamp_text(kind), "utf-8")
    half.replace(VENV / f".{kind}.stamp")
    interrupted.unlink()


def _is_sound() -> bool:
    """Tell whether the environment stands where it was made and its pip starts."""
    probe = "import sys, pip; print(sys.prefix)"
    try:
        stamp_text("app")
        done = subprocess.run([PYTHON, "-I", "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return False
    # pip writes the folder's old name into the programs that it installs.
    config = (VENV / "pyvenv.cfg").read_text("utf-8", errors="replace")
    recorded = next((line for line in config.splitlines() if line.startswith("command")), "").strip()
    moved = bool(recorded) and not recorded.endswith(str(VENV))
    return done.returncode == 0 and not moved


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not install_system_packages([package]):
            fail(
                "A este Python le falta el módulo venv. En Debian o Ubuntu ejecute\n\n"
                f"    {apt_line([package])}\n\ny vuelva a empezar.", 3,
            )
    say("Creando la carpeta .venv …")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace",
    )
    if done.returncode:
        fail(f"No se pudo crear la carpeta .venv:\n{done.stdout.strip()[-1500:]}", 4)


def _install(kind: str) -> None:
    say("Instalando los paquetes (solo la primera vez; puede tardar unos minutos) …")
    command = [
        str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input",
        "--require-hashes", "--only-binary=:all:", "--requirement", str(lock_file(kind)),
    ]
    if WHEELHOUSE.is_dir():
        command += ["--no-index", "--find-links", str(WHEELHOUSE)]
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PYTHONUTF8="1")
    if subprocess.run(command, env=environment, cwd=ROOT, stdout=sys.stderr, check=False).returncode:
        (VENV / ".installing").unlink()  # pip itself undoes what it could not finish
        fail(
            "No se pudieron instalar los paquetes. Compruebe la conexión, o el servidor intermediario y el"
            " índice de paquetes que pip tiene configurados en este equipo; sin conexión, ponga los paquetes"
            " en la carpeta wheelhouse.", 4,
        )


# --- handing over ---


def hand_over(arguments: list[str], *, folder: Path | None = None) -> int:
    """Become `python ARGUMENTS` of the environment; where a process cannot be replaced, wait for it."""
    command = [str(PYTHON), *arguments]
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONUTF8="1")
    environment.pop("PYTHONHOME", None)
    if folder:
        os.chdir(folder)
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the console sends it to the program as well, which decides
                continue


def main(arguments: list[str]) -> int:
    """Prepare what the verb needs and run it; returns its exit code (3, 4: it could not be prepared)."""
    if not OLDEST <= sys.version_info[:2] < BEYOND:
        fail("Se necesita Python 3.11, 3.12 o 3.13.", 3)
    position = find_verb(arguments)
    verb = arguments[position] if position < len(arguments) else ""
    if not arguments or (not verb and {"-h", "--help"} & set(arguments)):
        print(HELP)
        return 0
    ensure_environment("test" if verb == "test" else "app")
    if verb in WINDOW_VERBS and not {"-h", "--help", *WINDOW_VERBS[verb]} & set(arguments):
        ensure_qt_libraries(required=verb != "bench")  # bench measures the windows where it can
    if verb == "test":
        options = arguments[:position] + arguments[position + 1:]
        return hand_over([str(ROOT / "tests" / "checks.py"), *options], folder=ROOT)
    # -P: a folder of the user's that is called ui or desktop_app must not stand in for ours.
    return hand_over(["-P", "-m", "desktop_app", *arguments])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
