"""Vincular: what was handed over and what became of it; a new hand-over, with everything known filled in."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services import referrals
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralDetail
from desktop_app.services.referrals import ReferralSaved
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import PANE, REFERRALS, HandOver, Screen, ShowReferral, Space, Tools
from ui.referrals.acting import ReferralActs
from ui.referrals.actions import GOING, KEYS, NEW, ON_ROW, SUBMIT_ID, action_id
from ui.referrals.detail import ReferralPane
from ui.referrals.draft import Writing, begin
from ui.referrals.follower import Follower
from ui.referrals.form import HandOverForm
from ui.referrals.going import GoingPane, GoingPart
from ui.referrals.listing import TODAY, ReferralListing
from ui.referrals.slip import Slip
from ui.referrals.unit_pane import UnitPane


class ReferralsScreen(Screen):
    """The list at the left, one hand-over at the right; or the form, and at the right who is there."""

    def __init__(self, context: Context, tools: Tools, preferences: QSettings | None = None) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        submit = tools.actions.spec(action_id(REFERRALS, SUBMIT_ID)).hint()
        self.listing = ReferralListing(context, tools.background, KEYS[NEW], KEYS[GOING])
        self.table = self.listing.table
        self.detail = ReferralPane(context, submit, speaks=True, parent=self)
        self.detail.hide()
        self._submit_hint = submit
        self._space: Space | None = None
        self.acts = ReferralActs(context, tools.background, self.detail, self)
        self.acts.set_pane_opener(self._open_pane)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.listing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._follower = Follower(self, self.listing, tools.background, context, self._list_in_sight)
        self.slip = Slip(context, tools, self, REFERRALS, self._looked_at, preferences)
        self._connect()
        self.listing.start()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show a hand-over, or begin one; else go on where the person was."""
        if isinstance(args, HandOver):
            self.begin(args)
        elif isinstance(args, ShowReferral):
            self._leave_form()
            self.listing.show_view("all", args.referral)
            self.table.setFocus()
            if args.slip:
                self.slip.show_of(args.referral)
        elif self.writing():
            self.form.unit.setFocus()
        elif self.counting():
            self.going.table.setFocus()
        else:
            self.table.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & {"referral", "citizen", "directory"}:
            self._follower.reload()
            if self.counting():
                self.going.show_figures()

    def pane(self) -> QWidget | None:
        """Return the hand-over, or who can receive while one is written."""
        if self.slip.previewing:
            return self.slip.preview
        if self.counting():
            return self.going_pane
        return self.unit_pane if self.writing() else self.detail

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._space = space
        self.listing.fit(space)
        if self._has_form():
            self.form.fit(space)
        if self._has(GoingPart):
            self.going.fit(space)

    def keep_draft(self) -> None:
        """Keep what is being written."""
        if self._has_form():
            self.form.keep()

    # Composition.

    @cached_property
    def form(self) -> HandOverForm:
        """The form, made when the first hand-over is written."""
        form = HandOverForm(self._context, self._tools.background, self._submit_hint)
        if self._space is not None:
            form.fit(self._space)
        form.unit_shown.connect(self.unit_pane.show_unit)
        form.left.connect(self._show_list)
        form.submitted.connect(self._record)
        self._stack.addWidget(form)
        return form

    @cached_property
    def unit_pane(self) -> UnitPane:
        """Who is there in the unit that the form names."""
        pane = UnitPane(self)
        pane.hide()
        return pane

    @cached_property
    def going(self) -> GoingPart:
        """How the hand-overs go, made when it is asked for."""
        part = GoingPart(self._context, self._tools.background)
        if self._space is not None:
            part.fit(self._space)
        part.left.connect(self._show_list)
        self._stack.addWidget(part)
        return part

    @cached_property
    def going_pane(self) -> GoingPane:
        """How those figures are counted."""
        pane = GoingPane(self)
        pane.hide()
        return pane

    def _has_form(self) -> bool:
        return self._has(HandOverForm)

    def _has(self, kind: type[QWidget]) -> bool:
        return any(isinstance(self._stack.widget(at), kind) for at in range(self._stack.count()))

    def _connect(self) -> None:
        self.listing.row_changed.connect(self._follower.row_changed)
        self._follower.settled.connect(self._show_current)
        self._follower.emptied.connect(self.detail.clear)
        self._follower.found.connect(self._show_referral)
        self.listing.opened.connect(self._enter_pane)
        self.listing.new_asked.connect(self._begin_new)
        self.listing.going_asked.connect(self._count)
        self.detail.act_chosen.connect(self.act)
        self.detail.form.left.connect(self.table.setFocus)
        self.detail.case_form.left.connect(self.table.setFocus)
        self.acts.say.connect(self.say)
        self.acts.slip_asked.connect(self.slip.print_slip)
        self.acts.go.connect(self._go)
        self.acts.done.connect(self.table.setFocus)
        bind = self._tools.actions.bind
        for act in ON_ROW:
            bind(action_id(REFERRALS, act), self.table, partial(self._act_on_row, act))
        bind(action_id(REFERRALS, NEW), self.table, self._begin_new)
        bind(action_id(REFERRALS, GOING), self.table, self._count)
        bind(action_id(REFERRALS, SUBMIT_ID), self, self.submit)

    def writing(self) -> bool:
        """Tell whether a hand-over is being written."""
        return isinstance(self._stack.currentWidget(), HandOverForm)

    def counting(self) -> bool:
        """Tell whether the figures are shown."""
        return isinstance(self._stack.currentWidget(), GoingPart)

    def _count(self) -> None:
        if not self._context.actor.may(Permission.READ_STATISTICS):
            return
        self._stack.setCurrentWidget(self.going)
        self.pane_changed.emit()
        self.going.enter()

    def submit(self) -> None:
        """Save what is being written."""
        if self.writing():
            self.form.submit()
        elif not self.counting():
            self.detail.submit()

    def act(self, act: str) -> None:
        """Do what a button of the pane says."""
        if self.detail.referral is not None:
            self.acts.do(act, self.detail.referral.line.id)

    def _looked_at(self) -> bytes | None:
        listed = self._stack.currentWidget() is self.listing
        found = self.detail.referral if listed else None
        return found.line.id if found is not None else None

    def _act_on_row(self, act: str) -> None:
        line = self.listing.current()
        if line is not None:
            self.acts.do(act, line.id)

    def _go(self, screen: str, args: object) -> None:
        # Sending on what came back begins right here.
        if screen == REFERRALS and isinstance(args, HandOver):
            self.begin(args)
        else:
            self.go.emit(screen, args)

    # A new hand-over.

    def _begin_new(self) -> None:
        self.begin(HandOver())

    def begin(self, wanted: HandOver) -> None:
        """Open the form with what is known."""
        self.keep_draft()
        context = self._context

        def done(writing: Writing) -> None:
            self._stack.setCurrentWidget(self.form)
            self.pane_changed.emit()
            self.form.open_with(writing)

        def failed(failure: Failure) -> None:
            self.say.emit(Message(Tone.INFO, failure.sentence))
            self._show_list()

        (
            self._tools.background.read(self, lambda: begin(context, wanted))
            .on_success(done)
            .on_failure(failed)
            .run()
        )

    def _leave_form(self) -> None:
        if self.counting():
            self._stack.setCurrentWidget(self.listing)
            self.pane_changed.emit()
        if self.writing():
            self.form.keep()
            self.form.writing = None
            self._stack.setCurrentWidget(self.listing)
            self.pane_changed.emit()

    def _show_list(self) -> None:
        if self._stack.currentWidget() is not self.listing:
            self._stack.setCurrentWidget(self.listing)
            self.pane_changed.emit()
        self.table.setFocus()

    def _record(self, writing: Writing) -> None:
        context, form = self._context, writing.form()

        def done(saved: ReferralSaved) -> None:
            self.form.recorded()
            text = QCoreApplication.translate("Referrals", "Vinculación {number} registrada.")
            self.say.emit(Message(Tone.DONE, text.format(number=saved.number)))
            self.listing.show_view(TODAY, saved.id)
            self._show_list()

        def failed(failure: Failure) -> None:
            if not self.form.refused(failure):
                self.say.emit(Message(Tone.ERROR, failure.sentence, key="referral-refused"))

        (
            self._tools.background.write(self, lambda: referrals.refer(context, form))
            .on_success(done)
            .on_failure(failed)
            .run()
        )

    # The row in the pane.

    def _show_current(self) -> None:
        line = self.listing.current()
        if line is not None:
            self.slip.forget(line.id)
            self._follower.read(line.id)

    def _show_referral(self, found: ReferralDetail) -> None:
        self.detail.show_referral(found, self._tools.now())

    def _enter_pane(self) -> None:
        self._open_pane()
        button = self.detail.first_button()
        if button is not None:
            button.setFocus()

    def _open_pane(self) -> None:
        if not self.detail.isVisible():
            self._tools.actions.trigger(PANE)

    def _list_in_sight(self) -> bool:
        return self.isVisible() and self._stack.currentWidget() is self.listing
