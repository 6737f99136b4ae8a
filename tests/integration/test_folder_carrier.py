"""The shared folder itself: vanished, refused, watched by others; nothing in it is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sync_desks import MORNING, SyncDesk

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.sync.bundle import MAX_FILE
from desktop_app.sync.carriers import folder as folder_carrier
from desktop_app.sync.carriers.folder import FolderCarrier
from desktop_app.sync.exchange import exchange

NAME = f"{'0' * 26}-0123456789ab_1-2_01234567.vnt"


def test_a_vanished_folder_is_told_and_costs_nothing(desks: list[SyncDesk], share: Path) -> None:
    one = desks[0]
    one.attend()
    before = one.digests()
    share.rmdir()
    with pytest.raises(EnvironmentFault, match="no responde"):
        exchange(one, share)
    assert one.digests() == before
    share.mkdir()
    assert exchange(one, share).sent == 4


def test_a_folder_that_cannot_be_written_is_told(
    desks: list[SyncDesk], share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desks[0]
    for number, words in (
        (28, "No queda espacio"),
        (13, "No se puede escribir en la carpeta"),
        (5, "No se puede"),
    ):

        def fail(descriptor: int, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(folder_carrier.os, "fsync", fail)
            with pytest.raises(EnvironmentFault, match=words):
                exchange(one, share)
        assert FolderCarrier(share).names() == []
    assert exchange(one, share).sent == 3


def test_files_are_never_overwritten(share: Path) -> None:
    carrier = FolderCarrier(share)
    carrier.write(NAME, b"first")
    with pytest.raises(EnvironmentFault):
        carrier.write(NAME, b"second")
    assert carrier.read(NAME) == b"first"
    assert [path.name for path in share.iterdir()] == [NAME]


def test_what_is_read_back_differently_is_told(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_carrier, "_read_uncached", lambda path: b"rot")
    with pytest.raises(EnvironmentFault, match="no se lee igual"):
        FolderCarrier(share).write(NAME, b"data")


def test_an_antivirus_that_looks_at_the_file_is_waited_for(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    carrier = FolderCarrier(share, waits.append)
    carrier.write(NAME, b"data")
    plain_open = Path.open
    failures = [32, 33, 5]

    def locked(path: Path, *arguments: str) -> object:
        if failures:
            error = PermissionError(13, "sharing violation")
            error.winerror = failures.pop()  # type: ignore[attr-defined]  # only Windows sets it
            raise error
        return plain_open(path, *arguments)

    monkeypatch.setattr(Path, "open", locked)
    assert carrier.read(NAME) == b"data"
    assert len(waits) == 3
    failures += [32] * 20
    assert carrier.read(NAME) is None
    assert 2 <= sum(waits[3:]) <= 3
    failures[:] = [1]
    waits.clear()
    assert carrier.read(NAME) is None
    assert waits == []


def test_only_bundles_are_looked_at_and_stale_parts_swept(share: Path) -> None:
    now = MORNING.timestamp()
    later = NAME.replace("1-2", "3-4")
    ages = {NAME: 0, f"{NAME}.part": 90_000, f"{later}.part": 10, "informe.docx": 9e6, "copia.part": 9e6,
            f"~{NAME}": 0}  # fmt: skip
    for name, age in ages.items():
        (share / name).write_bytes(b"x")
        os.utime(share / name, (now - age, now - age))
    carrier = FolderCarrier(share)
    assert carrier.names() == [NAME]
    assert carrier.sweep(now) == 1
    assert len(list(share.iterdir())) == 5
    assert not (share / f"{NAME}.part").exists()


def test_reading_stops_beyond_the_limit(share: Path) -> None:
    with (share / NAME).open("wb") as file:
        file.truncate(MAX_FILE * 4)
    assert len(FolderCarrier(share).read(NAME) or b"") == MAX_FILE + 1
    assert FolderCarrier(share).read(NAME.replace("1-2", "5-6")) is None
