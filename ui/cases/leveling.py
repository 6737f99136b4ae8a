"""The form that changes the level, in both directions, with the due moments that it would give."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import CriticalCriterion, Level
from desktop_app.services import case_levels, case_previews
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.effects import moved_lines
from ui.cases.keeper import StepKeeper
from ui.cases.reason_panel import ReasonPanel
from ui.cases.steps import LEVELING
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.operations import Background


class LevelPanel(ReasonPanel):
    """A digit says the level, another one the criterion of a critical case, then why."""

    name: ClassVar[str] = LEVELING

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self.levels = DigitBar(QCoreApplication.translate("Cases", "Nivel"), wrap=True)
        for level in Level:
            self.levels.add_numbered(level, core(label(level)))
        self.criteria = DigitBar(QCoreApplication.translate("Cases", "Criterio"), wrap=True)
        for criterion in CriticalCriterion:
            self.criteria.add_numbered(criterion, core(label(criterion)))
        self.top.addWidget(self.levels)
        self.top.addWidget(self.criteria)
        self.levels.chosen.connect(lambda _level: self._on_level())
        self.criteria.chosen.connect(lambda _criterion: self.text.setFocus())

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        return QCoreApplication.translate("Cases", "¿Por qué cambia el nivel?")

    def begin(self, case: CaseDetail) -> None:
        """Begin on the level that the case has."""
        self.levels.choose(case.line.level)
        self.criteria.choose(None)
        self.criteria.hide()

    def first(self) -> QWidget:
        """Return the level that the case has."""
        return next(chip for chip in self.levels.chips() if chip.isChecked())

    def submit(self) -> None:
        """Have the level changed."""
        level, criterion = self.levels.value(), self.criteria.value()
        if not isinstance(level, Level) or (self.case is not None and level is self.case.line.level):
            self.set_error(QCoreApplication.translate("Cases", "Elija otro nivel: 1 a 3."))
            self.levels.enter()
            return
        text = self.text.toPlainText()
        chosen = criterion if isinstance(criterion, CriticalCriterion) and level is Level.CRITICAL else None
        self.record(lambda context, case: case_levels.change_level(context, case, level, text, chosen))

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused, and go where it can be put right."""
        super().refused(field, sentence)
        if field == "criterion":
            self.criteria.enter()
        elif field == "reason":
            self.text.setFocus()

    def _on_level(self) -> None:
        self.set_error("")
        level, case = self.levels.value(), self.case
        if not isinstance(level, Level) or case is None:
            return
        critical = level is Level.CRITICAL
        same = level is case.line.level
        self.criteria.setVisible(critical and not same)
        if same:
            self.show_effect([QCoreApplication.translate("Cases", "El caso ya tiene ese nivel.")])
            return
        (self.criteria.enter if critical else self.text.setFocus)()
        context, case_id = self.context, case.line.id
        self.ask(
            lambda: case_previews.of_level(context, case_id, level),
            lambda changes: self.show_effect(moved_lines(changes)),
        )
