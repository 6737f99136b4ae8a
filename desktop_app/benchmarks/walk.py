"""A walk through every screen with keys alone, over ten years, while the watchdog looks.

python -m desktop_app.benchmarks.walk FOLDER    (writes into that folder: give it a copy)
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.benchmarks.watchdog import Watchdog
from desktop_app.bootstrap import Installation, open_installation
from ui import app as windows
from ui.kit.paging import PagedTableModel
from ui.kit.screen import CASES, DASHBOARD, RECEPTION, REPORTS
from ui.shell.window import MainWindow

_PAUSE_MS: Final = 15
_PATIENCE: Final = 60.0
"""Seconds after which a step is given up waiting for: the walk goes on, the table tells."""

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does; ``calm``: what it sets off is waited for."""

    name: str
    act: Callable[[], object]
    calm: bool = True


class Walk(QObject):
    """Does the steps one after another from the event loop, as keys come from a person."""

    def __init__(self, window: MainWindow, steps: Iterator[Step], watchdog: Watchdog) -> None:
        super().__init__(window)
        self.late: list[str] = []
        self.count = self.rows = 0
        self._window, self._steps, self._watchdog = window, steps, watchdog
        self._calm, self._since = True, monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin; the application ends with the last step."""
        self._timer.start()

    def _go_on(self) -> None:
        if self._calm and self._window.tools.background.busy():
            if monotonic() - self._since < _PATIENCE:
                return
            self.late.append(self._watchdog.step)
        step = next(self._steps, None)
        if step is None:
            self._timer.stop()
            QApplication.quit()
            return
        self.count += 1
        self.rows = max(
            [self.rows, *(each.rowCount() for each in self._window.findChildren(PagedTableModel))]
        )
        self._calm, self._since = step.calm, monotonic()
        self._watchdog.step = step.name
        step.act()


class Hands:
    """Makes steps of key presses on whatever has the focus."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.where = ""

    def key(self, name: str, key: Qt.Key, with_: Qt.KeyboardModifier = _NONE, *, calm: bool = True) -> Step:
        """One key."""

        def act() -> None:
            QTest.keyClick(QApplication.focusWidget() or self._window, key, with_)

        return Step(f"{self.where}: {name}", act, calm)

    def keys(self, name: str, key: Qt.Key, times: int) -> Iterator[Step]:
        """The same key held down."""
        for _ in range(times):
            yield self.key(name, key, calm=False)
        yield self.rest(name)

    def typed(self, text: str) -> Iterator[Step]:
        """Letters, faster than the answers come."""
        for letter in text:

            def act(letter: str = letter) -> None:
                QTest.keyClicks(QApplication.focusWidget() or self._window, letter)

            yield Step(f"{self.where}: escribir «{text}»", act, calm=False)
        yield self.rest(f"escribir «{text}»")

    def rest(self, name: str) -> Step:
        """Wait until nothing is under way."""
        return Step(f"{self.where}: {name}", lambda: None)


def day(window: MainWindow, places: list[tuple[str, str, str]]) -> Iterator[Step]:
    """Return the steps; ``places``: id, title and digit or sign of each screen's Ctrl shortcut."""
    hands = Hands(window)
    for visit in ("abrir", "volver"):
        for id_, title, sign in places:
            hands.where = title
            yield hands.key(visit, _sign(sign), _CTRL)
            for _ in range(12):  # what settles a moment later
                yield hands.rest(visit)
            yield from _OWN.get(id_, _any)(hands)
    hands.where = "Buscar"
    yield hands.key("abrir", Qt.Key.Key_K, _CTRL)
    yield from hands.typed("maria gar")
    yield from hands.keys("bajar", Qt.Key.Key_Down, 6)
    yield hands.key("cerrar", Qt.Key.Key_Escape)
    hands.where = "Ayuda"
    yield hands.key("abrir", Qt.Key.Key_F1)
    yield hands.key("cerrar", Qt.Key.Key_Escape)


def _sign(sign: str) -> Qt.Key:
    return Qt.Key.Key_Comma if sign == "," else Qt.Key(ord(sign))


def _any(hands: Hands) -> Iterator[Step]:
    yield from hands.keys("bajar", Qt.Key.Key_Down, 10)
    yield hands.key("página", Qt.Key.Key_PageDown)
    yield hands.key("final", Qt.Key.Key_End)
    yield hands.key("principio", Qt.Key.Key_Home)
    if isinstance(QApplication.focusWidget(), QLineEdit):
        yield from hands.typed("mar")
    yield from hands.keys("Tab", Qt.Key.Key_Tab, 8)
    yield hands.key("actualizar", Qt.Key.Key_F5)


