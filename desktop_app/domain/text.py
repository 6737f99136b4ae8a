"""Marks the Spanish sentences of the core for translation without importing Qt."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name Qt's extraction tool looks for
    """Return ``text`` unchanged; Qt's ``lupdate`` collects the literal under ``context``."""
    del context
    return text
