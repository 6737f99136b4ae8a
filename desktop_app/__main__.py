"""The command line; without a verb it opens the windows."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app import __version__
from desktop_app.cli.parser import SpanishParser, WrongUsage
from desktop_app.domain.errors import EnvironmentFault, UserError

VERBS = (
    "demo", "run", "import", "export", "report", "paper", "sync", "backup", "check", "deadline", "bench", "tour",
)  # fmt: skip
_MODULES = {"import": "import_"}

EXIT_INPUT = 2
EXIT_ENVIRONMENT = 3


def build_parser(verbs: Sequence[str] = VERBS) -> argparse.ArgumentParser:
    """Return the parser; ``--data`` and ``--json`` hold before and after the verb."""
    data = SpanishParser(add_help=False)
    data.add_argument(
        "--data",
        metavar="CARPETA",
        default=argparse.SUPPRESS,
        help="carpeta de datos (por defecto, la del equipo)",
    )
    as_json = SpanishParser(add_help=False)
    as_json.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="responde con un documento JSON"
    )
    parser = SpanishParser(
        prog="ventanilla",
        description="Ventanilla: la mesa de atención municipal, también sin conexión. "
        "Sin verbo abre las ventanas; «test» ejecuta las comprobaciones desde el código fuente.",
        parents=[data, as_json],
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Ventanilla {__version__}",
        help="muestra la versión y termina",
    )
    parser.add_argument("--self-test", action="store_true", help="comprueba el programa instalado y termina")
    sub = parser.add_subparsers(dest="verb", metavar="VERBO", title="verbos")
    for verb in verbs:
        module = importlib.import_module(f"desktop_app.cli.{_MODULES.get(verb, verb)}")
        module.register(sub, [data, as_json])
    return parser


def _verbs_to_load(arguments: Sequence[str]) -> Sequence[str]:
    """Return the verbs whose modules are needed: the others' libraries would slow every start."""
    position = 0
    while position < len(arguments) and arguments[position].startswith("-"):
        if arguments[position] in ("-h", "--help"):
            return VERBS
        position += 2 if arguments[position] == "--data" else 1
    if position >= len(arguments):
        return ()
    return (arguments[position],) if arguments[position] in VERBS else VERBS


def _open_streams() -> None:
    """Give what is said to the console a place to vanish in."""
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end


def _show(sentence: str) -> None:
    """Say in a window why nothing opens: without a console the person would see nothing."""
    from ui.app import show_fault

    show_fault(sentence)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb and return the exit code: 0 done, 1 a check failed, 2 bad input, 3 the machine's fault."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    windowed = sys.stderr is None  # a Windows program without a console has no streams at all
    if windowed:
        _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = build_parser(_verbs_to_load(arguments))
    try:
        args = parser.parse_args(arguments, argparse.Namespace(data=None, json=False))
    except WrongUsage as error:
        if "--json" in arguments:
            sys.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False) + "\n")
        sys.stderr.write(f"{error.usage}{error}\n")
        return EXIT_INPUT
    if args.self_test:
        from desktop_app.cli import selftest

        return selftest.run(args)
    if args.verb is None:
        from desktop_app.cli import run as run_verb

        args.user = None
        args.handler = run_verb.run
    try:
        code: int = args.handler(args)
    except UserError as error:
        if args.json is True:
            sys.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False) + "\n")
        sys.stderr.write(f"{error}\n")
        if windowed:
            _show(str(error))
        return EXIT_ENVIRONMENT if isinstance(error, EnvironmentFault) else EXIT_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("Cancelado.\n")
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
