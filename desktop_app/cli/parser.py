"""argparse that speaks Spanish: its own headings and complaints come in English."""

from __future__ import annotations

import argparse
import re
from typing import Any, Final, NoReturn

from desktop_app.domain.errors import UserError

_COMPLAINTS: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", r"falta indicar: \1"),
        (r"unrecognized arguments: (.+)", r"no se reconoce: \1"),
        (r"argument (\S+): expected one argument", r"\1 necesita un valor"),
        (r"argument (\S+): expected at least one argument", r"\1 necesita al menos un valor"),
        (r"argument (\S+): expected (\d+) arguments", r"\1 necesita \2 valores"),
        (r"argument (\S+): ignored explicit argument (.+)", r"\1 no lleva valor (se encontró \2)"),
        (r"argument (\S+): not allowed with argument (\S+)", r"\1 no se combina con \2"),
        (
            r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)",
            r"\1: \2 no es válido; use uno de: \3",
        ),
        (r"argument (\S+): invalid \w+ value: (.+)", r"\1: el valor \2 no es válido"),
        (r"one of the arguments (.+) is required", r"falta una de las opciones: \1"),
        (r"ambiguous option: (.+) could match (.+)", r"la opción \1 es ambigua: puede ser \2"),
    )
)


class WrongUsage(UserError):
    """The arguments make no sense; ``usage`` is the line that says how they go."""

    def __init__(self, usage: str, sentence: str) -> None:
        super().__init__("{sentence}", sentence=sentence)
        self.usage = usage


class SpanishParser(argparse.ArgumentParser):
    """A parser whose help and errors a Spanish-speaking technician reads."""

    def __init__(self, *args: Any, add_help: bool = True, **kwargs: Any) -> None:
        kwargs["add_help"] = False
        super().__init__(*args, **kwargs)
        if add_help:
            # A parser that only lends its options keeps argparse's titles: groups are merged by them.
            self._positionals.title = "argumentos"
            self._optionals.title = "opciones"
            self.add_argument(
                "-h", "--help", action="help", default=argparse.SUPPRESS, help="muestra esta ayuda y termina"
            )

    def format_usage(self) -> str:
        """Return the usage line."""
        return _spanish_usage(super().format_usage())

    def format_help(self) -> str:
        """Return the help page."""
        return _spanish_usage(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage with what is wrong with the arguments, in Spanish."""
        for pattern, words in _COMPLAINTS:
            if (match := pattern.fullmatch(message)) is not None:
                message = match.expand(words)
                break
        raise WrongUsage(self.format_usage(), f"{self.prog}: {message}")


def _spanish_usage(page: str) -> str:
    """Change the first word, and the indentation that argparse measured by it."""
    usage, gap, rest = page.partition("\n\n")
    lines = usage.replace("usage: ", "uso: ", 1).split("\n")
    shorter = [line[2:] if line.startswith("   ") else line for line in lines[1:]]
    return "\n".join([lines[0], *shorter]) + gap + rest
