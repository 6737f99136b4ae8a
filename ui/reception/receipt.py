"""From the record that was just made to its receipt, or to the slip of its hand-over, with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.services.context import Context
from ui.kit.messages import Message, Tone
from ui.kit.screen import RECEIPTS, REFERRALS, ShowReceipt, ShowReferral, Tools

if TYPE_CHECKING:
    from ui.reception.screen import ReceptionScreen


class LatestReceipt:
    """Shows the receipt of the last record: of this window, else of today."""

    def __init__(self, context: Context, tools: Tools, screen: ReceptionScreen) -> None:
        self._context = context
        self._tools = tools
        self._screen = screen

    def show(self) -> None:
        """Go to it, or say that there is nothing yet."""
        context, last = self._context, self._screen.recording.last_saved

        def work() -> bytes | None:
            from desktop_app.services import reception

            latest = reception.today(context, 1)
            return latest[0].id if latest else None

        if last is not None:
            self._go(last)
        else:
            self._tools.background.read(self._screen, work).on_success(self._go).run()

    def show_slip(self) -> None:
        """Show the slip of the last hand-over in Vincular, or say that the last record was none."""
        context, last = self._context, self._screen.recording.last_saved

        def work() -> bytes | None:
            from desktop_app.services import attentions, reception

            ids = [last] if last is not None else [row.id for row in reception.today(context, 1)]
            found = attentions.get_attention(context, ids[0]) if ids else None
            return found.referral if found is not None and not found.voided else None

        def done(referral: bytes | None) -> None:
            if referral is not None:
                self._screen.go.emit(REFERRALS, ShowReferral(referral, slip=True))
                return
            text = QCoreApplication.translate("Reception", "El último registro no es una vinculación.")
            self._screen.say.emit(Message(Tone.INFO, text, key="slip"))

        self._tools.background.read(self._screen, work).on_success(done).run()

    def _go(self, record: bytes | None) -> None:
        if record is not None:
            self._screen.go.emit(RECEIPTS, ShowReceipt("attention", record, copy=False))
            return
        text = QCoreApplication.translate(
            "Reception", "Hoy todavía no hay un registro del que dar constancia."
        )
        self._screen.say.emit(Message(Tone.INFO, text, key="receipt"))
