"""A line that stays until the shift it tells of is acknowledged; nothing where none was received."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.services import shifts
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from desktop_app.services.shifts import ReceivedShift
from ui.kit.buttons import Button
from ui.kit.operations import Background
from ui.kit.shift_words import received_text
from ui.kit.surfaces import Icon, text_label

_MOST_NUMBERS = 6


class ReceivedShifts(QWidget):
    """The shifts that wait to be acknowledged, one card each; it fetches and records by itself."""

    taken = Signal(str)
    """The sentence of a shift that was acknowledged."""

    def __init__(
        self, context: Context, background: Background, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._hint = hint
        self._found: tuple[ReceivedShift, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.buttons: list[Button] = []
        self.hide()

    def load(self) -> None:
        """Fetch what was received."""
        context = self._context
        self._background.read(self, lambda: shifts.received(context)).on_success(self.show_shifts).run()

    def shown(self) -> tuple[ReceivedShift, ...]:
        """Return what is shown."""
        return self._found

    def show_shifts(self, found: tuple[ReceivedShift, ...]) -> None:
        """Show these shifts."""
        if found == self._found:
            return
        self._found = found
        while self._column.count():
            card = self._column.takeAt(0).widget()
            card.hide()
            card.deleteLater()
        self.buttons = []
        for shift in found:
            self._column.addWidget(self._card(shift))
        self.setVisible(bool(found))

    def take_first(self) -> None:
        """Acknowledge the newest one."""
        if self._found:
            self._take(self._found[0])

    def _card(self, shift: ReceivedShift) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "notice")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(Icon("swap"))
        words = QVBoxLayout()
        words.addWidget(
            text_label(f"{received_text(shift)} · {shift.sent:%d/%m %H:%M}", strong=True, wrap=True)
        )
        numbers = [each.number for each in shift.cases[:_MOST_NUMBERS]]
        numbers += ["…"] if len(shift.cases) > _MOST_NUMBERS else []
        details = [", ".join(numbers)] if numbers else []
        details += [f"«{shift.note}»"] if shift.note else []
        if details:
            words.addWidget(text_label("\n".join(details), tone="muted", wrap=True))
        row.addLayout(words, 1)
        first = not self.buttons
        button = Button(
            QCoreApplication.translate("Shifts", "Lo recibí"), icon="check", hint=self._hint if first else ""
        )
        button.clicked.connect(lambda _checked=False, shift=shift: self._take(shift))
        row.addWidget(button)
        self.buttons.append(button)
        return card

    def _take(self, shift: ReceivedShift) -> None:
        context = self._context

        def done(_changed: Changed) -> None:
            self.taken.emit(received_text(shift))
            self.load()

        self._background.write(self, lambda: Changed(shifts.acknowledge(context, shift.id))).on_success(
            done
        ).run()
