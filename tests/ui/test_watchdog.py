"""The watchdog of the benchmark finds what keeps the windows from answering, and says where it was."""

from __future__ import annotations

import gc
import sys
import threading
import time

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.benchmarks import watchdog as module
from desktop_app.benchmarks.watchdog import Stall, Watchdog, look
from ui.kit.surfaces import Card

PLANTED_MS = 250


def watched(act, step="paso"):
    """Let the watchdog look while ``act`` runs from the event loop."""
    loop, dog = QEventLoop(), Watchdog()

    def planted() -> None:
        dog.step = step
        act()

    QTimer.singleShot(0, dog.start)
    QTimer.singleShot(30, planted)
    QTimer.singleShot(60, loop.quit)
    loop.exec()
    dog.stop()
    return dog


def test_a_planted_sleep_is_found_and_named(qapp):
    dog = watched(lambda: time.sleep(PLANTED_MS / 1000), "dormir")
    worst = dog.worst(1)[0]
    assert worst.step == "dormir"
    assert worst.wall > PLANTED_MS / 2
    assert worst.cpu < worst.wall / 2, "sleeping is not computing"
    assert worst.waited > PLANTED_MS / 4
    assert dog.beats > 1


def test_what_computes_is_named_with_its_place_in_the_product(qapp, monkeypatch):
    ends = []

    def slow(self: Card, *_args: object) -> None:
        while time.thread_time() < ends[0]:
            sum(range(500))

    def act() -> None:
        ends.append(time.thread_time() + PLANTED_MS / 1000)
        slow(Card())

    # The place is looked for among the product's files: this one stands for them.
    monkeypatch.setattr(module, "_MINE", (str(module._ROOT / "tests"),))
    worst = watched(act).worst(1)[0]
    assert worst.cause.startswith("tests/ui/test_watchdog.py:")
    assert worst.cause.endswith("slow")
    assert worst.cpu > PLANTED_MS / 2
    assert worst.own >= worst.cpu


def test_looking_keeps_nothing_of_what_it_saw_alive():
    ready, go, gone = threading.Event(), threading.Event(), threading.Event()

    class Held:
        def __del__(self) -> None:
            gone.set()

    def work() -> None:
        held = Held()
        ready.set()
        go.wait(10)
        del held

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait(10)
    file, line, function = look(thread.ident or 0)
    assert (file.endswith(".py"), line > 0, function) == (True, True, "wait")
    go.set()
    thread.join()
    assert gone.is_set()


def test_a_painter_ends_where_it_has_to_although_somebody_looks(qapp, capfd):
    class Slow(QWidget):
        def paintEvent(self, _event: object) -> None:  # noqa: N802
            painter = QPainter(self)
            ends = time.monotonic() + 0.06
            while time.monotonic() < ends:
                painter.drawLine(0, 0, 9, 9)

    widget = Slow()
    widget.show()
    watched(widget.repaint)
    widget.close()
    assert "active painter" not in capfd.readouterr().err


def test_collecting_memory_is_named():
    dog = Watchdog()
    dog._on_collection("start", {})
    dog._collecting -= 0.1
    dog._on_collection("stop", {})
    assert dog._cause(120.0).startswith("recolección de memoria")
    assert not dog._cause(900.0).startswith("recolección")


def test_time_that_the_machine_gave_to_others_is_not_the_programs():
    assert Stall(100, 20, 70, "", "").own == 30
    assert Stall(100, 20, 70, "", "").waited == 10
    assert Stall(100, 60, 90, "", "").own == 60, "what was computed is always the program's"


def test_the_worst_are_told_once_each():
    dog = Watchdog()
    dog.stalls = [Stall(t, t, 0, "abrir", "a") for t in (20, 90, 40)] + [Stall(60, 60, 0, "abrir", "b")]
    assert [stall.own for stall in dog.worst(5)] == [90, 60]


def test_an_unknown_thread_has_no_place():
    assert look(-1) == ("", 0, "")


def test_nothing_stays_behind(qapp):
    before, threads = list(gc.callbacks), threading.active_count()
    watched(lambda: None)
    assert gc.callbacks == before
    assert threading.active_count() == threads


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a thread waited for its turn")
def test_the_time_in_the_queue_is_read():
    assert module._queued(threading.get_native_id()) >= 0
    assert module._queued(-1) == 0
