"""Several services in one transaction: all of it is kept, or nothing."""

from __future__ import annotations

import itertools
import threading

import pytest

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import CaseState, Channel, Confirmation, Result
from desktop_app.services import cases, citizens, closing, drafts, reception, undo
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.closing import ClosingForm
from desktop_app.services.reception import AttentionForm


def counts(ctx):
    return {
        table: ctx.store.rows(f"SELECT count(*) FROM {table}")[0][0]
        for table in ("op", "effect", "citizen", "attention", "case_file", "search_queue", "draft", "entity")
    }


def person(ctx, name="Rosa Quispe"):
    return citizens.register_citizen(ctx, CitizenForm(name)).id


def test_inner_transactions_commit_with_the_outer_one(office):
    ctx = office.clerk
    with ctx.store.transaction():
        first, second = person(ctx), person(ctx, "Íñigo Díaz")
    assert citizens.get_citizen(ctx, first).name == "Rosa Quispe"
    assert citizens.get_citizen(ctx, second).name == "Íñigo Díaz"


def test_rows_of_a_joined_part_can_be_read_before_the_end(office):
    ctx = office.clerk
    with ctx.store.transaction():
        rosa = person(ctx)
        assert citizens.get_citizen(ctx, rosa).name == "Rosa Quispe"


def test_a_failure_of_an_inner_part_rolls_all_back(office):
    ctx = office.clerk
    before, position = counts(ctx), ctx.store.journal.position
    with pytest.raises(InvalidInput), ctx.store.transaction():
        person(ctx)
        person(ctx, "   ")
    assert counts(ctx) == before
    assert ctx.store.journal.position == position
    assert ctx.store.lost_tail == 0


def test_a_failure_that_somebody_catches_rolls_all_back_as_well(office):
    ctx = office.clerk
    before = counts(ctx)
    with pytest.raises(RuntimeError, match="nothing of it is kept"), ctx.store.transaction():
        person(ctx)
        with pytest.raises(InvalidInput):
            person(ctx, "   ")
    assert counts(ctx) == before


def test_after_a_failure_nothing_more_is_taken_in(office):
    ctx = office.clerk
    before = counts(ctx)
    with pytest.raises(RuntimeError), ctx.store.transaction():
        with pytest.raises(InvalidInput):
            person(ctx, "   ")
        person(ctx)
    assert counts(ctx) == before
    person(ctx)
    assert counts(ctx)["citizen"] == before["citizen"] + 1


def test_a_failure_of_the_outer_part_takes_local_writes_back(office):
    ctx = office.clerk
    with pytest.raises(ZeroDivisionError), ctx.store.transaction():
        drafts.save_draft(ctx, "one", {"text": "hola"})
        raise ZeroDivisionError
    assert drafts.open_drafts(ctx) == []


def test_the_chain_goes_on_after_a_rollback(office):
    ctx = office.clerk
    with pytest.raises(ZeroDivisionError), ctx.store.transaction():
        person(ctx)
        raise ZeroDivisionError
    person(ctx)
    rows = ctx.store.rows("SELECT seq, hash, previous FROM op ORDER BY seq")
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert all(after[2] == before[1] for before, after in itertools.pairwise(rows))


def test_another_thread_does_not_join(office):
    ctx = office.clerk
    inside, finished = threading.Event(), []

    def other():
        inside.wait(5)
        person(ctx, "Otra Persona")
        finished.append(ctx.store.rows("SELECT count(*) FROM citizen")[0][0])
        ctx.store.close_thread()

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(ZeroDivisionError), ctx.store.transaction():
        inside.set()
        thread.join(0.2)
        assert finished == []
        person(ctx)
        raise ZeroDivisionError
    thread.join(5)
    assert finished == [1]


def test_a_record_takes_its_draft_along(office):
    ctx = office.clerk
    drafts.save_draft(ctx, "one", {"text": "hola"})
    form = AttentionForm(Channel.PHONE, ctx.now(), "informacion", topic=office.hours)
    reception.register_attention(ctx, form, draft="one")
    assert drafts.open_drafts(ctx) == []


def test_a_refused_record_leaves_its_draft(office):
    ctx = office.clerk
    drafts.save_draft(ctx, "one", {"text": "hola"})
    with pytest.raises(InvalidInput):
        reception.register_attention(ctx, AttentionForm(Channel.PHONE, ctx.now(), "informacion"), draft="one")
    assert [draft.content for draft in drafts.open_drafts(ctx)] == [{"text": "hola"}]


def test_a_draft_that_cannot_be_read_hides_no_other(office):
    ctx = office.clerk
    drafts.save_draft(ctx, "one", {"text": "hola"})
    drafts.save_draft(ctx, "two", {"text": "adiós"})
    with ctx.store.local_write() as connection:
        connection.execute("UPDATE draft SET content = '{' WHERE slot LIKE '%one'")
    assert [draft.slot for draft in drafts.open_drafts(ctx)] == ["two"]


def test_taking_back_voids_the_record_and_its_case(office):
    ctx = office.clerk
    form = AttentionForm(
        Channel.PHONE, ctx.now(), "denuncia", Result.CASE_OPENED, topic=office.pothole, unit=office.unit,
        citizen=CitizenForm("Rosa Quispe", phone="999"),
    )  # fmt: skip
    undone = undo.take_back(ctx, reception.register_attention(ctx, form))
    assert undone.changes == {"attention", "case"}
    assert ctx.store.rows("SELECT voided FROM attention") == [(1,)]
    assert ctx.store.rows("SELECT state FROM case_file") == [("voided",)]


def test_taking_back_is_all_or_nothing_when_the_case_went_on(office):
    ctx = office.clerk
    form = AttentionForm(
        Channel.PHONE, ctx.now(), "denuncia", Result.CASE_OPENED, topic=office.pothole, unit=office.unit,
        citizen=CitizenForm("Rosa Quispe", phone="999"),
    )  # fmt: skip
    saved = reception.register_attention(ctx, form)
    cases.move_case(ctx, saved.case, CaseState.RESOLVED, answer="Listo")
    with pytest.raises(Exception, match="ya siguió"):
        undo.take_back(ctx, saved)
    assert ctx.store.rows("SELECT voided FROM attention") == [(0,)]


def resolved(office):
    ctx = office.console
    form = CaseForm("Bache", "denuncia", Channel.PHONE, unit=office.unit, citizen=CitizenForm("Rosa Quispe"))
    case = cases.open_case(ctx, form).id
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="Listo")
    return case


def test_closing_and_opinion_are_one_act(office):
    case = resolved(office)
    with pytest.raises(InvalidInput, match="1 a 5"):
        closing.close_case(office.clerk, case, ClosingForm(Confirmation.PHONE, asked=True, score=9))
    assert office.console.store.rows("SELECT state, score FROM case_file") == [("resolved", None)]
    closing.close_case(office.clerk, case, ClosingForm(Confirmation.PHONE, asked=True, score=4))
    assert office.console.store.rows("SELECT state, score, score_by_handler FROM case_file") == [("closed", 4, 0)]


def test_an_opinion_that_the_handler_enters_is_marked(office):
    from desktop_app.services import directory

    ctx = office.console
    case = resolved(office)
    cases.assign_case(ctx, case, office.unit, office.official)
    user = next(each for each in directory.users(ctx) if each.login == "official")
    directory.save_user(ctx, user.login, user.name, user.roles, official=office.official, user=user.id)
    form = ClosingForm(Confirmation.IN_PERSON, asked=True, score=5)
    closing.close_case(office.as_user("official"), case, form)
    assert ctx.store.rows("SELECT score_by_handler FROM case_file") == [(1,)]
