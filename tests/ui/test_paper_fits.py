"""Formularios en papel fits at every scale and theme, in every state; Tab reaches what has a name."""

from __future__ import annotations

import pytest
from probing import SIZES, run_probe


@pytest.mark.parametrize("factor", SIZES)
def test_paper_forms_fit(factor, tmp_path):
    sizes = (f"{width}x{height}" for width, height in SIZES[factor])
    assert run_probe("paper_probe.py", factor, tmp_path, *sizes).faults == {}
