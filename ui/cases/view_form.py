"""Saving what the list shows under a name, or giving a saved view another one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from desktop_app.domain.case_views import LONGEST_NAME, SavedView
from desktop_app.services import case_views
from desktop_app.services.access import Permission
from desktop_app.services.case_views import ViewSaved
from desktop_app.services.context import Context
from ui.cases.drawer import Drawer
from ui.kit import theme
from ui.kit.operations import Background, Failure
from ui.kit.surfaces import text_label


class ViewForm(Drawer):
    """A name, and for supervision whether everybody sees it."""

    saved = Signal(object)
    """SavedView as it is kept."""

    def __init__(self, context: Context, background: Background, submit_hint: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(translate("Cases", "Guardar la vista"), submit_hint)
        self._context = context
        self._background = background
        self._view: SavedView | None = None
        self._writing = False
        self.name = QLineEdit()
        self.name.setAccessibleName(translate("Cases", "Nombre de la vista"))
        self.name.setPlaceholderText(translate("Cases", "Nombre de la vista"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.returnPressed.connect(self.submit)
        self.shared = QCheckBox(translate("Cases", "Para todo el personal"))
        self.what = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.shared)
        self.column.addLayout(row)
        self.column.addWidget(self.what)
        self.column.addLayout(self.foot)

    def open_for(self, view: SavedView, what: str) -> None:
        """Open for a view that is new (without a slot) or has a name already; ``what`` tells what it shows."""
        self._view = view
        translate = QCoreApplication.translate
        self.title.setText(
            translate("Cases", "Cambiar el nombre de la vista")
            if view.slot
            else translate("Cases", "Guardar esta lista como vista")
        )
        self.what.setText(what)
        self.name.setText(view.name)
        self.shared.setChecked(view.shared)
        self.shared.setVisible(self._context.actor.may(Permission.SHARE_VIEW) and not view.slot)
        self.foot.set_error("")
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def submit(self) -> None:
        """Keep the view."""
        if self._view is None or self._writing:
            return
        self._writing = True
        context = self._context
        view = replace(self._view, name=self.name.text(), shared=self.shared.isChecked())
        work = self._background.write(self, lambda: case_views.save_view(context, view))
        work.on_success(self._on_saved).on_failure(self._on_failed).run()

    def _on_saved(self, saved: ViewSaved) -> None:
        self._writing = False
        self.close_drawer()
        if saved.view is not None:
            self.saved.emit(saved.view)

    def _on_failed(self, failure: Failure) -> None:
        self._writing = False
        self.foot.set_error(failure.sentence)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
