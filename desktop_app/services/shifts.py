"""Handing over a shift: what one leaves open, to whom, and that it was received."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.timeline_words import SHIFT, SHIFT_UNDONE
from desktop_app.services import case_lists, cases, drafts
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseLine
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.writing import append, fresh_id, text_id, update, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import alerts as people
from desktop_app.storage.queries import directory as directory_queries
from desktop_app.storage.queries import shifts as queries
from desktop_app.storage.queries.alerts import Person

CHANGES: Final = frozenset({"case", "shift"})
NOTE_SLOT: Final = "shift"
"""Where the note of the shift that is being handed over is kept: it is no work left open."""
_DAYS_BACK: Final = 7
"""How long ago a hand-over without an answer was sent that is still told of."""
_MOST_SHIFTS: Final = 20
_BY_ITSELF: Final = frozenset({"escalate", "seen"})
"""Events that nobody's work on a case has written: somebody was told of it, or took notice."""


@dataclass(frozen=True, slots=True)
class SentReferral:
    """A hand-over that was sent and has no answer yet; ``sent`` in the office's zone."""

    id: bytes
    number: str
    need: str
    unit: str
    official: str
    sent: datetime


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What a person would leave open: cases by urgency, hand-overs without an answer, drafts on this desk."""

    cases: tuple[CaseLine, ...]
    referrals: tuple[SentReferral, ...]
    drafts: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom a shift may be handed over."""

    official: bytes
    name: str
    unit: bytes
    unit_name: str
    absent: bool


@dataclass(frozen=True, slots=True)
class ShiftForm:
    """Who receives which case (ids), and what they should know. What nobody is named for stays."""

    receivers: Mapping[bytes, bytes]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShiftSaved:
    """The shifts that were written, one for each receiver, and how many cases went with them."""

    shifts: tuple[bytes, ...]
    cases: int
    receivers: tuple[str, ...]
    changes: frozenset[str] = CHANGES


@dataclass(frozen=True, slots=True)
class ReceivedShift:
    """A shift that waits to be acknowledged; ``sent`` in the office's zone."""

    id: bytes
    sender: str
    sent: datetime
    note: str
    cases: tuple[queries.ShiftCase, ...]
    referrals: tuple[str, ...]
    """Numbers of the hand-overs that had no answer."""


def open_work(ctx: Context) -> OpenWork:
    """Return what the actor would leave open now."""
    require(ctx.actor, Permission.WORK_CASE)
    who = people.person(ctx.store, ctx.actor.id)
    own = [each.id for each in queries.own_cases(ctx.store, who)]
    return OpenWork(
        tuple(case_lists.lines(ctx, own)),
        tuple(_sent(ctx, row) for row in _unanswered(ctx, who)),
        sum(1 for each in drafts.open_drafts(ctx) if each.slot != NOTE_SLOT),
    )


def colleagues(ctx: Context) -> tuple[Colleague, ...]:
    """Return to whom the actor may hand a shift over: their unit, for who may assign cases everybody.

    Those who are here come first.
    """
    require(ctx.actor, Permission.WORK_CASE)
    who = people.person(ctx.store, ctx.actor.id)
    unit = _unit_of(ctx, who)
    everyone = ctx.actor.may(Permission.ASSIGN_CASE)
    found = [
        Colleague(row.id, row.name, row.unit, row.unit_name, row.absent_until is not None)
        for row in directory_queries.officials(ctx.store, epoch(ctx.now()))
        if row.unit is not None and (everyone or row.unit == unit) and row.id != _official_of(ctx, who)
    ]
    return tuple(sorted(found, key=lambda each: (each.absent, each.name)))


