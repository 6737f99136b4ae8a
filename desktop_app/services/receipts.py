"""Receipts for the citizen: what was recorded, what follows and by when, signed by the desk."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain import spanish
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folio import Folio
from desktop_app.domain.profile import RequestType, unverified_words
from desktop_app.domain.receipt import (
    Outcome,
    ReceiptFacts,
    asked_hash,
    key_reference,
    name_hash,
    write_code,
)
from desktop_app.domain.receipt_paper import HALF, ROLL, Following, PrintableReceipt
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, ReferralState
from desktop_app.services import receipt_records as records
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from desktop_app.services.receipt_records import Record, RecordKey
from desktop_app.services.reporting import paper_for

_OVER = (ReferralState.RETURNED, ReferralState.VOIDED)
_KNOWS = (ReferralState.ACCEPTED, ReferralState.CONFIRMED_BY_PHONE, ReferralState.RESOLVED)


@dataclass(frozen=True, slots=True)
class IssuedReceipt:
    """A receipt as a PDF, and the code that stands on it."""

    key: RecordKey
    number: str
    title: str
    paper: str
    code: str
    data: bytes


def papers(ctx: Context) -> tuple[str, str, str]:
    """Return the papers to choose from: the country's whole sheet, half of it, the roll of 80 mm."""
    return paper_for(ctx), HALF, ROLL


def issue(
    ctx: Context, custody: Custody, key: RecordKey, paper: str | None = None, *, copy: bool = False
) -> IssuedReceipt:
    """Return the receipt of a record. ``copy`` marks it as one and adds how the record stands today.

    The same record gives the same code at the desk that recorded it. Raises InvalidInput for a record that was
    taken back or that another system numbered, NotFound, NotAllowed.
    """
    from desktop_app.reports.pdf.receipt import render_receipt

    record = records.get(ctx, key)
    if record.row.voided or (record.case is not None and record.case.line.state is CaseState.VOIDED):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El registro {number} fue anulado; no se emite su constancia."),
            field="code",
            number=record.number,
        )
    folio = record.folio()
    packed = _facts(ctx, custody, record, folio).pack()
    code = write_code(packed, custody.sign_receipt(packed))
    chosen = paper if paper in papers(ctx) else paper_for(ctx, paper)
    words = printable(ctx, custody, record, code, copy=copy)
    return IssuedReceipt(key, record.number, words.title, chosen, code, render_receipt(words, paper=chosen))


def _facts(ctx: Context, custody: Custody, record: Record, folio: Folio) -> ReceiptFacts:
    desk, public = custody.receipt_key()
    stream, seq = record.row.stream, record.row.seq
    if not stream.startswith(f"{desk}-"):
        # What another desk recorded is signed by this one, as far as this one has come.
        stream, seq = ctx.store.journal.stream, ctx.store.journal.position[0]
    return ReceiptFacts(
        outcome=record.outcome,
        folio=folio,
        moment=_bounded(record.moment.timestamp()),
        due=_bounded(record.due),
        key=key_reference(desk, public),
        stream=bytes.fromhex(stream.rpartition("-")[2]),
        seq=seq,
        asked=asked_hash(folio, record.asked),
        name=name_hash(folio, record.row.citizen),
    )


def _bounded(seconds: float) -> int:
    """Return a moment that has room in a code, also one that a foreign clock set centuries away."""
    return max(0, min(int(seconds), 2**32 - 1))


def desk_name(ctx: Context, custody: Custody, folio: Folio) -> str:
    """Return the name of the desk that gave a number, as far as its certificate is known here."""
    place = (folio.office, folio.desk)
    if place == (ctx.desk.office_code, ctx.desk.desk_code):
        return ctx.desk.name
    directory = custody.certificates()
    named = (directory.name(desk) for desk, places in sorted(directory.places.items()) if place in places)
    code = f"{folio.office:02d}-{folio.desk:02d}"
    return next(named, QT_TRANSLATE_NOOP("core", "Ventanilla {code}").format(code=code))


def printable(
    ctx: Context, custody: Custody, record: Record, code: str, *, copy: bool = False
) -> PrintableReceipt:
    """Return what stands on the paper: the fields of the country's profile, empty parts left out."""
    texts, wanted, now = ctx.profile.receipt, ctx.profile.receipt.fields, ctx.now()
    kind = ctx.profile.request_types.get(record.row.query_type)
    desk = desk_name(ctx, custody, record.folio()) if "desk" in wanted else ""
    state = QT_TRANSLATE_NOOP("core", "Al {moment}: {state}").format(
        moment=spanish.moment(now), state=records.state_words(ctx, record)
    )
    return PrintableReceipt(
        title=texts.title,
        municipality=ctx.rules.municipality,
        office=record.row.office or ctx.desk.office_name,
        desk=desk,
        number=record.number,
        registered=spanish.moment(record.moment) if "registered_at" in wanted else "",
        copy=QT_TRANSLATE_NOOP("core", "COPIA impresa el {moment}").format(moment=spanish.moment(now))
        if copy
        else "",
        rows=tuple((label, text) for name, label, text in _rows(record, kind) if name in wanted and text),
        following=_following(record, stated="due" in wanted),
        route=_route(kind, record) if "legal_route" in wanted else (),
        state=state if copy else "",
        text=texts.text,
        privacy=ctx.profile.privacy.notice,
        code=code,
        made_at=now,
    )


