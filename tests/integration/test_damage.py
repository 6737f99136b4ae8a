"""Damaged pages, logs and markers, and a plug that is pulled: told, and no false row is read."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from municipality import Office, record
from tables import EVERYTHING, Tables, everything

from desktop_app.__main__ import main
from desktop_app.bootstrap import open_installation
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.storage.queries.health import integrity
from desktop_app.storage.store import DATABASE, MARKER

HERE = Path(__file__).parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="forks, mounts and modes of POSIX")
KILLS = int(os.environ.get("VENTANILLA_KILLS", "30"))


def damage(file: Path, page: int, how: str) -> None:
    """Spoil a page of 4096 bytes: one bit, all of it, or another page's content in its place."""
    data = bytearray(file.read_bytes())
    start = page * 4096
    if how == "bit":
        data[start + 1234] ^= 1
    elif how == "zero":
        data[start : start + 4096] = bytes(4096)
    else:
        data[start : start + 4096], data[start - 4096 : start] = (
            data[start - 4096 : start],
            data[start : start + 4096],
        )
    file.write_bytes(data)


def readable(folder: Path) -> Tables:
    """Return the tables that can still be read; what cannot must say that it is damaged."""
    found: Tables = {}
    damaged = contextlib.suppress(Damaged)
    with damaged, told_as_damage():
        installation = open_installation(folder)
        for table in EVERYTHING:
            with damaged, told_as_damage():
                found[table] = installation.store.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
        installation.close()
    return found


class Damaged(Exception):
    """The program said that the data is damaged."""


@contextlib.contextmanager
def told_as_damage() -> Iterator[None]:
    """Accept the sentence about damage, and no other."""
    try:
        yield
    except EnvironmentFault as fault:
        if "dañada" not in str(fault):
            raise
        raise Damaged from fault


@pytest.mark.parametrize("how", ["bit", "zero", "swap"])
def test_a_damaged_page_is_told_and_no_false_row_is_read(
    office: Office, how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for turn in range(40):
        record(office, f"{turn} " + "texto " * 300)
    truth = everything(office.installation.store)
    office.installation.close()
    folder = office.installation.folder
    pages = (folder / DATABASE).stat().st_size // 4096
    chance = random.Random(how)
    told = 0
    for page in chance.sample(range(2, pages), 12):
        copy = tmp_path / f"copy{page}"
        shutil.copytree(folder, copy)
        damage(copy / DATABASE, page, how)
        for table, found in readable(copy).items():
            assert found == truth[table], "a damaged page gave other rows without a word"
        assert main(["check", "--data", str(copy), "--json"]) == 1
        report = json.loads(capsys.readouterr().out)
        failed = {check["name"] for check in report["checks"] if not check["ok"]}
        assert failed & {"open", "integrity", "chain"}
        told += 1
    assert told == 12


def test_a_damaged_log_loses_its_tail_but_not_in_silence(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.installation.store.database.raw().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = [record(office).number for _ in range(30)]
    folder, copy = office.installation.folder, tmp_path / "copy"
    # Copied while it is open: what a power cut leaves, with the last records in the log alone.
    shutil.copytree(folder, copy)
    log = copy / f"{DATABASE}-wal"
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 1
    log.write_bytes(data)
    installation = open_installation(copy)
    found = [row[0] for row in installation.store.rows("SELECT number FROM attention ORDER BY id")]
    assert found == kept[: len(found)]
    assert len(found) < len(kept), "the damage cost nothing: the test shows nothing"
    assert installation.store.lost_tail == len(kept) - len(found)
    assert integrity(installation.store) == [], "SQLite itself says that all is well"
    installation.close()
    assert main(["check", "--data", str(copy), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    failed = [check for check in report["checks"] if not check["ok"]]
    assert [check["name"] for check in failed] == ["marker"]
    assert f"Faltan las últimas {len(kept) - len(found)} operaciones" in failed[0]["text"]


@pytest.mark.parametrize("slot", [0, 1])
def test_a_torn_marker_leaves_the_other_one(office: Office, slot: int) -> None:
    for _ in range(5):
        record(office)
    office.installation.close()
    marker = office.installation.folder / MARKER
    data = bytearray(marker.read_bytes())
    data[slot * 128 + 20] ^= 0xFF
    marker.write_bytes(data)
    installation = open_installation(office.installation.folder)
    assert installation.store.lost_tail == 0
    record_again = everything(installation.store)["attention"]
    assert len(record_again) == 5
    installation.close()


@POSIX
def test_killed_while_writing(office: Office) -> None:
    office.installation.close()
    done = subprocess.run(
        [sys.executable, str(HERE / "kill_rounds.py"), str(office.installation.folder), str(KILLS), "7"],
        check=True, capture_output=True, cwd=HERE.parents[1], env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    acknowledged, kept = found["acknowledged"], found["numbers"]
    assert len(acknowledged) >= KILLS
    assert [number for number in acknowledged if number not in set(kept)] == []
    # At most one record a round had been written when the plug was pulled before its number was told.
    assert len(kept) - len(acknowledged) <= KILLS
    assert len(set(kept)) == len(kept), "a number was printed twice"
    assert set(found["cases"]) <= set(kept)
    assert found["lost"] == 0
    assert found["sound"]
