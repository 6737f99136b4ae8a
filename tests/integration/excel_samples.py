"""Files as people keep them: their own headings, titles above, sheets of their own."""

from __future__ import annotations

import csv

from openpyxl import Workbook, load_workbook

from desktop_app.domain.columns import Subject
from desktop_app.services.imports.bringing import bring, plan_file
from desktop_app.services.imports.sheets_plan import Options
from desktop_app.services.imports.sheets_reading import read_file

TOPICS, PEOPLE = Subject.CATALOGUE, Subject.DIRECTORY


def write_rows(path, *rows):
    """Write a CSV file as a Spanish Excel would."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def write_book(path, **sheets):
    """Write a workbook with these sheets of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def edit_book(path, sheet, changes):
    """Change cells of a workbook: ``{"B2": "text"}``."""
    book = load_workbook(path)
    for cell, value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def plan(ctx, path, subject=TOPICS, **options):
    """Read a file and compare it."""
    return plan_file(ctx, read_file(path, subject), Options(**options))


def bring_in(ctx, path, subject=TOPICS, **options):
    """Read a file and bring it in."""
    return bring(ctx, read_file(path, subject), Options(**options))


def counted(found):
    """Return (new, changed, same, refused)."""
    return tuple(found.counts.values())
