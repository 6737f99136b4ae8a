"""The actions of Ciudadanos, declared once. Single letters work while the list has the focus, or the pairs."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import CITIZENS

SEARCH = "citizens.search"
SUBMIT_ID = "citizens.submit"
ATTEND = "citizens.attend"
EDIT = "citizens.edit"
NEW = "citizens.new"
CASES = "citizens.cases"
OPEN_CASE = "citizens.open_case"
HISTORY = "citizens.history"
ORDER = "citizens.order"
JOIN = "citizens.join"
EXPORT = "citizens.export"
APART = "citizens.apart"
UNDO = "citizens.undo"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Ciudadanos")
_LIST = f"{CITIZENS}/list"
_PAIRS = f"{CITIZENS}/pairs"

ACTIONS = (
    ActionSpec(
        SEARCH, QT_TRANSLATE_NOOP("Actions", "Buscar en la lista"), _GROUP, ("Ctrl+F",), "search",
        QT_TRANSLATE_NOOP("Actions", "Buscar por nombre, documento, teléfono, correo o dirección"), CITIZENS,
    ),
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Guardar los datos"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Guardar los datos de la persona que se están escribiendo"), CITIZENS,
    ),
    ActionSpec(
        ATTEND, QT_TRANSLATE_NOOP("Actions", "Atender"), _GROUP, ("A",), "reception",
        QT_TRANSLATE_NOOP("Actions", "Empezar en Recepción una atención de esta persona"), _LIST,
    ),
    ActionSpec(
        EDIT, QT_TRANSLATE_NOOP("Actions", "Editar"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Corregir los datos de la persona"), _LIST,
    ),
    ActionSpec(
        NEW, QT_TRANSLATE_NOOP("Actions", "Nuevo ciudadano"), _GROUP, ("N",), "person-add",
        QT_TRANSLATE_NOOP("Actions", "Registrar a una persona"), _LIST,
    ),
    ActionSpec(
        CASES, QT_TRANSLATE_NOOP("Actions", "Casos de la persona"), _GROUP, ("C",), "cases",
        QT_TRANSLATE_NOOP("Actions", "Ver en Casos todos los de esta persona"), _LIST,
    ),
    ActionSpec(
        OPEN_CASE, QT_TRANSLATE_NOOP("Actions", "Abrir un caso de la persona"), _GROUP, ("F8", "Ctrl+J"), "plus",
        QT_TRANSLATE_NOOP("Actions", "Empezar en Casos un caso de esta persona"), CITIZENS,
    ),
    ActionSpec(
        HISTORY, QT_TRANSLATE_NOOP("Actions", "Historia de la persona"), _GROUP, ("H",), "clock",
        QT_TRANSLATE_NOOP("Actions", "Ver todas sus atenciones, casos, contactos y vinculaciones"), _LIST,
    ),
    ActionSpec(
        ORDER, QT_TRANSLATE_NOOP("Actions", "Orden alfabético"), _GROUP, ("O",), "swap",
        QT_TRANSLATE_NOOP("Actions", "Ordenar la lista por nombre, o como estaba"), _LIST,
    ),
    ActionSpec(
        JOIN, QT_TRANSLATE_NOOP("Actions", "Comparar con otra ficha"), _GROUP, ("R",), "link",
        QT_TRANSLATE_NOOP("Actions", "Elegir esta ficha; en la otra, R otra vez compara las dos"), _LIST,
    ),
    ActionSpec(
        EXPORT, QT_TRANSLATE_NOOP("Actions", "Entregar los datos de la persona"), _GROUP, ("X",), "export",
        QT_TRANSLATE_NOOP("Actions", "Guardar todo lo que se tiene de ella, para leer o para otro sistema"), _LIST,
    ),
    ActionSpec(
        APART, QT_TRANSLATE_NOOP("Actions", "No son la misma persona"), _GROUP, ("D",), "swap",
        QT_TRANSLATE_NOOP("Actions", "Descartar la pareja, o volver a considerarla"), _PAIRS,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer lo decidido"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer lo último que se decidió de dos fichas (10 segundos)"), CITIZENS,
    ),
)  # fmt: skip
