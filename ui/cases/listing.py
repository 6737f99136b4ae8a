"""The list at the left: views with their counts, the filter, the rows in their order, what the keys do."""

from __future__ import annotations

import itertools
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.case_views import Columns, SavedView
from desktop_app.services import case_views
from desktop_app.services.access import Permission
from desktop_app.services.case_completion import Names, load_names
from desktop_app.services.case_handing import MOST
from desktop_app.services.case_lists import CaseLine
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from ui.cases.column_layout import ColumnLayout
from ui.cases.columns import NEWEST_FIRST, case_columns
from ui.cases.drawer import Drawer, DrawerStack
from ui.cases.filter_field import FilterField
from ui.cases.list_words import (
    ALL_OPEN,
    count_words,
    empty_words,
    keys_words,
    order_words,
    picked_words,
    too_long_words,
    view_names,
)
from ui.cases.picking import PickTable
from ui.cases.source import Asked, CaseSource
from ui.cases.view_counter import ViewCounter
from ui.cases.views_bar import ViewsBar
from ui.kit import speech, theme
from ui.kit.buttons import Button
from ui.kit.operations import Background
from ui.kit.paging import PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label

_WAIT_MS = 150
_BEGUN_MS = 450
"""How long a word of a letter or two, or the beginning of a key, waits to be gone on with."""


