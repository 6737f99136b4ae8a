"""The actions of Entregar turno, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import SHIFTS

SUBMIT_ID = "shifts.submit"
ASSIGN = "shifts.assign"
LEAVE_OUT = "shifts.leave_out"
TAKE = "shifts.take"
UNDO = "shifts.undo"
PRINT = "shifts.print"
KEEP = "shifts.keep"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Entregar turno")
_LIST = f"{SHIFTS}/list"

ACTIONS = (
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Entregar el turno"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Entregar lo que queda abierto a quien se eligió"), SHIFTS,
    ),
    ActionSpec(
        ASSIGN, QT_TRANSLATE_NOOP("Actions", "Este caso a otra persona"), _GROUP, ("A",), "assign",
        QT_TRANSLATE_NOOP("Actions", "Elegir quién recibe el caso de la fila"), _LIST,
    ),
    ActionSpec(
        LEAVE_OUT, QT_TRANSLATE_NOOP("Actions", "Queda conmigo"), _GROUP, ("Q",), "close",
        QT_TRANSLATE_NOOP("Actions", "Dejar el caso de la fila fuera de la entrega, o volver a incluirlo"), _LIST,
    ),
    ActionSpec(
        TAKE, QT_TRANSLATE_NOOP("Actions", "Turno recibido"), _GROUP, ("Ctrl+Shift+R",), "double-check",
        QT_TRANSLATE_NOOP("Actions", "Dar por recibido el turno que le entregaron"), SHIFTS,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer la entrega"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer la entrega del turno, durante 10 segundos"), SHIFTS,
    ),
    ActionSpec(
        PRINT, QT_TRANSLATE_NOOP("Actions", "Imprimir la lista del turno"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Ver la lista de lo que queda abierto; otra vez, imprimirla"), SHIFTS,
    ),
    ActionSpec(
        KEEP, QT_TRANSLATE_NOOP("Actions", "Guardar la lista en PDF"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar como PDF la lista que se ve"), SHIFTS, in_palette=False,
    ),
)  # fmt: skip