def _rows(record: Record, kind: RequestType | None) -> tuple[tuple[str, str, str], ...]:
    unit = record.row.unit if record.outcome.is_case else ""
    return (
        ("citizen", QT_TRANSLATE_NOOP("core", "A nombre de"), record.row.citizen),
        ("request_type", QT_TRANSLATE_NOOP("core", "Tipo"), kind.label if kind else record.row.query_type),
        ("subject", QT_TRANSLATE_NOOP("core", "Lo que pidió"), record.row.subject),
        ("subject", QT_TRANSLATE_NOOP("core", "Detalle"), record.detail),
        ("unit", QT_TRANSLATE_NOOP("core", "Unidad"), unit),
    )


def _following(record: Record, *, stated: bool) -> Following:
    if record.outcome.is_case:
        return _answer(record, stated=stated)
    if record.handed is not None:
        return _person(record.handed)
    if record.outcome is Outcome.UNANSWERED:
        return Following(
            QT_TRANSLATE_NOOP("core", "Qué sigue"),
            QT_TRANSLATE_NOOP("core", "Su pregunta quedó anotada"),
            (
                QT_TRANSLATE_NOOP(
                    "core", "Hoy no tuvimos la respuesta. Puede volver a preguntar con este número."
                ),
            ),
        )
    told = record.row.topic or record.row.subject
    return Following(
        QT_TRANSLATE_NOOP("core", "Qué se le informó"),
        told,
        (QT_TRANSLATE_NOOP("core", "Si le queda alguna duda, pregunte con este número."),),
    )


def _answer(record: Record, *, stated: bool) -> Following:
    terms, lines = record.terms, []
    heading = QT_TRANSLATE_NOOP("core", "Le responderemos a más tardar el")
    big = spanish.moment(terms.answer) if terms.answer is not None and stated else ""
    if not big:
        heading, big = (
            QT_TRANSLATE_NOOP("core", "Qué sigue"),
            QT_TRANSLATE_NOOP("core", "Su caso está registrado"),
        )
    elif terms.why:
        lines.append(QT_TRANSLATE_NOOP("core", "Así se cuenta: {why}.").format(why=_counted(terms.why)))
    if terms.first is not None and stated:
        lines.append(
            QT_TRANSLATE_NOOP(
                "core", "Caso crítico: tendrá una primera respuesta a más tardar el {moment}."
            ).format(moment=spanish.moment(terms.first))
        )
    if terms.legal is not None and terms.legal != terms.answer and stated:
        text = QT_TRANSLATE_NOOP("core", "Plazo que fija la norma: hasta el {moment} ({why}).")
        # A legal term of weeks omits more days than anybody wants to read.
        why = _counted(terms.legal_why).partition(";")[0]
        lines.append(text.format(moment=spanish.moment(terms.legal), why=why))
    if record.row.reachable:
        lines.append(QT_TRANSLATE_NOOP("core", "Le avisaremos al teléfono o correo que nos dio."))
    else:
        lines.append(
            QT_TRANSLATE_NOOP(
                "core", "No dejó teléfono ni correo: consulte su caso en ventanilla con este número."
            )
        )
    return Following(heading, big, tuple(lines))


def _counted(why: str) -> str:
    """Return an explained deadline without the moment, which stands beside it already."""
    return why.partition(": ")[2] or why


def _person(handed: records.Handed) -> Following:
    if handed.state in _OVER:
        return Following(
            QT_TRANSLATE_NOOP("core", "Qué sigue"),
            QT_TRANSLATE_NOOP("core", "Pregunte en ventanilla con este número"),
            (
                QT_TRANSLATE_NOOP(
                    "core", "La vinculación con {unit} no siguió: allí le dirán quién puede atenderle."
                ).format(unit=handed.unit),
            ),
        )
    lines = [handed.unit] if handed.official and handed.unit else []
    if handed.place:
        lines.append(QT_TRANSLATE_NOOP("core", "Lugar: {place}").format(place=handed.place))
    if handed.state in _KNOWS and handed.official:
        lines.append(QT_TRANSLATE_NOOP("core", "Ya conoce su necesidad: no tiene que volver a explicarla."))
    heading = QT_TRANSLATE_NOOP("core", "Le atenderá")
    if handed.state is ReferralState.NO_ANSWER:
        heading = QT_TRANSLATE_NOOP("core", "Quien puede ayudarle")
        lines.append(
            QT_TRANSLATE_NOOP(
                "core", "Se le llamó y no respondió: si no le encuentra, vuelva a ventanilla con este número."
            )
        )
    return Following(heading, handed.official or handed.unit, tuple(lines))


def _route(kind: RequestType | None, record: Record) -> tuple[str, ...]:
    # Without a law behind it the route is a word of the house ("orientación en ventanilla"), no way for a case.
    basis = kind.reference.legal_basis if kind is not None and record.outcome.is_case else ""
    if kind is None or not kind.legal_route or not basis:
        return ()
    unverified = unverified_words(kind.reference)
    return kind.legal_route, f"{basis} ({unverified})" if unverified else basis
