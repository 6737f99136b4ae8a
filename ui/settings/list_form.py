"""A page with a list, and in its place the form of one of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.services.context import Context
from ui.kit.buttons import Button, Kind
from ui.kit.paging import PagedTableModel
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.table import TableView
from ui.settings.page import FormPage, PartStack, at_left

R = TypeVar("R")
_LIST, _FORM = 0, 1


class ListFormPage(FormPage, Generic[R]):
    """Rows are read in the list, and written one at a time in the form."""

    table: TableView
    model: PagedTableModel[R]

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self.heading = text_label("", strong=True)
        self.stack = PartStack()
        self.column.addWidget(self.stack, 1)

    def show_parts(self, list_: QWidget, form: QWidget) -> None:
        """Take the list, whose buttons and table are made by now, and the form."""
        self.stack.addWidget(list_)
        self.stack.addWidget(form)

    def first_field(self) -> QWidget:
        """Return where writing begins."""
        raise NotImplementedError

    def open_current(self) -> None:
        """Open the form of the row on which the list stands."""
        raise NotImplementedError

    def form_card(self, *below: QWidget) -> Card:
        """Return a card with the form, which has its fields already, and the way back to the list."""
        card = Card()
        card.body.addWidget(self.heading)
        card.body.addLayout(at_left(self.form))
        for part in below:
            card.body.addWidget(part)
        self.back = Button(
            QCoreApplication.translate("Settings", "Volver a la lista"), kind=Kind.QUIET, icon="arrow-left"
        )
        self.back.clicked.connect(self.close_form)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addStretch(1)
        return card

    def bind_acts(self, *acts: tuple[str, Button, Callable[[], None]]) -> None:
        """Bind what can be done with the list's rows to letters and buttons; Enter opens the form."""
        for action_id, button, act in acts:
            self.tools.actions.bind(action_id, self.table, act)
            button.clicked.connect(act)
        self.table.opened.connect(lambda _row: self.open_current())

    def current(self) -> R | None:
        """Return the row on which the list stands."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def first(self) -> QWidget:
        """Return the list, or the form that is open."""
        return self.first_field() if self.editing() else self.table

    def show_form(self, heading: str, values: Mapping[str, object] | None) -> None:
        """Show the form in place of the list; without values it keeps what was typed."""
        if values is not None:
            self._stored = None
            self.form.clear_errors()
            self.fill(values)
            self._stored = dict(self.values())
        self.heading.setText(heading)
        self.stack.show_part(_FORM)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.state_changed.emit()

    def close_form(self) -> None:
        """Show the list again; what was typed is there when the same form is opened."""
        self.stack.show_part(_LIST)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.state_changed.emit()

    def leave(self) -> bool:
        """Return from the form to the list."""
        if self.editing():
            self.close_form()
            return True
        return False

    def editing(self) -> bool:
        """Tell whether the form is open."""
        return self.stack.currentIndex() == _FORM

    def on_saved(self, result: object) -> None:
        """The form was written: show the list."""
        super().on_saved(result)
        self._stored = None
        self.close_form()
