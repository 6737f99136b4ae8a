"""The hours of the week, a field for each weekday."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.dates import WEEKDAYS_LONG
from desktop_app.domain.hours import format_hours
from desktop_app.services import settings
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from ui.kit.forms import FormRow
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.settings.page import FormPage, at_left, small

_FIELDS = 440


class WeekPart(FormPage):
    """Text such as "08:00-13:00, 14:00-16:30"; an empty field is a closed day."""

    written = Signal()
    """The week in force is another one now."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        card = Card()
        card.body.addWidget(
            small(
                QCoreApplication.translate(
                    "Settings", "Por ejemplo 08:00-13:00, 14:00-16:30. Vacío: ese día no se atiende."
                )
            )
        )
        self.fields: list[QLineEdit] = []
        for number, name in enumerate(WEEKDAYS_LONG):
            field = QLineEdit()
            field.setReadOnly(not self._may)
            field.setPlaceholderText(QCoreApplication.translate("Settings", "Cerrado"))
            field.textChanged.connect(self.on_typed)
            self.fields.append(field)
            words = QCoreApplication.translate("core", name).capitalize()
            self.form.add(FormRow(f"day{number}", words, field))
        self.form.setMaximumWidth(_FIELDS)
        card.body.addLayout(at_left(self.form))
        self.column.addWidget(card)
        self.column.addStretch(1)

    def first(self) -> QWidget:
        """Return Monday's field."""
        return self.fields[0]

    def editable(self) -> bool:
        """Tell whether this person may change the hours."""
        return self._may

    def load(self) -> None:
        """Read the week in force."""

        def work() -> Mapping[str, object]:
            week = self.context.calendar.week
            return {f"day{day}": format_hours(week[day]) for day in range(7)}

        self.background.read(self, work).on_success(self.show_stored).on_failure(self.tell_failure).run()

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        return {f"day{day}": field.text() for day, field in enumerate(self.fields)}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show hours in the fields."""
        for day, field in enumerate(self.fields):
            field.setText(str(values[f"day{day}"]))

    def save(self) -> None:
        """Write the week."""
        if not self.may_save():
            return
        week = {day: field.text() for day, field in enumerate(self.fields)}
        self.write(lambda: Changed(settings.change_week(self.context, week)))

    def on_saved(self, result: object) -> None:
        """The week was written: read it as it is in force."""
        super().on_saved(result)
        self.load()
        self.written.emit()
