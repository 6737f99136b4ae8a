"""The actions of Ajustes, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import SETTINGS

SAVE = "settings.save"
USER_NEW = "settings.user.new"
USER_EDIT = "settings.user.edit"
USER_ACTIVE = "settings.user.active"
DAY_NEW = "settings.day.new"
DAY_EDIT = "settings.day.edit"
DAY_ORDINARY = "settings.day.ordinary"
PHRASE_EDIT = "settings.phrase.edit"
PHRASE_ORIGINAL = "settings.phrase.original"
WORKFLOW_EDIT = "settings.workflow.edit"
WORKFLOW_ORIGINAL = "settings.workflow.original"
SAVED_NEW = "settings.saved.new"
SAVED_EDIT = "settings.saved.edit"
SAVED_REMOVE = "settings.saved.remove"
SAVED_UNDO = "settings.saved.undo"
TEMPLATE_NEW = "settings.template.new"
TEMPLATE_EDIT = "settings.template.edit"
TEMPLATE_REMOVE = "settings.template.remove"
TEMPLATE_UNDO = "settings.template.undo"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Ajustes")
_USERS = f"{SETTINGS}/users"
_DAYS = f"{SETTINGS}/days"
_PHRASES = f"{SETTINGS}/phrases"
_WORKFLOW = f"{SETTINGS}/workflow"
_SAVED = f"{SETTINGS}/saved"
_TEMPLATES = f"{SETTINGS}/templates"

ACTIONS = (
    ActionSpec(
        SAVE, QT_TRANSLATE_NOOP("Actions", "Guardar los ajustes"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Guardar lo que se cambió en la página"), SETTINGS,
    ),
    ActionSpec(
        USER_NEW, QT_TRANSLATE_NOOP("Actions", "Nuevo usuario"), _GROUP, ("N",), "person-add",
        QT_TRANSLATE_NOOP("Actions", "Dar de alta a una persona"), _USERS, in_palette=False,
    ),
    ActionSpec(
        USER_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar el usuario"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar los datos o los roles de una persona"), _USERS, in_palette=False,
    ),
    ActionSpec(
        USER_ACTIVE, QT_TRANSLATE_NOOP("Actions", "Desactivar o reactivar"), _GROUP, ("Del",), "lock",
        QT_TRANSLATE_NOOP("Actions", "Desactivar a una persona, o reactivarla"), _USERS, in_palette=False,
    ),
    ActionSpec(
        DAY_NEW, QT_TRANSLATE_NOOP("Actions", "Agregar un día"), _GROUP, ("N",), "plus",
        QT_TRANSLATE_NOOP("Actions", "Agregar un feriado o un día con horario propio"), _DAYS, in_palette=False,
    ),
    ActionSpec(
        DAY_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar el día"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar el día elegido"), _DAYS, in_palette=False,
    ),
    ActionSpec(
        DAY_ORDINARY, QT_TRANSLATE_NOOP("Actions", "Hacer ordinario"), _GROUP, ("Del",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Quitar la regla del día: se atiende como cualquier otro"), _DAYS,
        in_palette=False,
    ),
    ActionSpec(
        PHRASE_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar la frase"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Escribir la frase de atención con las palabras de la municipalidad"),
        _PHRASES, in_palette=False,
    ),
    ActionSpec(
        PHRASE_ORIGINAL, QT_TRANSLATE_NOOP("Actions", "Volver al texto original"), _GROUP, ("Del",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Poner otra vez el texto original de la frase"), _PHRASES, in_palette=False,
    ),
    ActionSpec(
        WORKFLOW_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar el nombre"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Dar a un estado o a un paso el nombre que usa la municipalidad"),
        _WORKFLOW, in_palette=False,
    ),
    ActionSpec(
        WORKFLOW_ORIGINAL, QT_TRANSLATE_NOOP("Actions", "Volver al nombre original"), _GROUP, ("Del",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Poner otra vez el nombre original del estado o del paso"), _WORKFLOW,
        in_palette=False,
    ),
    ActionSpec(
        SAVED_NEW, QT_TRANSLATE_NOOP("Actions", "Nueva frase guardada"), _GROUP, ("N",), "plus",
        QT_TRANSLATE_NOOP("Actions", "Guardar un texto que se inserta con //"), _SAVED, in_palette=False,
    ),
    ActionSpec(
        SAVED_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar la frase guardada"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar el nombre o el texto de la frase"), _SAVED, in_palette=False,
    ),
    ActionSpec(
        SAVED_REMOVE, QT_TRANSLATE_NOOP("Actions", "Quitar la frase guardada"), _GROUP, ("Del",), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar la frase; se puede deshacer"), _SAVED, in_palette=False,
    ),
    ActionSpec(
        SAVED_UNDO, QT_TRANSLATE_NOOP("Actions", "Volver a poner la frase quitada"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Volver a poner la frase que se acaba de quitar (10 segundos)"), _SAVED,
        in_palette=False,
    ),
    ActionSpec(
        TEMPLATE_NEW, QT_TRANSLATE_NOOP("Actions", "Nueva plantilla"), _GROUP, ("N",), "plus",
        QT_TRANSLATE_NOOP("Actions", "Escribir una plantilla para cartas, correos y llamadas"), _TEMPLATES,
        in_palette=False,
    ),
    ActionSpec(
        TEMPLATE_EDIT, QT_TRANSLATE_NOOP("Actions", "Cambiar la plantilla"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar el nombre o el texto de la plantilla"), _TEMPLATES, in_palette=False,
    ),
    ActionSpec(
        TEMPLATE_REMOVE, QT_TRANSLATE_NOOP("Actions", "Quitar la plantilla"), _GROUP, ("Del",), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar la plantilla; se puede deshacer"), _TEMPLATES, in_palette=False,
    ),
    ActionSpec(
        TEMPLATE_UNDO, QT_TRANSLATE_NOOP("Actions", "Volver a poner la plantilla quitada"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Volver a poner la plantilla que se acaba de quitar (10 segundos)"), _TEMPLATES,
        in_palette=False,
    ),
)  # fmt: skip
