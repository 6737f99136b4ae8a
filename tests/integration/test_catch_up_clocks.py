"""A desk that was upgraded later understands the clocks that others had sent it before."""

from __future__ import annotations

import json
from pathlib import Path

from sync_desks import municipality, share_all

from desktop_app.storage import catch_up
from desktop_app.storage.migrations import m0003_cases


def test_a_moment_for_each_clock_is_read_after_the_upgrade(tmp_path: Path) -> None:
    one, other = desks = municipality(tmp_path, 2)
    case = one.fresh()
    due = {"internal": 90_000, "first": 7_200, "warn": 5_400, "warn_internal": 67_500, "warn_first": 5_400}
    one.write(
        "case",
        "open",
        case,
        {"opened": 0, "level": "critical", "due": due, "at": 0},
        {"subject": "Gas"},
        new=True,
    )
    one.write("case", "contact", case, {"answered": 1, "reached": 1, "at": 60}, {"text": "Va"})
    share_all(desks)
    assert other.store.row("SELECT warn_at FROM case_file") == (67_500,)
    before = other.tables()
    connection = other.store.database.raw()
    connection.execute("UPDATE case_file SET warn_at = 5400")  # as the program of before had read it
    note = json.dumps([m0003_cases._LEARNT])
    connection.execute("INSERT INTO local VALUES ('catch_up', ?)", (note,))
    catch_up.catch_up(connection)
    assert other.tables() == before
    for desk in desks:
        desk.close()
