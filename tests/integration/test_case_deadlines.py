"""The clocks of a case as the services carry them agree with an oracle that walks minute by minute."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from random_cases import RandomCase, RandomOffice
from small_desk import make_desk

from desktop_app.domain.values import Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, RulesCache

ROUNDS = int(os.environ.get("VENTANILLA_DEADLINE_CASES", "250"))
SEED = int(os.environ.get("VENTANILLA_DEADLINE_SEED", "2026"))
PER_OFFICE = 25


@pytest.mark.timeout(max(300, ROUNDS))
def test_deadlines_of_random_cases_agree_with_the_minute_oracle(tmp_path: Path) -> None:
    ctx, clock = make_desk(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    wrong, seen = [], 0
    for number in range(0, ROUNDS, PER_OFFICE):
        office = RandomOffice(random.Random(SEED * 1_000_000 + number))
        here = Context(ctx.store, clock, ctx.actor, office.rules(ctx))
        with ctx.store.transaction():
            for _ in range(min(PER_OFFICE, ROUNDS - number)):
                case = RandomCase(here, clock, office)
                for _ in case.steps():
                    seen += 1
                    wrong += [f"{each} :: {case}" for each in case.differences()]
    ctx.store.close()
    assert not wrong, f"{len(wrong)} differences in {seen} events: {wrong[0]}"
    assert seen >= ROUNDS


@pytest.mark.parametrize("lie", ["legal_pausable", "special", "raised"])
def test_the_comparison_sees_an_oracle_that_is_told_something_else(tmp_path: Path, lie: str) -> None:
    ctx, clock = make_desk(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    differs = 0
    for seed in range(8):
        office = RandomOffice(random.Random(seed))
        here = Context(ctx.store, clock, ctx.actor, office.rules(ctx))
        if lie == "special":
            office.minutes.special = {}
        with ctx.store.transaction():
            for _ in range(4):
                case = RandomCase(here, clock, office)
                if lie == "legal_pausable":
                    case.oracle.legal_pausable = not case.oracle.legal_pausable
                for _ in case.steps():
                    if lie == "raised" and case.oracle.raised is not None:
                        case.oracle.raised = case.oracle.opened
                        case.oracle.tell(case.now)
                    differs += bool(case.differences())
    ctx.store.close()
    assert differs


def test_a_raise_in_an_hour_that_comes_twice_starts_its_own_clocks(tmp_path: Path) -> None:
    start = datetime(
        2026, 11, 1, 4, 52, tzinfo=UTC
    )  # 00:52 in Havana; twenty minutes later it is 00:12 there
    ctx, clock = make_desk(tmp_path, start)
    rules = ctx.rules
    havana = replace(rules.profile, zone=ZoneInfo("America/Havana"))
    here = Context(ctx.store, clock, ctx.actor, RulesCache(lambda: replace(rules, profile=havana)))
    case = cases.open_case(here, CaseForm("Gas", "sugerencia", Channel.PHONE)).id
    clock.advance(minutes=20)
    cases.change_level(here, case, Level.CRITICAL, "Huele a gas", CriticalCriterion.RISK)
    first = ctx.store.row("SELECT due_first FROM case_file")
    ctx.store.close()
    assert first == ((start + timedelta(hours=2, minutes=20)).timestamp(),)
