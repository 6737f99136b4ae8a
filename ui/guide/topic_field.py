"""A field of a form that holds a topic of the catalogue, chosen by typing a few letters of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.services import catalogue
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from ui.guide.fields import Value
from ui.guide.words import kind_word
from ui.kit.operations import Background
from ui.kit.suggest import Choice, SuggestField


class TopicField(SuggestField):
    """The topic is the one last taken from the list, as long as its title stands there untouched."""

    def __init__(self, context: Context, background: Background) -> None:
        def look(typed: str) -> Sequence[Choice]:
            return [_choice(context, topic) for topic in catalogue.suggest(context, typed)]

        nothing = QCoreApplication.translate("Guide", "Ningún tema tiene esas palabras.")
        super().__init__(background, look, empty=nothing)
        self.setPlaceholderText(QCoreApplication.translate("Guide", "Escriba unas letras del tema…"))
        self._known: dict[bytes, Topic] = {}
        self._chosen: Topic | None = None
        self.taken.connect(self._on_taken)

    def offer(self, topics: Iterable[Topic]) -> None:
        """Know these topics by their id, for a draft that names one."""
        self._known = {topic.id: topic for topic in topics}

    def topic(self) -> Topic | None:
        """Return the topic, None when nothing was chosen or the text was changed since."""
        chosen = self._chosen
        return chosen if chosen is not None and self.text() == chosen.title else None

    def value(self) -> Value:
        """Return the topic's id, or None."""
        topic = self.topic()
        return topic.id if topic is not None else None

    def fill(self, value: Value) -> None:
        """Put a topic into it by its id; one that is not known leaves the field empty."""
        self._chosen = self._known.get(value) if isinstance(value, bytes) else None
        self.setText(self._chosen.title if self._chosen is not None else "")

    def _on_taken(self, choice: Choice) -> None:
        if isinstance(choice.value, Topic):
            self._chosen = choice.value
            self._known[choice.value.id] = choice.value
            self.setText(choice.value.title)


def _choice(context: Context, topic: Topic) -> Choice:
    detail = " · ".join(text for text in (kind_word(context, topic), topic.unit_name) if text)
    return Choice(topic, topic.title, detail)
