"""Guide sheets on paper, for the citizen to take home (AUM-010-040)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.errors import NotFound
from desktop_app.domain.guide_sheet import (
    TITLES,
    PrintableSheet,
    lines_of,
    requirement_lines,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.catalogue import Topic, every_topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Unit, units
from desktop_app.services.reporting import paper_for

HALF = "a5"
"""Half a sheet of A4."""

_FACTS = ("cost", "term", "where", "hours", "legal_basis")
_NOTES = ("valid_from", "reviewed_on")


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A topic's sheet as a PDF."""

    topic: bytes
    title: str
    paper: str
    data: bytes


def topic_sheet(ctx: Context, topic: bytes, paper: str | None = None) -> PrintedSheet:
    """Return a topic's sheet for the citizen. ``paper``: a4, a5 or carta; None is the profile's.

    Raises NotFound when the topic is not in the catalogue.
    """
    from desktop_app.reports.pdf.sheet import render_sheet

    found = next((each for each in every_topic(ctx) if each.id == topic), None)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))
    unit = next((each for each in units(ctx, retired=True) if each.id == found.unit), None)
    chosen = paper if paper == HALF else paper_for(ctx, paper)
    return PrintedSheet(topic, found.title, chosen, render_sheet(printable(ctx, found, unit), paper=chosen))


def printable(ctx: Context, topic: Topic, unit: Unit | None) -> PrintableSheet:
    """Return what stands on the sheet: empty parts are left out."""
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
    )
