"""A small municipality in a real data folder, its clock standing where the test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality
from desktop_app.domain.values import Channel, Level, Result, Role
from desktop_app.services import catalogue, directory, reception
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionForm, AttentionSaved
from desktop_app.system.clock import FixedClock

LIMA = ZoneInfo("America/Lima")
MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=LIMA)
MARIA = CitizenForm("María Fernández Ñahui", "dni", "45678912", "999 111 222")


@dataclass
class Office:
    """An installation with a unit, its chief, a topic of its own and one for the desk."""

    installation: Installation
    clock: FixedClock
    unit: bytes
    chief: bytes
    official: bytes
    pothole: bytes
    hours: bytes

    def as_user(self, login: str) -> Context:
        """Return the context of a user: clerk, official, supervisor or admin."""
        return self.installation.context(self.installation.actor(login))

    @property
    def clerk(self) -> Context:
        """The context of the person at the counter."""
        return self.as_user("clerk")

    @property
    def console(self) -> Context:
        """The context of the machine's console, which may do everything."""
        return self.installation.context()


def make_office(folder: Path, now: datetime = MONDAY) -> Office:
    """Create the municipality; the caller closes its installation."""
    clock = FixedClock(now)
    users = tuple((role.value, role.value.title(), frozenset({role})) for role in Role)
    form = MunicipalityForm("Municipalidad de Prueba", "pe", users=users)
    installation = create_municipality(folder, form, clock)
    ctx = installation.context()
    unit = directory.save_unit(ctx, "Vías", place="Piso 2", phone="120").id
    chief = directory.save_official(ctx, "Julia Arias Peña", unit, position="Jefa").id
    official = directory.save_official(ctx, "Martín Núñez", unit).id
    directory.save_unit(ctx, "Vías", place="Piso 2", phone="120", chief=chief, unit=unit)
    pothole = catalogue.save_topic(
        ctx,
        catalogue.TopicForm(
            "Bache o calle dañada",
            "denuncia",
            unit=unit,
            level=Level.SIMPLE,
            outside=True,
            synonyms="hueco pista",
        ),
    ).id
    hours = catalogue.save_topic(
        ctx, catalogue.TopicForm("Horario y ubicación de oficinas", "informacion", quick=1)
    ).id
    return Office(installation, clock, unit, chief, official, pothole, hours)


def attention(office: Office, **changes: Any) -> AttentionForm:
    """Return an attention of three minutes, an orientation unless said otherwise."""
    started = office.clock.now() - timedelta(minutes=3)
    values = {"channel": Channel.IN_PERSON, "started": started, "query_type": "informacion", "topic": office.hours}
    return AttentionForm(**(values | changes))


def opening(office: Office, **changes: Any) -> AttentionForm:
    """Return an attention that opens María's case about a pothole."""
    values = {
        "query_type": "denuncia", "result": Result.CASE_OPENED, "topic": office.pothole, "unit": office.unit,
        "citizen": MARIA, "detail": "Un hueco frente al colegio",
    }  # fmt: skip
    return attention(office, **(values | changes))


def record(office: Office, detail: str = "") -> AttentionSaved:
    """Record such an attention as the clerk."""
    return reception.register_attention(office.clerk, attention(office, detail=detail))
