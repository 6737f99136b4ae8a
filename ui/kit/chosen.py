"""What a citizen asked, who they are and how it ended, while it is typed: at the counter, or from a paper form.

What was chosen from a list, and left again by a letter too many, comes back when the letter is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from desktop_app.domain.values import UNCLASSIFIED, CriticalCriterion, Level, Result
from desktop_app.services.catalogue import Topic
from ui.kit.receivers import Receiver

_CASES = frozenset({Result.CASE_OPENED, Result.CRITICAL_CASE})


@dataclass(frozen=True, slots=True)
class Known:
    """A citizen that was chosen, with the contact that came with them."""

    id: bytes
    name: str
    contact: str


@dataclass(slots=True, kw_only=True)
class Attended:
    """What is known of an attention so far; those who hold it add when, by whom and what else they ask."""

    results: ClassVar[tuple[Result, ...]] = tuple(Result)
    """What a topic may set as the way it ends."""

    text: str = ""
    topic: Topic | None = None
    name: str = ""
    citizen: bytes | None = None
    contact: str = ""
    given_contact: str = ""
    """The contact that came with a known citizen, and goes with them."""
    left_citizen: Known | None = None
    left_topic: Topic | None = None
    no_contact: bool = False
    place: str = ""
    detail: str = ""
    result: Result = Result.ORIENTED
    result_chosen: bool = False
    unanswered: bool = False
    level: Level = Level.SIMPLE
    criterion: CriticalCriterion | None = None
    receiver: Receiver | None = None

    @property
    def query_type(self) -> str:
        """The type of query, as far as known."""
        return self.topic.query_type if self.topic else UNCLASSIFIED

    @property
    def opens_case(self) -> bool:
        """Whether it ends in a case."""
        return self.result in _CASES

    def choose_topic(self, topic: Topic) -> None:
        """Take a topic; its presets hold unless a result was chosen by hand."""
        self.topic, self.text = topic, topic.title
        self.level = Level(topic.level) if topic.level in set(Level) else Level.SIMPLE
        if not self.result_chosen:
            self.result = next((each for each in self.results if each == topic.result), Result.ORIENTED)
        if topic.unit is not None:
            self.receiver = Receiver(topic.unit, topic.unit_name)

    def write_text(self, text: str) -> None:
        """Take what was typed into Consulta; other words than the topic's title leave the topic."""
        typed = text.strip()
        if self.topic is not None and typed != self.topic.title:
            self.left_topic, self.topic = self.topic, None
        elif self.topic is None and self.left_topic is not None and typed == self.left_topic.title:
            self.topic = self.left_topic
        self.text = text

    def write_person(self, name: str, contact: str) -> None:
        """Take what was typed: another name is somebody else, who has not the first one's contact."""
        self.contact = contact
        if name == self.name:
            return
        left = self.left_citizen
        if self.citizen is not None:
            self.left_citizen = Known(self.citizen, self.name, self.given_contact)
            self.citizen = None
            if contact == self.given_contact:
                self.contact = ""
        elif left is not None and name == left.name:
            self.citizen, self.given_contact = left.id, left.contact
            self.contact = contact or left.contact
        self.name = name
