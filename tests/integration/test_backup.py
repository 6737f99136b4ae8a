"""Copies: verified before they are believed, encrypted, and pruned only among our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest
from municipality import Office, make_office
from tables import chains_hold, everything

from desktop_app.__main__ import main
from desktop_app.domain.errors import EnvironmentFault, NotAllowed
from desktop_app.domain.values import Channel
from desktop_app.services import backups, reception
from desktop_app.services.reception import AttentionForm
from desktop_app.storage import backup as copies
from desktop_app.storage.store import DATABASE, open_store

SECRET = "Ñahui Quispe vive en la calle Los Álamos"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data")
    record(made)
    yield made
    made.installation.close()


def record(office: Office) -> None:
    form = AttentionForm(
        Channel.PHONE, office.clock.now() - timedelta(minutes=1), "informacion", subject=SECRET
    )
    reception.register_attention(office.clerk, form)


def key(office: Office) -> bytes:
    return office.installation.keys.database_key


def take(office: Office, to: Path | None = None) -> backups.Backup:
    return backups.back_up(office.console, key(office), to)


def test_a_copy_holds_everything_also_what_is_still_in_the_log(office: Office, tmp_path: Path) -> None:
    store = office.installation.store
    assert (office.installation.folder / f"{DATABASE}-wal").stat().st_size > 0
    made = take(office, tmp_path / "usb")
    folder = tmp_path / "restored"
    folder.mkdir()
    made.path.rename(folder / DATABASE)
    restored = open_store(folder, key(office))
    assert everything(restored) == everything(store)
    assert chains_hold(restored)
    restored.close()


def test_a_copy_is_encrypted(office: Office) -> None:
    content = take(office).path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    for word in ("Ñahui", "Álamos", "attention", "CREATE TABLE"):
        assert word.encode() not in content
    assert copies.verify(take(office).path, bytes(32)) != []
    assert copies.verify(take(office).path, key(office)) == []


def test_names_follow_the_clock_and_never_collide(office: Office) -> None:
    first, second = take(office), take(office)
    stamp = office.clock.now().strftime("%Y%m%d-%H%M%S")
    assert first.path.name == f"ventanilla-{stamp}.db"
    assert second.path.name == f"ventanilla-{stamp}-2.db"
    assert first.path.parent == office.installation.folder / "backups"
    assert [each.path for each in backups.listed(first.path.parent)] == [second.path, first.path]
    assert backups.last(office.console) is not None


def test_copies_of_35_days_are_pruned_and_nothing_else(office: Office) -> None:
    folder = office.installation.folder / "backups"
    strangers = ["ventanilla-20200101-000000.db.part", "ventanilla-2020.db", "otra.db", "ventanilla-20209901-000000.db",
                 "xventanilla-20200101-000000.db"]  # fmt: skip
    take(office)
    for name in strangers:
        (folder / name).write_bytes(b"x")
    (folder / "ventanilla-20200101-000000.db").mkdir()
    days = []
    for _ in range(12):
        days.append(take(office).path)
        office.clock.advance(days=5)
    office.clock.advance(days=-5)
    backups.prune(folder, office.clock.now())
    left = {each.path for each in backups.listed(folder)}
    assert left == set(days[-8:]), "5 days apart, 35 days back: eight copies"
    assert all((folder / name).exists() for name in strangers)
    assert (folder / "ventanilla-20200101-000000.db").is_dir()


def test_a_clock_that_runs_away_does_not_remove_the_last_copies(office: Office) -> None:
    made = [take(office) for _ in range(7)]
    office.clock.advance(days=4000)
    newest = take(office)
    left = [each.path for each in backups.listed(newest.path.parent)]
    assert left == [newest.path, *(each.path for each in made[:2:-1])]


def test_a_copy_that_cannot_be_verified_is_not_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = take(office)

    def operations(connection: apsw.Connection) -> int:
        return 1 if connection.db_filename("main").endswith(".part") else 2

    monkeypatch.setattr(copies, "_operations", operations)
    with pytest.raises(EnvironmentFault, match="no se pudo verificar"):
        take(office)
    assert [each.name for each in kept.path.parent.iterdir() if each.suffix != ".json"] == [kept.path.name]


def test_a_folder_that_cannot_be_made(office: Office, tmp_path: Path) -> None:
    (tmp_path / "usb").write_text("no es una carpeta")
    with pytest.raises(EnvironmentFault, match="No se puede escribir la copia de seguridad en"):
        take(office, tmp_path / "usb" / "copias")


def test_only_who_may_takes_copies(office: Office) -> None:
    with pytest.raises(NotAllowed):
        backups.back_up(office.clerk, key(office))
    backups.back_up(office.as_user("administrator"), key(office))


def test_the_last_copy_is_remembered_wherever_it_went(office: Office, tmp_path: Path) -> None:
    assert backups.last(office.console) is None
    made = take(office, tmp_path / "usb")
    last = backups.last(office.console)
    assert last is not None
    assert (last.path, last.size, last.taken) == (made.path, made.size, made.taken)
    assert last.taken.tzinfo is office.console.zone
    (office.installation.folder / "backups" / "last.json").write_text('{"path": 3}')
    assert backups.last(office.console) is None


def test_the_command(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office.installation.close()
    data = str(office.installation.folder)
    assert main(["backup", "--data", data, "--to", str(tmp_path / "usb"), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["backup"]
    assert copies.verify(Path(made["path"]), key(office)) == []
    assert datetime.fromisoformat(made["taken"]) <= datetime.now(UTC)
    assert main(["--json", "backup", "--data", data, "--to", str(tmp_path / "usb"), "--list"]) == 0
    assert json.loads(capsys.readouterr().out)["backups"] == [made]
    assert main(["backup", "--data", data, "--list"]) == 0
    assert capsys.readouterr().out == f"No hay copias en {Path(data) / 'backups'}.\n"
    assert main(["backup", "--data", data]) == 0
    assert "Copia verificada" in capsys.readouterr().out
