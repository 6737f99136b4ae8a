"""The actions of Trámites, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import GUIDE

SEARCH = "guide.search"
PRINT = "guide.print"
KEEP = "guide.keep"
SUBMIT_ID = "guide.submit"
TOPICS = "guide.topics"
DIRECTORY = "guide.directory"
QUESTIONS = "guide.questions"
NEW = "guide.new"
NEW_UNIT = "guide.new-unit"
EDIT = "guide.edit"
REVIEWED = "guide.reviewed"
ABSENCE = "guide.absence"
NOTICES = "guide.notices"
END_NOTICE = "guide.end-notice"
EXCEL = "guide.excel"
OTHER_FILE = "guide.other-file"
COLUMNS = "guide.columns"
FILTERS = tuple(f"guide.rows-{place}" for place in range(1, 6))
DUE = "guide.due"
HISTORY = "guide.history"
ATTEND = "guide.attend"
SYNONYM = "guide.synonym"
DISMISS = "guide.dismiss"
PIN = "guide.pin"
UNDO = "guide.undo"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Trámites")
_LIST = f"{GUIDE}/list"
_ROWS = f"{GUIDE}/rows"

_FILTER_WORDS = (
    QT_TRANSLATE_NOOP("Actions", "Todas las filas"),
    QT_TRANSLATE_NOOP("Actions", "Las nuevas"),
    QT_TRANSLATE_NOOP("Actions", "Las que cambian"),
    QT_TRANSLATE_NOOP("Actions", "Las iguales"),
    QT_TRANSLATE_NOOP("Actions", "Las que tienen problema"),
)

ACTIONS = (
    ActionSpec(
        SEARCH, QT_TRANSLATE_NOOP("Actions", "Buscar en la lista"), _GROUP, ("Ctrl+F",), "search",
        QT_TRANSLATE_NOOP("Actions", "Buscar en las fichas o en el directorio"), GUIDE,
    ),
    ActionSpec(
        PRINT, QT_TRANSLATE_NOOP("Actions", "Imprimir la ficha"), _GROUP, ("Ctrl+P",), "print",
        QT_TRANSLATE_NOOP("Actions", "Ver la hoja para el ciudadano; otra vez Ctrl+P la imprime"), GUIDE,
    ),
    ActionSpec(
        KEEP, QT_TRANSLATE_NOOP("Actions", "Guardar la ficha en PDF"), _GROUP, ("Ctrl+S",), "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar como PDF la hoja que se ve"), GUIDE,
    ),
    ActionSpec(
        SUBMIT_ID, QT_TRANSLATE_NOOP("Actions", "Guardar lo escrito"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Guardar el tema, la persona, la unidad o la ausencia"), GUIDE,
    ),
    ActionSpec(
        TOPICS, QT_TRANSLATE_NOOP("Actions", "Ver la guía"), _GROUP, ("G",), "guide",
        QT_TRANSLATE_NOOP("Actions", "Ver los temas y sus fichas"), _LIST,
    ),
    ActionSpec(
        DIRECTORY, QT_TRANSLATE_NOOP("Actions", "Ver el directorio"), _GROUP, ("D",), "unit",
        QT_TRANSLATE_NOOP("Actions", "Ver unidades y funcionarios"), _LIST,
    ),
    ActionSpec(
        QUESTIONS, QT_TRANSLATE_NOOP("Actions", "Ver lo que falta"), _GROUP, ("P",), "help",
        QT_TRANSLATE_NOOP("Actions", "Ver preguntas sin respuesta y sin tema"), _LIST,
    ),
    ActionSpec(
        DUE, QT_TRANSLATE_NOOP("Actions", "Ver las fichas por revisar"), _GROUP, ("V",), "calendar",
        QT_TRANSLATE_NOOP("Actions", "Ver las fichas que alguien debe leer otra vez"), _LIST,
    ),
    ActionSpec(
        NEW, QT_TRANSLATE_NOOP("Actions", "Nuevo"), _GROUP, ("N",), "plus",
        QT_TRANSLATE_NOOP("Actions", "Agregar un tema, o un funcionario al directorio"), _LIST,
    ),
    ActionSpec(
        NEW_UNIT, QT_TRANSLATE_NOOP("Actions", "Nueva unidad"), _GROUP, ("U",), "unit",
        QT_TRANSLATE_NOOP("Actions", "Agregar una unidad al directorio"), _LIST,
    ),
    ActionSpec(
        EDIT, QT_TRANSLATE_NOOP("Actions", "Editar"), _GROUP, ("E",), "edit",
        QT_TRANSLATE_NOOP("Actions", "Cambiar la ficha, la persona o la unidad"), _LIST,
    ),
    ActionSpec(
        REVIEWED, QT_TRANSLATE_NOOP("Actions", "Marcar como revisada hoy"), _GROUP, ("R",), "check",
        QT_TRANSLATE_NOOP("Actions", "Anotar que la ficha se leyó hoy y está al día"), _LIST,
    ),
    ActionSpec(
        HISTORY, QT_TRANSLATE_NOOP("Actions", "Historia"), _GROUP, ("H",), "clock",
        QT_TRANSLATE_NOOP("Actions", "Ver qué decía la ficha en otra fecha y quién la cambió"), _LIST,
    ),
    ActionSpec(
        ATTEND, QT_TRANSLATE_NOOP("Actions", "Atender con este tema"), _GROUP, ("T",), "reception",
        QT_TRANSLATE_NOOP("Actions", "Ir a Recepción con este tema ya elegido"), _LIST,
    ),
    ActionSpec(
        SYNONYM, QT_TRANSLATE_NOOP("Actions", "Es un sinónimo"), _GROUP, ("S",), "link",
        QT_TRANSLATE_NOOP("Actions", "Agregar las palabras de la pregunta a un tema que ya existe"), _LIST,
    ),
    ActionSpec(
        DISMISS, QT_TRANSLATE_NOOP("Actions", "Descartar"), _GROUP, ("Del",), "close",
        QT_TRANSLATE_NOOP("Actions", "Quitar de la lista una pregunta que no será un tema"), _LIST,
    ),
    ActionSpec(
        PIN, QT_TRANSLATE_NOOP("Actions", "Dar una tecla rápida"), _GROUP, ("1",), "keyboard",
        QT_TRANSLATE_NOOP("Actions", "Con 1 a 9, dar al tema esa tecla en Recepción; con 0, quitársela"), _LIST,
        in_palette=False,
    ),
    ActionSpec(
        UNDO, QT_TRANSLATE_NOOP("Actions", "Deshacer lo último"), _GROUP, ("Ctrl+Z",), "undo",
        QT_TRANSLATE_NOOP("Actions", "Deshacer lo último que se hizo en la guía (10 segundos)"), GUIDE,
    ),
    ActionSpec(
        ABSENCE, QT_TRANSLATE_NOOP("Actions", "Anotar ausencia"), _GROUP, ("A",), "calendar",
        QT_TRANSLATE_NOOP("Actions", "Anotar desde y hasta cuándo falta un funcionario"), _LIST,
    ),
    ActionSpec(
        NOTICES, QT_TRANSLATE_NOOP("Actions", "Ver los avisos"), _GROUP, ("O",), "bell",
        QT_TRANSLATE_NOOP("Actions", "Publicar, cambiar o quitar los avisos que se ven en Recepción"), _LIST,
    ),
    ActionSpec(
        END_NOTICE, QT_TRANSLATE_NOOP("Actions", "Quitar el aviso"), _GROUP, ("Q",), "close",
        QT_TRANSLATE_NOOP("Actions", "Que el aviso ya no se vea en Recepción"), _LIST,
    ),
    ActionSpec(
        EXCEL, QT_TRANSLATE_NOOP("Actions", "Importar o exportar en Excel"), _GROUP, ("I",), "table",
        QT_TRANSLATE_NOOP("Actions", "Traer la guía o el directorio de un archivo, o llevárselos en un libro"), _LIST,
    ),
    ActionSpec(
        COLUMNS, QT_TRANSLATE_NOOP("Actions", "Columnas"), _GROUP, ("C",), "columns",
        QT_TRANSLATE_NOOP("Actions", "Cambiar qué columna del archivo es qué dato"), _ROWS,
    ),
    ActionSpec(
        OTHER_FILE, QT_TRANSLATE_NOOP("Actions", "Otro archivo…"), _GROUP, ("A",), "attach",
        QT_TRANSLATE_NOOP("Actions", "Elegir otro archivo para importar"), _ROWS,
    ),
    *(
        ActionSpec(
            id_, text, _GROUP, (str(place),), "filter",
            QT_TRANSLATE_NOOP("Actions", "Ver solo esas filas del archivo"), _ROWS, in_palette=False,
        )
        for place, (id_, text) in enumerate(zip(FILTERS, _FILTER_WORDS, strict=True), 1)
    ),
)  # fmt: skip
