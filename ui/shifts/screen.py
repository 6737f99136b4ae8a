"""Entregar turno: the list of what is left open, who receives it, a note; and what was received."""

from __future__ import annotations

from functools import partial
from time import monotonic

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services import drafts, shifts
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from desktop_app.services.shifts import Colleague, OpenWork, ShiftForm, ShiftSaved
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.formats import fold
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Failure
from ui.kit.received_shift import ReceivedShifts
from ui.kit.screen import Screen, Space, Tools
from ui.kit.shift_words import cases_text, referrals_text
from ui.kit.suggest import Choice, SuggestField
from ui.kit.surfaces import Card, text_label
from ui.kit.undo_keys import UndoFilter
from ui.shifts import actions
from ui.shifts.listing import ShiftListing
from ui.shifts.paper import ShiftPaper

_NOTE = 56
_WAIT_MS = 250
_MOST_OFFERED = 7
_SHOWN = frozenset({"case", "referral", "shift", "directory", "attention"})


class ShiftsScreen(Screen):
    """One person for all, or another for a line; Ctrl+Enter hands everything over in one act."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._colleagues: tuple[Colleague, ...] = ()
        self._receiver: Colleague | None = None
        self._line: bytes | None = None
        self._saving = False
        self._back: tuple[float, tuple[bytes, ...]] | None = None
        spec = tools.actions.spec
        self.received = ReceivedShifts(context, tools.background, spec(actions.TAKE).hint())
        self.summary = text_label("", wrap=True)
        self.listing = ShiftListing(tools.background)
        self.receiver = SuggestField(tools.background, self._choices)
        self.note = NoteEdit()
        self.error = text_label("", tone="error", wrap=True)
        self.print = Button(
            QCoreApplication.translate("Shifts", "Imprimir lista"),
            icon="print",
            hint=spec(actions.PRINT).hint(),
        )
        self.save = Button(
            QCoreApplication.translate("Shifts", "Entregar turno"),
            kind=Kind.PRIMARY,
            hint=spec(actions.SUBMIT_ID).hint(),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.paper = ShiftPaper(context, tools, self)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_WAIT_MS)
        self._keep_soon.timeout.connect(self.keep_draft)
        self._connect()
        self._load()
        self._restore()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Put the focus where work begins: on who receives the shift."""
        del args
        if self._pages.currentIndex() == 0:
            self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & _SHOWN:
            self._load()

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self.note.setFixedHeight(_NOTE // 2 + 4 if space.short else _NOTE)
        self.listing.setColumnHidden(3, space.narrow)
        self.keys.setVisible(not space.tiny)

    def keep_draft(self) -> None:
        """Keep the note for who receives."""
        context, text = self._context, self.note.toPlainText()
        if text.strip():
            work = partial(drafts.save_draft, context, shifts.NOTE_SLOT, {"text": text})
            self._tools.background.write(self, work).run()
        else:
            self._tools.background.write(self, lambda: drafts.drop_draft(context, shifts.NOTE_SLOT)).run()

    # Composition.

    def _build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.received)
        card = Card(QCoreApplication.translate("Shifts", "Entregar turno"))
        card.body.addWidget(self.summary)
        card.body.addWidget(self.listing, 1)
        spec = self._tools.actions.spec
        keys = [(spec(each).hint(), spec(each).label()) for each in (actions.ASSIGN, actions.LEAVE_OUT)]
        self.keys = text_label(" · ".join(" ".join(each) for each in keys), theme.Size.SMALL, tone="muted")
        card.body.addWidget(self.keys)
        name = QCoreApplication.translate("Shifts", "Quién recibe el turno")
        self.receiver.setAccessibleName(name)
        self.receiver.setPlaceholderText(name)
        card.body.addWidget(self.receiver)
        words = QCoreApplication.translate("Shifts", "Nota para quien recibe (opcional)")
        self.note.setPlaceholderText(words)
        self.note.setAccessibleName(words)
        self.note.setFixedHeight(_NOTE)
        card.body.addWidget(self.note)
        card.body.addWidget(self.error)
        self.error.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.print)
        foot.addStretch(1)
        foot.addWidget(self.save)
        card.body.addLayout(foot)
        column.addWidget(card, 1)
        return page

    def _connect(self) -> None:
        self.receiver.taken.connect(self._on_taken)
        self.receiver.textEdited.connect(self._on_edited)
        self.note.textChanged.connect(self._keep_soon.start)
        self.note.refused.connect(self._set_error)
        self.save.clicked.connect(self.submit)
        self.print.clicked.connect(self.print_list)
        self.received.taken.connect(self._on_received)
        bind = self._tools.actions.bind
        bind(actions.SUBMIT_ID, self, self.submit)
        bind(actions.TAKE, self, self.received.take_first)
        bind(actions.UNDO, self, self.undo)
        bind(actions.PRINT, self, self.print_list)
        bind(actions.KEEP, self, self.paper.keep_list)
        bind(actions.ASSIGN, self.listing, self._ask_for_line)
        bind(actions.LEAVE_OUT, self.listing, self._swap_kept)
        self._undo_filter = UndoFilter((self.receiver, self.note), self)

    def _load(self) -> None:
        context = self._context

        def work() -> tuple[OpenWork, tuple[Colleague, ...]]:
            return shifts.open_work(context), shifts.colleagues(context)

        self._tools.background.read(self, work).on_success(lambda found: self._show(*found)).run()
        self.received.load()

    def _show(self, work: OpenWork, colleagues: tuple[Colleague, ...]) -> None:
        self._colleagues = colleagues
        if self._receiver not in colleagues:
            self._receiver = None
        self.listing.show_cases(work.cases, self._receiver)
        self.summary.setText(_summary(work, alone=not colleagues))
        self.save.setEnabled(bool(work.cases) and bool(colleagues))

    def _restore(self) -> None:
        context = self._context

        def done(text: str) -> None:
            if text and not self.note.toPlainText():
                self.note.setPlainText(text)

        def work() -> str:
            found = (draft for draft in drafts.open_drafts(context) if draft.slot == shifts.NOTE_SLOT)
            return next((str(draft.content.get("text") or "") for draft in found), "")

        self._tools.background.read(self, work).on_success(done).run()

    # Who receives.

    def _choices(self, typed: str) -> list[Choice]:
        wanted = fold(typed).split()
        found = []
        for each in self._colleagues:
            parts = fold(f"{each.name} {each.unit_name}").split()
            if all(any(part.startswith(word) for part in parts) for word in wanted):
                away = QCoreApplication.translate("Shifts", "Ausente") if each.absent else ""
                found.append(Choice(each, each.name, " · ".join(p for p in (each.unit_name, away) if p)))
        return found[:_MOST_OFFERED]

    def _on_taken(self, choice: Choice) -> None:
        if not isinstance(choice.value, Colleague):
            return
        self._set_error("")
        if self._line is not None:
            self.listing.give(self._line, choice.value)
            self._end_line()
            self.listing.setFocus()
            return
        self._receiver = choice.value
        self.receiver.setText(choice.value.name)
        self.listing.give_all(choice.value)
        self.note.setFocus()

    def _on_edited(self, _text: str) -> None:
        if self._line is None and self._receiver is not None:
            self._receiver = None
            self.listing.give_all(None)

    def _ask_for_line(self) -> None:
        row = self.listing.current()
        if row is None:
            return
        self._line = row.case.id
        words = QCoreApplication.translate("Shifts", "Quién recibe el caso {number}")
        self.receiver.setPlaceholderText(words.format(number=row.case.number))
        self.receiver.setAccessibleName(self.receiver.placeholderText())
        self.receiver.setText("")
        self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_line(self) -> None:
        self._line = None
        name = QCoreApplication.translate("Shifts", "Quién recibe el turno")
        self.receiver.setPlaceholderText(name)
        self.receiver.setAccessibleName(name)
        self.receiver.setText(self._receiver.name if self._receiver is not None else "")

    def _swap_kept(self) -> None:
        row = self.listing.current()
        if row is not None:
            self.listing.swap_kept(row.case.id)

    # Handing over.

    def submit(self) -> None:
        """Hand the shift over; say what is missing."""
        if self._saving or self._pages.currentIndex() or not self.save.isEnabled():
            return
        chosen = self.listing.chosen()
        if not chosen:
            self._set_error(QCoreApplication.translate("Shifts", "Elija de la lista quién recibe el turno."))
            self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        context, form = self._context, ShiftForm(chosen, self.note.toPlainText())
        self._saving = True

        def failed(failure: Failure) -> None:
            self._saving = False
            self._set_error(failure.sentence)

        work = partial(shifts.hand_over, context, form)
        self._tools.background.write(self, work).on_success(self._on_saved).on_failure(failed).run()

    def _on_saved(self, saved: ShiftSaved) -> None:
        self._saving = False
        self._set_error("")
        self.note.setPlainText("")
        self._back = (monotonic() + SECONDS, saved.shifts)
        words = QCoreApplication.translate("Shifts", "Turno entregado a {names}: {cases}.")
        text = words.format(names=", ".join(saved.receivers), cases=cases_text(saved.cases))
        undo = QCoreApplication.translate("Shifts", "Deshacer")
        hint = self._tools.actions.spec(actions.UNDO).hint()
        self.say.emit(Message(Tone.DONE, text, f"{undo}  {hint}", self.undo))

    def undo(self) -> None:
        """Take the last hand-over back, within ten seconds."""
        back, self._back = self._back, None
        if back is None or monotonic() > back[0]:
            text = QCoreApplication.translate("Shifts", "No hay una entrega de hace menos de 10 segundos.")
            self.say.emit(Message(Tone.INFO, text))
            return
        context, given = self._context, back[1]

        def done(_changed: Changed) -> None:
            text = QCoreApplication.translate("Shifts", "Entrega deshecha: los casos siguen a su nombre.")
            self.say.emit(Message(Tone.INFO, text))

        self._tools.background.write(self, lambda: Changed(shifts.undo_shift(context, given))).on_success(
            done
        ).run()

    def _on_received(self, sentence: str) -> None:
        words = QCoreApplication.translate("Shifts", "{sentence}. Recibido.").format(sentence=sentence)
        self.say.emit(Message(Tone.DONE, words))

    # On paper.

    def print_list(self) -> None:
        """Show the list as it will be printed; where it is shown, print it."""
        self.paper.print_list(self.listing.chosen(), self.note.toPlainText())

    def show_page(self, page: QWidget | None) -> None:
        """Show the list on paper, or the work again (None)."""
        if page is None:
            self._pages.setCurrentIndex(0)
            self.print.setFocus()
        else:
            self._pages.addWidget(page)
            self._pages.setCurrentWidget(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the choice for one line."""
        if event.key() == Qt.Key.Key_Escape and self._line is not None:
            self._end_line()
            self.listing.setFocus()
        else:
            super().keyPressEvent(event)

    def _set_error(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def _summary(work: OpenWork, *, alone: bool) -> str:
    parts = [cases_text(len(work.cases))]
    if work.referrals:
        sent = QCoreApplication.translate("Shifts", "{referrals} sin respuesta ({numbers})")
        numbers = ", ".join(row.number for row in work.referrals[:3]) + (
            "…" if len(work.referrals) > 3 else ""
        )
        parts.append(sent.format(referrals=referrals_text(len(work.referrals)), numbers=numbers))
    if work.drafts == 1:
        parts.append(QCoreApplication.translate("Shifts", "1 borrador en esta ventanilla"))
    elif work.drafts:
        words = QCoreApplication.translate("Shifts", "{count} borradores en esta ventanilla")
        parts.append(words.format(count=work.drafts))
    text = QCoreApplication.translate("Shifts", "Deja abierto: {what}.").format(what=", ".join(parts))
    if alone and work.cases:
        text += " " + QCoreApplication.translate(
            "Shifts",
            "No hay a quién entregarlo: se entrega a alguien de su unidad, y su usuario no está en una con más "
            "personas. Pida a su supervisión que lo asigne.",
        )
    return text
