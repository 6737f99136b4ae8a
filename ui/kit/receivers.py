"""Who can receive a citizen or a case: officials with their presence, and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.services import availability, directory
from desktop_app.services.availability import Proposal
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
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
    note: str = ""
    """What to know before naming them: not here now, and who is back when."""
    apart: str = ""
    """What tells them from somebody of the same name in the unit."""

    def text(self) -> str:
        """Return official and unit as a field shows them."""
        name = f"{self.official_name} ({self.apart})" if self.apart else self.official_name
        return " · ".join(part for part in (name, self.unit_name) if part)

    def to_draft(self) -> dict[str, str | None]:
        """Return it as JSON holds it."""
        return {
            "unit": ulid_text(self.unit),
            "unit_name": self.unit_name,
            "official": ulid_text(self.official) if self.official else None,
            "official_name": self.official_name,
            "place": self.place,
            "apart": self.apart,
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
    names = {name: str(value.get(name) or "") for name in ("unit_name", "official_name", "place", "apart")}
    return Receiver(unit, official=id_from_draft(value.get("official")), **names)


def receiver_choices(context: Context, typed: str, *, units_first: bool = False) -> Sequence[Choice]:
    """Return officials, those present first, and units whose words begin with what was typed.

    ``units_first``: a unit that was named stands before those who work there.
    """
    wanted = fold(typed).replace("·", " ").split()
    officials = directory.officials(context)
    apart = availability.told_apart(officials)
    everyone = sorted(
        officials, key=lambda each: (each.absent_until is not None, not directory.is_here(context, each))
    )
    people = [
        Choice(
            _receiver(context, official, official.unit, apart.get(official.id, "")),
            official.name,
            " · ".join(
                part
                for part in (apart.get(official.id, ""), official.unit_name, presence(context, official))
                if part
            ),
        )
        for official in everyone
        if official.unit is not None
        and _fits(wanted, f"{official.name} {official.unit_name} {apart.get(official.id, '')}")
    ]
    here = {each.unit for each in officials if directory.is_here(context, each)}
    units = [
        Choice(Receiver(unit.id, unit.name, place=unit.place), unit.name, _unit_words(unit, unit.id in here))
        for unit in directory.units(context)
        if _fits(wanted, unit.name)
    ]
    return ([*units, *people] if units_first else [*people, *units])[:_MOST]


def _unit_words(unit: Unit, here: bool) -> str:
    nobody = "" if here else QCoreApplication.translate("Receivers", "nadie presente ahora")
    return " · ".join(part for part in (unit.place, nobody) if part)


def first_receiver(context: Context, unit: bytes) -> Receiver | None:
    """Return whom to hand over to in a unit: somebody present, else their substitute, else the unit.

    ``note`` says where they are not here, or in whose place they receive.
    """
    proposal = availability.propose(context, unit)
    found = next((each for each in directory.units(context) if each.id == unit), None)
    official = proposal.official
    if official is not None and official.unit is not None:
        apart = availability.told_apart(directory.officials(context)).get(official.id, "")
        receiver = _receiver(context, official, official.unit, apart)
        receiver.note = proposal_words(context, proposal, found.name if found is not None else "")
        return receiver
    if found is None:
        return None
    note = proposal_words(context, proposal, found.name)
    return Receiver(found.id, found.name, place=found.place, note=note)


def proposal_words(context: Context, proposal: Proposal, unit: str) -> str:
    """Return what is to be known of a proposal: in whose place, or that nobody is here and who is back when."""
    if proposal.here:
        if proposal.instead_of is None:
            return ""
        return QCoreApplication.translate("Receivers", "En reemplazo de {name}: {presence}").format(
            name=proposal.instead_of.name, presence=absence_words(context, proposal.instead_of)
        )
    if proposal.back is None:
        return QCoreApplication.translate("Receivers", "Nadie de {unit} puede recibir ahora.").format(
            unit=unit
        )
    words = QCoreApplication.translate(
        "Receivers", "Nadie de {unit} puede recibir ahora: {name} atiende desde {when}."
    )
    return words.format(
        unit=unit, name=proposal.back.official.name, when=back_words(proposal.back.moment, context.now())
    )


def back_words(moment: datetime, now: datetime) -> str:
    """Return from when somebody attends: the hour today, else day and hour."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{short_day(moment.date(), now.date())} {moment:%H:%M}"


def absence_words(context: Context, official: Official) -> str:
    """Return why an official is away and until when; empty for who is not."""
    until = context.local(official.absent_until)
    if until is None:
        return ""
    return QCoreApplication.translate("Receivers", "{reason} {until}").format(
        reason=official.absence_reason or QCoreApplication.translate("Receivers", "Ausente"),
        until=until_words(until, context.now()),
    )


def presence(context: Context, official: Official) -> str:
    """Return whether an official can receive somebody now, in words; who receives instead is present."""
    if official.absent_until is None:
        return here_words(context, official)
    absence = absence_words(context, official)
    if official.substitute is None:
        return absence
    everyone = {each.id: each for each in directory.officials(context)}
    other = availability.stand_in(everyone, official)
    if other is None:
        return QCoreApplication.translate("Receivers", "{absence}; su reemplazo tampoco está").format(
            absence=absence
        )
    return QCoreApplication.translate("Receivers", "{absence}; reemplaza {name}").format(
        absence=absence, name=other.name
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


def _receiver(context: Context, official: Official, unit: bytes, apart: str = "") -> Receiver:
    note = ""
    if not directory.is_here(context, official):
        note = QCoreApplication.translate("Receivers", "{name}: {presence}").format(
            name=official.name, presence=presence(context, official)
        )
    return Receiver(unit, official.unit_name, official.id, official.name, official.place, note, apart)


def _fits(wanted: Sequence[str], text: str) -> bool:
    words = fold(text).split()
    return all(any(word.startswith(part) for word in words) for part in wanted)
