"""Numbered blank forms: printed before they are needed, accounted for until each one is found again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from desktop_app.domain import blanks
from desktop_app.domain.blanks import OPEN, BlankState, PrintableForms, Trace
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.folio import parse_folio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, epoch
from desktop_app.services.reporting import paper_for
from desktop_app.services.writing import fresh_id, take_number, text_id, update
from desktop_app.storage import records
from desktop_app.storage.queries import blanks as queries
from desktop_app.storage.queries import desk as desk_queries

CHANGES = frozenset({"blank"})
_YEAR = timedelta(days=366)
HALF = "a5"
"""Half a sheet of A4, one form on each."""

BatchKey = tuple[bytes | None, int]
"""The desk that printed a batch, and when (epoch seconds)."""


@dataclass(frozen=True, slots=True)
class Use:
    """An attention that a form became: when it happened, who wrote it, who typed it in and when."""

    attention: bytes
    started: datetime
    ended: datetime
    recorded: datetime
    topic: str
    citizen: str
    writer: str
    author: str
    result: str
    case: bytes | None
    referral: bytes | None


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form and what is known of it; moments in the office's zone.

    Two ``uses``: desks that were apart transcribed the same form, and both are kept.
    """

    id: bytes
    number: str
    state: BlankState
    batch: BatchKey
    printed: datetime
    by: str
    office: bytes | None
    office_name: str
    spoiled: datetime | None
    reason: str
    uses: tuple[Use, ...]

    @property
    def open(self) -> bool:
        """Whether it is a gap in the numbering."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Batch:
    """Forms that were printed together, in the order of their numbers; how many stand how."""

    key: BatchKey
    printed: datetime
    by: str
    office_name: str
    first: str
    last: str
    counts: dict[BlankState, int]

    @property
    def size(self) -> int:
        """How many forms it has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class PrintedBatch:
    """A batch as a PDF."""

    key: BatchKey
    numbers: tuple[str, ...]
    paper: str
    data: bytes
    changes: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """How the document is called: from the first to the last number."""
        return f"{self.numbers[0]} – {self.numbers[-1]}"


@dataclass(frozen=True, slots=True)
class Marked:
    """Numbers of the forms that were marked, or are no longer."""

    numbers: tuple[str, ...]
    changes: frozenset[str] = CHANGES


def print_forms(ctx: Context, count: int, paper: str | None = None) -> PrintedBatch:
    """Reserve numbers of this desk and return the forms that bear them. ``paper``: a4, a5 or carta.

    The numbers and the records of the forms are written in one transaction; the desk's other attentions go
    on behind them. Raises InvalidInput for fewer than 1 or more than 200, NotAllowed, EnvironmentFault.
    """
    made = reprint(ctx, reserve(ctx, count), paper)
    return PrintedBatch(made.key, made.numbers, made.paper, made.data, CHANGES)


def reserve(ctx: Context, count: int) -> BatchKey:
    """Reserve the numbers of a batch without printing it yet. Raises as ``print_forms`` does."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    blanks.check_count(count)
    moment, desk = ctx.now(), ctx.desk
    printed = epoch(moment)
    with ctx.store.transaction() as transaction:
        # Two batches of one second would be printed as one, the first one's numbers twice.
        while queries.batch(ctx.store, desk.desk, printed):
            printed += 1
        values = {
            "office": text_id(desk.office),
            "desk": text_id(desk.desk),
            "printed": printed,
            "by": text_id(ctx.actor.id),
        }
        for _ in range(count):
            number = take_number(ctx, transaction, moment)
            records.create_record(
                transaction,
                "blank",
                fresh_id(ctx),
                {"number": number, **values},
                wall_ms=ctx.clock.milliseconds(),
                author=ctx.actor.id,
            )
    return desk.desk, printed


def reprint(ctx: Context, batch: BatchKey, paper: str | None = None) -> PrintedBatch:
    """Return a batch on paper again, with the same numbers. Raises NotFound, NotAllowed."""
    from desktop_app.reports.pdf.blank import render_forms

    require(ctx.actor, Permission.RECORD_ATTENTION)
    rows = queries.batch(ctx.store, *batch)
    if not rows:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esos formularios no están en los datos de este equipo."))
    chosen = paper if paper == HALF else paper_for(ctx, paper)
    printable = _printable(ctx, rows)
    return PrintedBatch(batch, printable.numbers, chosen, render_forms(printable, paper=chosen))


def forms(ctx: Context) -> list[Form]:
    """Return every form of the municipality that is known here: the last batch first, by number."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    found = queries.every(ctx.store)
    used: dict[bytes, list[Use]] = {}
    for row in queries.uses(ctx.store):
        used.setdefault(row.blank, []).append(_use(ctx, row))
    return [
        form
        for _key, rows in groupby(found, key=lambda row: (row.desk, row.printed))
        for form in _batch_forms(ctx, list(rows), used)
    ]


def gaps(ctx: Context) -> list[Form]:
    """Return the forms that were printed and neither transcribed nor marked as spoiled."""
    return [form for form in forms(ctx) if form.open]


@dataclass(frozen=True, slots=True)
class Missing:
    """How many forms are missing, and when the oldest of them was printed."""

    count: int
    since: datetime


