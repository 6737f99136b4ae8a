"""The actions of Ciudadanos, declared once. Single letters work while the list has the focus."""

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

_GROUP = QT_TRANSLATE_NOOP("Actions", "Ciudadanos")
_LIST = f"{CITIZENS}/list"

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
)  # fmt: skip
