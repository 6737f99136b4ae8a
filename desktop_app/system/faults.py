"""What a data folder that refuses a write is told as."""

from __future__ import annotations

import errno
from pathlib import Path

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP


def unwritable(folder: Path, error: OSError | None = None) -> EnvironmentFault:
    """Return the fault of a folder that cannot be written: its disk is full, or it is not permitted."""
    if error is not None and error.errno in (errno.ENOSPC, errno.EDQUOT):
        text = QT_TRANSLATE_NOOP(
            "core", "El disco de la carpeta {folder} está lleno. Libere espacio y repita; no se cambió nada."
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "No se puede escribir en la carpeta de datos {folder}. "
            "Pida a informática que dé permiso de escritura.",
        )
    return EnvironmentFault(text, folder=str(folder))
