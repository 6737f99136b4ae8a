"""What the tests over a real municipality share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose data folder is closed after the test."""
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()
