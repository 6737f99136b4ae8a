"""Long work at the command line: a line that tells how far it is, and Ctrl-C as a wish to stop."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any, Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.progress import CancelToken

EXIT_CANCELLED: Final = 130
_REDRAW: Final = 0.2


@contextlib.contextmanager
def cancelled_by_keyboard() -> Iterator[CancelToken]:
    """Turn the first Ctrl-C into a wish to stop; the second one interrupts at once (and rolls back as well)."""
    token = CancelToken()

    def wish(number: int, frame: FrameType | None) -> None:
        del number, frame
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = signal.signal(signal.SIGINT, wish)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def progress_line(label: str) -> Iterator[Any]:
    """Show one line that is written over, with an estimate of what is left; nothing where nobody looks."""
    started = time.monotonic()
    shown = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown < _REDRAW:
            return
        shown = now
        text = progress_text(label, done, total, now - started)
        sys.stderr.write(f"\r{text:<60}")
        sys.stderr.flush()

    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r" + " " * 60 + "\r")
            sys.stderr.flush()


def progress_text(label: str, done: int, total: int, seconds: float) -> str:
    """Return "Leyendo 45 % · faltan 3 s"; without an estimate before there is anything to judge by."""
    if not total or not done:
        return f"{label}…"
    share = min(done / total, 1.0)
    text = f"{label} {int(share * 100)} %"
    left = seconds * (1 - share) / share
    if seconds < 1 or left < 1:
        return text
    words = f"{int(left)} s" if left < 120 else f"{int(left // 60)} min"
    return QT_TRANSLATE_NOOP("core", "{progress} · faltan {left}").format(progress=text, left=words)
