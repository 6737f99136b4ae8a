"""Restored and cloned desks: their own work comes back, and no stream is written twice."""

from __future__ import annotations

import shutil
from pathlib import Path

from shared_folder import agree, flip, rounds
from sync_desks import SyncDesk

from desktop_app.storage.store import MARKER, open_store
from desktop_app.sync.exchange import exchange


def restored(desk: SyncDesk, backup: Path) -> SyncDesk:
    """Return the desk as it stood in a copy of its folder."""
    desk.close()
    shutil.rmtree(desk.folder)
    shutil.copytree(backup, desk.folder)
    return SyncDesk(
        desk.folder, open_store(desk.folder, desk.keys.database_key), desk.keys, desk.clock, desk.id
    )


def backup_of(desk: SyncDesk, folder: Path) -> Path:
    desk.store.database.raw().pragma("wal_checkpoint(TRUNCATE)")
    return shutil.copytree(desk.folder, folder)


def test_a_restored_desk_gets_its_own_work_back(desks: list[SyncDesk], share: Path, tmp_path: Path) -> None:
    one, two, three = desks
    one.attend()
    rounds(desks, share)
    backup = backup_of(one, tmp_path / "backup")
    lost = one.attend()
    exchange(one, share)
    exchange(two, share)
    stream = one.store.journal.stream
    one = restored(one, backup)
    (one.folder / MARKER).unlink()  # the marker was in the same copy; nothing here knows what is missing
    newer = one.attend()  # written before anybody noticed: a second operation at the same place
    report = exchange(one, share)
    assert report.restored
    assert one.store.journal.stream != stream
    assert one.store.journal.epoch == 1
    again = one.attend()
    desks = [one, two, three]
    rounds(desks, share, 3)
    assert agree(desks)
    for desk in desks:
        shown = {
            row[0] for row in desk.store.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.id")
        }
        assert {lost, newer, again} <= shown
        before = desk.tables()
        desk.refold()
        assert desk.tables() == before
    assert not any(report.restored for report in rounds(desks, share))


def test_a_lost_tail_begins_a_new_stream_before_anything_goes_out(
    desks: list[SyncDesk], share: Path, tmp_path: Path
) -> None:
    one, two, three = desks
    rounds(desks, share)
    backup = backup_of(one, tmp_path / "backup")
    one.attend()
    marker = (one.folder / MARKER).read_bytes()
    stream = one.store.journal.stream
    one = restored(one, backup)
    (one.folder / MARKER).write_bytes(marker)
    assert one.store.lost_tail == 1
    one.attend()
    report = exchange(one, share)
    assert report.restored
    assert one.store.journal.stream != stream
    assert one.store.lost_tail == 0
    one.attend()
    rounds([one, two, three], share)
    assert agree([one, two, three])


def test_a_second_chain_is_handed_on_again_to_who_missed_it(
    desks: list[SyncDesk], share: Path, tmp_path: Path
) -> None:
    one, two, three = desks
    rounds(desks, share)
    backup = backup_of(one, tmp_path / "backup")
    one.attend()
    exchange(one, share)
    before = set(share.iterdir())
    one = restored(one, backup)
    (one.folder / MARKER).unlink()
    one.attend()  # a second operation at the same place, leaving no gap in the numbers
    exchange(one, share)
    exchange(three, share)
    for path in set(share.iterdir()) - before:
        flip(path, -1)  # damaged before the other one came by
    desks = [one, two, three]
    rounds(desks, share)
    for _ in range(3):
        for desk in desks:
            desk.clock.advance(hours=30)
            exchange(desk, share)
    assert agree(desks)


def test_a_cloned_folder_does_not_write_to_the_same_stream(
    desks: list[SyncDesk], share: Path, tmp_path: Path
) -> None:
    one, two, _ = desks
    rounds(desks, share)
    backup_of(one, tmp_path / "clone")
    clone = SyncDesk(
        tmp_path / "clone", open_store(tmp_path / "clone", one.keys.database_key), one.keys, one.clock, one.id
    )
    one.attend()
    clone.attend()
    exchange(one, share)
    assert exchange(clone, share).restored
    clone.attend()
    one.attend()
    rounds([one, clone, *desks[1:]], share, 3)
    streams = {one.store.journal.stream, clone.store.journal.stream}
    assert len(streams) == 2
    assert agree([one, clone, two])
