"""The columns in which the catalogue and the directory are written down, filled in and brought back.

One list serves the template, the export and the import, so that what goes out comes in again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.folded import folded_code
from desktop_app.domain.guide_sheet import FIELDS, TITLES
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_REMARK: Final = re.compile(r"[(\[][^)\]]*[)\]]")
YES: Final = QT_TRANSLATE_NOOP("core", "Sí")
NO: Final = QT_TRANSLATE_NOOP("core", "No")
SAMPLE: Final = QT_TRANSLATE_NOOP("core", "EJEMPLO:")
"""What the template's example row begins with; such a row is never brought in."""


class Subject(StrEnum):
    """What a file is about."""

    CATALOGUE = "catalogue"
    DIRECTORY = "directory"


class Part(StrEnum):
    """What the rows of one sheet are."""

    TOPICS = "topics"
    UNITS = "units"
    OFFICIALS = "officials"


class Choices(StrEnum):
    """Where the values of a column come from; the program knows them, the workbook offers them."""

    TYPES = "types"
    LEVELS = "levels"
    RESULTS = "results"
    DIGITS = "digits"
    YES_NO = "yes_no"
    UNITS = "units"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` in the code, ``title`` in the heading, ``words`` other headings it goes by.

    ``lines``: the text may have several. ``width`` in characters.
    """

    key: str
    title: str
    about: str
    example: str = ""
    words: tuple[str, ...] = ()
    width: int = 18
    required: bool = False
    lines: bool = False
    choices: Choices | None = None

    @property
    def head(self) -> str:
        """The heading as the workbook shows it."""
        return f"{self.title} *" if self.required else self.title

    def names(self) -> frozenset[str]:
        """Return the headings, folded, under which the column is recognised."""
        return frozenset(folded_code(text) for text in (self.title, *self.words))


_SHEET_ABOUT: Final[Mapping[str, tuple[str, str, tuple[str, ...], int]]] = {
    "requirements": (
        QT_TRANSLATE_NOOP("core", "Un requisito por línea (Alt+Enter dentro de la celda)."),
        QT_TRANSLATE_NOOP("core", "DNI del titular\nRecibo de agua o luz"),
        ("requisito", "documentos", "documentos requeridos", "documentos necesarios"), 44,
    ),
    "cost": (
        QT_TRANSLATE_NOOP("core", "Cuánto se paga y dónde, o «Gratuito»."),
        QT_TRANSLATE_NOOP("core", "Gratuito"), ("costos", "tasa", "derecho", "precio", "pago", "arancel",
         "derecho de tramite", "derecho de tramitacion", "costo del tramite", "monto"), 24,
    ),
    "term": (
        QT_TRANSLATE_NOOP("core", "En cuánto tiempo se resuelve."),
        QT_TRANSLATE_NOOP("core", "5 días hábiles"),
        ("plazo de atencion", "plazo de resolucion", "plazo maximo", "tiempo", "tiempo de resolucion", "duracion"), 20,
    ),
    "where": (
        QT_TRANSLATE_NOOP("core", "Adónde acude el ciudadano."),
        QT_TRANSLATE_NOOP("core", "Plataforma, ventanilla 2"), ("lugar", "lugar de atencion", "donde se tramita"),
        28,
    ),
    "hours": (
        QT_TRANSLATE_NOOP("core", "Cuándo se atiende."),
        QT_TRANSLATE_NOOP("core", "Lunes a viernes de 08:00 a 16:00"),
        ("horarios", "horario de atencion", "atencion"), 28,
    ),
    "legal_basis": (
        QT_TRANSLATE_NOOP("core", "La norma que lo rige."),
        QT_TRANSLATE_NOOP("core", "Ordenanza 123-2025"), ("normativa", "norma", "normativa legal", "base normativa",
         "sustento legal", "ley"), 28,
    ),
    "valid_from": (
        QT_TRANSLATE_NOOP("core", "Desde cuándo vale la ficha: día/mes/año."),
        "01/01/2026", ("vigencia", "vigente", "valido desde"), 14,
    ),
    "reviewed_on": (
        QT_TRANSLATE_NOOP("core", "Cuándo se revisó la ficha por última vez: día/mes/año."),
        "15/01/2026", ("revisado", "fecha de revision", "ultima revision", "actualizado el"), 14,
    ),
    "owner": (
        QT_TRANSLATE_NOOP("core", "Quién mantiene al día la ficha."),
        QT_TRANSLATE_NOOP("core", "Jefatura de Rentas"), ("responsable", "encargado", "dueno de la ficha"), 24,
    ),
}  # fmt: skip


def _sheet_column(name: str) -> Column:
    about, example, words, width = _SHEET_ABOUT[name]
    return Column(name, TITLES[name], about, example, words, width, lines=True)


TOPICS: Final[tuple[Column, ...]] = (
    Column(
        "title", QT_TRANSLATE_NOOP("core", "Tema"),
        QT_TRANSLATE_NOOP("core", "Cómo se llama el trámite o la consulta. Por este nombre se reconoce el tema."),
        QT_TRANSLATE_NOOP("core", "Constancia de no adeudo"),
        ("titulo", "tramite", "nombre", "nombre del tramite", "tema o tramite", "consulta", "servicio",
         "procedimiento", "asunto", "denominacion"), 40, required=True,
    ),
    Column(
        "synonyms", QT_TRANSLATE_NOOP("core", "Sinónimos"),
        QT_TRANSLATE_NOOP("core", "Otras palabras con que la gente lo pide, separadas por espacios."),
        QT_TRANSLATE_NOOP("core", "deuda arbitrios libre"),
        ("sinonimo", "palabras clave", "otras palabras", "tambien llamado", "alias"), 28,
    ),
    Column(
        "type", QT_TRANSLATE_NOOP("core", "Tipo"),
        QT_TRANSLATE_NOOP("core", "Tipo de consulta, de la lista. Vacío: información."),
        words=("tipo de consulta", "tipo de solicitud", "clase", "categoria"), width=18, choices=Choices.TYPES,
    ),
    Column(
        "unit", QT_TRANSLATE_NOOP("core", "Unidad"),
        QT_TRANSLATE_NOOP("core", "La unidad que responde, con el nombre que tiene en el directorio."),
        QT_TRANSLATE_NOOP("core", "Rentas"),
        ("unidad responsable", "area responsable", "unidad a cargo", "area", "dependencia", "oficina", "departamento",
         "gerencia", "unidad organica"),
        26, choices=Choices.UNITS,
    ),
    Column(
        "specialised", QT_TRANSLATE_NOOP("core", "Unidad para críticos"),
        QT_TRANSLATE_NOOP("core", "La unidad que recibe los casos críticos, cuando es otra."),
        words=("unidad especializada", "area especializada", "unidad para casos criticos"), width=22,
        choices=Choices.UNITS,
    ),
    Column(
        "level", QT_TRANSLATE_NOOP("core", "Nivel"),
        QT_TRANSLATE_NOOP("core", "Simple, complejo o crítico: fija el plazo del caso. Vacío: simple."),
        words=("prioridad", "complejidad", "nivel de complejidad"), width=12, choices=Choices.LEVELS,
    ),
    Column(
        "desk", QT_TRANSLATE_NOOP("core", "Se resuelve en ventanilla"),
        QT_TRANSLATE_NOOP("core", "Sí o no: con «No» se vincula al ciudadano con la unidad. Vacío: sí."), YES,
        ("capacidad", "capacidad resolutiva", "en ventanilla", "resuelve ventanilla", "dentro de la capacidad"),
        14, choices=Choices.YES_NO,
    ),
    Column(
        "result", QT_TRANSLATE_NOOP("core", "Resultado"),
        QT_TRANSLATE_NOOP("core", "Con qué termina casi siempre la atención, de la lista. Vacío: orientado."),
        words=("resultado habitual", "resultado previsto", "termina en"), width=16, choices=Choices.RESULTS,
    ),
    Column(
        "quick", QT_TRANSLATE_NOOP("core", "Tecla rápida"),
        QT_TRANSLATE_NOOP("core", "Del 1 al 9: en Recepción se elige con ese número. Cada número, un solo tema."),
        words=("tecla", "numero rapido", "consulta frecuente", "frecuente"), width=10,
        choices=Choices.DIGITS,
    ),
    *(_sheet_column(name) for name in FIELDS),
    Column(
        "active", QT_TRANSLATE_NOOP("core", "Se ofrece"),
        QT_TRANSLATE_NOOP("core", "«No» lo retira de ventanilla sin borrarlo. Vacío: sí."), YES,
        ("activo", "vigente en ventanilla", "en uso", "uso", "se ofrece en ventanilla", "habilitado"), 10,
        choices=Choices.YES_NO,
    ),
)  # fmt: skip

UNITS: Final[tuple[Column, ...]] = (
    Column(
        "name", QT_TRANSLATE_NOOP("core", "Unidad"),
        QT_TRANSLATE_NOOP("core", "Nombre de la unidad. Por este nombre se reconoce."),
        QT_TRANSLATE_NOOP("core", "Rentas"),
        ("nombre", "nombre de la unidad", "area", "dependencia", "oficina", "departamento", "gerencia",
         "unidad organica"), 34, required=True,
    ),
    Column(
        "place", QT_TRANSLATE_NOOP("core", "Lugar"), QT_TRANSLATE_NOOP("core", "Piso, oficina, ventanilla."),
        QT_TRANSLATE_NOOP("core", "Palacio Municipal, piso 1, oficina 104"),
        ("ubicacion", "direccion", "piso", "local", "donde"), 34,
    ),
    Column(
        "phone", QT_TRANSLATE_NOOP("core", "Teléfono o anexo"), QT_TRANSLATE_NOOP("core", "Número o anexo."),
        QT_TRANSLATE_NOOP("core", "anexo 2104"),
        ("telefono", "anexo", "extension", "ext", "numero de telefono", "telefonos", "celular"), 20,
    ),
    Column(
        "email", QT_TRANSLATE_NOOP("core", "Correo"), QT_TRANSLATE_NOOP("core", "Correo electrónico de la unidad."),
        "rentas@municipalidad.example",
        ("correo electronico", "email", "e mail", "mail", "correo institucional"), 30,
    ),
    Column(
        "hours", QT_TRANSLATE_NOOP("core", "Horario"),
        QT_TRANSLATE_NOOP("core", "Cuándo atiende, por ejemplo «Lunes a viernes de 08:00 a 16:00»."),
        QT_TRANSLATE_NOOP("core", "Lunes a viernes de 08:00 a 16:00"),
        ("horarios", "horario de atencion", "atencion"), 32,
    ),
    Column(
        "chief", QT_TRANSLATE_NOOP("core", "Jefatura"),
        QT_TRANSLATE_NOOP("core", "Quién dirige la unidad, con su nombre de la hoja Funcionarios."),
        QT_TRANSLATE_NOOP("core", "Rosa Quispe Mamani"),
        ("jefe", "jefa", "responsable", "encargado", "director", "gerente", "jefe de unidad"), 28,
        choices=Choices.PEOPLE,
    ),
    Column(
        "active", QT_TRANSLATE_NOOP("core", "En el directorio"),
        QT_TRANSLATE_NOOP("core", "«No» la retira sin borrar su historia. Vacío: sí."), YES,
        ("activo", "activa", "vigente", "habilitado"), 12, choices=Choices.YES_NO,
    ),
)  # fmt: skip

OFFICIALS: Final[tuple[Column, ...]] = (
    Column(
        "name", QT_TRANSLATE_NOOP("core", "Nombre"),
        QT_TRANSLATE_NOOP("core", "Nombre y apellidos. Por él, y por la unidad, se reconoce a la persona."),
        QT_TRANSLATE_NOOP("core", "Rosa Quispe Mamani"),
        ("funcionario", "funcionaria", "nombre completo", "nombres y apellidos", "apellidos y nombres", "persona",
         "servidor", "nombre del funcionario", "empleado", "contacto"), 34, required=True,
    ),
    Column(
        "unit", QT_TRANSLATE_NOOP("core", "Unidad"),
        QT_TRANSLATE_NOOP("core", "La unidad en que trabaja, con su nombre de la hoja Unidades."),
        QT_TRANSLATE_NOOP("core", "Rentas"),
        ("area", "dependencia", "oficina", "departamento", "gerencia", "unidad organica"), 28,
        choices=Choices.UNITS,
    ),
    Column(
        "position", QT_TRANSLATE_NOOP("core", "Cargo"), QT_TRANSLATE_NOOP("core", "Qué hace en la unidad."),
        QT_TRANSLATE_NOOP("core", "Jefa de Rentas"), ("puesto", "funcion", "cargo o funcion"), 28,
    ),
    Column(
        "phone", QT_TRANSLATE_NOOP("core", "Teléfono o anexo"),
        QT_TRANSLATE_NOOP("core", "Número o anexo propio. Vacío: el de la unidad."),
        QT_TRANSLATE_NOOP("core", "anexo 2105"),
        ("telefono", "anexo", "extension", "ext", "numero de telefono", "celular", "telefonos"), 20,
    ),
    Column(
        "place", QT_TRANSLATE_NOOP("core", "Lugar"),
        QT_TRANSLATE_NOOP("core", "Dónde atiende. Vacío: el lugar de la unidad."), "",
        ("ubicacion", "direccion", "piso", "local", "donde"), 28,
    ),
    Column(
        "hours", QT_TRANSLATE_NOOP("core", "Horario"),
        QT_TRANSLATE_NOOP("core", "Cuándo atiende, si no es el horario de la unidad."),
        QT_TRANSLATE_NOOP("core", "Lunes, miércoles y viernes de 08:00 a 12:00"),
        ("horarios", "horario de atencion", "atencion"), 34,
    ),
    Column(
        "substitute", QT_TRANSLATE_NOOP("core", "Reemplazo"),
        QT_TRANSLATE_NOOP("core", "Quién atiende cuando falta, con su nombre."), "",
        ("suplente", "sustituto", "reemplazante", "reemplaza", "sustituye"), 28, choices=Choices.PEOPLE,
    ),
    Column(
        "active", QT_TRANSLATE_NOOP("core", "En el directorio"),
        QT_TRANSLATE_NOOP("core", "«No» retira a la persona sin borrar su historia. Vacío: sí."), YES,
        ("activo", "activa", "vigente", "habilitado"), 12, choices=Choices.YES_NO,
    ),
)  # fmt: skip

COLUMNS: Final[Mapping[Part, tuple[Column, ...]]] = {
    Part.TOPICS: TOPICS,
    Part.UNITS: UNITS,
    Part.OFFICIALS: OFFICIALS,
}

PARTS: Final[Mapping[Subject, tuple[Part, ...]]] = {
    Subject.CATALOGUE: (Part.TOPICS,),
    Subject.DIRECTORY: (Part.UNITS, Part.OFFICIALS),
}

SHEETS: Final[Mapping[Part, str]] = {
    Part.TOPICS: QT_TRANSLATE_NOOP("core", "Catálogo"),
    Part.UNITS: QT_TRANSLATE_NOOP("core", "Unidades"),
    Part.OFFICIALS: QT_TRANSLATE_NOOP("core", "Funcionarios"),
}

Found = dict[str, int]
"""Which column of a heading, from 0, feeds which field; fields without a column are absent."""


def recognise(header: Sequence[str], part: Part) -> Found:
    """Return the columns of a heading that are recognised by their names, each used once.

    A heading that is a field's very title goes before one that merely means the same, and that one before
    one with a remark, "Costo (S/)".
    """
    whole = [folded_code(text) for text in header]
    bare = [folded_code(_REMARK.sub("", text)) for text in header]
    found: Found = {}
    taken: set[int] = set()
    for codes, exact in ((whole, True), (whole, False), (bare, False)):
        for column in COLUMNS[part]:
            names = {folded_code(column.title)} if exact else column.names()
            place = next((at for at, code in enumerate(codes) if code in names and at not in taken), None)
            if place is not None and column.key not in found:
                found[column.key] = place
                taken.add(place)
    return found


def fits(header: Sequence[str], part: Part) -> int:
    """Return how many columns of a heading are recognised; 0 without the one that names the row."""
    found = recognise(header, part)
    return len(found) if COLUMNS[part][0].key in found else 0
