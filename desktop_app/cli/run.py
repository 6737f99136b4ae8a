"""``run``: open the windows on a data folder."""

from __future__ import annotations

import argparse

from desktop_app.bootstrap import open_installation
from desktop_app.cli.common import data_folder, has_display, show_windows
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser("run", parents=parents, help="abre las ventanas", allow_abbrev=False)
    parser.add_argument("--user", metavar="USUARIO", help="usuario con el que se abre")
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Open the windows; return when they are closed."""
    installation = open_installation(data_folder(args))
    try:
        user = getattr(args, "user", None)
        installation.actor(user)
        if not has_display():
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No hay una pantalla en la que abrir las ventanas. Ejecútelo desde el escritorio del equipo; "
                    "los demás verbos funcionan sin ella.",
                )
            )
        return show_windows(installation, user)
    finally:
        installation.close()
