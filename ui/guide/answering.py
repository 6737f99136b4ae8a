"""What is done to a row of the guide with one key, and taken back with another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import Channel
from desktop_app.services import catalogue, questions
from desktop_app.services.access import Permission
from desktop_app.services.catalogue import Pinned, Topic
from desktop_app.services.context import Context
from desktop_app.services.questions import Answered, Dismissed, OpenQuestion
from ui.guide.hints import TOPICS
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import RECEPTION, StartAttention, Tools

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen

_KEY = "guide-pin"
_BRIEF = 40


def brief(title: str) -> str:
    """Return a title that leaves a message on its one line."""
    return title if len(title) <= _BRIEF else f"{title[: _BRIEF - 1].rstrip()}…"


class Answering(QObject):
    """Digits, answers to questions, and what can be undone for ten seconds."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self._back: Callable[[], Any] | None = None
        self._asked: tuple[bytes, int] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SECONDS * 1000)
        self._wait.timeout.connect(self._forget)

    def attend(self) -> None:
        """Go to Recepción with the current topic."""
        topic = self._screen.topic()
        may = self._context.actor.may(Permission.RECORD_ATTENTION)
        if topic is not None and topic.active and may:
            self._screen.go.emit(RECEPTION, StartAttention(Channel.IN_PERSON, topic=topic.id))

    # Questions.

    def question(self) -> OpenQuestion | None:
        """Return the current question that fits no topic."""
        row = self._screen.current()
        return row if isinstance(row, OpenQuestion) and row.topic is None else None

    def dismiss(self) -> None:
        """Put the current question aside, or take up again one that was."""
        question = self.question()
        if question is None or not self._screen.may_topics:
            return
        context, keys, back = self._context, question.keys, question.aside

        def done(_done: Dismissed) -> None:
            words = (
                QCoreApplication.translate("Guide", "Otra vez en la lista: «{title}».")
                if back
                else QCoreApplication.translate("Guide", "Descartada: «{title}».")
            )
            self.tell(
                words.format(title=brief(question.title)),
                lambda: questions.dismiss(context, keys, back=not back),
            )
            self._screen.table_focus()

        self._write(lambda: questions.dismiss(context, keys, back=back), done)

    def tell_answered(self, answered: Answered) -> None:
        """Say what became of a question, and how many attentions were classified."""
        count = len(answered.classified)
        counted = QCoreApplication.translate("Guide", "{count} atenciones quedaron clasificadas.")
        if count == 1:
            counted = QCoreApplication.translate("Guide", "1 atención quedó clasificada.")
        words = (
            QCoreApplication.translate("Guide", "Tema nuevo: «{title}».")
            if answered.synonyms is None
            else QCoreApplication.translate("Guide", "Ahora lleva a «{title}».")
        )
        context = self._context
        self.tell(
            f"{words.format(title=brief(answered.title))} {counted.format(count=count)}",
            lambda: questions.take_back(context, answered),
        )

    # Digits.

    def pin(self, digit: int) -> None:
        """Give the current topic a digit in Recepción, or take it away with 0.

        A digit that another topic has is taken from it by asking a second time.
        """
        screen = self._screen
        topic = screen.topic() if screen.tab == TOPICS else None
        if topic is None or not topic.active or not screen.may_topics or topic.quick == (digit or None):
            return
        context, again = self._context, self._asked == (topic.id, digit)
        self._asked = None

        def failed(failure: Failure) -> None:
            if not isinstance(failure.error, InvalidInput) or "title" not in failure.error.params:
                screen.on_failure(failure)
                return
            self._asked = (topic.id, digit)
            words = QCoreApplication.translate(
                "Guide", "La tecla {digit} ya es de «{title}». Con {digit} otra vez pasa a este tema."
            )
            owner = brief(str(failure.error.params["title"]))
            told = words.format(digit=digit, title=owner)
            screen.say.emit(Message(Tone.WARNING, told, key=_KEY, seen=self._give_up_asking))

        work = partial(catalogue.pin_topic, context, topic.id, digit or None, take=again)
        self._tools.background.write(screen, work).on_success(partial(self._pinned, topic)).on_failure(
            failed
        ).run()

    def _pinned(self, topic: Topic, pinned: Pinned) -> None:
        words = (
            QCoreApplication.translate("Guide", "Tecla {digit} en Recepción: «{title}».")
            if pinned.digit
            else QCoreApplication.translate("Guide", "«{title}» ya no tiene tecla rápida.")
        )
        context = self._context
        self.tell(
            words.format(digit=pinned.digit, title=brief(topic.title)),
            lambda: catalogue.unpin(context, pinned),
            _KEY,
        )

    # Taking back.

    def undo(self) -> None:
        """Take back the last thing that was done, while that is possible."""
        back, self._back = self._back, None
        if back is None:
            return

        def done(_undone: object) -> None:
            self._screen.say.emit(Message(Tone.DONE, QCoreApplication.translate("Guide", "Deshecho.")))
            self._screen.table_focus()

        self._write(back, done)

    def tell(self, words: str, back: Callable[[], Any] | None, key: str = "") -> None:
        """Say what was done, and take it back with ``back`` for ten seconds; None where nothing can be."""
        self._back = back
        if back is None:
            self._screen.say.emit(Message(Tone.DONE, words, key=key))
            return
        self._wait.start()
        undo = QCoreApplication.translate("Guide", "Deshacer  Ctrl+Z")
        self._screen.say.emit(Message(Tone.DONE, words, undo, self.undo, key=key))

    def _forget(self) -> None:
        self._back = None

    def _give_up_asking(self) -> None:
        self._asked = None

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        screen = self._screen
        self._tools.background.write(screen, work).on_success(done).on_failure(screen.on_failure).run()
