"""The demonstration municipality: repeatable, alive, and never in the way of real data."""

from __future__ import annotations

import argparse
import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.cli import demo as verb
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.ids import ulid_bytes
from desktop_app.services import case_lists, catalogue, directory, referrals
from desktop_app.services.case_lists import CaseQuery
from desktop_app.storage import projection, search
from desktop_app.storage.store import DATABASE
from desktop_app.system.clock import FixedClock

TUESDAY = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 23, 3, 10, tzinfo=UTC)
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
LEFT_OUT = {"certificate", "review"}
"""Keys and review ids differ at every making."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "data"
    return folder, verb.prepare_demo(folder, FixedClock(TUESDAY))


@pytest.fixture
def ctx(made):
    installation = open_installation(made[0], FixedClock(TUESDAY))
    yield installation.context()
    installation.close()


def told(store):
    """Return every projected row, ids replaced by this database's integers."""
    numbers = {bytes(uid): number for number, uid in store.rows("SELECT id, uid FROM entity")}

    def plain(value):
        if isinstance(value, bytes):
            return None
        if isinstance(value, str):
            return ULID.sub(lambda match: f"#{numbers.get(ulid_bytes(match.group()), '?')}", value)
        return value

    return {
        table: sorted(
            json.dumps([plain(value) for value in row], ensure_ascii=False)
            for row in store.rows(f"SELECT * FROM {table}")
        )
        for table in projection.TABLES
        if table not in LEFT_OUT
    }


def test_the_same_seed_and_moment_give_the_same_municipality(ctx, tmp_path):
    clock = FixedClock(TUESDAY)
    verb.prepare_demo(tmp_path / "again", clock)
    again = open_installation(tmp_path / "again", clock)
    other = told(again.store)
    again.close()
    assert other == told(ctx.store)
    assert len(other["attention"]) > 1_800


def test_it_holds_what_a_demonstration_needs(ctx, made):
    counts = case_lists.view_counts(ctx)
    assert made[1].attentions > 1_800
    assert made[1].cases > 140
    for view in ("critical", "overdue", "today", "unassigned", "paused", "to_confirm"):
        assert counts[view] > 0, view
    assert counts["critical"] == 2
    assert case_lists.count(ctx, CaseQuery(view="closed")) > 80
    assert len(directory.units(ctx)) == 8
    assert len(directory.officials(ctx)) == 25
    assert [topic.quick for topic in catalogue.quick_topics(ctx)] == list(range(1, 10))
    assert all(topic.sheet["requirements"] for topic in catalogue.topics(ctx))
    assert len(catalogue.topics(ctx)) >= 40
    assert directory.notices_today(ctx)
    assert {user.name for user in directory.users(ctx)} >= {"Ana Rojas", "Marta Zegarra"}
    assert len(referrals.inbox(ctx)) == 2


def test_a_critical_case_waits_for_its_first_answer_right_now(ctx):
    first = case_lists.page(ctx, CaseQuery(view="critical"), 0, 1)[0]
    assert first.badge.text == "1.ª resp. en 00:47"


def test_hand_overs_were_accepted_returned_and_sent_on(ctx):
    states = dict(ctx.store.rows("SELECT state, count(*) FROM referral GROUP BY state"))
    assert states["accepted"] > states["returned"] > 0
    assert ctx.store.rows("SELECT count(*) FROM referral WHERE bounces > 0")[0][0] > 0


def test_nothing_happened_after_now(ctx):
    now = int(TUESDAY.timestamp())
    assert ctx.store.rows("SELECT count(*) FROM case_event WHERE happened > ?", (now,)) == [(0,)]
    assert ctx.store.rows("SELECT count(*) FROM attention WHERE ended > ? OR started > ended", (now,)) == [(0,)]


def test_it_went_through_the_journal(ctx):
    before = told(ctx.store)
    with ctx.store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert told(ctx.store) == before
    search.flush_all(ctx.store)


def test_a_night_of_a_sunday_shows_a_working_day_all_the_same(tmp_path):
    clock = FixedClock(SUNDAY_NIGHT)
    verb.prepare_demo(tmp_path / "data", clock)
    installation = open_installation(tmp_path / "data", clock)
    ctx = installation.context()
    today = ctx.now()
    rows = ctx.store.rows(
        "SELECT count(*) FROM attention WHERE lday = ?", (today.year * 10_000 + today.month * 100 + today.day,)
    )
    installation.close()
    assert rows[0][0] >= 5


def test_it_is_kept_for_the_day_and_made_anew_on_another(tmp_path):
    folder, clock = tmp_path / "data", FixedClock(TUESDAY)
    first = verb.prepare_demo(folder, clock)
    stamp = (folder / DATABASE).stat().st_mtime_ns
    clock.advance(hours=3)
    assert verb.prepare_demo(folder, clock) == first
    assert (folder / DATABASE).stat().st_mtime_ns == stamp
    clock.advance(days=1)
    assert verb.prepare_demo(folder, clock).day == first.day + timedelta(days=1)
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


def test_real_data_are_never_touched(tmp_path):
    folder, clock = tmp_path / "data", FixedClock(TUESDAY)
    create_municipality(folder, MunicipalityForm("San Isidro", "pe"), clock).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EnvironmentFault, match="no son de demostración"):
        verb.prepare_demo(folder, clock)
    assert {path.name: path.read_bytes() for path in folder.iterdir()}.keys() == before.keys()
    assert (folder / DATABASE).read_bytes() == before[DATABASE]
    assert (folder / "keys.json").read_bytes() == before["keys.json"]


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "tesis.docx").write_text("importante")
    with pytest.raises(EnvironmentFault, match="no son de demostración"):
        verb.prepare_demo(tmp_path, FixedClock(TUESDAY))
    assert [path.name for path in tmp_path.iterdir()] == ["tesis.docx"]


def test_what_an_interrupted_making_left_is_made_over(tmp_path):
    folder = tmp_path / "data"
    (folder / ".nueva-x").mkdir(parents=True)
    (folder / verb.SIGN).write_text("Datos inventados.")
    (folder / "keys.json").write_text("{}")
    made = verb.prepare_demo(folder, FixedClock(TUESDAY))
    assert made.attentions > 1_800
    assert not (folder / ".nueva-x").exists()


def test_the_verb_prints_one_document(tmp_path, capsys):
    assert main(["demo", "--generate-only", "--data", str(tmp_path / "data"), "--json"]) == 0
    told_ = json.loads(capsys.readouterr().out)
    assert told_["folder"] == str(tmp_path / "data")
    assert min(told_["attentions"], told_["cases"], told_["citizens"]) > 0


def test_without_a_display_it_says_so_and_tours_the_day(tmp_path, capsys, monkeypatch, made):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(verb, "prepare_demo", lambda _folder, _clock: made[1])
    toured = []

    def go(out, data, moment):
        toured.append((out, data, moment.tzinfo is not None))
        return {"ok": True, "failure": "", "steps": []}

    monkeypatch.setattr("desktop_app.cli.tour.tour", go)
    assert verb.run(argparse.Namespace(data=tmp_path, json=False, generate_only=False)) == 0
    shown = capsys.readouterr()
    assert toured == [(tmp_path.with_name(f"{tmp_path.name}-recorrido"), tmp_path, True)]
    assert shown.err.startswith("No hay pantalla")
    assert f"python3 ventanilla.py demo --data {tmp_path}" in shown.out
