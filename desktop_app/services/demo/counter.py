"""What the counter of the demonstration has besides single questions: visits that go on, slips of the hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from desktop_app.domain.values import Channel, Result
from desktop_app.services import reception
from desktop_app.services.access import Actor
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.reception import AttentionForm
from desktop_app.system.clock import FixedClock

GOES_ON: Final = 0.08
"""Part of the questions in person that another one of the same visit follows."""

UNREACHABLE: Final = 0.08
"""Part of the cases whose citizen left neither telephone nor mail."""

_DAY: Final = timedelta(days=1)
_MISTAKES: Final = (
    (19, "Se registró dos veces la misma atención"),
    (8, "Era la consulta de otra persona de la fila"),
    (1, "Se registró dos veces la misma atención"),
    (0, "La persona se fue antes de ser atendida"),
)
"""Days ago, and why the record was voided."""

Mistake = tuple[bytes, datetime, str]
"""An attention that is to be voided, when, and why."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that goes on: its first attention, who it is, and when the last question ended."""

    first: bytes
    citizen: bytes | None
    preferential: str | None
    ended: datetime

    def next_question(self, form: AttentionForm) -> AttentionForm:
        """Return the form of the visit's next question, which began when the last one ended."""
        return replace(form, started=self.ended, visit=self.first, preferential=self.preferential, holds=())


def unreachable(form: AttentionForm) -> AttentionForm:
    """Return the form of somebody who left no way to be reached."""
    return replace(form, no_contact=True)


def plan_mistakes(agenda: Agenda, found: list[Mistake]) -> None:
    """Plan attentions that are voided later; what is to be voided is put into ``found``.

    A load cannot read back what it wrote: ``take_back`` voids them afterwards.
    """
    for days, reason in _MISTAKES:
        until = agenda.now - days * _DAY
        moment = agenda.open_time(until - _DAY, 1.5) if days else until - timedelta(minutes=26)
        agenda.at(moment.replace(microsecond=0), partial(_slip, agenda, found, reason))


def _slip(agenda: Agenda, found: list[Mistake], reason: str) -> None:
    saved = agenda.attention(agenda.topic(), Result.ORIENTED, Channel.IN_PERSON, None)
    noticed = agenda.clerk.now() + timedelta(minutes=agenda.rng.randrange(2, 20))
    found.append((saved.id, min(noticed, agenda.now), reason))


def take_back(ctx: Context, clock: FixedClock, clerk: Actor, mistakes: Sequence[Mistake]) -> None:
    """Void what was recorded by mistake; ``clock`` is that of ``ctx`` and is left at the last of them."""
    there = ctx.acting_as(clerk)
    for attention, moment, reason in mistakes:
        clock.set(moment)
        reception.void_attention(there, attention, reason)
