"""Memory is looked through when nobody waits, and never what stands for the program's life."""

from __future__ import annotations

import gc
import weakref

import pytest
from counter import Counter
from PySide6.QtWidgets import QWidget

from desktop_app.system import memory
from ui import app as program
from ui.shell import memory as keeping
from ui.shell.memory import MemoryKeeper
from ui.shell.preload import Preloader


@pytest.fixture(autouse=True)
def collector():
    """The collector as the tests need it, whatever a program did to it."""
    limits = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*limits)


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
        assert gc.isenabled()
        assert window.findChild(MemoryKeeper).isActive()
    finally:
        window.tools.background.close()
        counter.close()


def test_work_brings_no_whole_collection_by_itself():
    memory.settle()
    seen = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    try:
        kept = [{"row": number} for number in range(300_000)]
    finally:
        gc.callbacks.remove(note)
    assert len(kept) == 300_000
    assert 0 in seen
    assert 2 not in seen


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


def test_a_pause_ends_as_it_found_the_collector():
    with memory.paused():
        assert not gc.isenabled()
        with memory.paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), memory.paused():
        raise KeyError
    assert gc.isenabled()
