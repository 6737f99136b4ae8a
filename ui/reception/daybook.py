"""Reading what was recorded today, and taking a record back later than its ten seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Signal

from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import Tools
from ui.reception.day_detail import DayDetail
from ui.reception.view import ReceptionView

if TYPE_CHECKING:
    from desktop_app.services.attentions import Attention
    from desktop_app.services.context import Context
    from desktop_app.services.voiding import Voided


class Daybook(QObject):
    """While it is open, the form's room belongs to today's list; the attention in front stays as it is."""

    say = Signal(object)
    """Message."""

    def __init__(
        self, context: Context, tools: Tools, view: ReceptionView, back: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tools = tools
        self._parts = view.parts
        self._today = view.today
        self._detail: DayDetail = view.day_detail
        self._back = back
        self._shown: bytes | None = None
        self._fetch: Operation[Attention] | None = None
        self._today.table.opened.connect(self._on_opened)
        self._today.table.clicked.connect(self._on_clicked)
        self._today.table.row_changed.connect(self._on_row)
        self._today.model.loaded.connect(lambda _count: self._on_row(self._today.table.current_row()))
        self._today.left.connect(self.leave)
        self._detail.void.clicked.connect(self._detail.ask_reason)
        self._detail.form.submitted.connect(self._void)
        self._detail.form.left.connect(self._today.table.setFocus)

    def is_open(self) -> bool:
        """Tell whether today's list has the form's room."""
        return self._parts.reading

    def toggle(self) -> None:
        """Open today's list, or go back to the form."""
        if self.is_open():
            self.leave()
        else:
            self._open(max(self._today.table.current_row(), 0))

    def leave(self) -> None:
        """Go back to the form."""
        if self.close():
            self._back()

    def close(self) -> bool:
        """Give the room back to the form; tell whether it was open."""
        was_open = self.is_open()
        if was_open:
            self._parts.show_day(reading=False)
            self._show_submit()
            self._detail.show_nothing()
            self._shown = None
            self._today.table.clearSelection()
            self._today.table.setCurrentIndex(QModelIndex())
        return was_open

    def submit(self) -> None:
        """Take the record back for the reason that was written; without that form, go back to the other."""
        if self._detail.form.isHidden():
            self.leave()
        else:
            self._detail.form.submit()

    def ask_reason(self) -> None:
        """Ask why the chosen attention is taken back."""
        if not self.is_open():
            self._open(max(self._today.table.current_row(), 0))
        self._detail.ask_reason()

    def _open(self, row: int) -> None:
        if not self.is_open():
            self._parts.show_day(reading=True)
            self._show_submit()
        self._today.table.setFocus()
        self._today.table.go_to(row)
        self._on_row(self._today.table.current_row())

    def _show_submit(self) -> None:
        # What would be recorded can't be seen meanwhile: the key leads back first.
        bar = self._parts.bar
        bar.submit.setVisible(not self.is_open())
        bar.setVisible(not self.is_open() or bar.submit.isEnabled())  # nobody attended: nothing else in it

    def _on_opened(self, row: int) -> None:
        if not self.is_open():
            self._open(row)
        elif not self._detail.void.isHidden():
            self._detail.void.setFocus()

    def _on_clicked(self, index: QModelIndex) -> None:
        if not self.is_open():
            self._open(index.row())

    def _on_row(self, number: int) -> None:
        row = self._today.model.row(number) if self.is_open() and number >= 0 else None
        if row is None:
            if self.is_open():
                self._detail.show_nothing()
                self._shown = None
            return
        if row.id != self._shown:
            self._shown = row.id
            self._read(row.id)

    def _read(self, attention: bytes) -> None:
        if self._fetch is not None:
            self._fetch.drop()
        context = self._context

        def done(found: Attention) -> None:
            self._fetch = None
            if self.is_open():
                self._detail.show_attention(found)

        def work() -> Attention:
            from desktop_app.services import attentions

            return attentions.get_attention(context, attention)

        self._fetch = self._tools.background.read(self, work).on_success(done).run()

    def _void(self, reason: str) -> None:
        context, attention = self._context, self._shown
        if attention is None:
            return

        def done(_voided: Voided) -> None:
            self._today.table.setFocus()
            if self._shown == attention:
                self._read(attention)
            text = QCoreApplication.translate(
                "Reception", "Atención anulada: queda en el registro con su motivo."
            )
            self.say.emit(Message(Tone.DONE, text))

        def failed(failure: Failure) -> None:
            if self._shown == attention:
                self._detail.refuse(failure.field, failure.sentence)

        def work() -> Voided:
            from desktop_app.services import voiding

            return voiding.void(context, attention, reason)

        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()
