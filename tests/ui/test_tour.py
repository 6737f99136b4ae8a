"""The tour goes through a whole day, and fails when the program does not do what a step says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from counter import Counter
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from desktop_app.cli.tour import PICTURES
from ui.tour import day
from ui.tour.stage import CLIENT
from ui.tour.story import Observer, Step

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300


def run_program(program: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program as on a machine without a display, whose clock stands in another zone."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))
    }
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TZ": "Asia/Tokyo"}
    command = [sys.executable, *program, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@pytest.fixture(scope="module")
def toured(tmp_path_factory):
    """One tour: where its results are, how it ended, and what it printed."""
    out = tmp_path_factory.mktemp("tour") / "recorrido"
    began = time.monotonic()
    done = run_program(["-m", "desktop_app"], "tour", "--out", str(out), "--json")
    return SimpleNamespace(out=out, done=done, seconds=time.monotonic() - began)


def test_every_step_of_the_day_does_what_it_says(toured):
    assert toured.done.returncode == 0, toured.done.stderr
    told = json.loads(toured.done.stdout)
    assert told == json.loads((toured.out / "tour.json").read_text("utf-8"))
    assert told["ok"]
    assert [step["id"] for step in told["steps"]] == [step.id for step in day.STEPS]
    assert all(step["verified"] for step in told["steps"])
    assert all(step["stored"] for step in told["steps"])
    assert toured.done.stderr == ""


def test_it_leaves_pictures_report_workbook_and_bundle(toured):
    told = json.loads((toured.out / "tour.json").read_text("utf-8"))
    names = [name for step in told["steps"] for name in step["pictures"]]
    assert names == sorted(path.name for path in toured.out.glob("*.png"))
    assert [int(name[:2]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        size = QImage(str(toured.out / name)).size()
        assert (size.width(), size.height()) == CLIENT
    files = {name for step in told["steps"] for name in step["files"]}
    assert {Path(name).suffix for name in files} == {".pdf", ".xlsx", ".vnt"}
    assert all((toured.out / name).stat().st_size for name in files)


def test_a_program_that_records_wrongly_is_found_out(toured):
    out = toured.out.with_name("saboteado")
    probe = str(Path(__file__).with_name("sabotage_probe.py"))
    done = run_program([probe], "tour", "--out", str(out), "--data", str(toured.out / "datos"))
    assert done.returncode == 1
    assert done.stderr.startswith("Paso 2, «Recepción presencial")
    assert "entró por el canal presencial: se esperaba «in_person» y hay «email»" in done.stderr
    told = json.loads((out / "tour.json").read_text("utf-8"))
    assert not told["ok"]
    assert told["failure"] in done.stderr
    assert len(told["steps"]) == 2


class Town:
    """The counter of the other tests as a town of one desk."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    def pass_time(self, seconds: float) -> None:
        self.counter.clock.advance(seconds=seconds)

    def desk(self):
        return self.counter.installation


class Watcher(Observer):
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def step_began(self, number, step):
        self.heard.append(f"{number} {step.id}")

    def key_pressed(self, key):
        self.heard.append(key)

    def step_ended(self, record):
        self.heard.append(f"/{record.id}")

    @contextmanager
    def aside(self):
        self.heard.append("(")
        yield
        self.heard.append(")")


@pytest.fixture
def play(tmp_path, look):
    """Play one step at a small counter."""
    del look
    counter = Counter(tmp_path / "data")

    def go(act, observer=None):
        options = day.Options(out=tmp_path, observer=observer or Observer())
        return day.run(Town(counter), options, (Step("paso", "Un paso", act),))

    yield go
    counter.close()


def test_an_observer_hears_of_steps_keys_and_the_tours_own_work(play):
    def act(scene):
        hands = scene.enter("ana")
        hands.press("F2")
        hands.write("ñandú")
        hands.rest()
        scene.check(
            "la ventana dice quién trabaja", scene.ask(lambda ctx: ctx.actor.name, "ana"), "Ana Rojas"
        )

    watcher = Watcher()
    told = play(act, watcher)
    assert told.ok
    assert watcher.heard == ["1 paso", "(", ")", "F2", "«ñandú»", "(", ")", "/paso"]
    assert told.steps[0].keys == ["F2", "«ñandú»"]


def test_a_step_that_checks_nothing_fails(play):
    told = play(lambda scene: scene.enter("ana"))
    assert not told.ok
    assert told.failure == "Paso 1, «Un paso»: el paso no comprobó nada."


def test_an_error_that_nobody_caught_fails_the_step(play):
    def act(scene):
        hands = scene.enter("ana")
        QTimer.singleShot(0, hands.window, lambda: 1 // 0)
        hands.rest()
        scene.check("parece que todo va bien", actual=True)

    told = play(act)
    assert not told.ok
    assert "ZeroDivisionError" in told.failure


def test_an_error_on_the_screen_fails_the_step(play):
    def act(scene):
        from ui.kit.messages import Message, Tone

        hands = scene.enter("ana")
        hands.window.say(Message(Tone.ERROR, "No se pudo guardar."))
        scene.check("parece que todo va bien", actual=True)

    assert play(act).failure == "Paso 1, «Un paso»: la ventana muestra un error: No se pudo guardar."


def test_a_key_that_leads_nowhere_fails_the_step(play, monkeypatch):
    monkeypatch.setattr("ui.tour.hands.PATIENCE", 0.2)

    def act(scene):
        hands = scene.enter("ana")
        hands.press("F11")
        hands.rest(hands.window.messages.messages, "F11 no hizo nada")

    assert play(act).failure == "Paso 1, «Un paso»: F11 no hizo nada."


def test_the_pictures_of_the_documentation_come_from_it(toured):
    told = json.loads((toured.out / "tour.json").read_text("utf-8"))
    stems = {Path(name).stem.partition("-")[2] for step in told["steps"] for name in step["pictures"]}
    assert set(PICTURES) <= stems
    kept = {path.stem for path in (ROOT / "resources" / "pictures").glob("*.png")}
    assert set(PICTURES.values()) == kept
