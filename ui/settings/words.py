"""How Ajustes writes sizes."""

from __future__ import annotations

_KILO = 1024


def size_words(size: int) -> str:
    """Return a size in bytes as "12,4 MB"."""
    amount, units = float(size), ("B", "KB", "MB", "GB")
    unit = units[0]
    for unit in units:
        if amount < _KILO or unit == units[-1]:
            break
        amount /= _KILO
    figure = f"{amount:.0f}" if unit == units[0] else f"{amount:.1f}".replace(".", ",")
    return f"{figure} {unit}"
