"""Cómo van las vinculaciones: wrong transfers, bounces and time to acceptance by unit, topic and clerk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services import handover_figures
from desktop_app.services.context import Context
from desktop_app.services.handover_figures import By, Going, HandoverFigures, Span
from ui.kit import theme
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.core import core
from ui.kit.detail import DetailPane
from ui.kit.formats import day_text
from ui.kit.operations import Background
from ui.kit.paging import Column, FunctionSource, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView

_SILENT, _RETURNED = 6, 5
_LEAST = {_SILENT: 900, _RETURNED: 800}
"""Columns that need room, and the least width of the part at which each appears."""


def span_names() -> dict[Span, str]:
    """Return the periods in their order, with what each is called."""
    return {
        Span.THIS_MONTH: QCoreApplication.translate("Referrals", "Este mes"),
        Span.LAST_MONTH: QCoreApplication.translate("Referrals", "Mes pasado"),
        Span.QUARTER: QCoreApplication.translate("Referrals", "90 días"),
        Span.YEAR: QCoreApplication.translate("Referrals", "12 meses"),
    }


def by_names() -> dict[By, str]:
    """Return what the rows may be, with what each is called."""
    return {
        By.UNIT: QCoreApplication.translate("Referrals", "Por unidad"),
        By.TOPIC: QCoreApplication.translate("Referrals", "Por tema"),
        By.CLERK: QCoreApplication.translate("Referrals", "Por quien envía"),
    }


def rate_text(going: Going) -> str:
    """Return a rate beside what it is of: ``12,5 % (3 de 24)``."""
    if not going.sent:
        return spanish.percent(None)
    return QCoreApplication.translate("Referrals", "{rate} ({part} de {n})").format(
        rate=spanish.percent(going.wrong_rate),
        part=spanish.integer(going.wrong),
        n=spanish.integer(going.sent),
    )


def time_text(going: Going) -> str:
    """Return how long it took until somebody took the need on: the median, nine of ten, and of how many."""
    if not going.timed:
        return spanish.percent(None)
    return QCoreApplication.translate("Referrals", "{median} · {p90} (n {n})").format(
        median=_minutes(going.median_minutes), p90=_minutes(going.p90_minutes), n=spanish.integer(going.timed)
    )


def _minutes(value: float | None) -> str:
    return spanish.hours(None if value is None else value / 60)


def _columns() -> list[Column[Going]]:
    tr = QCoreApplication.translate
    return [
        Column(tr("Referrals", "Quién"), lambda row: row.name, 170, stretch=True),
        Column(tr("Referrals", "Enviadas"), lambda row: spanish.integer(row.sent), 76, numeric=True),
        Column(tr("Referrals", "Mal transferidas"), rate_text, 146, numeric=True),
        Column(tr("Referrals", "Rebotes"), lambda row: spanish.integer(row.bounces), 72, numeric=True),
        Column(tr("Referrals", "Aceptación: mediana · p90"), time_text, 190, numeric=True),
        Column(tr("Referrals", "Devueltas"), lambda row: spanish.integer(row.returned), 82, numeric=True),
        Column(tr("Referrals", "Sin resp."), lambda row: spanish.integer(row.silent), 76, numeric=True),
    ]


class GoingPart(QWidget):
    """A period, what the rows are, and the table; Esc goes back to the list."""

    left = Signal()
    shown = Signal(object)
    """HandoverFigures that stand in the table now."""

    def __init__(self, context: Context, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self.figures: HandoverFigures | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = QCoreApplication.translate("Referrals", "Cómo van las vinculaciones")
        head.addWidget(text_label(title, theme.Size.LEAD, strong=True), 1)
        words = QCoreApplication.translate("Referrals", "Volver a la lista")
        self.back = Button(words, kind=Kind.QUIET, hint="Esc")
        head.addWidget(self.back)
        column.addLayout(head)
        self.spans = SegmentedBar(QCoreApplication.translate("Referrals", "Período"), wrap=True)
        for span, name in span_names().items():
            self.spans.add(span, name)
        self.spans.choose(Span.THIS_MONTH)
        self.rows = SegmentedBar(QCoreApplication.translate("Referrals", "Filas de la tabla"), wrap=True)
        for by, name in by_names().items():
            if by is not By.CLERK or handover_figures.may_see_clerks(context):
                self.rows.add(by, name)
        self.rows.choose(By.UNIT)
        column.addWidget(self.spans)
        column.addWidget(self.rows)
        self.table = TableView(title, empty="")
        self.model = PagedTableModel[Going](
            background, _columns(), key=lambda row: (row.key, row.name), parent=self
        )
        self.table.show_model(self.model)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column.addWidget(self.footer)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(background.failed)
        self.back.clicked.connect(self.left)
        for bar in (self.spans, self.rows):
            bar.chosen.connect(lambda _value: self.show_figures())

    def show_figures(self) -> None:
        """Count the chosen period, on a worker."""
        context = self._context
        span, by = self.spans.value(), self.rows.value()
        first, last = handover_figures.span_days(
            span if isinstance(span, Span) else Span.THIS_MONTH, context.now().date()
        )
        chosen = by if isinstance(by, By) else By.UNIT

        def count() -> int:
            found = handover_figures.handover_figures(context, first, last, chosen)
            self.figures = found
            return len(_rows(found))

        def page(offset: int, limit: int) -> Sequence[Going]:
            found = self.figures or handover_figures.handover_figures(context, first, last, chosen)
            return _rows(found)[offset : offset + limit]

        self.model.set_source(FunctionSource(count, page))

    def enter(self) -> None:
        """Show the figures and give the keys to the table."""
        self.show_figures()
        self.table.setFocus()

    def fit(self, space: Space) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not space.short)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in _LEAST.items():
            self.table.setColumnHidden(column, self.width() < least)

    def _on_loaded(self, _count: int) -> None:
        found = self.figures
        if found is None:
            return
        self.table.set_empty_text(
            QCoreApplication.translate("Referrals", "En este período no se vinculó a nadie.")
        )
        words = QCoreApplication.translate(
            "Referrals", "Del {first} al {last}, por orden de nombre. Anuladas, fuera de la cuenta: {voided}."
        )
        self.footer.setText(
            words.format(
                first=day_text(found.first), last=day_text(found.last), voided=spanish.integer(found.voided)
            )
        )
        self.shown.emit(found)


def _rows(found: HandoverFigures) -> list[Going]:
    """Return the parts under a first row with all of them."""
    if not found.whole.sent:
        return []
    everything = QCoreApplication.translate("Referrals", "Todas")
    parts = (part if part.key is not None else replace(part, name=core(part.name)) for part in found.parts)
    return [replace(found.whole, key=b"", name=everything), *parts]


class GoingPane(DetailPane):
    """How the figures are counted, beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Referrals", "Cómo se cuenta"), parent)
        title = QCoreApplication.translate("Referrals", "Cómo se cuenta")
        self.column.addWidget(text_label(title, theme.Size.LEAD, strong=True))
        for name, words in _definitions():
            self.column.addWidget(text_label(name, strong=True, wrap=True))
            self.column.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
        self.column.addStretch(1)


def _definitions() -> tuple[tuple[str, str], ...]:
    tr = QCoreApplication.translate
    return (
        (
            tr("Referrals", "Mal transferidas"),
            tr(
                "Referrals",
                "Las devueltas con «No corresponde a esta unidad», sobre todas las enviadas. Con pocas, el "
                "porcentaje dice poco: por eso lleva al lado de cuántas es.",
            ),
        ),
        (
            tr("Referrals", "Rebotes"),
            tr("Referrals", "Vinculaciones que siguieron a otra de la misma necesidad."),
        ),
        (
            tr("Referrals", "Aceptación"),
            tr(
                "Referrals",
                "Desde que se envió hasta que alguien la aceptó o confirmó por teléfono: la mediana, y el tiempo en "
                "que nueve de cada diez ya estaban aceptadas (p90).",
            ),
        ),
        (
            tr("Referrals", "De qué día"),
            tr(
                "Referrals",
                "Cuenta cada vinculación el día en que se envió, como está ahora. Las anuladas no cuentan; abajo se "
                "dice cuántas son.",
            ),
        ),
    )
