"""Memory is looked through when nobody waits, and never what stands for the program's life."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from counter import Counter
from PySide6.QtWidgets import QWidget

from desktop_app.system import memory
from ui import app as program
from ui.shell import memory as keeping
from ui.shell.memory import MemoryKeeper, Sweeper
from ui.shell.preload import Preloader


@pytest.fixture(autouse=True)
def collector():
    """The collector as the tests need it, whatever a program did to it."""
    yield
    gc.disable()
    gc.unfreeze()


def test_what_is_loaded_for_good_is_not_looked_through_again(qtbot, tmp_path, qapp):
    counter = Counter(tmp_path / "data")
    memory.hold()
    assert not gc.isenabled()
    window = program.prepare_window(qapp, counter.installation, "ana")
    qtbot.addWidget(window)
    try:
        ended = []
        window.findChild(Preloader).done.connect(lambda: ended.append(gc.get_freeze_count()))
        qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
        assert ended[0] > 10_000
        assert not gc.isenabled()
        assert window.findChild(MemoryKeeper).isActive()
        assert window.findChild(Sweeper).isActive()
    finally:
        window.tools.background.close()
        counter.close()


@contextmanager
def collections() -> Iterator[list[tuple[int, bool]]]:
    """Note the generation of each collection meanwhile, and whether it ran on this thread."""
    seen: list[tuple[int, bool]] = []
    here = threading.get_ident()

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append((info["generation"], threading.get_ident() == here))

    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)


def test_what_workers_make_is_swept_up_by_the_thread_of_the_windows(qtbot, background, qapp):
    """A window in a circle of references that a worker's collection met would end on the worker."""
    owner = QWidget()
    qtbot.addWidget(owner)
    memory.hold()
    Sweeper(owner).start()
    rounds = []

    def work() -> int:
        kept = [[{"row": number} for number in range(50_000)] for _round in range(8)]
        return len(kept)

    with collections() as seen:
        background.read(owner, work).on_success(rounds.append).run()
        qtbot.waitUntil(lambda: bool(rounds) and bool(seen), timeout=30_000)
    assert all(here for _generation, here in seen)
    assert {generation for generation, _here in seen} == {1}


def test_little_is_not_worth_a_sweep():
    gc.collect()
    with collections() as seen:
        memory.sweep()
        kept = [{"row": number} for number in range(2 * memory.YOUNG)]
        memory.sweep()
    assert len(kept) == 2 * memory.YOUNG
    assert seen == [(1, True)]


@pytest.mark.parametrize("in_front", [False, True])
def test_the_whole_is_collected_in_quiet_minutes_and_seldom_in_others(qtbot, monkeypatch, in_front):
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(window, "isActiveWindow", lambda: in_front)
    whole = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            whole.append(len(passed))

    keeper, passed = MemoryKeeper(window), []
    gc.callbacks.append(note)
    memory.settle()
    try:
        while len(passed) < 120:
            passed.append(keeper)
            keeper.pass_minute()
    finally:
        gc.callbacks.remove(note)
    every = keeping.AT_MOST if in_front else keeping.UNWATCHED
    assert whole == list(range(every, 121, every))


def test_a_window_whose_person_has_gone_is_gone_from_memory(look, tmp_path, monkeypatch):
    counter = Counter(tmp_path / "data")
    seen = []

    def work(app, installation, login):
        window = program.prepare_window(app, installation, login)
        seen.append(weakref.ref(window))
        memory.settle()
        window.close()
        window.tools.background.close()
        window.deleteLater()
        return 0, "marta" if len(seen) == 1 else None

    monkeypatch.setattr(program, "create_application", lambda _arguments, _code: look)
    monkeypatch.setattr(program, "work", work)
    try:
        program.run(counter.installation, "ana")
    finally:
        counter.close()
    assert len(seen) == 2
    assert seen[0]() is None
    assert seen[1]() is None  # what outlives the application takes the process with it


def test_a_pause_ends_as_it_found_the_collector():
    gc.enable()
    with memory.paused():
        assert not gc.isenabled()
        with memory.paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), memory.paused():
        raise KeyError
    assert gc.isenabled()
