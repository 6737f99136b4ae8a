"""The actions of Documentos, declared once."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import ActionSpec
from ui.kit.screen import DOCUMENTS

PRINT = "documents.print"
KEEP = "documents.keep"
REMOVE = "documents.remove"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Documentos")

ACTIONS = (
    ActionSpec(
        PRINT, QT_TRANSLATE_NOOP("Actions", "Imprimir"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir el documento que se ve"), DOCUMENTS,
    ),
    ActionSpec(
        KEEP, QT_TRANSLATE_NOOP("Actions", "Guardar una copia"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar una copia del archivo fuera del programa"), DOCUMENTS,
    ),
    ActionSpec(
        REMOVE, QT_TRANSLATE_NOOP("Actions", "Quitar del caso"), _GROUP, ("Ctrl+Del",), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar del caso el archivo que se ve, con su motivo"), DOCUMENTS,
    ),
)  # fmt: skip
