"""The invented years are worth something only if the product itself could have written them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest
from tables import chains_hold, projections, refold

from desktop_app.__main__ import main
from desktop_app.benchmarks import foreign, generate, recognising, registering
from desktop_app.benchmarks.slow_disk import slow_disk
from desktop_app.benchmarks.timing import Samples, interleaved, samples, within
from desktop_app.bootstrap import Installation, open_installation
from desktop_app.domain.values import CaseState
from desktop_app.services import case_lists, citizens, reception
from desktop_app.storage import schema, search
from desktop_app.storage.connection import EncryptedDatabase

SMALL = ["--attentions", "900", "--cases", "270", "--citizens", "225", "--years", "2"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "years"
    assert main(["bench", "generate", "--data", str(made), *SMALL]) == 0
    return made


@pytest.fixture
def years(folder: Path) -> Iterator[Installation]:
    installation = open_installation(folder)
    yield installation
    installation.close()


def test_what_was_invented_is_what_the_operations_say(years: Installation) -> None:
    store = years.store
    assert chains_hold(store)
    before = projections(store)
    assert [len(before[table]) for table in ("attention", "case_file", "citizen")] == [900, 270, 225]
    refold(store)
    assert projections(store) == before
    search.flush_all(store)


def test_the_shape_of_the_years(years: Installation) -> None:
    ctx = years.context()
    counts = case_lists.view_counts(ctx)
    assert counts["open"] == 27
    assert case_lists.count(ctx, case_lists.CaseQuery(view="closed")) == 243
    states = {line.state for line in case_lists.page(ctx, case_lists.CaseQuery(view="all"), 0, 300)}
    assert {CaseState.CLOSED, CaseState.IN_PROGRESS} <= states
    rows = years.store.rows("SELECT lday, started, number FROM attention ORDER BY id")
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert len({row[2] for row in rows}) == len(rows), "a number was printed twice"
    assert rows[-1][0] // 10_000 - rows[0][0] // 10_000 in (1, 2)


def test_indexes_and_words_are_all_there(years: Installation, tmp_path: Path) -> None:
    fresh = apsw.Connection(str(tmp_path / "fresh.db"))
    schema.migrate(fresh)
    names = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
    assert years.store.rows(names) == fresh.execute(names).fetchall()
    fresh.close()
    assert search.pending(years.store) == 0
    row = years.store.row("SELECT name FROM citizen ORDER BY id DESC LIMIT 1")
    assert row is not None
    assert row[0] in {found.name for found in citizens.recognise(years.context(), row[0])}


def test_what_a_letter_asks_is_measured_with_what_it_finds(years: Installation) -> None:
    ctx = years.context()
    typed = recognising.people(ctx, 40)
    assert typed == recognising.people(ctx, 40), "the same is typed in every run"
    assert sum(bool(citizens.recognise(ctx, text)) for text in typed) >= 25
    rows = list(recognising.measure(ctx, 1))
    assert len(rows) == 3
    assert all(row.ok is not None and row.floor is not None and row.ours.p50 > 0 for row in rows)


def test_work_goes_on_after_the_invented_years(years: Installation) -> None:
    ctx = years.context(years.actor("ventanilla1"))
    last = years.store.row("SELECT epoch, last FROM counter")
    saved = reception.register_attention(
        ctx, reception.AttentionForm(reception.Channel.PHONE, ctx.now(), "informacion", subject="Poda")
    )
    assert last is not None
    assert years.store.row("SELECT count(*) FROM attention WHERE number = ?", (saved.number,)) == (1,)
    assert years.store.journal.position[0] == len(years.store.rows("SELECT id FROM op"))
    assert chains_hold(years.store)


def test_the_same_seed_gives_the_same_years(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "generate", "--data", str(tmp_path / "again"), *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    one, other = (
        open_installation(folder, read_only=True),
        open_installation(tmp_path / "again", read_only=True),
    )
    look = "SELECT started, channel, result, detail FROM attention ORDER BY id LIMIT 800"
    assert one.store.rows(look) == other.store.rows(look)
    assert told["operations"] > 900 + 225 + 270
    one.close()
    other.close()


def test_a_folder_with_something_in_it_is_left_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert main(["bench", "generate", "--data", str(folder), *SMALL]) == 3
    assert "no está vacía; no se cambió nada" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == before
    assert main(["bench", "generate", *SMALL]) == 2
    assert (
        main(["bench", "generate", "--data", str(tmp_path / "x"), "--attentions", "5", "--cases", "6"]) == 2
    )
    assert not (tmp_path / "x").exists()


def test_what_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    def stop(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate.generate(tmp_path / "x", generate.Size(400, 100, 10, 100, 1), stop)
    assert not (tmp_path / "x").exists()


def test_the_table(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "SLOW_FSYNC", 0.001)
    small = foreign.measure
    monkeypatch.setattr(foreign, "measure", lambda beside, operations: small(beside, 300))
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".db"}
    code = main(["bench", "--data", str(folder), "--rounds", "1", "--json"])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == (0 if told["ok"] else 1)
    names = [row["name"].strip() for row in told["rows"]]
    for start in ("registrar una atención, duradera", "tablero", "una tecla", "reconocer a quien",
                  "una letra pintada, a 12", "con lo que se encontró, en ráfaga", "memoria del programa",
                  "un mes", "lista de 270", "salto",
                  "aplicar", "PDF", "libro", "arranque", "mayor bloqueo de las ventanas por todas",
                  "mayor bloqueo de las ventanas en el recorrido"):  # fmt: skip
        assert any(name.startswith(start) for name in names), start
    for row in told["rows"]:
        assert row["ours"] > 0 or row["unit"] == "MB"
        assert row["floor"] is None or row["ratio"] == pytest.approx(row["ours"] / row["floor"], rel=0.05)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".db"} == files
    assert [path.name for path in folder.parent.iterdir()] == [folder.name], (
        "something was left beside the data"
    )


def test_no_data_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--data", str(tmp_path / "nothing")]) == 3
    assert "no hay datos de Ventanilla" in capsys.readouterr().err


def test_samples_and_goals() -> None:
    assert samples([[1, 2, 3], [2, 3, 4], [9, 9, 9]]) == Samples(3000, 9000)
    assert within(5, 10, None, 2)
    assert within(50, 10, 1.5, 2)
    assert not within(50, 10, 2.5, 2)


def test_both_works_take_turns() -> None:
    seen: list[str] = []
    interleaved(lambda n: seen.append(f"a{n}"), lambda n: seen.append(f"b{n}"), rounds=2, each=2)
    assert seen == ["a0", "b0", "a0", "a1", "b0", "b1", "b2", "b3", "a2", "a3"]


def test_the_slow_disk_waits_at_every_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names, waits = apsw.vfs_names(), []
    monkeypatch.setattr("desktop_app.benchmarks.slow_disk.time.sleep", waits.append)
    with slow_disk(0.02):
        database = EncryptedDatabase(tmp_path / "slow.db", bytes(32))
        database.raw().execute("CREATE TABLE t (x)")
        waits.clear()
        database.raw().execute("INSERT INTO t VALUES (1)")
        database.close()
    assert waits[:1] == [0.02]
    assert apsw.vfs_names() == names
    assert not (tmp_path / "slow.db").read_bytes().startswith(b"SQLite")
