"""Two desks close, object, rate and hand over without hearing of each other, and agree in the end."""

from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from pathlib import Path

import pytest
from small_desk import rules_of
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.domain.closing_rules import ClosingRules
from desktop_app.domain.errors import UserError
from desktop_app.domain.values import CaseState, Channel, Confirmation, Result, Role
from desktop_app.services import cases, closing, directory, opinions, reception, shifts
from desktop_app.services.access import CONSOLE, Actor
from desktop_app.services.cases import CaseForm
from desktop_app.services.closing import ClosingForm
from desktop_app.services.context import Context, Desk, RulesCache
from desktop_app.services.reception import AttentionForm
from desktop_app.services.shifts import ShiftForm


def context(desk: SyncDesk, actor: Actor | None = None) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    rules = replace(rules_of(here), closing=ClosingRules(gap_minutes=0, every=1))
    return Context(desk.store, desk.clock, actor or CONSOLE, RulesCache(lambda: rules))


def person(desk: SyncDesk, login: str) -> Context:
    user = next(each for each in directory.users(context(desk)) if each.login == login)
    return context(desk, Actor(user.id, user.name, user.roles))


@pytest.fixture
def desks(tmp_path: Path):
    made = municipality(tmp_path, 2)
    ctx = context(made[0])
    unit = directory.save_unit(ctx, "Vías").id
    for login in ("ana", "luis"):
        official = directory.save_official(ctx, login.title(), unit).id
        directory.save_user(ctx, login, login.title(), frozenset({Role.CLERK}), official=official)
    share_all(made)
    yield made
    for desk in made:
        desk.close()


def resolved(desk: SyncDesk, responsible: bytes | None = None) -> bytes:
    ctx = context(desk)
    case = cases.open_case(ctx, CaseForm("Bache", "denuncia", Channel.PHONE, responsible=responsible)).id
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="Listo")
    return case


def official(desk: SyncDesk, name: str) -> bytes:
    return next(each.id for each in directory.officials(context(desk)) if each.name == name)


def agree(desks: list[SyncDesk]) -> None:
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    for desk in desks:
        before = desk.tables()
        desk.refold()
        assert desk.tables() == before


def test_an_objection_that_did_not_hear_of_the_closing_is_kept_and_told(desks):
    one, other = desks
    case = resolved(one)
    share_all(desks)
    closing.close_case(context(one), case, ClosingForm(Confirmation.PHONE, asked=True, score=5))
    other.clock.advance(minutes=3)
    closing.object_to(context(other), case, "Sigue el bache")
    agree(desks)
    assert {desk.state(case) for desk in desks} == {"closed"}
    assert "closed_meanwhile" in " ".join(map(str, one.reviews()))


def test_attempts_of_two_desks_count_together(desks):
    one, other = desks
    case = resolved(one)
    share_all(desks)
    for desk in (one, other, one):
        desk.clock.advance(hours=2)
        closing.log_attempt(context(desk), case, Channel.PHONE)
    agree(desks)
    closing.close_case(context(other), case, ClosingForm(Confirmation.NOT_REACHED))
    agree(desks)
    assert {desk.state(case) for desk in desks} == {"closed"}


def test_two_opinions_on_one_attention_end_as_one(desks):
    one, other = desks
    ctx = context(one)
    form = AttentionForm(Channel.IN_PERSON, ctx.now(), "informacion", Result.ORIENTED, subject="Horario")
    saved = reception.register_attention(ctx, form)
    assert saved.asks
    share_all(desks)
    opinions.rate_attention(context(one), saved.id, 4, "Bien")
    other.clock.advance(minutes=5)
    opinions.rate_attention(context(other), saved.id, 2, "Mal", by_citizen=True)
    agree(desks)
    rows = {tuple(desk.store.rows("SELECT score, opinion FROM attention")) for desk in desks}
    assert rows == {((2, "Mal"),)}


def test_a_shift_handed_over_here_is_received_there(desks):
    one, other = desks
    case = resolved(one, official(one, "Ana"))
    share_all(desks)
    shifts.hand_over(person(one, "ana"), ShiftForm({case: official(one, "Luis")}, "Ojo"))
    agree(desks)
    (told,) = shifts.received(person(other, "luis"))
    assert (told.sender, told.note, [each.id for each in told.cases]) == ("Ana", "Ojo", [case])
    shifts.acknowledge(person(other, "luis"), told.id)
    agree(desks)
    assert shifts.received(person(one, "luis")) == ()


def test_a_shift_undone_here_and_received_there_meanwhile_ends_the_same_on_both(desks):
    one, other = desks
    case = resolved(one, official(one, "Ana"))
    share_all(desks)
    saved = shifts.hand_over(person(one, "ana"), ShiftForm({case: official(one, "Luis")}))
    share_all(desks)
    shifts.undo_shift(person(one, "ana"), saved.shifts)
    shifts.acknowledge(person(other, "luis"), saved.shifts[0])
    agree(desks)
    assert shifts.received(person(other, "luis")) == ()


def something(desks: list[SyncDesk], desk: SyncDesk, case: bytes, chance: random.Random) -> None:
    """Do one of the acts of the ritual at one desk."""
    ctx, act = context(desk), chance.randrange(7)
    if act == 0:
        closing.log_attempt(ctx, case, Channel.PHONE)
    elif act == 1:
        closing.object_to(ctx, case, "No")
    elif act == 2:
        cases.move_case(ctx, case, CaseState.RESOLVED, answer="Listo")
    elif act == 3:
        how = chance.choice(list(Confirmation))
        closing.close_case(ctx, case, ClosingForm(how, asked=True, score=3))
    elif act == 4:
        shifts.hand_over(person(desk, "ana"), ShiftForm({case: official(desk, "Luis")}))
    elif act == 5:
        cases.assign_case(ctx, case, responsible=official(desk, "Ana"))
    else:
        share_all(desks)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_they_do_the_desks_agree(desks, seed):
    chance = random.Random(seed)
    made = [resolved(chance.choice(desks)) for _ in range(3)]
    share_all(desks)
    for _ in range(25):
        desk, case = chance.choice(desks), chance.choice(made)
        desk.clock.advance(minutes=chance.choice((1, 45, 300)))
        # An act that makes no sense any more is refused in words, never half done.
        with contextlib.suppress(UserError):
            something(desks, desk, case, chance)
    agree(desks)
