"""What the screens read from ten years, beside the bare statements."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from datetime import timedelta
from typing import Any, Final

from desktop_app.benchmarks.timing import Row, interleaved, within
from desktop_app.domain.months import Month
from desktop_app.services import case_lists, catalogue, citizens, dashboard
from desktop_app.services import statistics as figures
from desktop_app.services.context import Context
from desktop_app.storage import search
from desktop_app.storage.queries import cases as case_queries

PAGE: Final = 200
SCREEN: Final = 50
TYPED: Final = (
    "m", "ma", "mar", "maría", "maría g", "maria gar", "ñ", "ña", "ñahui", "q", "qu", "quis", "jo", "jose q", "z m",
    "nu", "nuñez", "lu sa", "a", "al", "alva", "9", "91", "9123", "bache", "bache beg", "semaforo", "poda ol", "01",
    "0101", "rojas el", "peña", "ca", "carlos m r", "teresa", "u", "ur", "ursula b", "vereda", "ruidos col",
)  # fmt: skip
_LINE: Final = (
    "SELECT e.uid, f.number, f.subject, c.name, u.name, o.name, f.state, f.level, f.opened, f.due_at FROM case_file f "
    "JOIN entity e ON e.id = f.id LEFT JOIN citizen c ON c.id = f.citizen LEFT JOIN unit u ON u.id = f.unit "
    "LEFT JOIN official o ON o.id = f.responsible "
)


def board(ctx: Context, rounds: int) -> list[Row]:
    """200 of the open cases with the counts of the views; and the whole dashboard."""
    run = ctx.store.database.raw().execute
    now = int(ctx.now().timestamp())
    chosen = case_queries.Filter("open", now, now + 3600)

    def query(_: int) -> None:
        case_queries.page(ctx.store, chosen, 0, PAGE)
        case_queries.view_counts(ctx.store, chosen)

    def shown(_: int) -> None:
        case_lists.page(ctx, case_lists.CaseQuery(), 0, PAGE)
        case_lists.view_counts(ctx)

    def floor(_: int) -> None:
        # By due moment, as the index has it; one count by state, one of the overdue.
        run(_LINE + "WHERE f.closed IS NULL ORDER BY f.due_at LIMIT 200").fetchall()
        run("SELECT state, count(*) FROM case_file WHERE closed IS NULL GROUP BY state").fetchall()
        run("SELECT count(*) FROM case_file WHERE closed IS NULL AND due_at <= ?", (now,)).fetchall()

    ours, bare = interleaved(query, floor, rounds=rounds, each=30)
    row = Row(f"tablero: {PAGE} de los abiertos y conteos", ours, bare, "consulta p99 ≤ 4 ms", ok=None)
    lines, again = interleaved(shown, floor, rounds=rounds, each=15)
    whole, third = interleaved(lambda _: dashboard.board(ctx), floor, rounds=rounds, each=8)
    return [
        _judged(row, within(ours.p99, 4, row.ratio_p99, 4 / 1.9)),
        Row("  lo mismo con insignias y plazos", lines, again, "pintado ≤ 50 ms", ok=lines.p99 <= 50),
        Row("  seis cifras y cuatro gráficos", whole, third, "pintado ≤ 50 ms", ok=whole.p99 <= 50),
    ]


def keystroke(ctx: Context, rounds: int) -> Row:
    """What one more letter asks: people, cases and topics."""
    run = ctx.store.database.raw().execute

    def ours(number: int) -> None:
        typed = TYPED[number % len(TYPED)]
        citizens.recognise(ctx, typed) if len(typed) > 2 else search.search(ctx.store, "citizen", typed, 7)
        case_queries.by_numbers(ctx.store, search.search(ctx.store, "case", typed, 7))
        catalogue.suggest(ctx, typed)

    def floor(number: int) -> None:
        words = search.match_expression(TYPED[number % len(TYPED)])
        for kind in ("citizen", "case"):
            table = f"search_{kind}"
            run(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 7", (words,)
            ).fetchall()

    mine, bare = interleaved(ours, floor, rounds=rounds, each=len(TYPED), warm=len(TYPED))
    documents = sum(_count(ctx, f"search_{kind}_docsize") for kind in search.KINDS)
    row = Row(
        f"una tecla en la búsqueda ({documents:,} textos)".replace(",", " "),
        mine,
        bare,
        "p99 ≤ 10 ms",
        ok=None,
    )
    return _judged(row, within(mine.p99, 10, row.ratio_p99, 10 / 3.2))


def month(ctx: Context, rounds: int) -> Row:
    """All figures of one month, as the report and the dashboard use them."""
    day = (ctx.now().replace(day=1) - timedelta(days=40)).date()
    chosen = Month(day.year, day.month)
    first = day.year * 10_000 + day.month * 100
    run = ctx.store.database.raw().execute

    def floor(_: int) -> None:
        rows: list[tuple[Any, ...]] = run(
            "SELECT query_type, channel, unit, lhour, duration, topic, result FROM attention "
            "WHERE lday BETWEEN ? AND ? AND voided = 0", (first, first + 31),
        ).fetchall()  # fmt: skip
        for column in (0, 1, 2, 3, 5, 6):
            Counter(row[column] for row in rows)
        statistics.median(row[4] for row in rows)
        closed: list[tuple[Any, ...]] = run(
            "SELECT unit, level, opened, closed, due_internal FROM case_file WHERE cday BETWEEN ? AND ?",
            (first, first + 31),
        ).fetchall()  # fmt: skip
        Counter(row[0] for row in closed)
        statistics.median(row[3] - row[2] for row in closed)

    ours, bare = interleaved(lambda _: figures.month_figures(ctx, chosen), floor, rounds=rounds, each=4)
    row = Row("un mes de diez años, todas las cifras", ours, bare, "datos ≤ 30 ms", ok=None)
    return _judged(row, within(ours.p50, 30, row.ratio, 30 / 13.9))


def case_list(ctx: Context, rounds: int) -> list[Row]:
    """The list of all cases: the first rows with the scroll bar's length, then jumps anywhere."""
    run = ctx.store.database.raw().execute
    total = _count(ctx, "case_file")
    places = random.Random(5)  # noqa: S311 - places to look at
    jumps = [places.randrange(max(1, total - SCREEN)) for _ in range(400)]
    every = case_lists.CaseQuery(view="all")

    def first(_: int) -> None:
        case_lists.count(ctx, every)
        case_lists.page(ctx, every, 0, SCREEN)

    def first_floor(_: int) -> None:
        run("SELECT count(*) FROM case_file").fetchall()
        late(0)

    def jump(number: int) -> None:
        case_lists.page(ctx, every, jumps[number % len(jumps)], SCREEN)

    def late(number: int) -> None:
        ids = "SELECT id FROM case_file ORDER BY opened DESC, id DESC LIMIT 50 OFFSET ?"
        run(_LINE + f"WHERE f.id IN ({ids})", (jumps[number % len(jumps)] if number else 0,)).fetchall()

    ours, bare = interleaved(first, first_floor, rounds=rounds, each=8)
    begin = Row(
        f"lista de {total:,} casos: primeras filas".replace(",", " "),
        ours,
        bare,
        "≤ 100 ms",
        ok=ours.p99 <= 100,
    )
    ours, bare = interleaved(jump, late, rounds=rounds, each=40)
    anywhere = Row("  salto a cualquier parte", ours, bare, "≤ 25 ms", ok=None)
    return [begin, _judged(anywhere, within(ours.p99, 25, anywhere.ratio_p99, 25 / 3.5))]


def _count(ctx: Context, table: str) -> int:
    row = ctx.store.row(f"SELECT count(*) FROM {table}")
    return int(row[0]) if row else 0


def _judged(row: Row, ok: bool) -> Row:
    return Row(row.name, row.ours, row.floor, row.goal, ok, row.unit, row.note)
