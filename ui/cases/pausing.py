"""The form that pauses a case: what is waited for, by when, and what happens to both clocks."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.waits import WAIT_WORDS, Wait
from desktop_app.services import case_pauses, case_previews
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.case_previews import ClockChange
from desktop_app.services.context import Context
from ui.cases.effects import pause_lines
from ui.cases.keeper import StepKeeper
from ui.cases.reason_panel import ReasonPanel
from ui.cases.steps import PAUSING
from ui.kit import theme
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.formats import parse_day
from ui.kit.operations import Background
from ui.kit.surfaces import text_label


class PausePanel(ReasonPanel):
    """A digit says what is waited for; with any other reason it is written."""

    name: ClassVar[str] = PAUSING

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self.waits = DigitBar(QCoreApplication.translate("Cases", "Qué se espera"), wrap=True)
        for wait in Wait:
            self.waits.add_numbered(wait, core(WAIT_WORDS[wait]))
        self.waits.chosen.connect(lambda _wait: self._on_wait())
        self.top.addWidget(self.waits)
        self._cure_words = text_label(
            QCoreApplication.translate("Cases", "Plazo para subsanar, hasta el (vacío: sin plazo)"),
            theme.Size.SMALL,
            tone="muted",
            wrap=True,
        )
        self.cure = QLineEdit()
        self.cure.setAccessibleName(self._cure_words.text())
        self.cure.setPlaceholderText(QCoreApplication.translate("Cases", "24/11, mañana o +3"))
        self._cure_words.setBuddy(self.cure)
        self.top.addWidget(self._cure_words)
        self.top.addWidget(self.cure)
        self.cure.textEdited.connect(lambda _text: self.set_error(""))

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        return QCoreApplication.translate("Cases", "¿Qué se espera del ciudadano?")

    def begin(self, case: CaseDetail) -> None:
        """Begin with nothing chosen, and ask what the pause would do."""
        self.waits.choose(None)
        self.cure.clear()
        for widget in (self._cure_words, self.cure):
            widget.hide()
        context, case_id = self.context, case.line.id

        def work() -> tuple[tuple[ClockChange, ...], date | None]:
            return case_previews.of_pause(context, case_id), case_pauses.cure_day(context, case_id)

        self.ask(work, self._on_read)

    def first(self) -> QWidget:
        """Return the first preset."""
        return self.waits.chips()[0]

    def submit(self) -> None:
        """Have the case paused."""
        wait = self.waits.value()
        typed = self.cure.text().strip()
        day = parse_day(typed, self.context.now().date()) if typed else None
        if typed and day is None:
            self.set_error(
                QCoreApplication.translate(
                    "Cases", "Escriba la fecha como 24/11, mañana o +3, o déjela vacía."
                )
            )
            self.cure.setFocus()
            return
        text = self.text.toPlainText()
        chosen = wait if isinstance(wait, Wait) else Wait.OTHER
        self.record(lambda context, case: case_pauses.pause_case(context, case, chosen, text, cure_by=day))

    def _on_wait(self) -> None:
        self.set_error("")
        if self.waits.value() is Wait.OTHER:
            self.text.setFocus()

    def _on_read(self, found: tuple[tuple[ClockChange, ...], date | None]) -> None:
        changes, day = found
        self.show_effect(pause_lines(changes))
        for widget in (self._cure_words, self.cure):
            widget.setVisible(day is not None)
        if day is not None and not self.cure.text():
            self.cure.setText(f"{day:%d/%m/%Y}")
