"""Flujo de los casos: what may follow what, readable, and what states and steps are called here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.workflow import LONGEST
from desktop_app.services import workflow
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.workflow import WorkflowRow, WorkflowSaved
from ui.kit.buttons import Button
from ui.kit.core import core
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormRow
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.table import TableView
from ui.settings.actions import WORKFLOW_EDIT, WORKFLOW_ORIGINAL
from ui.settings.list_form import ListFormPage
from ui.settings.page import NoticeLine, Rows, small


def what_words(row: WorkflowRow) -> str:
    """Return whether a row is a state or the step of one."""
    if row.to is None:
        return QCoreApplication.translate("Settings", "Estado")
    return QCoreApplication.translate("Settings", "    botón")


def leads_words(row: WorkflowRow) -> str:
    """Return where a state or a step leads."""
    leads = ", ".join(core(name) for name in row.leads)
    if row.to is None:
        return QCoreApplication.translate("Settings", "puede pasar a: {states}").format(states=leads)
    return f"→ {leads}"


def _text(row: WorkflowRow) -> str:
    return core(row.text)


def _whose(row: WorkflowRow) -> str:
    if row.own:
        return QCoreApplication.translate("Settings", "Propio")
    return QCoreApplication.translate("Settings", "Original")


class WorkflowPage(ListFormPage[WorkflowRow]):
    """The table of states, and in its place the form of one name."""

    id = "workflow"
    icon = "swap"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_PHRASES)
        self._row: WorkflowRow | None = None
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        spec = self.tools.actions.spec
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(WORKFLOW_EDIT).hint()
        )
        self.back_to_original = Button(
            QCoreApplication.translate("Settings", "Volver al original"),
            icon="undo",
            hint=spec(WORKFLOW_ORIGINAL).hint(),
        )
        bar = QWidget()
        flow = FlowLayout(bar)
        for button in (self.edit, self.back_to_original):
            flow.addWidget(button)
            button.setHidden(not self._may)
        card.body.addWidget(bar)
        if self._may:
            words = QCoreApplication.translate(
                "Settings", "Se cambian los nombres; qué puede seguir a qué es igual en todas las oficinas."
            )
            card.body.addWidget(small(words))
        else:
            words = QCoreApplication.translate(
                "Settings", "Solo supervisión y administración pueden cambiar los nombres."
            )
            card.body.addWidget(NoticeLine(words, "lock"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Estados y pasos de un caso"),
            empty=QCoreApplication.translate("Settings", "No hay estados."),
        )
        self.table.setMinimumHeight(140)
        self.model = PagedTableModel[WorkflowRow](
            self.background, _columns(), key=lambda row: (row.state, row.to), parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.text = QLineEdit()
        self.text.setMaxLength(4 * LONGEST)  # what is too long is told, not cut off
        self.form.add(FormRow("text", QCoreApplication.translate("Settings", "&Nombre"), self.text))
        self.original = text_label("", tone="muted", wrap=True)
        return self.form_card(self.original)

    def _bind(self) -> None:
        if self._may:
            self.bind_acts(
                (WORKFLOW_EDIT, self.edit, self.open_current),
                (WORKFLOW_ORIGINAL, self.back_to_original, self.restore_current),
            )
        self.table.row_changed.connect(lambda _row: self._show_acts())
        self.model.loaded.connect(lambda _count: self._show_acts())
        self.text.textChanged.connect(self.on_typed)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Flujo de los casos")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Por qué estados pasa un caso, con qué pasos, y cómo se llaman en su municipalidad."
        )

    def fit(self, space: Space) -> None:
        """Give up whose a name is where there is little room."""
        self.table.setColumnHidden(3, space.narrow)

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.text

    def load(self) -> None:
        """Read the table."""
        read = self.background.read(self, lambda: workflow.table(self.context))
        read.on_success(self._list.show).on_failure(self.tell_failure).run()

    def _show_acts(self) -> None:
        row = self.current()
        self.edit.setEnabled(row is not None)
        self.back_to_original.setEnabled(row is not None and bool(row.own))

    def restore_current(self) -> None:
        """Bring the original of the current name back."""
        row = self.current()
        if row is None or not row.own:
            return
        write = self.background.write(self, lambda: workflow.save_name(self.context, row, None))
        write.on_success(partial(self._on_restored, row)).on_failure(self.tell_failure).run()

    def _on_restored(self, row: WorkflowRow, _saved: WorkflowSaved) -> None:
        words = QCoreApplication.translate("Settings", "«{name}» tiene otra vez su nombre original.")
        self.tell_saved(words.format(name=core(row.original)))
        self.load()

    def open_current(self) -> None:
        """Write the name on which the list stands."""
        row = self.current()
        if row is None or not self._may:
            return
        heading = f"{what_words(row).strip()} · {_text(row)}"
        same = self._row is not None and (self._row.state, self._row.to) == (row.state, row.to)
        if same and self.dirty():
            self.show_form(heading, None)
            return
        self._row = row
        words = QCoreApplication.translate("Settings", "Original: {text}. Vacío: se vuelve al original.")
        self.original.setText(words.format(text=core(row.original)))
        self.show_form(heading, {"text": _text(row)})
        self.text.selectAll()

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {"text": self.text.text()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a name in the form."""
        self.text.setText(str(values["text"]))

    def save(self) -> None:
        """Write the name."""
        row = self._row
        if not self.may_save() or row is None:
            return
        text = self.text.text()
        self.write(lambda: workflow.save_name(self.context, row, text))

    def on_saved(self, result: object) -> None:
        """The name was written: show the table with it."""
        super().on_saved(result)
        self.load()


def _columns() -> tuple[Column[WorkflowRow], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Qué es"), what_words, 84),
        Column(QCoreApplication.translate("Settings", "Nombre"), _text, 210),
        Column(QCoreApplication.translate("Settings", "Lleva a"), leads_words, 200, stretch=True),
        Column(QCoreApplication.translate("Settings", "De quién"), _whose, 84),
    )
