"""What stands around the lists: how many there are, which keys act, and where nothing is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

TOPICS, DIRECTORY, QUESTIONS, NOTICES, DUE = "topics", "directory", "questions", "notices", "due"


def topics_footer(count: int, *, may_edit: bool) -> str:
    """Return what stands under the guide."""
    words = QCoreApplication.translate("Guide", "{count} temas").format(count=count)
    if count == 1:
        words = QCoreApplication.translate("Guide", "1 tema")
    hint = QCoreApplication.translate("Guide", "Enter lee · Ctrl+P imprime")
    if may_edit:
        hint = QCoreApplication.translate(
            "Guide",
            "Enter lee · E editar · N nuevo · R revisada hoy · 1 a 9 tecla rápida, 0 la quita · I Excel",
        )
    return f"{words} · {hint}"


def directory_footer(count: int, *, may_edit: bool) -> str:
    """Return what stands under the directory."""
    del count
    if may_edit:
        return QCoreApplication.translate(
            "Guide", "Enter lee · E editar · N nuevo funcionario · U nueva unidad · A ausencia · I Excel"
        )
    return QCoreApplication.translate("Guide", "Enter lee · G vuelve a la guía")


def questions_footer() -> str:
    """Return what stands under the open questions."""
    return QCoreApplication.translate(
        "Guide", "Últimos 90 días · N crea un tema · S es un sinónimo · Supr descarta · E revisa la ficha"
    )


def due_footer(count: int) -> str:
    """Return what stands under the sheets to be reviewed."""
    words = QCoreApplication.translate("Guide", "{count} fichas").format(count=count)
    if count == 1:
        words = QCoreApplication.translate("Guide", "1 ficha")
    hint = QCoreApplication.translate("Guide", "R marca la ficha como revisada hoy · E edita · H historia")
    return f"{words} · {hint}"


def new_unit_words(*, narrow: bool) -> str:
    """Return what the button that adds a unit says."""
    if narrow:
        return QCoreApplication.translate("Guide", "Unidad")
    return QCoreApplication.translate("Guide", "Nueva unidad")


def placeholder(tab: str, *, narrow: bool) -> str:
    """Return what can be typed into the search."""
    if narrow:
        return QCoreApplication.translate("Guide", "Buscar   Ctrl+F")
    return {
        TOPICS: QCoreApplication.translate("Guide", "Buscar en toda la ficha…   Ctrl+F"),
        DIRECTORY: QCoreApplication.translate("Guide", "Nombre, unidad, cargo…   Ctrl+F"),
        QUESTIONS: QCoreApplication.translate("Guide", "Una pregunta, también descartada…   Ctrl+F"),
        NOTICES: QCoreApplication.translate("Guide", "Buscar un aviso…   Ctrl+F"),
        DUE: QCoreApplication.translate("Guide", "Ficha o responsable…   Ctrl+F"),
    }[tab]


def empty_words(tab: str, typed: str, *, may_edit: bool) -> str:
    """Return what stands in a list without rows."""
    if typed.strip():
        return QCoreApplication.translate("Guide", "Nada tiene todas esas palabras.")
    if tab == TOPICS and may_edit:
        return QCoreApplication.translate(
            "Guide", "La guía todavía está vacía. Agregue el primer tema con N, o tráigalos de Excel con I."
        )
    if tab == DIRECTORY and may_edit:
        return QCoreApplication.translate(
            "Guide",
            "El directorio todavía está vacío. Agregue la primera unidad con U, o tráigalo de Excel con I.",
        )
    return {
        TOPICS: QCoreApplication.translate("Guide", "La guía todavía está vacía."),
        DIRECTORY: QCoreApplication.translate("Guide", "El directorio todavía está vacío."),
        QUESTIONS: QCoreApplication.translate(
            "Guide", "Todo lo que se preguntó en 90 días tuvo respuesta y tema."
        ),
        NOTICES: QCoreApplication.translate(
            "Guide", "No hay avisos. Publique uno con N: se verá en Recepción."
        ),
        DUE: QCoreApplication.translate("Guide", "Ninguna ficha espera una revisión."),
    }[tab]


def nothing_words(tab: str) -> str:
    """Return what the page is for, while there is nothing to show."""
    return {
        TOPICS: QCoreApplication.translate("Guide", "Aquí se lee la ficha del tema elegido."),
        DIRECTORY: QCoreApplication.translate("Guide", "Aquí se ve a quién acudir, dónde y cuándo."),
        QUESTIONS: QCoreApplication.translate("Guide", "Aquí se ve qué le falta a la guía."),
        NOTICES: QCoreApplication.translate("Guide", "Aquí se lee el aviso elegido."),
        DUE: QCoreApplication.translate("Guide", "Aquí se lee la ficha que espera una revisión."),
    }[tab]
