"""Services write the same through a load as through an ordinary store."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from municipality import MARIA, attention, make_office, opening
from tables import chains_hold, projections, refold

from desktop_app.domain.errors import ForbiddenTransition
from desktop_app.domain.operations import new_stream
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    HoldReason,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import cases, citizens, reception, referrals
from desktop_app.storage.bulk import Loader
from desktop_app.storage.bulk_store import BulkLedger, BulkStore

ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
NAMES = {
    "attention": "number", "case_file": "number", "citizen": "name", "referral": "bounces", "office": "code",
    "unit": "name", "official": "name", "topic": "title", "user_account": "login",
}  # fmt: skip
REFERENCES = frozenset(
    "id office author topic unit citizen case_file referral attention responsible official previous "
    "answered_by chief substitute specialised visit".split()
)


def as_users(office, store=None):
    """Return the clerk's, official's and supervisor's contexts, over another store when one is given."""
    found = [office.as_user(login) for login in ("clerk", "official", "supervisor")]
    return [replace(ctx, store=store) for ctx in found] if store is not None else found


def work(office, clerk, official, supervisor):
    """Live through a case with everything, a critical one, and a hand-over that bounces."""
    maria = citizens.register_citizen(clerk, MARIA).id
    case = reception.register_attention(clerk, opening(office, citizen=maria)).case
    office.clock.advance(hours=1)
    cases.move_case(supervisor, case, CaseState.REFERRED, unit=office.unit, responsible=office.official)
    cases.move_case(official, case, CaseState.IN_PROGRESS)
    cases.plan_next(official, case, "Inspección", clerk.now())
    cases.add_note(official, case, "Se pidió el informe.")
    office.clock.advance(hours=2)
    cases.move_case(official, case, CaseState.WAITING_CITIZEN, reason="Foto del lugar")
    office.clock.advance(hours=3)
    cases.move_case(official, case, CaseState.IN_PROGRESS)
    cases.move_case(official, case, CaseState.RESOLVED, answer="Se reparó.", causes=["demora"])
    for _ in range(3):
        cases.log_contact(clerk, case, Channel.PHONE, "No contestó.", reached=False)
        office.clock.advance(hours=1)
    cases.move_case(clerk, case, CaseState.CLOSED, confirmation=Confirmation.NOT_REACHED)
    cases.rate_case(clerk, case, 4, "Bien")
    cases.move_case(clerk, case, CaseState.REOPENED, reason="Sigue igual.")
    with pytest.raises(ForbiddenTransition):
        cases.move_case(clerk, case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    critical = opening(office, result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK, citizen=maria)
    reception.register_attention(clerk, critical)
    sent = reception.register_attention(
        clerk, attention(office, result=Result.REFERRED, unit=office.unit, official=office.chief)
    )
    office.clock.advance(minutes=5)
    referrals.answer(official, sent.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    visit_of_two_questions(office, clerk)
    again = referrals.ReferralForm(unit=office.unit, need="Otra vez", previous=sent.referral)
    referrals.refer(clerk, again, sent.number)


def visit_of_two_questions(office, clerk):
    """Have somebody who goes before their turn ask twice, with waits, the second time in words of their own."""
    waits = ((HoldReason.FINDING_FILE, 40), (HoldReason.OTHER, 65))
    first = reception.register_attention(
        clerk, attention(office, preferential="embarazo", no_contact=True, holds=waits)
    )
    office.clock.advance(minutes=4)
    words = attention(
        office, started=first.ended, visit=first.id, topic=None, subject="carné para mi perro",
        preferential="unspecified",
    )  # fmt: skip
    reception.register_attention(clerk, words)


def told(store):
    """Return every projected row with names in place of ids, which differ at every run."""
    names = {
        number: f"{table} {name}"
        for table, column in NAMES.items()
        for number, name in store.rows(f"SELECT id, {column} FROM {table}")
    }
    found = {}
    for table, rows in projections(store).items():
        if table == "certificate":
            continue
        columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})")]
        found[table] = sorted(
            repr([plain(column, value, names) for column, value in zip(columns, row, strict=True)])
            for row in rows
        )
    return found


def plain(column, value, names):
    if column in REFERENCES and isinstance(value, int):
        return names.get(value, "?")
    if isinstance(value, bytes) or column in ("uid", "stamp"):
        return None
    return ULID.sub("#", value) if isinstance(value, str) else value


def load(office, stream=None):
    """Work through a load, to the own stream or to another one."""
    store = office.installation.store
    with Loader(store, 7) as loader:
        ledger = BulkLedger(loader)
        work(office, *as_users(office, BulkStore(store, ledger, stream or store.journal.stream)))
        ledger.project()
        ledger.keep_numbers(store.journal.stream)
    loader.finish(lambda what, done, total: None)
    store.reload()
    return loader


def test_the_rows_are_those_of_an_ordinary_store(office, tmp_path):
    load(office)
    other = make_office(tmp_path / "other")
    work(other, *as_users(other))
    expected = told(other.installation.store)
    other.installation.close()
    assert told(office.installation.store) == expected
    assert sum(map(len, expected.values())) > 60


def test_what_was_loaded_holds_and_folds_again_to_the_same(office):
    load(office)
    store = office.installation.store
    before = projections(store)
    refold(store)
    assert projections(store) == before
    assert chains_hold(store)
    form = attention(office)
    last = store.rows("SELECT max(number) FROM attention")[0][0]
    assert reception.register_attention(office.clerk, form).number[9:14] > last[9:14]


def test_another_stream_is_a_chain_of_its_own(office):
    store = office.installation.store
    own = store.journal.position
    stream = new_stream(bytes(16))
    loader = load(office, stream)
    assert store.journal.position == own
    counted = store.rows(
        "SELECT count(*), min(seq), max(seq) FROM op JOIN stream s ON s.id = op.stream WHERE s.name = ?",
        (stream,),
    )
    assert counted == [(loader.operations, 1, loader.operations)]
    assert chains_hold(store)


def test_what_was_there_before_the_load_cannot_be_changed_in_it(office):
    case = reception.register_attention(office.clerk, opening(office)).case
    store = office.installation.store
    with Loader(store, 7) as loader:
        _, official, _ = as_users(office, BulkStore(store, BulkLedger(loader), store.journal.stream))
        with pytest.raises(KeyError):
            cases.add_note(official, case, "Tarde")
    loader.finish(lambda what, done, total: None)