def hand_over(ctx: Context, form: ShiftForm) -> ShiftSaved:
    """Give the actor's cases to others, in one act. Raises InvalidInput, NotAllowed.

    One's own cases may always go to somebody of one's own unit; other people's and other units' only by
    who may assign cases.
    """
    require(ctx.actor, Permission.WORK_CASE)
    if not form.receivers:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija quién recibe el turno; lo que deja abierto queda a su nombre."),
            field="receiver",
        )
    note = clean_note(form.note, "note")
    with ctx.store.transaction() as transaction:
        who = people.person(ctx.store, ctx.actor.id)
        own = {each.id for each in queries.own_cases(ctx.store, who)}
        known = {each.official: each for each in colleagues(ctx)}
        for case, receiver in form.receivers.items():
            _check(case, receiver, own, known)
        saved = [
            _write(ctx, transaction, who, known[receiver], cases_, note)
            for receiver, cases_ in _by_receiver(form.receivers).items()
        ]
    names = tuple(known[receiver].name for receiver in _by_receiver(form.receivers))
    return ShiftSaved(tuple(saved), len(form.receivers), names)


def undo_shift(ctx: Context, shifts: Iterable[bytes]) -> frozenset[str]:
    """Take shifts back as one act: every case returns to who had it. Raises as ``_check_undo``."""
    require(ctx.actor, Permission.WORK_CASE)
    now = epoch(ctx.now())
    with ctx.store.transaction() as transaction:
        for shift in shifts:
            found = _shift(ctx, shift)
            _check_undo(ctx, found)
            for case, before, unit in _before(found.cases):
                current = cases.load(transaction, case)
                if not _untouched_since(current, ulid_text(shift)):
                    raise ForbiddenTransition(
                        QT_TRANSLATE_NOOP(
                            "core", "Alguien ya siguió con el caso {number}: el turno no puede deshacerse."
                        ),
                        number=str(current.values.get("number") or ""),
                    )
                facts = {
                    "responsible": before,
                    "unit": unit,
                    "cause": SHIFT_UNDONE,
                    "shift": ulid_text(shift),
                }
                append(
                    ctx, transaction, "case", "assign", case, {**facts, "at": now, "parents": current.heads}
                )
            update(ctx, transaction, "shift", shift, {"undone": now})
    return CHANGES


def _untouched_since(case: Case, shift: str) -> bool:
    """Tell whether nothing has happened to a case since a shift gave it to somebody, but being told of."""
    for entry, _counted in reversed(case.timeline):
        if entry.kind == "assign":
            return entry.facts.get("shift") == shift and entry.facts.get("cause") == SHIFT
        if entry.kind not in _BY_ITSELF:
            return False
    return False


def acknowledge(ctx: Context, shift: bytes) -> frozenset[str]:
    """Record that the receiver has read what they were left. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.WORK_CASE)
    with ctx.store.transaction() as transaction:
        found = _shift(ctx, shift)
        who = people.person(ctx.store, ctx.actor.id)
        if found.receiver is None or found.receiver != _official_of(ctx, who):
            raise NotAllowed(QT_TRANSLATE_NOOP("core", "Un turno lo da por recibido quien lo recibió."))
        if found.taken is None and found.undone is None:
            update(ctx, transaction, "shift", shift, {"taken": epoch(ctx.now())})
    return CHANGES


def received(ctx: Context) -> tuple[ReceivedShift, ...]:
    """Return the shifts that the actor received and has not acknowledged, the newest first."""
    require(ctx.actor, Permission.WORK_CASE)
    who = people.person(ctx.store, ctx.actor.id)
    if who.official is None:
        return ()
    return tuple(_received(ctx, row) for row in queries.waiting(ctx.store, who)[:_MOST_SHIFTS])


def _received(ctx: Context, row: queries.ShiftRow) -> ReceivedShift:
    ids = [case for case, _, _ in _before(row.cases)]
    return ReceivedShift(
        row.id,
        row.sender,
        ctx.local(row.sent) or ctx.now(),
        row.note,
        tuple(queries.cases(ctx.store, ids)),
        tuple(each for each in row.referrals if isinstance(each, str)),
    )


def _write(
    ctx: Context,
    transaction: Transaction,
    who: Person,
    receiver: Colleague,
    chosen: Sequence[bytes],
    note: str | None,
) -> bytes:
    """Write the shift of one receiver and the events of its cases; return the shift's id."""
    shift, now = fresh_id(ctx), epoch(ctx.now())
    rows: list[list[Any]] = []
    everyone = ctx.actor.may(Permission.ASSIGN_CASE)
    for case in chosen:
        current = cases.load(transaction, case)
        before, unit = current.values.get("responsible"), current.values.get("unit")
        rows.append([ulid_text(case), before, unit])
        facts = without_none(
            responsible=ulid_text(receiver.official),
            unit=ulid_text(receiver.unit) if unit is None or everyone else None,
            cause=SHIFT,
            shift=ulid_text(shift),
            at=now,
            parents=current.heads,
        )
        append(ctx, transaction, "case", "assign", case, facts, without_none(text=note))
    values = {
        "author": text_id(ctx.actor.id),
        "receiver": ulid_text(receiver.official),
        "sent": now,
        "cases": rows,
        "referrals": [row.number for row in _unanswered(ctx, who)],
        "note": note,
    }
    update(ctx, transaction, "shift", shift, without_none(**values))
    return shift


