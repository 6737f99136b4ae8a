"""A database that lost its tail, or is an older copy: noticed before anything is written on top."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from municipality import MONDAY, Office

from desktop_app.__main__ import main
from desktop_app.bootstrap import Installation, open_installation
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.values import Channel
from desktop_app.services import reception
from desktop_app.services.reception import AttentionForm
from desktop_app.storage.queries.health import verify_chains
from desktop_app.storage.store import DATABASE, MARKER
from desktop_app.sync.exchange import exchange
from desktop_app.system.clock import FixedClock


def record(installation: Installation) -> str:
    now = installation.clock.now()
    form = AttentionForm(Channel.PHONE, now, "informacion", subject="horario")
    return reception.register_attention(installation.context(), form).number


def reopened(folder: Path) -> Installation:
    return open_installation(folder, FixedClock(MONDAY))


def put_back(copy: Path, folder: Path) -> None:
    for suffix in ("-wal", "-shm"):
        (folder / f"{DATABASE}{suffix}").unlink(missing_ok=True)
    shutil.copy(copy, folder / DATABASE)


@pytest.fixture
def restore(office: Office, tmp_path: Path) -> Callable[[], tuple[Installation, list[str]]]:
    """Put back a copy from before the last records; return the desk and the numbers that it gave out."""

    def act() -> tuple[Installation, list[str]]:
        numbers = [record(office.installation)]
        office.installation.close()
        shutil.copy(office.installation.folder / DATABASE, tmp_path / "copy.db")
        office.installation = reopened(office.installation.folder)
        numbers += [record(office.installation) for _ in range(3)]
        office.installation.close()
        put_back(tmp_path / "copy.db", office.installation.folder)
        office.installation = reopened(office.installation.folder)
        return office.installation, numbers

    return act


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    main(["check", "--data", str(folder), "--json"])
    told = json.loads(capsys.readouterr().out)
    return {each["name"]: each["text"] for each in told["checks"] if not each["ok"]}


def test_the_first_record_after_a_restore_begins_a_new_stream(
    restore: Callable[[], tuple[Installation, list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    desk, numbers = restore()
    stream = desk.store.journal.stream
    assert desk.store.lost_tail == 3
    after = [record(desk) for _ in range(4)]
    assert desk.store.journal.stream != stream
    assert desk.store.journal.epoch == 1
    assert not set(after) & set(numbers), "a number was given out twice"
    desk.close()
    assert "Faltan las últimas 3 operaciones" in checked(desk.folder, capsys)["marker"]


def test_what_had_been_sent_comes_back(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    folder = office.installation.folder
    record(office.installation)
    office.installation.close()
    shutil.copy(folder / DATABASE, tmp_path / "copy.db")
    office.installation = reopened(folder)
    numbers = [record(office.installation) for _ in range(3)]
    exchange(office.installation, share)
    office.installation.close()
    put_back(tmp_path / "copy.db", folder)
    desk = office.installation = reopened(folder)
    newer = record(desk)
    assert exchange(desk, share).restored is False, "the record itself had begun the new stream"
    kept = {row[0] for row in desk.store.rows("SELECT number FROM attention")}
    assert {*numbers, newer} <= kept
    desk.close()
    assert "marker" not in checked(folder, capsys)
    assert "chain" not in checked(folder, capsys)


def test_a_rolled_back_transaction_leaves_the_loss_to_the_next_one(
    restore: Callable[[], tuple[Installation, list[str]]],
) -> None:
    desk, _ = restore()
    stream = desk.store.journal.stream
    with pytest.raises(ZeroDivisionError), desk.store.transaction():
        raise ZeroDivisionError
    assert desk.store.lost_tail == 3
    assert desk.store.journal.stream == stream
    record(desk)
    assert desk.store.lost_tail == 0
    assert desk.store.journal.stream != stream


def test_a_second_restore_of_the_same_copy_is_noticed(
    office: Office, tmp_path: Path, restore: Callable[[], tuple[Installation, list[str]]]
) -> None:
    desk, numbers = restore()
    numbers += [record(desk) for _ in range(5)]
    desk.close()
    put_back(tmp_path / "copy.db", desk.folder)
    desk = office.installation = reopened(desk.folder)
    assert desk.store.lost_tail > 0, "the marker is of a stream that this copy does not know"
    numbers += [record(desk) for _ in range(5)]
    assert len(set(numbers)) == len(numbers)
    assert desk.store.journal.epoch == 2


def test_two_chains_in_an_earlier_stream_are_no_damage(office: Office, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    folder = office.installation.folder
    office.installation.close()
    shutil.copy(folder / DATABASE, tmp_path / "copy.db")
    office.installation = reopened(folder)
    record(office.installation)
    exchange(office.installation, share)
    office.installation.close()
    put_back(tmp_path / "copy.db", folder)
    (folder / MARKER).unlink()  # nothing here can know: the next record forks the stream
    desk = office.installation = reopened(folder)
    record(desk)
    assert exchange(desk, share).restored
    assert verify_chains(desk.store, lambda done, total: None).sound


def test_an_emptied_database_is_not_filled_again(office: Office) -> None:
    folder = office.installation.folder
    record(office.installation)
    office.installation.close()
    for path in (folder / DATABASE, folder / f"{DATABASE}-wal", folder / f"{DATABASE}-shm"):
        path.unlink(missing_ok=True)
    (folder / DATABASE).touch()
    for read_only in (True, False):
        with pytest.raises(EnvironmentFault, match="está vacía, aunque antes tuvo registros"):
            open_installation(folder, read_only=read_only)
    assert main(["check", "--data", str(folder)]) == 1
