"""Who can receive a citizen or a case: officials with their presence, and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.services import directory
from desktop_app.services.context import Context
from desktop_app.services.directory import Official
from ui.kit.formats import fold, short_day, until_words
from ui.kit.suggest import Choice

_MOST = 7


@dataclass(slots=True)
class Receiver:
    """Who is to receive: an official of a unit, or the unit alone."""

    unit: bytes
    unit_name: str
    official: bytes | None = None
    official_name: str = ""
    place: str = ""

    def text(self) -> str:
        """Return official and unit as a field shows them."""
        return " · ".join(part for part in (self.official_name, self.unit_name) if part)

    def to_draft(self) -> dict[str, str | None]:
        """Return it as JSON holds it."""
        return {
            "unit": ulid_text(self.unit),
            "unit_name": self.unit_name,
            "official": ulid_text(self.official) if self.official else None,
            "official_name": self.official_name,
            "place": self.place,
        }


def id_from_draft(value: object) -> bytes | None:
    """Return an id that a draft keeps as text, None for what is none."""
    if not isinstance(value, str):
        return None
    try:
        return ulid_bytes(value)
    except ValueError:
        return None


def receiver_from_draft(value: object) -> Receiver | None:
    """Return who stood in a draft, None where that cannot be read."""
    if not isinstance(value, Mapping):
        return None
    unit = id_from_draft(value.get("unit"))
    if unit is None:
        return None
    names = {name: str(value.get(name) or "") for name in ("unit_name", "official_name", "place")}
    return Receiver(unit, official=id_from_draft(value.get("official")), **names)


def receiver_choices(context: Context, typed: str, *, units_first: bool = False) -> Sequence[Choice]:
    """Return officials, those present first, and units whose words begin with what was typed.

    ``units_first``: a unit that was named stands before those who work there.
    """
    wanted = fold(typed).replace("·", " ").split()
    everyone = sorted(
        directory.officials(context),
        key=lambda each: (each.absent_until is not None, not directory.is_here(context, each)),
    )
    people = [
        Choice(
            _receiver(official, official.unit),
            official.name,
            f"{official.unit_name} · {presence(context, official)}",
        )
        for official in everyone
        if official.unit is not None and _fits(wanted, f"{official.name} {official.unit_name}")
    ]
    units = [
        Choice(Receiver(unit.id, unit.name, place=unit.place), unit.name, unit.place)
        for unit in directory.units(context)
        if _fits(wanted, unit.name)
    ]
    return ([*units, *people] if units_first else [*people, *units])[:_MOST]


def first_receiver(context: Context, unit: bytes) -> Receiver | None:
    """Return whom to hand over to in a unit: somebody present, else their substitute, else the unit."""
    official = directory.available_official(context, unit)
    if official is not None and official.unit is not None:
        return _receiver(official, official.unit)
    found = next((each for each in directory.units(context) if each.id == unit), None)
    return Receiver(found.id, found.name, place=found.place) if found is not None else None


def presence(context: Context, official: Official) -> str:
    """Return whether an official can receive somebody now, in words."""
    until = context.local(official.absent_until)
    if until is None:
        return here_words(context, official)
    absence = QCoreApplication.translate("Receivers", "{reason} {until}").format(
        reason=official.absence_reason or QCoreApplication.translate("Receivers", "Ausente"),
        until=until_words(until, context.now()),
    )
    if not official.substitute_name:
        return absence
    return QCoreApplication.translate("Receivers", "{absence}; reemplaza {name}").format(
        absence=absence, name=official.substitute_name
    )


def here_words(context: Context, official: Official, *, brief: bool = False) -> str:
    """Return "Disponible", or that this is not an hour at which somebody attends, and when they do."""
    if directory.attends_now(context, official):
        return QCoreApplication.translate("Receivers", "Disponible")
    found = None if brief else directory.next_attention(context, official)
    if found is None:
        return QCoreApplication.translate("Receivers", "Fuera de horario")
    day, hours = found
    start, _, end = str(hours).partition("-")
    today = context.now().date()
    if day == today:
        return QCoreApplication.translate("Receivers", "Fuera de horario: atiende de {start} a {end}").format(
            start=start, end=end
        )
    return QCoreApplication.translate("Receivers", "Fuera de horario: vuelve {day} {start}").format(
        day=short_day(day, today), start=start
    )


def _receiver(official: Official, unit: bytes) -> Receiver:
    return Receiver(unit, official.unit_name, official.id, official.name, official.place)


def _fits(wanted: Sequence[str], text: str) -> bool:
    words = fold(text).split()
    return all(any(word.startswith(part) for word in words) for part in wanted)
