"""The list at the left: how many are missing, views, batches, the search, every form with its state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.domain.blanks import BlankState, digits
from desktop_app.services import paper
from desktop_app.services.context import Context
from desktop_app.services.paper import Batch, BatchKey, Form
from ui.kit import theme
from ui.kit.buttons import Button, SegmentedBar
from ui.kit.formats import fold
from ui.kit.list_search import ListSearch
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView
from ui.kit.tips import tip
from ui.paper.words import age_text, batch_text, batch_tip, gaps_text, is_open, state_badge, what_text

_WAIT_MS = 120
_WIDE = {2: 620, 3: 430}
"""Columns that need room, and the least width of the list at which each appears."""


class View(StrEnum):
    """Which forms are shown."""

    OPEN = "open"
    MISSING = "missing"
    DONE = "done"
    SPOILED = "spoiled"
    ALL = "all"


_SHOWN: dict[View, Callable[[Form], bool]] = {
    View.OPEN: is_open,
    View.MISSING: lambda form: form.state is BlankState.MISSING,
    View.DONE: lambda form: form.state is BlankState.TRANSCRIBED,
    View.SPOILED: lambda form: form.state is BlankState.SPOILED,
    View.ALL: lambda _form: True,
}


class _Source:
    """All forms, read whole: ten years of them are some thousands."""

    def __init__(self, context: Context, view: View, batch: BatchKey | None, typed: str) -> None:
        self._context = context
        self._view, self._batch = view, batch
        self._words, self._digits = fold(typed).split(), digits(typed)
        self.everything: list[Form] = []
        self.rows: list[Form] = []

    def count(self) -> int:
        """Read the forms; return how many are shown."""
        self.everything = paper.forms(self._context)
        shown = _SHOWN[self._view]
        rows = [form for form in self.everything if shown(form) and self._fits(form)]
        if self._view in (View.OPEN, View.MISSING):
            # What was printed first is used up first; within a batch the numbers keep their order.
            rows.sort(key=lambda form: form.printed)
        self.rows = rows
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[Form]:
        """Return some of the rows."""
        return self.rows[offset : offset + limit]

    def _fits(self, form: Form) -> bool:
        if self._batch is not None and form.batch != self._batch:
            return False
        if self._digits and self._digits in digits(form.number):
            return True
        text = fold(f"{form.number} {what_text(form)}")
        return all(word in text for word in self._words)


class FormListing(QWidget):
    """Chooses and shows forms."""

    row_changed = Signal()
    opened = Signal()
    counted = Signal()
    """The forms are read: :meth:`everything` is up to date."""

    def __init__(self, context: Context, background: Background) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self._source = _Source(context, View.OPEN, None, "")
        self._batches: list[Batch] = []
        self._wanted: bytes | None = None
        translate = QCoreApplication.translate
        self.title = text_label(translate("Paper", "Formularios en papel"), theme.Size.LEAD, strong=True)
        self.summary = text_label("", tone="muted", wrap=True)
        self.make = Button(translate("Paper", "Imprimir"), icon="print", hint="N")
        self.make.setAccessibleName(translate("Paper", "Imprimir formularios"))
        self.search = ListSearch()
        self.search.setAccessibleName(translate("Paper", "Buscar formularios"))
        self.search.setPlaceholderText(translate("Paper", "Número o ciudadano   Ctrl+F"))
        self.batch = _batch_box()
        self.views = _view_bar()
        self.table = TableView(translate("Paper", "Formularios"), empty="")
        self.model = PagedTableModel[Form](background, self._columns(), key=lambda row: row.id, parent=self)
        self.table.show_model(self.model)
        self.footer = text_label(
            translate(
                "Paper",
                "Enter transcribe · N imprimir · A anular · Q quitar la anulación · R imprimir la tanda otra vez",
            ),
            theme.Size.SMALL,
            tone="muted",
        )
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_rows)
        self._lay_out()
        self._connect()

    def _columns(self) -> list[Column[Form]]:
        context, translate = self._context, QCoreApplication.translate
        return [
            Column(translate("Paper", "Estado"), lambda form: state_badge(form).text, 164, badge=state_badge),
            Column(translate("Paper", "Número"), lambda form: form.number, 150),
            Column(translate("Paper", "Impreso"), lambda form: age_text(form.printed, context.now()), 110),
            Column(translate("Paper", "Consulta o motivo"), what_text, 150, stretch=True),
        ]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        top.addLayout(words, 1)
        top.addWidget(self.make, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.batch, 1)
        column.addLayout(line)
        column.addWidget(self.views)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self.search.left.connect(self._leave_search)
        self.views.chosen.connect(lambda _view: self.show_rows())
        self.batch.activated.connect(lambda _at: self.show_rows())
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._background.failed)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())

    # What the screen asks.

    def current(self) -> Form | None:
        """Return the form in the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def everything(self) -> list[Form]:
        """Return all forms as they were read last."""
        return self._source.everything

    def next_open(self, after: str = "") -> Form | None:
        """Return the form that comes next: after a number in its batch, else the first one that is open.

        Of several batches the one that was printed first is used up first.
        """
        batches: dict[BatchKey, list[Form]] = {}
        for form in self.everything():
            batches.setdefault(form.batch, []).append(form)
        for members in batches.values():
            at = next((at for at, form in enumerate(members) if form.number == after), None)
            if at is not None:
                following = [*members[at + 1 :], *members[:at]]
                found = next((form for form in following if form.open), None)
                if found is not None:
                    return found
        for members in reversed(list(batches.values())):
            found = next((form for form in members if form.open and form.number != after), None)
            if found is not None:
                return found
        return None

    def show_rows(self) -> None:
        """Ask for the forms of the view, the batch and the search, from the top."""
        self._wait.stop()
        view = self.views.value()
        at = self.batch.currentIndex()
        batch = self._batches[at - 1].key if 0 < at <= len(self._batches) else None
        self._source = _Source(
            self._context, view if isinstance(view, View) else View.ALL, batch, self.search.text()
        )
        self.model.set_source(self._source)

    def show_form(self, blank: bytes) -> None:
        """Show all forms, standing on one."""
        self._wanted = blank
        self.search.clear()
        self.views.choose(View.ALL)
        self.batch.setCurrentIndex(0)
        self.show_rows()

    def reload(self) -> None:
        """Fetch the rows again; the current form stays the current one."""
        self.table.reload()

    def fit(self, space: Space) -> None:
        """Give up the words where there is little height."""
        self.footer.setVisible(not space.short)
        self.title.setVisible(not space.tiny)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in _WIDE.items():
            self.table.setColumnHidden(column, self.width() < least)

    def _leave_search(self) -> None:
        if self._wait.isActive():
            self.show_rows()
        self.table.setFocus()

    def _on_loaded(self, _count: int) -> None:
        forms = self.everything()
        self.summary.setText(gaps_text(forms))
        for view, chip in zip(View, self.views.chips(), strict=True):
            count = sum(map(_SHOWN[view], forms))
            chip.set_hint(spanish.integer(count) if count else "")
        self.table.set_empty_text(self._empty_words())
        self._show_batches()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            at = next((at for at, form in enumerate(self._source.rows) if form.id == wanted), None)
            if at is not None:
                self.table.go_to(at)
        self.counted.emit()
        self.row_changed.emit()

    def _show_batches(self) -> None:
        batches = paper.batches(self.everything())
        if batches == self._batches:
            return
        at = self.batch.currentIndex()
        chosen = self._batches[at - 1].key if 0 < at <= len(self._batches) else None
        self._batches = batches
        now = self._context.now()
        while self.batch.count() > 1:
            self.batch.removeItem(1)
        for batch in batches:
            self.batch.addItem(batch_text(batch, now))
            self.batch.setItemData(self.batch.count() - 1, tip(batch_tip(batch)), Qt.ItemDataRole.ToolTipRole)
        keys = [batch.key for batch in batches]
        self.batch.setCurrentIndex(keys.index(chosen) + 1 if chosen in keys else 0)

    def _empty_words(self) -> str:
        translate = QCoreApplication.translate
        if not self.everything():
            return translate(
                "Paper",
                "Con N imprime formularios numerados: téngalos a mano para cuando falte la luz o el equipo.",
            )
        if self.search.text().strip() or self.batch.currentIndex() > 0:
            return translate("Paper", "Ningún formulario responde a esta búsqueda.")
        words = {
            View.OPEN: translate("Paper", "No queda ninguno por transcribir."),
            View.MISSING: translate("Paper", "No falta ninguno."),
            View.DONE: translate("Paper", "Todavía no se ha transcrito ninguno."),
            View.SPOILED: translate("Paper", "No hay formularios anulados."),
        }
        view = self.views.value()
        return words.get(view, "") if isinstance(view, View) else ""


def _batch_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(QCoreApplication.translate("Paper", "Tanda"))
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setMinimumContentsLength(16)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem(QCoreApplication.translate("Paper", "Todas las tandas"))
    return box


def _view_bar() -> SegmentedBar:
    bar = SegmentedBar(QCoreApplication.translate("Paper", "Vistas"))
    for view, name in (
        (View.OPEN, QCoreApplication.translate("Paper", "Por transcribir")),
        (View.MISSING, QCoreApplication.translate("Paper", "Faltan")),
        (View.DONE, QCoreApplication.translate("Paper", "Transcritos")),
        (View.SPOILED, QCoreApplication.translate("Paper", "Anulados")),
        (View.ALL, QCoreApplication.translate("Paper", "Todos")),
    ):
        bar.add(view, name)
    bar.choose(View.OPEN)
    return bar
