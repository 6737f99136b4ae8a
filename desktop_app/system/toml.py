"""TOML files that people write: what is wrong with one, in Spanish and with its place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_PLACE = re.compile(r"at line (\d+), column (\d+)")


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file says. Raises InvalidInput with a clause in Spanish, OSError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "no está en UTF-8; guárdelo con esa codificación")
        ) from error
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        if place is None:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "el texto termina a medias o repite algo; revise el final")
            ) from error
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "revise la línea {line}, cerca de la columna {column}"),
            line=place[1],
            column=place[2],
        ) from error
