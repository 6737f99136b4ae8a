"""``run``: open the windows on a data folder."""

from __future__ import annotations

import argparse

from desktop_app.bootstrap import open_installation
from desktop_app.cli.common import data_folder


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
        from ui import app

        return app.run(installation, getattr(args, "user", None))
    finally:
        installation.close()
