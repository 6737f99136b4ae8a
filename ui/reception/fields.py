"""Fields of Recepción that know more than text: a question by its digit, the detail, "sin contacto"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QCheckBox

from ui.kit.marks import paint_line_mark
from ui.kit.operations import Background
from ui.kit.suggest import Choice, Provider, SuggestField


class TopicField(SuggestField):
    """Consulta: type-ahead, or a bare digit while it is empty; a digit without its label opens the labels."""

    digit = Signal(int)

    def __init__(
        self, background: Background, provider: Provider, digits_live: Callable[[int], bool]
    ) -> None:
        super().__init__(
            background,
            provider,
            empty=QCoreApplication.translate(
                "Reception", "No está en el catálogo: se registrará con sus palabras, sin clasificar."
            ),
        )
        self._digits_live = digits_live
        self.list_asked: Callable[[int], bool] | None = None
        """Opens the numbered list, standing on a digit (0: the first); tells whether there is one."""
        self._marks: tuple[tuple[int, int], ...] = ()

    def set_marks(self, marks: tuple[tuple[int, int], ...]) -> None:
        """Mark stretches of what is typed; they go with the next letter."""
        if marks != self._marks:
            self._marks = marks
            self.update()

    def marked(self) -> list[str]:
        """Return the words that are marked."""
        return [self.text()[start:end] for start, end in self._marks]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and waves under what is marked."""
        super().paintEvent(event)
        if self._marks:
            paint_line_mark(self, event, self._marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear digits and, with Down, open the numbered list."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        number = event.key() - Qt.Key.Key_0
        if plain and not self.text() and 1 <= number <= 9 and self._digits_live(number):
            self.close_list()
            self.digit.emit(number)
        elif plain and not self.text() and 1 <= number <= 9 and self._asked(number):
            event.accept()
        elif plain and not self.text() and event.key() == Qt.Key.Key_Down and not self.list_open():
            self._asked(0)
        else:
            super().keyPressEvent(event)

    def _show(self, choices: Sequence[Choice]) -> None:
        """Do not promise to record a bare number: it is no question."""
        if not choices and self.text().strip().isdecimal():
            self.close_list()
        else:
            super()._show(choices)

    def _asked(self, number: int) -> bool:
        return self.list_asked is not None and self.list_asked(number)


class ContactCheck(QCheckBox):
    """ "Sin contacto": its key acts at once, not a tenth of a second later when Ctrl+Enter has come already."""

    def event(self, event: QEvent) -> bool:
        """Take the key of its label as a click."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous() and self.isEnabled():
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.click()
            return True
        return super().event(event)
