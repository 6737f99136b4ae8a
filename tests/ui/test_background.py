"""Background work: what arrives, where, and what does not."""

from __future__ import annotations

import sys
import threading
import time
import weakref
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QObject

from desktop_app.domain.errors import InvalidInput
from desktop_app.system.progress import Cancelled, CancelToken
from ui.kit.operations import TURN_SECONDS, Background


@dataclass(frozen=True)
class Written:
    """What a service returns."""

    changes: frozenset[str]


def settled(qtbot, background: Background) -> None:
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)


def test_a_result_arrives_on_the_thread_of_the_windows(qtbot, background):
    threads: list[tuple[int, int]] = []
    owner = QObject()

    def work() -> int:
        return threading.get_ident()

    background.read(owner, work).on_success(
        lambda worker: threads.append((worker, threading.get_ident()))
    ).run()
    settled(qtbot, background)
    [(worker, receiver)] = threads
    assert worker != receiver
    assert receiver == threading.main_thread().ident


def test_writes_run_one_after_another_in_their_order(qtbot, background):
    owner, running, most, order = QObject(), [0], [0], []
    lock = threading.Lock()

    def work(number: int) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        threading.Event().wait(0.005)
        order.append(number)
        with lock:
            running[0] -= 1

    for number in range(6):
        background.write(owner, lambda number=number: work(number)).run()
    settled(qtbot, background)
    assert order == list(range(6))
    assert most == [1]


def test_a_read_does_not_wait_for_a_long_write(qtbot, background):
    owner, gate, read = QObject(), threading.Event(), []
    background.write(owner, lambda: gate.wait(5)).run()
    background.read(owner, lambda: 7).on_success(read.append).run()
    qtbot.waitUntil(lambda: read == [7], timeout=5000)
    gate.set()
    settled(qtbot, background)


def test_a_user_error_is_its_own_sentence_and_names_its_field(qtbot, background):
    owner, failures = QObject(), []

    def work() -> None:
        raise InvalidInput("Falta el dato «{name}».", field="contact", name="teléfono")

    background.write(owner, work).on_failure(failures.append).run()
    settled(qtbot, background)
    [failure] = failures
    assert failure.sentence == "Falta el dato «teléfono»."
    assert failure.field == "contact"
    assert failure.expected


def test_an_unexpected_error_surfaces_without_its_message(qtbot, background):
    owner, failures = QObject(), []
    background.failed.connect(failures.append)

    def work() -> None:
        raise RuntimeError("Rosa Mora 8888 1234")

    background.read(owner, work).run()
    settled(qtbot, background)
    [failure] = failures
    assert not failure.expected
    assert "Rosa" not in failure.sentence
    assert failure.sentence.startswith("No se pudo completar")


def test_a_failure_is_told_even_when_nobody_is_left_to_hear_it(qtbot, background):
    owner, told, general = QObject(), [], []
    background.failed.connect(general.append)
    gate = threading.Event()

    def work() -> None:
        gate.wait(5)
        raise InvalidInput("No se guardó.")

    background.write(owner, work).on_failure(told.append).run()
    shiboken6.delete(owner)
    gate.set()
    settled(qtbot, background)
    assert told == []
    assert [failure.sentence for failure in general] == ["No se guardó."]


def test_nothing_is_called_for_an_owner_that_is_gone_but_changes_are_told(qtbot, background):
    owner, results, changes = QObject(), [], []
    background.changed.connect(changes.append)
    gate = threading.Event()

    def work() -> Written:
        gate.wait(5)
        return Written(frozenset({"case"}))

    background.write(owner, work).on_success(results.append).run()
    shiboken6.delete(owner)
    gate.set()
    settled(qtbot, background)
    assert results == []
    assert changes == [frozenset({"case"})]


def test_only_writes_tell_changes(qtbot, background):
    owner, changes = QObject(), []
    background.changed.connect(changes.append)
    background.read(owner, lambda: Written(frozenset({"case"}))).run()
    background.write(owner, lambda: Written(frozenset())).run()
    settled(qtbot, background)
    assert changes == []


def test_cancelling_stops_the_work_and_tells_it(qtbot, background):
    owner, told, results = QObject(), [], []
    started = threading.Event()

    def work(progress, token):
        started.set()
        for step in range(100_000):
            progress(step, 100_000)
            token.check()
            threading.Event().wait(0.001)

    operation = (
        background.long_write(owner, work)
        .with_progress("Importando")
        .on_success(results.append)
        .on_cancel(lambda: told.append("cancelled"))
        .run()
    )
    assert started.wait(5)
    operation.cancel()
    settled(qtbot, background)
    assert told == ["cancelled"]
    assert results == []


def test_a_dropped_operation_calls_nobody(qtbot, background):
    owner, told = QObject(), []
    gate = threading.Event()
    operation = background.read(owner, lambda: gate.wait(5)).on_success(told.append).on_failure(told.append)
    background.failed.connect(told.append)
    operation.run().drop()
    gate.set()
    settled(qtbot, background)
    assert told == []


def test_progress_is_thinned_out_but_the_end_is_told(qtbot, background):
    owner, steps = QObject(), []
    background.task_progressed.connect(lambda _operation, done, total: steps.append((done, total)))

    def work(progress, _token):
        for step in range(1, 20_001):
            progress(step, 20_000)

    background.long_read(owner, work).with_progress("Contando").run()
    settled(qtbot, background)
    assert steps[-1] == (20_000, 20_000)
    assert len(steps) < 2_000


