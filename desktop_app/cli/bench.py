"""``bench``: what the program does, timed beside the bare floor of the same work."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.common import data_folder, emit, note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop_app.benchmarks.timing import Row

OPEN_CASES = 5_000


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "bench",
        parents=parents,
        help="mide el programa junto al mínimo posible de cada trabajo",
        description="Mide cada trabajo junto a lo mismo hecho sin el programa, por turnos. Los datos de la "
        "carpeta solo se leen. «bench generate» escribe una carpeta nueva con diez años inventados.",
        allow_abbrev=False,
    )
    parser.add_argument("action", nargs="?", choices=("generate",), help="escribe datos inventados")
    parser.add_argument("--attentions", type=_amount, default=1_000_000, metavar="N", help="atenciones")
    parser.add_argument(
        "--cases", type=_amount, default=300_000, metavar="N", help="casos, hasta 5000 abiertos"
    )
    parser.add_argument("--citizens", type=_amount, default=250_000, metavar="N", help="ciudadanos")
    parser.add_argument("--years", type=_amount, default=10, metavar="N", help="años")
    parser.add_argument("--rounds", type=_amount, default=7, metavar="N", help="vueltas de cada medición")
    parser.set_defaults(handler=run)


def _amount(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(args: argparse.Namespace) -> int:
    """Generate or measure."""
    return _generate(args) if args.action == "generate" else _measure(args)


def _generate(args: argparse.Namespace) -> int:
    from desktop_app.benchmarks.generate import generate
    from desktop_app.benchmarks.municipality import Size

    if args.data is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Indique con --data una carpeta nueva para los datos inventados.")
        )
    if args.cases > args.attentions or args.citizens > args.attentions:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "No puede haber más casos ni ciudadanos que atenciones.")
        )
    folder = Path(args.data).expanduser().absolute()
    size = Size(args.attentions, args.cases, min(OPEN_CASES, args.cases // 10), args.citizens, args.years)
    began = time.monotonic()
    told = [began]

    def progress(what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - told[0] >= 5:
            told[0] = now
            note(f"{now - began:4.0f} s  {what}: {done} de {total}")

    operations = generate(folder, size, progress)
    seconds = round(time.monotonic() - began, 1)
    emit(
        args,
        {"folder": str(folder), "operations": operations, "seconds": seconds},
        [f"{operations} operaciones en {folder}, en {seconds} s."],
    )
    return 0


def _measure(args: argparse.Namespace) -> int:
    from desktop_app.benchmarks.measure import measure

    began = time.monotonic()
    rows: list[Row] = []
    if not args.json:
        sys.stdout.write(f"{'':<54}{'nuestro':>11}{'p99':>11}{'mínimo':>11}{'p99':>11}{'razón':>8}  meta\n")
    for row in measure(data_folder(args), lambda what: None, rounds=args.rounds):
        rows.append(row)
        if not args.json:
            sys.stdout.write(_line(row) + "\n")
            sys.stdout.flush()
    missed = [row.name.strip() for row in rows if row.ok is False]
    emit(
        args,
        {
            "seconds": round(time.monotonic() - began, 1),
            "ok": not missed,
            "rows": [row.as_dict() for row in rows],
        },
        ["Todas las metas se cumplen." if not missed else f"Metas no cumplidas: {', '.join(missed)}."],
    )
    return 1 if missed else 0


def _line(row: Row) -> str:
    floor = (f"{row.floor.p50:11.3f}{row.floor.p99:11.3f}") if row.floor else f"{'':>22}"
    ratio = f"{row.ratio:7.2f}x" if row.ratio else f"{'':>8}"
    mark = {True: "sí", False: "NO", None: "  "}[row.ok]
    unit = "" if row.unit == "ms" else f" ({row.unit})"
    text = f"{row.name + unit:<54}{row.ours.p50:11.3f}{row.ours.p99:11.3f}{floor}{ratio}  {mark} {row.goal}"
    return f"{text}  [{row.note}]" if row.note else text
