"""Ciudadanos fits at every scale and theme, in every state, with names and contents of any length."""

from __future__ import annotations

import pytest
from probing import SIZES, run_probe


@pytest.mark.parametrize("factor", SIZES)
def test_citizens_fit(factor, tmp_path):
    sizes = (f"{width}x{height}" for width, height in SIZES[factor])
    assert run_probe("citizens_probe.py", factor, tmp_path, *sizes).faults == {}
