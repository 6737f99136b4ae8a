"""Checking a receipt without a network: the desk's signature, and what is on record here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain import spanish
from desktop_app.domain.folio import Folio
from desktop_app.domain.receipt import (
    ReceiptCode,
    ReceiptFacts,
    asked_hash,
    name_hash,
    read_typed,
)
from desktop_app.domain.receipt_paper import RESULTS
from desktop_app.domain.receipt_verdict import HEADLINES, SENTENCES, DeskKey, Judgement, Verdict, judge
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import receipt_records as records
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from desktop_app.services.receipt_records import Record, RecordKey
from desktop_app.services.receipts import desk_name
from desktop_app.storage.queries import blanks
from desktop_app.storage.queries import receipts as queries

_NOTHING: Final = bytes(5)
_FALSE: Final = (Verdict.ALTERED, Verdict.UNKNOWN_DESK, Verdict.REVOKED_AFTER)
"""What such a code says is no news about the paper."""


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """The verdict and what it rests on.

    ``paper`` are (label, text) pairs that the paper must show where the code is ``signed`` by a desk that may be
    trusted, else what is on record under that number; ``state`` how the record stands today, or why that
    cannot be told; ``notes`` what differs between code and record. ``key`` (and ``case``, if it ended in one) is None
    without a record here.
    """

    verdict: Verdict
    headline: str
    sentence: str
    number: str
    paper: tuple[tuple[str, str], ...]
    signed: bool
    state: str
    notes: tuple[str, ...]
    key: RecordKey | None
    case: bytes | None
    facts: ReceiptFacts | None


def check(ctx: Context, custody: Custody, typed: str) -> CheckedReceipt:
    """Return what a scanned code, or a typed number, is worth.

    Raises UnreadableReceipt for what is neither, InvalidInput for a number whose check digits do not fit. Who may
    not read people learns the verdict alone.
    """
    read = read_typed(typed)
    folio = read if isinstance(read, Folio) else read.facts.folio
    may_read = ctx.actor.may(Permission.READ_PEOPLE) and ctx.actor.may(Permission.READ_CASES)
    record = records.find(ctx, str(folio)) if may_read else None
    if isinstance(read, Folio):
        found, facts = Judgement(Verdict.NUMBER_ONLY), None
    else:
        found, facts = _judge(ctx, custody, read, record), read.facts
    signer = found.signer.name if found.signer is not None else ""
    trusted = facts if found.verdict not in _FALSE else None
    return CheckedReceipt(
        verdict=found.verdict,
        headline=HEADLINES[found.verdict],
        sentence=SENTENCES[found.verdict].format(desk=signer),
        number=str(folio),
        paper=_paper(ctx, custody, folio, trusted, record, signer if trusted is not None else ""),
        signed=trusted is not None,
        state=_state(ctx, folio, record, may_read=may_read),
        notes=_notes(trusted, record),
        key=record.key if record is not None else None,
        case=record.row.case if record is not None else None,
        facts=facts,
    )


def _judge(ctx: Context, custody: Custody, code: ReceiptCode, record: Record | None) -> Judgement:
    from desktop_app.sync.signing import verifies

    return judge(
        code,
        desk_keys(custody),
        verifies,
        superseded=lambda stream: queries.superseded(ctx.store, stream),
        recorded=lambda _signer: record is not None and _confirms(code.facts, record),
    )


def desk_keys(custody: Custody) -> list[DeskKey]:
    """Return every key that the municipality's root ever vouched for, with what became of its desk."""
    directory = custody.certificates()
    found = []
    for desk, publics in directory.keys.items():
        certificate, revocation = directory.certified.get(desk), directory.revoked.get(desk)
        current = certificate.sign if certificate is not None else ""
        cuts = revocation.cuts if revocation is not None else None
        found += [
            DeskKey(desk, directory.name(desk), public, public.hex() == current, cuts)
            for public in sorted(publics)
        ]
    return found


def _told_alike(facts: ReceiptFacts, record: Record) -> bool:
    said = (facts.outcome, facts.moment, facts.due)
    return not record.row.voided and said == (record.outcome, int(record.moment.timestamp()), record.due)


def _confirms(facts: ReceiptFacts, record: Record) -> bool:
    """Tell whether a record says all that a code says, its words included."""
    words = _confirmed(facts, record, name=True) and _confirmed(facts, record, name=False)
    return words and _told_alike(facts, record)


