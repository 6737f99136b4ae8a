"""Guide sheets on paper, for the citizen to take home (AUM-010-040)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.errors import NotFound
from desktop_app.domain.guide_sheet import (
    TITLES,
    PrintableSheet,
    lines_of,
    requirement_lines,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.catalogue import Topic, one_topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Unit, units
from desktop_app.services.reporting import paper_for
from desktop_app.services.topic_history import topic_on

HALF = "a5"
"""Half a sheet of A4."""

_FACTS = ("cost", "term", "where", "hours", "legal_basis")
_NOTES = ("valid_from", "reviewed_on")


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A topic's sheet as a PDF; ``on`` is the day that it tells of, None for today."""

    topic: bytes
    title: str
    paper: str
    data: bytes
    on: date | None = None


def topic_sheet(ctx: Context, topic: bytes, paper: str | None = None, on: date | None = None) -> PrintedSheet:
    """Return a topic's sheet for the citizen. ``paper``: a4, a5 or carta; None is the profile's.

    ``on``: as it was in force on another day, and marked so. Raises NotFound when the topic is not in the
    catalogue, or was not on that day.
    """
    from desktop_app.reports.pdf.sheet import render_sheet

    day = None if on == ctx.now().date() else on
    found = one_topic(ctx, topic) if day is None else topic_on(ctx, topic, day).topic
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))
    unit = next((each for each in units(ctx, retired=True) if each.id == found.unit), None)
    chosen = paper if paper == HALF else paper_for(ctx, paper)
    data = render_sheet(printable(ctx, found, unit, day), paper=chosen)
    return PrintedSheet(topic, found.title, chosen, data, day)


def printable(ctx: Context, topic: Topic, unit: Unit | None, day: date | None = None) -> PrintableSheet:
    """Return what stands on the sheet: empty parts are left out. ``day`` when it is not today's."""
    parts = {name: str(topic.sheet.get(name) or "") for name in TITLES}
    types = ctx.profile.request_types
    return PrintableSheet(
        municipality=ctx.rules.municipality,
        office=ctx.desk.office_name,
        title=topic.title,
        kind=types[topic.query_type].label if topic.query_type in types else topic.query_type,
        unit=unit.name if unit else topic.unit_name,
        contact=tuple(text for text in (unit.place, unit.phone, unit.hours) if text) if unit else (),
        requirements=requirement_lines(parts["requirements"]),
        facts=tuple(
            (TITLES[name], "\n".join(lines_of(parts[name]))) for name in _FACTS if parts[name].strip()
        ),
        notes=tuple(
            f"{TITLES[name]}: {' '.join(lines_of(parts[name]))}" for name in _NOTES if parts[name].strip()
        ),
        made_at=ctx.now(),
        mark=_mark(ctx, day) if day else "",
    )


def _mark(ctx: Context, day: date) -> str:
    """Return what tells a sheet of another day from today's."""
    words = (
        QT_TRANSLATE_NOOP("core", "Esta ficha regirá el {day}. Todavía no está vigente.")
        if day > ctx.now().date()
        else QT_TRANSLATE_NOOP("core", "Ficha como estaba el {day}. Puede haber cambiado desde entonces.")
    )
    return words.format(day=f"{day:%d/%m/%Y}")
