"""The list of Bandeja: hand-overs to receive, those that came back, then cases by urgency."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.services import directory, tray
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.services.directory import Unit
from desktop_app.services.tray import Tray, TrayKind, TrayLine
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import SegmentedBar
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView
from ui.kit.tips import tip
from ui.kit.urgency import case_badge
from ui.referrals.words import instead_text, need_text, not_here_text, unknown_text

EVERYTHING = "everything"
_NAME = 32
_RECEIVER, _WIDE = 5, 1000
"""The column "Para", and the least width of the list at which a unit's own tray shows it."""


def part_names() -> dict[str, str]:
    """Return the parts in their order, with what each is called."""
    return {
        EVERYTHING: QCoreApplication.translate("Referrals", "Todo"),
        TrayKind.RECEIVE: QCoreApplication.translate("Referrals", "Por recibir"),
        TrayKind.BACK: QCoreApplication.translate("Referrals", "Por reasignar"),
        TrayKind.CASE: QCoreApplication.translate("Referrals", "Mis casos"),
    }


def empty_words(part: str) -> str:
    """Return what stands in an empty list."""
    words: dict[str, str] = {
        TrayKind.RECEIVE: QCoreApplication.translate("Referrals", "Nadie espera ser recibido."),
        TrayKind.BACK: QCoreApplication.translate(
            "Referrals", "Ninguna vinculación suya fue devuelta ni quedó sin respuesta."
        ),
        TrayKind.CASE: QCoreApplication.translate("Referrals", "No tiene casos abiertos a su cargo."),
    }
    return words.get(part, QCoreApplication.translate("Referrals", "Su bandeja está al día: nada espera."))


def _receiver(row: TrayLine) -> str:
    # A case may have nobody yet; a hand-over always has somebody, whose record may still be on its way.
    return row.receiver or ("" if row.kind is TrayKind.CASE else not_here_text())


def tray_columns() -> list[Column[TrayLine]]:
    """Return the columns of the tray."""
    return [
        Column(
            QCoreApplication.translate("Referrals", "Espera o plazo"),
            lambda row: row.badge.text,
            204,
            badge=lambda row: case_badge(row.badge),
        ),
        Column(QCoreApplication.translate("Referrals", "Número"), lambda row: row.number, 136),
        Column(
            QCoreApplication.translate("Referrals", "Necesidad"),
            lambda row: instead_text(need_text(row.need, row.bounces), row.instead_of),
            180,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Referrals", "Ciudadano"),
            lambda row: row.citizen or unknown_text(),
            140,
            stretch=True,
        ),
        Column(QCoreApplication.translate("Referrals", "De"), lambda row: row.sender, 120, stretch=True),
        Column(QCoreApplication.translate("Referrals", "Para"), _receiver, 120, stretch=True),
    ]


class TraySource:
    """The rows of a part of the tray; runs on workers. Cases follow page by page."""

    def __init__(self, context: Context, part: str, unit: bytes | None) -> None:
        self._context = context
        self._part = part
        self._unit = unit
        self.tray: Tray | None = None

    def count(self) -> int:
        """Read the tray and return how many lines the part has."""
        self.tray = tray.read_tray(self._context, self._unit)
        return len(self._first(self.tray)) + self._cases(self.tray)

    def page(self, offset: int, limit: int) -> Sequence[TrayLine]:
        """Return a page: hand-overs from memory, cases from the store."""
        found = self.tray or tray.read_tray(self._context, self._unit)
        first = self._first(found)
        rows = list(first[offset : offset + limit])
        wanted = limit - len(rows)
        if wanted and self._cases(found):
            start = max(offset - len(first), 0)
            rows += tray.tray_cases(self._context, found.shares, start, wanted)
        return rows

    def _first(self, found: Tray) -> tuple[TrayLine, ...]:
        return {EVERYTHING: found.receive + found.back, TrayKind.RECEIVE: found.receive,
                TrayKind.BACK: found.back}.get(self._part, ())  # fmt: skip

    def _cases(self, found: Tray) -> int:
        return found.cases if self._part in (EVERYTHING, TrayKind.CASE) else 0


