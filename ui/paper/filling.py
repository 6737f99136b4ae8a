"""A paper form while it is typed in: what has been read from it so far. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import UNCLASSIFIED, Channel, CriticalCriterion, Level, ReferralState, Result
from desktop_app.services.catalogue import Topic
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.late import Transcription
from desktop_app.services.reception import AttentionForm
from ui.kit.chosen import Attended
from ui.kit.formats import parse_day, parse_moment
from ui.kit.receivers import id_from_draft, receiver_from_draft

RESULTS = (Result.ORIENTED, Result.REFERRED, Result.CASE_OPENED, Result.CRITICAL_CASE)
"""How a form may say that the attention ended; a question without an answer is an orientation that says so."""

HANDED = (ReferralState.CONFIRMED_BY_PHONE, ReferralState.NO_ANSWER, ReferralState.SENT)
"""What the unit answered, as the form has it; sent: it shall hear of it only now."""

_TEXTS = (
    "number", "day", "start", "end", "text", "name", "document_type", "document", "contact",
    "given_contact", "preferential", "place", "detail", "ticked",
)  # fmt: skip
_KEPT = ("day", "channel", "writer")


@dataclass(slots=True)
class Filling(Attended):
    """What stands in the form; times as they were typed."""

    results = RESULTS

    number: str = ""
    day: str = ""
    start: str = ""
    end: str = ""
    channel: Channel = Channel.IN_PERSON
    writer: bytes | None = None
    ticked: str = ""
    """The type of query that is ticked on the paper; a topic of the catalogue brings its own."""
    document_type: str = ""
    document: str = ""
    preferential: str = ""
    handed: ReferralState = ReferralState.CONFIRMED_BY_PHONE

    @property
    def blank(self) -> bool:
        """Whether nothing was read from the paper yet but what the one before it said as well."""
        return not any(
            getattr(self, name).strip()
            for name in ("start", "end", "text", "name", "document", "contact", "place", "detail")
        )

    @property
    def query_type(self) -> str:
        """The type of query: the topic's, else what the paper says, as far as known."""
        if self.topic is not None:
            return self.topic.query_type
        return self.ticked or UNCLASSIFIED

    def following(self, number: str) -> Filling:
        """Return the next form to type in: day, channel and writer are most likely the same."""
        return Filling(number=number, **{name: getattr(self, name) for name in _KEPT})

    # Times.

    def read_day(self, today: date) -> date | None:
        """Return the day that was typed, or None."""
        return parse_day(self.day, today) if self.day.strip() else None

    def written_day(self, today: date) -> str:
        """Return the day as a date, or what was typed where it is none."""
        day = self.read_day(today)
        return f"{day:%d/%m/%Y}" if day is not None else self.day

    def moment(self, hour: str, now: datetime) -> datetime | None:
        """Return an hour of the day that was typed ("9:05", "905"), local, or None."""
        day = self.read_day(now.date())
        if day is None or not hour.strip() or len(hour.split()) > 1:
            return None
        return parse_moment(f"{day:%d/%m/%Y} {hour}", now)

    def started(self, now: datetime) -> datetime | None:
        """Return when the attention began, or None."""
        return self.moment(self.start, now)

    def ended(self, now: datetime) -> datetime | None:
        """Return when the attention ended, or None."""
        return self.moment(self.end, now)

    # What is recorded.

    def transcription(self, blank: bytes, started: datetime, ended: datetime) -> Transcription:
        """Return what is recorded for the form ``blank``."""
        return Transcription(blank, self.writer, ended, self._attention(started))

    def _attention(self, started: datetime) -> AttentionForm:
        result = self.result
        if result is Result.ORIENTED and self.unanswered:
            result = Result.UNANSWERED
        topic = self.topic
        referred = self.receiver if result is Result.REFERRED else None
        return AttentionForm(
            channel=self.channel,
            started=started,
            query_type=self.query_type,
            result=result,
            topic=topic.id if topic else None,
            subject=None if topic else self.text,
            unit=referred.unit if referred else (topic.unit if topic else None),
            citizen=self._citizen(),
            who=None if self.citizen is not None or self.document.strip() else self.name or None,
            contact=self.contact or None,
            no_contact=self.no_contact and not self.contact.strip(),
            detail=self.detail or None,
            preferential=self.preferential or None,
            level=self.level,
            criterion=self.criterion if result is Result.CRITICAL_CASE else None,
            place=self.place or None,
            official=referred.official if referred else None,
            referral_state=self.handed if referred else ReferralState.SENT,
        )

    def _citizen(self) -> bytes | CitizenForm | None:
        """Return who it is: chosen, or told with a document; a name alone is read where it is recorded."""
        contact, document = self.contact.strip(), self.document.strip()
        if self.citizen is not None or not document:
            return self.citizen
        mail = contact if "@" in contact else None
        return CitizenForm(
            name=self.name,
            document_type=self.document_type or None,
            document=document,
            phone=None if mail else contact or None,
            email=mail,
        )

    # Drafts.

    def to_draft(self, today: date) -> dict[str, Any]:
        """Return it as JSON holds it; "ayer" becomes its date, it will be read on another day."""
        content: dict[str, Any] = {name: getattr(self, name) for name in _TEXTS}
        content |= {name: bool(getattr(self, name)) for name in ("no_contact", "result_chosen", "unanswered")}
        content |= {name: getattr(self, name).value for name in ("channel", "result", "level", "handed")}
        content["day"] = self.written_day(today)
        content["criterion"] = self.criterion.value if self.criterion else None
        content |= {
            name: ulid_text(value) if value is not None else None
            for name, value in (
                ("writer", self.writer),
                ("topic", self.topic.id if self.topic else None),
                ("citizen", self.citizen),
            )
        }
        content["receiver"] = self.receiver.to_draft() if self.receiver is not None else None
        return content


def from_draft(saved: Mapping[str, Any], topics: Iterable[Topic]) -> Filling:
    """Return a form as it was when its draft was kept; what cannot be read is left out."""
    wanted = id_from_draft(saved.get("topic"))
    found = Filling(
        **{name: saved[name] for name in _TEXTS if isinstance(saved.get(name), str)},
        writer=id_from_draft(saved.get("writer")),
        topic=next((topic for topic in topics if topic.id == wanted), None),
        citizen=id_from_draft(saved.get("citizen")),
        receiver=receiver_from_draft(saved.get("receiver")),
    )
    for name in ("no_contact", "result_chosen", "unanswered"):
        setattr(found, name, bool(saved.get(name)))
    choices: tuple[tuple[str, Iterable[StrEnum]], ...] = (
        ("channel", Channel),
        ("result", RESULTS),
        ("level", Level),
        ("handed", HANDED),
        ("criterion", CriticalCriterion),
    )
    for name, kinds in choices:
        value = next((each for each in kinds if each.value == saved.get(name)), None)
        if value is not None:
            setattr(found, name, value)
    return found
