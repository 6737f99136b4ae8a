"""Every page of Ajustes fits a clerk's screen at every scale and theme, in every state, and its controls have names."""

from __future__ import annotations

import pytest
from probing import SIZES, run_probe


@pytest.mark.parametrize("factor", SIZES)
def test_every_page_fits(factor, tmp_path):
    sizes = (f"{width}x{height}" for width, height in SIZES[factor])
    assert run_probe("settings_probe.py", factor, tmp_path, *sizes).faults == {}
