"""Lists of cases as another city publishes them, with the same columns and the same holes."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta

from openpyxl import Workbook

COLUMNS = (
    "unique_key", "account", "opendate", "closedate", "complaint_type", "descriptor", "zip", "borough", "city",
    "council_dist", "community_board",
)  # fmt: skip


def sample(count=200, seed=7):
    """Return rows with the columns and the holes of the public list."""
    chance = random.Random(seed)
    types = ["Housing and Buildings", "Transportation", "@getxlate.Udf_Code_Genera", "Café & té <b>", ""]
    rows = []
    for number in range(count):
        opened = date(2015, 1, 1) + timedelta(days=chance.randrange(3000))
        closed = opened + timedelta(days=chance.randrange(400)) if chance.random() < 0.9 else None
        place = chance.random() < 0.8
        rows.append(
            {
                "unique_key": f"NYCC{number:08d}",
                "account": "NYCC18",
                "opendate": opened.isoformat(),
                "closedate": closed.isoformat() if closed else "",
                "complaint_type": chance.choice(types),
                "descriptor": chance.choice(["Rats/Rodents", "=1+1", ""]),
                "zip": chance.choice(["10452", "n/a", ""]) if place else "",
                "borough": "Bronx" if place else "",
                "city": "Bronx" if place else "",
                "council_dist": "NYCC16" if place else "",
                "community_board": "04 Bronx" if place else "",
            }
        )
    return rows


def write_csv(path, rows, **options):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, **options)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path, rows, dates=True):
    book = Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    for row in rows:
        cells = [row[name] for name in COLUMNS]
        for place in (2, 3):
            if dates and cells[place]:
                cells[place] = datetime.fromisoformat(cells[place])
        sheet.append(cells)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"
    book.save(path)
    return path
