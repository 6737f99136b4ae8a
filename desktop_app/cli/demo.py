"""``demo``: a municipality to try the program with, in a folder of its own."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation, prepare_folder
from desktop_app.cli.common import emit, has_display, note, show_windows
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import demo
from desktop_app.services.demo import DemoMade
from desktop_app.services.demo.exchange import FOLDER, exchange_once
from desktop_app.services.demo.town import read
from desktop_app.storage.store import DATABASE, MARKER
from desktop_app.system import memory
from desktop_app.system.clock import Clock, FixedClock, SystemClock
from desktop_app.system.instance import InstanceLock
from desktop_app.system.paths import demo_data_folder

CLERK: Final = "arojas"
SIGN: Final = "DEMOSTRACION.txt"
"""The file that tells people, and this verb, that a folder holds nothing real."""

_STAGING: Final = ".nueva-"
_KEYS: Final = ("keys.json", "keys.dpapi")
_MADE_OVER: Final = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", MARKER, *_KEYS)


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "demo",
        parents=parents,
        help="abre el programa con un municipio de demostración",
        description="Abre el programa con un municipio inventado, en una carpeta aparte. "
        "Los datos se generan alrededor del día de hoy.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--generate-only",
        action="store_true",
        help="genera los datos y muestra la carpeta, sin abrir ventanas",
    )
    parser.add_argument(
        "--user", metavar="USUARIO", default=CLERK, help="persona con cuyos ojos se abre (arojas)"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Make the demonstration where it is missing or from another day, and open the windows on it."""
    folder = Path(args.data).expanduser().absolute() if args.data else demo_data_folder()
    with memory.paused():
        made = prepare_demo(folder, SystemClock())
    if args.generate_only:
        _tell(args, folder, made)
        return 0
    if not has_display():
        return _tour(args, folder)
    installation = open_installation(folder)
    try:
        return show_windows(installation, args.user)
    finally:
        installation.close()


def _tour(args: argparse.Namespace, folder: Path) -> int:
    """Show the day in pictures where there is no screen to show it on."""
    from desktop_app.cli import tour

    out = folder.with_name(f"{folder.name}-recorrido")
    note(f"No hay pantalla, así que el programa recorre el día por su cuenta y deja imágenes en {out}.")
    payload = tour.tour(out, folder, tour.read_moment(None))
    again = f"En un equipo con pantalla, ejecute: python3 ventanilla.py demo --data {folder}"
    emit(args, {"folder": str(folder), "out": str(out), **payload}, [*tour.lines(payload), str(out), again])
    if not payload["ok"]:
        note(payload["failure"])
    return 0 if payload["ok"] else 1


def _tell(args: argparse.Namespace, folder: Path, made: DemoMade) -> None:
    counts = {"attentions": made.attentions, "cases": made.cases, "citizens": made.citizens}
    lines = [
        str(folder),
        f"{made.attentions} atenciones, {made.cases} casos y {made.citizens} personas de demostración.",
    ]
    emit(args, {"folder": str(folder), **counts}, lines)


def prepare_demo(folder: Path, clock: Clock, months: int = demo.MONTHS) -> DemoMade:
    """Return the demonstration in ``folder``, made anew unless it is of today.

    ``months`` of history before the current one are made.
    Raises EnvironmentFault in words for a folder that holds anything but a demonstration: it is never
    touched.
    """
    made = _look(folder, clock)
    if made is None:
        made = _make(folder, clock.now(), months)
    return made


def _look(folder: Path, clock: Clock) -> DemoMade | None:
    if not (folder / DATABASE).exists():
        if folder.exists() and not (folder / SIGN).exists() and any(folder.iterdir()):
            raise _refused(folder)
        return None
    installation = open_installation(folder, clock)
    try:
        context = installation.context()
        if not context.rules.demo:
            raise _refused(folder)
        made = demo.what_was_made(context)
        return made if made is not None and made.day == context.now().date() else None
    finally:
        installation.close()


def _refused(folder: Path) -> EnvironmentFault:
    return EnvironmentFault(
        QT_TRANSLATE_NOOP(
            "core",
            "La carpeta {folder} tiene datos que no son de demostración; no se cambió nada. "
            "Elija otra carpeta con --data.",
        ),
        folder=str(folder),
    )


def _make(folder: Path, now: datetime, months: int) -> DemoMade:
    """Make the data aside, then put them in the place of the old ones."""
    prepare_folder(folder)
    lock = InstanceLock(folder)
    lock.acquire()
    try:
        words = "Esta carpeta contiene datos inventados de Ventanilla. Puede borrarla.\n"
        (folder / SIGN).write_text(words, encoding="utf-8")
        for leftover in folder.glob(f"{_STAGING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        # Made like the folder itself: a private one would keep the next shift's login from its files.
        staging = folder / f"{_STAGING}{os.getpid()}"
        prepare_folder(staging)
        try:
            made = _fill(staging, folder, now, months)
            _replace(folder, staging)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "No se pudieron preparar los datos de demostración en {folder}. Revise el espacio y los "
                "permisos, cierre los programas que los tengan abiertos y repita.",
            ),
            folder=str(folder),
        ) from error
    finally:
        lock.release()
    return made


def _fill(folder: Path, target: Path, now: datetime, months: int) -> DemoMade:
    data = read("municipality")
    office = data["offices"][0]
    desk = office["desks"][0]
    form = MunicipalityForm(
        data["name"], data["profile"], office=office["name"], office_code=office["code"],
        desk=desk["name"], desk_code=desk["code"], demo=True, users=(),
    )  # fmt: skip
    clock = FixedClock(demo.first_moment(now, months))
    installation = create_municipality(folder, form, clock)
    try:
        seed = installation.keys.root_seed
        assert seed is not None  # noqa: S101 - this municipality was made a moment ago
        made = demo.populate(installation.context(), seed, clock, now, months)
        exchange_once(installation, folder / FOLDER, target / FOLDER)
        return made
    finally:
        installation.close()


def _replace(folder: Path, staging: Path) -> None:
    # The database goes first and comes last: whenever this is interrupted, the folder has either whole
    # data or none, and its sign says that it may be made again.
    for name in _MADE_OVER:
        (folder / name).unlink(missing_ok=True)
    for name in ("backups", FOLDER):
        shutil.rmtree(folder / name, ignore_errors=True)
    (staging / FOLDER).replace(folder / FOLDER)
    for name in reversed(_MADE_OVER):
        if (staging / name).exists():
            (staging / name).replace(folder / name)
