"""The demonstration municipality: repeatable, alive, and never in the way of real data."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.cli import demo as verb
from desktop_app.domain.blanks import BlankState
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.values import CaseState, Channel, Level, ReferralState, Result
from desktop_app.services import case_lists, catalogue, directory, paper, referrals
from desktop_app.services.access import Actor
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.reception import AttentionForm, register_attention
from desktop_app.storage import projection, search
from desktop_app.storage.store import DATABASE
from desktop_app.system.clock import FixedClock

TUESDAY = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 23, 3, 10, tzinfo=UTC)
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
LITTLE = 1
"""Months of history where much is not needed."""
LEFT_OUT = {"certificate", "review"}
"""Keys and review ids differ at every making."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The whole demonstration."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    return folder, verb.prepare_demo(folder, FixedClock(TUESDAY))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A demonstration with little history."""
    folder = tmp_path_factory.mktemp("small") / "data"
    return folder, verb.prepare_demo(folder, FixedClock(TUESDAY), LITTLE)


@pytest.fixture
def ctx(made):
    installation = open_installation(made[0], FixedClock(TUESDAY))
    yield installation.context()
    installation.close()


@pytest.fixture
def small_ctx(small):
    installation = open_installation(small[0], FixedClock(TUESDAY))
    yield installation.context()
    installation.close()


def here(data, *words):
    """Run a command and return its JSON document."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        assert main(["--data", str(data), *words, "--json"]) == 0
    return json.loads(out.getvalue())


def by_month(ctx, title=None):
    """Return how many attentions each month (yyyymm) has, of one topic or of all."""
    where = "WHERE t.title = ?" if title else ""
    rows = ctx.store.rows(
        f"SELECT a.lday / 100, count(*) FROM attention a JOIN topic t ON t.id = a.topic {where} GROUP BY 1",
        (title,) if title else (),
    )
    return dict(rows)


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


def test_the_same_seed_and_moment_give_the_same_municipality(small_ctx, tmp_path):
    clock = FixedClock(TUESDAY)
    verb.prepare_demo(tmp_path / "again", clock, LITTLE)
    again = open_installation(tmp_path / "again", clock)
    other = told(again.store)
    again.close()
    assert other == told(small_ctx.store)
    assert len(other["attention"]) > 1_800


def test_it_holds_what_a_demonstration_needs(ctx, made):
    counts = case_lists.view_counts(ctx)
    assert made[1].attentions > 15_000
    assert made[1].cases > 800
    assert ctx.store.row("SELECT count(*) FROM attention") == (made[1].attentions,)
    assert ctx.store.row("SELECT count(*) FROM case_file") == (made[1].cases,)
    assert ctx.store.row("SELECT count(*) FROM citizen") == (made[1].citizens,)
    for view in ("critical", "overdue", "today", "unassigned", "paused", "to_confirm"):
        assert counts[view] > 0, view
    assert counts["critical"] == 2
    assert case_lists.count(ctx, CaseQuery(view="closed")) > 600
    assert len(directory.units(ctx)) == 8
    assert len(directory.officials(ctx)) == 25
    assert [topic.quick for topic in catalogue.quick_topics(ctx)] == list(range(1, 10))
    sheets = [topic.sheet for topic in catalogue.topics(ctx)]
    assert len(sheets) >= 40
    filled = set(catalogue.SHEET_FIELDS) - {"valid_from"}
    assert [sheet for sheet in sheets if not all(sheet.get(name) for name in filled)] == []
    assert directory.notices_today(ctx)
    assert {user.name for user in directory.users(ctx)} >= {"Ana Rojas", "Marta Zegarra"}


def test_every_state_and_result_is_there(ctx):
    def found(column, table):
        return {row[0] for row in ctx.store.rows(f"SELECT DISTINCT {column} FROM {table}")}

    assert found("state", "case_file") == set(CaseState)
    assert found("level", "case_file") == set(Level)
    assert found("result", "attention") == set(Result)
    assert found("channel", "attention") == set(Channel)
    assert found("score", "case_file") == {None, 0, 1, 2, 3, 4, 5}
    assert found("state", "referral") == set(ReferralState) - {ReferralState.RESOLVED, ReferralState.VOIDED}


