"""The columns of the case list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel
from desktop_app.domain.workflow import Workflow
from desktop_app.services.case_lists import CaseLine
from desktop_app.services.context import Context
from ui.cases.clock_words import clocks_told
from ui.cases.words import state_word
from ui.kit.core import core
from ui.kit.formats import day_text
from ui.kit.paging import Column
from ui.kit.urgency import case_badge

WIDE = {"responsible": 1060, "next": 1240, "opened": 1400, "type": 1540, "channel": 1640}
"""Columns beyond the usual ones, and the least width of the list at which each appears by itself."""

USUAL = ("due", "number", "subject", "citizen", "unit", "state")
"""What the list shows however narrow it is, until somebody chooses otherwise."""

SHARES = {"citizen": (0.135, 116, 220), "unit": (0.13, 112, 200)}
"""Citizen and unit: their share of the list's width, the least and the most; the subject has the rest."""

MAIN = "subject"
"""The column that takes what is left."""

_CUT = frozenset({"subject", "citizen", "unit", "responsible", "next", "type", "channel", "topic", "place"})
"""Texts of any length: they may be cut, and stand whole in the tooltip and in the pane."""

NEWEST_FIRST = frozenset({"opened", "closed"})
"""Orders that begin with the latest."""


def column_titles() -> dict[str, str]:
    """Return every column in its usual order, with its head."""
    translate = QCoreApplication.translate
    return {
        "due": translate("Cases", "Plazo"),
        "number": translate("Cases", "Caso"),
        "subject": translate("Cases", "Asunto"),
        "citizen": translate("Cases", "Ciudadano"),
        "unit": translate("Cases", "Unidad"),
        "state": translate("Cases", "Estado"),
        "responsible": translate("Cases", "Responsable"),
        "next": translate("Cases", "Próxima acción"),
        "opened": translate("Cases", "Ingreso"),
        "type": translate("Cases", "Tipo"),
        "channel": translate("Cases", "Canal"),
        "level": translate("Cases", "Nivel"),
        "topic": translate("Cases", "Tema"),
        "place": translate("Cases", "Lugar"),
        "contact": translate("Cases", "Último contacto"),
        "closed": translate("Cases", "Cierre"),
    }


WIDTHS: Mapping[str, int] = {
    "due": 204, "number": 136, "subject": 160, "citizen": 150, "unit": 120, "state": 94, "responsible": 150,
    "next": 170, "opened": 120, "type": 130, "channel": 130, "level": 84, "topic": 150, "place": 150,
    "contact": 124, "closed": 120,
}  # fmt: skip
"""In logical pixels, until somebody drags a head."""


def responsible_words(row: CaseLine) -> str:
    """Return who answers for a case; where the person at the screen stands in, that too."""
    if not row.replacing:
        return row.responsible
    return QCoreApplication.translate("Cases", "En reemplazo de {name}").format(name=row.responsible)


def case_columns(context: Context) -> list[Column[CaseLine]]:
    """Return all columns in their usual order; the list hides those that are not wanted or have no room."""
    kinds = context.profile.request_types

    def names() -> Workflow:
        return context.rules.workflow  # asked each time: it may be changed in Ajustes

    def kind(row: CaseLine) -> str:
        return kinds[row.query_type].label if row.query_type in kinds else row.query_type

    def channel(row: CaseLine) -> str:
        return core(label(Channel(row.channel))) if row.channel in set(Channel) else row.channel

    texts: dict[str, Callable[[CaseLine], str]] = {
        "due": lambda row: row.badge.text,
        "number": lambda row: row.number,
        "subject": lambda row: row.subject,
        "citizen": lambda row: row.citizen,
        "unit": lambda row: row.unit,
        "state": lambda row: state_word(row.state, names()),
        "responsible": responsible_words,
        "next": lambda row: row.next_action,
        "opened": lambda row: _day(row.opened),
        "type": kind,
        "channel": channel,
        "level": lambda row: core(label(row.level)),
        "topic": lambda row: row.topic,
        "place": lambda row: row.place,
        "contact": lambda row: _day(row.last_contact),
        "closed": lambda row: _day(row.closed),
    }
    return [
        Column(
            title,
            texts[key],
            WIDTHS[key],
            badge=(lambda row: case_badge(row.badge)) if key == "due" else None,
            stretch=key in _CUT,
            key=key,
            explained=(lambda row: clocks_told(row, context)) if key == "due" else None,
        )
        for key, title in column_titles().items()
    ]


def _day(moment: datetime | None) -> str:
    return day_text(moment.date()) if moment is not None else ""
