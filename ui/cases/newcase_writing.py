"""A case while it is written: what is known of it so far, and its draft. No widgets here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from desktop_app.domain.coach import GRIEVANCES
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.routes import Answer
from desktop_app.domain.values import Channel, ComplaintKind, CriticalCriterion, Level, Result
from desktop_app.services import catalogue, citizens, drafts
from desktop_app.services.citizens import Citizen
from desktop_app.services.considering import Considered
from desktop_app.services.context import Context
from desktop_app.services.newcase import NewCaseForm
from ui.kit.chosen import Attended
from ui.kit.receivers import id_from_draft, receiver_from_draft
from ui.kit.screen import NewCase

SLOTS = "newcase-"


@dataclass(slots=True)
class CaseWriting(Attended):
    """One case that is being written; ``slot`` names its draft, ``chosen_type`` was chosen by hand."""

    results: ClassVar[tuple[Result, ...]] = ()

    slot: str
    subject: str = ""
    chosen_type: str = ""
    channel: Channel = Channel.IN_PERSON
    anonymous: bool = False
    complaint_kind: ComplaintKind | None = None
    complaint_aspect: str = ""
    answers: frozenset[Answer] = field(default_factory=frozenset)
    restored: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    """What it began with: as long as nothing differs there is no draft."""

    @property
    def type_code(self) -> str:
        """The request type: the one chosen by hand, else the topic's; empty while there is neither."""
        return self.chosen_type or (self.topic.query_type if self.topic is not None else "")

    @property
    def about(self) -> str:
        """What the case is called: its subject, else the topic's title or what was typed for it."""
        return self.subject.strip() or (self.topic.title if self.topic is not None else self.text.strip())

    @property
    def complains(self) -> bool:
        """Whether it is a complaint, so that its kind is asked (training manual 3.1)."""
        return self.type_code in GRIEVANCES

    def put_citizen(self, person: Citizen) -> None:
        """Take somebody from the register, with the contact that comes with them."""
        self.name, self.citizen, self.anonymous = person.name, person.id, False
        if not self.contact.strip():
            self.contact = self.given_contact = person.phone or person.email or ""

    def considered(self) -> Considered:
        """Return what is to be thought over."""
        own = "" if self.topic is not None else self.text
        subject = "" if self.topic is not None and self.subject == self.topic.title else self.subject
        return Considered(
            text=". ".join(part.strip() for part in (own, subject, self.detail) if part.strip()),
            query_type=self.type_code,
            level=self.level,
            citizen=self.citizen,
            topic=self.topic.id if self.topic is not None else None,
            title=self.topic.title if self.topic is not None else "",
            place=self.place,
            answers=self.answers,
        )

    def form(self) -> NewCaseForm:
        """Return what the service is handed."""
        receiver = self.receiver
        return NewCaseForm(
            subject=self.about,
            query_type=self.type_code,
            channel=self.channel,
            level=self.level,
            description=self.detail,
            place=self.place,
            topic=self.topic.id if self.topic is not None else None,
            unit=receiver.unit if receiver is not None else None,
            responsible=receiver.official if receiver is not None else None,
            citizen=self.citizen,
            who=self.name if self.citizen is None else "",
            contact=self.contact,
            no_contact=self.no_contact,
            anonymous=self.anonymous,
            complaint_kind=self.complaint_kind if self.complains else None,
            complaint_aspect=(self.complaint_aspect or None) if self.complains else None,
            criterion=self.criterion,
        )

    def content(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        return {
            "text": self.text,
            "topic": ulid_text(self.topic.id) if self.topic is not None else None,
            "subject": self.subject,
            "type": self.chosen_type,
            "channel": self.channel.value,
            "name": self.name,
            "citizen": ulid_text(self.citizen) if self.citizen is not None else None,
            "contact": self.contact,
            "given_contact": self.given_contact,
            "no_contact": self.no_contact,
            "anonymous": self.anonymous,
            "detail": self.detail,
            "place": self.place,
            "level": self.level.value,
            "criterion": self.criterion.value if self.criterion is not None else None,
            "complaint_kind": self.complaint_kind.value if self.complaint_kind is not None else None,
            "complaint_aspect": self.complaint_aspect,
            "receiver": self.receiver.to_draft() if self.receiver is not None else None,
            "answers": sorted(self.answers),
        }

    def changed(self) -> bool:
        """Tell whether anything differs from where it began."""
        return self.content() != self.given


def begin(context: Context, wanted: NewCase) -> CaseWriting:
    """Return what is known, or what was typed for the same beginning before. Runs on a worker."""
    slot = slot_of(wanted)
    writing = CaseWriting(
        slot=slot,
        subject=wanted.subject,
        chosen_type=wanted.query_type if wanted.query_type in context.profile.request_types else "",
        channel=wanted.channel or Channel.IN_PERSON,
        name=wanted.who,
        contact=wanted.contact,
        detail=wanted.description,
        place=wanted.place,
    )
    if wanted.topic is not None and (topic := catalogue.one_topic(context, wanted.topic)) is not None:
        writing.choose_topic(topic)
        writing.subject = writing.subject or topic.title
    if wanted.citizen is not None:
        writing.put_citizen(citizens.get_citizen(context, wanted.citizen))
    writing.given = writing.content()
    found = next((draft for draft in drafts.open_drafts(context) if draft.slot == slot), None)
    if found is not None:
        _fill(context, writing, found.content)
    return writing


def slot_of(wanted: NewCase) -> str:
    """Return the name of the draft for a beginning: another person or e-mail has a draft of its own."""
    if wanted == NewCase():
        return f"{SLOTS}blank"
    return SLOTS + hashlib.sha256(repr(wanted).encode("utf-8", "replace")).hexdigest()[:24]


def _fill(context: Context, writing: CaseWriting, content: Mapping[str, Any]) -> None:
    for name in (
        "text",
        "subject",
        "name",
        "contact",
        "given_contact",
        "detail",
        "place",
        "complaint_aspect",
    ):
        value = content.get(name)
        if isinstance(value, str):
            setattr(writing, name, value)
    topic = id_from_draft(content.get("topic"))
    writing.topic = catalogue.one_topic(context, topic) if topic is not None else None
    kind = str(content.get("type") or "")
    writing.chosen_type = kind if kind in context.profile.request_types else ""
    writing.citizen = id_from_draft(content.get("citizen"))
    writing.no_contact, writing.anonymous = bool(content.get("no_contact")), bool(content.get("anonymous"))
    if content.get("channel") in set(Channel):
        writing.channel = Channel(content["channel"])
    if content.get("level") in set(Level):
        writing.level = Level(content["level"])
    criterion, complaint = content.get("criterion"), content.get("complaint_kind")
    writing.criterion = CriticalCriterion(criterion) if criterion in set(CriticalCriterion) else None
    writing.complaint_kind = ComplaintKind(complaint) if complaint in set(ComplaintKind) else None
    writing.receiver = receiver_from_draft(content.get("receiver"))
    given = content.get("answers")
    known = set(Answer)
    writing.answers = (
        frozenset(Answer(each) for each in given if each in known) if isinstance(given, list) else frozenset()
    )
    writing.restored = True
