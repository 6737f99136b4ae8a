"""The clerk's own attentions of today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.labels import label_of
from desktop_app.domain.preferential import UNSPECIFIED_WORD
from desktop_app.domain.values import Result
from ui.kit import theme
from ui.kit.badges import Badge, BadgeKind
from ui.kit.buttons import Button, Kind
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.formats import stopwatch_text
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.surfaces import Card, text_label
from ui.kit.table import Density, TableView

if TYPE_CHECKING:
    from desktop_app.services.context import Context
    from desktop_app.services.reception import TodayRow


_NARROW = (1, 3, 5)
"""Columns that the detail tells: channel, citizen, duration."""


class _TodaySource:
    """Today's attentions, read whole: a clerk has some dozens."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.rows: list[TodayRow] = []

    def count(self) -> int:
        from desktop_app.services import reception

        self.rows = reception.today(self._context)
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[TodayRow]:
        return self.rows[offset : offset + limit]


class TodayPanel(QWidget):
    """Heading with count and average, and the table; beside it, while it is read, the detail of a row."""

    left = Signal()

    def __init__(
        self, context: Context, background: Background, detail: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._source = _TodaySource(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        heading = QHBoxLayout()
        title = QCoreApplication.translate("Reception", "Mis atenciones de hoy")
        heading.addWidget(text_label(title, strong=True))
        self.summary = text_label("", tone="muted")
        heading.addWidget(self.summary)
        heading.addStretch(1)
        self.back = Button(QCoreApplication.translate("Reception", "Volver"), kind=Kind.QUIET, hint="Esc")
        self.back.set_low()
        self.back.hide()
        self.back.clicked.connect(self.left)
        heading.addWidget(self.back)
        column.addLayout(heading)
        self.table = TableView(
            title, empty=QCoreApplication.translate("Reception", "Todavía no hay atenciones hoy.")
        )
        self.table.set_density(Density.COMPACT)
        self.table.setMinimumHeight(52)
        self.model = PagedTableModel["TodayRow"](
            background, self._columns(), key=lambda row: row.id, parent=self
        )
        self.table.show_model(self.model)
        self.model.loaded.connect(self._on_loaded)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.table, 1)
        self._card = Card()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addWidget(detail)
        self._card.hide()
        beside.addWidget(self._card, 1)
        column.addLayout(beside, 1)
        self.model.set_source(self._source)

    def sizeHint(self) -> QSize:
        """Ask for the least height: the list takes what the form leaves."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def reload(self) -> None:
        """Fetch the rows again."""
        self.table.reload()

    def set_reading(self, reading: bool) -> None:
        """Make room for the detail of a row, or take it back."""
        self._card.setVisible(reading)
        self.back.setVisible(reading)
        for at in _NARROW:
            self.table.setColumnHidden(at, reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the reading with Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.back.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column[TodayRow]]:
        zone = self._context.zone

        def hour(row: TodayRow) -> str:
            return f"{datetime.fromtimestamp(row.started, UTC).astimezone(zone):%H:%M}"

        unknown = QCoreApplication.translate("Reception", "(sin identificar)")

        def person(row: TodayRow) -> str:
            who = row.citizen or unknown
            return f"{preferred} · {who}" if row.preferential else who

        preferred, voided = core(UNSPECIFIED_WORD), QCoreApplication.translate("Reception", "Anulada")
        return [
            Column(QCoreApplication.translate("Reception", "Hora"), hour, 56),
            Column(
                QCoreApplication.translate("Reception", "Canal"),
                lambda row: channel_word(row.channel),
                92,
            ),
            Column(
                QCoreApplication.translate("Reception", "Consulta"), lambda row: row.topic, 220, stretch=True
            ),
            Column(
                QCoreApplication.translate("Reception", "Ciudadano"),
                person,
                180,
                stretch=True,
            ),
            Column(
                QCoreApplication.translate("Reception", "Resultado"),
                lambda row: core(label_of(Result, row.result)),
                112,
                badge=lambda row: Badge(BadgeKind.VOIDED, voided) if row.voided else None,
            ),
            Column(
                QCoreApplication.translate("Reception", "Duración"),
                lambda row: stopwatch_text(row.duration),
                84,
                numeric=True,
            ),
        ]

    def _on_loaded(self, count: int) -> None:
        if not self.table.hasFocus():
            # Nobody has chosen a row: none looks chosen.
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        del count
        self.summary.setText(_summary([row for row in self._source.rows if not row.voided]))
        theme.set_text(self.summary, tone="muted")


def _summary(rows: Sequence[TodayRow]) -> str:
    """Return the day's totals: what stands, how long it took, and what is counted besides."""
    if not rows:
        return ""
    average = stopwatch_text(sum(row.duration for row in rows) // len(rows))
    parts = [
        QCoreApplication.translate("Reception", "{count} · promedio {average}").format(
            count=len(rows), average=average
        )
    ]
    preferential = sum(bool(row.preferential) for row in rows)
    if preferential:
        words = QCoreApplication.translate("Reception", "preferentes: {count}")
        parts.append(words.format(count=preferential))
    unreachable = sum(bool(row.no_contact) for row in rows)
    if unreachable:
        words = QCoreApplication.translate("Reception", "sin contacto: {count}")
        parts.append(words.format(count=unreachable))
    return " · ".join(parts)
