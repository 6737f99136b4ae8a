"""The list of cases at the size of ten years: counts of views, a letter in the filter, jumps in every order."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from desktop_app.benchmarks.timing import Row, interleaved, within
from desktop_app.domain.case_views import SavedView
from desktop_app.services import case_export, case_order, case_views
from desktop_app.services.case_filter import read_filter
from desktop_app.services.case_rows import CaseQuery
from desktop_app.services.context import Context
from desktop_app.storage.search import match_expression

SCREEN: Final = 64
SAVED: Final = (
    "tipo:denuncia", "tipo:reclamo tipo:queja", "-estado:pausa", "nivel:complejo", "canal:correo", "vence:semana",
    "vence:vencido", "responsable:nadie", "sincontacto:15", "ingreso:mes", "-tipo:denuncia vence:+3",
    "estado:atencion nivel:simple",
)  # fmt: skip
"""Filters of saved views over the open cases."""

TYPED: Final = (
    "unidad:", "unidad:o", "unidad:ob", "unidad:obras mo", "unidad:obras mora", "tipo:", "tipo:d", "tipo:denuncia",
    "tipo:denuncia -estado:p", "tipo:denuncia -estado:pausa", "vence:", "vence:h", "vence:hoy", "vence:semana",
    "canal:t", "canal:telefono", "ciudadano:q", "ciudadano:quispe", "ciudadano:maria", "lugar:l", "lugar:lima",
    "tema:b", "tema:bache", "-bache", '"calle l"',
    "sincontacto:15", "ingreso:mes", "responsable:nadie", "bache", "bache be", "mora",
)  # fmt: skip
"""What stands in the field letter by letter, each in the view of the open cases and in that of all.

