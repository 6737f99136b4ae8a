"""Messages as files: which they are, asking for one, and what to say of those that no mail program gives as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_ENDINGS = (".eml", ".msg")
"""Outlook's own .msg is taken to the same place, where it is said how to save it as .eml."""


def is_mail(path: Path) -> bool:
    """Tell whether a file is called as a message is."""
    return path.suffix.lower() in _ENDINGS


def choose_mail(parent: QWidget) -> Path | None:
    """Let the person choose a message; None when nobody wants to."""
    title = QCoreApplication.translate("MailFiles", "Abrir un correo")
    kinds = QCoreApplication.translate("MailFiles", "Correos guardados (*.eml);;Todos los archivos (*)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


def nameless_words() -> str:
    """Return what is said when a mail program drags something that is no file."""
    return QCoreApplication.translate(
        "MailFiles",
        "El programa de correo no entregó un archivo. Guarde el mensaje como .eml (Archivo › Guardar como) y suelte "
        "ese archivo aquí.",
    )