class TrayListing(QWidget):
    """Chooses and shows what waits."""

    row_changed = Signal()
    opened = Signal()

    def __init__(self, context: Context, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._source: TraySource | None = None
        self._official: bytes | None = None
        self._wanted: bytes | None = None
        self.part: str = EVERYTHING
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.parts = SegmentedBar(QCoreApplication.translate("Referrals", "Partes de la bandeja"))
        for part, name in part_names().items():
            self.parts.add(part, name)
        self.parts.choose(EVERYTHING)
        self.parts.chips()[-1].hide()
        head.addWidget(self.parts, 1)
        self.unit = QComboBox()
        self.unit.setAccessibleName(QCoreApplication.translate("Referrals", "Unidad que recibe"))
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.unit.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.unit.addItem(QCoreApplication.translate("Referrals", "Todas las unidades"))
        # Qt hands bytes back as something else: what the rows stand for is kept here.
        self._units: list[bytes | None] = [None]
        self.unit.hide()
        head.addWidget(self.unit)
        column.addLayout(head)
        self.table = TableView(QCoreApplication.translate("Referrals", "Bandeja"), empty="")
        self.model = PagedTableModel[TrayLine](
            background, tray_columns(), key=lambda row: (row.kind, row.id), parent=self
        )
        self.table.show_model(self.model)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted")
        column.addWidget(self.footer)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(background.failed)
        self.parts.chosen.connect(lambda part: self.show_part(str(part)))
        self.unit.activated.connect(lambda _at: self.show_rows())
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())

    def start(self) -> None:
        """Learn who the person is, then show what waits."""
        context = self._context

        def work() -> tuple[bytes | None, list[Unit]]:
            return own_official(context), directory.units(context)

        def done(found: tuple[bytes | None, list[Unit]]) -> None:
            self._official = found[0]
            self._fit_columns()
            self._fill_units(found[1])
            # Without an official there are no cases of one's own; with one, the unit is known.
            self.parts.chips()[-1].setVisible(found[0] is not None)
            self.unit.setVisible(found[0] is None)
            self.show_rows()

        self._background.read(self, work).on_success(done).run()

    def current(self) -> TrayLine | None:
        """Return what the current row shows."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def show_part(self, part: str) -> None:
        """Show a part of the tray."""
        self.part = part
        self.parts.choose(part)
        self.show_rows()

    def stand_on(self, referral: bytes) -> None:
        """Show everything, standing on a hand-over."""
        self._wanted = referral
        self.show_part(EVERYTHING)

    def show_rows(self) -> None:
        """Ask for the rows, from the top."""
        unit = self._units[self.unit.currentIndex()]
        self._source = TraySource(self._context, self.part, unit)
        self.model.set_source(self._source)

    def reload(self) -> None:
        """Fetch the rows again; the current one stays the current one."""
        self.table.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._fit_columns()

    def fit(self, space: Space) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not space.short)

    def _fit_columns(self) -> None:
        # In the tray of one unit nearly every row is for the same people, and the pane names them.
        self.table.setColumnHidden(_RECEIVER, self._official is not None and self.width() < _WIDE)

    def _fill_units(self, units: Sequence[Unit]) -> None:
        for unit in units:
            self._units.append(unit.id)
            self.unit.addItem(shortened(unit.name, _NAME))
            self.unit.setItemData(self.unit.count() - 1, tip(unit.name), Qt.ItemDataRole.ToolTipRole)

    def _on_loaded(self, count: int) -> None:
        found = self._source.tray if self._source is not None else None
        if found is not None:
            self._show_counts(found)
        self.table.set_empty_text(empty_words(self.part))
        if count == 1:
            words = QCoreApplication.translate("Referrals", "1 por atender")
        else:
            words = QCoreApplication.translate("Referrals", "{count} por atender").format(count=count)
        hint = QCoreApplication.translate(
            "Referrals", "A aceptar · V resolver aquí · C volver caso · D devolver · R reasignar lo devuelto"
        )
        self.footer.setText(f"{words} · {hint}")
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            for kind in (TrayKind.RECEIVE, TrayKind.BACK):
                row = self.model.find((kind, wanted))
                if row is not None:
                    self.table.go_to(row)
        self.row_changed.emit()

    def _show_counts(self, found: Tray) -> None:
        counts = found.counts()
        total = str(sum(counts.values()))
        hints = [total, *(str(counts[kind]) for kind in TrayKind)]
        for chip, hint in zip(self.parts.chips(), hints, strict=True):
            if chip.hint() != hint:
                chip.set_hint(hint)
