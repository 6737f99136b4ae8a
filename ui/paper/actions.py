"""The actions of Formularios en papel, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import PAPER

SUBMIT_ID = "paper.submit"
SEARCH = "paper.search"
MAKE = "paper.make"
TRANSCRIBE = "paper.transcribe"
SPOIL = "paper.spoil"
RESTORE = "paper.restore"
AGAIN = "paper.again"
PRINT = "paper.print"
KEEP = "paper.keep"
ORIENT = "paper.orient"
REFER = "paper.refer"
CASE = "paper.case"
CRITICAL = "paper.critical"
UNDO = "paper.undo"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Formularios en papel")
_LIST = f"{PAPER}/list"

ACTIONS = (
    ActionSpec(
        TRANSCRIBE, QT_TRANSLATE_NOOP("Actions", "Transcribir"), _GROUP, ("T",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Pasar al sistema lo que se escribió en el formulario"), _LIST,
    ),
    ActionSpec(
        MAKE, QT_TRANSLATE_NOOP("Actions", "Imprimir formularios"), _GROUP, ("N",), "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir formularios numerados para cuando falte el sistema"), _LIST,
    ),
    ActionSpec(
        AGAIN, QT_TRANSLATE_NOOP("Actions", "Imprimir otra vez la tanda"), _GROUP, ("R",), "refresh",
        QT_TRANSLATE_NOOP("Actions", "Imprimir otra vez la tanda, con los mismos números"), _LIST,
    ),
    ActionSpec(
        SPOIL, QT_TRANSLATE_NOOP("Actions", "Anular"), _GROUP, ("A",), "close",
        QT_TRANSLATE_NOOP("Actions", "Anular un formulario dañado o perdido, con su motivo"), _LIST,
    ),
    ActionSpec(
        RESTORE, QT_TRANSLATE_NOOP("Actions", "Quitar la anulación"), _GROUP, ("Q",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Quitar la anulación de un formulario"), _LIST,
    ),
    ActionSpec(
        SEARCH, QT_TRANSLATE_NOOP("Actions", "Buscar un formulario"), _GROUP, ("Ctrl+F",), "search",
        QT_TRANSLATE_NOOP("Actions", "Buscar por número, ciudadano o consulta"), PAPER,
    ),
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Registrar lo transcrito"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Registrar el formulario y pasar al siguiente"), PAPER,
    ),
    ActionSpec(
        ORIENT, QT_TRANSLATE_NOOP("Actions", "Orientar"), _GROUP, ("Shift+F7",), "info",
        QT_TRANSLATE_NOOP("Actions", "La atención terminó en orientación"), PAPER, in_palette=False,
    ),
    ActionSpec(
        REFER, QT_TRANSLATE_NOOP("Actions", "Vincular"), _GROUP, ("F7", "Ctrl+R"), "link",
        QT_TRANSLATE_NOOP("Actions", "El ciudadano pasó a otra unidad"), PAPER, in_palette=False,
    ),
    ActionSpec(
        CASE, QT_TRANSLATE_NOOP("Actions", "Abrir caso"), _GROUP, ("F8", "Ctrl+J"), "cases",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso cuyo plazo corre desde la atención"), PAPER,
        in_palette=False,
    ),
    ActionSpec(
        CRITICAL, QT_TRANSLATE_NOOP("Actions", "Caso crítico"), _GROUP, ("F9", "Ctrl+U"), "star",
        QT_TRANSLATE_NOOP("Actions", "Abrir un caso crítico; pide su criterio, 1 a 3"), PAPER,
        in_palette=False,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer la última transcripción"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer la última transcripción, durante 10 segundos"), PAPER,
    ),
    ActionSpec(
        PRINT, QT_TRANSLATE_NOOP("Actions", "Imprimir la tanda"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Enviar los formularios a la impresora"), PAPER, in_palette=False,
    ),
    ActionSpec(
        KEEP, QT_TRANSLATE_NOOP("Actions", "Guardar la tanda en PDF"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar los formularios como PDF"), PAPER, in_palette=False,
    ),
)  # fmt: skip
