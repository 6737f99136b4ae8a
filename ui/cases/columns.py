"""The columns of the case list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel
from desktop_app.services.case_lists import CaseLine
from desktop_app.services.context import Context
from ui.cases.words import state_word
from ui.kit.core import core
from ui.kit.formats import day_text
from ui.kit.paging import Column
from ui.kit.urgency import case_badge

WIDE = {6: 1060, 7: 1240, 8: 1400, 9: 1540, 10: 1640}
"""Columns beyond the sixth, and the least width of the list at which each appears."""


NAMES = {3: (0.135, 116, 220), 4: (0.13, 112, 200)}
"""Citizen and unit: their share of the list's width, the least and the most; the subject has the rest."""


def case_columns(context: Context) -> list[Column[CaseLine]]:
    """Return all columns; the list hides those for which it has no room."""
    kinds = context.profile.request_types

    def kind(row: CaseLine) -> str:
        return kinds[row.query_type].label if row.query_type in kinds else row.query_type

    def channel(row: CaseLine) -> str:
        return core(label(Channel(row.channel))) if row.channel in set(Channel) else row.channel

    return [
        Column(
            QCoreApplication.translate("Cases", "Plazo"),
            lambda row: row.badge.text,
            204,
            badge=lambda row: case_badge(row.badge),
        ),
        Column(QCoreApplication.translate("Cases", "Caso"), lambda row: row.number, 136),
        Column(QCoreApplication.translate("Cases", "Asunto"), lambda row: row.subject, 160, stretch=True),
        Column(QCoreApplication.translate("Cases", "Ciudadano"), lambda row: row.citizen, 150, stretch=True),
        Column(QCoreApplication.translate("Cases", "Unidad"), lambda row: row.unit, 120, stretch=True),
        Column(QCoreApplication.translate("Cases", "Estado"), lambda row: state_word(row.state), 94),
        Column(
            QCoreApplication.translate("Cases", "Responsable"), lambda row: row.responsible, 150, stretch=True
        ),
        Column(
            QCoreApplication.translate("Cases", "Próxima acción"),
            lambda row: row.next_action,
            170,
            stretch=True,
        ),
        Column(
            QCoreApplication.translate("Cases", "Ingreso"),
            lambda row: day_text(row.opened.date()) if row.opened else "",
            120,
        ),
        Column(QCoreApplication.translate("Cases", "Tipo"), kind, 130, stretch=True),
        Column(QCoreApplication.translate("Cases", "Canal"), channel, 130, stretch=True),
    ]
