"""A number told as people read it."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folio import parse_folio


@pytest.mark.parametrize("typed", ["0101260829267", "01-01-26-08292-67", " 01 01 26 08292 67 "])
def test_a_number_with_a_slip_is_told_in_its_groups(typed):
    with pytest.raises(InvalidInput, match="El número 01-01-26-08292-67 tiene algún dígito equivocado"):
        parse_folio(typed)
