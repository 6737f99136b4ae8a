"""Random lives of cases at two or three desks that hear of each other now and then."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import timedelta
from pathlib import Path

from case_rules import ENDS, SQL, TABLE, Told, badge_of, may_follow
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from small_desk import rules_of
from sync_desks import OFFICE, SyncDesk, municipality, share_all

from desktop_app.domain.errors import UserError
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.values import CaseState, Channel, Confirmation, CriticalCriterion, Level, Role
from desktop_app.services import case_lists, cases
from desktop_app.services.access import Actor
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, Desk, RulesCache, epoch

DESKS = st.integers(0, 2)
WHICH = st.integers(0, 30)
STATES = st.sampled_from([state for state in TABLE if state])
PERSON = Actor(bytes(15) + b"\x07", "Rosa", frozenset({Role.SUPERVISOR}))


def context_of(desk: SyncDesk, code: int) -> Context:
    """Return what the services are handed at a desk."""
    here = Desk(ulid_bytes(OFFICE), 1, "Sede central", desk.id, code, f"Ventanilla {code}")
    return Context(desk.store, desk.clock, PERSON, RulesCache(lambda: rules_of(here)))


class Desks(RuleBasedStateMachine):
    """Every desk works on what it knows; bundles travel when they travel."""

    @initialize(count=st.integers(2, 3))
    def begin(self, count: int) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="ventanilla-")
        self.desks = municipality(Path(self.folder.name), count)
        self.contexts = [context_of(desk, code) for code, desk in enumerate(self.desks, 1)]
        self.written: dict[bytes, set[str]] = {}
        self.all: list[bytes] = []

    def teardown(self) -> None:
        if not hasattr(self, "desks"):
            return
        try:
            self.all_hear_of_all()
        finally:
            for desk in self.desks:
                desk.close()
            self.folder.cleanup()

    def context(self, desk: int) -> Context:
        ctx = self.contexts[desk % len(self.contexts)]
        ctx.clock.advance(seconds=1)  # type: ignore[attr-defined]
        return ctx

    def known(self, ctx: Context, which: int) -> bytes | None:
        here = [case for case in self.all if ctx.store.row(SQL, (case,)) is not None]
        return here[which % len(here)] if here else None

    @rule(desk=DESKS, minutes=st.integers(-300, 3_000))
    def time_goes_by(self, desk: int, minutes: int) -> None:
        # Every desk has a clock of its own, and nobody has set them by the same one.
        clock = self.desks[desk % len(self.desks)].clock
        clock.set(clock.now() + timedelta(minutes=minutes))

    @rule(desk=DESKS, level=st.sampled_from(list(Level)))
    def open_case(self, desk: int, level: Level) -> None:
        ctx = self.context(desk)
        form = CaseForm("Poste", "reclamo", Channel.PHONE, level=level, criterion=CriticalCriterion.RISK)
        case = cases.open_case(ctx, form).id
        self.all.append(case)
        self.remember(ctx, case)

    @precondition(lambda self: getattr(self, "all", None))
    @rule(desk=DESKS, which=WHICH, to=STATES, choice=st.integers(0, 6))
    def step(self, desk: int, which: int, to: str, choice: int) -> None:
        ctx = self.context(desk)
        case = self.known(ctx, which)
        if case is None:
            return
        told = self.told(ctx, case)
        options = [*TABLE[told.state].split(), to]
        to = options[choice % len(options)]
        right = may_follow(told.state, to) and not (to == "waiting_citizen" and told.level == "critical")
        try:
            cases.move_case(ctx, case, CaseState(to), reason="Por el citado", confirmation=Confirmation.EMAIL)
        except UserError:
            assert not right
            return
        assert right
        self.remember(ctx, case)
        assert self.told(ctx, case).state == to

    @precondition(lambda self: getattr(self, "all", None))
    @rule(desk=DESKS, which=WHICH, level=st.sampled_from(list(Level)))
    def change_level(self, desk: int, which: int, level: Level) -> None:
        ctx = self.context(desk)
        case = self.known(ctx, which)
        if case is None:
            return
        ended = self.told(ctx, case).state in ENDS
        try:
            cases.change_level(ctx, case, level, "Se vio mejor", CriticalCriterion.RISK)
        except UserError:
            assert ended
            return
        assert not ended
        self.remember(ctx, case)
        assert self.told(ctx, case).level == level.value

    @precondition(lambda self: getattr(self, "all", None))
    @rule(desk=DESKS, which=WHICH, what=st.integers(0, 4))
    def follow(self, desk: int, which: int, what: int) -> None:
        ctx = self.context(desk)
        case = self.known(ctx, which)
        if case is None:
            return
        with contextlib.suppress(UserError):
            (
                lambda: cases.add_note(ctx, case, "Se anota"),
                lambda: cases.log_contact(ctx, case, Channel.PHONE, "Se llamó", answered=True),
                lambda: cases.rate_case(ctx, case, 4),
                lambda: cases.plan_next(ctx, case, "Llamar", ctx.now()),
                lambda: cases.escalate_case(ctx, case, "Urge"),
            )[what]()
        self.remember(ctx, case)

    @rule(giver=DESKS, taker=DESKS)
    def hear(self, giver: int, taker: int) -> None:
        count = len(self.desks)
        if giver % count != taker % count:
            self.desks[taker % count].receive(self.desks[giver % count].bundles())

    # --- what must hold ---------------------------------------------------------------------------

    def events(self, ctx: Context, case: bytes) -> list[tuple[str, str]]:
        """Return the events of a case as a desk shows them: the id and the kind of each."""
        rows = ctx.store.rows(
            "SELECT hex(v.uid), v.kind FROM case_event v JOIN entity e ON e.id = v.case_file WHERE e.uid = ?",
            (case,),
        )
        return [(uid, kind) for uid, kind in rows]

    def remember(self, ctx: Context, case: bytes) -> None:
        self.written.setdefault(case, set()).update(uid for uid, _ in self.events(ctx, case))

    def told(self, ctx: Context, case: bytes) -> Told:
        row = ctx.store.row(SQL, (case,))
        assert row is not None
        return Told(*row)

    @invariant()
    def every_desk_shows_possible_cases(self) -> None:
        for ctx in getattr(self, "contexts", ()):
            for case in self.all:
                if ctx.store.row(SQL, (case,)) is not None:
                    self.look(ctx, case)

    def look(self, ctx: Context, case: bytes) -> None:
        told, shown = self.told(ctx, case), case_lists.detail(ctx, case)
        state = ""
        for event in shown.timeline:
            if event.kind == "open" and event.counted:
                state = str(event.facts["state"])
            elif event.kind == "level" and event.facts["level"] == "critical" and state == "waiting_citizen":
                state = "in_progress" if event.counted else state
            elif event.kind == "move" and event.counted:
                to = str(event.facts["to"])
                # Of what two desks did apart, an end counts whatever the other did, a like step is the same one.
                assert may_follow(state, to) or to in ENDS or to == state
                state = to
        assert told.state == state == shown.line.state.value
        badge = (shown.line.badge.kind.value, shown.line.badge.text)
        assert badge == badge_of(told, epoch(ctx.now()), ctx.zone)
        assert {action.to.value for action in shown.actions} <= set(TABLE[told.state].split())

    def all_hear_of_all(self) -> None:
        for _ in range(2):
            share_all(self.desks)
        first = self.desks[0].digests()
        for desk, ctx in zip(self.desks, self.contexts, strict=True):
            assert desk.digests() == first
            for case, written in self.written.items():
                assert {uid for uid, _ in self.events(ctx, case)} == written
                self.look(ctx, case)
            before = desk.tables()
            desk.refold()
            assert desk.tables() == before


Desks.TestCase.settings = settings(
    max_examples=int(os.environ.get("VENTANILLA_CASE_LIVES", "12")), stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
test_lives_of_cases_at_several_desks = Desks.TestCase
