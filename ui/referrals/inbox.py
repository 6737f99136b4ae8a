"""Bandeja: what waits for the person, accepted with one key or given back with its reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralDetail
from desktop_app.services.tray import TrayKind
from ui.kit.messages import Message, Tone
from ui.kit.received_shift import ReceivedShifts
from ui.kit.screen import CASES, INBOX, PANE, Screen, ShowCases, ShowReferral, Space, Tools
from ui.referrals.acting import ReferralActs
from ui.referrals.actions import (
    ACCEPT,
    AGAIN,
    LINK,
    ON_ROW,
    OPEN_CASE,
    PHONE,
    RESOLVE,
    RETURN,
    SILENT,
    SUBMIT_ID,
    action_id,
)
from ui.referrals.detail import CASE, ReferralPane
from ui.referrals.follower import Follower
from ui.referrals.slip import Slip
from ui.referrals.tray import TrayListing

_OF_KIND = {
    TrayKind.RECEIVE: {ACCEPT, RESOLVE, OPEN_CASE, RETURN, PHONE, SILENT, LINK},
    TrayKind.BACK: {AGAIN, LINK, PHONE},
    TrayKind.CASE: set[str](),
}


class InboxScreen(Screen):
    """The list of what waits at the left, the need at the right; letters act on the current row."""

    def __init__(self, context: Context, tools: Tools, preferences: QSettings | None = None) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self.listing = TrayListing(context, tools.background)
        self.table = self.listing.table
        submit = tools.actions.spec(action_id(INBOX, SUBMIT_ID)).hint()
        self.detail = ReferralPane(context, submit, speaks=False, parent=self)
        self.detail.hide()
        self.acts = ReferralActs(context, tools.background, self.detail, self)
        self.acts.set_pane_opener(self._open_pane)
        self.received = ReceivedShifts(context, tools.background)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.received)
        column.addWidget(self.listing, 1)
        self._follower = Follower(self, self.listing, tools.background, context, self.isVisible)
        self.slip = Slip(context, tools, self, INBOX, self._looked_at, preferences)
        self._connect()
        self.listing.start()
        self.received.load()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show what another section points to."""
        if isinstance(args, ShowReferral):
            self.listing.stand_on(args.referral)
        self.table.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & {"referral", "case", "citizen", "directory"}:
            self._follower.reload()
        if not changes or changes & {"shift", "case"}:
            self.received.load()

    def pane(self) -> QWidget | None:
        """Return the detail, or the slip as it will be printed."""
        return self.slip.preview if self.slip.previewing else self.detail

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self.listing.fit(space)

    # Composition.

    def _connect(self) -> None:
        self.listing.row_changed.connect(self._follower.row_changed)
        self._follower.settled.connect(self._show_current)
        self._follower.emptied.connect(self.detail.clear)
        self._follower.found.connect(self._show_referral)
        self.listing.opened.connect(self._open_row)
        self.detail.act_chosen.connect(self.act)
        self.detail.form.left.connect(self.table.setFocus)
        self.detail.case_form.left.connect(self.table.setFocus)
        self.acts.say.connect(self.say)
        self.acts.slip_asked.connect(self.slip.print_slip)
        self.received.taken.connect(self._on_received)
        self.acts.go.connect(self.go)
        self.acts.done.connect(self.table.setFocus)
        bind = self._tools.actions.bind
        for act in ON_ROW:
            bind(action_id(INBOX, act), self.table, partial(self._act_on_row, act))
        bind(action_id(INBOX, SUBMIT_ID), self, self.submit)

    def act(self, act: str) -> None:
        """Do what a button of the pane says."""
        if self.detail.case is not None and act == CASE:
            self.go.emit(CASES, ShowCases(CaseQuery("all"), self.detail.case.id))
        elif self.detail.referral is not None:
            self.acts.do(act, self.detail.referral.line.id)

    def submit(self) -> None:
        """Save the answer or the case that is being written."""
        self.detail.submit()

    def _looked_at(self) -> bytes | None:
        return self.detail.referral.line.id if self.detail.referral is not None else None

    def _act_on_row(self, act: str) -> None:
        line = self.listing.current()
        if line is None:
            return
        if act in _OF_KIND[line.kind]:
            self.acts.do(act, line.id)
        else:
            self.say.emit(Message(Tone.INFO, _misfit_words(line.kind)))

    def _open_row(self) -> None:
        line = self.listing.current()
        if line is not None and line.kind is TrayKind.CASE:
            self.go.emit(CASES, ShowCases(CaseQuery("all"), line.id))
            return
        self._open_pane()
        button = self.detail.first_button()
        if button is not None:
            button.setFocus()

    def _open_pane(self) -> None:
        if not self.detail.isVisible():
            self._tools.actions.trigger(PANE)

    def _on_received(self, sentence: str) -> None:
        words = QCoreApplication.translate("Referrals", "{sentence}. Recibido.")
        self.say.emit(Message(Tone.DONE, words.format(sentence=sentence)))
        self.table.setFocus()

    # The row in the pane.

    def _show_current(self) -> None:
        line = self.listing.current()
        if line is None:
            return
        self.slip.forget(line.id)
        if line.kind is TrayKind.CASE:
            self._follower.drop()
            self.detail.show_case(line)
        else:
            self._follower.read(line.id)

    def _show_referral(self, found: ReferralDetail) -> None:
        self.detail.show_referral(found, self._tools.now())


def _misfit_words(kind: TrayKind) -> str:
    if kind is TrayKind.CASE:
        return QCoreApplication.translate("Referrals", "Es un caso: ábralo con Enter.")
    if kind is TrayKind.BACK:
        return QCoreApplication.translate("Referrals", "Esta vinculación le fue devuelta: reasígnela con R.")
    return QCoreApplication.translate("Referrals", "Se reasigna lo devuelto. Esta todavía espera respuesta.")