def test_an_operation_with_a_text_starts_and_ends_for_those_who_show_it(qtbot, background):
    owner, seen = QObject(), []
    background.task_started.connect(lambda operation: seen.append(("start", operation.text)))
    background.task_ended.connect(lambda operation: seen.append(("end", operation.text)))
    background.read(owner, lambda: 1).run()
    background.read(owner, lambda: 1).with_progress("Preparando el informe").run()
    settled(qtbot, background)
    assert seen == [("start", "Preparando el informe"), ("end", "Preparando el informe")]


def test_closing_finishes_what_writes_and_calls_nobody(look):
    del look
    background, owner, done, told = Background(), QObject(), [], []
    for number in range(5):
        background.write(owner, lambda number=number: done.append(number)).on_success(told.append).run()
    background.close()
    assert done == [0, 1, 2, 3, 4]
    assert told == []
    background.write(owner, lambda: done.append("late")).run()
    assert done == [0, 1, 2, 3, 4]


def test_closing_stops_long_work(look):
    del look
    background, owner = Background(), QObject()
    ended = []

    def work(_progress, token):
        for _ in range(5_000):
            if token.cancelled:
                ended.append("stopped")
                raise Cancelled
            threading.Event().wait(0.001)

    background.long_read(owner, work).with_progress("Buscando").run()
    background.close()
    assert ended in ([], ["stopped"])  # stopped in the middle, or before it began
    assert not background.busy()


def test_an_error_in_a_callback_is_not_swallowed(qtbot, background):
    owner = QObject()

    def broken(_result: int) -> None:
        raise KeyError("defect")

    with qtbot.captureExceptions() as caught:
        background.read(owner, lambda: 1).on_success(broken).run()
        settled(qtbot, background)
        qtbot.waitUntil(lambda: len(caught) == 1, timeout=2000)
    assert caught[0][0] is KeyError


@pytest.mark.parametrize("writes", [True, False])
def test_work_that_was_cancelled_before_its_turn_never_begins(qtbot, background, writes):
    owner, began = QObject(), []
    gate = threading.Event()
    start = background.write if writes else background.read
    for _ in range(3):
        start(owner, lambda: gate.wait(5)).run()
    late = start(owner, lambda: began.append(1)).run()
    late.cancel()
    gate.set()
    settled(qtbot, background)
    assert began == []


def test_a_busy_worker_gives_the_interpreter_back_soon(background):
    del background
    assert sys.getswitchinterval() == pytest.approx(TURN_SECONDS)


def test_what_takes_but_a_moment_counts_as_typing(qtbot, background):
    owner = QObject()
    background.long_read(owner, lambda _progress, _token: None).run()
    assert not background.typing()
    background.read(owner, lambda: None).run()
    assert background.typing()
    settled(qtbot, background)


@pytest.mark.parametrize("typing", [True, False])
def test_work_that_stands_aside_rests_longer_than_it_works_while_somebody_types(
    qtbot, background, monkeypatch, typing
):
    owner, rests, worked = QObject(), [], 0.01
    monkeypatch.setattr(CancelToken, "rest", lambda _token, seconds: rests.append(seconds))
    monkeypatch.setattr(background, "typing", lambda: typing)

    def work(_progress, token):
        rests.clear()
        time.sleep(worked)
        token.check()

    background.long_read(owner, work).stand_aside().run()
    settled(qtbot, background)
    assert [rest > 5 * worked for rest in rests] == ([True] if typing else [])


def test_work_that_rests_is_stopped_at_once(qtbot, background, monkeypatch):
    owner, stopped = QObject(), []
    monkeypatch.setattr(background, "typing", lambda: True)

    def work(_progress, token):
        while True:
            token.check()

    operation = background.long_read(owner, work).stand_aside().on_cancel(lambda: stopped.append(1)).run()
    operation.cancel()
    settled(qtbot, background)
    assert stopped == [1]


def endings(of: QObject) -> list[bool]:
    """Return a list that will tell whether ``of`` ended on this thread."""
    here, told = threading.get_ident(), []
    weakref.finalize(of, lambda: told.append(threading.get_ident() == here))
    return told


@pytest.mark.parametrize("failing", [False, True])
def test_a_worker_is_never_the_last_to_let_a_window_go(qtbot, background, monkeypatch, failing):
    owner, delivered, left = QObject(), threading.Event(), threading.Event()
    told, plain, work = endings(owner), background.post, background._work

    def post(action):
        plain(action)
        delivered.wait(5)

    def whole(hand):
        work(hand)
        del hand
        left.set()

    def fail() -> None:
        raise InvalidInput("No")

    monkeypatch.setattr(background, "post", post)
    monkeypatch.setattr(background, "_work", whole)
    operation = background.read(owner, fail if failing else lambda: None)
    operation.on_success(lambda _result, window=owner: None)
    operation.on_failure(lambda _failure, window=owner: None).run()
    del owner, operation
    settled(qtbot, background)
    assert told == [True]  # the worker has not gone on yet, and holds nothing
    delivered.set()
    assert left.wait(5)


def test_closing_lets_windows_go_on_the_thread_of_the_windows(background):
    owner, begun, goes_on = QObject(), threading.Event(), threading.Event()
    told = endings(owner)

    def work() -> None:
        begun.set()
        goes_on.wait(5)

    background.write(owner, work).on_success(lambda _result, window=owner: None).run()
    del owner
    assert begun.wait(5)
    threading.Timer(0.05, goes_on.set).start()
    background.close()
    assert told == [True]
