"""What the tests over a real municipality share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import Office, make_office
from sync_desks import SyncDesk, municipality


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose data folder is closed after the test."""
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    """Three enrolled desks of one municipality; files that need another number have their own."""
    return municipality(tmp_path / "desks", 3)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The folder that all of them see."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder
