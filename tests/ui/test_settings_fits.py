"""Every page of Ajustes fits a clerk's screen at every scale and theme, in every state, and its controls have names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What is left of 1366 x 768 for the window's inside, less title bar and task bar; and a large screen.
SIZES = {1.0: (1366, 690), 1.25: (1092, 534), 1.5: (910, 432)}


@pytest.mark.parametrize(("factor", "size"), [*SIZES.items(), (1.0, (1920, 1000))])
def test_every_page_fits(factor, size, tmp_path):
    side = {"width": 1366, "height": 768} if size[0] <= 1366 else {"width": 1920, "height": 1080}
    screen = {"name": "l", "x": 0, "y": 0, **side, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = tmp_path / "screen.json"
    file.write_text(json.dumps({"windowFrameMargins": True, "screens": [screen]}), "utf-8")
    platform = "offscreen" if ":" in str(file) else f"offscreen:configfile={file}"
    environment = os.environ | {
        "QT_SCALE_FACTOR": str(factor),
        "QT_QPA_PLATFORM": platform,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
    }
    program = Path(__file__).with_name("settings_probe.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), *map(str, size)],
        env=environment, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ratio"] == factor
    assert answer["faults"] == {}
