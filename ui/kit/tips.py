"""Tooltips of what people typed: Qt reads them as markup when they look like it, and would open its pictures."""

from __future__ import annotations

from html import escape


def tip(text: str) -> str:
    """Return the text so that a tooltip shows it as it was written."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")