def _check(case: bytes, receiver: bytes, own: set[bytes], known: Mapping[bytes, Colleague]) -> None:
    if case not in own:
        raise NotAllowed(
            QT_TRANSLATE_NOOP(
                "core", "Con el turno se entregan los casos propios. Los demás los asigna supervisión."
            )
        )
    if receiver not in known:
        raise NotAllowed(
            QT_TRANSLATE_NOOP(
                "core", "El turno se entrega a una persona de su misma unidad, o lo asigna supervisión."
            )
        )


def _check_undo(ctx: Context, found: queries.ShiftRow) -> None:
    """Raise NotAllowed for another person's shift, ForbiddenTransition for one that was received or undone."""
    if found.author != ctx.actor.id and not ctx.actor.may(Permission.ASSIGN_CASE):
        raise NotAllowed(QT_TRANSLATE_NOOP("core", "Un turno lo deshace quien lo entregó, o su supervisión."))
    if found.undone is not None:
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Ese turno ya se había deshecho."))
    if found.taken is not None:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Ese turno ya fue recibido: pida que se lo entreguen de vuelta.")
        )


def _shift(ctx: Context, shift: bytes) -> queries.ShiftRow:
    found = queries.shift(ctx.store, shift)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese turno no está en los datos de este equipo."))
    return found


def _before(rows: Sequence[Any]) -> list[tuple[bytes, str | None, str | None]]:
    """Return the cases of a shift with who had them and their unit; what cannot be read is left out."""
    found = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], str):
            continue
        try:
            case = ulid_bytes(row[0])
        except ValueError:
            continue
        before, unit = (each if isinstance(each, str) else None for each in row[1:])
        found.append((case, before, unit))
    return found


def _by_receiver(receivers: Mapping[bytes, bytes]) -> dict[bytes, list[bytes]]:
    grouped: dict[bytes, list[bytes]] = {}
    for case, receiver in receivers.items():
        grouped.setdefault(receiver, []).append(case)
    return grouped


def _unanswered(ctx: Context, who: Person) -> list[queries.SentReferral]:
    return queries.sent_referrals(ctx.store, who, day_number(ctx.now() - timedelta(days=_DAYS_BACK)))


def _sent(ctx: Context, row: queries.SentReferral) -> SentReferral:
    sent = ctx.local(row.sent) or ctx.now()
    return SentReferral(row.id, row.number, row.need, row.unit, row.official, sent)


def _official_of(ctx: Context, who: Person) -> bytes | None:
    return _uid(ctx, who.official)


def _unit_of(ctx: Context, who: Person) -> bytes | None:
    return _uid(ctx, who.unit)


def _uid(ctx: Context, number: int | None) -> bytes | None:
    return queries.uid(ctx.store, number) if number is not None else None
