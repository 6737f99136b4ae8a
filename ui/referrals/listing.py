"""The list of Vincular: all hand-overs by view, whatever their number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services import referral_lists
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralLine
from ui.kit import theme
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.operations import Background
from ui.kit.paging import Column, FunctionSource, PagedTableModel
from ui.kit.screen import Space
from ui.kit.surfaces import text_label
from ui.kit.table import TableView
from ui.referrals.words import need_text, not_here_text, receiver_text, sent_text, state_badge, unknown_text

TODAY = "today"
_SENDER, _BOUNCES = 6, 7
WIDE = {_SENDER: 980, _BOUNCES: 1180}
"""Columns beyond the sixth, and the least width of the list at which each appears."""


def view_names() -> dict[str, str]:
    """Return the views in their order, with what each is called."""
    return {
        TODAY: QCoreApplication.translate("Referrals", "Enviadas hoy"),
        "unanswered": QCoreApplication.translate("Referrals", "Sin respuesta"),
        "returned": QCoreApplication.translate("Referrals", "Devueltas"),
        "accepted": QCoreApplication.translate("Referrals", "Aceptadas"),
        "all": QCoreApplication.translate("Referrals", "Todas"),
    }


def empty_words(view: str) -> str:
    """Return what stands in an empty list."""
    return {
        TODAY: QCoreApplication.translate("Referrals", "Hoy no se ha vinculado a nadie."),
        "unanswered": QCoreApplication.translate("Referrals", "Ninguna vinculación espera respuesta."),
        "returned": QCoreApplication.translate(
            "Referrals", "Ninguna vinculación devuelta está por reasignar."
        ),
        "accepted": QCoreApplication.translate(
            "Referrals", "Ninguna vinculación fue aceptada en los últimos 30 días."
        ),
    }.get(view, QCoreApplication.translate("Referrals", "Todavía no hay vinculaciones."))


def _columns(now: Callable[[], datetime]) -> list[Column[ReferralLine]]:
    return [
        Column(
            QCoreApplication.translate("Referrals", "Estado"),
            lambda row: state_badge(row).text,
            188,
            badge=state_badge,
        ),
        Column(
            QCoreApplication.translate("Referrals", "Enviada"), lambda row: sent_text(row.sent, now()), 100
        ),
        Column(QCoreApplication.translate("Referrals", "Número"), lambda row: row.number, 136),
        Column(
            QCoreApplication.translate("Referrals", "Necesidad"),
            lambda row: need_text(row.need, row.bounces),
            180,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Referrals", "Ciudadano"),
            lambda row: row.citizen or unknown_text(),
            140,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Referrals", "Recibe"),
            lambda row: receiver_text(row.official, row.unit) or not_here_text(),
            160,
            stretch=True,
        ),
        Column(QCoreApplication.translate("Referrals", "Envía"), lambda row: row.sender, 120, stretch=True),
        Column(
            QCoreApplication.translate("Referrals", "Rebotes"),
            lambda row: str(row.bounces) if row.bounces else "",
            80,
            numeric=True,
        ),
    ]


class ReferralListing(QWidget):
    """Chooses and shows hand-overs."""

    row_changed = Signal()
    opened = Signal()
    new_asked = Signal()
    going_asked = Signal()

    def __init__(
        self,
        context: Context,
        background: Background,
        new_hint: str,
        going_hint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._wanted: bytes | None = None
        self.view = TODAY
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.views = SegmentedBar(QCoreApplication.translate("Referrals", "Vistas"), wrap=True)
        for view, name in view_names().items():
            self.views.add(view, name)
        self.views.choose(self.view)
        head.addWidget(self.views, 1)
        self.new = Button(
            QCoreApplication.translate("Referrals", "Nueva vinculación"),
            kind=Kind.PRIMARY,
            icon="plus",
            hint=new_hint,
        )
        words = QCoreApplication.translate("Referrals", "Cómo van")
        self.going = Button(words, icon="table", hint=going_hint)
        self._counts = context.actor.may(Permission.READ_STATISTICS)
        head.addWidget(self.going, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.table = TableView(QCoreApplication.translate("Referrals", "Vinculaciones"), empty="")
        self.model = PagedTableModel[ReferralLine](
            background, _columns(context.now), key=lambda row: row.id, parent=self
        )
        self.table.show_model(self.model)
        column.addWidget(self.table, 1)
        self.footer = text_label("", theme.Size.SMALL, tone="muted")
        column.addWidget(self.footer)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(background.failed)
        self.views.chosen.connect(lambda view: self.show_view(str(view)))
        self.new.clicked.connect(self.new_asked)
        self.going.clicked.connect(self.going_asked)
        self.table.row_changed.connect(lambda _row: self.row_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())

    def start(self) -> None:
        """Show today's hand-overs and count the views."""
        self.show_view(self.view)
        self.count()

    def current(self) -> ReferralLine | None:
        """Return the hand-over in the current row."""
        row = self.table.current_row()
        return self.model.row(row) if row >= 0 else None

    def show_view(self, view: str, referral: bytes | None = None) -> None:
        """Show a view from the top, standing on a hand-over if it is among the first rows."""
        self.view, self._wanted = view, referral
        self.views.choose(view)
        context = self._context
        self.model.set_source(
            FunctionSource(
                lambda: referral_lists.count(context, view),
                lambda offset, limit: referral_lists.page(context, view, offset, limit),
            )
        )

    def reload(self) -> None:
        """Fetch rows and counts again; the current hand-over stays the current one."""
        self.table.reload()
        self.count()

    def count(self) -> None:
        """Count the views again."""
        context = self._context
        self._background.read(self, lambda: referral_lists.view_counts(context)).on_success(
            self._show_counts
        ).run()

    def fit(self, space: Space) -> None:
        """Give up the footer where there is little height."""
        self.footer.setVisible(not space.short)
        self.going.setVisible(self._counts and not space.narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        for column, least in WIDE.items():
            self.table.setColumnHidden(column, self.width() < least)

    def _show_counts(self, counts: dict[str, int]) -> None:
        for view, chip in zip(view_names(), self.views.chips(), strict=True):
            count = spanish.integer(counts.get(view, 0))
            if chip.hint() != count:
                chip.set_hint(count)

    def _on_loaded(self, count: int) -> None:
        self.table.set_empty_text(empty_words(self.view))
        if count == 1:
            words = QCoreApplication.translate("Referrals", "1 vinculación")
        else:
            words = QCoreApplication.translate("Referrals", "{count} vinculaciones").format(
                count=spanish.integer(count)
            )
        if self.view in ("accepted", "returned"):
            words = QCoreApplication.translate("Referrals", "{count} en los últimos 30 días").format(
                count=words
            )
        hint = QCoreApplication.translate(
            "Referrals", "N nueva · T confirmó por teléfono · S sin respuesta · R reasignar · Enter abre"
        )
        self.footer.setText(f"{words} · {hint}")
        wanted, self._wanted = self._wanted, None
        row = self.model.find(wanted) if wanted is not None else None
        if row is not None:
            self.table.go_to(row)
        elif wanted is not None:
            self._show_one(wanted)
            return
        self.row_changed.emit()

    def _show_one(self, referral: bytes) -> None:
        """Show a hand-over alone that lies too far down its view."""
        self.views.choose(None)
        context = self._context
        self.model.set_source(
            FunctionSource(
                lambda: 1, lambda offset, _limit: [referral_lists.detail(context, referral).line][offset:]
            )
        )