A single letter, and the beginning of a key, are not asked for while somebody goes on typing (``FilterField.begun``).
"""

ROWS: Final = 5_000
COLUMNS: Final = (
    "number",
    "subject",
    "citizen",
    "unit",
    "state",
    "responsible",
    "opened",
    "type",
    "channel",
    "level",
)
_LINE: Final = (
    "SELECT e.uid, f.number, f.subject, c.name, u.name, o.name, f.state, f.level, f.opened, f.due_at FROM case_file f "
    "JOIN entity e ON e.id = f.id LEFT JOIN citizen c ON c.id = f.citizen LEFT JOIN unit u ON u.id = f.unit "
    "LEFT JOIN official o ON o.id = f.responsible "
)


def measure(ctx: Context, rounds: int) -> list[Row]:
    """Time the list of cases."""
    return [_counts(ctx, rounds), *_letters(ctx, rounds), *_jumps(ctx, rounds), _workbook(ctx, rounds)]


def _counts(ctx: Context, rounds: int) -> Row:
    run = ctx.store.database.raw().execute
    now = int(ctx.now().timestamp())
    saved = [replace(SavedView(typed, "open", typed), slot=typed) for typed in SAVED]

    def floor(_: int) -> None:
        run("SELECT state, count(*) FROM case_file WHERE closed IS NULL GROUP BY state").fetchall()
        run("SELECT count(*) FROM case_file WHERE closed IS NULL AND due_at <= ?", (now,)).fetchall()

    ours, bare = interleaved(lambda _: case_views.counts(ctx, saved), floor, rounds=rounds, each=30)
    name = f"conteos de todas las vistas ({len(SAVED)} guardadas)"
    return Row(name, ours, bare, "p99 ≤ 10 ms", ok=ours.p99 <= 10)


def _letters(ctx: Context, rounds: int) -> list[Row]:
    run = ctx.store.database.raw().execute
    rows = []
    for view, words in (("open", "abiertos"), ("all", "todos")):

        def ours(number: int, view: str = view) -> None:
            query = read_filter(ctx, TYPED[number % len(TYPED)], view).query
            case_order.page(ctx, case_order.arrange(ctx, query), 0, SCREEN)

        def floor(number: int) -> None:
            # The words alone, found in the index and counted, then a page of lines: without any condition.
            match = match_expression(TYPED[number % len(TYPED)].partition(":")[2] or "mora")
            found = "SELECT rowid FROM search_case WHERE search_case MATCH ?"
            run(f"SELECT count(*) FROM ({found})", (match,)).fetchall()
            run(f"{_LINE} WHERE f.id IN ({found} ORDER BY rowid DESC LIMIT {SCREEN})", (match,)).fetchall()

        mine, bare = interleaved(ours, floor, rounds=rounds, each=len(TYPED), warm=len(TYPED))
        row = Row(
            f"  una letra en el filtro de casos ({words})", mine, bare, "primeras filas ≤ 100 ms", ok=None
        )
        rows.append(replace(row, ok=within(mine.p99, 100, row.ratio_p99, 5)))
    return rows


def _jumps(ctx: Context, rounds: int) -> list[Row]:
    run = ctx.store.database.raw().execute
    rows = []
    for name, query in (
        ("por ingreso", CaseQuery("all")),
        ("por ingreso, al revés", CaseQuery("all", sort="opened")),
        ("por número", CaseQuery("all", sort="number")),
        ("por cierre", CaseQuery("closed", sort="closed", descending=True)),
        ("tipo:denuncia", read_filter(ctx, "tipo:denuncia", "all").query),
        ("abiertos por urgencia", CaseQuery("open")),
        ("abiertos por ciudadano", CaseQuery("open", sort="citizen")),
    ):
        arranged = case_order.arrange(ctx, query)
        if query.conditions:
            # As the screen does for a long, narrowed list.
            arranged = case_order.settled(ctx, arranged)
        places = random.Random(5)  # noqa: S311 - places to look at
        at = [places.randrange(max(1, arranged.count - SCREEN)) for _ in range(200)]

        def ours(number: int, arranged: case_order.Arranged = arranged, at: list[int] = at) -> None:
            case_order.page(ctx, arranged, at[number % len(at)], SCREEN)

        def floor(number: int, at: list[int] = at) -> None:
            ids = f"SELECT id FROM case_file ORDER BY opened DESC, id DESC LIMIT {SCREEN} OFFSET ?"
            run(_LINE + f"WHERE f.id IN ({ids})", (at[number % len(at)],)).fetchall()

        mine, bare = interleaved(ours, floor, rounds=rounds, each=40)
        row = Row(f"  salto, {name}", mine, bare, "≤ 25 ms", ok=None)
        rows.append(replace(row, ok=within(mine.p99, 25, row.ratio_p99, 25 / 3.5)))
    ours_first, bare_first = interleaved(
        lambda _: case_order.page(ctx, case_order.arrange(ctx, CaseQuery("open", sort="citizen")), 0, SCREEN),
        lambda _: run(_LINE + "WHERE f.closed IS NULL ORDER BY c.name LIMIT 64").fetchall(),
        rounds=rounds,
        each=8,
    )
    first = Row("  primeras filas, abiertos por ciudadano", ours_first, bare_first, "≤ 100 ms", ok=None)
    return [*rows, replace(first, ok=ours_first.p99 <= 100)]


def _workbook(ctx: Context, rounds: int) -> Row:
    def bare(path: Path) -> None:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in islice(run(_LINE + f"ORDER BY f.opened DESC LIMIT {ROWS}"), ROWS):
            sheet.append([value if isinstance(value, str | int) else None for value in row])
        book.save(path)

    run: Any = ctx.store.database.raw().execute
    chosen = CaseQuery("all")
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as folder:
        path = Path(folder) / "casos.xlsx"
        ours, floor = interleaved(
            lambda _: case_export.export_cases(ctx, chosen, COLUMNS, "Todos", path, most=ROWS),
            lambda _: bare(path),
            rounds=min(rounds, 3),
            each=1,
        )
    note = "mínimo: las mismas filas, sin formatos"
    return Row(f"lista de {ROWS} casos en Excel", ours, floor, "sin meta propia", ok=None, note=note)
