"""Run as a program under one scale factor: lays counter and case list out, prints what does not fit, as JSON."""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NONE, NOW, Counter
from fits import faults
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import cases, directory
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from ui.app import create_application, open_window
from ui.kit import theme
from ui.kit.theme import ThemeName

_LONG = "Reparación de la vereda y del sardinel frente a la institución educativa n.º 1024 Los Próceres"


def fill(counter: Counter) -> None:
    """Give the counter cases of every urgency, with names as long as people have them."""
    ctx = counter.console
    person = CitizenForm("María de los Ángeles Huamán Quispe-Ñahui", phone="+51 987 654 321")

    def open_case(hours: float, level: Level = Level.SIMPLE, subject: str = _LONG) -> bytes:
        counter.clock.set(NOW - timedelta(hours=hours))
        critical = CriticalCriterion.RISK if level is Level.CRITICAL else None
        form = CaseForm(
            subject, "reclamo", Channel.EMAIL, level, unit=counter.roads, responsible=counter.chief,
            citizen=person, criterion=critical, place="jr. Los Próceres 1024, urb. Los Jazmines",
            description=_LONG,
        )  # fmt: skip
        return cases.open_case(ctx, form).id

    for hours, level in (
        (80, Level.SIMPLE), (40, Level.SIMPLE), (1, Level.SIMPLE), (5, Level.CRITICAL), (0.5, Level.CRITICAL),
    ):  # fmt: skip
        open_case(hours, level)
    waiting, solved = open_case(60, Level.COMPLEX), open_case(30)
    counter.clock.set(NOW - timedelta(hours=20))
    cases.move_case(ctx, waiting, CaseState.IN_PROGRESS)
    cases.move_case(ctx, waiting, CaseState.WAITING_CITIZEN, reason=_LONG)
    cases.move_case(ctx, solved, CaseState.RESOLVED, answer=_LONG)
    counter.clock.set(NOW)
    directory.save_notice(ctx, _LONG, 20260101, 20271231)


class Probe:
    """One window over the counter, and what was found wrong in it."""

    def __init__(self, app: QApplication, counter: Counter, name: ThemeName, size: tuple[int, int]) -> None:
        theme.apply_theme(app, name)
        self.app, self.name = app, name
        self.window = open_window(counter.installation, "marta")
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.found: dict[str, list[str]] = {}
        self.settle()

    def settle(self, seconds: float = 0.35) -> None:
        """Let workers and short timers end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.window.tools.background.busy():
            self.app.processEvents()
            time.sleep(0.002)

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, mods)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        for char in text:
            self.app.sendEvent(QApplication.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0, NONE, char))

    def look(self, what: str) -> None:
        """Note what does not fit, and which control has no name."""
        self.settle()
        wrong = faults(self.window) + nameless(self.window)
        if wrong:
            self.found[f"{self.name}/{what}"] = wrong

    def reception(self) -> None:
        """Go through the counter's states."""
        screen = self.window.current_screen()
        self.look("idle")
        self.press(KEY.Key_F2)
        self.look("greeting")
        self.write("pista")
        self.settle()
        self.look("suggestions")
        self.press(KEY.Key_Return)
        self.write("María")
        self.settle()
        self.press(KEY.Key_Return)
        self.look("case")
        self.press(KEY.Key_F9, KEY.Key_1)
        self.look("critical")
        self.press(KEY.Key_F7)
        self.look("hand-over")
        self.press(KEY.Key_F4)
        self.look("hold")
        self.press(KEY.Key_1, KEY.Key_F3)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("two, one refused")
        screen.discard()
        screen.discard()

    def cases(self) -> None:
        """Go through the list's states."""
        self.press(KEY.Key_3, mods=CTRL)
        self.settle()
        self.look("cases")
        self.press(KEY.Key_N)
        self.look("note")
        self.press(KEY.Key_Escape, KEY.Key_Escape)
        self.window.current_screen().show_view("to_confirm")
        self.settle()
        self.window.current_screen().table.setFocus()
        self.press(KEY.Key_C)
        self.look("closing")
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("closing refused")
        self.press(KEY.Key_Escape, KEY.Key_Escape)
        self.window.current_screen().show_view("paused")
        self.look("paused")

    def close(self) -> None:
        """Close the window and its workers."""
        self.window.close()
        self.window.tools.background.close()
        self.window.deleteLater()
        self.app.processEvents()


def nameless(window: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    found = []
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
        for widget in window.findChildren(kind):
            if widget.isVisibleTo(window) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                if interface is not None and not interface.text(QAccessible.Text.Name).strip():
                    found.append(f"{type(widget).__name__} {widget.objectName()!r} has no name")
    return found


def main() -> None:
    """Print ``{"ratio": …, "faults": {…}}``: arguments are a folder, width and height."""
    folder, size = Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3]))
    app = create_application(["probe"], "pe")
    counter = Counter(folder / "data")
    fill(counter)
    found: dict[str, list[str]] = {}
    for name in (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST):
        probe = Probe(app, counter, name, size)
        probe.reception()
        probe.cases()
        found |= probe.found
        ratio = probe.window.devicePixelRatioF()
        probe.close()
    counter.close()
    sys.stdout.write(json.dumps({"ratio": ratio, "faults": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
