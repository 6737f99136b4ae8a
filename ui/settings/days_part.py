"""The special days of a year: holidays, decreed days, days with hours of their own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.services import office
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.office import Changed, SpecialDay
from ui.kit.buttons import Button, IconButton, SegmentedBar
from ui.kit.formats import day_text, parse_day
from ui.kit.forms import FormRow
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.table import TableView
from ui.settings.actions import DAY_EDIT, DAY_NEW, DAY_ORDINARY
from ui.settings.list_form import ListFormPage
from ui.settings.page import Rows

_EVERYWHERE = "everywhere"
_HERE = "here"


def _hours_text(row: SpecialDay) -> str:
    return row.hours or QCoreApplication.translate("Settings", "Cerrado")


def _scope_text(row: SpecialDay) -> str:
    if row.whole_municipality:
        return QCoreApplication.translate("Settings", "Toda la municipalidad")
    return QCoreApplication.translate("Settings", "Solo esta oficina")


class DaysPart(ListFormPage[SpecialDay]):
    """A list by year, and in its place the form of one day."""

    written = Signal()
    """A day has another rule now."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        self._year = tools.now().year
        self._before: SpecialDay | None = None
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back_year = IconButton("arrow-left", QCoreApplication.translate("Settings", "Año anterior"))
        self.next_year = IconButton("arrow-right", QCoreApplication.translate("Settings", "Año siguiente"))
        self.year = text_label(str(self._year), strong=True)
        row.addWidget(self.back_year)
        row.addWidget(self.year)
        row.addWidget(self.next_year)
        row.addStretch(1)
        spec = self.tools.actions.spec
        self.new = Button(
            QCoreApplication.translate("Settings", "Agregar"), icon="plus", hint=spec(DAY_NEW).hint()
        )
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(DAY_EDIT).hint()
        )
        self.clear = Button(
            QCoreApplication.translate("Settings", "Hacer ordinario"),
            icon="undo",
            hint=spec(DAY_ORDINARY).hint(),
        )
        for button in (self.new, self.edit, self.clear):
            row.addWidget(button)
        card.body.addLayout(row)
        for button in (self.new, self.edit, self.clear):
            button.setHidden(not self._may)  # only now: without a parent it would be a window
        self.table = TableView(
            QCoreApplication.translate("Settings", "Días especiales"),
            empty=QCoreApplication.translate("Settings", "Este año no tiene feriados ni días especiales."),
        )
        self.table.setMinimumHeight(140)
        self.model = PagedTableModel[SpecialDay](
            self.background, _columns(), key=lambda row: (row.day, row.whole_municipality), parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.day, self.name, self.hours = QLineEdit(), QLineEdit(), QLineEdit()
        self.hours.setPlaceholderText(QCoreApplication.translate("Settings", "Cerrado"))
        self.scope = SegmentedBar(QCoreApplication.translate("Settings", "Alcance"))
        self.scope.add(_EVERYWHERE, QCoreApplication.translate("Settings", "Toda la municipalidad"))
        self.scope.add(_HERE, QCoreApplication.translate("Settings", "Solo esta oficina"))
        hint = QCoreApplication.translate("Settings", "24/12, 24/12/2026, mañana o +3.")
        self.form.add(FormRow("day", QCoreApplication.translate("Settings", "&Día"), self.day, hint=hint))
        self.form.add(FormRow("name", QCoreApplication.translate("Settings", "&Motivo"), self.name))
        hint = QCoreApplication.translate(
            "Settings", "Vacío: cerrado todo el día. Con horario propio, por ejemplo 08:00-12:00."
        )
        self.form.add(
            FormRow("hours", QCoreApplication.translate("Settings", "&Se atiende"), self.hours, hint=hint)
        )
        self.form.add_widget(QCoreApplication.translate("Settings", "Alcance"), self.scope)
        return self.form_card()

    def _bind(self) -> None:
        self.back_year.clicked.connect(lambda: self._show_year(self._year - 1))
        self.next_year.clicked.connect(lambda: self._show_year(self._year + 1))
        for field in (self.day, self.name, self.hours):
            field.textChanged.connect(self.on_typed)
        self.scope.chosen.connect(lambda _value: self.on_typed())
        if self._may:
            self.bind_acts(
                (DAY_NEW, self.new, self.open_new),
                (DAY_EDIT, self.edit, self.open_current),
                (DAY_ORDINARY, self.clear, self.clear_current),
            )

    def first_field(self) -> QWidget:
        """Return the date."""
        return self.day

    def load(self) -> None:
        """Read the special days of the year."""
        year = self._year
        read = self.background.read(self, lambda: office.special_days(self.context, year))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, rows: list[SpecialDay]) -> None:
        self.edit.setEnabled(bool(rows))
        self.clear.setEnabled(bool(rows))
        self._list.show(rows)

    def _show_year(self, year: int) -> None:
        self._year = year
        self.year.setText(str(year))
        self.load()

    def clear_current(self) -> None:
        """Make the day an ordinary one."""
        special = self.current()
        if special is None:
            return

        def done(_changed: Changed) -> None:
            words = QCoreApplication.translate("Settings", "{day} se atiende como cualquier otro día.")
            self.tell_saved(words.format(day=day_text(special.day).capitalize()))
            self.load()
            self.written.emit()

        write = self.background.write(self, lambda: office.make_ordinary(self.context, special))
        write.on_success(done).on_failure(self.tell_failure).run()

    # The form.

    def open_new(self) -> None:
        """Write a new special day."""
        self._open(None, QCoreApplication.translate("Settings", "Nuevo día especial"))

    def open_current(self) -> None:
        """Change the day on which the list stands."""
        special = self.current()
        if special is not None and self._may:
            self._open(special, day_text(special.day).capitalize())

    def _open(self, special: SpecialDay | None, heading: str) -> None:
        if self.dirty() and self._before == special:
            self.show_form(heading, None)
            return
        self._before = special
        stored = {
            "day": f"{special.day:%d/%m/%Y}" if special else "",
            "name": special.name if special else "",
            "hours": special.hours if special else "",
            "scope": special.whole_municipality if special else True,
        }
        self.show_form(heading, stored)

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {
            "day": self.day.text(),
            "name": self.name.text(),
            "hours": self.hours.text(),
            "scope": self.scope.value() == _EVERYWHERE,
        }

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a day in the form."""
        self.day.setText(str(values["day"]))
        self.name.setText(str(values["name"]))
        self.hours.setText(str(values["hours"]))
        self.scope.choose(_EVERYWHERE if values["scope"] else _HERE)

    def save(self) -> None:
        """Write the day."""
        if not self.may_save():
            return
        day = parse_day(self.day.text(), self.tools.now().date())
        if day is None:
            words = QCoreApplication.translate("Settings", "Escriba una fecha, por ejemplo 24/12.")
            self.form.show_errors([("day", words)])
            return
        special = SpecialDay(day, self.name.text(), self.hours.text(), self.scope.value() == _EVERYWHERE)
        before = self._before
        self._year = day.year
        self.write(lambda: office.save_day(self.context, special, before))

    def on_saved(self, result: object) -> None:
        """The day was written: show its year."""
        super().on_saved(result)
        self._show_year(self._year)
        self.written.emit()


def _columns() -> tuple[Column[SpecialDay], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Día"), lambda row: day_text(row.day), 120),
        Column(QCoreApplication.translate("Settings", "Motivo"), lambda row: row.name, 180, stretch=True),
        Column(QCoreApplication.translate("Settings", "Se atiende"), _hours_text, 120, stretch=True),
        Column(QCoreApplication.translate("Settings", "Alcance"), _scope_text, 160),
    )
