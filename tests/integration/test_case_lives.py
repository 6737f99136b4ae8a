"""Random lives of cases, several people, one desk: the table of states, rights, every event, every badge."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from case_rules import (
    ASSIGNS_CASES,
    ENDS,
    NEED_A_REASON,
    OVER,
    SQL,
    TABLE,
    WORKS_ON_CASES,
    Told,
    badge_of,
    may_follow,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from municipality import Office, make_office
from tables import projections, refold

from desktop_app.domain.errors import NotAllowed, UserError
from desktop_app.domain.values import CaseState, Channel, Confirmation, CriticalCriterion, Level, Role
from desktop_app.services import case_lists, cases
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, epoch

PEOPLE = st.sampled_from([role.value for role in Role])
STATES = st.sampled_from([state for state in TABLE if state])
REASONS = st.sampled_from(["", "Falta un documento"])
CRITERIA = st.none() | st.sampled_from(list(CriticalCriterion))


@dataclass
class Life:
    """What a case should be by now."""

    id: bytes
    state: str = "registered"
    level: str = "simple"
    attempts: int = 0
    events: list[str] = field(default_factory=lambda: ["open"])


class CaseLives(RuleBasedStateMachine):
    """A clerk, an official, a supervisor and an administrator at the same cases."""

    lives: Bundle[Life] = Bundle("lives")
    office: Office

    @initialize()
    def open_the_office(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="ventanilla-")
        self.office = make_office(Path(self.folder.name) / "data")
        self.people: dict[str, Context] = {role.value: self.office.as_user(role.value) for role in Role}
        self.all: list[Life] = []

    @rule(minutes=st.one_of(st.integers(0, 90), st.integers(0, 6_000)))
    def time_goes_by(self, minutes: int) -> None:
        self.office.clock.set(self.office.clock.now() + timedelta(minutes=minutes))

    @rule(
        life=lives,
        clock=st.sampled_from(["internal", "first", "legal", "warn"]),
        minutes=st.integers(-61, 61),
    )
    def a_clock_comes_near(self, life: Life, clock: str, minutes: int) -> None:
        moment = getattr(self.told(life), clock)
        if moment is not None and moment + 60 * minutes > epoch(self.office.clock.now()):
            self.office.clock.set(datetime.fromtimestamp(moment + 60 * minutes, UTC))

    @rule(
        target=lives, who=PEOPLE, level=st.sampled_from(list(Level)), criterion=CRITERIA,
        kind=st.sampled_from(["reclamo", "queja", "denuncia", "acceso_informacion", "consulta"]), unit=st.booleans(),
    )  # fmt: skip
    def open_case(
        self, who: str, level: Level, criterion: CriticalCriterion | None, kind: str, *, unit: bool
    ) -> object:
        form = CaseForm(
            "Poste caído", kind, Channel.PHONE, level=level, criterion=criterion,
            unit=self.office.unit if unit else None, topic=self.office.pothole if unit else None,
        )  # fmt: skip
        right = level is not Level.CRITICAL or criterion is not None
        if not self.expected(
            who, WORKS_ON_CASES, lambda: cases.open_case(self.people[who], form), right=right
        ):
            return multiple()
        life = Life(self.made.id, level=level.value)
        if level is Level.CRITICAL:
            life.events += ["escalate", "plan"]
        self.all.append(life)
        return life

    @rule(
        life=lives, who=PEOPLE, to=STATES, reason=REASONS,
        confirmation=st.none() | st.sampled_from(list(Confirmation)),
    )  # fmt: skip
    def step(self, life: Life, who: str, to: str, reason: str, confirmation: Confirmation | None) -> None:
        confirmed = confirmation not in (None, Confirmation.NOT_REACHED) or life.attempts >= 3
        right = (
            may_follow(life.state, to)
            and not (to == "waiting_citizen" and life.level == "critical")
            and not (to in NEED_A_REASON and not reason)
            and not (to == "closed" and not confirmed)
        )
        ctx = self.people[who]

        def act() -> object:
            return cases.move_case(ctx, life.id, CaseState(to), reason=reason, confirmation=confirmation)

        checked = self.checked(life)
        if self.expected(who, WORKS_ON_CASES, act, right=right, life=life):
            life.state = to
            life.events.append("move")
            if to == "reopened" and life.level == "critical" and not checked:
                life.events.append("plan")

    @rule(life=lives, choice=st.integers(0, 5))
    def rightful_step(self, life: Life, choice: int) -> None:
        options = TABLE[life.state].split()
        if life.state == "in_progress" and life.level != "critical":
            options.insert(0, "waiting_citizen")
        to = options[choice % len(options)]
        if to != "waiting_citizen" or life.level != "critical":
            self.step(life, "official", to, "Falta un documento", Confirmation.PHONE)

    @rule(life=lives, who=PEOPLE, level=st.sampled_from(list(Level)), reason=REASONS, criterion=CRITERIA)
    def change_level(
        self, life: Life, who: str, level: Level, reason: str, criterion: CriticalCriterion | None
    ) -> None:
        right = (
            bool(reason) and life.state not in ENDS and (level is not Level.CRITICAL or criterion is not None)
        )
        ctx, checked = self.people[who], self.checked(life)

        def act() -> object:
            return cases.change_level(ctx, life.id, level, reason, criterion)

        if self.expected(who, WORKS_ON_CASES, act, right=right, life=life) and level.value != life.level:
            life.level = level.value
            life.events.append("level")
            if level is Level.CRITICAL:
                life.events.append("escalate")
                if not checked and life.state != "resolved":
                    life.events.append("plan")
                life.state = "in_progress" if life.state == "waiting_citizen" else life.state

    @rule(life=lives, who=PEOPLE, reason=REASONS)
    def escalate(self, life: Life, who: str, reason: str) -> None:
        ctx, right = self.people[who], bool(reason) and life.state not in ENDS
        if self.expected(
            who, WORKS_ON_CASES, lambda: cases.escalate_case(ctx, life.id, reason), right=right, life=life
        ):
            life.events.append("escalate")

    @rule(life=lives, who=PEOPLE, official=st.booleans())
    def assign(self, life: Life, who: str, *, official: bool) -> None:
        ctx, right = self.people[who], life.state not in ENDS
        person = self.office.official if official else self.office.chief

        def act() -> object:
            return cases.assign_case(ctx, life.id, self.office.unit, person)

        if self.expected(who, ASSIGNS_CASES, act, right=right, life=life):
            life.events.append("assign")

    @rule(life=lives, who=PEOPLE, text=REASONS)
    def note(self, life: Life, who: str, text: str) -> None:
        ctx = self.people[who]
        if self.expected(
            who, WORKS_ON_CASES, lambda: cases.add_note(ctx, life.id, text), right=bool(text), life=life
        ):
            life.events.append("note")

    @rule(life=lives, who=PEOPLE, reached=st.booleans(), answered=st.booleans())
    def contact(self, life: Life, who: str, *, reached: bool, answered: bool) -> None:
        ctx, checked = self.people[who], self.checked(life)

        def act() -> object:
            return cases.log_contact(
                ctx, life.id, Channel.PHONE, "Se llamó", reached=reached, answered=answered
            )

        if self.expected(who, WORKS_ON_CASES, act, right=True, life=life):
            life.attempts += not reached
            life.events.append("contact")
            if life.level == "critical" and life.state not in OVER and not checked:
                life.events.append("plan")

    @rule(life=lives, who=PEOPLE, hours=st.none() | st.integers(1, 40))
    def plan(self, life: Life, who: str, hours: int | None) -> None:
        ctx = self.people[who]
        by = None if hours is None else ctx.now() + timedelta(hours=hours)
        if self.expected(
            who,
            WORKS_ON_CASES,
            lambda: cases.plan_next(ctx, life.id, "Llamar", by),
            right=life.state not in ENDS
            and (life.level != "critical" or life.state in OVER or (hours is not None and hours <= 24)),
            life=life,
        ):
            life.events.append("plan")

    @rule(life=lives, who=PEOPLE, score=st.none() | st.integers(0, 6))
    def rate(self, life: Life, who: str, score: int | None) -> None:
        ctx, right = self.people[who], score is None or 1 <= score <= 5
        if self.expected(
            who, WORKS_ON_CASES, lambda: cases.rate_case(ctx, life.id, score), right=right, life=life
        ):
            life.events.append("rate")

    @rule(who=PEOPLE)
    def read(self, who: str) -> None:
        self.expected(
            who,
            WORKS_ON_CASES,
            lambda: case_lists.page(self.people[who], case_lists.CaseQuery(), 0, 5),
            right=True,
        )

    # --- what must hold ---------------------------------------------------------------------------

    def expected(
        self, who: str, entitled: tuple[str, ...], act: object, *, right: bool, life: Life | None = None
    ) -> bool:
        """Do something; it must succeed exactly when the person may and the rules allow it."""
        before = self.timeline(life) if life else []
        try:
            self.made = act()  # type: ignore[operator]
        except UserError as refusal:
            assert str(refusal)
            assert isinstance(refusal, NotAllowed) is (who not in entitled)
            assert not (right and who in entitled), f"{who} was refused: {refusal}"
            assert not life or self.timeline(life) == before
            return False
        assert who in entitled
        assert right, f"{who} did what the rules forbid"
        assert not life or self.timeline(life)[: len(before)] == before
        return True

    def checked(self, life: Life) -> bool:
        """Tell whether somebody has to look at the case again, later than now."""
        return (self.told(life).check or 0) > epoch(self.office.clock.now())

    def told(self, life: Life) -> Told:
        row = self.office.installation.store.row(SQL, (life.id,))
        assert row is not None
        return Told(*row)

    def timeline(self, life: Life) -> list[tuple[str, str, bool]]:
        detail = case_lists.detail(self.office.console, life.id)
        return [(event.kind, event.author, event.counted) for event in detail.timeline]

    @invariant()
    def cases_are_what_happened_to_them(self) -> None:
        ctx = self.office.console if hasattr(self, "office") else None
        if ctx is None:
            return
        now = epoch(ctx.now())
        for life in self.all:
            told = self.told(life)
            assert (told.state, told.level) == (life.state, life.level)
            assert sorted(kind for kind, _, _ in self.timeline(life)) == sorted(life.events)
            shown = case_lists.detail(ctx, life.id)
            found = (shown.line.badge.kind.value, shown.line.badge.text)
            assert found == badge_of(told, now, ctx.zone)
            if told.level == "critical" and told.state not in OVER:
                assert told.check is not None
            offered = {action.to.value for action in shown.actions}
            assert offered <= set(TABLE[life.state].split())

    @invariant()
    def views_count_what_they_list(self) -> None:
        if not hasattr(self, "office"):
            return
        ctx = self.office.console
        for view, counted in case_lists.view_counts(ctx).items():
            query = case_lists.CaseQuery(view)
            assert len(case_lists.page(ctx, query, 0, 500)) == counted == case_lists.count(ctx, query)

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            store = self.office.installation.store
            before = projections(store)
            refold(store)
            assert projections(store) == before
        finally:
            self.office.installation.close()
            self.folder.cleanup()


CaseLives.TestCase.settings = settings(
    max_examples=int(os.environ.get("VENTANILLA_CASE_LIVES", "25")), stateful_step_count=40, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
test_lives_of_cases = CaseLives.TestCase
