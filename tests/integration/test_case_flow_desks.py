"""Random acts on a few cases at two desks that hear of each other now and then: they always agree."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from small_desk import rules_of
from sync_desks import municipality, share_all

from desktop_app.domain.case_states import allowed
from desktop_app.domain.errors import UserError
from desktop_app.domain.extensions import Clock
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.domain.waits import Wait
from desktop_app.services import (
    case_corrections,
    case_duplicates,
    case_extensions,
    case_levels,
    case_pauses,
    case_relations,
    case_writing,
    cases,
)
from desktop_app.services.access import CONSOLE
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, Desk, RulesCache

Act = Callable[[Context, bytes, bytes, random.Random], object]


def _correct(ctx: Context, case: bytes, _other: bytes, chance: random.Random) -> object:
    data = case_corrections.correctable(ctx, case).data
    kind = chance.choice(["reclamo", "consulta", "acceso_informacion", "tramite"])
    return case_corrections.correct_case(ctx, case, replace(data, query_type=kind, place=f"Calle {kind}"))


def _extend(ctx: Context, case: bytes, _other: bytes, chance: random.Random) -> object:
    day = ctx.now().date() + timedelta(days=chance.randrange(60))
    return case_extensions.extend_case(ctx, case, chance.choice(list(Clock)), day, "Motivo")


def _move(ctx: Context, case: bytes, _other: bytes, chance: random.Random) -> object:
    to = chance.choice(list(CaseState))
    return cases.move_case(
        ctx, case, to, reason="Motivo", answer="Listo" if to is CaseState.RESOLVED else None
    )


ACTS: list[Act] = [
    _correct,
    _extend,
    _move,
    lambda ctx, case, other, _: case_duplicates.unite(ctx, case, other),
    lambda ctx, case, _other, _: case_duplicates.part(ctx, case, "No es el mismo"),
    lambda ctx, case, other, _: case_duplicates.relate(ctx, case, other),
    lambda ctx, case, other, _: case_duplicates.unrelate(ctx, case, other),
    lambda ctx, case, _other, chance: case_pauses.pause_case(ctx, case, chance.choice(list(Wait)), "Papeles"),
    lambda ctx, case, _other, chance: case_levels.change_level(
        ctx, case, chance.choice(list(Level)), "Motivo", CriticalCriterion.RISK
    ),
]


@pytest.mark.parametrize("seed", range(6))
def test_desks_agree_no_step_leaves_the_table_and_no_case_is_lost_in_a_circle(tmp_path, seed):
    chance = random.Random(seed)
    desks = municipality(tmp_path, 2)

    def context(at: int) -> Context:
        here = Desk(desks[at].id, 1, "Oficina", desks[at].id, 1, "Ventanilla")
        return Context(desks[at].store, desks[at].clock, CONSOLE, RulesCache(lambda: rules_of(here)))

    contexts = [context(0), context(1)]
    made = []
    for at in range(4):
        desks[0].clock.advance(seconds=60)
        form = CaseForm(f"Caso {at}", "acceso_informacion", Channel.PHONE, Level.COMPLEX)
        made.append(cases.open_case(contexts[0], form).id)
    share_all(desks)
    done = 0
    for _ in range(70):
        at = chance.randrange(2)
        desks[at].clock.advance(seconds=chance.randrange(1, 40_000))
        case, other = chance.choice(made), chance.choice(made)
        before = case_writing.read(contexts[at], case).state
        try:
            chance.choice(ACTS)(contexts[at], case, other, chance)
            done += 1
        except UserError:
            assert case_writing.read(contexts[at], case).state is before
            continue
        after = case_writing.read(contexts[at], case).state
        raised = before is CaseState.WAITING_CITIZEN and after is CaseState.IN_PROGRESS
        assert after is before or after in allowed(before) or raised
        if chance.random() < 0.2:
            share_all(desks)
    share_all(desks)
    assert done > 15
    assert desks[0].digests() == desks[1].digests()
    told = set(desks[0].reviews())
    for ctx in contexts:
        for case in made:
            found = case_writing.read(ctx, case)
            into = found.values.get("duplicate_of")
            if found.state is not CaseState.VOIDED:
                assert into is None
            elif into is not None:
                # Only a circle that was told of may lead back to where it began.
                assert _end(ctx, case) != case or told
            beside = case_relations.related(ctx, case)
            assert case not in {each.id for each in beside.duplicates}


def _end(ctx: Context, case: bytes) -> bytes:
    with ctx.store.transaction() as transaction:
        return case_duplicates.last_of(transaction, case)[0]
