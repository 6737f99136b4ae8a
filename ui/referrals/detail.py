"""The right pane: one hand-over with its need, what may be done with it, and its way so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.protocol import HandOver
from desktop_app.domain.values import ReferralState
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import HistoryEntry, ReferralDetail
from desktop_app.services.tray import TrayLine
from ui.kit import theme
from ui.kit.badges import BadgeLabel
from ui.kit.buttons import ActRow, Button, Kind
from ui.kit.core import core
from ui.kit.detail import DetailPane, Section, boxed, empty
from ui.kit.formats import moment_text
from ui.kit.surfaces import EmptyState, text_label
from ui.kit.urgency import case_badge
from ui.referrals.actions import ACCEPT, AGAIN, KEYS, LINK, OPEN_CASE, PHONE, RESOLVE, RETURN, SILENT, SLIP
from ui.referrals.answer_form import AnswerForm
from ui.referrals.case_form import CaseFromPanel
from ui.referrals.words import (
    bounces_text,
    history_text,
    not_here_text,
    note_text,
    receiver_text,
    say_text,
    state_badge,
    unknown_text,
)

CASE = "case"
GUIDE = "guide"
VOID = "void"

_BUTTONS = (
    (ReferralState.ACCEPTED, ACCEPT, "check"),
    (ReferralState.RETURNED, RETURN, "undo"),
    (ReferralState.CONFIRMED_BY_PHONE, PHONE, "phone"),
    (ReferralState.NO_ANSWER, SILENT, ""),
    (ReferralState.VOIDED, VOID, ""),
)


def act_words(act: str) -> str:
    """Return what the button of an act says."""
    return {
        ACCEPT: QCoreApplication.translate("Referrals", "Aceptar"),
        RETURN: QCoreApplication.translate("Referrals", "Devolver"),
        PHONE: QCoreApplication.translate("Referrals", "Confirmó por teléfono"),
        SILENT: QCoreApplication.translate("Referrals", "Sin respuesta"),
        RESOLVE: QCoreApplication.translate("Referrals", "Resolver aquí"),
        OPEN_CASE: QCoreApplication.translate("Referrals", "Volver caso"),
        SLIP: QCoreApplication.translate("Referrals", "Papel"),
        LINK: QCoreApplication.translate("Referrals", "Es la misma necesidad"),
        VOID: QCoreApplication.translate("Referrals", "Anular"),
        AGAIN: QCoreApplication.translate("Referrals", "Reasignar"),
        CASE: QCoreApplication.translate("Referrals", "Abrir el caso"),
        GUIDE: QCoreApplication.translate("Referrals", "Ver la guía"),
    }[act]


class ReferralPane(DetailPane):
    """Everything about one hand-over, or about a case of the tray. ``speaks``: shows what to tell the citizen."""

    act_chosen = Signal(str)
    """Act whose button was pressed."""

    def __init__(
        self, context: Context, submit_hint: str, *, speaks: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("Referrals", "Detalle de la vinculación"), parent)
        self._context = context
        self._speaks = speaks
        self.referral: ReferralDetail | None = None
        self.case: TrayLine | None = None
        self.badge = BadgeLabel()
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.who = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.say = text_label("", wrap=True)
        self._say_box = boxed(self.say)
        self._buttons = ActRow()
        self._flow = self._buttons.flow
        self.form = AnswerForm(submit_hint)
        self.case_form = CaseFromPanel(submit_hint)
        for form in (self.form, self.case_form):
            form.toggled.connect(self._show_or_hide_buttons)
        self.note = text_label("", wrap=True)
        self._note_box = boxed(self.note)
        self._note_box.setProperty("kind", "warning")
        self.facts = Section(3)
        self._history_title = text_label(QCoreApplication.translate("Referrals", "Recorrido"), strong=True)
        self.history = Section(3)
        self._shown = (
            self.badge, self.title, self.who, self._say_box, self._note_box, self._buttons, self.form,
            self.case_form, self.facts,
            self._history_title, self.history,
        )  # fmt: skip
        for widget in self._shown:
            self.column.addWidget(widget)
        self._empty = EmptyState(
            "inbox",
            QCoreApplication.translate("Referrals", "Aquí verá la vinculación que elija en la lista."),
        )
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self.referral = self.case = None
        self.form.finish()
        self.case_form.finish()
        for widget in self._shown:
            widget.setVisible(False)
        self._empty.setVisible(True)

    def show_referral(self, found: ReferralDetail, now: datetime) -> None:
        """Show a hand-over; a form that is open for it stays."""
        self._turn_to(found.line.id)
        self.referral, self.case = found, None
        line = found.line
        self.badge.set_badge(state_badge(line))
        self.title.setText(line.need)
        people = [line.citizen or unknown_text(), found.contact]
        self.who.setText(" · ".join(part for part in (line.number, *people) if part))
        say = ""
        if self._speaks and line.state not in (ReferralState.RESOLVED, ReferralState.VOIDED):
            hand_over = HandOver(line.official, found.works_in, found.place, line.state)
            say = say_text(self._context, hand_over, found.channel, now)
        self.say.setText(f"«{core(say)}»" if say else "")
        self._show_buttons(_acts(found))
        self._show_facts(_facts(found))
        self._show_history(found.history, now)
        for widget in (self.title, self.who, self.facts, self._history_title, self.history):
            widget.setVisible(True)
        self._say_box.setVisible(bool(say))
        self.note.setText(note_text(found, now))
        self._note_box.setVisible(bool(self.note.text()))

    def show_case(self, line: TrayLine) -> None:
        """Show a case of the tray: enough to decide whether to open it."""
        self._turn_to(line.id)
        self.referral, self.case = None, line
        self.badge.set_badge(case_badge(line.badge))
        self.title.setText(line.need)
        self.who.setText(" · ".join(part for part in (line.number, line.citizen) if part))
        self._show_buttons([CASE])
        opened = moment_text(line.since) if line.since else ""
        self._show_facts(
            [
                (QCoreApplication.translate("Referrals", "Unidad"), line.sender),
                (QCoreApplication.translate("Referrals", "Responsable"), line.receiver),
                (QCoreApplication.translate("Referrals", "En reemplazo de"), line.instead_of),
                (QCoreApplication.translate("Referrals", "Ingresó"), opened),
            ]
        )
        for widget in (self.title, self.who, self.facts):
            widget.setVisible(True)
        for absent in (self._say_box, self._note_box, self._history_title, self.history):
            absent.setVisible(False)

    def shown_id(self) -> bytes | None:
        """Return the id of what is shown."""
        if self.referral is not None:
            return self.referral.line.id
        return self.case.id if self.case is not None else None

    def bring_into_sight(self, form: QWidget) -> None:
        """Scroll until a form that has just appeared can be seen."""
        # Only after the layout has given it its place.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(form, 0, 8))

    def submit(self) -> None:
        """Save what is being written about the hand-over."""
        for form in (self.form, self.case_form):
            if form.isVisible():
                form.submit()

    def first_button(self) -> Button | None:
        """Return the first act's button."""
        return next(iter(self._buttons.buttons()), None)

    def _turn_to(self, id_: bytes) -> None:
        if self.shown_id() != id_:
            self.verticalScrollBar().setValue(0)
        if self.form.referral != id_:
            self.form.finish()
        if self.case_form.referral != id_:
            self.case_form.finish()
        self._empty.setVisible(False)

    def _show_buttons(self, acts: Sequence[str]) -> None:
        now = QApplication.focusWidget()
        focused = now is not None and self._buttons.isAncestorOf(now)
        empty(self._flow)
        for at, act in enumerate(acts):
            # Vincular's own loudest button begins a new one.
            loud = at == 0 and act in (ACCEPT, AGAIN) and not self._speaks
            kind = Kind.PRIMARY if loud else Kind.NORMAL
            button = Button(act_words(act), kind=kind, hint="Enter" if act == CASE else KEYS.get(act, ""))
            button.setObjectName(act)
            button.clicked.connect(lambda _checked=False, act=act: self.act_chosen.emit(act))
            self._flow.addWidget(button)
        self._show_or_hide_buttons()
        if focused and (first := self.first_button()) is not None:
            first.setFocus()

    def _show_or_hide_buttons(self) -> None:
        # While an answer is written, its own buttons are the ones that count.
        writing = self.form.referral is not None or self.case_form.referral is not None
        self._buttons.setVisible(self._flow.count() > 0 and not writing)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        column = self.facts.emptied()
        for name, words in facts:
            if words:
                column.addWidget(text_label(name, theme.Size.SMALL, tone="muted"))
                column.addWidget(text_label(words, wrap=True))

    def _show_history(self, entries: Sequence[HistoryEntry], now: datetime) -> None:
        column = self.history.emptied()
        for entry in reversed(entries):
            column.addWidget(text_label(history_text(entry, now), theme.Size.SMALL, tone="muted", wrap=True))
            if entry.text:
                column.addWidget(text_label(f"«{entry.text}»", wrap=True))


