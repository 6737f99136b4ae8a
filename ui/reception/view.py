"""What Recepción shows of the attention in front: form, strip, cards, bar and guide follow it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.preferential import group_words
from desktop_app.domain.protocol import AttentionFacts, strip
from desktop_app.domain.protocol_words import sentence
from desktop_app.domain.values import Channel, Result
from desktop_app.services.context import Context
from ui.kit.finding import people_choices, topic_choices
from ui.kit.marks import mark_note
from ui.kit.receivers import receiver_choices
from ui.kit.routes import route_text
from ui.kit.screen import PAPER, RECEIPTS, Tools
from ui.reception import actions, lookups
from ui.reception.attention import OpenAttention
from ui.reception.bar import ActionBar
from ui.reception.coaching import Coaching
from ui.reception.day_detail import DayDetail
from ui.reception.desk import Desk
from ui.reception.form import ReceptionForm
from ui.reception.guide import GuidePane, Link
from ui.reception.layout import ReceptionLayout
from ui.reception.opinion import opinion_line
from ui.reception.thinking import Thinking
from ui.reception.today import TodayPanel
from ui.reception.words import idle_sentence, spoken_sentence, visit_words

if TYPE_CHECKING:
    from desktop_app.domain.criticality import Suggestion
    from desktop_app.services.reception import AttentionSaved


class ReceptionView:
    """The widgets, and one way of bringing them up to date: from the attention in front."""

    def __init__(self, root: QWidget, context: Context, tools: Tools, desk: Desk, thinking: Thinking) -> None:
        self._context = context
        self._now = tools.now
        self._desk = desk
        self._thinking = thinking
        self._farewell = ""
        self.notices: Sequence[str] = ()
        spec = tools.actions.spec
        self.form = ReceptionForm(
            tools.background,
            partial(topic_choices, context),
            partial(people_choices, context, offers_new=True),
            partial(receiver_choices, context),
            partial(lookups.phrase_choices, context),
            {
                Result.REFERRED: spec(actions.REFER).hint(),
                Result.CASE_OPENED: spec(actions.CASE).hint(),
                Result.CRITICAL_CASE: spec(actions.CRITICAL).hint(),
            },
        )
        self.bar = ActionBar(
            spec(actions.HOLD).hint(), spec(actions.SUBMIT_ID).hint(), spec(actions.PREFERENTIAL).hint()
        )
        self.bar.submit.setToolTip(spec(actions.ANOTHER).tooltip())
        self.day_detail = DayDetail(spec(actions.VOID).hint(), spec(actions.SUBMIT_ID).hint())
        self.today = TodayPanel(context, tools.background, self.day_detail)
        self.parts = ReceptionLayout(root, self.form, self.bar, opinion_line(tools), self.today)
        self.form.complaint.set_aspects(context.profile.complaint_aspects)
        self.form.case_line.offer_types(context)
        self._route_key = spec(actions.ROUTE).hint()
        self.coaching = Coaching(context, tools, self.parts.strip, root)
        self.parts.strip.set_fold_hint(spec(actions.FOLD).hint())
        self.guide = GuidePane(spec(actions.CRITICAL).hint(), root, _links(tools))
        self.guide.hide()
        self.parts.groups.set_answers(
            (group.code, group.label) for group in context.profile.preferential_groups
        )
        bar, coach = self.bar, self.parts.strip.coach
        chain = [
            *self.form.tab_chain(), bar.start, bar.preferential, bar.hold, bar.discard, bar.submit,
            coach.close_tip, self.parts.strip.fold,
        ]  # fmt: skip
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def show_front(self) -> None:
        """Show another attention, or none."""
        front = self._desk.front
        self.form.clear_errors()
        self.form.show_attention(front)
        waiting = front is not None and front.hold_since is not None and front.hold_reason is None
        self.parts.reasons.setVisible(waiting)
        self.bar.set_state("")
        if front is not None:
            self._farewell = ""
        self.show_state()

    def show_state(self) -> None:
        """Follow what has changed in the attention in front."""
        front = self._desk.front
        self.form.rows["citizen"].set_hint(lookups.person_hint(self._context, front) if front else "")
        self.form.show_panels(front)
        self.bar.show_attention(
            front, group_words(self._context.profile, front.preferential if front else None)
        )
        self.parts.cards.show_attentions(self._desk.all(), front, self._now())
        self._thinking.follow(front)
        self.show_words()
        self.show_guide()
        self.tick()

    def _show_hint(self) -> None:
        """Say under the question what it settles; where the guide has no room, first why it may be critical."""
        front = self._desk.front
        hint = lookups.subject_hint(self._context, front, self.form.pinned) if front is not None else ""
        signs = self._signs()
        route, low = self._thinking.route(front), self.form.low()
        if signs and not self.guide.isVisible():
            hint = self.guide.sentence(signs[0])
        elif route is not None and low:
            hint = route_text(route, self._route_key, short=True)
        self.form.subject.set_hint(hint)
        beside = route is not None and not low
        self.form.case_line.row.set_hint(route_text(route, self._route_key) if route and beside else "")

    def _show_marks(self) -> None:
        """Mark the words that are a sign where they were typed, as long as they stand there."""
        front, found = self._desk.front, self._thinking.signs_in
        fresh = front is not None and (front.title, front.detail) == found
        spans = [span for sign in self._signs() for span in sign.spans] if fresh else []
        begins = len(found[0]) + 2
        self.form.topic.set_marks(
            tuple((span.start, span.end) for span in spans if span.end <= len(found[0]))
        )
        inside = [(span.start - begins, span.end - begins) for span in spans if span.start >= begins]
        if inside or self.form.detail.extraSelections():
            mark_note(self.form.detail, inside)

    def _signs(self) -> Sequence[Suggestion]:
        front = self._desk.front
        doubtful = front is not None and front.result is not Result.CRITICAL_CASE
        return self._thinking.signs if doubtful else ()

    def show_words(self) -> None:
        """Show where the attention stands and what to say."""
        front, words, rules = self._desk.front, self.parts.strip, self._context.rules
        self.coaching.follow(front)
        if front is not None:
            words.show_steps(strip(front.facts()))
            words.say(
                spoken_sentence(
                    front, self._context.actor.name, rules.municipality, self._now(), self._thinking.terms,
                    rules.phrases,
                )
            )  # fmt: skip
        elif self._farewell:
            words.show_steps(strip(_told(Channel.IN_PERSON, recorded=True)))
            words.say(self._farewell)
        else:
            words.show_steps(strip(AttentionFacts(Channel.IN_PERSON)))
            words.tell(idle_sentence())

    def show_terms(self) -> None:
        """Show by when a case would be answered."""
        self.form.panels.show_terms(self._thinking.terms, self._now())
        self.show_words()

    def show_guide(self) -> None:
        """Show what to think of, who this is, and the sheet or today's notices."""
        front = self._desk.front
        self.guide.show_visit(visit_words(front) if front is not None and front.after else "")
        self.guide.show_signs(self._signs())
        self._show_marks()
        self._show_hint()
        self.guide.show_person(self._thinking.known if front is not None else None, self._now())
        if front is not None and front.topic is not None:
            self.guide.show_topic(front.topic)
        else:
            self.guide.show_notices(self.notices)

    def take_leave(self, attention: OpenAttention, saved: AttentionSaved) -> None:
        """Have the farewell said; a hand-over has none (AUM-010-030 leads to the record)."""
        self._farewell = ""
        if attention.result is not Result.REFERRED:
            told = _told(
                attention.channel,
                doubts=attention.unanswered,
                number=saved.number if saved.case is not None else "",
            )
            name, rules = self._context.actor.name, self._context.rules
            self._farewell = sentence(told, name, rules.municipality, self._now(), rules.phrases)

    def tick(self) -> None:
        """Move the clocks on."""
        front, now = self._desk.front, self._now()
        if front is not None:
            self.bar.tick(front, now)
            self.coaching.tick()
        if len(self._desk.all()) > 1:
            self.parts.cards.show_attentions(self._desk.all(), front, now)


def _links(tools: Tools) -> list[Link]:
    """Return what one may go to from the pane while nobody is attended."""
    registry = tools.actions
    wanted = {
        actions.RECEIPT: "",
        f"go.{RECEIPTS}": QCoreApplication.translate("Reception", "Comprobar constancia"),
        f"go.{PAPER}": "",
    }
    return [
        Link(wanted[spec.id] or spec.label(), spec.icon, spec.hint(), partial(registry.trigger, spec.id))
        for spec in registry
        if spec.id in wanted
    ]


def _told(
    channel: Channel, *, doubts: bool = False, number: str = "", recorded: bool = False
) -> AttentionFacts:
    return AttentionFacts(
        channel, need="-", need_settled=True, outside_capacity=False, oriented=True, doubts_left=doubts,
        case_number=number, recorded=recorded,
    )  # fmt: skip