def _reception(hands: Hands) -> Iterator[Step]:
    yield hands.key("F2", Qt.Key.Key_F2)
    yield from hands.typed("bach")
    yield hands.key("elegir", Qt.Key.Key_Return)
    yield hands.key("Tab", Qt.Key.Key_Tab)
    yield from hands.typed("maria gar")
    yield hands.key("elegir", Qt.Key.Key_Return)
    yield hands.key("espera", Qt.Key.Key_F4)
    yield hands.key("F3", Qt.Key.Key_F3)
    yield from hands.typed("horario")
    yield hands.key("elegir", Qt.Key.Key_Return)
    yield hands.key("registrar", Qt.Key.Key_Return, _CTRL)
    for result in (Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9):
        yield hands.key("resultado", result)
    yield hands.key("descartar", Qt.Key.Key_Delete, _SHIFT)
    yield hands.key("F2", Qt.Key.Key_F2)
    yield hands.key("tema 1", Qt.Key.Key_1)
    yield hands.key("registrar", Qt.Key.Key_Return, _CTRL)


def _cases(hands: Hands) -> Iterator[Step]:
    yield from hands.keys("bajar", Qt.Key.Key_Down, 25)
    for name, key in (
        ("página", Qt.Key.Key_PageDown),
        ("final", Qt.Key.Key_End),
        ("inicio", Qt.Key.Key_Home),
    ):
        yield hands.key(name, key)
    yield hands.key("nota", Qt.Key.Key_N)
    yield hands.key("dejar la nota", Qt.Key.Key_Escape)
    yield hands.key("filtro", Qt.Key.Key_F, _CTRL)
    yield from hands.typed("mar")
    yield hands.key("filtro", Qt.Key.Key_A, _CTRL)
    yield from hands.typed("estado:cerrado ")
    yield hands.key("lista", Qt.Key.Key_Return)
    for _ in range(4):
        yield hands.key("final", Qt.Key.Key_End)
        yield from hands.keys("subir página", Qt.Key.Key_PageUp, 10)
        yield hands.key("inicio", Qt.Key.Key_Home)
    yield hands.key("filtro", Qt.Key.Key_F, _CTRL)
    yield hands.key("filtro", Qt.Key.Key_A, _CTRL)
    yield hands.key("vaciar el filtro", Qt.Key.Key_Delete)
    yield hands.key("actualizar", Qt.Key.Key_F5)


def _board(hands: Hands) -> Iterator[Step]:
    yield from hands.keys("Tab", Qt.Key.Key_Tab, 10)
    yield hands.key("tabla", Qt.Key.Key_T)
    yield hands.key("actualizar", Qt.Key.Key_F5)
    yield hands.key("detalle", Qt.Key.Key_Return)
    yield hands.key("volver", Qt.Key.Key_Escape)


def _reports(hands: Hands) -> Iterator[Step]:
    for _ in range(25):
        yield hands.rest("vista previa")
    yield hands.key("otro mes", Qt.Key.Key_Down)
    for _ in range(25):
        yield hands.rest("vista previa")
    yield from hands.keys("Tab", Qt.Key.Key_Tab, 6)
    yield from hands.keys("página", Qt.Key.Key_PageDown, 6)


_OWN: Final = {RECEPTION: _reception, CASES: _cases, DASHBOARD: _board, REPORTS: _reports}


def _recorded(installation: Installation) -> int:
    row = installation.store.row("SELECT count(*) FROM attention")
    return int(row[0]) if row else 0


def walk(folder: Path) -> dict[str, object]:
    """Walk over the data in ``folder``, which is written to; return what the watchdog saw."""
    installation = open_installation(folder)
    app = windows.create_application(["ventanilla"])
    window = windows.prepare_window(app, installation)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    watchdog = Watchdog(window)
    entries = windows.screen_entries(installation.context(installation.actor()))
    places = [(each.id, each.label(), each.shortcut.removeprefix("Ctrl+")) for each in entries]
    steps = Walk(window, day(window, places), watchdog)
    QTimer.singleShot(500, watchdog.start)  # the start-up has a row of its own
    QTimer.singleShot(520, steps.start)
    began = monotonic()
    before = _recorded(installation)
    app.exec()
    watchdog.stop()
    told = {
        "steps": steps.count, "seconds": round(monotonic() - began, 1), "late": steps.late,
        "recorded": _recorded(installation) - before, "rows": steps.rows,
        "over": sum(stall.own > 50 for stall in watchdog.stalls),
        "over_cpu": sum(stall.cpu > 50 for stall in watchdog.stalls),
        "worst": [stall.as_dict() for stall in watchdog.worst(int(os.environ.get("VENTANILLA_WORST", "5")))],
    }  # fmt: skip
    window.tools.background.close()
    installation.close()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(walk(Path(sys.argv[1])), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)
