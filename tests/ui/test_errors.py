"""Uncaught errors: a calm sentence, a log line without values, nothing lost."""

from __future__ import annotations

import sys
import threading

import pytest

from desktop_app.system import logs
from ui.kit.errors import ErrorWatch


@pytest.fixture
def log(tmp_path):
    handler = logs.start(tmp_path / "logs")
    yield tmp_path / "logs" / logs.FILE_NAME
    logs.stop(handler)


@pytest.fixture
def watch():
    told, kept = [], []
    made = ErrorWatch(told.append, lambda: kept.append(1))
    made.told, made.kept = told, kept
    made.install()
    yield made
    made.remove()


def fail(secret: str) -> None:
    raise ValueError(f"no such person: {secret}")


def caught(words: str = "Rosa Mora 8888 1234") -> tuple[type[BaseException], BaseException, object]:
    try:
        fail(words)
    except ValueError as error:
        return type(error), error, error.__traceback__
    raise AssertionError


def test_a_calm_sentence_and_a_log_line_without_values(log, watch):
    sys.excepthook(*caught())
    [sentence] = watch.told
    assert sentence.startswith("Algo no salió como se esperaba.")
    assert watch.kept == [1]
    line = log.read_text("utf-8")
    assert "builtins.ValueError" in line
    assert "test_errors.py:" in line
    assert "Rosa" not in line
    assert "8888" not in line


def test_an_error_while_telling_does_not_go_round(log, watch):
    def broken(_sentence: str) -> None:
        sys.excepthook(*caught())
        watch.told.append("told")

    watch._tell = broken
    sys.excepthook(*caught())
    assert watch.told == ["told"]
    assert log.read_text("utf-8").count("uncaught error") == 2


def test_errors_of_other_threads_are_logged(log, watch):
    thread = threading.Thread(target=fail, args=("Rosa",))
    thread.start()
    thread.join()
    assert "ValueError" in log.read_text("utf-8")
    assert watch.told == []


def test_the_hooks_are_given_back(watch):
    watch.remove()
    assert sys.excepthook is watch._before[0]


def test_log_arguments_and_causes_are_not_written(log):
    try:
        try:
            fail("Rosa")
        except ValueError as error:
            raise RuntimeError("calle 4") from error
    except RuntimeError as error:
        logs.logger("test").warning("could not read %s", "Rosa Mora", exc_info=error)
    text = log.read_text("utf-8")
    assert "could not read %s" in text
    assert text.index("RuntimeError") < text.index("ValueError")
    assert "Rosa" not in text
    assert "calle" not in text


def test_the_log_stays_small(log):
    for _ in range(20_000):
        logs.logger("test").info("x" * 300)
    files = list(log.parent.iterdir())
    assert 1 < len(files) <= 5
    assert sum(file.stat().st_size for file in files) <= 5_100_000