def _acts(found: ReferralDetail) -> list[str]:
    acts = [act for state, act, _icon in _BUTTONS if state in found.answers]
    if found.may_open_case:
        acts.insert(1 if ACCEPT in acts else 0, OPEN_CASE)
    if found.may_resolve:
        acts.insert(1 if ACCEPT in acts else 0, RESOLVE)
    if found.same_need:
        acts.append(LINK)
    if found.may_reassign:
        acts.insert(0, AGAIN)
    if found.line.state not in (ReferralState.RETURNED, ReferralState.VOIDED) and found.onward is None:
        acts.append(SLIP)
    if found.case_id is not None:
        acts.append(CASE)
    if found.topic_id is not None:
        acts.append(GUIDE)
    return acts


def _facts(found: ReferralDetail) -> list[tuple[str, str]]:
    line = found.line
    receiver = receiver_text(line.official, line.unit) or not_here_text()
    why = core(label(line.reason)) if line.reason is not None else ""
    return [
        (
            QCoreApplication.translate("Referrals", "Motivo de la devolución"),
            ". ".join(part for part in (why, found.comment) if part) if line.reason else "",
        ),
        (
            QCoreApplication.translate("Referrals", "Envía"),
            f"{line.sender} · {moment_text(line.sent)}".strip(" ·"),
        ),
        (
            QCoreApplication.translate("Referrals", "Recibe"),
            "\n".join(
                part for part in (receiver, " · ".join(filter(None, (found.position, found.place)))) if part
            ),
        ),
        (
            QCoreApplication.translate("Referrals", "Trámite o consulta"),
            found.topic if found.topic != line.need else "",
        ),
        (QCoreApplication.translate("Referrals", "Rebotes"), bounces_text(line.bounces)),
    ]
