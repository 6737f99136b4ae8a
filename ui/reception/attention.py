"""An attention while it runs: what is known of it so far. No widgets here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop_app.domain.coach import GRIEVANCES, Tip
from desktop_app.domain.criticality import COMPLAINTS
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.protocol import AttentionFacts, HandOver
from desktop_app.domain.values import (
    UNCLASSIFIED,
    Channel,
    ComplaintKind,
    CriticalCriterion,
    HoldReason,
    Level,
    ReferralState,
    Result,
)
from desktop_app.services.catalogue import Topic
from ui.kit.chosen import Attended
from ui.kit.receivers import Receiver, receiver_from_draft

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionForm, AttentionSaved

_MINUTES_AGO = re.compile(r"-\s*(\d{1,3})")
_HOUR = re.compile(r"(\d{1,2})[:.h](\d{2})")


@dataclass(slots=True)
class OpenAttention(Attended):
    """One citizen being attended. ``started`` is aware; ``slot`` names its draft."""

    slot: str
    channel: Channel
    started: datetime
    original_start: datetime | None = None
    preferential: str | None = None
    complaint_kind: ComplaintKind | None = None
    complaint_aspect: str = ""
    chosen_type: str = ""
    """Request type of the case that was chosen by hand, or taken from the route that its words suggest."""
    bearer: Receiver | None = None
    """Who carries the case, where it is not simply the topic's unit."""
    tips_done: set[Tip] = field(default_factory=set)
    handed: ReferralState = ReferralState.SENT
    holds: list[tuple[HoldReason, int]] = field(default_factory=list)
    hold_since: datetime | None = None
    hold_reason: HoldReason | None = None
    visit: bytes | None = None
    visit_number: int = 1
    after: str = ""
    not_critical: str = ""
    """Why it is not critical though there are signs of it, as the clerk answered."""
    judged: tuple[str, str] | None = None
    """Question and detail about which that was asked; None while nothing was."""
    saving: bool = False
    refusal: tuple[str, str] = ("", "")
    """Field and sentence of why it could not be recorded, until it is changed or recorded anew."""

    @property
    def blank(self) -> bool:
        """Whether nothing was entered yet; the person of a visit that goes on was entered before."""
        asked = self.text.strip() or self.topic or self.detail.strip() or self.place.strip() or self.holds
        return not (asked or (not self.after and (self.name.strip() or self.contact.strip())))

    @property
    def has_place(self) -> bool:
        """Whether it matters where the problem is."""
        return self.opens_case or self.query_type in COMPLAINTS or bool(self.place.strip())

    @property
    def title(self) -> str:
        """What it is about, as far as known."""
        return self.topic.title if self.topic else self.text.strip()

    @property
    def query_type(self) -> str:
        """The type of query: of a case the one chosen by hand, else the topic's, as far as known."""
        if self.chosen_type and self.opens_case:
            return self.chosen_type
        return self.topic.query_type if self.topic is not None else UNCLASSIFIED

    @property
    def complains(self) -> bool:
        """Whether a case is being opened for a complaint, so that its kind is asked (training manual 3.1)."""
        return self.opens_case and self.query_type in GRIEVANCES

    def choose_topic(self, topic: Topic) -> None:
        """Take a topic with all it presets; another one has a type and a unit of its own."""
        if self.topic is None or self.topic.id != topic.id:
            self.chosen_type = ""
        Attended.choose_topic(self, topic)

    def correct_start(self, typed: str, now: datetime) -> bool:
        """Move the start to "-3" (three minutes ago) or "10:35"; the clock's own start is kept.

        Return False, and change nothing, for a text that is no such moment of the last hours.
        """
        from desktop_app.services.reception import LONGEST

        start = _read_start(typed, now)
        if start is None or not timedelta() <= now - start <= LONGEST:
            return False
        if start != self.started:
            self.original_start = self.original_start or self.started
            self.started = start
        return True

    def begin_hold(self, now: datetime) -> None:
        """Have the citizen wait from now on."""
        self.hold_since, self.hold_reason = now, None

    def end_hold(self, now: datetime) -> None:
        """Go on; the wait is kept with its reason."""
        if self.hold_since is not None:
            seconds = max(0, int((now - self.hold_since).total_seconds()))
            self.holds.append((self.hold_reason or HoldReason.OTHER, seconds))
        self.hold_since = self.hold_reason = None

    def next_of_visit(self, slot: str, saved: AttentionSaved, name: str) -> OpenAttention:
        """Return the next question of the same person: its clock starts where this one's ended."""
        return OpenAttention(
            slot, self.channel, saved.ended or self.started, name=name, contact=self.contact,
            given_contact=self.contact, citizen=saved.citizen or self.citizen, no_contact=self.no_contact,
            preferential=self.preferential, visit=self.visit or saved.id,
            visit_number=self.visit_number + 1, after=self.slot,
        )  # fmt: skip

    def facts(self) -> AttentionFacts:
        """Return what the protocol asks for."""
        hand_over = None
        if self.result is Result.REFERRED and self.receiver is not None:
            sent = self.handed is not ReferralState.SENT
            hand_over = HandOver(
                self.receiver.official_name, self.receiver.unit_name, self.receiver.place,
                self.handed if sent else None,
            )  # fmt: skip
        known = self.topic is not None
        return AttentionFacts(
            channel=self.channel,
            need=self.text,
            need_settled=known or (bool(self.text.strip()) and self.result_chosen),
            citizen_known=bool(self.name.strip()),
            outside_capacity=(self.result is Result.REFERRED) if known or self.result_chosen else None,
            hand_over=hand_over,
            doubts_left=self.unanswered,
            hold=(self.hold_reason or HoldReason.OTHER) if self.hold_since else None,
        )

    def form(self, now: datetime) -> AttentionForm:
        """Return what is recorded if it ends now."""
        from desktop_app.services.reception import AttentionForm

        holds = list(self.holds)
        if self.hold_since is not None:
            seconds = max(0, int((now - self.hold_since).total_seconds()))
            holds.append((self.hold_reason or HoldReason.OTHER, seconds))
        result = self.result
        if result is Result.ORIENTED and self.unanswered:
            result = Result.UNANSWERED
        topic = self.topic
        referred = result is Result.REFERRED and self.receiver is not None
        taker = self.receiver if referred else self.bearer if self.opens_case else None
        unit = taker.unit if taker is not None else (topic.unit if topic else None)
        return AttentionForm(
            channel=self.channel,
            started=self.started,
            query_type=self.query_type,
            result=result,
            topic=topic.id if topic else None,
            subject=None if topic else self.text,
            unit=unit,
            citizen=self.citizen,
            who=None if self.citizen is not None else self.name,
            contact=self.contact or None,
            no_contact=self.no_contact and not self.contact.strip(),
            detail=self.detail or None,
            preferential=self.preferential,
            place=self.place if self.has_place else None,
            visit=self.visit,
            holds=tuple(hold for hold in holds if hold[1] > 0),
            original_start=self.original_start,
            level=self.level,
            criterion=self.criterion if result is Result.CRITICAL_CASE else None,
            complaint_kind=self.complaint_kind if self.complains else None,
            complaint_aspect=(self.complaint_aspect or None) if self.complains else None,
            official=taker.official if taker is not None else None,
            referral_state=self.handed if referred else ReferralState.SENT,
            weigh=True,
            not_critical=self.not_critical.strip() or None,
        )

    def to_draft(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "channel": self.channel.value,
            "started": self.started.isoformat(),
            "original_start": self.original_start.isoformat() if self.original_start else None,
            "text": self.text,
            "topic": ulid_text(self.topic.id) if self.topic else None,
            "name": self.name,
            "citizen": ulid_text(self.citizen) if self.citizen else None,
            "contact": self.contact,
            "given_contact": self.given_contact,
            "no_contact": self.no_contact,
            "preferential": self.preferential,
            "place": self.place,
            "visit": ulid_text(self.visit) if self.visit else None,
            "visit_number": self.visit_number,
            "after": self.after,
            "detail": self.detail,
            "result": self.result.value,
            "result_chosen": self.result_chosen,
            "unanswered": self.unanswered,
            "level": self.level.value,
            "criterion": self.criterion.value if self.criterion else None,
            "complaint_kind": self.complaint_kind.value if self.complaint_kind else None,
            "complaint_aspect": self.complaint_aspect,
            "chosen_type": self.chosen_type,
            "bearer": self.bearer.to_draft() if self.bearer is not None else None,
            "receiver": self.receiver.to_draft() if self.receiver is not None else None,
            "handed": self.handed.value,
            "holds": [[reason.value, seconds] for reason, seconds in self.holds],
            "hold_since": self.hold_since.isoformat() if self.hold_since else None,
            "hold_reason": self.hold_reason.value if self.hold_reason else None,
            "not_critical": self.not_critical,
        }  # fmt: skip


