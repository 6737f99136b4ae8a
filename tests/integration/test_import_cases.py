"""Cases from another system: all of them, once, with their own dates, or nothing at all."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from import_samples import sample, write_csv, write_xlsx

from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.domain.case_fold import FINAL_STATES
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import CaseState, Confirmation, CriticalCriterion, Level, Role
from desktop_app.services import case_lists, cases, catalogue, statistics
from desktop_app.services.access import Actor
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.imports.mapping import load_preset, read_mapping
from desktop_app.services.imports.reading import read_cases
from desktop_app.services.imports.writing import preview_import, write_import
from desktop_app.storage import projection
from desktop_app.system.clock import FixedClock
from desktop_app.system.progress import Cancelled, CancelToken

TODAY = 20261103
NYC = load_preset("nyc-council")


@pytest.fixture
def office(tmp_path):
    clock = FixedClock(datetime(2026, 11, 3, 15, 0, tzinfo=UTC))
    installation = create_municipality(tmp_path / "data", MunicipalityForm("Prueba", "pe"), clock)
    yield installation
    installation.close()


def bring_in(office, path, mapping=NYC):
    ctx = office.context()
    return write_import(ctx, read_cases(path, mapping, ctx.profile, TODAY))


def dump(office):
    sql = "SELECT * FROM {} ORDER BY 1, 2, 3"
    return {table: office.store.rows(sql.format(table)) for table in projection.TABLES}


def month(day):
    return int(day[:4]) * 100 + int(day[5:7])


def counts(office, sql):
    return dict(office.store.rows(sql))


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_counts_agree_with_the_file(office, tmp_path, write):
    rows = sample()
    done = bring_in(office, write(tmp_path / "casos.any", rows))
    assert (done.imported, done.unchanged) == (200, 0)
    opened = counts(office, "SELECT oday / 100, count(*) FROM case_file GROUP BY 1")
    assert opened == Counter(month(row["opendate"]) for row in rows)
    closed = counts(office, "SELECT cday / 100, count(*) FROM case_file WHERE closed IS NOT NULL GROUP BY 1")
    assert closed == Counter(month(row["closedate"]) for row in rows if row["closedate"])
    types = counts(
        office,
        "SELECT coalesce(t.title, ''), count(*) FROM case_file f LEFT JOIN topic t ON t.id = f.topic GROUP BY 1",
    )
    assert types == Counter(row["complaint_type"] for row in rows)
    stored = counts(office, "SELECT number, source FROM case_file")
    for row in rows:
        kept = json.loads(stored[row["unique_key"]])["row"]
        assert kept == {name: text for name, text in row.items() if text}


def test_the_month_is_reported(office, tmp_path):
    rows = sample()
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    opened = Counter(row["opendate"][:7] for row in rows)
    closed = Counter(row["closedate"][:7] for row in rows)
    for text in ("2015-03", "2018-07", "2022-12"):
        figures = statistics.month_figures(office.context(), Month(int(text[:4]), int(text[5:])))
        still = sum(row["opendate"][:7] <= text and not ("" < row["closedate"][:7] <= text) for row in rows)
        assert (figures.cases.opened, figures.cases.closed) == (opened[text], closed[text])
        assert (figures.cases.open_at_end, figures.cases.overdue_at_end) == (still, 0)


def test_history_rings_no_alarm(office, tmp_path):
    rows = sample()
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    ctx = office.context()
    still_open = [row for row in rows if not row["closedate"]]
    found = case_lists.view_counts(ctx)
    assert (found["open"], found["overdue"], found["critical"], found["today"]) == (len(still_open), 0, 0, 0)
    page = case_lists.page(ctx, CaseQuery(), 0, 200)
    assert {line.number for line in page} == {row["unique_key"] for row in still_open}
    assert {line.badge.text for line in page} == {"Sin plazo"}
    assert case_lists.count(ctx, CaseQuery(view="all")) == len(rows)


def test_work_on_an_old_case_brings_no_old_deadline(office, tmp_path):
    row = {**sample(1)[0], "closedate": ""}
    bring_in(office, write_csv(tmp_path / "casos.csv", [row]))
    ctx = office.context()
    case = case_lists.find_number(ctx, row["unique_key"])
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    cases.move_case(ctx, case, CaseState.WAITING_CITIZEN, reason="DNI")
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    assert case_lists.detail(ctx, case).line.badge.text == "Sin plazo"
    cases.change_level(ctx, case, Level.CRITICAL, "gas", CriticalCriterion.RISK)
    detail = case_lists.detail(ctx, case)
    assert detail.first_due == ctx.now() + timedelta(hours=2)
    assert detail.internal_due == ctx.now() + timedelta(hours=24)
    assert detail.legal_due is None


def test_cases_are_found_and_shown(office, tmp_path):
    rows = sample()
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    ctx = office.context()
    row = next(
        r for r in rows if r["complaint_type"].startswith("Café") and r["closedate"] and r["zip"] == "10452"
    )
    case = case_lists.find_number(ctx, f" {row['unique_key']} ")
    detail = case_lists.detail(ctx, case)
    assert detail.line.state is CaseState.CLOSED
    assert detail.topic == row["complaint_type"]
    assert detail.place == "Bronx, 10452, distrito NYCC16, junta comunal 04 Bronx"
    assert detail.line.opened.date().isoformat() == row["opendate"]
    assert detail.source["days"] == ["opened", "closed"]
    assert [stage.status.value for stage in detail.stages][-1] == "done"
    assert [event.kind for event in detail.timeline] == ["open"]
    found = case_lists.page(ctx, CaseQuery(view="all", text=row["unique_key"].lower()), 0, 9)
    assert [line.id for line in found] == [case]
    expected = sum("Café" in r["complaint_type"] for r in rows)
    assert case_lists.count(ctx, CaseQuery(view="all", text="cafe")) == expected


def test_holes_are_kept_and_flagged(office, tmp_path):
    place = {"zip": "10452", "borough": "Bronx", "city": "Bronx", "council_dist": "1", "community_board": "2"}
    base = sample(1)[0] | {"opendate": "2015-03-01", "closedate": "2015-03-09", **place}
    rows = [
        base | {"unique_key": "A", "complaint_type": "", "descriptor": ""},
        base | {"unique_key": "B", "complaint_type": "", "descriptor": "Rats", "city": "", "borough": ""},
        base
        | {"unique_key": "C", "complaint_type": "Parks", "descriptor": "Trees", "closedate": "2015-02-27"},
        base | {"unique_key": "D", "complaint_type": "Parks", "descriptor": "Trees", "opendate": ""},
        base
        | {"unique_key": "E", "complaint_type": "Parks", "descriptor": "Trees", "closedate": "2031-01-01"},
    ]
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    found = {
        row[0]: row[1:]
        for row in office.store.rows(
            "SELECT number, subject, flags, oday, cday, closed - opened FROM case_file"
        )
    }
    assert found["A"][0] == "Sin clasificar"
    assert found["B"][0] == "Sin clasificar · Rats"
    flags = {key: set(json.loads(values[1] or "[]")) for key, values in found.items()}
    assert flags == {
        "A": {"sin_tipo", "sin_detalle"},
        "B": {"sin_tipo", "lugar_incompleto"},
        "C": {"cierre_antes"},
        "D": {"sin_apertura"},
        "E": {"fecha_futura"},
    }
    # The file's own day of closing counts; the case did not last less than nothing.
    assert found["C"][2:] == (20150301, 20150227, 0)
    assert found["D"][2:] == (20150309, 20150309, 0)


def test_a_second_time_changes_nothing(office, tmp_path):
    path = write_csv(tmp_path / "casos.csv", sample())
    bring_in(office, path)
    before, operations = dump(office), office.store.row("SELECT count(*) FROM op")
    again = bring_in(office, path)
    assert (again.imported, again.unchanged, again.changes) == (0, 200, frozenset())
    assert dump(office) == before
    assert office.store.row("SELECT count(*) FROM op") == operations
    # The same list as a workbook, in another order, is the same list.
    other = bring_in(office, write_xlsx(tmp_path / "casos.xlsx", sample()[::-1]))
    assert (other.imported, other.unchanged) == (0, 200)


def test_what_changed_in_the_file_follows(office, tmp_path):
    rows = sample()
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    ctx = office.context()
    closing = next(row for row in rows if not row["closedate"])
    reopening, later, moved = [row for row in rows if row["closedate"]][:3]
    closing["closedate"] = "2024-05-06"
    reopening["closedate"] = ""
    later["closedate"] = "2025-01-02"
    moved |= {"opendate": "2014-12-31", "complaint_type": "Parks", "city": "Yonkers"}
    reading = read_cases(write_csv(tmp_path / "casos.csv", rows), NYC, ctx.profile, TODAY)
    seen = preview_import(ctx, reading)
    assert (seen.new, seen.changed, seen.unchanged) == (0, 4, 196)
    done = write_import(ctx, reading)
    assert (done.imported, done.unchanged) == (4, 196)

    def now(row):
        return office.store.row(
            "SELECT state, cday, oday, subject, due_at FROM case_file WHERE number = ?", (row["unique_key"],)
        )

    assert now(closing)[:2] == ("closed", 20240506)
    assert now(reopening)[:2] == ("reopened", None)
    assert now(later)[:2] == ("closed", 20250102)
    assert now(moved)[2] == 20141231
    assert now(moved)[3].startswith("Parks")
    detail = case_lists.detail(ctx, case_lists.find_number(ctx, moved["unique_key"]))
    assert (detail.topic, detail.place.split(",")[0]) == ("Parks", "Yonkers")
    assert detail.source["row"]["city"] == "Yonkers"
    assert office.store.row("SELECT count(*) FROM case_file WHERE due_at IS NOT NULL") == (0,)
    assert office.store.row("SELECT count(*) FROM review") == (0,)
    assert bring_in(office, write_csv(tmp_path / "casos.csv", rows)).imported == 0


def test_what_this_desk_did_stands(office, tmp_path):
    row = {**sample(1)[0], "closedate": ""}
    bring_in(office, write_csv(tmp_path / "casos.csv", [row]))
    ctx = office.context()
    case = case_lists.find_number(ctx, row["unique_key"])
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="listo")
    cases.move_case(ctx, case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    row["closedate"] = "2019-01-01"
    assert bring_in(office, write_csv(tmp_path / "casos.csv", [row])).imported == 1
    state, cday = office.store.row("SELECT state, cday FROM case_file")
    assert CaseState(state) in FINAL_STATES
    assert cday == TODAY


def test_refolding_gives_the_same_tables(office, tmp_path):
    rows = sample()
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    rows[0]["closedate"] = "2025-01-02" if not rows[0]["closedate"] else ""
    bring_in(office, write_csv(tmp_path / "casos.csv", rows))
    before = dump(office)
    assert len(before["case_file"]) == 200
    with office.store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)
    assert dump(office) == before


@pytest.mark.parametrize("after", [0, 100, 150])
def test_cancelling_leaves_nothing(office, tmp_path, after):
    ctx = office.context()
    before, operations = dump(office), office.store.row("SELECT count(*), max(id) FROM op")
    reading = read_cases(write_csv(tmp_path / "casos.csv", sample(1200)), NYC, ctx.profile, TODAY)
    cancel = CancelToken()

    def progress(done, total):
        assert total == 1200
        if done > after:
            cancel.cancel()

    with pytest.raises(Cancelled):
        write_import(ctx, reading, progress=progress, cancel=cancel)
    assert dump(office) == before
    assert office.store.row("SELECT count(*), max(id) FROM op") == operations
    assert write_import(ctx, reading).imported == 1200


def test_reading_can_be_cancelled(office, tmp_path):
    cancel = CancelToken()
    path = write_csv(tmp_path / "casos.csv", sample(300))
    with pytest.raises(Cancelled):
        read_cases(
            path,
            NYC,
            office.context().profile,
            TODAY,
            cancel=cancel,
            progress=lambda done, total: cancel.cancel(),
        )


def test_types_become_topics_that_reception_is_not_offered(office, tmp_path):
    ctx = office.context()
    own = catalogue.save_topic(ctx, catalogue.TopicForm("Transportation", "consulta")).id
    bring_in(office, write_csv(tmp_path / "casos.csv", sample()))
    assert [topic.id for topic in catalogue.topics(ctx)] == [own]
    assert catalogue.suggest(ctx, "housing") == []
    titles = counts(office, "SELECT title, active FROM topic")
    assert titles == {
        "Transportation": 1, "Housing and Buildings": 0, "@getxlate.Udf_Code_Genera": 0, "Café & té <b>": 0,
    }  # fmt: skip


def test_people_are_created_once_and_their_row_is_personal(office, tmp_path):
    mapping = read_mapping(
        {
            "name": "viejo",
            "columns": {
                "key": "Expediente", "opened": "Ingreso", "subject": "Asunto", "description": "Relato",
                "citizen_name": "Nombre", "citizen_document": "DNI",
            },
            "dates": {"formats": ["%d/%m/%Y %H:%M"]},
        }
    )  # fmt: skip
    path = tmp_path / "casos.csv"
    path.write_text(
        "Expediente;Ingreso;Asunto;Nombre;DNI;Relato\n"
        '1;05/03/2021 17:20;Bache;Ana Núñez;10203040;"primera\r\nsegunda"\n'
        "2;06/03/2021 09:00;Ruido;Ana Núñez;10203040;x\n3;07/03/2021 09:00;Ruido;;;y\n",
        "utf-8",
    )
    assert bring_in(office, path, mapping).imported == 3
    assert bring_in(office, path, mapping).imported == 0
    assert office.store.rows("SELECT name, document FROM citizen") == [("Ana Núñez", "10203040")]
    first = office.store.row("SELECT opened, description, citizen FROM case_file WHERE number = '1'")
    assert datetime.fromtimestamp(first[0], UTC) == datetime(2021, 3, 5, 22, 20, tzinfo=UTC)
    assert first[1] == "primera\nsegunda"
    for (payload,) in office.store.rows("SELECT payload FROM op WHERE entity = 'case'"):
        body = json.loads(payload)
        assert "Núñez" not in json.dumps(body["b"], ensure_ascii=False)
        assert body["pd"]["row"]["Expediente"]


def test_the_role_is_asked_for(office, tmp_path):
    ctx = office.context(Actor(None, "Clara", frozenset({Role.CLERK})))
    reading = read_cases(write_csv(tmp_path / "casos.csv", sample(3)), NYC, ctx.profile, TODAY)
    for act in (preview_import, write_import):
        with pytest.raises(NotAllowed):
            act(ctx, reading)
    assert office.store.row("SELECT count(*) FROM case_file") == (0,)
