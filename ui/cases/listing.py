"""The list at the left: views with their counts, the filter, the rows, what the keys do."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services import case_lists
from desktop_app.services.access import Permission
from desktop_app.services.case_filter import ReadFilter, read_filter
from desktop_app.services.case_lists import CaseLine
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from ui.cases.columns import NAMES, WIDE, case_columns
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.list_search import ListSearch
from ui.kit.operations import Background
from ui.kit.paging import PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView

ALL_OPEN = "open"
_WAIT_MS = 150


def view_names() -> dict[str, str]:
    """Return the views in their order, with what each is called."""
    return {
        "mine": QCoreApplication.translate("Cases", "Mi bandeja"),
        "critical": QCoreApplication.translate("Cases", "Críticos"),
        "overdue": QCoreApplication.translate("Cases", "Vencidos"),
        "today": QCoreApplication.translate("Cases", "Vencen hoy"),
        "unassigned": QCoreApplication.translate("Cases", "Sin asignar"),
        "paused": QCoreApplication.translate("Cases", "En pausa"),
        "to_confirm": QCoreApplication.translate("Cases", "Por confirmar"),
        ALL_OPEN: QCoreApplication.translate("Cases", "Abiertos"),
    }


def empty_words(view: str) -> str:
    """Return what stands in an empty list."""
    return {
        "mine": QCoreApplication.translate("Cases", "Su bandeja está vacía."),
        "critical": QCoreApplication.translate("Cases", "No hay casos críticos."),
        "overdue": QCoreApplication.translate("Cases", "No hay casos vencidos."),
        "today": QCoreApplication.translate("Cases", "Ningún caso vence hoy."),
        "unassigned": QCoreApplication.translate("Cases", "Todos los casos tienen responsable."),
        "paused": QCoreApplication.translate("Cases", "No hay casos en pausa."),
        "to_confirm": QCoreApplication.translate("Cases", "No hay casos por confirmar con el ciudadano."),
    }.get(view, QCoreApplication.translate("Cases", "No hay casos abiertos."))


class CaseSource:
    """The rows of a view and a filter; runs on workers."""

    def __init__(self, context: Context, view: str, typed: str, responsible: bytes | None) -> None:
        self._context = context
        self._asked = (typed, view, responsible)
        self._read: ReadFilter | None = None

    @property
    def problem(self) -> str:
        """What the filter could not make sense of."""
        return self._read.problem if self._read is not None else ""

    def count(self) -> int:
        """Return how many cases there are."""
        self._read = read_filter(self._context, *self._asked)
        return case_lists.count(self._context, self._read.query)

    def page(self, offset: int, limit: int) -> Sequence[CaseLine]:
        """Return a page of them."""
        read = self._read or read_filter(self._context, *self._asked)
        return case_lists.page(self._context, read.query, offset, limit)


class CaseListing(QWidget):
    """Chooses and shows the cases."""

    row_changed = Signal()
    missed = Signal(object)
    """Id of a case that was to be shown and is not among the first rows."""
    opened = Signal()

    def __init__(self, context: Context, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._official: bytes | None = None
        self._source: CaseSource | None = None
        self._views: SegmentedBar | None = None
        self._counts: dict[str, int] = {}
        self.view = ALL_OPEN
        self._wanted: bytes | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._chips = QVBoxLayout()
        column.addLayout(self._chips)
        self.filter = ListSearch()
        self.filter.setAccessibleName(QCoreApplication.translate("Cases", "Filtrar la lista"))
        self.filter.setPlaceholderText(
            QCoreApplication.translate("Cases", "Filtrar: unidad:obras estado:derivado palabras…   Ctrl+F")
        )
        column.addWidget(self.filter)
        self.problem = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.table = TableView(QCoreApplication.translate("Cases", "Casos"), empty="")
        self.model = PagedTableModel[CaseLine](
            background, case_columns(context), key=lambda row: row.id, parent=self
        )
        self.table.show_model(self.model)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted")
        column.addWidget(self.footer)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_rows)
        self._connect()

    def _connect(self) -> None:
        self.filter.textEdited.connect(lambda _text: self._wait.start())
        self.filter.left.connect(self.table.setFocus)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._background.failed)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())

    def start(self) -> None:
        """Learn whose cases are mine, then count and show."""
        context = self._context

        def done(official: bytes | None) -> None:
            self._official = official
            self._make_views()
            self.show_rows()
            self.count()

        self._background.read(self, lambda: own_official(context)).on_success(done).run()

    def current(self) -> CaseLine | None:
        """Return the case in the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def show_view(self, view: str) -> None:
        """Show another view."""
        self.view = view
        if self._views is not None:
            self._views.choose(view if view in self._shown_views() else None)
        self.show_rows()

    def show_list(self, view: str, typed: str, case: bytes | None) -> None:
        """Show a view with a filter, standing on a case (None: the first row)."""
        self._wanted = case
        self.filter.setText(typed)
        self.show_view(view)

    def show_rows(self) -> None:
        """Ask for the rows of the view and the filter, from the top."""
        self._wait.stop()
        mine = self._official if self.view == "mine" else None
        self._source = CaseSource(self._context, self.view, self.filter.text(), mine)
        self.model.set_source(self._source)

    def reload(self) -> None:
        """Fetch rows and counts again; the current case stays the current one."""
        self.table.reload()
        self.count()

    def count(self) -> None:
        """Count the views again."""
        context, official = self._context, self._official

        def done(counts: dict[str, int]) -> None:
            self._counts = counts
            self._show_counts()

        self._background.read(self, lambda: case_lists.view_counts(context, official)).on_success(done).run()

    def fit(self, space: Space) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not space.short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in WIDE.items():
            self.table.setColumnHidden(column, self.width() < least)
        header = self.table.horizontalHeader()
        for column, (share, least, most) in NAMES.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(column, min(max(int(self.width() * share), least), most))

    def _make_views(self) -> None:
        bar = SegmentedBar(QCoreApplication.translate("Cases", "Vistas"), wrap=True)
        names = view_names()
        for view in self._shown_views():
            bar.add(view, names[view])
        bar.choose(self.view if self.view in self._shown_views() else None)
        bar.chosen.connect(self._on_view)
        self._views = bar
        self._chips.addWidget(bar)
        for before, after in itertools.pairwise((*bar.chips(), self.filter, self.table)):
            QWidget.setTabOrder(before, after)

    def _shown_views(self) -> list[str]:
        return list(view_names())

    def _on_view(self, view: object) -> None:
        self.show_view(str(view))

    def _show_counts(self) -> None:
        if self._views is None:
            return
        for view, chip in zip(self._shown_views(), self._views.chips(), strict=True):
            count = str(self._counts.get(view, 0))
            if chip.hint() != count:
                chip.set_hint(count)

    def _on_loaded(self, count: int) -> None:
        problem = self._source.problem if self._source is not None else ""
        self.problem.setText(QCoreApplication.translate("core", problem))
        self.problem.setVisible(bool(problem))
        filtered = bool(self.filter.text().strip())
        self.table.set_empty_text(
            QCoreApplication.translate("Cases", "Ningún caso responde a este filtro.")
            if filtered
            else empty_words(self.view)
        )
        if count == 1:
            words = QCoreApplication.translate("Cases", "1 caso")
        else:
            words = QCoreApplication.translate("Cases", "{count} casos").format(count=spanish.integer(count))
        order = (
            QCoreApplication.translate("Cases", "los más recientes primero")
            if self.view == "all"
            else QCoreApplication.translate("Cases", "por urgencia")
        )
        if self._context.actor.may(Permission.ASSIGN_CASE):
            hint = QCoreApplication.translate(
                "Cases", "Enter abre · R responder · E escalar · A asignar · N nota · L llamada · C cerrar"
            )
        else:
            hint = QCoreApplication.translate(
                "Cases", "Enter abre · R responder · E escalar · N nota · L llamada · C cerrar"
            )
        self.footer.setText(f"{words} · {order} · {hint}")
        wanted, self._wanted = self._wanted, None
        row = self.model.find(wanted) if wanted is not None else None
        if row is not None:
            self.table.go_to(row)
        elif wanted is not None:
            self.missed.emit(wanted)
        self.row_changed.emit()
