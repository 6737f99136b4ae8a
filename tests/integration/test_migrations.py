"""Changing the schema: one step and its record together, a copy before, a newer one refused."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest
from municipality import Office
from tables import everything

from desktop_app.bootstrap import open_installation
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.services import backups
from desktop_app.storage import backup as copies
from desktop_app.storage import schema
from desktop_app.storage.store import open_store

KEY = bytes(range(32))
STEPS = [name for name, _ in schema.MIGRATIONS]


def add_column(connection: apsw.Connection) -> None:
    connection.execute("ALTER TABLE notice ADD COLUMN colour TEXT")


NEXT = (
    *schema.MIGRATIONS,
    ("9001_colour", add_column),
    ("9002_index", "CREATE INDEX notice_colour ON notice (colour)"),
)


def names(connection: apsw.Connection) -> list[object]:
    return [row[0] for row in connection.execute("SELECT name FROM migration ORDER BY name")]


def test_a_new_database_has_every_step_on_record(tmp_path: Path) -> None:
    store = open_store(tmp_path, KEY, create=True)
    assert names(store.database.raw()) == [name for name, _ in schema.MIGRATIONS]
    assert schema.version(store.database.raw()) == len(schema.MIGRATIONS)
    assert not schema.needs_migration(store.database.raw())
    assert schema.migrate(store.database.raw()) == []
    store.close()


def test_missing_steps_are_taken_in_order_after_a_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(office.installation.store)
    office.installation.close()
    folder = office.installation.folder
    monkeypatch.setattr(schema, "MIGRATIONS", NEXT)
    installation = open_installation(folder)
    connection = installation.store.database.raw()
    assert names(connection) == [*STEPS, "9001_colour", "9002_index"]
    assert schema.version(connection) == len(NEXT)
    assert everything(installation.store)["op"] == before["op"]
    made = backups.listed(folder / "backups")
    assert [each.path.name.endswith(f"-esquema-{len(STEPS)}.db") for each in made] == [True]
    key = installation.keys.database_key
    assert copies.verify(made[0].path, key) == []
    installation.close()
    monkeypatch.undo()
    (folder / "old").mkdir()
    made[0].path.rename(folder / "old" / "ventanilla.db")
    old = open_store(folder / "old", key)
    assert everything(old) == before, "the copy is of the data as it was"
    old.close()
    monkeypatch.setattr(schema, "MIGRATIONS", NEXT)
    open_installation(folder).close()
    assert backups.listed(folder / "backups") == [], "nothing to migrate, no copy"


def test_no_copy_no_migration(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.installation.close()
    folder = office.installation.folder
    (folder / "backups").write_text("un archivo donde debería haber una carpeta")
    monkeypatch.setattr(schema, "MIGRATIONS", NEXT)
    with pytest.raises(EnvironmentFault, match="No se puede escribir la copia de seguridad"):
        open_installation(folder)
    monkeypatch.undo()
    installation = open_installation(folder)
    assert schema.version(installation.store.database.raw()) == len(STEPS)
    installation.close()


def test_a_step_that_fails_leaves_the_schema_before_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: apsw.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        connection.execute("SELECT nonsense FROM nowhere")

    office.installation.close()
    folder = office.installation.folder
    monkeypatch.setattr(schema, "MIGRATIONS", (*NEXT, ("9003_broken", broken)))
    with pytest.raises(apsw.SQLError, match="nowhere"):
        open_installation(folder)
    monkeypatch.setattr(schema, "MIGRATIONS", NEXT)
    installation = open_installation(folder)
    connection = installation.store.database.raw()
    assert schema.version(connection) == len(NEXT)
    assert names(connection) == [*STEPS, "9001_colour", "9002_index"]
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    installation.close()


def test_data_opened_to_be_read_is_not_migrated(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.installation.close()
    monkeypatch.setattr(schema, "MIGRATIONS", NEXT)
    installation = open_installation(office.installation.folder, read_only=True)
    assert schema.version(installation.store.database.raw()) == len(STEPS)
    installation.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    store = open_store(tmp_path, KEY, create=True)
    store.database.raw().pragma("user_version", len(schema.MIGRATIONS) + 1)
    store.close()
    before = (tmp_path / "ventanilla.db").read_bytes()
    with pytest.raises(EnvironmentFault, match="Instale la versión nueva; no se cambió nada"):
        open_store(tmp_path, KEY)
    assert (tmp_path / "ventanilla.db").read_bytes() == before