def missing(ctx: Context) -> Missing | None:
    """Return what is missing of the forms that were printed in the last year, but not today; None for nothing.

    Of today's batches forms are still being used and typed in.
    """
    now = ctx.now()
    midnight = now.replace(hour=0, minute=0, second=0)
    found = queries.traces(ctx.store, epoch(now - _YEAR), epoch(midnight) - 1)
    count, since = 0, None
    for (_desk, printed), rows in groupby(found, key=lambda row: row[:2]):
        states = blanks.states([Trace(used, spoiled) for _, _, used, spoiled in rows])
        lost = states.count(BlankState.MISSING)
        if lost and since is None:
            since = ctx.local(printed)
        count += lost
    return Missing(count, since) if since is not None else None


def batches(found: Iterable[Form]) -> list[Batch]:
    """Return the batches that forms belong to, in their order."""
    made = []
    for key, group in groupby(found, key=lambda form: form.batch):
        members = list(group)
        counts = {state: sum(form.state is state for form in members) for state in BlankState}
        one = members[0]
        made.append(Batch(key, one.printed, one.by, one.office_name, one.number, members[-1].number, counts))
    return made


def find_form(ctx: Context, typed: str) -> Form:
    """Return the form whose number was typed, with or without dashes.

    Raises InvalidInput (field ``number``) in words for a mistyped number, naming the form that was meant
    where one slip explains it, and for a number that no form of this municipality bears.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    try:
        number = str(parse_folio(typed))
    except InvalidInput:
        meant = blanks.alike(typed, (form.number for form in gaps(ctx))) if blanks.digits(typed) else []
        if len(meant) == 1:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core", "Ese número tiene un dígito equivocado. ¿Será el {number}? Mírelo en el papel."
                ),
                field="number",
                number=meant[0],
            ) from None
        raise
    row = queries.with_number(ctx.store, number)
    if row is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "El número {number} no es de un formulario impreso que este equipo conozca. Si lo imprimió otra "
                "ventanilla, sincronice primero.",
            ),
            field="number",
            number=number,
        )
    return form_of(ctx, row.id)


def form_of(ctx: Context, blank: bytes) -> Form:
    """Return a form. Raises NotFound."""
    row = queries.with_id(ctx.store, blank)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese formulario no está en los datos de este equipo."))
    rows = queries.batch(ctx.store, row.desk, row.printed)
    used = {each.id: [_use(ctx, use) for use in queries.uses(ctx.store, each.id)] for each in rows}
    return next(form for form in _batch_forms(ctx, rows, used) if form.id == blank)


def spoil(ctx: Context, chosen: Sequence[bytes], reason: str) -> Marked:
    """Mark forms as spoiled or lost, with the reason. Raises InvalidInput, ForbiddenTransition, NotAllowed."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba el motivo: dañado, mal escrito, perdido…"), field="reason"
        )
    numbers = []
    with ctx.store.transaction() as transaction:
        for blank in chosen:
            form = form_of(ctx, blank)
            if form.uses:
                raise ForbiddenTransition(
                    QT_TRANSLATE_NOOP("core", "El formulario {number} ya está transcrito: no se anula."),
                    number=form.number,
                )
            update(ctx, transaction, "blank", blank, {"spoiled": epoch(ctx.now()), "reason": text})
            numbers.append(form.number)
    return Marked(tuple(numbers))


def restore(ctx: Context, chosen: Sequence[bytes]) -> Marked:
    """Take the mark from forms that are not spoiled after all. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    numbers = []
    with ctx.store.transaction() as transaction:
        for blank in chosen:
            numbers.append(form_of(ctx, blank).number)
            update(ctx, transaction, "blank", blank, {"spoiled": None, "reason": None})
    return Marked(tuple(numbers))


def spoiled_by(ctx: Context, blank: bytes) -> str:
    """Return who marked a form as spoiled, while it is; an empty text for somebody not known here."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    return queries.last_hand(ctx.store, blank)


def _batch_forms(ctx: Context, rows: Sequence[queries.BlankRow], used: dict[bytes, list[Use]]) -> list[Form]:
    traces = [Trace(bool(used.get(row.id)), row.spoiled is not None) for row in rows]
    return [
        Form(
            row.id, row.number, state, (row.desk, row.printed), ctx.local(row.printed) or ctx.now(), row.by,
            row.office, row.office_name, ctx.local(row.spoiled), row.reason, tuple(used.get(row.id, ())),
        )
        for row, state in zip(rows, blanks.states(traces), strict=True)
    ]  # fmt: skip


def _use(ctx: Context, row: queries.UseRow) -> Use:
    started, ended, recorded = (
        ctx.local(seconds) or ctx.now() for seconds in (row.started, row.ended, row.recorded)
    )
    return Use(
        row.attention, started, ended, recorded, row.topic, row.citizen, row.writer, row.author, row.result,
        row.case, row.referral,
    )  # fmt: skip


def _printable(ctx: Context, rows: Sequence[queries.BlankRow]) -> PrintableForms:
    one, profile = rows[0], ctx.profile
    name, place, phone = desk_queries.office_card(ctx.store, one.office) if one.office else ("", "", "")
    if one.desk == ctx.desk.desk:
        desk = ctx.desk.name
    else:
        desk = QT_TRANSLATE_NOOP("core", "Ventanilla {code}").format(code=parse_folio(one.number).desk)
    return PrintableForms(
        municipality=ctx.rules.municipality,
        office=name,
        office_card=" · ".join(part for part in (place, phone) if part),
        desk=desk,
        numbers=tuple(row.number for row in rows),
        printed_at=ctx.local(one.printed) or ctx.now(),
        printed_by=one.by or QT_TRANSLATE_NOOP("core", "Consola"),
        query_types=tuple(each.label for each in profile.request_types.values()),
        documents=tuple(each.label for each in profile.document_types.values()),
        preferential=tuple(each.label for each in profile.preferential_groups),
    )
