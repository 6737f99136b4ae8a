"""The last chapter: what data is missing, what each figure means, and room for signatures."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.document import gap, part, whole
from desktop_app.reports.pdf.tables import Cell, table, words
from desktop_app.reports.pdf.text import bulleted, para


def signatories() -> tuple[str, ...]:
    """Return who signs by hand when nobody else is named."""
    return (
        QT_TRANSLATE_NOOP("core", "Elaborado por"),
        QT_TRANSLATE_NOOP("core", "Revisado por (Supervisión)"),
        QT_TRANSLATE_NOOP("core", "Visto bueno"),
    )


def chapter_body(figures: MonthFigures, room: float, signers: Sequence[str]) -> list[Flowable]:
    """Return the chapter below its heading."""
    text = QT_TRANSLATE_NOOP(
        "core",
        "Las cifras se calculan de los registros que había en este equipo al generar el informe, con la "
        "fecha y la hora locales de la oficina ({zone}). Los porcentajes se redondean solo al mostrarlos; "
        "por eso su suma puede diferir de 100 en una décima. El informe no contiene nombres de ciudadanos.",
    ).format(zone=figures.zone)
    columns = [
        words(QT_TRANSLATE_NOOP("core", "Cifra"), 22),
        words(QT_TRANSLATE_NOOP("core", "Definición"), 78),
    ]
    rows: list[list[Cell]] = [
        [para(item.term, style.CELL_STRONG), para(item.text, style.CELL)] for item in figures.definitions
    ]
    return [
        para(text, style.BODY),
        *part(QT_TRANSLATE_NOOP("core", "Datos que faltan"), room_for=25 * mm),
        *_missing(figures),
        *part(QT_TRANSLATE_NOOP("core", "Definiciones")),
        table(columns, rows, room),
        whole(QT_TRANSLATE_NOOP("core", "Firmas"), gap(22 * mm), _signatures(signers, room)),
    ]


def _missing(figures: MonthFigures) -> list[Flowable]:
    if not figures.missing:
        return [para(QT_TRANSLATE_NOOP("core", "No se detectaron datos faltantes."), style.BODY)]
    return [bulleted(note, style.BULLET) for note in figures.missing]


def _signatures(signers: Sequence[str], room: float) -> Flowable:
    space = 10 * mm
    width = (room - space * (len(signers) - 1)) / len(signers)
    cells: list[Cell] = []
    sizes: list[float] = []
    for index, signer in enumerate(signers):
        if index:
            cells.append("")
            sizes.append(space)
        cells.append(
            [
                para(signer, style.CELL),
                para(QT_TRANSLATE_NOOP("core", "Nombre, firma y fecha"), style.CELL_NOTE),
            ]
        )
        sizes.append(width)
    made = Table([cells], colWidths=sizes, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                *(("LINEABOVE", (2 * n, 0), (2 * n, 0), 0.8, style.INK) for n in range(len(signers))),
                ("FONT", (0, 0), (-1, -1), style.REGULAR, 8.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return made
