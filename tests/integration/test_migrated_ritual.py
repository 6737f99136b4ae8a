"""A file of the second schema: shifts, the sample and the attempts that a newer desk had sent it are understood."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from old_files import KEY, plain_file
from tables import projections, refold

from desktop_app.domain.ids import ulid_text
from desktop_app.storage.store import Store, open_store

OLD = "schema-2"
SENT = 1_784_900_000


def receive(
    plain: apsw.Connection,
    entity: str,
    kind: str,
    target: bytes,
    facts: dict[str, Any],
    personal: dict[str, Any] | None = None,
) -> None:
    """Put an operation into the log as one of another desk, as the older program kept what it did not know."""
    stream, seq, stamp = plain.execute(
        "SELECT o.stream, max(o.seq), max(o.stamp) FROM op o JOIN stream s ON s.id = o.stream WHERE s.own = 0 "
        "GROUP BY o.stream ORDER BY o.stream LIMIT 1"
    ).fetchone()
    plain.execute("INSERT OR IGNORE INTO entity (uid) VALUES (?)", (target,))
    (number,) = plain.execute("SELECT id FROM entity WHERE uid = ?", (target,)).fetchone()
    uid = (1 << 100 | seq).to_bytes(16, "big")
    payload = json.dumps(
        {"b": facts, **({"pd": personal} if personal else {}), "salt": "x"}, separators=(",", ":")
    )
    plain.execute(
        "INSERT INTO op (stream, seq, hash, uid, stamp, kind, entity, target, version, author, previous, "
        "payload_hash, payload) VALUES (?,?,?,?,?,?,?,?,1,NULL,?,?,?)",
        (stream, seq + 1, uid * 2, uid, stamp + 1, kind, entity, number, bytes(32), bytes(32), payload),
    )
    plain.execute("INSERT INTO effect (uid, op) VALUES (?,?)", (uid, plain.last_insert_rowid()))


def uid_of(plain: apsw.Connection, table: str, number: str) -> bytes:
    sql = f"SELECT e.uid FROM {table} t JOIN entity e ON e.id = t.id WHERE t.number LIKE ?"
    return bytes(plain.execute(sql, (number,)).fetchone()[0])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    plain = plain_file(tmp_path, OLD)
    case = uid_of(plain, "case_file", "%-00003-%")
    attention = bytes(15) + b"\x07"
    fields = {"sent": SENT, "cases": [[ulid_text(case), None, None]], "referrals": ["01-01-26-00009-99"]}
    receive(plain, "shift", "set", bytes(15) + b"\x09", {"set": fields}, {"set": {"note": "Ojo"}})
    facts = {"number": "01-01-26-00008-88", "started": SENT, "ended": SENT, "lday": 20260724, "sampled": 1}
    receive(plain, "attention", "attend", attention, facts)
    closing = {"to": "closed", "confirmation": "not_reached", "attempts": 3, "at": SENT, "lday": 20260724}
    receive(plain, "case", "move", case, closing)
    plain.pragma("rekey", f"raw:{KEY.hex()}")
    plain.close()
    opened = open_store(tmp_path, KEY)
    yield opened
    opened.close()


def test_a_shift_is_understood(store: Store) -> None:
    rows = store.rows("SELECT sent, note, cases, referrals, taken, undone, author, receiver FROM shift")
    assert [(row[0], row[1], len(json.loads(row[2])), json.loads(row[3])) for row in rows] == [
        (SENT, "Ojo", 1, ["01-01-26-00009-99"])
    ]
    assert rows[0][4:] == (None, None, None, None)


def test_the_sample_is_understood(store: Store) -> None:
    sql = "SELECT number FROM attention WHERE sampled = 1"
    assert store.rows(sql) == [("01-01-26-00008-88",)]


def test_the_attempts_of_a_closing_are_understood(store: Store) -> None:
    closing = store.row("SELECT closing FROM case_file WHERE number LIKE '%-00003-%'")
    assert closing is not None
    assert json.loads(closing[0]) == {"confirmation": "not_reached", "attempts": 3}


def test_the_new_indexes_serve_what_they_are_for(store: Store) -> None:
    def plan(sql: str) -> str:
        return " ".join(row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}"))

    assert "shift_waiting" in plan(
        "SELECT id FROM shift WHERE taken IS NULL AND undone IS NULL AND receiver = 1"
    )
    assert "COVERING INDEX attention_sampled" in plan(
        "SELECT score, score_by_handler FROM attention WHERE sampled = 1 AND voided = 0 AND lday BETWEEN 1 AND 2"
    )
    assert "COVERING INDEX case_closing" in plan(
        "SELECT number, closing, reopened FROM case_file WHERE cday BETWEEN 1 AND 2 AND state = 'closed' "
        "ORDER BY closed, id"
    )
    assert "case_reopened" in plan("SELECT id FROM case_file WHERE reopened IS NOT NULL")


def test_folding_everything_again_changes_nothing(store: Store) -> None:
    before = projections(store)
    refold(store)
    assert projections(store) == before
