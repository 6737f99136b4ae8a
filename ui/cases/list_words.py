"""What the list of cases is told in: its views, its order, what is picked, which keys do something."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.services.case_order import MOST_SORTED
from ui.cases.columns import column_titles

ALL_OPEN = "open"


def view_names() -> dict[str, str]:
    """Return the program's views in their order, with what each is called."""
    return {
        "mine": QCoreApplication.translate("Cases", "Mi bandeja"),
        "critical": QCoreApplication.translate("Cases", "Críticos"),
        "overdue": QCoreApplication.translate("Cases", "Vencidos"),
        "today": QCoreApplication.translate("Cases", "Vencen hoy"),
        "unassigned": QCoreApplication.translate("Cases", "Sin asignar"),
        "paused": QCoreApplication.translate("Cases", "En pausa"),
        "to_confirm": QCoreApplication.translate("Cases", "Por confirmar"),
        ALL_OPEN: QCoreApplication.translate("Cases", "Todos abiertos"),
        "closed": QCoreApplication.translate("Cases", "Cerrados"),
    }


def empty_words(view: str) -> str:
    """Return what stands in an empty list."""
    return {
        "mine": QCoreApplication.translate("Cases", "Su bandeja está vacía."),
        "critical": QCoreApplication.translate("Cases", "No hay casos críticos."),
        "overdue": QCoreApplication.translate("Cases", "No hay casos vencidos."),
        "today": QCoreApplication.translate("Cases", "Ningún caso vence hoy."),
        "unassigned": QCoreApplication.translate("Cases", "Todos los casos tienen responsable."),
        "paused": QCoreApplication.translate("Cases", "No hay casos en pausa."),
        "to_confirm": QCoreApplication.translate("Cases", "No hay casos por confirmar con el ciudadano."),
        "closed": QCoreApplication.translate("Cases", "Todavía no se cerró ningún caso."),
        "all": QCoreApplication.translate("Cases", "Todavía no hay casos."),
    }.get(view, QCoreApplication.translate("Cases", "No hay casos abiertos."))


def count_words(count: int) -> str:
    """Return how many cases the list has."""
    if count == 1:
        return QCoreApplication.translate("Cases", "1 caso")
    return QCoreApplication.translate("Cases", "{count} casos").format(count=spanish.integer(count))


def order_words(key: str, view: str, *, descending: bool) -> str:
    """Return in which order the rows stand; ``key`` empty: the view's own."""
    if key:
        column = column_titles().get(key, key).lower()
        if descending:
            return QCoreApplication.translate("Cases", "por {column}, al revés").format(column=column)
        return QCoreApplication.translate("Cases", "por {column}").format(column=column)
    if view in {"all", "closed"}:
        return QCoreApplication.translate("Cases", "los más recientes primero")
    return QCoreApplication.translate("Cases", "por urgencia")


def picked_words(picked: int, *, assigns: bool) -> str:
    """Return how many cases are picked, and what can be done with them."""
    if picked == 1:
        text = QCoreApplication.translate("Cases", "1 seleccionado")
    else:
        text = QCoreApplication.translate("Cases", "{count} seleccionados").format(
            count=spanish.integer(picked)
        )
    if assigns:
        return QCoreApplication.translate("Cases", "{text} · A asigna · Esc quita la selección").format(
            text=text
        )
    return QCoreApplication.translate("Cases", "{text} · Esc quita la selección").format(text=text)


def keys_words(*, assigns: bool) -> str:
    """Return the keys that act on the current row, as far as they do something for the person."""
    if assigns:
        return QCoreApplication.translate(
            "Cases", "Enter abre · R responder · E escalar · A asignar · N nota · L llamada · C cerrar"
        )
    return QCoreApplication.translate(
        "Cases", "Enter abre · R responder · E escalar · N nota · L llamada · C cerrar"
    )


def too_long_words(key: str) -> str:
    """Return why a list does not stand in the order that was asked for."""
    return QCoreApplication.translate(
        "Cases", "Son demasiados casos para ordenarlos por «{column}». Filtre hasta dejar menos de {most}."
    ).format(column=column_titles().get(key, key), most=spanish.integer(MOST_SORTED))
