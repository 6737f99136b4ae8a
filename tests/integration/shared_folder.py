"""Desks that exchange through a folder they share."""

from __future__ import annotations

from pathlib import Path

from sync_desks import SyncDesk

from desktop_app.sync.exchange import exchange
from desktop_app.sync.report import Report


def rounds(desks: list[SyncDesk], share: Path, times: int = 2) -> list[Report]:
    reports = []
    for _ in range(times):
        for desk in desks:
            desk.clock.advance(minutes=5)
            reports.append(exchange(desk, share))
    return reports


def agree(desks: list[SyncDesk]) -> bool:
    return len({desk.digests() for desk in desks}) == 1


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
