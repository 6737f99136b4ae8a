"""Constancias fits a clerk's screen at every scale, in every state; Tab reaches what has a name."""

from __future__ import annotations

import pytest
from probing import SIZES, run_probe


@pytest.mark.parametrize("factor", SIZES)
def test_receipts_fit(factor, tmp_path):
    sizes = [f"{width}x{height}" for width, height in SIZES[factor]]
    assert run_probe("receipt_probe.py", factor, tmp_path, *sizes).faults == {}
