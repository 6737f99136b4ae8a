"""Folders: where data lies by default, where the program's own files are."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_data_folder() -> Path:
    """Return the machine's data folder: ``%ProgramData%\\Ventanilla``, on Linux the user's share."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Ventanilla"
    import platformdirs

    return Path(platformdirs.user_data_dir("ventanilla", appauthor=False))


def demo_data_folder() -> Path:
    """Return the folder of the demonstration municipality, apart from any real data."""
    base = default_data_folder()
    return base.with_name(base.name + "-demo")


def resource(*parts: str) -> Path:
    """Return the path of a file below ``resources``, also inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
