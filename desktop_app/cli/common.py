"""What the verbs share: where the data is, how results are told."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.system import memory
from desktop_app.system.paths import default_data_folder

if TYPE_CHECKING:
    from desktop_app.bootstrap import Installation


def data_folder(args: argparse.Namespace) -> Path:
    """Return the folder given with ``--data``, or the machine's own."""
    return Path(args.data).expanduser().absolute() if args.data else default_data_folder()


def emit(args: argparse.Namespace, payload: Mapping[str, Any], lines: Iterable[str]) -> None:
    """Print one JSON document with ``--json``, else the Spanish lines."""
    if args.json:
        sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        for line in lines:
            sys.stdout.write(line + "\n")
    sys.stdout.flush()


def has_display() -> bool:
    """Tell whether windows can be shown (or Qt was told how to do without a screen)."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def show_windows(installation: Installation, user: str | None) -> int:
    """Show the windows until they are closed; return the process's exit code."""
    memory.hold()
    from ui import app

    return app.run(installation, user)


def note(text: str) -> None:
    """Say something on the side, so that the output proper stays clean."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
