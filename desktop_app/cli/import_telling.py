"""What every import at the command line does alike: it stops on Ctrl-C, and tells notices and what held it back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any, Final

from desktop_app.cli import common
from desktop_app.cli.watching import EXIT_CANCELLED, cancelled_by_keyboard
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.progress import Cancelled, CancelToken

EXIT_REFUSED: Final = 2


def stoppable(args: argparse.Namespace, work: Callable[[CancelToken], int]) -> int:
    """Do the work and return its exit code; stopped, say that nothing was imported."""
    with cancelled_by_keyboard() as cancel:
        try:
            return work(cancel)
        except Cancelled:
            text = QT_TRANSLATE_NOOP("core", "Cancelado: no se importó nada.")
            if args.json:
                common.emit(args, {"error": text}, ())
            common.note(text)
            return EXIT_CANCELLED


def with_hidden(shown: Sequence[str], hidden: int) -> list[str]:
    """Return the notices as lines; a last one says how many there are besides."""
    if hidden <= 0:
        return list(shown)
    text = QT_TRANSLATE_NOOP("core", "… y {count} avisos más (véalos con --limit-messages).")
    return [*shown, text.format(count=hidden)]


def finish(args: argparse.Namespace, payload: dict[str, Any], lines: Sequence[str], problem: str) -> int:
    """Tell how it went and return the exit code; ``problem`` is why nothing was imported, or empty."""
    if not problem:
        common.emit(args, payload, lines)
        return 0
    common.emit(args, {**payload, "error": problem}, lines)
    common.note(problem)
    return EXIT_REFUSED
