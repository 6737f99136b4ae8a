"""From the record that was just made to its receipt, with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.services.context import Context
from ui.kit.messages import Message, Tone
from ui.kit.screen import RECEIPTS, ShowReceipt, Tools

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

    def _go(self, record: bytes | None) -> None:
        if record is not None:
            self._screen.go.emit(RECEIPTS, ShowReceipt("attention", record, copy=False))
            return
        text = QCoreApplication.translate(
            "Reception", "Hoy todavía no hay un registro del que dar constancia."
        )
        self._screen.say.emit(Message(Tone.INFO, text, key="receipt"))
