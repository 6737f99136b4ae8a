"""Random days at the desk: whatever the services are asked, the tables are what the operations say."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from municipality import Office, make_office
from tables import chains_hold, projections, refold

from desktop_app.domain.errors import UserError
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    HoldReason,
    Level,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import case_lists, cases, catalogue, citizens, directory, reception, referrals
from desktop_app.services import settings as settings_service
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
PEOPLE = st.builds(CitizenForm, TEXTS, st.none(), st.none() | TEXTS, st.none() | TEXTS)


@contextlib.contextmanager
def refused_in_words() -> Iterator[None]:
    """Let a service refuse, as long as it says why."""
    try:
        yield
    except UserError as refusal:
        if not str(refusal):
            raise


class DaysAtTheDesk(RuleBasedStateMachine):
    """Clerks, officials and administrators at work; the clock runs, stands and sometimes goes back."""

    known_cases: Bundle[bytes] = Bundle("known_cases")
    known_people: Bundle[bytes] = Bundle("known_people")
    known_referrals: Bundle[bytes] = Bundle("known_referrals")
    known_attentions: Bundle[bytes] = Bundle("known_attentions")

    office: Office

    @initialize()
    def open_the_office(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="ventanilla-")
        self.office = make_office(Path(self.folder.name) / "data")
        self.clerk = self.office.clerk

    @rule(minutes=st.integers(-3_000, 10_000))
    def time_goes_by(self, minutes: int) -> None:
        self.office.clock.set(self.office.clock.now() + timedelta(minutes=minutes))

    @rule(target=known_people, form=PEOPLE)
    def register_person(self, form: CitizenForm) -> Any:
        with refused_in_words():
            return citizens.register_citizen(self.clerk, form).id
        return multiple()

    @rule(person=known_people, form=PEOPLE)
    def correct_person(self, person: bytes, form: CitizenForm) -> None:
        with refused_in_words():
            citizens.update_citizen(self.clerk, person, form)

    @rule(
        target=known_attentions, channel=st.sampled_from(Channel), subject=TEXTS, person=st.none() | known_people,
        holds=st.lists(st.tuples(st.sampled_from(HoldReason), st.integers(0, 900)), max_size=2),
        detail=st.none() | TEXTS,
    )  # fmt: skip
    def attend(self, channel: Channel, subject: str, person: Any, holds: list[Any], detail: Any) -> Any:
        started = self.office.clock.now() - timedelta(minutes=3)
        form = AttentionForm(
            channel,
            started,
            "informacion",
            subject=subject,
            citizen=person,
            holds=tuple(holds),
            detail=detail,
        )
        with refused_in_words():
            return reception.register_attention(self.clerk, form).id
        return multiple()

    @rule(attention=known_attentions, reason=TEXTS)
    def void(self, attention: bytes, reason: str) -> None:
        with refused_in_words():
            reception.void_attention(self.clerk, attention, reason)

    @rule(
        target=known_cases,
        person=PEOPLE,
        critical=st.booleans(),
        level=st.sampled_from([Level.SIMPLE, Level.COMPLEX]),
    )
    def open_case(self, person: CitizenForm, critical: bool, level: Level) -> Any:
        form = AttentionForm(
            Channel.PHONE, self.office.clock.now() - timedelta(minutes=2), "denuncia",
            Result.CRITICAL_CASE if critical else Result.CASE_OPENED, topic=self.office.pothole, unit=self.office.unit,
            citizen=person, no_contact=True, level=level, criterion=CriticalCriterion.RISK if critical else None,
        )  # fmt: skip
        with refused_in_words():
            return reception.register_attention(self.clerk, form).case
        return multiple()

    @rule(
        case=known_cases, to=st.sampled_from(CaseState), reason=st.none() | TEXTS,
        confirmation=st.none() | st.sampled_from(Confirmation),
    )  # fmt: skip
    def move(self, case: bytes, to: CaseState, reason: Any, confirmation: Any) -> None:
        with refused_in_words():
            cases.move_case(self.clerk, case, to, reason=reason, confirmation=confirmation)

    @rule(case=known_cases, level=st.sampled_from(Level), reason=TEXTS)
    def change_level(self, case: bytes, level: Level, reason: str) -> None:
        with refused_in_words():
            cases.change_level(self.clerk, case, level, reason, CriticalCriterion.VULNERABLE)

    @rule(case=known_cases, text=TEXTS, what=st.integers(0, 4), yes=st.booleans())
    def follow(self, case: bytes, text: str, what: int, yes: bool) -> None:
        with refused_in_words():
            if what == 0:
                cases.add_note(self.clerk, case, text)
            elif what == 1:
                cases.log_contact(self.clerk, case, Channel.EMAIL, text, reached=yes, answered=yes)
            elif what == 2:
                cases.plan_next(self.clerk, case, text, self.office.clock.now() if yes else None)
            elif what == 3:
                cases.rate_case(self.clerk, case, 4 if yes else None, text, by_handler=yes)
            else:
                cases.assign_case(
                    self.office.console, case, self.office.unit, self.office.chief if yes else None
                )

    @rule(target=known_referrals, need=TEXTS, previous=st.none() | known_referrals)
    def refer(self, need: str, previous: Any) -> Any:
        form = referrals.ReferralForm(self.office.unit, need, self.office.official, previous=previous)
        with refused_in_words():
            return referrals.refer(self.clerk, form).id
        return multiple()

    @rule(
        referral=known_referrals,
        to=st.sampled_from(ReferralState),
        reason=st.none() | st.sampled_from(ReturnReason),
    )
    def answer(self, referral: bytes, to: ReferralState, reason: Any) -> None:
        with refused_in_words():
            referrals.answer(self.office.as_user("official"), referral, to, reason=reason, comment="Sí")

    @rule(title=TEXTS, again=st.booleans())
    def change_catalogue(self, title: str, again: bool) -> None:
        form = catalogue.TopicForm(title, "tramite", unit=self.office.unit, sheet={"cost": title})
        with refused_in_words():
            catalogue.save_topic(self.office.console, form, self.office.pothole if again else None)
            directory.save_unit(self.office.console, title, unit=self.office.unit if again else None)

    @rule(value=st.none() | st.integers(-5, 5) | TEXTS)
    def change_setting(self, value: Any) -> None:
        settings_service.change_settings(self.office.console, {"any.setting": value})

    @rule()
    def look_around(self) -> None:
        case_lists.page(self.clerk, case_lists.CaseQuery(view="all"), 0, 50)
        counts = case_lists.view_counts(self.clerk)
        assert counts["open"] == case_lists.count(self.clerk, case_lists.CaseQuery())

    @rule()
    def start_anew(self) -> None:
        store = self.office.installation.store
        position = store.journal.position
        store._journal = None
        assert store.journal.position == position
        assert store.lost_tail == 0

    @invariant()
    def no_transaction_is_left_open(self) -> None:
        if hasattr(self, "office"):
            assert not self.office.installation.store.database.raw().in_transaction

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            store = self.office.installation.store
            before = projections(store)
            assert chains_hold(store)
            refold(store)
            assert projections(store) == before
        finally:
            self.office.installation.close()
            self.folder.cleanup()


DaysAtTheDesk.TestCase.settings = settings(
    max_examples=12, stateful_step_count=30, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
test_days_at_the_desk = DaysAtTheDesk.TestCase
