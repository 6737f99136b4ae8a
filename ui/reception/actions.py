"""The actions of Recepción, declared once."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import RECEPTION

SUBMIT_ID = "reception.submit"
HOLD = "reception.hold"
ORIENT = "reception.orient"
REFER = "reception.refer"
CASE = "reception.case"
CRITICAL = "reception.critical"
NEXT = "reception.next"
UNDO = "reception.undo"
REPEAT = "reception.repeat"
DISCARD = "reception.discard"
COPY_SHEET = "reception.copy_sheet"
RECEIPT = "reception.receipt"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Recepción")

ACTIONS = (
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Registrar y despedir"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Registrar la atención y despedir al ciudadano"), RECEPTION,
    ),
    ActionSpec(
        HOLD, QT_TRANSLATE_NOOP("Actions", "En espera"), _GROUP, ("F4", "Ctrl+E"), "hold",
        QT_TRANSLATE_NOOP("Actions", "Dejar en espera con su motivo, o retomar"), RECEPTION,
    ),
    ActionSpec(
        ORIENT, QT_TRANSLATE_NOOP("Actions", "Orientar"), _GROUP, ("Shift+F7",), "info",
        QT_TRANSLATE_NOOP("Actions", "La atención termina en orientación"), RECEPTION,
    ),
    ActionSpec(
        REFER, QT_TRANSLATE_NOOP("Actions", "Vincular"), _GROUP, ("F7", "Ctrl+R"), "link",
        QT_TRANSLATE_NOOP("Actions", "Vincular con la unidad que puede resolver"), RECEPTION,
    ),
    ActionSpec(
        CASE, QT_TRANSLATE_NOOP("Actions", "Abrir caso"), _GROUP, ("F8", "Ctrl+J"), "cases",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso con su plazo"), RECEPTION,
    ),
    ActionSpec(
        CRITICAL, QT_TRANSLATE_NOOP("Actions", "Caso crítico"), _GROUP, ("F9", "Ctrl+U"), "star",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso crítico; pide su criterio, 1 a 3"), RECEPTION,
    ),
    ActionSpec(
        NEXT, QT_TRANSLATE_NOOP("Actions", "Siguiente atención abierta"), _GROUP, ("Ctrl+Tab",), "swap",
        QT_TRANSLATE_NOOP("Actions", "Pasar a la siguiente atención abierta"), RECEPTION,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer el último registro"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer el último registro, durante 10 segundos"), RECEPTION,
    ),
    ActionSpec(
        REPEAT, QT_TRANSLATE_NOOP("Actions", "La misma consulta otra vez"), _GROUP, ("Ctrl+D",), "copy",
        QT_TRANSLATE_NOOP("Actions", "Registrar otra orientación sobre el mismo tema"), RECEPTION,
    ),
    ActionSpec(
        COPY_SHEET, QT_TRANSLATE_NOOP("Actions", "Copiar la ficha"), _GROUP, ("Ctrl+Shift+C",), "copy",
        QT_TRANSLATE_NOOP("Actions", "Copiar la ficha del tema al portapapeles"), RECEPTION,
    ),
    ActionSpec(
        RECEIPT, QT_TRANSLATE_NOOP("Actions", "Imprimir constancia"), _GROUP, ("Ctrl+Shift+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir o guardar la constancia del último registro"), RECEPTION,
    ),
    ActionSpec(
        DISCARD, QT_TRANSLATE_NOOP("Actions", "Descartar la atención abierta"), _GROUP, (), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar la atención abierta; se puede deshacer"), RECEPTION,
    ),
)  # fmt: skip
