"""How long a fresh process takes until the data answers, and until the windows accept typing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.benchmarks import child
from desktop_app.benchmarks.timing import Row, interleaved

ALLOWED: Final = 2.0
_OURS: Final = """
import sys
from pathlib import Path
from desktop_app.bootstrap import open_installation
from desktop_app.services import case_lists
installation = open_installation(Path(sys.argv[1]), read_only=True)
case_lists.view_counts(installation.context())
"""
_FLOOR: Final = """
import sys, json, apsw
from pathlib import Path
from datetime import datetime
from zoneinfo import ZoneInfo
folder = Path(sys.argv[1])
connection = apsw.Connection(str(folder / "ventanilla.db"), flags=apsw.SQLITE_OPEN_READONLY)
connection.pragma("key", "raw:" + sys.argv[2])
datetime.now(ZoneInfo("America/Lima"))
for row in connection.execute("SELECT state, count(*) FROM case_file WHERE closed IS NULL GROUP BY state"):
    pass
"""


_WINDOW: Final = """
import os, sys, time
from pathlib import Path
from desktop_app.bootstrap import open_installation
installation = open_installation(Path(sys.argv[1]))
from desktop_app.system import memory
memory.hold()
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from ui import app as windows
app = windows.create_application(["ventanilla"])
window = windows.prepare_window(app, installation)
window.show()
window.activateWindow()
app.processEvents()
QTest.keyClick(window, Qt.Key.Key_F2)
ends = time.monotonic() + 60
while time.monotonic() < ends:
    app.processEvents()
    field = app.focusWidget()
    if isinstance(field, QLineEdit):
        QTest.keyClick(field, Qt.Key.Key_A)
        if field.text() == "a":
            os._exit(0)
os._exit(1)
"""
_BARE_WINDOW: Final = """
import os
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication(["bare"])
window = QMainWindow()
field = QLineEdit(window)
window.setCentralWidget(field)
window.show()
window.activateWindow()
field.setFocus()
app.processEvents()
QTest.keyClick(field, Qt.Key.Key_A)
os._exit(0 if field.text() == "a" else 1)
"""


def measure(folder: Path, rounds: int, environment: dict[str, str]) -> list[Row]:
    """Time whole processes, by turns; the windows open the folder as they do for work."""
    from desktop_app.system.keystore import keystore_for

    keys = keystore_for(folder).load()
    key = keys.database_key.hex() if keys else ""
    ours, floor = interleaved(
        lambda _: child.run(environment, "-c", _OURS, str(folder)),
        lambda _: child.run(environment, "-c", _FLOOR, str(folder), key),
        rounds=rounds,
        each=1,
    )
    window, bare = interleaved(
        lambda _: child.run(environment, "-c", _WINDOW, str(folder)),
        lambda _: child.run(environment, "-c", _BARE_WINDOW),
        rounds=rounds,
        each=1,
    )
    typing = Row("arranque hasta que F2 acepta escribir", window, bare, "≤ 2 x una ventana vacía", ok=None)
    return [
        Row("arranque hasta que los datos responden", ours, floor, "sin meta propia", ok=None),
        Row(typing.name, window, bare, typing.goal, ok=(typing.ratio or 0) <= ALLOWED),
    ]
