"""The one write path: rows, operation and search queue together or not at all, and a state that refolds."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import apsw
import pytest
from municipality import MARIA, Office, attention, opening
from tables import chains_hold, everything, projections, refold

from desktop_app.domain.ids import new_ulid, ulid_bytes, ulid_text
from desktop_app.domain.operations import redact_payload
from desktop_app.domain.values import (
    CaseState,
    CriticalCriterion,
    Level,
    ReferralState,
    Result,
)
from desktop_app.services import (
    case_lists,
    cases,
    catalogue,
    citizens,
    directory,
    reception,
    referrals,
    settings,
)
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage import search
from desktop_app.storage.queries import health


def a_case(office: Office) -> bytes:
    case = reception.register_attention(office.clerk, opening(office)).case
    assert case is not None
    return case


def a_referral(office: Office) -> bytes:
    form = attention(office, result=Result.REFERRED, unit=office.unit, official=office.official)
    referral = reception.register_attention(office.clerk, form).referral
    assert referral is not None
    return referral


# (what is written, how it is prepared, the operations it adds by entity and kind, kinds of queue rows)
Written = tuple[Callable[[Office], Any], Callable[[Office, Any], Any], list[str], set[str]]


def _nothing(office: Office) -> None:
    del office


WRITES: dict[str, Written] = {
    "attention": (
        _nothing, lambda o, _: reception.register_attention(o.clerk, attention(o)),
        ["attention.attend"], {"attention"},
    ),
    "attention with case and new citizen": (
        _nothing, lambda o, _: reception.register_attention(o.clerk, opening(o)),
        ["citizen.set", "attention.attend", "case.open"], {"attention", "case", "citizen"},
    ),
    "critical case": (
        _nothing,
        lambda o, _: reception.register_attention(
            o.clerk, opening(o, result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK)
        ),
        ["citizen.set", "attention.attend", "case.open", "case.escalate", "case.plan"],
        {"attention", "case", "citizen"},
    ),
    "attention with hand-over": (
        _nothing,
        lambda o, _: reception.register_attention(o.clerk, attention(o, result=Result.REFERRED, unit=o.unit)),
        ["attention.attend", "referral.refer"], {"attention"},
    ),
    "void": (
        lambda o: reception.register_attention(o.clerk, attention(o)).id,
        lambda o, a: reception.void_attention(o.clerk, a, "Duplicada"), ["attention.void"], {"attention"},
    ),
    "answer": (
        a_referral, lambda o, r: referrals.answer(o.as_user("official"), r, ReferralState.ACCEPTED),
        ["referral.answer"], set(),
    ),
    "step": (
        a_case, lambda o, c: cases.move_case(o.clerk, c, CaseState.IN_PROGRESS), ["case.move"], {"case"},
    ),
    "level": (
        a_case, lambda o, c: cases.change_level(o.clerk, c, Level.CRITICAL, "Riesgo", CriticalCriterion.RISK),
        ["case.level", "case.escalate", "case.plan"], {"case"},
    ),
    "note": (a_case, lambda o, c: cases.add_note(o.clerk, c, "Se llamó"), ["case.note"], {"case"}),
    "citizen": (
        _nothing, lambda o, _: citizens.register_citizen(o.clerk, MARIA), ["citizen.set"], {"citizen"},
    ),
    "citizen's new telephone": (
        lambda o: citizens.register_citizen(o.clerk, MARIA).id,
        lambda o, c: citizens.update_citizen(o.clerk, c, CitizenForm("María Fernández Ñahui", phone="987")),
        ["citizen.set"], {"citizen"},
    ),
    "topic": (
        _nothing, lambda o, _: catalogue.save_topic(o.console, catalogue.TopicForm("Poda", "tramite")),
        ["topic.set"], set(),
    ),
    "official": (
        _nothing, lambda o, _: directory.save_official(o.console, "Rosa Díaz", o.unit), ["official.set"], set(),
    ),
    "holiday": (
        _nothing, lambda o, _: settings.set_day(o.console, date(2026, 11, 3), "Aniversario"),
        ["calendar_day.set"], set(),
    ),
    "settings": (
        _nothing, lambda o, _: settings.change_settings(o.console, {"x.one": 1, "x.two": [2]}),
        ["setting.set", "setting.set"], set(),
    ),
}  # fmt: skip


class PulledPlug(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("name", WRITES)
def test_a_write_is_whole_or_absent_wherever_it_is_cut_off(office: Office, name: str) -> None:
    prepare, write, operations, queued = WRITES[name]
    subject = prepare(office)
    store = office.installation.store
    search.flush_all(store)
    before = everything(store)
    connection = store.database.raw()
    cut = 0
    while True:
        cut += 1
        left = [cut]

        def trace(_cursor: apsw.Cursor, sql: str, _bindings: object, left: list[int] = left) -> bool:
            if store.database.raw().in_transaction or sql.startswith("BEGIN"):
                left[0] -= 1
                if left[0] == 0:
                    raise PulledPlug
            return True

        connection.exec_trace = trace
        try:
            write(office, subject)
        except PulledPlug:
            connection.exec_trace = None
            assert not connection.in_transaction
            assert everything(store) == before, f"statement {cut} left something behind"
            continue
        finally:
            connection.exec_trace = None
        break
    after = everything(store)
    assert cut > 4, "the write was never cut off"
    assert [f"{row[7]}.{row[6]}" for row in after["op"][len(before["op"]) :]] == operations
    assert len(after["effect"]) - len(before["effect"]) == len(operations)
    assert {row[1] for row in after["search_queue"]} == queued
    assert any(after[table] != before[table] for table in projections(store))
    assert chains_hold(store)
    refold(store)
    assert {table: after[table] for table in projections(store)} == {
        table: everything(store)[table] for table in projections(store)
    }


def test_a_failure_in_the_middle_of_a_transaction_takes_everything_back(office: Office) -> None:
    store = office.installation.store
    before = everything(store)

    def write_half() -> None:
        with store.transaction() as transaction:
            citizens.create_citizen(office.clerk, transaction, MARIA)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert everything(store) == before
    saved = citizens.register_citizen(office.clerk, MARIA)
    assert citizens.get_citizen(office.clerk, saved.id).name == MARIA.name
    assert chains_hold(store)


def payload_of(office: Office, kind: str) -> dict[str, Any]:
    row = office.installation.store.row("SELECT payload FROM op WHERE kind = ? ORDER BY id DESC", (kind,))
    assert row is not None
    body: dict[str, Any] = json.loads(row[0])
    return body


def last_uid(office: Office) -> str:
    row = office.installation.store.row("SELECT uid FROM op ORDER BY id DESC LIMIT 1")
    assert row is not None
    return ulid_text(row[0])


def test_an_edit_names_the_writes_it_saw_field_by_field(office: Office) -> None:
    citizen = citizens.register_citizen(office.clerk, MARIA).id
    first = ulid_text(citizen)
    citizens.update_citizen(office.clerk, citizen, CitizenForm(MARIA.name, "dni", "45678912", "111"))
    second = last_uid(office)
    assert payload_of(office, "set")["b"]["bases"] == {"phone": [first]}
    citizens.update_citizen(office.clerk, citizen, CitizenForm("María F. Ñahui", "dni", "45678912", "222"))
    assert payload_of(office, "set")["b"]["bases"] == {"name": [first], "phone": [second]}
    assert payload_of(office, "set")["pd"]["set"] == {"name": "María F. Ñahui", "phone": "222"}


def test_an_edit_that_changes_nothing_writes_nothing(office: Office) -> None:
    citizen = citizens.register_citizen(office.clerk, MARIA).id
    before = everything(office.installation.store)
    citizens.update_citizen(office.clerk, citizen, MARIA)
    assert everything(office.installation.store) == before


def test_case_events_name_what_they_saw(office: Office) -> None:
    case = a_case(office)
    cases.add_note(office.clerk, case, "uno")
    assert payload_of(office, "note")["b"]["parents"] == [ulid_text(case)]
    seen = last_uid(office)
    cases.move_case(office.clerk, case, CaseState.IN_PROGRESS)
    assert payload_of(office, "move")["b"]["parents"] == [seen]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=3), timedelta(days=3650)])
def test_an_edit_beats_what_it_saw_although_the_clock_went_back(office: Office, back: timedelta) -> None:
    citizen = citizens.register_citizen(office.clerk, MARIA).id
    case = a_case(office)
    office.clock.set(office.clock.now() - back)
    citizens.update_citizen(office.clerk, citizen, CitizenForm("María Cambiada"))
    assert citizens.get_citizen(office.clerk, citizen).name == "María Cambiada"
    cases.move_case(office.clerk, case, CaseState.IN_PROGRESS)
    assert case_lists.detail(office.clerk, case).line.state is CaseState.IN_PROGRESS
    stamps = office.installation.store.rows(
        "SELECT stamp FROM op WHERE target = (SELECT id FROM entity WHERE uid = ?) ORDER BY id", (citizen,)
    )
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == 2


def test_redacting_personal_data_leaves_the_chain_whole_and_the_state_without_it(office: Office) -> None:
    citizen = citizens.register_citizen(office.clerk, MARIA).id
    citizens.update_citizen(office.clerk, citizen, CitizenForm("Otro nombre"))
    store = office.installation.store
    with store.local_write() as connection:
        rows = connection.execute(
            "SELECT op.id, op.payload FROM op JOIN entity e ON e.id = op.target WHERE e.uid = ?", (citizen,)
        ).fetchall()
        assert len(rows) == 2
        for number, payload in rows:
            connection.execute(
                "UPDATE op SET payload = ? WHERE id = ?", (redact_payload(str(payload)), number)
            )
    assert chains_hold(store)
    refold(store)
    found = citizens.get_citizen(office.clerk, citizen)
    assert (found.name, found.document, found.phone) == ("", None, None)
    remaining = " ".join(row[0] for row in store.rows("SELECT payload FROM op"))
    assert "Ñahui" not in remaining
    assert "45678912" not in remaining


@pytest.mark.parametrize("column", ["hash", "payload", "previous", "kind", "stamp", "author", "payload_hash"])
def test_a_changed_operation_shows(office: Office, column: str) -> None:
    a_case(office)
    store = office.installation.store
    row = store.row(f"SELECT id, {column} FROM op WHERE author IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET 1")
    assert row is not None
    changed = {
        "hash": lambda value: bytes([value[0] ^ 1]) + value[1:], "previous": lambda value: bytes(32),
        "payload_hash": lambda value: bytes(32), "kind": lambda value: "note", "stamp": lambda value: value + 1,
        "author": lambda value: value - 1, "payload": lambda value: value.replace('"channel":"', '"channel":"x'),
    }[column](row[1])  # fmt: skip
    assert changed != row[1]
    assert chains_hold(store)
    with store.local_write() as connection:
        connection.execute(f"UPDATE op SET {column} = ? WHERE id = ?", (changed, row[0]))
    assert not chains_hold(store)


def test_a_removed_operation_shows(office: Office) -> None:
    a_case(office)
    store = office.installation.store
    with store.local_write() as connection:
        connection.execute("DELETE FROM op WHERE seq = 5")
    assert not chains_hold(store)


def test_a_changed_projection_is_found_and_nothing_is_repaired_behind_ones_back(office: Office) -> None:
    case = a_case(office)
    store = office.installation.store
    assert health.refolded_differences(store) == []
    with store.local_write() as connection:
        connection.execute("UPDATE case_file SET subject = 'otro'")
        connection.execute("DELETE FROM case_event WHERE kind = 'open'")
    before = everything(store)
    assert health.refolded_differences(store) == ["case_file", "case_event"]
    assert everything(store) == before
    cases.add_note(office.clerk, case, "sigue escribiendo")
    assert chains_hold(store)


def test_the_queue_is_flushed_before_a_search_that_must_see_it(office: Office) -> None:
    store = office.installation.store
    search.flush_all(store)
    citizen = citizens.register_citizen(office.clerk, MARIA).id
    assert search.pending(store) == 1
    assert [found.id for found in citizens.recognise(office.clerk, "ñahui mar")] == [citizen]
    assert search.pending(store) == 0


def test_a_thing_that_nobody_wrote_about_has_no_row(office: Office) -> None:
    stranger = new_ulid(1)
    form = attention(office, citizen=stranger)
    saved = reception.register_attention(office.clerk, form)
    store = office.installation.store
    assert store.row("SELECT count(*) FROM citizen") == (0,)
    assert store.row("SELECT count(*) FROM entity WHERE uid = ?", (stranger,)) == (1,)
    assert [row.id for row in reception.today(office.clerk)] == [saved.id]
    assert ulid_bytes(ulid_text(stranger)) == stranger
