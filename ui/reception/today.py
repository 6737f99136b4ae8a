"""The clerk's own attentions of today; while the list is read, those of other days, and everyone's for supervision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.labels import label_of
from desktop_app.domain.preferential import UNSPECIFIED_WORD
from desktop_app.domain.values import Result
from desktop_app.services.access import Permission
from ui.kit import speech, theme
from ui.kit.badges import Badge, BadgeKind
from ui.kit.buttons import Button, Kind
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.formats import day_text, stopwatch_text
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.surfaces import Card, text_label
from ui.kit.table import Density, TableView

if TYPE_CHECKING:
    from desktop_app.services.context import Context
    from desktop_app.services.reception import TodayRow


_NARROW = (1, 3, 5)
"""Columns that the detail tells: channel, citizen, duration."""
_WHO = 6
_MOST = 1_000


class _TodaySource:
    """A day's attentions, read whole: a clerk has some dozens, a municipality some hundreds."""

    def __init__(self, context: Context, day: date | None = None, *, everyone: bool = False) -> None:
        self._context = context
        self.day = day
        self.everyone = everyone
        self.rows: list[TodayRow] = []

    def count(self) -> int:
        from desktop_app.services import reception

        day = self.day or self._context.now().date()
        self.rows = reception.of_day(self._context, day, everyone=self.everyone, limit=_MOST)
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[TodayRow]:
        return self.rows[offset : offset + limit]


class TodayPanel(QWidget):
    """Heading with count and average, and the table; beside it, while it is read, the detail of a row.

    Another day than today, and what others recorded, are there while it is read only.
    """

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
        self.title = text_label(title, strong=True)
        heading.addWidget(self.title)
        self.summary = text_label("", tone="muted")
        heading.addWidget(self.summary)
        heading.addStretch(1)
        self.before, self.after = (
            Button("", kind=Kind.QUIET, icon=icon) for icon in ("arrow-left", "arrow-right")
        )
        self.everyone = Button("", kind=Kind.QUIET, hint="T")
        for button, act in (
            (self.before, self.day_before), (self.after, self.day_after), (self.everyone, self.swap_whose),
        ):  # fmt: skip
            button.set_low()
            button.hide()
            button.clicked.connect(act)
            heading.addWidget(button)
        self._name_buttons()
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
        self.table.hideColumn(_WHO)
        self.model.set_source(self._source)

    def sizeHint(self) -> QSize:
        """Ask for the least height: the list takes what the form leaves."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def reload(self) -> None:
        """Fetch the rows again."""
        self.table.reload()

    def set_reading(self, reading: bool) -> None:
        """Make room for the detail of a row, or take it back: then the list is one's own of today again."""
        self._card.setVisible(reading)
        for button in (self.back, self.before, self.after):
            button.setVisible(reading)
        self.everyone.setVisible(reading and self._context.actor.may(Permission.VOID_ANY_ATTENTION))
        for at in _NARROW:
            self.table.setColumnHidden(at, reading)
        self._show_summary()
        if not reading and (self._source.day is not None or self._source.everyone):
            self._show(None, everyone=False)

    def day_before(self) -> None:
        """Show the day before the one that is shown."""
        self._step(-1)

    def day_after(self) -> None:
        """Show the day after the one that is shown; after today there is none."""
        self._step(1)

    def swap_whose(self) -> None:
        """Show what everyone recorded, or what the clerk did."""
        if not self.everyone.isHidden():
            self._show(self._source.day, everyone=not self._source.everyone)

    def _step(self, days: int) -> None:
        today = self._context.now().date()
        day = (self._source.day or today) + timedelta(days=days)
        if not self.back.isHidden() and day <= today:
            self._show(day if day < today else None, everyone=self._source.everyone)

    def _show(self, day: date | None, *, everyone: bool) -> None:
        self._source = _TodaySource(self._context, day, everyone=everyone)
        self.table.setColumnHidden(_WHO, not everyone)
        self._name_buttons()
        translate = QCoreApplication.translate
        if day is None:
            words = (
                translate("Reception", "Atenciones de hoy, de todos")
                if everyone
                else translate("Reception", "Mis atenciones de hoy")
            )
            empty = translate("Reception", "Todavía no hay atenciones hoy.")
        else:
            words = (
                translate("Reception", "Atenciones de todos, {day}")
                if everyone
                else translate("Reception", "Mis atenciones, {day}")
            ).format(day=day_text(day))
            empty = translate("Reception", "Ese día no hay atenciones.")
        self.title.setText(words)
        self.table.setAccessibleName(words)
        self.table.set_empty_text(empty)
        speech.announce(self.table, words)
        self.model.set_source(self._source)

    def _name_buttons(self) -> None:
        translate = QCoreApplication.translate
        self.everyone.setText(
            translate("Reception", "Solo las mías")
            if self._source.everyone
            else translate("Reception", "Las de todos")
        )
        self.after.setEnabled(self._source.day is not None)
        for button, words, key in (
            (self.before, translate("Reception", "Día anterior"), "←"),
            (self.after, translate("Reception", "Día siguiente"), "→"),
        ):
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({key})")

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
            Column(
                QCoreApplication.translate("Reception", "Registró"), lambda row: row.author, 130, stretch=True
            ),
        ]

    def _on_loaded(self, count: int) -> None:
        if not self.table.hasFocus():
            # Nobody has chosen a row: none looks chosen.
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        del count
        self._show_summary()
        theme.set_text(self.summary, tone="muted")

    def _show_summary(self) -> None:
        rows = [row for row in self._source.rows if not row.voided]
        self.summary.setText(_summary(rows, short=not self.back.isHidden()))


def _summary(rows: Sequence[TodayRow], *, short: bool) -> str:
    """Return the day's totals: what stands, how long it took, and, unless ``short``, what is counted besides."""
    if not rows:
        return ""
    average = stopwatch_text(sum(row.duration for row in rows) // len(rows))
    parts = [
        QCoreApplication.translate("Reception", "{count} · promedio {average}").format(
            count=len(rows), average=average
        )
    ]
    preferential = 0 if short else sum(bool(row.preferential) for row in rows)
    if preferential:
        words = QCoreApplication.translate("Reception", "preferentes: {count}")
        parts.append(words.format(count=preferential))
    unreachable = 0 if short else sum(bool(row.no_contact) for row in rows)
    if unreachable:
        words = QCoreApplication.translate("Reception", "sin contacto: {count}")
        parts.append(words.format(count=unreachable))
    return " · ".join(parts)
