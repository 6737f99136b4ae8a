"""The program is killed (SIGKILL) while somebody is attended: what was typed is there when it is started again.

The children are the real program with its own windows and clock. Nothing here depends on how fast a machine is:
what is compared with what is restored is read from the file before the kill, and a file that never gets there
fails the test after a long time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from counter import Counter

from desktop_app.bootstrap import Installation, open_installation

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
WORDS = "El hueco crece con cada lluvia; ñandú, ciudad y camión. "


class Program:
    """The program in a process of its own."""

    def __init__(self, folder: Path) -> None:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
        }
        self._child = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed_program.py")), str(folder)],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._read("open")

    def _read(self, name: str) -> dict[str, Any]:
        for line in self._child.stdout:
            document = json.loads(line)
            if name in document:
                return document
        raise AssertionError("the program ended by itself")

    def _send(self, keys: list[str]) -> None:
        self._child.stdin.write(json.dumps(keys) + "\n")
        self._child.stdin.flush()

    def strike(self, *keys: str) -> None:
        """Strike keys and wait for the last: a word of several letters is a key by its name."""
        self._send(list(keys))
        self._read("rests")

    def type_forever(self, words: str) -> None:
        self._send([words, "forever"])

    def wait_for_key(self, number: int) -> None:
        while self._read("struck")["struck"] < number:
            pass

    def press_and_be_killed(self, key: str, *, after_key: bool) -> None:
        """Die with a key, or as soon as it was struck: the work that it set off is under way."""
        self._send([key])
        if after_key:
            self._read("struck")
        self.kill()

    def shown(self) -> list[dict[str, Any]]:
        """Return the open attentions as they stand in memory, the one in front last, when nothing is under way."""
        while True:
            self._send(["?"])
            told = self._read("shown")
            if not told["busy"]:
                return told["shown"]

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._child.poll() is None:
            os.kill(self._child.pid, signal.SIGKILL)
            self._child.wait()
        self._child.stdin.close()
        self._child.stdout.close()


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Program]]:
    """Starts the program over the data; whatever still runs in the end is killed."""
    started: list[Program] = []

    def begin() -> Program:
        started.append(Program(folder))
        return started[-1]

    yield begin
    for program in started:
        program.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Counter(tmp_path / "data")
    made.installation.close()
    return tmp_path / "data"


@pytest.fixture
def look(folder: Path) -> Iterator[Installation]:
    """The same data, looked at beside the program."""
    reader = open_installation(folder, read_only=True, exclusive=False)
    yield reader
    reader.close()


def drafts(look: Installation) -> list[dict[str, Any]]:
    return [json.loads(row[0]) for row in look.store.rows("SELECT content FROM draft ORDER BY slot")]


def until(met: Any) -> Any:
    ends = time.monotonic() + PATIENCE
    while not (found := met()):
        assert time.monotonic() < ends, "it never came to the disk"
        time.sleep(0.005)
    return found


def test_what_was_typed_is_saved_without_a_further_key_and_outlives_the_program(start, look):
    program = start()
    program.strike("F3", "7", *"Íñigo Ñáñez", "Tab", *"987654321", "F4", "2")
    program.strike("F2", *"pregunta por el circo", "F4", "3", "F4", "F4", "1")
    program.strike("F3", *"la tercera")
    typed = program.shown()
    assert len(typed) == 3
    until(lambda: drafts(look) == typed)
    program.kill()

    again = start()
    restored = until(lambda: len(found := again.shown()) == 3 and found)
    assert restored == typed
    call, visit, third = restored
    assert (call["channel"], call["name"], call["contact"]) == ("phone", "Íñigo Ñáñez", "987654321")
    assert call["topic"]
    assert call["result"] == "case_opened"
    assert (call["hold_reason"], visit["hold_reason"]) == ("finding_file", "asking_unit")
    assert call["hold_since"] >= call["started"]
    assert visit["hold_since"] >= visit["started"]
    assert [reason for reason, _ in visit["holds"]] == ["serving_other"]
    assert third["text"] == "la tercera"


def test_killed_within_typing_no_more_than_the_last_moment_is_lost(start, look):
    program = start()
    program.strike("F2", "1", "Alt+D")
    seen = ""
    program.type_forever(WORDS)
    for _ in range(3):  # it is saved again and again, though the typing goes on
        seen = until(lambda before=seen: (found := _detail(look)) != before and found)
    for keys in (9, 40):
        program.kill()
        saved = drafts(look)
        typed = _detail(look)
        assert typed.startswith(seen)
        assert (WORDS * 100).startswith(typed)
        program = start()
        assert until(program.shown) == saved
        # The next hand goes on where the last one was killed.
        program.strike("Alt+D", "Ctrl+End")
        program.type_forever(WORDS * 100 if not typed else (WORDS * 100)[len(typed) :])
        program.wait_for_key(2 + keys)
        seen = typed


def _detail(look: Installation) -> str:
    found = drafts(look)
    return found[0]["detail"] if found else ""


def test_killed_while_recording_it_is_recorded_or_open_never_both_and_never_lost(start, look):
    for turn in range(3):
        program = start()
        program.strike("F2", *f"consulta {turn}")
        until(lambda turn=turn: any(draft["text"] == f"consulta {turn}" for draft in drafts(look)))
        program.press_and_be_killed("Ctrl+Return", after_key=turn > 0)
        recorded = {row[0] for row in look.store.rows("SELECT subject FROM attention WHERE voided = 0")}
        still_open = {draft["text"] for draft in drafts(look)}
        assert f"consulta {turn}" in recorded ^ still_open
        assert not recorded & still_open
