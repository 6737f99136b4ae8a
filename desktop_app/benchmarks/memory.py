"""How much memory a list and a search take, in a process of their own.

python -m desktop_app.benchmarks.memory FOLDER
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

from desktop_app.benchmarks.timing import Row, Samples

GOAL_MB: Final = 40.0
_JUMPS: Final = 300


def measure(folder: Path) -> Row | None:
    """Return what scrolling and searching add to a fresh process; None where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return None
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", __name__, str(folder)], check=True, capture_output=True, text=True
    )
    told = json.loads(done.stdout)
    added = told["list"] - told["before"]
    note = f"búsquedas: {told['search'] - told['list']:+.0f} MB más; en reposo {told['before']:.0f} MB"
    size = Samples(added, told["search"] - told["before"])
    return Row("  memoria de 300 saltos", size, None, "≤ 40 MB", ok=added <= GOAL_MB, unit="MB", note=note)


def resident() -> float:
    """Return the megabytes of this process that are in memory and its own."""
    fields = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in fields if line.startswith("RssAnon:"))


def held() -> tuple[float, float, float] | tuple[None, None, None]:
    """Return the megabytes of this process: in memory, of those its own, and the most there ever were.

    None where the system does not tell.
    """
    if not Path("/proc/self/status").exists():
        return None, None, None
    fields = Path("/proc/self/status").read_text("ascii").splitlines()
    told = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in fields if line.endswith(" kB")}
    return round(told["VmRSS"], 1), round(told["RssAnon"], 1), round(told["VmHWM"], 1)


def _probe(folder: Path) -> dict[str, float]:
    from desktop_app.benchmarks.reading import SCREEN, TYPED
    from desktop_app.bootstrap import open_installation
    from desktop_app.services import case_lists, citizens

    installation = open_installation(folder, read_only=True)
    ctx = installation.context()
    every = case_lists.CaseQuery(view="all")
    total = case_lists.count(ctx, every)
    case_lists.page(ctx, every, 0, SCREEN)
    found = {"before": resident()}
    places = random.Random(5)  # noqa: S311 - places to look at
    for _ in range(_JUMPS):
        case_lists.page(ctx, every, places.randrange(max(1, total - SCREEN)), SCREEN)
    found["list"] = resident()
    for _ in range(5):
        for typed in TYPED:
            citizens.recognise(ctx, typed)
            case_lists.page(ctx, case_lists.CaseQuery(view="all", text=typed), 0, SCREEN)
    found["search"] = resident()
    installation.close()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_probe(Path(sys.argv[1]))) + "\n")
