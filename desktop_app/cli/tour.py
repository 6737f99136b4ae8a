"""``tour``: a whole day at the counter through the real windows, by keys alone, with pictures and proofs."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

from desktop_app.bootstrap import open_installation
from desktop_app.cli.common import emit, note
from desktop_app.cli.demo import SIGN, prepare_demo
from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role
from desktop_app.services import directory, reception
from desktop_app.services.access import Actor
from desktop_app.services.demo.town import read
from desktop_app.system import profiles
from desktop_app.system.clock import FixedClock

MOMENT: Final = time(10, 42)
"""When the day of the pictures stands, in the municipality's own zone."""
_DATA: Final = "datos"
TOLD: Final = "tour.json"

PICTURES: Final = {
    "vinculacion-formulario": "recepcion",
    "detalle-vencidos": "casos",
    "bandeja": "bandeja",
    "tramites-ficha": "tramites",
    "reasignacion-reasignacion": "vincular",
    "ciudadano": "ciudadanos",
    "tablero": "tablero",
    "informe": "informes",
    "tema-tablero": "tablero-oscuro",
}
"""Pictures of the tour that the documentation shows, with their names there."""

_SCREEN: Final = {
    "windowFrameMargins": True,
    "screens": [
        {"name": "counter", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96,
         "logicalBaseDpi": 96, "dpr": 1},
    ],
}  # fmt: skip
_SCREEN_FILE: Final = ".pantalla.json"
_APART_SECONDS: Final = 60
_OURS: Final = ("*.png", "*.vnt", "informe-*.pdf", "informe-*.xlsx", TOLD)


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "tour",
        parents=parents,
        help="recorre un día de trabajo por las ventanas reales y deja imágenes y comprobaciones",
        description="Recorre un día de trabajo por las ventanas reales, solo con el teclado y sin necesitar "
        "una pantalla. Deja imágenes, el informe del mes, los archivos de intercambio y tour.json, con lo que "
        "se comprobó en cada paso. Termina con 1 si un paso no hizo lo que dice.",
        allow_abbrev=False,
    )
    parser.add_argument("--out", required=True, metavar="CARPETA", help="carpeta de los resultados")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="tema de las ventanas")
    parser.add_argument(
        "--pictures", metavar="CARPETA", help="copia además las imágenes de la documentación a esta carpeta"
    )
    parser.add_argument(
        "--at", metavar="MOMENTO", help="día y hora del recorrido, como 2026-11-20T10:42 (por defecto, hoy)"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Go through the day. Returns 0 when every step did what it says, else 1."""
    out = Path(args.out).expanduser().absolute()
    data = Path(args.data).expanduser().absolute() if args.data else out / _DATA
    payload = tour(out, data, read_moment(args.at), args.theme)
    emit(args, payload, [*lines(payload), str(out)])
    if not payload["ok"]:
        note(payload["failure"])
    elif args.pictures:
        _copy_pictures(payload, out, Path(args.pictures).expanduser().absolute())
    return 0 if payload["ok"] else 1


def tour(out: Path, data: Path, moment: datetime, theme: str = "light") -> dict[str, Any]:
    """Go through the day over the demonstration in ``data``, which is made where there is none.

    Returns what tour.json says. Raises EnvironmentFault when a folder cannot be used.
    """
    _prepare_out(out)
    made = prepare_demo(data, FixedClock(moment))
    moment = max(moment, _after_all(data, FixedClock(moment)))
    choose_platform(out)
    told = _play(out, data, moment, theme)
    payload = {
        **told.as_dict(),
        "at": moment.isoformat(),
        "theme": theme,
        "demo": {"attentions": made.attentions, "cases": made.cases, "citizens": made.citizens},
    }
    (out / TOLD).write_text(json.dumps(payload, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return payload


def _copy_pictures(payload: Mapping[str, Any], out: Path, folder: Path) -> None:
    """Refresh the pictures of the documentation, with as many colours as a palette holds: a third of the size."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    for step in payload["steps"]:
        for name in step["pictures"]:
            stem = Path(name).stem.partition("-")[2]
            if stem in PICTURES:
                with Image.open(out / name) as picture:
                    small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
                    small.save(folder / f"{PICTURES[stem]}.png", optimize=True)


def read_moment(typed: str | None) -> datetime:
    """Return when the tour takes place, in the municipality's zone. Raises InvalidInput."""
    zone = profiles.load_profile(read("municipality")["profile"]).zone
    if typed is None:
        return datetime.combine(datetime.now(zone).date(), MOMENT, zone)
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zone)
    except ValueError as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "«{typed}» no es un momento. Escríbalo como 2026-11-20T10:42."),
            field="at",
            typed=typed,
        ) from error


def _after_all(data: Path, clock: FixedClock) -> datetime:
    """Return a moment after everything that was recorded today: a demonstration may have been worked in."""
    installation = open_installation(data, clock)
    try:
        console = installation.context()
        latest = console.now()
        for user in directory.users(console):
            if Role.CLERK in user.roles:
                actor = Actor(user.id, user.name, user.roles)
                for row in reception.today(console.acting_as(actor), 1):
                    ended = console.local(row.started + row.duration + _APART_SECONDS)
                    latest = max(latest, ended or latest)
        return latest
    finally:
        installation.close()


def choose_platform(out: Path) -> None:
    """Have Qt draw into memory, on a screen like a clerk's; must come before Qt starts."""
    file = out / _SCREEN_FILE
    file.write_text(json.dumps(_SCREEN), encoding="utf-8")
    # Qt cuts at every colon, so a path with a drive cannot be given; its own screen does as well.
    os.environ["QT_QPA_PLATFORM"] = "offscreen" if ":" in str(file) else f"offscreen:configfile={file}"
    os.environ.pop("QT_SCALE_FACTOR", None)


def _prepare_out(out: Path) -> None:
    """Make the folder and take away what an earlier tour left in it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for pattern in _OURS:
            for old in out.glob(pattern):
                old.unlink()
        for folder in ("segunda", "intercambio"):
            shutil.rmtree(out / folder, ignore_errors=True)
        if (out / _DATA / SIGN).exists():
            shutil.rmtree(out / _DATA)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede escribir en la carpeta {folder}."), folder=str(out)
        ) from error


def _play(out: Path, data: Path, moment: datetime, theme: str) -> Any:
    from desktop_app.towns import Folders, TourTown
    from ui.tour import day

    town = TourTown(Folders(data, out / "segunda", out / "intercambio"), FixedClock(moment))
    try:
        return day.run(town, day.Options(out=out, theme=theme))
    finally:
        town.close()
        (out / _SCREEN_FILE).unlink(missing_ok=True)


def lines(payload: Mapping[str, Any]) -> list[str]:
    """Return a line for each step that was taken."""
    return [
        QT_TRANSLATE_NOOP(
            "core", "{number:>2}  {title} ({keys} pulsaciones, {verified} comprobaciones)"
        ).format(
            number=step["number"], title=step["title"], keys=len(step["keys"]), verified=len(step["verified"])
        )
        for step in payload["steps"]
    ]
