"""Whatever stands in the cells: a row goes in or is told, and what went in is the same the next time."""

from __future__ import annotations

import csv

import pytest
from excel_samples import PEOPLE, TOPICS, bring_in, plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from municipality import make_office
from openpyxl import Workbook

from desktop_app.domain.columns import COLUMNS, Part
from desktop_app.domain.errors import UserError
from desktop_app.reports.excel.cells import put_text
from desktop_app.services.imports.sheets_plan import State

WORDS = st.sampled_from(
    ["", "", "Sí", "no", "Denuncia", "simple", "Crítico", "1", "9", "Vías", "Rentas", "Julia Arias Peña", "=1+1",
     "_x0000_", "Orientado", "01/02/2026", "2026-02-01 00:00:00", "EJEMPLO: x", "x" * 500, "y" * 5_000, "\u202eabc",
     "🙂", "\x00"]
)  # fmt: skip
CELL = WORDS | st.text(max_size=12)
TABLES = {Part.TOPICS: TOPICS, Part.UNITS: PEOPLE, Part.OFFICIALS: PEOPLE}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = make_office(tmp_path_factory.mktemp("any") / "data")
    yield made
    made.installation.close()


def rows_of(part):
    width = len(COLUMNS[part])
    return st.lists(st.lists(CELL, min_size=1, max_size=width), min_size=1, max_size=6)


def write(path, part, rows):
    head = [column.head for column in COLUMNS[part]]
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8", errors="surrogateescape") as file:
            csv.writer(file).writerows([head, *rows])
        return
    book = Workbook()
    for at, row in enumerate([head, *rows], 1):
        for place, text in enumerate(row, 1):
            if text:
                put_text(book.active.cell(at, place), text, lines=True)
    book.save(path)


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_row_goes_in_or_is_told(office, tmp_path_factory, part, ending, data):
    ctx = office.as_user("supervisor")
    path = tmp_path_factory.mktemp("f") / f"f.{ending}"
    try:
        write(path, part, data.draw(rows_of(part)))
        found = plan(ctx, path, TABLES[part])
    except UserError as error:
        # The file as a whole is refused, in a sentence.
        assert str(error).endswith(".")
        return
    except UnicodeEncodeError:
        return  # half of a pair cannot even be written into a file
    assert all(row.problem for row in found.rows if row.state is State.REFUSED)
    assert len(found.messages()) >= found.count(State.REFUSED)
    done = bring_in(ctx, path, TABLES[part], skip_refused=True)
    assert done.new + done.changed + done.same + done.refused == len(found.rows)
    assert (done.new, done.refused) == (found.count(State.NEW), found.count(State.REFUSED))
    again = plan(ctx, path, TABLES[part])
    assert (again.count(State.NEW), again.count(State.CHANGED)) == (0, 0), [
        (row.name, row.sentence(), dict(row.values)) for row in again.rows if row.values
    ]
