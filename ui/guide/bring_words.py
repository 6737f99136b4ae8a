"""What bringing files in says: titles, states of rows, counts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.columns import Part, Subject
from desktop_app.services.imports.bringing import Brought
from desktop_app.services.imports.sheets_plan import Planned, State


def title(subject: Subject) -> str:
    """Return the page's title."""
    if subject is Subject.CATALOGUE:
        return QCoreApplication.translate("Bring", "La guía en Excel")
    return QCoreApplication.translate("Bring", "El directorio en Excel")


def open_title(subject: Subject) -> str:
    """Return the title of the window in which a file is chosen."""
    if subject is Subject.CATALOGUE:
        return QCoreApplication.translate("Bring", "Archivo con los temas")
    return QCoreApplication.translate("Bring", "Archivo con unidades y funcionarios")


def save_title(subject: Subject, *, template: bool) -> str:
    """Return the title of the window that asks where to save."""
    if template:
        return QCoreApplication.translate("Bring", "Guardar la plantilla")
    if subject is Subject.CATALOGUE:
        return QCoreApplication.translate("Bring", "Exportar los temas")
    return QCoreApplication.translate("Bring", "Exportar el directorio")


def part_word(part: Part) -> str:
    """Return what one row is."""
    return {
        Part.TOPICS: QCoreApplication.translate("Bring", "Tema"),
        Part.UNITS: QCoreApplication.translate("Bring", "Unidad"),
        Part.OFFICIALS: QCoreApplication.translate("Bring", "Funcionario"),
    }[part]


def state_word(state: State) -> str:
    """Return what becomes of a row, in a word."""
    return {
        State.NEW: QCoreApplication.translate("Bring", "Nuevo"),
        State.CHANGED: QCoreApplication.translate("Bring", "Cambia"),
        State.SAME: QCoreApplication.translate("Bring", "Igual"),
        State.REFUSED: QCoreApplication.translate("Bring", "Con problema"),
    }[state]


def filter_word(state: State | None) -> str:
    """Return the name of a choice of rows."""
    if state is None:
        return QCoreApplication.translate("Bring", "Todas")
    return {
        State.NEW: QCoreApplication.translate("Bring", "Nuevas"),
        State.CHANGED: QCoreApplication.translate("Bring", "Cambian"),
        State.SAME: QCoreApplication.translate("Bring", "Iguales"),
        State.REFUSED: QCoreApplication.translate("Bring", "Con problema"),
    }[state]


def row_words(row: Planned) -> str:
    """Return what there is to say about a row: "Fila 14: falta la unidad."."""
    told = row.sentence()
    if not told:
        return ""
    return QCoreApplication.translate("Bring", "Fila {number}: {text}.").format(number=row.number, text=told)


def import_words(count: int) -> str:
    """Return what the button says."""
    if count == 0:
        return QCoreApplication.translate("Bring", "Nada que importar")
    if count == 1:
        return QCoreApplication.translate("Bring", "Importar 1 fila")
    return QCoreApplication.translate("Bring", "Importar {count} filas").format(count=count)


def skip_words(count: int) -> str:
    """Return the choice to leave out what cannot go in."""
    if count == 1:
        return QCoreApplication.translate("Bring", "Dejar fuera la fila con problema")
    return QCoreApplication.translate("Bring", "Dejar fuera las {count} filas con problema").format(
        count=count
    )


def blocked_words(count: int) -> str:
    """Return why nothing can be imported yet."""
    if count == 1:
        return QCoreApplication.translate(
            "Bring", "Hay una fila con problema. Corríjala en el archivo, o marque que se deje fuera."
        )
    return QCoreApplication.translate(
        "Bring", "Hay {count} filas con problema. Corríjalas en el archivo, o marque que se dejen fuera."
    ).format(count=count)


def units_words(names: list[str]) -> str:
    """Return which units are made on the way."""
    if not names:
        return ""
    shown = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")
    return QCoreApplication.translate("Bring", "Se crearán: {names}").format(names=shown)


def brought_words(brought: Brought) -> str:
    """Return what was done, in counts."""
    if not brought.new and not brought.changed:
        return QCoreApplication.translate("Bring", "No había nada nuevo: todo estaba ya como en el archivo.")
    parts = [
        QCoreApplication.translate("Bring", "{count} nuevas").format(count=brought.new),
        QCoreApplication.translate("Bring", "{count} cambiadas").format(count=brought.changed),
        QCoreApplication.translate("Bring", "{count} iguales").format(count=brought.same),
    ]
    if brought.refused:
        parts.append(QCoreApplication.translate("Bring", "{count} fuera").format(count=brought.refused))
    if brought.units:
        parts.append(
            QCoreApplication.translate("Bring", "{count} unidades creadas").format(count=brought.units)
        )
    return QCoreApplication.translate("Bring", "Importado: {counts}.").format(counts=", ".join(parts))
