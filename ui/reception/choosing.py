"""What the clerk types and chooses, carried into the attention in front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.introduced import read_introduction
from desktop_app.domain.values import Channel, Result
from desktop_app.services import catalogue, citizens
from desktop_app.services.catalogue import Topic
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from ui.kit.finding import NewPerson
from ui.kit.operations import Failure
from ui.kit.receivers import Receiver, first_receiver
from ui.kit.screen import Tools
from ui.kit.suggest import Choice
from ui.reception.attention import OpenAttention
from ui.reception.desk import Desk
from ui.reception.keeper import DraftKeeper
from ui.reception.view import ReceptionView


class Choosing(QObject):
    """Listens to the form. F7, F8 and F9 change the same form: what was typed stays."""

    settled = Signal()
    """Who receives has been looked up."""

    def __init__(
        self,
        context: Context,
        tools: Tools,
        desk: Desk,
        view: ReceptionView,
        keeper: DraftKeeper,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tools = tools
        self._desk = desk
        self._view = view
        self._keeper = keeper
        self._finding: set[str] = set()
        self._form = form = view.form
        form.edited.connect(self._on_edited)
        form.topic_chosen.connect(self._on_topic)
        form.citizen_chosen.connect(self._on_citizen)
        form.citizen.follow = self._after_citizen
        form.citizen.editingFinished.connect(self._on_person_left)
        form.citizen_left.connect(self._on_person_left)
        form.receiver_chosen.connect(self._on_receiver)
        form.result_chosen.connect(self._on_result)
        form.panels.critical.criterion.chosen.connect(lambda _value: self.focus_next())

    def read(self) -> None:
        """Take what stands in the form into the attention in front."""
        front = self._desk.front
        if front is not None and not front.saving:
            self._form.read_into(front)

    def waits(self, attention: OpenAttention) -> bool:
        """Tell whether it is still being looked up who receives this citizen."""
        return attention.slot in self._finding

    def front(self) -> OpenAttention:
        """Return the attention in front, up to date; typing without F2 begins one in person."""
        front = self._desk.front or self._desk.begin(Channel.IN_PERSON, self._tools.now())
        assert front is not None  # noqa: S101 - without one in front there is room for one
        self._form.read_into(front)
        return front

    def take_topic(self, topic: Topic) -> None:
        """Choose a topic with all it presets, and go on to the next empty field."""
        attention = self.front()
        self._forgive(attention)
        attention.choose_topic(topic)
        self._changed(attention)
        if attention.result is Result.REFERRED:
            self._find_receiver(attention)
        self.focus_next()

    def take_words(self, text: str) -> None:
        """Put words that are in no catalogue into Consulta."""
        attention = self.front()
        attention.write_text(text)
        self._changed(attention)
        self.focus_next()

    def choose_result(self, result: Result) -> None:
        """Change how the attention ends."""
        attention = self.front()
        attention.result, attention.result_chosen = result, True
        self._forgive(attention)
        self._changed(attention)
        if result is Result.REFERRED:
            self._find_receiver(attention)
        if result is Result.CRITICAL_CASE and attention.criterion is None:
            self._form.panels.critical.criterion.enter()
        elif result is Result.REFERRED and attention.title:
            self._form.panels.referral.receiver.setFocus()
        else:
            self.focus_next()

    def take_route(self, code: str) -> None:
        """Give the case in front the type that its words suggest; nothing else changes, nor does the focus."""
        attention = self.front()
        self._forgive(attention)
        attention.chosen_type = code
        self._changed(attention)

    def _on_edited(self) -> None:
        attention = self.front()
        self._forgive(attention)
        self._keeper.touch(attention)
        self._view.show_state()

    def _on_topic(self, choice: Choice) -> None:
        if isinstance(choice.value, Topic):
            self.take_topic(choice.value)

    def _on_citizen(self, choice: Choice) -> None:
        person = choice.value
        if isinstance(person, NewPerson):
            self._form.leave_citizen()
            return
        if not isinstance(person, Citizen):
            return
        attention = self.front()
        self._forgive(attention)
        _put(person, attention)
        self._changed(attention)
        self.focus_next()

    def _on_person_left(self) -> None:
        """Put a telephone or e-mail that stands beside a name where contacts are."""
        attention = self._desk.front
        if (
            attention is None
            or attention.saving
            or attention.citizen is not None
            or self._form.citizen.waits()
        ):
            return
        typed = self._form.citizen.text()
        if self._form.contact.text().strip() or not any(char.isdigit() or char == "@" for char in typed):
            return
        told = read_introduction(typed, self._context.profile)
        if not (told.phone or told.email):
            return
        kind = self._context.profile.document_types.get(told.document_type or "")
        who = (kind.label if kind is not None else "", told.document or "", told.name)
        self._form.read_into(attention)
        attention.name = " ".join(part for part in who if part)
        attention.contact = told.phone or told.email or ""
        self._changed(attention)

    def fetch_citizen(self, attention: OpenAttention, citizen: bytes) -> None:
        """Put somebody who is known already into an attention that has just begun."""
        context = self._context

        def done(person: Citizen) -> None:
            self.read()
            # Whoever was typed meanwhile is who stands there.
            if attention.saving or attention.name.strip():
                return
            _put(person, attention)
            if attention is self._desk.front:
                self._changed(attention)
            elif attention in self._desk.all():
                self._keeper.touch(attention)

        self._tools.background.read(self, lambda: citizens.get_citizen(context, citizen)).on_success(
            done
        ).run()

    def fetch_topic(self, attention: OpenAttention, topic: bytes) -> None:
        """Put a topic that was looked up into an attention that has none."""
        context = self._context

        def done(found: Topic | None) -> None:
            self.read()
            if found is None or attention.saving or attention.title:
                return
            if attention is self._desk.front:
                self.take_topic(found)
            elif attention in self._desk.all():
                attention.choose_topic(found)
                self._keeper.touch(attention)

        self._tools.background.read(self, lambda: catalogue.one_topic(context, topic)).on_success(done).run()

    def _on_receiver(self, choice: Choice) -> None:
        attention = self.front()
        self._forgive(attention)
        if isinstance(choice.value, Receiver):
            attention.receiver = choice.value
        self._changed(attention)
        self._form.panels.referral.outcome.chips()[0].setFocus()

    def _on_result(self, result: object) -> None:
        if isinstance(result, Result):
            self.choose_result(result)

    def _find_receiver(self, attention: OpenAttention) -> None:
        before = attention.receiver
        if before is None or before.official is not None:
            return
        context, unit = self._context, before.unit

        def failed(failure: Failure) -> None:
            self._finding.discard(attention.slot)
            self._tools.background.failed.emit(failure)
            self.settled.emit()

        def done(found: Receiver | None) -> None:
            self._finding.discard(attention.slot)
            if found is not None and attention.receiver is before:
                attention.receiver = found
                if attention is self._desk.front:
                    self._form.panels.referral.receiver.setText(found.text())
                    self._view.show_state()
            self.settled.emit()

        self._finding.add(attention.slot)
        (
            self._tools.background.read(self, lambda: first_receiver(context, unit))
            .on_success(done)
            .on_failure(failed)
            .run()
        )

    def focus_next(self) -> None:
        """Go to the first field that is still empty."""
        if self._desk.front is not None:
            self._form.next_field().setFocus()

    def _after_citizen(self) -> QWidget:
        front = self._desk.front
        known = front is not None and front.citizen is not None
        return self._form.next_field() if known else self._form.after_name()

    def _forgive(self, attention: OpenAttention) -> None:
        """Take away what was said to be wrong: it is being changed."""
        attention.refusal = ("", "")
        self._form.clear_errors()

    def _changed(self, attention: OpenAttention) -> None:
        self._keeper.touch(attention)
        self._form.show_attention(attention)
        self._view.show_state()


def _put(person: Citizen, attention: OpenAttention) -> None:
    attention.name, attention.citizen = person.name, person.id
    if not attention.contact.strip():
        attention.contact = attention.given_contact = person.phone or person.email or ""