def _paper(
    ctx: Context,
    custody: Custody,
    folio: Folio,
    facts: ReceiptFacts | None,
    record: Record | None,
    signer: str,
) -> tuple[tuple[str, str], ...]:
    """Return what the paper must show: the code's own facts, and the words that its hashes confirm."""
    rows = [(QT_TRANSLATE_NOOP("core", "Número"), str(folio))]
    if facts is None and record is None:
        return (*rows, (QT_TRANSLATE_NOOP("core", "Ventanilla del número"), desk_name(ctx, custody, folio)))
    moment = ctx.local(facts.moment) if facts else record.moment if record else None
    outcome = facts.outcome if facts else record.outcome if record else None
    due = (facts.due or None) if facts else (record.due or None) if record else None
    if moment is not None:
        rows.append((QT_TRANSLATE_NOOP("core", "Fecha y hora"), spanish.moment(moment)))
    if record is not None and _confirmed(facts, record, name=True) and record.row.citizen:
        rows.append((QT_TRANSLATE_NOOP("core", "A nombre de"), record.row.citizen))
    if record is not None and _confirmed(facts, record, name=False) and record.row.subject:
        rows.append((QT_TRANSLATE_NOOP("core", "Lo que pidió"), record.row.subject))
    if outcome is not None:
        rows.append((QT_TRANSLATE_NOOP("core", "Resultado"), RESULTS[outcome]))
    ends = ctx.local(due)
    if ends is not None:
        rows.append((QT_TRANSLATE_NOOP("core", "Respuesta a más tardar"), spanish.moment(ends)))
    if signer:
        rows.append((QT_TRANSLATE_NOOP("core", "Firmada por"), signer))
    return tuple(rows)


def _confirmed(facts: ReceiptFacts | None, record: Record, *, name: bool) -> bool:
    """Tell whether the record's words are those that the code binds (without a code, they are all there is)."""
    if facts is None:
        return True
    if name:
        return name_hash(facts.folio, record.row.citizen) == facts.name
    return asked_hash(facts.folio, record.asked) == facts.asked


def _notes(facts: ReceiptFacts | None, record: Record | None) -> tuple[str, ...]:
    if facts is None or record is None:
        return ()
    notes = []
    if not _confirmed(facts, record, name=True):
        notes.append(
            QT_TRANSLATE_NOOP(
                "core", "El nombre se corrigió después de emitirla; el registro dice hoy: {name}."
            ).format(name=record.row.citizen or QT_TRANSLATE_NOOP("core", "sin nombre"))
        )
    if not _confirmed(facts, record, name=False):
        notes.append(
            QT_TRANSLATE_NOOP(
                "core", "Lo pedido se corrigió después de emitirla; el registro dice hoy: {asked}."
            ).format(asked=record.row.subject)
        )
    if not record.row.voided and not _told_alike(facts, record):
        notes.append(
            QT_TRANSLATE_NOOP(
                "core", "La fecha, el resultado o el plazo del registro no son hoy los que se firmaron."
            )
        )
    return tuple(notes)


def _state(ctx: Context, folio: Folio, record: Record | None, *, may_read: bool) -> str:
    if record is not None:
        return records.state_words(ctx, record)
    if not may_read:
        return QT_TRANSLATE_NOOP("core", "Su usuario comprueba la firma; los registros los ve la plataforma.")
    form = blanks.with_number(ctx.store, str(folio))
    if form is None:
        return QT_TRANSLATE_NOOP(
            "core", "El registro todavía no llegó a este equipo. Llegará cuando esa ventanilla sincronice."
        )
    if form.spoiled is not None:
        return QT_TRANSLATE_NOOP(
            "core", "Es el número de un formulario en papel que se anuló: {reason}."
        ).format(reason=form.reason.rstrip(". "))
    return QT_TRANSLATE_NOOP(
        "core",
        "Es el número de un formulario en papel que todavía no se transcribió. Búsquelo y transcríbalo.",
    )


def compare_words(facts: ReceiptFacts, typed: str) -> str:
    """Return whether words copied from the paper are what was signed: the name, what was asked, or neither."""
    if name_hash(facts.folio, typed) == facts.name != _NOTHING:
        return QT_TRANSLATE_NOOP("core", "Coincide: es el nombre que se firmó.")
    if asked_hash(facts.folio, typed) == facts.asked != _NOTHING:
        return QT_TRANSLATE_NOOP("core", "Coincide: es lo pedido que se firmó.")
    return QT_TRANSLATE_NOOP(
        "core",
        "No coincide con el nombre ni con lo pedido que se firmaron. Revise que esté completo, tal como en el papel.",
    )
