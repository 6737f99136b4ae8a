"""Forms for a question that fits no topic: it becomes one, or another word for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import questions
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.questions import OpenQuestion
from ui.guide.fields import LineField
from ui.guide.form import DetailForm
from ui.guide.forms import TopicFormPage
from ui.guide.snapshot import Snapshot
from ui.guide.topic_field import TopicField
from ui.kit.operations import Background
from ui.kit.suggest import Choice


class AskedTopicForm(TopicFormPage):
    """A new topic whose title is what people asked; saving it classifies what was recorded."""

    name = "asked"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(context, submit_hint, parent)
        self._question: OpenQuestion | None = None

    def open_asked(self, question: OpenQuestion, snapshot: Snapshot) -> None:
        """Show the form for a question; what was typed for another one is not meant."""
        if self._question is None or self._question.keys != question.keys:
            self._forget(None)
        self._question = question
        self.open_topic(None, snapshot, question.title)
        self.title.setText(QCoreApplication.translate("Guide", "Nuevo tema de una pregunta"))

    def enter(self) -> None:
        """Put the focus into the title; what is typed there takes the place of the citizen's words."""
        super().enter()
        self.field("title").selectAll()

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what makes the topic and classifies the attentions."""
        context, form = self._context, self.read(values)
        keys = self._question.keys if self._question is not None else frozenset[str]()
        return lambda: questions.make_topic(context, form, keys)


class SynonymForm(DetailForm):
    """The topic that a question belongs to, and the words by which it will be found from now on."""

    name = "synonym"

    def __init__(
        self, context: Context, background: Background, submit_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        self._question: OpenQuestion | None = None
        self.topic = TopicField(context, background)
        self.add("topic", QCoreApplication.translate("Guide", "&Tema"), self.topic)
        self.add(
            "words",
            QCoreApplication.translate("Guide", "&Palabras"),
            LineField(),
            QCoreApplication.translate(
                "Guide",
                "Se agregan a los sinónimos del tema y llegan a todos los equipos: "
                "no deje aquí nombres de personas.",
            ),
        )
        self.topic.taken.connect(self._on_topic)

    def open_question(self, question: OpenQuestion, snapshot: Snapshot) -> None:
        """Show the form for a question."""
        self._forget(None)
        self._question = question
        self.topic.offer(snapshot.topics)
        words = questions.words_to_add(question, "", "")
        title = QCoreApplication.translate("Guide", "«{question}» es otra forma de pedir…")
        self.open_form(title.format(question=question.title), None, {"topic": None, "words": words})

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what adds the words and classifies the attentions."""
        topic = values["topic"]
        if not isinstance(topic, bytes) or self._question is None:
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija el tema de la lista."), field="topic")
        context, keys, words = self._context, self._question.keys, str(values["words"])
        return lambda: questions.add_synonym(context, topic, words, keys)

    def _on_topic(self, choice: Choice) -> None:
        """Leave out the words that the topic is found by already, and go on to them."""
        if isinstance(choice.value, Topic) and self._question is not None:
            topic = choice.value
            self.field("words").fill(questions.words_to_add(self._question, topic.title, topic.synonyms))
            self.field("words").setFocus(Qt.FocusReason.TabFocusReason)
