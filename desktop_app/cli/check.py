"""``check``: tell whether the data is sound."""

from __future__ import annotations

import argparse
import sys

from desktop_app.bootstrap import Installation, open_installation
from desktop_app.cli import check_receipt
from desktop_app.cli.common import data_folder, emit
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.services import health
from desktop_app.storage.store import DATABASE

SOUND, UNSOUND = 0, 1


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "check",
        parents=parents,
        help="revisa que los datos estén sanos",
        description="Revisa el archivo, la cadena de operaciones, la marca externa, la llave, el espacio y las "
        "copias, sin cambiar nada. Termina con 0 si todo está bien y con 1 si algo falla. «check receipt CÓDIGO» "
        "comprueba la constancia de un ciudadano.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--quick", action="store_true", help="revisa solo lo último y no lee todos los índices"
    )
    parser.add_argument(
        "--refold",
        action="store_true",
        help="además rehace las tablas desde las operaciones y las compara (con las ventanas cerradas)",
    )
    parser.set_defaults(handler=run)
    check_receipt.register(parser.add_subparsers(dest="check_what", metavar="QUÉ"), parents)


def run(args: argparse.Namespace) -> int:
    """Look at everything and tell; 0 when all is well, 1 when something is not."""
    folder = data_folder(args)
    try:
        installation = open_installation(folder, read_only=True)
    except EnvironmentFault as fault:
        if not (folder / DATABASE).exists():
            raise
        checks = health.unopened(fault)
    else:
        if args.refold:
            installation.close()
            installation = open_installation(folder)
        checks = _examine(args, installation)
    ok = all(check.ok for check in checks)
    emit(
        args,
        {"ok": ok, "checks": [{"name": each.name, "ok": each.ok, "text": each.text} for each in checks]},
        [
            *(f"{'bien ' if each.ok else 'FALLA'}  {each.text}" for each in checks),
            "Todo está bien." if ok else "Hay algo que atender.",
        ],
    )
    return SOUND if ok else UNSOUND


def _examine(args: argparse.Namespace, installation: Installation) -> list[health.Check]:
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown:
            sys.stderr.write(f"\r{done} de {total} operaciones")

    try:
        return health.examine(installation.context(), progress, quick=args.quick, refold=args.refold)
    finally:
        if shown:
            sys.stderr.write("\r" + " " * 40 + "\r")
        installation.close()
