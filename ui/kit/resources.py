"""Where the files that travel with the program lie."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file; the same in the source tree and in the frozen program."""
    return _ROOT.joinpath(*parts)
