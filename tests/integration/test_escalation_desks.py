"""Desks apart write the same notice twice: after they have met it counts once, the same one everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from small_desk import rules_of
from sync_desks import MORNING, OFFICE, SyncDesk, municipality, share_all

from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.values import Channel, CriticalCriterion, Level
from desktop_app.services import case_lists, cases, escalation
from desktop_app.services.access import CONSOLE
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, Desk, RulesCache


def context_of(desk: SyncDesk, code: int) -> Context:
    here = Desk(ulid_bytes(OFFICE), 1, "Sede central", desk.id, code, f"Ventanilla {code}")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


def counted(ctx: Context, case: bytes) -> list[tuple[str, bool]]:
    found = case_lists.detail(ctx, case).timeline
    return [(str(event.facts["cause"]), event.counted) for event in found if event.kind == "escalate"]


def test_what_two_desks_told_apart_counts_once(tmp_path: Path) -> None:
    desks = municipality(tmp_path, 2)
    one, other = (context_of(desk, code) for code, desk in enumerate(desks, 1))
    risk = CriticalCriterion.RISK
    form = CaseForm("Cable", "denuncia", Channel.PHONE, level=Level.CRITICAL, criterion=risk)
    case = cases.open_case(one, form).id
    share_all(desks)
    for minutes in (65, 95):
        for desk, ctx in zip(desks, (one, other), strict=True):
            desk.clock.set(MORNING + timedelta(minutes=minutes))
            assert escalation.sweep(ctx).told == 1
            assert escalation.sweep(ctx).told == 0
    share_all(desks)
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    told = counted(one, case)
    assert told == counted(other, case)
    assert sorted(told) == sorted(
        [("critical", True), *[("first_60", each) for each in (False, True)],
         *[("first_30", each) for each in (False, True)]]
    )  # fmt: skip
    assert [cause for cause, counts in told if counts] == ["critical", "first_60", "first_30"]
    for ctx in (one, other):
        assert escalation.sweep(ctx).told == 0
    for desk in desks:
        before = desk.tables()
        desk.refold()
        assert desk.tables() == before
        desk.close()


def test_a_second_desk_leaves_the_first_one_time_to_tell(tmp_path: Path) -> None:
    desks = municipality(tmp_path, 2)
    one, other = (context_of(desk, code) for code, desk in enumerate(desks, 1))
    case = cases.open_case(one, CaseForm("Hueco", "sugerencia", Channel.PHONE)).id
    share_all(desks)
    due = MORNING + timedelta(hours=48)
    for desk in desks:
        desk.clock.set(due + timedelta(minutes=1))
    assert escalation.sweep(other).told == 0
    assert escalation.sweep(one).told == 1
    share_all(desks)
    desks[1].clock.set(due + timedelta(minutes=20))
    assert escalation.sweep(other).told == 0
    assert counted(other, case) == [("due", True)]
    for desk in desks:
        desk.close()
