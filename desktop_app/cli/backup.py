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
    parser.add_argument(
        "--files-from",
        metavar="CARPETA",
        help="después de restaurar una copia: recupera de esa carpeta los archivos de los casos que falten",
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Take or list copies."""
    data = data_folder(args)
    to = Path(args.to).expanduser().absolute() if args.to else None
    if args.list:
        return _list(args, to or data / backups.FOLDER)
    if args.files_from:
        return _bring_files(args, data, Path(args.files_from).expanduser().absolute())
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
            *_file_words(made),
            _key_words(),
        ],
    )
    return 0


def _file_words(made: backups.Backup) -> list[str]:
    lines = []
    if made.files:
        lines.append(f"Archivos de casos en la carpeta «{made.path.parent / backups.FILES}»: {made.files}.")
    if made.lacking:
        lines.append(
            f"Archivos que este equipo no tiene y ninguna copia suya puede tener: {made.lacking}. "
            "Están en la ventanilla que los agregó."
        )
    return lines


def _bring_files(args: argparse.Namespace, data: Path, folder: Path) -> int:
    installation = open_installation(data)
    try:
        fetched, missing = backups.bring_files(installation.context(), installation.keys.database_key, folder)
    finally:
        installation.close()
    lines = [f"Archivos recuperados: {fetched}."]
    if missing:
        lines.append(f"Todavía faltan: {missing}. Búsquelos en otra copia o en la ventanilla que los agregó.")
    emit(args, {"fetched": fetched, "missing": missing}, lines)
    return 0


def _key_words() -> str:
    if sys.platform == "win32":
        return "Está cifrada: se abre solo en este equipo, porque Windows guarda aquí la llave."
    return (
        "Está cifrada: se abre solo con el archivo keys.json de este equipo. Guárdelo en otro lugar seguro."
    )


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
