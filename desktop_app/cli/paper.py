"""``paper``: blank numbered forms for when the computer is away, and which of them are still missing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli import common
from desktop_app.domain import spanish
from desktop_app.domain.blanks import MOST, STATE_WORDS, BlankState
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.services.paper import Form


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb with its two acts."""
    parser = sub.add_parser("paper", parents=parents, help="formularios en papel", allow_abbrev=False)
    acts = parser.add_subparsers(dest="act", metavar="ACCIÓN", required=True)
    printing = acts.add_parser(
        "print",
        parents=parents,
        help="reserva números y escribe los formularios en PDF",
        allow_abbrev=False,
    )
    printing.add_argument("--count", type=int, required=True, metavar="N", help=f"cuántos, de 1 a {MOST}")
    printing.add_argument("--out", required=True, metavar="ARCHIVO", help="archivo PDF que se escribe")
    printing.add_argument(
        "--paper", choices=("a4", "carta", "a5"), type=str.lower, help="papel (por defecto, el del país)"
    )
    printing.add_argument("--user", metavar="USUARIO", help="quién los imprime, por su nombre de usuario")
    printing.set_defaults(handler=run_print)
    gaps = acts.add_parser(
        "gaps", parents=parents, help="formularios impresos que no aparecen", allow_abbrev=False
    )
    gaps.set_defaults(handler=run_gaps)


def run_print(args: argparse.Namespace) -> int:
    """Print a batch into a file; raises UserError. The numbers stay reserved if the file cannot be written."""
    from desktop_app.bootstrap import open_installation
    from desktop_app.domain.blanks import check_count
    from desktop_app.services import paper
    from desktop_app.services.access import CONSOLE
    from desktop_app.services.reporting import write_together

    check_count(args.count)
    out = Path(args.out).expanduser().absolute()
    if not out.parent.is_dir():
        # Before numbers are spent.
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No existe la carpeta {folder}. Créela o indique otra."),
            folder=str(out.parent),
        )
    installation = open_installation(common.data_folder(args))
    try:
        actor = installation.actor(args.user) if args.user else CONSOLE
        made = paper.print_forms(installation.context(actor), args.count, args.paper)
    finally:
        installation.close()
    write_together({out: made.data})
    payload = {
        "file": str(out), "count": len(made.numbers), "first": made.numbers[0], "last": made.numbers[-1],
        "numbers": list(made.numbers),
    }  # fmt: skip
    words = QT_TRANSLATE_NOOP("core", "Formularios impresos: {count}, del {first} al {last}.")
    common.emit(
        args,
        payload,
        [words.format(**payload), QT_TRANSLATE_NOOP("core", "Archivo: {file}").format(**payload)],
    )
    return 0


def run_gaps(args: argparse.Namespace) -> int:
    """Tell which forms were neither transcribed nor marked as spoiled; raises UserError."""
    from desktop_app.bootstrap import open_installation
    from desktop_app.services import paper

    installation = open_installation(common.data_folder(args), read_only=True, exclusive=False)
    try:
        ctx = installation.context()
        now, found = ctx.now(), paper.gaps(ctx)
    finally:
        installation.close()
    missing = sum(form.state is BlankState.MISSING for form in found)
    payload = {
        "missing": missing,
        "blank": len(found) - missing,
        "forms": [_described(form, now) for form in found],
    }
    common.emit(args, payload, _lines(found, missing, now))
    return 0


def _described(form: Form, now: datetime) -> dict[str, Any]:
    return {
        "number": form.number,
        "state": form.state.value,
        "printed": form.printed.isoformat(),
        "by": form.by,
        "office": form.office_name,
        "days": (now.date() - form.printed.date()).days,
    }


def _lines(found: list[Form], missing: int, now: datetime) -> Iterator[str]:
    if not found:
        yield QT_TRANSLATE_NOOP("core", "No falta ningún formulario: todos están transcritos o anulados.")
        return
    yield QT_TRANSLATE_NOOP("core", "Faltan: {missing} · en blanco: {blank}").format(
        missing=missing, blank=len(found) - missing
    )
    before = None
    for form in found:
        if form.batch != before:
            before = form.batch
            days = spanish.counted((now.date() - form.printed.date()).days, "día", "días")
            yield QT_TRANSLATE_NOOP("core", "Impresos el {moment} ({office}), hace {days}:").format(
                moment=spanish.moment(form.printed), office=form.office_name or "–", days=days
            )
        yield f"  {form.number}  {STATE_WORDS[form.state]}"
