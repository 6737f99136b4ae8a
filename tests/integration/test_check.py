"""``check``: what a technician reads about a data folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from municipality import Office, make_office
from tables import everything

from desktop_app.__main__ import main
from desktop_app.domain.values import Channel
from desktop_app.services import backups, health, reception
from desktop_app.services.reception import AttentionForm
from desktop_app.storage.marker import Mark, Marker
from desktop_app.storage.store import MARKER

NAMES = ["keys", "schema", "integrity", "chain", "marker", "search", "space", "backup"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data")
    form = AttentionForm(
        Channel.PHONE, made.clock.now() - timedelta(minutes=1), "informacion", topic=made.hours
    )
    for _ in range(5):
        reception.register_attention(made.clerk, form)
    yield made
    made.installation.close()


def examined(office: Office, **how: Any) -> dict[str, health.Check]:
    checks = health.examine(office.console, lambda done, total: None, **how)
    assert all(check.text and "{" not in check.text for check in checks)
    return {check.name: check for check in checks}


def failing(office: Office) -> list[str]:
    return [check.name for check in examined(office).values() if not check.ok]


def by_verb(office: Office, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", "--data", str(office.installation.folder), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_sound_data(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(office.installation.store)
    code, told = by_verb(office, capsys)
    assert [check["name"] for check in told["checks"]] == NAMES
    assert set(told["checks"][0]) == {"name", "ok", "text"}
    assert everything(office.installation.store) == before
    # The office's clock stands in another month than the machine's.
    assert all(check["ok"] for check in told["checks"] if check["name"] != "backup")
    assert (code == 0) == told["ok"]
    operations = office.installation.store.journal.position[0]
    assert f"({operations} revisadas)" in next(c["text"] for c in told["checks"] if c["name"] == "chain")


def test_the_lines(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    backups.back_up(office.console, office.installation.keys.database_key)
    main(["check", "--data", str(office.installation.folder), "--quick"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(NAMES) + 1
    assert lines[0] == "bien   La llave abre los datos."
    assert lines[-1] in ("Todo está bien.", "Hay algo que atender.")


def test_refolding_is_proved_and_undone(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(office.installation.store)
    office.installation.close()
    _, told = by_verb(office, capsys, "--refold")
    assert [check["name"] for check in told["checks"]] == [*NAMES, "refold"]
    assert told["checks"][-1]["ok"]
    with office.installation.store.local_write() as connection:
        assert everything(office.installation.store) == before
        connection.execute(
            "UPDATE attention SET result = 'referred' WHERE id = (SELECT max(id) FROM attention)"
        )
    office.installation.close()
    code, told = by_verb(office, capsys, "--refold")
    assert code == 1
    assert not told["checks"][-1]["ok"]
    assert "attention" in told["checks"][-1]["text"]


def test_a_changed_operation_is_named(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    store = office.installation.store
    with store.local_write() as connection:
        connection.execute("UPDATE op SET payload = replace(payload, 'phone', 'email') WHERE seq = ?",
                           (store.journal.position[0] - 1,))  # fmt: skip
    assert failing(office) == ["chain"]
    code, told = by_verb(office, capsys)
    text = next(check["text"] for check in told["checks"] if check["name"] == "chain")
    assert code == 1
    assert f"La operación {store.journal.position[0] - 1} de {store.journal.stream}" in text


def test_a_lost_tail_is_counted(office: Office) -> None:
    journal = office.installation.store.journal
    seq, head = journal.position
    office.installation.close()
    marker = Marker(office.installation.folder / MARKER)
    assert marker.read() is not None
    marker.write(Mark(journal.stream, seq + 3, head, seq + 3, 0))
    marker.close()
    office.installation.store._journal = None
    checks = examined(office)
    assert not checks["marker"].ok
    assert "Faltan las últimas 3 operaciones" in checks["marker"].text


def test_a_copy_that_is_too_old(office: Office) -> None:
    office.clock.set(office.console.local(_made(office)))
    assert examined(office)["backup"].ok, "a new desk has a week"
    office.clock.advance(days=8)
    assert failing(office) == ["backup"]
    backups.back_up(office.console, office.installation.keys.database_key)
    assert failing(office) == []
    office.clock.advance(days=8)
    told = examined(office)["backup"]
    assert not told.ok
    assert "haga una hoy" in told.text


def _made(office: Office) -> int:
    row = office.installation.store.row("SELECT min(applied) FROM migration")
    assert row is not None
    return int(row[0])


def test_little_space(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10 * 1024 * 1024))
    told = examined(office)["space"]
    assert not told.ok
    assert "Quedan solo 10 MB libres" in told.text


def test_what_waits_for_the_search_is_told(office: Office) -> None:
    told = examined(office)["search"]
    assert told.ok
    assert "esperan entrar en la búsqueda" in told.text


def test_a_quick_look_sees_the_newest_operations(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "QUICK_OPERATIONS", 3)
    assert "(3 revisadas)" in examined(office, quick=True)["chain"].text
    with office.installation.store.local_write() as connection:
        connection.execute("UPDATE op SET stamp = stamp + 1 WHERE seq = ?",
                           (office.installation.store.journal.position[0],))  # fmt: skip
    assert not examined(office, quick=True)["chain"].ok
