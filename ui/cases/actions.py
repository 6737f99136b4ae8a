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
NOT_CRITICAL = "cases.not_critical"
CHECK = "cases.check"
LEVEL = "cases.level"
EXTEND = "cases.extend"
UNITE = "cases.unite"
RELATE = "cases.relate"
CORRECT = "cases.correct"
WRITE = "cases.write"
FILES = "cases.files"
MAIL = "cases.mail"
TURN = "cases.turn"
CAUSES = "cases.causes"
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
        WRITE, QT_TRANSLATE_NOOP("Actions", "Escribir al ciudadano"), _GROUP, ("T",), "mail",
        QT_TRANSLATE_NOOP("Actions", "Carta, correo o llamada con una plantilla"), _LIST,
    ),
    ActionSpec(
        FILES, QT_TRANSLATE_NOOP("Actions", "Agregar archivos"), _GROUP, ("F",), "attach",
        QT_TRANSLATE_NOOP("Actions", "Agregar archivos al caso; también puede soltarlos sobre él"), _LIST,
    ),
    ActionSpec(
        MAIL, QT_TRANSLATE_NOOP("Actions", "Abrir un correo"), _GROUP, ("Ctrl+O",), "mail",
        QT_TRANSLATE_NOOP("Actions", "Abrir un correo guardado (.eml) y unirlo a un caso"), CASES,
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
        NOT_CRITICAL, QT_TRANSLATE_NOOP("Actions", "No es crítico"), _GROUP, ("X",), "close",
        QT_TRANSLATE_NOOP("Actions", "Decir por qué el caso no es crítico aunque lo parezca"), _LIST,
    ),
    ActionSpec(
        CHECK, QT_TRANSLATE_NOOP("Actions", "Próxima revisión"), _GROUP, ("S",), "clock",
        QT_TRANSLATE_NOOP("Actions", "Anotar cuándo se vuelve a revisar un caso crítico"), _LIST,
    ),
    ActionSpec(
        LEVEL, QT_TRANSLATE_NOOP("Actions", "Cambiar nivel"), _GROUP, ("V",), "priority",
        QT_TRANSLATE_NOOP("Actions", "Pasar el caso a simple, complejo o crítico, con su motivo"), _LIST,
    ),
    ActionSpec(
        EXTEND, QT_TRANSLATE_NOOP("Actions", "Prórroga"), _GROUP, ("Z",), "calendar",
        QT_TRANSLATE_NOOP("Actions", "Dar más plazo al caso, con su motivo"), _LIST,
    ),
    ActionSpec(
        UNITE, QT_TRANSLATE_NOOP("Actions", "Es duplicado de…"), _GROUP, ("D",), "copy",
        QT_TRANSLATE_NOOP("Actions", "Unir el caso a otro que trata lo mismo"), _LIST,
    ),
    ActionSpec(
        RELATE, QT_TRANSLATE_NOOP("Actions", "Relacionar con…"), _GROUP, ("I",), "link",
        QT_TRANSLATE_NOOP("Actions", "Mostrar en cada uno de dos casos el otro"), _LIST,
    ),
    ActionSpec(
        CORRECT, QT_TRANSLATE_NOOP("Actions", "Corregir datos"), _GROUP, ("M",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Corregir asunto, tipo, tema, ciudadano o lugar del caso"), _LIST,
    ),
    ActionSpec(
        TURN, QT_TRANSLATE_NOOP("Actions", "Girar la pantalla"), _GROUP, ("F11",), "citizens",
        QT_TRANSLATE_NOOP("Actions", "Al cerrar, mostrar al ciudadano la pantalla de opinión"), CASES,
    ),
    ActionSpec(
        CAUSES, QT_TRANSLATE_NOOP("Actions", "Anotar causas"), _GROUP, ("Alt+C",), "note",
        QT_TRANSLATE_NOOP("Actions", "Al cerrar, anotar qué causó el caso, para el informe"), CASES,
    ),
    ActionSpec(
        NEW, QT_TRANSLATE_NOOP("Actions", "Nuevo caso"), _GROUP, ("F8", "Ctrl+J"), "plus",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso sin una atención"), CASES, in_palette=False,
    ),
    ActionSpec(
        ROUTE, QT_TRANSLATE_NOOP("Actions", "Tomar la vía sugerida"), _GROUP, ("Shift+F8",), "check",
        QT_TRANSLATE_NOOP("Actions", "Poner al caso nuevo el tipo que sugieren sus palabras"), CASES,
    ),
)  # fmt: skip
