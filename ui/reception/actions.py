"""The actions of Recepción, declared once."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Result
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import RECEPTION

SUBMIT_ID = "reception.submit"
ANOTHER = "reception.another"
HOLD = "reception.hold"
PREFERENTIAL = "reception.preferential"
ORIENT = "reception.orient"
REFER = "reception.refer"
CASE = "reception.case"
CRITICAL = "reception.critical"
NEXT = "reception.next"
UNDO = "reception.undo"
REPEAT = "reception.repeat"
DISCARD = "reception.discard"
COPY_SHEET = "reception.copy_sheet"
MAIL_FILE = "reception.mail"
TODAY = "reception.today"
VOID = "reception.void"
EVERYONE = "reception.everyone"
DAY_BEFORE = "reception.day-before"
DAY_AFTER = "reception.day-after"
PRINT_SHEET = "reception.print_sheet"
KEEP_SHEET = "reception.keep_sheet"
FOLD = "reception.fold"
RECEIPT = "reception.receipt"
SLIP = "reception.slip"
OPINION = "reception.opinion"
TURN = "reception.turn"
ROUTE = "reception.route"

RESULTS = {
    ORIENT: Result.ORIENTED,
    REFER: Result.REFERRED,
    CASE: Result.CASE_OPENED,
    CRITICAL: Result.CRITICAL_CASE,
}
"""How an attention ends by which of these."""

_GROUP = QT_TRANSLATE_NOOP("Actions", "Recepción")
_TODAY_LIST = f"{RECEPTION}/today"

ACTIONS = (
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Registrar y despedir"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Registrar la atención y despedir al ciudadano"), RECEPTION,
    ),
    ActionSpec(
        ANOTHER, QT_TRANSLATE_NOOP("Actions", "Registrar y seguir con otra consulta"), _GROUP,
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), "plus",
        QT_TRANSLATE_NOOP("Actions", "Registrar y atender otra consulta del mismo ciudadano"), RECEPTION,
    ),
    ActionSpec(
        HOLD, QT_TRANSLATE_NOOP("Actions", "En espera"), _GROUP, ("F4", "Ctrl+E"), "hold",
        QT_TRANSLATE_NOOP("Actions", "Dejar en espera con su motivo, o retomar"), RECEPTION,
    ),
    ActionSpec(
        PREFERENTIAL, QT_TRANSLATE_NOOP("Actions", "Atención preferente"), _GROUP, ("F12",), "priority",
        QT_TRANSLATE_NOOP("Actions", "Marcar la atención preferente, con su grupo, o quitar la marca"),
        RECEPTION,
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
        MAIL_FILE, QT_TRANSLATE_NOOP("Actions", "Abrir un correo"), _GROUP, ("Ctrl+O",), "mail",
        QT_TRANSLATE_NOOP("Actions", "Abrir un correo guardado (.eml); también puede soltarlo aquí"), RECEPTION,
    ),
    ActionSpec(
        TODAY, QT_TRANSLATE_NOOP("Actions", "Mis atenciones de hoy"), _GROUP, ("Ctrl+H",), "table",
        QT_TRANSLATE_NOOP("Actions", "Ver lo registrado hoy, con su detalle"), RECEPTION,
    ),
    ActionSpec(
        VOID, QT_TRANSLATE_NOOP("Actions", "Anular la atención"), _GROUP, ("Del",), "close",
        QT_TRANSLATE_NOOP("Actions", "Anular la atención elegida de la lista, con su motivo"), _TODAY_LIST,
    ),
    ActionSpec(
        DAY_BEFORE, QT_TRANSLATE_NOOP("Actions", "Atenciones del día anterior"), _GROUP, ("Left",), "arrow-left",
        QT_TRANSLATE_NOOP("Actions", "Ver en la lista lo registrado el día anterior"), _TODAY_LIST,
        in_palette=False,
    ),
    ActionSpec(
        DAY_AFTER, QT_TRANSLATE_NOOP("Actions", "Atenciones del día siguiente"), _GROUP, ("Right",), "arrow-right",
        QT_TRANSLATE_NOOP("Actions", "Ver en la lista lo registrado el día siguiente"), _TODAY_LIST,
        in_palette=False,
    ),
    ActionSpec(
        EVERYONE, QT_TRANSLATE_NOOP("Actions", "Atenciones de todos"), _GROUP, ("T",), "citizens",
        QT_TRANSLATE_NOOP("Actions", "Ver en la lista lo que registraron todos, o solo lo propio"), _TODAY_LIST,
        in_palette=False,
    ),
    ActionSpec(
        PRINT_SHEET, QT_TRANSLATE_NOOP("Actions", "Imprimir la ficha del tema"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Ver la hoja para el ciudadano; otra vez, imprimirla"), RECEPTION,
    ),
    ActionSpec(
        KEEP_SHEET, QT_TRANSLATE_NOOP("Actions", "Guardar la ficha en PDF"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar como PDF la hoja para el ciudadano que se ve"), RECEPTION,
        in_palette=False,
    ),
    ActionSpec(
        FOLD, QT_TRANSLATE_NOOP("Actions", "Mostrar u ocultar la frase y el consejo"), _GROUP, ("Shift+F1",), "tip",
        QT_TRANSLATE_NOOP("Actions", "Mostrar u ocultar qué decir y el consejo del manual"), RECEPTION,
    ),
    ActionSpec(
        RECEIPT, QT_TRANSLATE_NOOP("Actions", "Imprimir constancia"), _GROUP, ("Ctrl+Shift+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir o guardar la constancia del último registro"), RECEPTION,
    ),
    ActionSpec(
        SLIP, QT_TRANSLATE_NOOP("Actions", "Papel de la vinculación"), _GROUP, ("Ctrl+Shift+R",), "link",
        QT_TRANSLATE_NOOP("Actions", "Ver e imprimir el papel de la última vinculación, para el ciudadano"),
        RECEPTION,
    ),
    ActionSpec(
        OPINION, QT_TRANSLATE_NOOP("Actions", "Anotar la opinión"), _GROUP, ("F10",), "star",
        QT_TRANSLATE_NOOP("Actions", "Anotar con un dígito la opinión del ciudadano que se pide en la línea"),
        RECEPTION,
    ),
    ActionSpec(
        TURN, QT_TRANSLATE_NOOP("Actions", "Girar la pantalla"), _GROUP, ("F11",), "citizens",
        QT_TRANSLATE_NOOP("Actions", "Mostrar al ciudadano la pantalla de opinión, cuando se le pide"), RECEPTION,
    ),
    ActionSpec(
        ROUTE, QT_TRANSLATE_NOOP("Actions", "Tomar la vía sugerida"), _GROUP, ("Shift+F8",), "check",
        QT_TRANSLATE_NOOP("Actions", "Poner al caso el tipo de solicitud que sugieren sus palabras"), RECEPTION,
    ),
    ActionSpec(
        DISCARD, QT_TRANSLATE_NOOP("Actions", "Descartar la atención abierta"), _GROUP, (), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar la atención abierta; se puede deshacer"), RECEPTION,
    ),
)  # fmt: skip
