"""Programs of the benchmark that need a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """Give the environment of such a process: no screen, and compiled modules kept from run to run.

    An installed program has its modules compiled. Where a machine forbids Python to keep them, every
    start would measure the compiler.
    """
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as compiled:
        environment = dict(os.environ, PYTHONPATH=str(_ROOT), PYTHONUTF8="1", PYTHONPYCACHEPREFIX=compiled)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["QT_QPA_PLATFORM"] = "offscreen"
        yield environment


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run this Python with ``arguments``; return what it wrote. Raises CalledProcessError."""
    # Qt says on the error stream what the offscreen screen lacks.
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, *arguments], check=True, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout
