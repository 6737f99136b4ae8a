"""Two random years of a municipality, as rows of a database and as plain dictionaries beside them."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app.storage.store import Store

LIMA = ZoneInfo("America/Lima")
BEGIN = datetime(2025, 1, 1, tzinfo=LIMA)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=LIMA)
CHANNELS = ("in_person", "phone", "email", "app")
TYPES = ("informacion", "tramite", "reclamo", "nuevo_tipo", None)
RESULTS = ("oriented", "referred", "case_opened", "critical_case", "unanswered")
LEVELS = ("simple", "complex", "critical")
STATES = ("accepted", "confirmed_by_phone", "no_answer", "returned", "sent", "resolved", "voided")
WAITS = ("asking_unit", "finding_file", "other", "a_newer_reason")
REASONS = ("wrong_unit", "missing_information", "did_not_show_up", "absent")

Row = dict[str, Any]


@dataclass(slots=True)
class Years:
    """The rows, and the names of units and topics by entity integer."""

    attentions: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    referrals: list[Row] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)


def day_of(moment: datetime) -> int:
    """Return yyyymmdd."""
    return moment.year * 10_000 + moment.month * 100 + moment.day


def fill(store: Store, offices: list[int], seed: int) -> Years:
    """Write random rows for the offices' entity integers and return them."""
    draw, years = random.Random(seed), Years()
    numbers = iter(range(1_000_000, 2_000_000))
    years.units = {next(numbers): f"Unidad {n}" for n in range(5)}
    years.topics = {next(numbers): f"Tema {n:02d}" for n in range(22)}
    span = (NOW - BEGIN).total_seconds()
    for _ in range(4000):
        years.attentions.append(
            _attention(
                draw, next(numbers), offices, years, BEGIN + timedelta(seconds=int(draw.random() * span))
            )
        )
    for _ in range(1500):
        years.cases.append(
            _case(draw, next(numbers), offices, years, BEGIN + timedelta(seconds=int(draw.random() * span)))
        )
    by_start = sorted(years.attentions, key=lambda row: row["started"])
    for before, row in itertools.pairwise(by_start):
        if draw.random() < 0.2:
            row["visit"] = before["visit"] or before["id"]
        if row["no_contact"] and draw.random() < 0.5:
            row["case_file"] = draw.choice(years.cases)["id"]
    for _ in range(900):
        years.referrals.append(
            _referral(
                draw, next(numbers), offices, years, BEGIN + timedelta(seconds=int(draw.random() * span))
            )
        )
    _write(store, years)
    return years


def _attention(draw: random.Random, number: int, offices: list[int], years: Years, at: datetime) -> Row:
    return {
        "id": number, "office": draw.choice(offices), "channel": draw.choice(CHANNELS),
        "query_type": draw.choice(TYPES), "topic": draw.choice([None, *years.topics]),
        "unit": draw.choice(list(years.units)), "started": int(at.timestamp()),
        "duration": draw.choice([None, *range(20, 900)]), "lday": day_of(at), "lhour": at.hour,
        "result": draw.choice(RESULTS), "voided": int(draw.random() < 0.05), **_received(draw),
    }  # fmt: skip


def _received(draw: random.Random) -> Row:
    waits = [[draw.choice(WAITS), draw.randint(5, 900)] for _ in range(draw.choice([0, 0, 0, 1, 2]))]
    return {
        "preferential": draw.choice([None, None, None, "adulto_mayor", "embarazo", "unspecified", "otro"]),
        "no_contact": draw.choice([None, None, 0, 1]), "blank": draw.choice([None, None, None, 77]),
        "hold": sum(seconds for _, seconds in waits) if waits else None,
        "holds": json.dumps(waits) if waits else None, "visit": None, "case_file": None,
    }  # fmt: skip


def _case(draw: random.Random, number: int, offices: list[int], years: Years, at: datetime) -> Row:
    opened = int(at.timestamp())
    solved = opened + int(draw.expovariate(1 / (20 * 86400)))
    closed = solved + draw.choice([0, 0, 3600, 5 * 86400])
    limit = int(NOW.timestamp())
    resolved: int | None = solved if solved < limit else None
    done: int | None = closed if closed < limit else None
    voided = draw.random() < 0.05 and done is not None
    term = draw.choice([None, opened + draw.randint(1, 40) * 86400, opened + draw.randint(1, 40) * 86400])
    legal = draw.choice([None, opened + 30 * 86400])
    state = "voided" if voided else "closed" if done else "resolved" if resolved else "in_progress"
    running = [moment for moment in (term, legal) if moment is not None] if state == "in_progress" else []
    score = draw.choice([None, None, 0, 1, 2, 3, 4, 5]) if done else None
    return {
        "id": number, "number": f"01-01-{at:%y}-{number % 100_000:05d}-00", "office": draw.choice(offices),
        "level": draw.choice(LEVELS), "state": state, "unit": draw.choice([None, *years.units]),
        "responsible": draw.choice([None, number]), "topic": draw.choice(list(years.topics)), "opened": opened,
        "oday": day_of(at), "due_at": min(running, default=None), "due_internal": term, "due_legal": legal,
        "resolved": resolved, "closed": done,
        "cday": None if done is None else day_of(datetime.fromtimestamp(done, LIMA)),
        "score": score, "score_by_handler": int(draw.random() < 0.3),
    }  # fmt: skip


def _referral(draw: random.Random, number: int, offices: list[int], years: Years, at: datetime) -> Row:
    state = draw.choice(STATES)
    sent = int(at.timestamp())
    return {
        "id": number, "office": draw.choice(offices), "unit": draw.choice([None, *years.units]), "state": state,
        "reason": draw.choice(REASONS) if state == "returned" else None, "sent": sent,
        "answered": None if state == "sent" else sent + draw.randint(10, 4000), "lday": day_of(at),
        "bounces": draw.choice([0, 0, 0, 1, 2]),
    }  # fmt: skip


def _write(store: Store, years: Years) -> None:
    with store.local_write() as connection:
        named = [*years.units.items(), *years.topics.items()]
        connection.executemany(
            "INSERT INTO entity VALUES (?, ?)", [(number, number.to_bytes(16, "big")) for number, _ in named]
        )
        connection.executemany("INSERT INTO unit (id, name, active) VALUES (?, ?, 1)", years.units.items())
        connection.executemany("INSERT INTO topic (id, title, active) VALUES (?, ?, 1)", years.topics.items())
        for table, rows in (
            ("attention", years.attentions), ("case_file", years.cases), ("referral", years.referrals),
        ):  # fmt: skip
            columns = list(rows[0])
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [tuple(row.values()) for row in rows],
            )
        connection.execute("ANALYZE")
