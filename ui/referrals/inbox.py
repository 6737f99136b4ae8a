"""Bandeja: what waits for the person, accepted with one key or given back with its reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.services import referral_lists
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralDetail
from desktop_app.services.tray import TrayKind
from ui.kit.messages import Message, Tone
from ui.kit.operations import Operation
from ui.kit.screen import CASES, INBOX, PANE, Screen, ShowCases, ShowReferral, Space, Tools
from ui.referrals.acting import ReferralActs
from ui.referrals.actions import ACCEPT, AGAIN, PHONE, RETURN, SILENT, SUBMIT_ID, action_id
from ui.referrals.detail import CASE, ReferralPane
from ui.referrals.tray import TrayListing

_SETTLE_MS = 60
_LIVE_MS = 30_000
_OF_KIND = {
    TrayKind.RECEIVE: {ACCEPT, RETURN, PHONE, SILENT},
    TrayKind.BACK: {AGAIN},
    TrayKind.CASE: set[str](),
}


class InboxScreen(Screen):
    """The list of what waits at the left, the need at the right; letters act on the current row."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._fetch: Operation[ReferralDetail] | None = None
        self.listing = TrayListing(context, tools.background)
        self.table = self.listing.table
        submit = tools.actions.spec(action_id(INBOX, SUBMIT_ID)).hint()
        self.detail = ReferralPane(submit, speaks=False, parent=self)
        self.detail.hide()
        self.acts = ReferralActs(context, tools.background, self.detail, self)
        self.acts.set_pane_opener(self._open_pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.listing)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_current)
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._on_tick)
        self._live.start()
        self._connect()
        self.listing.start()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show what another section points to."""
        if isinstance(args, ShowReferral):
            self.listing.stand_on(args.referral)
        self.table.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & {"referral", "case", "citizen", "directory"}:
            self.listing.reload()
            self._settle.start()

    def pane(self) -> QWidget | None:
        """Return the detail."""
        return self.detail

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self.listing.fit(space)

    # Composition.

    def _connect(self) -> None:
        self.listing.row_changed.connect(self._settle.start)
        self.listing.opened.connect(self._open_row)
        self.detail.act_chosen.connect(self.act)
        self.detail.form.left.connect(self.table.setFocus)
        self.acts.say.connect(self.say)
        self.acts.go.connect(self.go)
        self.acts.done.connect(self.table.setFocus)
        bind = self._tools.actions.bind
        for act in (ACCEPT, RETURN, PHONE, SILENT, AGAIN):
            bind(action_id(INBOX, act), self.table, partial(self._act_on_row, act))
        bind(action_id(INBOX, SUBMIT_ID), self, self.submit)

    def act(self, act: str) -> None:
        """Do what a button of the pane says."""
        if self.detail.case is not None and act == CASE:
            self.go.emit(CASES, ShowCases(CaseQuery("all"), self.detail.case.id))
        elif self.detail.referral is not None:
            self.acts.do(act, self.detail.referral.line.id)

    def submit(self) -> None:
        """Save the return that is being written."""
        if self.detail.form.isVisible():
            self.detail.form.submit()

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

    # The row in the pane.

    def _show_current(self) -> None:
        line = self.listing.current()
        if line is None:
            if self.listing.model.counted() and not self.listing.model.rowCount():
                self._drop_fetch()
                self.detail.clear()
            return
        self._drop_fetch()
        if line.kind is TrayKind.CASE:
            self.detail.show_case(line)
            return
        context, referral = self._context, line.id

        def done(found: ReferralDetail) -> None:
            self._fetch = None
            self.detail.show_referral(found, self._tools.now())

        self._fetch = (
            self._tools.background.read(self, lambda: referral_lists.detail(context, referral))
            .on_success(done)
            .run()
        )

    def _drop_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.drop()
            self._fetch = None

    def _on_tick(self) -> None:
        """Waiting goes on while nobody touches anything."""
        if self.isVisible():
            self.listing.reload()
            self._settle.start()


def _misfit_words(kind: TrayKind) -> str:
    if kind is TrayKind.CASE:
        return QCoreApplication.translate("Referrals", "Es un caso: ábralo con Enter.")
    if kind is TrayKind.BACK:
        return QCoreApplication.translate("Referrals", "Esta vinculación le fue devuelta: reasígnela con R.")
    return QCoreApplication.translate("Referrals", "Se reasigna lo devuelto. Esta todavía espera respuesta.")
