"""Telephone numbers as people write them."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.cleaning import digits_of

LEAST: Final = 6
"""Digits below which a number is too short to tell one telephone from another (an extension)."""


def reachable(contact: str) -> bool:
    """Tell whether a text may be a telephone or an e-mail at all: it has digits, or an at sign."""
    return "@" in contact or bool(digits_of(contact))


def same_phone(one: str | None, other: str | None) -> bool:
    """Tell whether two texts are one telephone: blanks, dashes and the country's code make no difference."""
    short, long = sorted((digits_of(one).lstrip("0"), digits_of(other).lstrip("0")), key=len)
    return len(short) >= LEAST and long.endswith(short) and len(long) - len(short) <= 3
