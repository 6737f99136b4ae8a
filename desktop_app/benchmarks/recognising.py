"""What a letter asks while somebody is recognised, and what is shown of them, beside the bare statements."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Final

from desktop_app.benchmarks.timing import Row, interleaved, within
from desktop_app.domain.cleaning import digits_of
from desktop_app.services import catalogue, citizens, recognition
from desktop_app.services.context import Context
from desktop_app.storage import search

TOPICS: Final = (
    "bache en", "alumbrado", "horario de at", "semaforo mal", "licencia de f", "basura sin", "arbol por",
    "estado de mi", "poda", "partida de nac",
)  # fmt: skip
NAMES: Final = (
    "mar", "maria", "garcia", "maria garcia", "maria luz g", "jose q", "rosa flores", "de la", "quispe", "j m r",
    "carlos mamani", "ñahui", "ana", "juan per",
)  # fmt: skip
LEAST: Final = 3
"""Letters from which a person is looked for."""

_GOAL_MS: Final = 10.0
_FLOOR_P99: Final = 3.2
"""Milliseconds of the bare statements on the machine that the goal was set on."""
_PEOPLE: Final = 300


def people(ctx: Context, count: int) -> list[str]:
    """Return what is typed to recognise somebody: frequent names, and documents and telephones there are."""
    rows = ctx.store.rows(
        "SELECT document, phone FROM citizen WHERE (document IS NOT NULL OR phone IS NOT NULL) "
        "ORDER BY (id * 7919) % 10007 LIMIT ?",
        (count,),
    )
    numbers = itertools.cycle([number for row in rows for number in row if number] or ["0"])
    return [next(numbers) if turn % 2 else NAMES[turn // 2 % len(NAMES)] for turn in range(count)]


def measure(ctx: Context, rounds: int) -> Iterator[Row]:
    """Yield the rows: a letter for a person, a letter for a topic, and what is known of who was found."""
    persons = _beginnings(people(ctx, 2 * len(NAMES)), LEAST)
    topics = _beginnings(TOPICS, 1)
    yield _row(
        f"reconocer a quien se escribe ({len(persons)} comienzos)", rounds, len(persons),
        lambda turn: citizens.recognise(ctx, persons[turn % len(persons)]),
        lambda turn: _bare_person(ctx, persons[turn % len(persons)]),
    )  # fmt: skip
    yield _row(
        f"  una letra de la consulta ({len(topics)} comienzos)", rounds, len(topics),
        lambda turn: catalogue.suggest(ctx, topics[turn % len(topics)]),
        lambda turn: _bare_words(ctx, "topic", topics[turn % len(topics)]),
    )  # fmt: skip
    known = [
        bytes(row[0])
        for row in ctx.store.rows(
            "SELECT e.uid FROM attention a JOIN entity e ON e.id = a.citizen ORDER BY (a.id * 7919) % 10007 LIMIT ?",
            (_PEOPLE,),
        )
    ]
    if known:
        yield _row(
            "  sus casos abiertos y sus visitas", rounds, len(known),
            lambda turn: recognition.known_citizen(ctx, known[turn % len(known)]),
            lambda turn: _bare_known(ctx, known[turn % len(known)]),
        )  # fmt: skip


def _beginnings(texts: Iterator[str] | list[str] | tuple[str, ...], least: int) -> list[str]:
    """Return what stands in the field after each letter, the same thing once."""
    found = {text[:length]: None for text in texts for length in range(least, len(text) + 1)}
    return list(found)


def _row(
    name: str, rounds: int, each: int, ours: Callable[[int], object], floor: Callable[[int], object]
) -> Row:
    mine, bare = interleaved(ours, floor, rounds=rounds, each=each, warm=each)
    row = Row(name, mine, bare, "p99 ≤ 10 ms", ok=None)
    ok = within(mine.p99, _GOAL_MS, row.ratio_p99, _GOAL_MS / _FLOOR_P99)
    return Row(name, mine, bare, row.goal, ok)


def _bare_words(ctx: Context, kind: str, typed: str) -> None:
    table, words = f"search_{kind}", search.match_expression(typed)
    ctx.store.database.raw().execute(
        f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 7", (words,)
    ).fetchall()


def _bare_person(ctx: Context, typed: str) -> None:
    _bare_words(ctx, "citizen", typed)
    digits = digits_of(typed)
    if digits:
        ctx.store.database.raw().execute(
            "SELECT id FROM citizen WHERE document = ? UNION ALL SELECT id FROM citizen WHERE phone = ? LIMIT 7",
            (digits, digits),
        ).fetchall()


def _bare_known(ctx: Context, citizen: bytes) -> None:
    run = ctx.store.database.raw().execute
    number = run("SELECT id FROM entity WHERE uid = ?", (citizen,)).fetchall()[0][0]
    run("SELECT * FROM citizen WHERE id = ?", (number,)).fetchall()
    run(
        "SELECT number, subject, state, due_at FROM case_file WHERE citizen = ? AND closed IS NULL LIMIT 5",
        (number,),
    ).fetchall()
    run(
        "SELECT started, channel, topic, result FROM attention WHERE citizen = ? AND voided = 0 "
        "ORDER BY started DESC LIMIT 4",
        (number,),
    ).fetchall()
