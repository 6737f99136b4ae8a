"""Recepción: the screen, and how its parts play together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.values import Channel, Result
from desktop_app.services import catalogue, directory
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.kit.afterwards import Afterwards
from ui.kit.mail_files import MailArrivals
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import RECEPTION, Screen, Space, StartAttention, Tools
from ui.kit.strokes import hand_stays
from ui.reception import actions, lookups
from ui.reception.attention import OpenAttention, from_draft
from ui.reception.choosing import Choosing
from ui.reception.daybook import Daybook
from ui.reception.desk import MOST, TOO_MANY, Desk
from ui.reception.holding import Holding
from ui.reception.keeper import DraftKeeper
from ui.reception.opinion import OpinionAsked
from ui.reception.paper import Paper
from ui.reception.preference import Preference
from ui.reception.receipt import LatestReceipt
from ui.reception.recording import Recording
from ui.reception.refusals import Refusals
from ui.reception.same_need import SameNeed
from ui.reception.thinking import Thinking
from ui.reception.view import ReceptionView

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionSaved

_AT_ANY_TIME = {
    actions.NEXT, actions.DISCARD, actions.COPY_SHEET, actions.FOLD, actions.PRINT_SHEET, actions.KEEP_SHEET,
}  # fmt: skip
"""What may be done while the attention in front is being written."""


class ReceptionScreen(Screen):
    """One screen for the whole of AUM-010; nobody waits for the machine."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self.desk = Desk()
        self.keeper = DraftKeeper(context, tools.background, self)
        self.thinking = Thinking(context, tools.background, self)
        self.recording = Recording(context, tools, self.desk, self.keeper, self)
        self.view = ReceptionView(self, context, tools, self.desk, self.thinking)
        self.form = self.view.form
        self.choosing = Choosing(context, tools, self.desk, self.view, self.keeper, self)
        self._afterwards = Afterwards(self._waits, self, self._leaves)
        self.holding = Holding(self.desk, self.view, self.keeper, tools.now, self)
        self.preference = Preference(self.view, self.keeper, self.choosing.front, self)
        self.daybook = Daybook(context, tools, self.view, self._begin_again, self)
        self.narrow = False
        self.paper = Paper(context, tools, self)
        self.receipt = LatestReceipt(context, tools, self)
        self.same_need = SameNeed(context, tools, self)
        self.refusals = Refusals(self)
        self.arrivals = MailArrivals(self, RECEPTION)
        self._connect()
        self._bind()
        self._ticker = QTimer(self)
        self._ticker.setInterval(1000)
        self._ticker.timeout.connect(self._on_second)
        self._ticker.start()
        self._load()
        self.keeper.restore(self._on_drafts)
        self.view.show_front()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Begin an attention when told so; the focus is where the work begins."""
        if isinstance(args, StartAttention):
            self.start(args.channel, args.citizen, args.topic, args)
            return
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.form.topic.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & {"attention", "citizen", "topic"}:
            self.view.today.reload()
        if "setting" in changes:
            self.view.show_words()
        if not changes or changes & {"topic", "directory"}:
            self._load()

    def pane(self) -> QWidget | None:
        """Return the guide, or the sheet that is being printed."""
        return self.paper.pane()

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self.narrow = space.narrow
        self.view.parts.fit(space)

    def keep_draft(self) -> None:
        """Save everything that is open."""
        self.choosing.read()
        self.keeper.save_all(self.desk.all())

    # Composition.

    def _connect(self) -> None:
        bar, parts = self.view.bar, self.view.parts
        bar.hold.clicked.connect(self.toggle_hold)
        bar.preferential.clicked.connect(self.preference.toggle)
        self.daybook.say.connect(self.say)
        bar.start.corrected.connect(self._on_start)
        bar.submit.clicked.connect(self.submit)
        bar.discard.clicked.connect(self.discard)
        parts.cards.chosen.connect(self.bring)
        self.keeper.kept.connect(self._on_kept)
        self.thinking.terms_changed.connect(self.view.show_terms)
        self.thinking.changed.connect(self.view.show_guide)
        self._afterwards.follow(self.form.looking())
        self.choosing.settled.connect(self._afterwards.go_on)
        self.opinion = OpinionAsked(self._context, self._tools, self, self._in_its_turn)
        self.recording.recorded.connect(self._on_recorded)
        self.recording.refused.connect(self._on_refused)
        self.recording.given_up.connect(self._begin_again)
        self.recording.taken_up.connect(self._begin_again)
        self.recording.taken_up.connect(self._afterwards.go_on)
        self.recording.stands.connect(self._afterwards.forget)
        self.recording.say.connect(self.say)
        # Whatever fails, what was typed goes to the disk once more.
        self._tools.background.failed.connect(lambda _failure: self.keep_draft())

    def _bind(self) -> None:
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            (actions.HOLD, self.toggle_hold), (actions.NEXT, self._cycle), (actions.UNDO, self._undo),
            (actions.REPEAT, self.repeat), (actions.DISCARD, self.discard),
            (actions.COPY_SHEET, self.paper.copy_sheet), (actions.PREFERENTIAL, self.preference.toggle),
            (actions.ROUTE, self._take_route),
            (actions.FOLD, self.view.parts.strip.fold_asked.emit), (actions.RECEIPT, self.receipt.show),
            (actions.SLIP, self.receipt.show_slip),
            (actions.PRINT_SHEET, self.paper.print_sheet), (actions.KEEP_SHEET, self.paper.keep_sheet),
            *((id_, partial(self.choosing.choose_result, result)) for id_, result in actions.RESULTS.items()),
        )  # fmt: skip
        bind = self._tools.actions.bind
        for action_id, act in acts:
            in_its_turn = act if action_id in _AT_ANY_TIME else partial(self._in_its_turn, act)
            bind(action_id, self, partial(self._at_the_form, in_its_turn))
        bind(actions.SUBMIT_ID, self, self.submit)
        bind(actions.MAIL_FILE, self, self.arrivals.choose)
        bind(actions.ANOTHER, self, self.submit_and_go_on)
        bind(actions.TODAY, self, partial(self._in_its_turn, self.daybook.toggle))
        today = self.view.today
        for action_id, act in (
            (actions.VOID, self.daybook.ask_reason), (actions.EVERYONE, today.swap_whose),
            (actions.DAY_BEFORE, today.day_before), (actions.DAY_AFTER, today.day_after),
        ):  # fmt: skip
            bind(action_id, today.table, act)

    def _at_the_form(self, act: Callable[[], object]) -> None:
        """What is done to the attention in front is done before one's eyes."""
        self.daybook.close()
        act()

    def _in_its_turn(self, act: Callable[[], object]) -> None:
        """What follows Ctrl+Enter at once is not about the attention that is just being written."""
        if not self._afterwards.keeps(partial(self._in_its_turn, act)):
            act()

    def _on_second(self) -> None:
        if self._tools.now().date() != self._day:
            self._load()  # another day has other notices
        self.view.tick()

    def _load(self) -> None:
        self._day = self._tools.now().date()
        context = self._context

        def work() -> tuple[list[Topic], list[str]]:
            lookups.prepare(context)
            return catalogue.quick_topics(context), directory.notices_today(context)

        def done(found: tuple[list[Topic], list[str]]) -> None:
            topics, self.view.notices = found
            self.form.set_quick_topics(topics)
            self.view.show_guide()

        self._tools.background.read(self, work).on_success(done).run()

    def _on_drafts(self, found: list[Draft]) -> None:
        known = {attention.slot for attention in self.desk.all()}
        fresh = [draft for draft in found if draft.slot not in known][:MOST]
        if not fresh:
            return
        context, now = self._context, self._tools.now()

        def restore(topics: list[Topic]) -> None:
            self.choosing.read()
            self.desk.take(from_draft(draft.slot, draft.content, topics, now) for draft in fresh)
            self.view.show_front()
            text = QCoreApplication.translate("Reception", "Se recuperó lo que había quedado sin registrar.")
            self.say.emit(Message(Tone.INFO, text))

        self._tools.background.read(self, lambda: catalogue.topics(context)).on_success(restore).run()

    # Beginning and ending.

    def start(
        self,
        channel: Channel,
        citizen: bytes | None = None,
        topic: bytes | None = None,
        told: StartAttention | None = None,
    ) -> None:
        """Begin an attention, of somebody known already or not; the one in front is parked.

        A topic that was looked up belongs to the attention in front, where that has none yet. ``told`` is what a
        message said.
        """
        again = partial(self.start, channel, citizen, topic, told)
        if self._afterwards.keeps(again, leaving=self.recording.turning):
            return
        self.choosing.read()
        front = self.desk.front
        if topic is not None and front is not None and not front.saving and not front.title:
            self.choosing.fetch_topic(front, topic)
            return
        begun = self.desk.begin(channel, self._tools.now())
        if begun is not None and told is not None:
            begun.detail, begun.name, begun.contact = told.detail, told.name, told.contact
        if begun is not None and citizen is not None:
            self.choosing.fetch_citizen(begun, citizen)
        if begun is not None and topic is not None:
            self.choosing.fetch_topic(begun, topic)
        if begun is None:
            text = QCoreApplication.translate(
                "Reception", "Ya hay cuatro atenciones abiertas. Registre o descarte una para empezar otra."
            )
            self.say.emit(Message(Tone.WARNING, text, key=TOO_MANY))
            self._stay()
            return
        self.opinion.close()
        self._begin_again()

    def _stay(self) -> None:
        """Leave the hand where it is; nothing is marked that the next letter would replace."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.form.topic.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Record the attention in front; what is written in today's list is recorded there."""
        if self.daybook.is_open():
            self.daybook.submit()
        else:
            self._submit(self.submit, go_on=False)

    def submit_and_go_on(self) -> None:
        """Record the question in front, and take up the next one of the same person."""
        self.daybook.close()
        self._submit(self.submit_and_go_on, go_on=True)

    def _submit(self, again: Callable[[], None], *, go_on: bool) -> None:
        if self._afterwards.keeps(again, leaving=False):
            # Ctrl+Enter right after Enter: what was chosen is on its way and belongs in the record.
            return
        self.choosing.read()
        if self.desk.front is not None:
            # A list still open would lie over the sentence that tells what is wrong.
            self.form.topic.close_list()
            self.form.clear_errors()
            if self.form.tell_astray(self.desk.front):
                return
            self.recording.record(self.desk.front, go_on=go_on)
            self._afterwards.watch()

    def _take_route(self) -> None:
        route = self.thinking.route(self.desk.front)
        if route is not None:
            self.choosing.take_route(route.code)

    def _waits(self) -> bool:
        front = self.desk.front
        return self.form.waits() or (front is not None and self.choosing.waits(front))

    def _leaves(self) -> bool:
        return self.recording.taking_back or (self.desk.front is not None and self.desk.front.saving)

    def discard(self) -> None:
        """Take the attention in front away; for some seconds it can be taken up again."""
        if self._afterwards.keeps(self.discard, leaving=False):
            return
        self.choosing.read()
        if self.desk.front is not None:
            self.recording.discard(self.desk.front)

    def repeat(self) -> None:
        """Record the same question of another citizen at once."""
        last, front = self.recording.last, self.desk.front
        if front is not None and not front.blank:
            text = QCoreApplication.translate("Reception", "Antes registre o descarte la atención abierta.")
            self.say.emit(Message(Tone.INFO, text, key="repeat"))
            return
        if last is None:
            text = QCoreApplication.translate("Reception", "Todavía no hay una consulta que repetir.")
            self.say.emit(Message(Tone.INFO, text, key="repeat"))
            return
        self.start(last.channel)
        if last.topic is not None:
            self.choosing.take_topic(last.topic)
        else:
            self.choosing.take_words(last.text)
        if self.desk.front is not None and self.desk.front.result is Result.ORIENTED:
            self.submit()

    def _undo(self) -> None:
        if self._afterwards.keeps(self._undo):
            return
        self.choosing.read()
        self.recording.undo()
        if self.recording.taking_back:
            self._afterwards.watch()

    def _on_recorded(self, attention: OpenAttention, saved: AttentionSaved, moved: bool) -> None:
        if moved:
            self.view.take_leave(attention, saved)
            self._begin_again()
            self._afterwards.go_on()
        else:
            # On a slow disk the next citizen is being attended already: nothing moves under the hands.
            self.view.show_state()

    def _on_refused(self, attention: OpenAttention, failure: Failure) -> None:
        if self.refusals.hear(attention, failure):
            self._afterwards.forget()  # it was typed for what would have come next
        else:
            self._afterwards.go_on()

    def _begin_again(self) -> None:
        self.daybook.close()
        self.view.show_front()
        front = self.desk.front
        with hand_stays(self):
            if front is not None and front.refusal[1]:
                self.refusals.tell(front)
            elif front is not None and front.topic is not None:
                self.choosing.focus_next()  # one letter into the question would take its topic away
            else:
                self.form.topic.setFocus(Qt.FocusReason.OtherFocusReason)  # selects nothing

    # Several at once.

    def _cycle(self) -> None:
        if self._afterwards.keeps(self._cycle, leaving=self.recording.turning):
            return
        self.choosing.read()
        before = self.desk.front
        self.desk.cycle()
        if self.desk.front is not before:
            self._begin_again()

    def bring(self, attention: OpenAttention) -> None:
        """Bring an open attention to the front."""
        if self._afterwards.keeps(partial(self.bring, attention), leaving=self.recording.turning):
            return
        self.choosing.read()
        self.desk.bring(attention)
        self._begin_again()

    def toggle_hold(self) -> None:
        """Have the citizen wait, or go on."""
        self.choosing.read()
        self.holding.toggle()

    # Small things.

    def _on_start(self, typed: str) -> None:
        attention = self.desk.front
        if attention is None:
            return
        if attention.correct_start(typed, self._tools.now()):
            self.keeper.touch(attention)
            self.view.show_state()
            return
        self.view.bar.start.refuse()
        text = QCoreApplication.translate(
            "Reception",
            "Escriba el inicio como -3 (hace tres minutos) o como 10:35, de las últimas 12 horas.",
        )
        self.say.emit(Message(Tone.INFO, text))

    def _on_kept(self, draft: Draft) -> None:
        if self.desk.front is not None and draft.slot == self.desk.front.slot:
            text = QCoreApplication.translate("Reception", "Borrador guardado {hour}")
            short = QCoreApplication.translate("Reception", "Guardado {hour}")
            hour = f"{draft.saved:%H:%M:%S}"
            self.view.bar.set_state(text.format(hour=hour), short.format(hour=hour))
