"""The pane at the right: somebody's sheet, and in its place the form that corrects it or the copy of their data."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.citizens import actions
from ui.citizens.export import ExportPart
from ui.citizens.form import PersonForm
from ui.citizens.sheet import PersonView
from ui.kit.screen import Tools
from ui.kit.surfaces import EmptyState


class PersonPane(QScrollArea):
    """One part at a time; form and copy are made when they are first needed."""

    submitted = Signal(object, object)
    """Id of the person, or None, and the CitizenForm to save."""
    form_left = Signal()
    export_left = Signal()
    open_asked = Signal(object)
    """Id of somebody else to show."""
    said = Signal(object)
    """Message for the person."""

    def __init__(self, context: Context, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._tools = tools
        self._form: PersonForm | None = None
        self._export: ExportPart | None = None
        may = context.actor.may
        self.view = PersonView(
            may_write=may(Permission.RECORD_ATTENTION),
            may_merge=may(Permission.MERGE_PEOPLE),
            may_export=may(Permission.EXPORT_PERSON),
        )
        self.empty = EmptyState(
            "citizens",
            QCoreApplication.translate("Citizens", "Aquí verá a la persona que elija en la lista."),
        )
        self.setAccessibleName(QCoreApplication.translate("Citizens", "Ficha de la persona"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside = QWidget()
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(12, 10, 12, 10)
        self._parts.addWidget(self.view)
        self._parts.addWidget(self.empty)
        self.setWidget(inside)
        # The pane's own card shows through.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.view.hide()
        self.hide()

    @property
    def form(self) -> PersonForm:
        """The form, made when it is first needed."""
        if self._form is None:
            submit = self._tools.actions.spec(actions.SUBMIT_ID).hint()
            self._form = form = PersonForm(self._context, self._tools.background, submit)
            self._parts.insertWidget(1, form)
            form.submitted.connect(self.submitted)
            form.left.connect(self.form_left)
            form.open_asked.connect(self.open_asked)
        return self._form

    @property
    def export(self) -> ExportPart:
        """Where a person's data is saved for them, made when it is first asked for."""
        if self._export is None:
            submit = self._tools.actions.spec(actions.SUBMIT_ID).hint()
            self._export = part = ExportPart(self._context, self._tools.background, submit)
            self._parts.insertWidget(1, part)
            part.left.connect(self.export_left)
            part.said.connect(self.said)
        return self._export

    def exporting(self) -> bool:
        """Tell whether the copy of somebody's data stands in the sheet's place."""
        return self._export is not None and self._export.is_open()

    def writing(self) -> bool:
        """Tell whether something is being filled in where the sheet would stand."""
        return self.form.is_open() or self.exporting()

    def close_export(self) -> None:
        """Leave the copy, if it is there."""
        if self.exporting():
            self.export.close_part()

    def show_part(self, part: QWidget) -> None:
        """Show one part; what is filled in, from its top. A sheet that is only read again stays where it was."""
        for each in (self.view, self.form, self.empty, self._export):
            if each is not None:
                each.setVisible(each is part)
        if part is not self.view:
            self.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self.show_part(self.empty)

    def show_sheet(self) -> None:
        """Show the sheet again, or that nobody is chosen."""
        self.show_part(self.view if self.view.sheet is not None else self.empty)
