"""The right pane while a hand-over is written: the unit, and who of it is there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.detail import DetailPane, empty
from ui.kit.surfaces import EmptyState, Icon, text_label
from ui.referrals.lookups import Member, UnitCard


class UnitPane(DetailPane):
    """Place, hours and people of the unit that is to receive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Referrals", "Unidad que recibe"), parent)
        self.show_unit(None)

    def show_unit(self, card: UnitCard | None) -> None:
        """Show a unit, or that none is chosen yet."""
        empty(self.column)
        if card is None:
            self.column.addWidget(
                EmptyState(
                    "unit", QCoreApplication.translate("Referrals", "Elija la unidad que va a recibir.")
                )
            )
            self.column.addStretch(1)
            return
        self.column.addWidget(text_label(card.name, theme.Size.LEAD, strong=True, wrap=True))
        where = "\n".join(part for part in (card.place, card.phone, card.hours) if part)
        if where:
            self.column.addWidget(text_label(where, theme.Size.SMALL, tone="muted", wrap=True))
        self.column.addWidget(
            text_label(QCoreApplication.translate("Referrals", "Quién puede recibir"), strong=True)
        )
        if not card.members:
            words = QCoreApplication.translate(
                "Referrals", "La unidad no tiene funcionarios en el directorio."
            )
            self.column.addWidget(text_label(words, tone="muted", wrap=True))
        elif card.note:
            self.column.addWidget(text_label(card.note, wrap=True))
        for member in card.members:
            self.column.addWidget(_line(member))
        self.column.addStretch(1)


def _line(member: Member) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(
        Icon("check" if member.present and member.attends else "clock", 16), 0, Qt.AlignmentFlag.AlignTop
    )
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(text_label(member.called(), wrap=True))
    words = " · ".join(part for part in (member.presence, member.position) if part)
    column.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
    row.addLayout(column, 1)
    return line
