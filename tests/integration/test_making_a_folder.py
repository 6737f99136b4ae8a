"""Making a municipality: all of it or nothing, and never over the keys of other data."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from municipality import MONDAY

from desktop_app import bootstrap
from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.storage.store import DATABASE, open_store
from desktop_app.system.clock import FixedClock
from desktop_app.system.keystore import keystore_for

FORM = MunicipalityForm("Municipalidad de Prueba", "pe")


def test_the_keys_of_lost_data_are_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    create_municipality(folder, FORM, FixedClock(MONDAY)).close()
    keys = keystore_for(folder).load()
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    with pytest.raises(EnvironmentFault, match="están las llaves de otros datos"):
        create_municipality(folder, FORM, FixedClock(MONDAY))
    assert keystore_for(folder).load() == keys


@pytest.mark.parametrize("step", ["_write_first", "open_store"])
def test_what_fails_half_way_leaves_the_folder_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise EnvironmentFault("El disco está lleno.")

    folder = tmp_path / "data"
    with monkeypatch.context() as patched:
        patched.setattr(bootstrap, step, no_room)
        with pytest.raises(EnvironmentFault):
            create_municipality(folder, FORM, FixedClock(MONDAY))
    assert [path.name for path in folder.iterdir()] == ["ventanilla.lock"]
    create_municipality(folder, FORM, FixedClock(MONDAY)).close()


def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault, match="está lleno"):
        create_municipality(tmp_path / "data", FORM, FixedClock(MONDAY))
    assert not list((tmp_path / "data").glob("keys*"))


@pytest.mark.parametrize("verb", [["check"], ["report", "month", "2026-10"], ["sync", "status"], ["backup"]])
def test_a_folder_cut_off_while_it_was_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    folder = tmp_path / "data"
    create_municipality(folder, FORM, FixedClock(MONDAY)).close()
    keys = keystore_for(folder).load()
    assert keys is not None
    for path in folder.glob("ventanilla.*"):
        path.unlink()
    database = bootstrap.open_store(folder, keys.database_key, create=True)
    database.close()
    (folder / DATABASE).unlink()
    (folder / DATABASE).touch()
    assert main([*verb, "--data", str(folder)]) in (1, 3)
    assert "a medio crear" in "".join(capsys.readouterr())


def test_the_calendar_goes_on_with_the_years(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = create_municipality(folder, FORM, FixedClock(MONDAY))
    assert max(day.year for day in made.context().calendar.rules) == 2028
    made.close()
    later = open_installation(folder, FixedClock(MONDAY.replace(year=2031)))
    rules = later.context().calendar.rules
    assert sorted({day.year for day in rules}) == [2025, 2026, 2027, 2028, 2030, 2031, 2032, 2033]
    count = later.store.journal.position[0]
    later.close()
    again = open_installation(folder, FixedClock(MONDAY.replace(year=2031)))
    assert again.store.journal.position[0] == count
    again.close()


def test_copies_are_told_in_words_also_of_damaged_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    installation = create_municipality(folder, FORM, FixedClock(MONDAY))
    pages = (folder / DATABASE).stat().st_size // 4096
    installation.close()
    data = bytearray((folder / DATABASE).read_bytes())
    for page in range(2, max(pages, len(data) // 4096)):
        data[page * 4096 + 100] ^= 1
    (folder / DATABASE).write_bytes(data)
    assert main(["backup", "--data", str(folder)]) == 3


def test_open_store_makes_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with pytest.raises(EnvironmentFault, match="a medio crear"):
        open_store(tmp_path, bytes(32))
