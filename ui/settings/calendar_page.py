"""Calendario: the hours of the week, and the days that are not like any other."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.services.access import Permission
from desktop_app.services.case_rescheduling import Cause
from desktop_app.services.context import Context
from ui.kit.buttons import SegmentedBar
from ui.kit.screen import Space, Tools
from ui.settings.days_part import DaysPart
from ui.settings.moves_card import MovesCard
from ui.settings.page import NoticeLine, Page, PartStack
from ui.settings.week_part import WeekPart


class CalendarPage(Page):
    """Two parts, one of them shown; each keeps what was typed in it."""

    id = "calendar"
    icon = "calendar"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self.parts = SegmentedBar(QCoreApplication.translate("Settings", "Parte del calendario"))
        self.parts.add("week", QCoreApplication.translate("Settings", "Horario de la semana"))
        self.parts.add("days", QCoreApplication.translate("Settings", "Feriados y días especiales"))
        self.parts.choose("week")
        self.column.addWidget(self.parts)
        if not context.actor.may(Permission.EDIT_SETTINGS):
            words = QCoreApplication.translate("Settings", "Solo administración puede cambiar el calendario.")
            self.column.addWidget(NoticeLine(words, "lock"))
        self.week = WeekPart(context, tools)
        self.days = DaysPart(context, tools)
        self.stack = PartStack()
        for part in (self.week, self.days):
            part.column.setContentsMargins(0, 0, 0, 0)
            part.say.connect(self.say)
            part.state_changed.connect(self.state_changed)
            self.stack.addWidget(part)
        self.column.addWidget(self.stack, 1)
        self.moves = MovesCard(context, tools, Cause.CALENDAR)
        self.moves.say.connect(self.say)
        self.column.addWidget(self.moves)
        self.moves.setVisible(context.actor.may(Permission.EDIT_SETTINGS))
        self.week.written.connect(self.moves.look_now)
        self.days.written.connect(self.moves.look_now)
        self.parts.chosen.connect(self._on_part)

    def part(self) -> Page:
        """Return the part that is shown."""
        return self.week if self.stack.currentIndex() == 0 else self.days

    def _on_part(self, name: object) -> None:
        self.stack.show_part(0 if name == "week" else 1)
        self.part().load()
        self.state_changed.emit()

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Calendario")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Cuándo se atiende. Con esto se cuentan los plazos en días y horas hábiles."
        )

    def first(self) -> QWidget:
        """Return the chosen part's name."""
        chips = self.parts.chips()
        return next((chip for chip in chips if chip.isChecked()), chips[0])

    def load(self) -> None:
        """Read what the shown part shows."""
        self.part().load()

    def fit(self, space: Space) -> None:
        """Pass the room on."""
        self.week.fit(space)
        self.days.fit(space)

    def editing(self) -> bool:
        """Tell whether the shown part has a form to save."""
        return self.part().editing()

    def dirty(self) -> bool:
        """Tell whether something in either part is not saved."""
        return self.week.dirty() or self.days.dirty()

    def save(self) -> None:
        """Save the shown part."""
        self.part().save()

    def discard(self) -> None:
        """Show again what is stored of the shown part."""
        self.part().discard()

    def leave(self) -> bool:
        """Close the form of a day."""
        if self.part().leave():
            return True
        if not self.first().hasFocus():
            self.first().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False
