"""Hand-overs worked on at random by several people: no forbidden state, no event lost, nobody who waits forgotten."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from municipality import MARIA, attention, make_office

from desktop_app.domain import referral_states
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.referral_fold import fold_referral
from desktop_app.domain.values import ReferralState, Result, ReturnReason, Role
from desktop_app.services import directory, reception, referral_lists, referrals, tray, voiding
from desktop_app.services.case_from_referral import CaseFromForm, open_case_from
from desktop_app.services.context import Context
from desktop_app.services.referrals import ReferralForm
from desktop_app.storage.log import entries_of

S = ReferralState
REFUSALS = (ForbiddenTransition, InvalidInput, NotAllowed)
PEOPLE = st.sampled_from(["clerk", "beto", "martin", "rosa", "supervisor"])
WHICH = st.integers(0, 30)


class HandOvers(RuleBasedStateMachine):
    """Two clerks, an official of each of two units, and supervision."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.office = make_office(Path(self.folder.name) / "data")
        ctx = self.office.console
        other = directory.save_unit(ctx, "Rentas").id
        rosa = directory.save_official(ctx, "Rosa Díaz", other).id
        self.units = [self.office.unit, other]
        self.officials = [None, self.office.chief, rosa]
        save = directory.save_user
        save(ctx, "beto", "Beto", frozenset({Role.CLERK}))
        save(ctx, "martin", "Martín", frozenset({Role.OFFICIAL}), official=self.office.official)
        save(ctx, "rosa", "Rosa", frozenset({Role.OFFICIAL}), official=rosa)
        self.all: list[bytes] = []
        self.attentions: dict[bytes, bytes] = {}
        self.states: dict[bytes, ReferralState] = {}
        self.events: dict[bytes, list[str]] = {}

    def teardown(self) -> None:
        """Close the data folder."""
        self.office.installation.close()
        self.folder.cleanup()

    def who(self, login: str) -> Context:
        self.office.clock.advance(seconds=20)
        return self.office.as_user(login)

    def one(self, which: int) -> bytes:
        return self.all[which % len(self.all)]

    def keep(self, referral: bytes) -> None:
        self.all.append(referral)
        self.states[referral] = S.SENT
        self.events[referral] = []

    @rule(login=st.sampled_from(["clerk", "beto"]), unit=st.integers(0, 1), official=st.integers(0, 2))
    def send(self, login: str, unit: int, official: int) -> None:
        """A clerk hands somebody over."""
        form = attention(
            self.office, result=Result.REFERRED, topic=self.office.pothole, query_type="denuncia",
            unit=self.units[unit], official=self.officials[official], citizen=MARIA,
        )  # fmt: skip
        saved = reception.register_attention(self.who(login), form)
        assert saved.referral is not None
        self.attentions[saved.referral] = saved.id
        self.keep(saved.referral)

    @precondition(lambda self: self.all)
    @rule(login=PEOPLE, which=WHICH, to=st.sampled_from(list(S)), reason=st.sampled_from(list(ReturnReason)))
    def answer(self, login: str, which: int, to: ReferralState, reason: ReturnReason) -> None:
        """Somebody answers, whatever it is."""
        ctx, referral = self.who(login), self.one(which)
        offered = referral_lists.detail(ctx, referral).answers
        back = reason if to is S.RETURNED else None
        try:
            referrals.answer(ctx, referral, to, reason=back, comment="Dicho")
        except REFUSALS:
            # What a screen offers is not refused, unless what follows it stands in the way.
            assert to not in offered or referrals.queries.receiver_onward(ctx.store, referral)
        else:
            assert to in offered

    @precondition(lambda self: self.all)
    @rule(login=PEOPLE, which=WHICH)
    def resolve(self, login: str, which: int) -> None:
        """Somebody resolves it on the spot."""
        ctx, referral = self.who(login), self.one(which)
        may = referral_lists.detail(ctx, referral).may_resolve
        try:
            referrals.resolve(ctx, referral, "Se le explicó")
        except REFUSALS:
            assert not may
        else:
            assert may

    @precondition(lambda self: self.all)
    @rule(login=PEOPLE, which=WHICH)
    def make_case(self, login: str, which: int) -> None:
        """Somebody turns it into a case."""
        ctx, referral = self.who(login), self.one(which)
        may = referral_lists.detail(ctx, referral).may_open_case
        try:
            open_case_from(ctx, referral, CaseFromForm("Hueco", "denuncia", citizen=MARIA))
        except REFUSALS:
            assert not may
        else:
            assert may

    @precondition(lambda self: self.all)
    @rule(login=st.sampled_from(["clerk", "beto", "supervisor"]), which=WHICH, unit=st.integers(0, 1))
    def send_on(self, login: str, which: int, unit: int) -> None:
        """Somebody sends on what came back."""
        ctx, referral = self.who(login), self.one(which)
        may = referral_lists.detail(ctx, referral).may_reassign
        try:
            saved = referrals.refer(ctx, ReferralForm(self.units[unit], "Hueco", previous=referral))
        except REFUSALS:
            assert not may
        else:
            assert may
            self.keep(saved.id)

    @precondition(lambda self: len(self.all) > 1)
    @rule(login=PEOPLE, which=WHICH, other=WHICH)
    def link(self, login: str, which: int, other: int) -> None:
        """Somebody says that two are the same need."""
        with contextlib.suppress(*REFUSALS):
            referrals.link(self.who(login), self.one(which), self.one(other))

    @precondition(lambda self: self.attentions)
    @rule(login=PEOPLE, which=WHICH)
    def void(self, login: str, which: int) -> None:
        """Somebody takes the record back."""
        referral = list(self.attentions)[which % len(self.attentions)]
        try:
            voiding.void(self.who(login), self.attentions[referral], "Repetida")
        except REFUSALS:
            return
        assert self.fold(referral).state is S.VOIDED

    def fold(self, referral: bytes):
        """Return a hand-over from its events; the rows must say the same."""
        store = self.office.console.store
        row = store.row("SELECT id FROM entity WHERE uid = ?", (referral,))
        assert row is not None
        return fold_referral(ulid_text(referral), entries_of(store.database.raw(), "referral", row[0]))

    @invariant()
    def every_step_is_of_the_table_and_no_event_is_lost(self) -> None:
        """Compare each hand-over with what it was a step ago."""
        store = self.office.console.store
        for referral in self.all:
            row = store.row("SELECT id FROM entity WHERE uid = ?", (referral,))
            assert row is not None
            events = entries_of(store.database.raw(), "referral", row[0])
            answers = [event for event in events if event.kind == "answer"]
            assert [event.uid for event in events][: len(self.events[referral])] == self.events[referral]
            state = S.SENT
            for event in answers:  # one desk: each saw all before it, none is refused
                to = S(str(event.facts["to"]))
                assert to in referral_states.allowed(state)
                state = to
            found = fold_referral(ulid_text(referral), events)
            assert (found.state, found.refused) == (state, frozenset())
            self.events[referral] = [event.uid for event in events]
            self.states[referral] = state
        for referral in self.all:
            shown = referral_lists.detail(self.office.console, referral)
            assert shown.line.state is self.states[referral]
            own = [entry for entry in shown.history if entry.counted]
            assert len(own) == sum(len(self.events[step.id]) for step in shown.way)

    @invariant()
    def nobody_who_waits_is_forgotten(self) -> None:
        """Whoever waits stands in a list: of those who receive, or of the clerk they came back to."""
        if not self.all:
            return
        ctx = self.office.console
        waiting = {line.id for line in tray.read_tray(ctx).receive}
        assert waiting == {each for each in self.all if self.states[each] is S.SENT}
        back = {
            row.id
            for login in ("clerk", "beto", "supervisor")
            for row in referrals.returned_to_me(self.office.as_user(login))
        }
        for referral in self.all:
            if self.states[referral] in (S.RETURNED, S.NO_ANSWER):
                followed = referral_lists.detail(ctx, referral).onward is not None
                assert (referral in back) != followed
            else:
                assert referral not in back

    @invariant()
    def a_need_goes_on_once_and_its_bounces_are_counted(self) -> None:
        """No hand-over is followed by two that stand; the count grows along the way, and never in a circle."""
        store = self.office.console.store
        rows = store.rows(
            "SELECT e.uid, p.uid, r.bounces, r.state FROM referral r JOIN entity e ON e.id = r.id "
            "LEFT JOIN entity p ON p.id = r.previous"
        )
        before = {uid: previous for uid, previous, _, _ in rows}
        followed = [previous for _, previous, _, state in rows if previous is not None and state != "voided"]
        assert len(followed) == len(set(followed))
        for uid, previous, bounces, _ in rows:
            assert bool(bounces) == (previous is not None)
            seen, at = {uid}, previous
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = before[at]


HandOvers.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
TestHandOvers = HandOvers.TestCase
