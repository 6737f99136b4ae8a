"""From the key or the click until the pixels: lists, dashboard and letters in the real windows.

python -m desktop_app.benchmarks.painted FOLDER ROUNDS    (opens that folder as the windows do: give it a copy)
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from desktop_app.benchmarks.timing import interleaved
from desktop_app.bootstrap import open_installation
from desktop_app.domain.values import Channel
from desktop_app.services.context import Context
from ui import app as windows
from ui.cases.columns import case_columns
from ui.cases.source import Asked, CaseSource
from ui.kit.operations import Background
from ui.kit.paging import PagedTableModel
from ui.kit.screen import DASHBOARD, RECEPTION, StartAttention
from ui.kit.suggest import SuggestField
from ui.kit.table import TableView
from ui.shell.window import MainWindow

_SHOWN: Final = 16
_COLUMNS: Final = 11
"""Columns that the list shows by itself where there is all the room in the world."""
_SIZE: Final = (1000, 600)
_PATIENCE: Final = 30.0
_STILL: Final = 0.6
_LETTERS: Final = "maria garcia bache"
_PAGE: Final = (
    "SELECT f.number, f.subject, c.name, u.name, o.name, f.state, f.level, f.opened, f.due_at FROM case_file f "
    "LEFT JOIN citizen c ON c.id = f.citizen LEFT JOIN unit u ON u.id = f.unit "
    "LEFT JOIN official o ON o.id = f.responsible WHERE f.id IN "
    "(SELECT id FROM case_file ORDER BY opened DESC LIMIT 25 OFFSET ?)"
)
_AT_TOP: Final = QTableView.ScrollHint.PositionAtTop
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole


class _Bare(QAbstractTableModel):
    """The least model: a screenful of tuples, read when they are asked for on the spot."""

    def __init__(self, rows: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows, self.first = rows, 0
        self.shown: list[tuple[Any, ...]] = []

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return self.rows

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 9

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> object:
        at = index.row() - self.first
        return str(self.shown[at][index.column()]) if role == _DISPLAY and 0 <= at < len(self.shown) else None


def until(met: Callable[[], bool]) -> None:
    """Let the event loop run until something is so. Raises TimeoutError after half a minute."""
    ends = time.monotonic() + _PATIENCE
    while not met():
        if time.monotonic() > ends:
            raise TimeoutError
        QApplication.processEvents()
        time.sleep(0.0002)  # so that the workers get the interpreter


def lists(ctx: Context, background: Background, rounds: int) -> dict[str, Any]:
    """First rows and random jumps in the list of all cases, beside the same with the least there is."""
    table = TableView("Casos", empty="")
    model = PagedTableModel(background, case_columns(ctx)[:_COLUMNS], key=lambda row: row.id)
    table.show_model(model)
    bare = QTableView()
    source = CaseSource(ctx, Asked("all"), None)
    total = source.count()
    least = _Bare(total)
    bare.setModel(least)
    for view in (table, bare):
        view.resize(*_SIZE)
        view.show()
    loaded: list[int] = []
    model.loaded.connect(loaded.append)
    run = ctx.store.database.raw().execute
    places = random.Random(3)  # noqa: S311 - places to look at

    def first(_: int) -> None:
        loaded.clear()
        model.set_source(CaseSource(ctx, Asked("all"), None))
        until(lambda: bool(loaded))
        table.viewport().repaint()

    def bare_first(_: int) -> None:
        run("SELECT count(*) FROM case_file").fetchall()
        _show_bare(0)

    def jump(_: int) -> None:
        row = places.randrange(total - _SHOWN)
        table.scrollTo(model.index(row, 0), _AT_TOP)
        table.viewport().repaint()
        until(lambda: model.row(row) is not None and model.row(row + _SHOWN) is not None)
        table.viewport().repaint()

    def bare_jump(_: int) -> None:
        _show_bare(places.randrange(total - _SHOWN))

    def _show_bare(row: int) -> None:
        least.first, least.shown = row, run(_PAGE, (row,)).fetchall()
        bare.scrollTo(least.index(row, 0), _AT_TOP)
        bare.viewport().repaint()

    told = {"total": total}
    told |= _told("first", interleaved(first, bare_first, rounds=rounds, each=5))
    told |= _told("jump", interleaved(jump, bare_jump, rounds=rounds, each=20))
    for view in (table, bare):
        view.close()
    return told


def board(window: MainWindow, rounds: int) -> dict[str, Any]:
    """The dashboard, from F5 until its figures and charts are painted; beside painting it alone."""
    window.show_screen(DASHBOARD)
    _calm(window)

    def read(_: int) -> None:
        window.refresh()
        until(lambda: not window.tools.background.busy())
        window.repaint()

    return _told("board", interleaved(read, lambda _: window.repaint(), rounds=rounds, each=4))


def letters(window: MainWindow, rounds: int) -> dict[str, Any]:
    """A letter in Recepción's first field and in the citizen's, beside a bare field's letter."""
    window.show_screen(RECEPTION, StartAttention(Channel.IN_PERSON))
    _calm(window)
    bare = QLineEdit()
    bare.resize(400, 32)
    bare.show()
    told: dict[str, Any] = {}
    fields = [each for each in window.findChildren(SuggestField) if each.isVisible()][:2]
    for name, field in zip(("topic", "person"), fields, strict=True):

        def echo(number: int, field: QWidget = field) -> None:
            _strike(field, number)

        def answer(number: int, field: QWidget = field) -> None:
            _strike(field, number)
            _answered(window)
            window.repaint()

        def floor(number: int) -> None:
            _strike(bare, number)

        field.setFocus()
        told |= _told(f"{name}_echo", interleaved(echo, floor, rounds=rounds, each=len(_LETTERS)))
        _calm(window)
        told |= _told(f"{name}_answer", interleaved(answer, floor, rounds=rounds, each=len(_LETTERS)))
    bare.close()
    return told


def _strike(field: QWidget, number: int) -> None:
    """Type the next letter, the first one into an empty field, and paint."""
    at = number % len(_LETTERS)
    if at == 0 and isinstance(field, QLineEdit):
        field.clear()
    QTest.keyClicks(field, _LETTERS[at])
    field.repaint()


def _answered(window: MainWindow) -> None:
    """Wait until what a letter sets off has begun and is over; a letter that asks nothing is over at once."""
    begins = time.monotonic()
    background = window.tools.background
    until(lambda: background.busy() or time.monotonic() - begins > 0.06)
    until(lambda: not background.busy())


def _calm(window: MainWindow) -> None:
    """Wait until nothing has been under way for a while."""
    still = [time.monotonic()]

    def calm() -> bool:
        if window.tools.background.busy():
            still[0] = time.monotonic()
        return time.monotonic() - still[0] > _STILL

    until(calm)


def _told(name: str, pair: tuple[Any, Any]) -> dict[str, Any]:
    return {name: [[each.p50, each.p99] for each in pair]}


def probe(folder: Path, rounds: int) -> dict[str, Any]:
    """Measure in windows over ``folder``; milliseconds as [ours, floor], each [p50, p99]."""
    installation = open_installation(folder)
    app = windows.create_application(["ventanilla"])
    window = windows.prepare_window(app, installation)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    _calm(window)
    told = lists(installation.context(), window.tools.background, rounds)
    told |= board(window, rounds) | letters(window, rounds)
    window.tools.background.close()
    installation.close()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(probe(Path(sys.argv[1]), int(sys.argv[2]))) + "\n")
    sys.stdout.flush()
    os._exit(0)
