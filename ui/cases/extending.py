"""The form of an extension (prórroga): which clock, until which day, why, and what it comes to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.extensions import Clock
from desktop_app.services import case_extensions
from desktop_app.services.case_extensions import Extendable
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.effects import clock_name, moved_lines
from ui.cases.keeper import StepKeeper
from ui.cases.reason_panel import ReasonPanel
from ui.cases.steps import EXTENDING
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.formats import moment_text, parse_day
from ui.kit.operations import Background

_WAIT_MS = 200


class ExtensionPanel(ReasonPanel):
    """A digit says the clock, a day until when; what the law or the level forbids is told at once."""

    name: ClassVar[str] = EXTENDING

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self._clocks: dict[Clock, Extendable] = {}
        self.clocks = DigitBar(QCoreApplication.translate("Cases", "Plazo"), wrap=True)
        for clock in Clock:
            self.clocks.add_numbered(clock, clock_name(clock))
        self.day = QLineEdit()
        self.day.setAccessibleName(QCoreApplication.translate("Cases", "Nueva fecha"))
        self.day.setPlaceholderText(QCoreApplication.translate("Cases", "Nueva fecha: 24/11 o +3"))
        self.top.addWidget(self.clocks)
        self.top.addWidget(self.day)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._preview)
        self.clocks.chosen.connect(lambda _clock: self._on_clock())
        self.day.textEdited.connect(lambda _text: self._on_day())
        self.day.returnPressed.connect(self.text.setFocus)

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        return QCoreApplication.translate("Cases", "Motivo de la prórroga")

    def begin(self, case: CaseDetail) -> None:
        """Begin with the internal target, and ask which clocks may be extended."""
        self._clocks = {}
        self.day.clear()
        self.clocks.choose(Clock.INTERNAL)
        context, case_id = self.context, case.line.id
        self.ask(lambda: case_extensions.extendable(context, case_id), self._on_read)

    def first(self) -> QWidget:
        """Return the chosen clock."""
        return next(chip for chip in self.clocks.chips() if chip.isChecked())

    def submit(self) -> None:
        """Have the clock extended."""
        clock, day = self.clocks.value(), self._day()
        if day is None:
            self.set_error(
                QCoreApplication.translate("Cases", "Escriba la nueva fecha: 24/11, 24/11/2026 o +3.")
            )
            self.day.setFocus()
            return
        if isinstance(clock, Clock):
            text = self.text.toPlainText()
            self.record(lambda context, case: case_extensions.extend_case(context, case, clock, day, text))

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused, and go where it can be put right."""
        super().refused(field, sentence)
        where = {"until": self.day, "reason": self.text, "clock": self.first()}.get(field)
        if where is not None:
            where.setFocus()

    def _day(self) -> date | None:
        return parse_day(self.day.text(), self.context.now().date())

    def _on_read(self, found: tuple[Extendable, ...]) -> None:
        self._clocks = {each.clock: each for each in found}
        free = next((each.clock for each in found if not each.refusal), None)
        if free is not None and not self.day.text():
            self.clocks.choose(free)
        self._tell_clock()

    def _on_clock(self) -> None:
        self.set_error("")
        self._tell_clock()
        self.day.setFocus()
        self._wait.start()

    def _on_day(self) -> None:
        self.set_error("")
        self._wait.start()

    def _tell_clock(self) -> None:
        clock = self.clocks.value()
        found = self._clocks.get(clock) if isinstance(clock, Clock) else None
        if found is None:
            return
        if found.refusal:
            self.show_effect([core(found.refusal)])
        elif found.due is not None:
            words = QCoreApplication.translate("Cases", "{clock}: vence {due}.")
            self.show_effect([words.format(clock=clock_name(found.clock), due=moment_text(found.due))])

    def _preview(self) -> None:
        clock, day, case = self.clocks.value(), self._day(), self.case
        if not isinstance(clock, Clock) or day is None or case is None:
            self._tell_clock()
            return
        context, case_id = self.context, case.line.id
        self.ask(
            lambda: case_extensions.preview_extension(context, case_id, clock, day),
            lambda changes: self.show_effect(moved_lines(changes)),
        )