def test_hand_overs_of_today_wait_for_an_answer(ctx):
    users = {user.login: user for user in directory.users(ctx)}
    people = {official.id: official for official in directory.officials(ctx)}
    unit = people[users["lparedes"].official].unit
    waiting = referrals.inbox(ctx, unit)
    assert len(waiting) >= 2
    assert {row.sender for row in waiting} == {"Ana Rojas", "Julia Tapia Núñez"}
    assert any(row.bounces for row in referrals.inbox(ctx))
    clerk = users["arojas"]
    back = referrals.returned_to_me(ctx.acting_as(Actor(clerk.id, clerk.name, clerk.roles)))
    assert len(back) >= 1


def test_two_offices_with_two_desks_each(small_ctx, small):
    desks = here(small[0], "sync", "status")["desks"]
    assert [(desk["office_code"], desk["desk_code"], desk["name"], desk["state"]) for desk in desks] == [
        (1, 1, "Ventanilla 1", "certified"), (1, 2, "Ventanilla 2", "certified"),
        (2, 1, "Norte 1", "certified"), (2, 2, "Norte 2", "certified"),
    ]  # fmt: skip
    assert all(desk["held"] > 300 for desk in desks)
    assert [desk["heard"] is None for desk in desks] == [True, False, False, False]
    rows = small_ctx.store.rows(
        "SELECT DISTINCT substr(a.number, 1, 5), o.code, o.name, u.login FROM attention a "
        "JOIN office o ON o.id = a.office JOIN user_account u ON u.id = a.author WHERE u.login <> 'mzegarra'"
    )
    assert sorted(rows) == [
        ("01-01", 1, "Palacio Municipal", "arojas"), ("01-02", 1, "Palacio Municipal", "bcardenas"),
        ("02-01", 2, "Sede Norte", "jtapia"), ("02-02", 2, "Sede Norte", "kvilchez"),
    ]  # fmt: skip


def test_numbers_go_on_from_the_history(small, tmp_path):
    shutil.copytree(small[0], tmp_path / "data")
    installation = open_installation(tmp_path / "data", FixedClock(TUESDAY))
    clerk = installation.context(installation.actor("arojas"))
    form = AttentionForm(Channel.PHONE, clerk.now(), "informacion", subject="Horario de caja")
    last = clerk.store.rows(
        "SELECT max(number) FROM (SELECT number FROM attention UNION SELECT number FROM blank) "
        "WHERE number LIKE '01-01-26-%'"
    )[0][0]
    number = register_attention(clerk, form).number
    installation.close()
    assert int(number[9:14]) == int(last[9:14]) + 1


def test_a_morning_without_power_left_forms_on_paper(ctx):
    states = [form.state for form in paper.forms(ctx)]
    assert {state: states.count(state) for state in BlankState} == {
        BlankState.BLANK: 5, BlankState.MISSING: 1, BlankState.TRANSCRIBED: 5, BlankState.SPOILED: 1,
    }  # fmt: skip


