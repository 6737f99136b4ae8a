"""The actions of Constancias, declared once."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import ActionSpec
from ui.kit.screen import RECEIPTS

PRINT = "receipts.print"
KEEP = "receipts.keep"
SCAN = "receipts.scan"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Constancias")

ACTIONS = (
    ActionSpec(
        PRINT, QT_TRANSLATE_NOOP("Actions", "Imprimir"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir la constancia que se ve"), RECEIPTS,
    ),
    ActionSpec(
        KEEP, QT_TRANSLATE_NOOP("Actions", "Guardar PDF"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar la constancia como PDF"), RECEIPTS,
    ),
    ActionSpec(
        SCAN, QT_TRANSLATE_NOOP("Actions", "Comprobar otra"), _GROUP, ("Ctrl+F",), "search",
        QT_TRANSLATE_NOOP("Actions", "Ir al campo donde se lee el código o se escribe el número"), RECEIPTS,
    ),
)  # fmt: skip
