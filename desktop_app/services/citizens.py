"""People: recorded once, recognised by name, document or phone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.cleaning import clean_line, digits_of
from desktop_app.domain.documents import normalise_document
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import fresh_id, update
from desktop_app.storage import records, search
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import citizens as queries
from desktop_app.storage.queries import clusters

CHANGES = frozenset({"citizen"})
Citizen = queries.CitizenRow


@dataclass(frozen=True, slots=True)
class CitizenForm:
    """What a person tells about themselves; only the name is needed, and that only for a case."""

    name: str
    document_type: str | None = None
    document: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class CitizenSaved:
    """The citizen's id and what changed."""

    id: bytes
    changes: frozenset[str] = CHANGES


def register_citizen(ctx: Context, form: CitizenForm) -> CitizenSaved:
    """Record a new person, the document as it is searched. Raises InvalidInput without a name, NotAllowed."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    with ctx.store.transaction() as transaction:
        return CitizenSaved(create_citizen(ctx, transaction, _tidy(ctx, form)))


def create_citizen(ctx: Context, transaction: Transaction, form: CitizenForm) -> bytes:
    """Record a new person inside a transaction of another service."""
    target = fresh_id(ctx)
    values = _values(form) | {"created": epoch(ctx.now())}
    records.create_record(
        transaction, "citizen", target, values, wall_ms=ctx.clock.milliseconds(), author=ctx.actor.id
    )
    return target


def update_citizen(
    ctx: Context, citizen: bytes, form: CitizenForm, seen: CitizenForm | None = None
) -> CitizenSaved:
    """Correct a person's data, the document as it is searched; for a merged record, who stands for it.

    ``seen`` is what the form showed at first: what was left as it was is not written, so that a correction
    which came from another desk meanwhile stays. Raises NotFound, InvalidInput, NotAllowed.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    citizen = standing(ctx, citizen) or citizen
    if queries.by_id(ctx.store, citizen) is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese ciudadano no está en los datos de este equipo."))
    values = _values(_tidy(ctx, form))
    if seen is not None:
        touched = {name for name in values if getattr(form, name) != getattr(seen, name)}
        # The number of a document and its kind are one answer.
        touched |= {"document", "document_type"} if touched & {"document", "document_type"} else set()
        values = {name: value for name, value in values.items() if name in touched}
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "citizen", citizen, values)
    return CitizenSaved(citizen)


def standing(ctx: Context, citizen: bytes | None) -> bytes | None:
    """Return the id of who stands for a person: their own, or that of whom they were merged into."""
    return None if citizen is None else clusters.root_of(ctx.store.rows, citizen)


def get_citizen(ctx: Context, citizen: bytes) -> Citizen:
    """Return a person's data; for a merged record, who stands for it. Raises NotFound."""
    require(ctx.actor, Permission.READ_PEOPLE)
    row = queries.by_id(ctx.store, citizen)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese ciudadano no está en los datos de este equipo."))
    return row


def recognise(ctx: Context, typed: str, limit: int = 7) -> list[Citizen]:
    """Return people whose name, document or phone matches what was typed (from three characters)."""
    require(ctx.actor, Permission.READ_PEOPLE)
    if len(typed.strip()) < 3:
        return []
    search.flush(ctx.store)
    found = search.search(ctx.store, "citizen", typed, limit)
    rows = queries.by_numbers(ctx.store, found)
    digits = digits_of(typed)
    if len(rows) < limit and len(digits) >= 4:
        known = {row.id for row in rows}
        rows += [row for row in queries.by_digits(ctx.store, digits, limit) if row.id not in known]
    return rows[:limit]


def visits(ctx: Context, citizen: bytes, limit: int = 10) -> list[queries.VisitRow]:
    """Return the person's latest attentions, newest first."""
    require(ctx.actor, Permission.READ_PEOPLE)
    return queries.visits(ctx.store, citizen, limit)


def document_text(ctx: Context, citizen: Citizen) -> str:
    """Return a person's document with the name of its kind ("DNI 45678912"), or an empty text."""
    if not citizen.document:
        return ""
    kind = ctx.profile.document_types.get(citizen.document_type or "")
    return f"{kind.label} {citizen.document}" if kind else citizen.document


def _tidy(ctx: Context, form: CitizenForm) -> CitizenForm:
    kind = ctx.profile.document_types.get(form.document_type or "")
    if kind is None or kind.validator == "free" or not form.document:
        return form
    return replace(form, document=normalise_document(form.document, kind.validator))


def _values(form: CitizenForm) -> dict[str, str | None]:
    name = clean_line(form.name, "citizen")
    if not name:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el nombre del ciudadano."), field="citizen")
    return {
        "name": name,
        "document_type": clean_line(form.document_type, "document"),
        "document": clean_line(form.document, "document", 40),
        "phone": clean_line(form.phone, "contact", 60),
        "email": clean_line(form.email, "contact", 254),
        "address": clean_line(form.address, "address"),
    }
