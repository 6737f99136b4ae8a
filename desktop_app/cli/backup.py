"""``backup``: take a verified copy of the data, or list the copies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop_app.bootstrap import Installation, open_installation
from desktop_app.cli.common import data_folder, emit
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.services import backups


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "backup",
        parents=parents,
        help="hace una copia de seguridad verificada y cifrada",
        description="Hace una copia cifrada de los datos, la abre y la verifica. Las copias propias de más de "
        "35 días se retiran. Para abrir una copia hace falta la llave de este equipo: guárdela aparte.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--to", metavar="CARPETA", help="dónde (por defecto, «backups» en la carpeta de datos)"
    )
    parser.add_argument("--list", action="store_true", help="muestra las copias que hay, sin hacer otra")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Take or list copies."""
    data = data_folder(args)
    to = Path(args.to).expanduser().absolute() if args.to else None
    if args.list:
        return _list(args, to or data / backups.FOLDER)
    installation = _open(data)
    try:
        made = backups.back_up(installation.context(), installation.keys.database_key, to)
    finally:
        installation.close()
    emit(
        args,
        {"backup": _as_dict(made)},
        [
            f"Copia verificada: {made.path} ({_megabytes(made.size)} MB).",
            _key_words(),
        ],
    )
    return 0


def _key_words() -> str:
    if sys.platform == "win32":
        return "Está cifrada: se abre solo en este equipo, porque Windows guarda aquí la llave."
    return "Está cifrada: se abre solo con el archivo keys.json de este equipo. Guárdelo en otro lugar seguro."


def _open(data: Path) -> Installation:
    try:
        return open_installation(data)
    except EnvironmentFault:
        # The windows may have the data open: a copy only reads. What else is wrong is told again.
        return open_installation(data, read_only=True)


def _list(args: argparse.Namespace, folder: Path) -> int:
    found = backups.listed(folder)
    lines = [
        f"{each.taken.astimezone():%d/%m/%Y %H:%M}  {_megabytes(each.size)} MB  {each.path}" for each in found
    ]
    emit(
        args,
        {"folder": str(folder), "backups": [_as_dict(each) for each in found]},
        lines or [f"No hay copias en {folder}."],
    )
    return 0


def _as_dict(backup: backups.Backup) -> dict[str, Any]:
    return {"path": str(backup.path), "bytes": backup.size, "taken": backup.taken.isoformat()}


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.1f}".replace(".", ",")