def test_a_year_has_its_seasons(ctx):
    every, predial = by_month(ctx), by_month(ctx, "Pago de predial y arbitrios")
    assert sorted(every) == [*range(202510, 202513), *range(202601, 202612)]
    share = {month: predial[month] / every[month] for month in every}
    for quarter, after in ((202602, 202603), (202605, 202606), (202608, 202609)):
        assert share[quarter] > 1.3 * share[after]
    trade = by_month(ctx, "Comercio ambulatorio")
    usual = [month for month in every if month % 100 not in (7, 11, 12)]
    ordinary = sum(trade[month] for month in usual) / sum(every[month] for month in usual)
    assert trade[202512] / every[202512] > 1.5 * ordinary
    days = dict(ctx.store.rows("SELECT lday, count(*) FROM attention WHERE channel <> 'app' GROUP BY lday"))

    def busy(*numbers):
        return sum(days[number] for number in numbers) / len(numbers)

    assert busy(20251222, 20251223, 20251229) < 0.7 * busy(20251201, 20251202, 20251215)
    assert not {20251225, 20260101, 20260728, 20260729} & days.keys()
    assert all(date(day // 10_000, day // 100 % 100, day % 100).weekday() < 5 for day in days)
    hours = {row[0] for row in ctx.store.rows("SELECT DISTINCT lhour FROM attention WHERE channel <> 'app'")}
    assert hours <= set(range(7, 17))


def test_today_is_well_under_way(ctx):
    mine = "SELECT count(*) FROM attention a JOIN user_account u ON u.id = a.author AND u.login = 'arojas' "
    assert 15 <= ctx.store.rows(mine + "WHERE lday = 20261124")[0][0] <= 60


def test_everything_holds(small):
    found = here(small[0], "check", "--refold")
    assert found["ok"], found


def test_another_desk_joins_and_knows_the_same(small, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(small[0], first)
    here(second, "sync", "request", "--out", str(tmp_path / "r.json"), "--name", "Ventanilla 3")
    here(first, "sync", "approve", str(tmp_path / "r.json"), "--out", str(tmp_path / "a.zip"))
    here(second, "sync", "join", str(tmp_path / "a.zip"))
    for folder in (first, second, first):
        here(folder, "sync", "run", "--folder", str(first / "intercambio"))
    one, two = (here(folder, "sync", "status") for folder in (first, second))
    assert one["digests"] == two["digests"]
    assert one["missing"] == two["missing"] == {}
    assert one["pending"] == two["pending"] == one["quarantined"] == two["quarantined"] == 0


def test_the_last_exchange_is_where_it_says(small):
    told_ = here(small[0], "sync", "status")
    assert told_["last"]["folder"] == str(small[0] / "intercambio")
    assert list((small[0] / "intercambio").glob("*.vnt"))
    assert told_["pending"] == 0


def test_dangers_were_answered_all_year(ctx):
    rows = ctx.store.rows(
        "SELECT count(*), count(DISTINCT cday / 100), sum(first_answer > opened + 7200) "
        "FROM case_file WHERE level = 'critical' AND closed IS NOT NULL"
    )
    count, months, late = rows[0]
    assert count > 15
    assert months > 6
    assert count / 2 > late > 0


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
    assert ctx.store.rows("SELECT count(*) FROM attention WHERE ended > ? OR started > ended", (now,)) == [
        (0,)
    ]


def test_it_went_through_the_journal(small_ctx):
    store = small_ctx.store
    before = told(store)
    with store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert told(store) == before
    search.flush_all(store)


def test_a_night_of_a_sunday_shows_a_working_day_all_the_same(tmp_path):
    clock = FixedClock(SUNDAY_NIGHT)
    verb.prepare_demo(tmp_path / "data", clock, LITTLE)
    installation = open_installation(tmp_path / "data", clock)
    ctx = installation.context()
    today = ctx.now()
    rows = ctx.store.rows(
        "SELECT count(*) FROM attention WHERE lday = ?",
        (today.year * 10_000 + today.month * 100 + today.day,),
    )
    installation.close()
    assert rows[0][0] >= 5


def test_it_is_kept_for_the_day_and_made_anew_on_another(tmp_path):
    folder, clock = tmp_path / "data", FixedClock(TUESDAY)
    first = verb.prepare_demo(folder, clock, LITTLE)
    stamp = (folder / DATABASE).stat().st_mtime_ns
    clock.advance(hours=3)
    assert verb.prepare_demo(folder, clock, LITTLE) == first
    assert (folder / DATABASE).stat().st_mtime_ns == stamp
    clock.advance(days=1)
    assert verb.prepare_demo(folder, clock, LITTLE).day == first.day + timedelta(days=1)
    assert [each.name for each in folder.iterdir() if each.name.startswith(".")] == []


def test_real_data_are_never_touched(tmp_path):
    folder, clock = tmp_path / "data", FixedClock(TUESDAY)
    create_municipality(folder, MunicipalityForm("San Isidro", "pe"), clock).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(EnvironmentFault, match="no son de demostración"):
        verb.prepare_demo(folder, clock, LITTLE)
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
    made = verb.prepare_demo(folder, FixedClock(TUESDAY), LITTLE)
    assert made.attentions > 1_800
    assert not (folder / ".nueva-x").exists()


def test_the_verb_prints_one_document(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(verb, "prepare_demo", partial(verb.prepare_demo, months=LITTLE))
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
