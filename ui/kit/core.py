"""Sentences of the core, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def core(text: str) -> str:
    """Return a sentence of the core, which knows no Qt, as it is translated."""
    return QCoreApplication.translate("core", text)
