"""How long a fresh process takes until the data answers, and until the windows accept typing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from desktop_app.benchmarks.timing import Row, interleaved

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


def measure(folder: Path, rounds: int) -> list[Row]:
    """Time whole processes, by turns."""
    from desktop_app.system.keystore import keystore_for

    keys = keystore_for(folder).load()
    key = keys.database_key.hex() if keys else ""
    ours, floor = interleaved(
        lambda _: _run(_OURS, str(folder)), lambda _: _run(_FLOOR, str(folder), key), rounds=rounds, each=1
    )
    return [
        Row("arranque hasta que los datos responden (sin ventanas)", ours, floor, "sin meta propia", ok=None)
    ]


def _run(program: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", program, *arguments], check=True)  # noqa: S603 - our own text
