"""The list at the left: views, the search, everyone a page at a time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.people import RECENT_DAYS, Order, PeopleList, PeopleView, PersonLine
from ui.citizens.pairs import PairsPage
from ui.citizens.words import nameless, people_text, when_text
from ui.kit import theme
from ui.kit.buttons import Button, SegmentedBar
from ui.kit.list_search import ListSearch
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView

_WAIT_MS = 120
DUPLICATES = "duplicates"
"""The view of people who may be recorded twice."""
_WIDE = {4: 560, 2: 440}
"""Columns that need room, and the least width of the list at which each appears."""


def view_names() -> dict[PeopleView, str]:
    """Return the views in their order, with what each is called."""
    return {
        PeopleView.EVERYONE: QCoreApplication.translate("Citizens", "Todos"),
        PeopleView.OPEN_CASES: QCoreApplication.translate("Citizens", "Con casos abiertos"),
    }


def people_columns(context: Context) -> list[Column[PersonLine]]:
    """Return the columns of the list."""

    def contact(row: PersonLine) -> str:
        return row.citizen.phone or row.citizen.email or ""

    def last_visit(row: PersonLine) -> str:
        return when_text(row.last_visit, context.now()) if row.last_visit is not None else "—"

    return [
        Column(
            QCoreApplication.translate("Citizens", "Ciudadano"),
            lambda row: nameless(row.citizen.name),
            240,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Citizens", "Documento"), lambda row: row.document, 160, stretch=True
        ),
        Column(QCoreApplication.translate("Citizens", "Teléfono o correo"), contact, 160, stretch=True),
        Column(
            QCoreApplication.translate("Citizens", "Casos abiertos"),
            lambda row: spanish.integer(row.open_cases) if row.open_cases else "",
            116,
            numeric=True,
        ),
        Column(QCoreApplication.translate("Citizens", "Última visita"), last_visit, 130),
    ]


class PeopleTable(TableView):
    """The rows; a digit begins a search, for no act on a row has one."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:
        """Take a document's or telephone's first digit to the search."""
        if search.isdigit():
            self.typed.emit(search)


