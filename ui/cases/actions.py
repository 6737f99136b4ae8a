"""The actions of Casos, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import CASES

FILTER = "cases.filter"
SUBMIT_ID = "cases.submit"
ANSWER = "cases.answer"
ESCALATE = "cases.escalate"
ASSIGN = "cases.assign"
NOTE = "cases.note"
CALL = "cases.call"
PAUSE = "cases.pause"
CLOSE = "cases.close"
RECEIPT = "cases.receipt"
CRITICAL = "cases.critical"
SAVE_VIEW = "cases.save_view"
RENAME_VIEW = "cases.rename_view"
REMOVE_VIEW = "cases.remove_view"
COLUMNS = "cases.columns"
ORDER = "cases.order"
EXPORT = "cases.export"
PICK = "cases.pick"
PICK_ALL = "cases.pick_all"
UNDO = "cases.undo"
NEW = "cases.new"
ROUTE = "cases.route"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Casos")
_LIST = f"{CASES}/list"

ACTIONS = (
    ActionSpec(
        FILTER, QT_TRANSLATE_NOOP("Actions", "Filtrar la lista"), _GROUP, ("Ctrl+F",), "filter",
        QT_TRANSLATE_NOOP("Actions", "Ir al filtro: unidad:vías estado:abierto palabras"), CASES,
    ),
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Guardar lo escrito"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Guardar el paso, la nota o el cierre que se está escribiendo"), CASES,
    ),
    ActionSpec(
        ANSWER, QT_TRANSLATE_NOOP("Actions", "Responder"), _GROUP, ("R",), "answer",
        QT_TRANSLATE_NOOP("Actions", "Anotar la respuesta dada al ciudadano"), _LIST,
    ),
    ActionSpec(
        ESCALATE, QT_TRANSLATE_NOOP("Actions", "Escalar"), _GROUP, ("E",), "escalate",
        QT_TRANSLATE_NOOP("Actions", "Llevar el caso a la jefatura o al área especializada"), _LIST,
    ),
    ActionSpec(
        ASSIGN, QT_TRANSLATE_NOOP("Actions", "Asignar"), _GROUP, ("A",), "assign",
        QT_TRANSLATE_NOOP("Actions", "Dar el caso a una persona o unidad"), _LIST,
    ),
    ActionSpec(
        NOTE, QT_TRANSLATE_NOOP("Actions", "Nota"), _GROUP, ("N",), "note",
        QT_TRANSLATE_NOOP("Actions", "Anotar una observación en la bitácora"), _LIST,
    ),
    ActionSpec(
        CALL, QT_TRANSLATE_NOOP("Actions", "Llamada"), _GROUP, ("L",), "call",
        QT_TRANSLATE_NOOP("Actions", "Anotar una llamada al ciudadano, también si no contestó"), _LIST,
    ),
    ActionSpec(
        PAUSE, QT_TRANSLATE_NOOP("Actions", "Pausar o reanudar"), _GROUP, ("P",), "pause",
        QT_TRANSLATE_NOOP("Actions", "Pausar en espera del ciudadano, o reanudar"), _LIST,
    ),
    ActionSpec(
        CLOSE, QT_TRANSLATE_NOOP("Actions", "Cerrar"), _GROUP, ("C",), "double-check",
        QT_TRANSLATE_NOOP("Actions", "Cerrar con la confirmación del ciudadano"), _LIST,
    ),
    ActionSpec(
        RECEIPT, QT_TRANSLATE_NOOP("Actions", "Constancia"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Ver e imprimir una copia de la constancia del caso"), CASES,
    ),
    ActionSpec(
        CRITICAL, QT_TRANSLATE_NOOP("Actions", "Marcar como crítico"), _GROUP, ("F9",), "star",
        QT_TRANSLATE_NOOP("Actions", "Pasar el caso a crítico, con su criterio"), CASES,
    ),
    ActionSpec(
        SAVE_VIEW, QT_TRANSLATE_NOOP("Actions", "Guardar la vista…"), _GROUP, ("Ctrl+S",), "star",
        QT_TRANSLATE_NOOP("Actions", "Guardar la vista con su filtro, su orden y sus columnas bajo un nombre"), CASES,
    ),
    ActionSpec(
        RENAME_VIEW, QT_TRANSLATE_NOOP("Actions", "Cambiar el nombre de la vista…"), _GROUP, (), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar el nombre de la vista guardada que se muestra"), CASES,
    ),
    ActionSpec(
        REMOVE_VIEW, QT_TRANSLATE_NOOP("Actions", "Quitar la vista guardada"), _GROUP, (), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar la vista guardada que se muestra; los casos siguen ahí"), CASES,
    ),
    ActionSpec(
        COLUMNS, QT_TRANSLATE_NOOP("Actions", "Columnas…"), _GROUP, ("Ctrl+Shift+O",), "columns",
        QT_TRANSLATE_NOOP("Actions", "Elegir las columnas de la lista y su orden"), CASES,
    ),
    ActionSpec(
        ORDER, QT_TRANSLATE_NOOP("Actions", "Ordenar por…"), _GROUP, ("O",), "table",
        QT_TRANSLATE_NOOP("Actions", "Elegir el orden de la lista"), _LIST,
    ),
    ActionSpec(
        EXPORT, QT_TRANSLATE_NOOP("Actions", "Exportar a Excel…"), _GROUP, ("Ctrl+Shift+E",), "export",
        QT_TRANSLATE_NOOP("Actions", "Guardar la lista con su filtro, columnas y orden en un libro de Excel"), CASES,
    ),
    ActionSpec(
        PICK, QT_TRANSLATE_NOOP("Actions", "Seleccionar el caso"), _GROUP, ("Ctrl+Space",), "check",
        QT_TRANSLATE_NOOP("Actions", "Seleccionar el caso o quitarlo de la selección; Mayús+↓ sigue"), _LIST,
    ),
    ActionSpec(
        PICK_ALL, QT_TRANSLATE_NOOP("Actions", "Seleccionar todos"), _GROUP, ("Ctrl+A",), "double-check",
        QT_TRANSLATE_NOOP("Actions", "Seleccionar los casos de la lista, hasta mil"), _LIST,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer lo último"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer el caso abierto o lo hecho en la lista, durante 10 segundos"), CASES,
    ),
    ActionSpec(
        NEW, QT_TRANSLATE_NOOP("Actions", "Nuevo caso"), _GROUP, ("F8", "Ctrl+J"), "plus",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso sin una atención"), CASES, in_palette=False,
    ),
    ActionSpec(
        ROUTE, QT_TRANSLATE_NOOP("Actions", "Tomar la vía sugerida"), _GROUP, ("F10",), "check",
        QT_TRANSLATE_NOOP("Actions", "Poner al caso nuevo el tipo que sugieren sus palabras"), CASES,
    ),
)  # fmt: skip
