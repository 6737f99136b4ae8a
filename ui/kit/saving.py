"""Asking where a file is to be saved: what stands there already is never written over unasked."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(parent: QWidget, title: str, proposed: Path, kinds: str, ending: str) -> Path | None:
    """Return where to save, None when nobody wants to; ``ending`` (".pdf") is added to a name without it.

    The dialog asks before it replaces the file that was named. One that only the ending leads to is
    proposed again, so that it asks about that one as well.
    """
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == ending:
            return path
        proposed = path.with_name(f"{path.name}{ending}")
        if not os.path.exists(proposed):  # noqa: PTH110 - a name that no disk takes is refused when it is written
            return proposed
