"""The catalogue and the directory as a workbook, and the empty one to fill in (AUM-010-040)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.columns import COLUMNS, NO, PARTS, YES, Choices, Part, Subject
from desktop_app.domain.labels import label, label_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services import directory
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.imports.catalogue import topic_fields, written_topics
from desktop_app.services.imports.directory import official_fields, unit_fields
from desktop_app.services.imports.sheets_values import yes_no_word
from desktop_app.services.reporting import write_together

Cells = Mapping[str, str]
"""The texts of a row by the keys of its columns; an empty one may be absent."""

PERMISSIONS: Final[Mapping[Subject, Permission]] = {
    Subject.CATALOGUE: Permission.EDIT_CATALOGUE,
    Subject.DIRECTORY: Permission.EDIT_DIRECTORY,
}


def write_template(ctx: Context, subject: Subject, path: Path) -> Path:
    """Write the workbook to fill in: headings, an example, lists to choose from, instructions.

    Raises NotAllowed, EnvironmentFault.
    """
    require(ctx.actor, PERMISSIONS[subject])
    sheets: dict[Part, Sequence[Cells]] = dict.fromkeys(PARTS[subject], ())
    return _write(ctx, subject, sheets, path, sample=True)


def write_export(ctx: Context, subject: Subject, path: Path) -> Path:
    """Write all that there is in the columns of the template, so that it can be edited and brought back.

    Raises NotAllowed, EnvironmentFault.
    """
    require(ctx.actor, PERMISSIONS[subject])
    sheets = {part: rows_of(ctx, part) for part in PARTS[subject]}
    return _write(ctx, subject, sheets, path, sample=False)


def file_name(ctx: Context, subject: Subject, *, template: bool) -> str:
    """Return how such a file is called: "catalogo-20261124.xlsx", "plantilla-directorio.xlsx"."""
    word = {
        Subject.CATALOGUE: QT_TRANSLATE_NOOP("core", "catalogo"),
        Subject.DIRECTORY: QT_TRANSLATE_NOOP("core", "directorio"),
    }[subject]
    return f"plantilla-{word}.xlsx" if template else f"{word}-{ctx.now():%Y%m%d}.xlsx"


def rows_of(ctx: Context, part: Part) -> list[Cells]:
    """Return everything of a kind as the texts of its cells, by name; what is out of use comes last."""
    units = {unit.id: unit.name for unit in directory.units(ctx, retired=True)}
    people = {each.id: each.name for each in directory.officials(ctx, retired=True)}
    if part is Part.TOPICS:
        found = [topic_fields(each) for each in written_topics(ctx)]
    elif part is Part.UNITS:
        found = [unit_fields(each) for each in directory.units(ctx, retired=True)]
    else:
        found = [official_fields(each) for each in directory.officials(ctx, retired=True)]
    found.sort(key=lambda fields: not fields["active"])
    names = {"unit": units, "specialised": units, "chief": people, "substitute": people}
    return [
        {
            column.key: _cell(ctx, column.key, fields[column.key], names)
            for column in COLUMNS[part]
            if fields.get(column.key) is not None
        }
        for fields in found
    ]


def _cell(ctx: Context, key: str, value: Any, names: Mapping[str, Mapping[bytes, str]]) -> str:
    if key in names:
        return names[key].get(value, "")
    if key in ("active", "desk"):
        return yes_no_word(value)
    if key == "type":
        types = ctx.profile.request_types
        return types[value].label if value in types else str(value)
    if key == "level":
        return label_of(Level, value)
    if key == "result":
        return label_of(Result, value)
    return str(value)


def _choices(ctx: Context) -> dict[Choices, list[str]]:
    return {
        Choices.TYPES: [each.label for each in ctx.profile.request_types.values()],
        Choices.LEVELS: [label(each) for each in Level],
        Choices.RESULTS: [label(each) for each in Result],
        Choices.DIGITS: [str(digit) for digit in range(1, 10)],
        Choices.YES_NO: [YES, NO],
        Choices.UNITS: [unit.name for unit in directory.units(ctx) if unit.name],
        Choices.PEOPLE: sorted({each.name for each in directory.officials(ctx) if each.name}),
    }


def _write(
    ctx: Context, subject: Subject, sheets: Mapping[Part, Sequence[Cells]], path: Path, *, sample: bool
) -> Path:
    from desktop_app.reports.excel.templates import Book, render_book

    book = Book(
        subject=subject,
        municipality=ctx.rules.municipality,
        made_at=ctx.now(),
        sheets=sheets,
        choices=_choices(ctx),
        sample=sample,
    )
    write_together({path: render_book(book)})
    return path