def from_draft(slot: str, saved: Mapping[str, Any], topics: Iterable[Topic], now: datetime) -> OpenAttention:
    """Return an attention as it was when its draft was kept; what cannot be read is left out.

    A start of another day is moved to ``now``: that contact is over, only its text is worth keeping.
    """
    reader = _Reader(saved)
    started = reader.moment("started") or now
    if not timedelta() <= now - started < timedelta(hours=11):
        started = now
    wanted = reader.id("topic")
    found = OpenAttention(
        slot,
        Channel(saved["channel"]) if saved.get("channel") in set(Channel) else Channel.IN_PERSON,
        started,
        original_start=reader.moment("original_start"),
        text=reader.text("text"),
        topic=next((topic for topic in topics if topic.id == wanted), None),
        name=reader.text("name"),
        citizen=reader.id("citizen"),
        contact=reader.text("contact"),
        given_contact=reader.text("given_contact"),
        no_contact=bool(saved.get("no_contact")),
        preferential=reader.text("preferential") or None,
        place=reader.text("place"),
        visit=reader.id("visit"),
        visit_number=reader.count("visit_number"),
        after=reader.text("after"),
        detail=reader.text("detail"),
        result_chosen=bool(saved.get("result_chosen")),
        unanswered=bool(saved.get("unanswered")),
        hold_since=reader.moment("hold_since") if started != now else None,
    )
    if saved.get("result") in set(Result):
        found.result = Result(saved["result"])
    if saved.get("level") in set(Level):
        found.level = Level(saved["level"])
    if saved.get("criterion") in set(CriticalCriterion):
        found.criterion = CriticalCriterion(saved["criterion"])
    if saved.get("complaint_kind") in set(ComplaintKind):
        found.complaint_kind = ComplaintKind(saved["complaint_kind"])
    found.complaint_aspect = reader.text("complaint_aspect")
    found.not_critical = reader.text("not_critical")
    found.judged = (found.title, found.detail) if found.not_critical else None
    found.chosen_type = reader.text("chosen_type")
    found.bearer = receiver_from_draft(saved.get("bearer"))
    if saved.get("handed") in set(ReferralState):
        found.handed = ReferralState(saved["handed"])
    if saved.get("hold_reason") in set(HoldReason):
        found.hold_reason = HoldReason(saved["hold_reason"])
    found.holds = [(HoldReason(each[0]), int(each[1])) for each in saved.get("holds") or []]
    found.receiver = receiver_from_draft(saved.get("receiver"))
    return found


def _read_start(typed: str, now: datetime) -> datetime | None:
    typed = typed.strip()
    ago, hour = _MINUTES_AGO.fullmatch(typed), _HOUR.fullmatch(typed)
    if ago is not None:
        return now - timedelta(minutes=int(ago.group(1)))
    if hour is None or int(hour.group(1)) > 23 or int(hour.group(2)) > 59:
        return None
    return now.replace(hour=int(hour.group(1)), minute=int(hour.group(2)), second=0)


class _Reader:
    """Reads values of a draft that an older version may have written."""

    def __init__(self, saved: Mapping[str, Any]) -> None:
        self._saved = saved

    def text(self, name: str) -> str:
        value = self._saved.get(name)
        return value if isinstance(value, str) else ""

    def count(self, name: str) -> int:
        value = self._saved.get(name)
        return value if isinstance(value, int) and value > 0 else 1

    def moment(self, name: str) -> datetime | None:
        value = self._saved.get(name)
        return datetime.fromisoformat(value) if isinstance(value, str) else None

    def id(self, name: str) -> bytes | None:
        value = self._saved.get(name)
        return ulid_bytes(value) if isinstance(value, str) else None
