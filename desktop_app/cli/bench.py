"""``bench``: what the program does, timed beside the bare floor of the same work."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from desktop_app.cli.common import emit


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "bench", parents=parents, help="mide el programa junto al mínimo posible de cada trabajo",
        allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument(
        "action", nargs="?", choices=("generate",), help="«generate» escribe una carpeta con diez años inventados"
    )
    parser.add_argument("--attentions", type=_amount, default=1_000_000, metavar="N", help="atenciones")
    parser.add_argument("--cases", type=_amount, default=300_000, metavar="N", help="casos (5000 abiertos)")
    parser.add_argument("--citizens", type=_amount, default=250_000, metavar="N", help="ciudadanos")
    parser.add_argument("--years", type=_amount, default=10, metavar="N", help="años")
    parser.set_defaults(handler=run)


def _amount(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def run(args: argparse.Namespace) -> int:
    """Generate or measure."""
    return _generate(args)


def _generate(args: argparse.Namespace) -> int:
    from desktop_app.benchmarks.generate import generate
    from desktop_app.benchmarks.municipality import Size

    folder = Path(args.data).expanduser().absolute()
    size = Size(args.attentions, args.cases, min(5_000, args.cases // 10), args.citizens, args.years)
    began = time.monotonic()
    last = [0.0]

    def progress(what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - last[0] >= 5:
            last[0] = now
            sys.stderr.write(f"{now - began:6.0f} s  {what}: {done} de {total}\n")

    operations = generate(folder, size, progress)
    seconds = round(time.monotonic() - began, 1)
    emit(args, {"operations": operations, "seconds": seconds}, [f"{operations} operaciones en {seconds} s"])
    return 0
