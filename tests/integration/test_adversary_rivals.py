"""Desks that do rival things without hearing of each other agree, mix nothing up and lose nothing silently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from municipality import MARIA, Office, attention, make_office, opening
from small_desk import rules_of
from sync_desks import OFFICE, SyncDesk, share_all
from sync_desks import municipality as several_desks

from desktop_app.domain import blanks
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.values import CaseState, Channel, ReferralState, Result
from desktop_app.services import (
    cases,
    catalogue,
    citizens,
    directory,
    duplicates,
    late,
    paper,
    questions,
    reception,
    referrals,
    topic_history,
    voiding,
)
from desktop_app.services.access import CONSOLE
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context, Desk, RulesCache, day_number, epoch
from desktop_app.services.late import Transcription
from desktop_app.services.reception import AttentionForm


def context(desk: SyncDesk) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[SyncDesk]]:
    desks = several_desks(tmp_path, 2)
    yield desks
    for desk in desks:
        desk.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def agree(desks: list[SyncDesk]) -> None:
    """Have all desks hear of each other; they and a fresh fold show the same."""
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    before = desks[0].tables()
    desks[0].refold()
    assert desks[0].tables() == before


def test_what_two_desks_told_apart_counts_together(two: list[SyncDesk]) -> None:
    one, other = (context(desk) for desk in two)
    people = sorted(citizens.register_citizen(one, CitizenForm(f"Ana Rojas {at}")).id for at in range(4))
    share_all(two)
    *low, last = people
    duplicates.tell_apart(one, low[0], last)
    two[1].clock.advance(seconds=9)
    duplicates.tell_apart(other, low[1], last)
    agree(two)
    for ctx in (one, other):
        apart = {(pair.one, pair.other) for pair in duplicates.search(ctx).apart}
        assert apart == {(low[0], last), (low[1], last)}
        assert ctx.store.rows("SELECT kind FROM review") == []
    duplicates.forget_apart(one, low[0], last)
    two[1].clock.advance(seconds=9)
    duplicates.tell_apart(other, low[2], last)
    agree(two)
    assert len(duplicates.search(other).apart) == 3  # who adds without having seen it keeps what was there
    two[0].clock.advance(seconds=60)
    duplicates.forget_apart(one, low[0], last)
    agree(two)
    assert len(duplicates.search(other).apart) == 2


def test_rival_answers_to_one_question_do_not_mix(two: list[SyncDesk]) -> None:
    one, other = (context(desk) for desk in two)
    unit = directory.save_unit(one, "Parques").id
    now = epoch(one.now())
    facts = {"number": "1", "office": OFFICE, "channel": "phone", "lday": day_number(one.now()), "lhour": 9,
             "started": now - 60, "ended": now, "result": "oriented", "query_type": "informacion"}  # fmt: skip
    two[0].write("attention", "attend", two[0].fresh(), facts, {"subject": "poda de árboles"}, new=True)
    share_all(two)
    answers = []
    for desk, ctx, form in (
        (two[0], one, catalogue.TopicForm("Poda A", "tramite", unit=unit)),
        (two[1], other, catalogue.TopicForm("Poda B", "denuncia")),
    ):
        desk.clock.advance(seconds=60 if desk is two[1] else 20)
        (asked,) = [each for each in questions.open_questions(ctx) if each.topic is None]
        answers.append(questions.make_topic(ctx, form, asked.keys))
    agree(two)
    sql = "SELECT t.title, a.query_type, a.unit FROM attention a LEFT JOIN topic t ON t.id = a.topic"
    assert one.store.rows(sql) == other.store.rows(sql) == [("Poda B", "denuncia", None)]
    questions.take_back(one, answers[0])
    agree(two)
    assert one.store.rows(sql) == [("Poda B", "denuncia", None)]
    two[1].clock.advance(seconds=60)
    questions.take_back(other, answers[1])
    agree(two)
    assert one.store.rows(sql) == [(None, "informacion", None)]


def test_sheets_that_wait_for_their_days_at_two_desks_are_told_alike(two: list[SyncDesk]) -> None:
    one, other = (context(desk) for desk in two)
    topic = catalogue.save_topic(one, catalogue.TopicForm("Licencia", "tramite", sheet={"cost": "1"})).id
    share_all(two)
    for desk, ctx, days in ((two[0], one, 3), (two[1], other, 5)):
        desk.clock.advance(seconds=20 * days)
        sheet = {"cost": str(days), "valid_from": f"{ctx.now() + timedelta(days=days):%d/%m/%Y}"}
        catalogue.save_topic(ctx, catalogue.TopicForm("Licencia", "tramite", sheet=sheet), topic)
    agree(two)
    for ctx in (one, other):
        days = [(one.now() + timedelta(days=at)).date() for at in range(7)]
        told = [topic_history.topic_on(ctx, topic, day).topic.sheet["cost"] for day in days]
        assert told == ["1", "1", "1", "3", "3", "5", "5"]
        assert [row[0] for row in ctx.store.rows("SELECT kind FROM review")] == ["field"]


@pytest.mark.parametrize("voided_first", [True, False])
def test_voiding_what_the_other_desk_received_is_told(two: list[SyncDesk], voided_first: bool) -> None:
    one, other = (context(desk) for desk in two)
    unit = directory.save_unit(one, "Parques").id
    share_all(two)
    form = AttentionForm(
        Channel.PHONE, one.now(), "informacion", Result.REFERRED, subject="Poda de árboles", unit=unit
    )
    saved = reception.register_attention(one, form)
    assert saved.referral is not None
    share_all(two)
    two[0].clock.advance(seconds=20 if voided_first else 60)
    two[1].clock.set(one.now() + timedelta(seconds=20 if voided_first else -20))
    referrals.answer(other, saved.referral, ReferralState.ACCEPTED)
    voiding.void(one, saved.id, "Me equivoqué")
    agree(two)
    for desk in two:
        assert desk.store.rows("SELECT state FROM referral") == [("voided",)]
        ((kind, told),) = desk.store.rows("SELECT kind, facts FROM review")
        assert (kind, json.loads(told)["to"]) == ("rival_answer", "accepted")


def test_voiding_what_one_has_seen_received_is_no_rivalry(two: list[SyncDesk]) -> None:
    one, other = (context(desk) for desk in two)
    unit = directory.save_unit(one, "Parques").id
    form = AttentionForm(
        Channel.PHONE, one.now(), "informacion", Result.REFERRED, subject="Poda de árboles", unit=unit
    )
    saved = reception.register_attention(one, form)
    assert saved.referral is not None
    share_all(two)
    two[1].clock.advance(seconds=20)
    referrals.answer(other, saved.referral, ReferralState.ACCEPTED)
    share_all(two)
    two[0].clock.advance(seconds=60)
    referrals.answer(one, saved.referral, ReferralState.VOIDED, comment="Ya no hace falta")
    agree(two)
    assert two[1].store.rows("SELECT kind FROM review") == []


def test_a_rival_transcription_that_somebody_works_on_is_not_voided_by_the_way(office: Office) -> None:
    clerk, supervisor = office.clerk, office.as_user("supervisor")
    paper.print_forms(clerk, 1)
    office.clock.advance(hours=3)
    (form,) = paper.forms(clerk)
    started = form.printed + timedelta(minutes=5)
    assert clerk.actor.id is not None
    filled = Transcription(
        form.id, clerk.actor.id, started + timedelta(minutes=4), opening(office, started=started)
    )
    ours = late.transcribe(clerk, filled)
    assert ours.case is not None
    ((written,),) = clerk.store.rows("SELECT payload FROM op WHERE entity = 'attention'")
    rival = new_ulid(clerk.clock.milliseconds())
    facts = json.loads(written)["b"] | {"case": ulid_text(new_ulid(clerk.clock.milliseconds()))}
    with clerk.store.transaction() as transaction:
        transaction.append(
            "attention", "attend", rival, facts, {}, wall_ms=clerk.clock.milliseconds(), author=clerk.actor.id
        )
    cases.move_case(supervisor, ours.case, CaseState.IN_PROGRESS)
    with pytest.raises(ForbiddenTransition, match="ya siguió"):
        late.keep_one(supervisor, form.id, rival)
    assert len(paper.form_of(clerk, form.id).uses) == 2
    assert clerk.store.rows("SELECT state FROM case_file") == [("in_progress",)]
    late.keep_one(supervisor, form.id, ours.id)
    assert [use.attention for use in paper.form_of(clerk, form.id).uses] == [ours.id]


def test_batches_of_one_second_are_not_printed_as_one(office: Office) -> None:
    first, second = (paper.print_forms(office.clerk, 2) for _ in range(2))
    assert len({*first.numbers, *second.numbers}) == 4
    assert paper.reprint(office.clerk, first.key).numbers == first.numbers
    assert [batch.size for batch in paper.batches(paper.forms(office.clerk))] == [2, 2]


def test_why_a_form_was_spoiled_is_kept_with_what_anonymising_removes(office: Office) -> None:
    made = paper.print_forms(office.clerk, 1)
    form = paper.find_form(office.clerk, made.numbers[0])
    paper.spoil(office.clerk, [form.id], "Lo rompió la señora Quispe")
    assert paper.form_of(office.clerk, form.id).reason == "Lo rompió la señora Quispe"
    ((payload,),) = office.clerk.store.rows("SELECT payload FROM op WHERE payload LIKE '%Quispe%'")
    assert "Quispe" not in json.dumps(json.loads(payload)["b"])


def test_the_hour_that_comes_twice_is_no_future(office: Office) -> None:
    zone = ZoneInfo("America/Santiago")
    first = datetime(2026, 4, 5, 2, 50, tzinfo=UTC).astimezone(zone)
    second = first.astimezone(UTC) + timedelta(minutes=15)
    ended = second.astimezone(zone)
    assert ended.replace(tzinfo=None) < first.replace(tzinfo=None)
    reception._check(office.clerk, attention(office, started=first), None, ended)
    with pytest.raises(InvalidInput, match="futuro"):
        reception._check(office.clerk, attention(office, started=ended), None, first)
    blanks.check_moments(first, first + timedelta(minutes=1), ended, ended)
    with pytest.raises(InvalidInput, match="se imprimió"):
        blanks.check_moments(ended, first, ended, ended)


@pytest.mark.parametrize(
    ("who", "contact", "kept"),
    [
        ("María Fernández Ñahui 45678912 maria@correo.pe", "987654321", "987654321 · maria@correo.pe"),
        ("María Fernández Ñahui 45678912 987654321 maria@correo.pe", None, "987654321 · maria@correo.pe"),
        ("987654321", "maria@correo.pe", "maria@correo.pe · 987654321"),
        ("Rosa Quispe rosa@uno.pe", "rosa@dos.pe", "rosa@dos.pe · rosa@uno.pe"),
        ("Rosa Quispe 987654321 rosa@uno.pe", None, "987654321"),
        ("Rosa Quispe rosa@uno.pe", "987654321", "987654321"),
    ],
)
def test_every_way_to_reach_somebody_that_was_typed_is_kept(
    office: Office, who: str, contact: str | None, kept: str
) -> None:
    ctx = office.clerk
    citizens.register_citizen(ctx, MARIA)
    saved = reception.register_attention(ctx, attention(office, who=who, contact=contact))
    ((stored, phone, email),) = ctx.store.rows(
        "SELECT a.contact, c.phone, c.email FROM attention a JOIN entity e ON e.id = a.id "
        "LEFT JOIN citizen c ON c.id = a.citizen WHERE e.uid = ?",
        (saved.id,),
    )
    assert stored == kept
    typed = {word for word in f"{who} {contact or ''}".split() if "@" in word or word == "987654321"}
    assert typed <= {*stored.split(" · "), phone, email}


def test_a_form_that_stood_open_keeps_what_came_from_another_desk(two: list[SyncDesk]) -> None:
    one, other = (context(desk) for desk in two)
    sheet = {"cost": "S/ 1", "term": "5 días"}
    form = catalogue.TopicForm("Licencia", "tramite", synonyms="negocio", sheet=sheet)
    topic = catalogue.save_topic(one, form).id
    told = CitizenForm("Ana Rojas", "dni", "45678912", "999111222")
    person = citizens.register_citizen(one, told).id
    share_all(two)
    seen = catalogue.one_topic(one, topic)
    two[1].clock.advance(seconds=20)
    catalogue.save_topic(
        other, replace(form, synonyms="bodega", sheet={"cost": "S/ 2", "term": "5 días"}), topic
    )
    citizens.update_citizen(other, person, replace(told, phone="977333444"))
    share_all(two)
    two[0].clock.advance(seconds=60)
    catalogue.save_topic(
        one, replace(form, title="Licencias", sheet={**sheet, "term": "3 días"}), topic, seen
    )
    citizens.update_citizen(one, person, replace(told, document="12345678"), told)
    agree(two)
    for ctx in (one, other):
        found = catalogue.one_topic(ctx, topic)
        assert found is not None
        assert (found.title, found.synonyms) == ("Licencias", "bodega")
        assert found.sheet == {"cost": "S/ 2", "term": "3 días"}
        known = citizens.get_citizen(ctx, person)
        assert (known.document_type, known.document, known.phone) == ("dni", "12345678", "977333444")


def test_a_form_that_changes_nothing_writes_nothing(office: Office) -> None:
    ctx = office.as_user("supervisor")
    form = catalogue.TopicForm("Licencia", "tramite", unit=office.unit, sheet={"cost": "S/ 1"})
    topic = catalogue.save_topic(ctx, form).id
    seen = catalogue.one_topic(ctx, topic)
    before = ctx.store.journal.position
    catalogue.save_topic(ctx, form, topic, seen)
    assert ctx.store.journal.position == before
    catalogue.save_topic(ctx, replace(form, sheet={}, unit=None), topic, seen)
    emptied = catalogue.one_topic(ctx, topic)
    assert emptied is not None
    assert (emptied.sheet, emptied.unit) == ({}, None)