class PeopleListing(QWidget):
    """Chooses and shows people."""

    row_changed = Signal()
    opened = Signal()
    missed = Signal()
    """Somebody who was to be shown is not in the list."""

    def __init__(self, context: Context, background: Background, *, may_write: bool) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self._may_write = may_write
        self._source = PeopleList(context)
        self._wanted: bytes | None = None
        self._waiting = False
        self.search = ListSearch()
        self.search.setAccessibleName(QCoreApplication.translate("Citizens", "Buscar ciudadanos"))
        self.search.setPlaceholderText(
            QCoreApplication.translate("Citizens", "Nombre, documento o teléfono   Ctrl+F")
        )
        self.new = Button(QCoreApplication.translate("Citizens", "Nuevo"), icon="person-add", hint="N")
        if not may_write:
            self.new.hide()
        self.views = SegmentedBar(QCoreApplication.translate("Citizens", "Vistas"))
        for view, name in view_names().items():
            self.views.add(view, name)
        self._repeated = self.views.add(DUPLICATES, self._repeated_words(0))
        self.views.choose(PeopleView.EVERYONE)
        self.order = SegmentedBar(QCoreApplication.translate("Citizens", "Orden"))
        self._usual = self.order.add(Order.USUAL, "")
        self.order.add(Order.ALPHABETICAL, QCoreApplication.translate("Citizens", "A–Z"), hint="O")
        self.order.choose(Order.USUAL)
        self.table = PeopleTable(QCoreApplication.translate("Citizens", "Ciudadanos"), empty="")
        self.pairs = PairsPage(context, background)
        self.model = PagedTableModel[PersonLine](
            background, people_columns(context), key=lambda row: row.citizen.id, parent=self
        )
        self.table.show_model(self.model)
        self.footer = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_rows)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.views, 1)
        line.addWidget(self.order)
        column.addLayout(line)
        self._people = QWidget()
        below = QVBoxLayout(self._people)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.table, 1)
        below.addWidget(self.footer)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._people)
        self._stack.addWidget(self.pairs)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._on_typed)
        self.search.left.connect(self._leave_search)
        self.views.chosen.connect(lambda _view: self.show_rows())
        self.order.chosen.connect(lambda _order: self.show_rows())
        self.pairs.row_changed.connect(self.row_changed)
        self.pairs.counted.connect(lambda count: self._repeated.setText(self._repeated_words(count)))
        self.table.typed.connect(self._on_digit)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._background.failed)
        self.model.dataChanged.connect(self._on_rows)
        self.table.row_changed.connect(lambda _row: self._on_row())
        self.table.opened.connect(lambda _row: self.opened.emit())

    def current(self) -> PersonLine | None:
        """Return the person in the current row, or None while that row is on its way."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def person(self) -> Citizen | None:
        """Return who is shown beside the list: the current person; of a pair the older record."""
        if self.shows_pairs():
            pair = self.pairs.current()
            return pair.one if pair is not None else None
        line = self.current()
        return line.citizen if line is not None else None

    def shows_pairs(self) -> bool:
        """Tell whether people who may be recorded twice are shown."""
        return self.views.value() == DUPLICATES

    def rows(self) -> TableView:
        """Return the list that is shown."""
        return self.pairs.table if self.shows_pairs() else self.table

    def swap_order(self) -> None:
        """Order the list by name, or as it was."""
        alphabetical = self.order.value() is Order.ALPHABETICAL
        self.order.choose(Order.USUAL if alphabetical else Order.ALPHABETICAL)
        self.show_rows()

    def empty(self) -> bool:
        """Tell whether the list is known to have nobody."""
        model = self.pairs.model if self.shows_pairs() else self.model
        return model.counted() and not model.rowCount()

    def show_rows(self) -> None:
        """Ask for the people of the view and the search, from the top."""
        self._wait.stop()
        pairs = self.shows_pairs()
        self._stack.setCurrentWidget(self.pairs if pairs else self._people)
        self.order.setVisible(not pairs)
        if pairs:
            self.row_changed.emit()
            return
        view, order = self.views.value(), self.order.value()
        self._usual.setText(self._usual_words())
        self._source = PeopleList(
            self._context,
            view if isinstance(view, PeopleView) else PeopleView.EVERYONE,
            self.search.text(),
            order if isinstance(order, Order) else Order.USUAL,
        )
        self.model.set_source(self._source)

    def show_person(self, citizen: bytes) -> None:
        """Show everyone, standing on somebody."""
        self._wanted = citizen
        self.search.clear()
        self.views.choose(PeopleView.EVERYONE)
        self.show_rows()

    def reload(self) -> None:
        """Fetch the rows again; the current person stays the current one."""
        if self._wanted is None and not self.shows_pairs():
            self.table.reload()

    def fit(self, space: Space) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not space.short)
        self.pairs.fit(space)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in _WIDE.items():
            self.table.setColumnHidden(column, self.width() < least)

    def _on_typed(self) -> None:
        if self.shows_pairs():
            self.views.choose(PeopleView.EVERYONE)
            self.show_rows()
        self._wait.start()

    def _on_digit(self, digit: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(digit)
        self._on_typed()

    def _leave_search(self) -> None:
        if self._wait.isActive():
            self.show_rows()
        self.rows().setFocus()

    def _on_row(self) -> None:
        self._waiting = self.current() is None
        self.row_changed.emit()

    def _on_rows(self) -> None:
        # After a jump the row comes later than the cursor.
        if self._waiting and self.current() is not None:
            self._on_row()

    def _on_loaded(self, count: int) -> None:
        self.table.set_empty_text(self._empty_words())
        self.footer.setText(" · ".join((people_text(count), self._order_words(), self._keys())))
        wanted = self._wanted
        if wanted is None:
            self._on_row()
            return
        source = self._source

        def done(position: int | None) -> None:
            if self._wanted != wanted or self._source is not source:
                return
            self._wanted = None
            if position is None:
                self.missed.emit()
            else:
                self.table.go_to(position)
            self._on_row()

        self._background.read(self, lambda: source.position(wanted)).on_success(done).run()

    def _empty_words(self) -> str:
        if self.search.text().strip():
            words = QCoreApplication.translate("Citizens", "Nadie responde a esta búsqueda.")
            hint = QCoreApplication.translate("Citizens", "Con N registra a una persona nueva.")
            return f"{words} {hint}" if self._may_write else words
        if self.views.value() is PeopleView.OPEN_CASES:
            return QCoreApplication.translate("Citizens", "Nadie tiene casos abiertos.")
        return QCoreApplication.translate(
            "Citizens",
            "Todavía no hay ciudadanos registrados. Aparecen aquí cuando se los atiende.",
        )

    def _repeated_words(self, count: int) -> str:
        words = QCoreApplication.translate("Citizens", "Posibles duplicados")
        return f"{words} {spanish.integer(count)}" if count else words

    def _usual_words(self) -> str:
        if self.views.value() is PeopleView.OPEN_CASES and not self.search.text().strip():
            return QCoreApplication.translate("Citizens", "Urgencia")
        return QCoreApplication.translate("Citizens", "Recientes")

    def _order_words(self) -> str:
        if self.order.value() is Order.ALPHABETICAL:
            return QCoreApplication.translate("Citizens", "por orden alfabético")
        if self.search.text().strip():
            return QCoreApplication.translate("Citizens", "los últimos registrados primero")
        if self.views.value() is PeopleView.OPEN_CASES:
            return QCoreApplication.translate("Citizens", "por urgencia de sus casos")
        return QCoreApplication.translate(
            "Citizens", "primero las visitas de los últimos {days} días"
        ).format(days=RECENT_DAYS)

    def _keys(self) -> str:
        if self._may_write:
            return QCoreApplication.translate(
                "Citizens", "Enter abre · A atender · E editar · N nuevo · C casos · H historia"
            )
        return QCoreApplication.translate("Citizens", "Enter abre · C casos · H historia")