class CaseListing(QWidget):
    """Chooses and shows the cases."""

    row_changed = Signal()
    missed = Signal(object)
    """Id of a case that was to be shown and is not among the first rows."""
    opened = Signal()
    view_changed = Signal()
    """Another view is shown, the program's or a saved one."""

    def __init__(self, context: Context, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._official: bytes | None = None
        self._source: CaseSource | None = None
        self._started = False
        self._short = False
        self.view = ALL_OPEN
        self.saved: SavedView | None = None
        """The saved view that is shown, whatever has been typed since."""
        self._sort = ("", False)
        self._wanted: bytes | None = None
        self._build()
        self._counter = ViewCounter(context, background, self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_rows)
        self._connect()

    def _build(self) -> None:
        translate = QCoreApplication.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.views = ViewsBar()
        column.addWidget(self.views)
        self.filter = FilterField()
        self.filter.setAccessibleName(translate("Cases", "Filtrar la lista"))
        self.filter.setPlaceholderText(
            translate("Cases", "Filtrar: unidad:obras vence:hoy -estado:pausa palabras…   Ctrl+F")
        )
        self.menu = Button(translate("Cases", "Lista"), icon="table")
        self.menu.setAccessibleDescription(translate("Cases", "Vistas, columnas, orden, Excel"))
        self.menu.setMenu(QMenu(self.menu))
        row = QHBoxLayout()
        row.addWidget(self.filter, 1)
        row.addWidget(self.menu)
        column.addLayout(row)
        self.problem = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.drawers = DrawerStack(self)
        column.addLayout(self.drawers.column)
        self.table = PickTable(translate("Cases", "Casos"), empty="", most=MOST)
        self.model = PagedTableModel[CaseLine](
            self._background, case_columns(self._context), key=lambda row: row.id, parent=self
        )
        self.table.show_model(self.model)
        self.columns = ColumnLayout(self.table, self)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column.addWidget(self.footer)
        self.views.rebuilt.connect(self._order_tabs)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes down the list: views, filter, menu, an open form, rows."""
        more = [self.views.more] if self.views.more is not None else []
        forms = [
            field
            for form in self.drawers.forms()
            for field in form.findChildren(QWidget)
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        chain = (*self.views.chips(), *more, self.filter, self.menu, *forms, self.table)
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.filter.textEdited.connect(self._on_typed)
        self.filter.left.connect(self._on_left)
        self.drawers.changed.connect(self._make_room)
        self.drawers.left.connect(self.table.setFocus)
        self._counter.counted.connect(self.views.set_counts)
        self.views.chosen.connect(self._on_view)
        self.columns.changed.connect(self._keep_columns)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._background.failed)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.table.sort_asked.connect(lambda key, _descending: self.sort_by(key))
        self.table.picked_changed.connect(self._on_picked)

    def start(self) -> None:
        """Learn whose cases are mine and what can be named, then count and show."""
        context = self._context

        def done(found: tuple[bytes | None, Columns]) -> None:
            self._official, columns = found
            self._started = True
            self.columns.want(columns)
            self.load_views()
            self.show_rows()

        self._background.read(self, lambda: (own_official(context), case_views.columns(context))).on_success(
            done
        ).run()
        self.load_names()

    def load_names(self) -> None:
        """Learn what the filter can name."""
        context = self._context

        def done(names: Names) -> None:
            self.filter.set_names(names)

        self._background.read(self, lambda: load_names(context)).on_success(done).run()

    def load_views(self) -> None:
        """Learn which views are saved, and count them all."""
        context = self._context

        def done(found: tuple[SavedView, ...]) -> None:
            self.views.set_saved(found)
            if self.saved is not None:
                slot = self.saved.slot
                self.saved = next((view for view in found if view.slot == slot), None)
                self.view_changed.emit()
            self.count()

        self._background.read(self, lambda: case_views.views(context)).on_success(done).run()

    def current(self) -> CaseLine | None:
        """Return the case in the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def add_drawer(self, drawer: Drawer) -> None:
        """Give a form its place over the rows."""
        self.drawers.add(drawer)
        self._order_tabs()

    def _make_room(self) -> None:
        """Where there is little height, the views make room for an open form."""
        self.views.setVisible(not (self._short and self.drawers.any_open()))

    # What is shown.

    def asked(self) -> Asked:
        """Return what the list shows."""
        return Asked(self.view, self.filter.text(), *self._sort)

    def official(self) -> bytes | None:
        """Return the official that the person is."""
        return self._official

    def source(self) -> CaseSource | None:
        """Return where the rows that are shown come from."""
        return self._source

    def what(self) -> str:
        """Return in words which list is shown."""
        name = self.saved.name if self.saved is not None else view_names().get(self.view, "")
        name = name or QCoreApplication.translate("Cases", "Todos los casos")
        return " · ".join(part for part in (name, self.filter.text().strip()) if part)

    def show_view(self, view: str) -> None:
        """Show one of the program's views in its own order."""
        self._leave_saved()
        self.view = view
        self.views.choose(view)
        self.view_changed.emit()
        self.show_rows()

    def show_saved(self, saved: SavedView) -> None:
        """Show a saved view: its filter, its order, its columns."""
        self.saved = saved
        self.view = saved.view
        self._sort = (saved.sort, saved.descending) if saved.sort else ("", False)
        self.filter.setText(saved.filter)
        self.columns.show_view(saved.columns)
        self.views.choose(saved)
        self.view_changed.emit()
        self.show_rows()

    def show_list(self, view: str, typed: str, case: bytes | None) -> None:
        """Show a view with a filter, standing on a case (None: the first row)."""
        self._wanted = case
        self._sort = ("", False)
        self._leave_saved()
        self.filter.setText(typed)
        self.show_view(view)

    def show_rows(self) -> None:
        """Ask for the rows of the view and the filter, from the top."""
        self._wait.stop()
        self._source = CaseSource(self._context, self.asked(), self._official)
        self.table.let_go()
        self.model.set_source(self._source)
        self.table.set_sorted(self._sort[0], descending=self._sort[1])

    def sort_by(self, key: str) -> None:
        """Order the rows by a column; again turns it round, a third time goes back to the view's own order."""
        first = key in NEWEST_FIRST
        if key != self._sort[0]:
            self._sort = (key, first)
        elif self._sort[1] == first:
            self._sort = (key, not first)
        else:
            self._sort = ("", False)
        self.show_rows()

    def sort(self) -> tuple[str, bool]:
        """Return the order that was asked for, and whether it is turned round."""
        return self._sort

    def sort_as(self, key: str) -> None:
        """Order the rows by a column from its beginning; empty is the view's own order."""
        self._sort = (key, key in NEWEST_FIRST)
        self.show_rows()

    def reload(self) -> None:
        """Fetch rows and counts again; the current case stays the current one."""
        self.table.reload()
        self.count()

    def count(self) -> None:
        """Count the views again."""
        if self._started:
            self._counter.count(self.views.saved(), self._official)

    def fit(self, space: Space) -> None:
        """Give up the footer, and chips of saved views, where there is little height."""
        self._short = space.short
        self.footer.setVisible(not space.short)
        self._make_room()
        self.views.set_short(short=space.short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self.columns.lay()

    def _leave_saved(self) -> None:
        if self.saved is not None:
            self.saved = None
            self._sort = ("", False)
            self.filter.setText("")
        self.columns.show_view(())

    def _on_typed(self, _text: str) -> None:
        self._wait.start(_BEGUN_MS if self.filter.begun() else _WAIT_MS)

    def _on_left(self) -> None:
        if self._wait.isActive():
            self.show_rows()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_view(self, view: object) -> None:
        if isinstance(view, SavedView):
            self.show_saved(view)
        else:
            self.show_view(str(view))

    def _keep_columns(self, wanted: object) -> None:
        if isinstance(wanted, Columns):
            context = self._context
            self._background.write(self, lambda: case_views.keep_columns(context, wanted)).run()

    def as_view(self) -> SavedView:
        """Return what the list shows as a view to be saved."""
        sort, descending = self._sort
        made = SavedView("", self.view, self.filter.text().strip(), sort, descending, self.columns.chosen())
        return replace(made, name=self.saved.name) if self.saved is not None else made

    # What is told of it.

    def _on_loaded(self, _count: int) -> None:
        problem = self._source.problem if self._source is not None else ""
        if self._source is not None and self._source.too_long:
            problem = problem or too_long_words(self._sort[0])
        self.problem.setText(QCoreApplication.translate("core", problem))
        self.problem.setVisible(bool(problem))
        filtered = bool(self.filter.text().strip())
        self.table.set_empty_text(
            QCoreApplication.translate("Cases", "Ningún caso responde a este filtro.")
            if filtered
            else empty_words(self.view)
        )
        self._show_footer()
        wanted, self._wanted = self._wanted, None
        row = self.model.find(wanted) if wanted is not None else None
        if row is not None:
            self.table.go_to(row)
        elif wanted is not None:
            self.missed.emit(wanted)
        self.row_changed.emit()

    def _on_picked(self) -> None:
        self._show_footer()
        picked = len(self.table.picked())
        if picked:
            speech.announce(
                self.table, picked_words(picked, assigns=self._context.actor.may(Permission.ASSIGN_CASE))
            )

    def _show_footer(self) -> None:
        picked = len(self.table.picked())
        assigns = self._context.actor.may(Permission.ASSIGN_CASE)
        if picked:
            self.footer.setText(picked_words(picked, assigns=assigns))
            return
        words = count_words(self.model.rowCount())
        self.footer.setText(f"{words} · {self.order_words()} · {keys_words(assigns=assigns)}")

    def order_words(self) -> str:
        """Return in which order the rows stand."""
        source = self._source
        key, descending = ("", False) if source is not None and source.too_long else self._sort
        return order_words(
            key, source.shown_view() if source is not None else self.view, descending=descending
        )
