"""The pages for Excel and for notices fit at every scale and theme; Tab reaches what has a name."""

from __future__ import annotations

import pytest
from probing import SIZES, run_probe


@pytest.mark.parametrize("factor", SIZES)
def test_excel_and_notices_fit(factor, tmp_path):
    sizes = [f"{width}x{height}" for width, height in SIZES[factor]]
    assert run_probe("excel_probe.py", factor, tmp_path, *sizes).faults == {}
