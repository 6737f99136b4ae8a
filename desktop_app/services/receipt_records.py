"""The record behind a receipt: what was asked, what followed from it, and how it stands today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.domain import spanish
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.facts import moment
from desktop_app.domain.folio import Folio, parse_folio
from desktop_app.domain.labels import label
from desktop_app.domain.receipt import Outcome
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Level, ReferralState, Result
from desktop_app.services import case_lists
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import receipts as queries
from desktop_app.storage.queries import referral_lists as referral_queries
from desktop_app.storage.queries.cases import timeline

RecordRow = queries.RecordRow

_LEVELS = {
    Level.SIMPLE: Outcome.SIMPLE_CASE,
    Level.COMPLEX: Outcome.COMPLEX_CASE,
    Level.CRITICAL: Outcome.CRITICAL_CASE,
}
_STATES = {state.value: state for state in ReferralState}


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Which record: ``kind`` is attention, case or referral."""

    kind: str
    id: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """When an answer was promised as the case was opened, and why then; moments in the office's zone."""

    answer: datetime | None = None
    why: str = ""
    first: datetime | None = None
    legal: datetime | None = None
    legal_why: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """To whom the citizen was handed over."""

    unit: str
    official: str
    place: str
    state: ReferralState


@dataclass(frozen=True, slots=True)
class Record:
    """A record as a receipt states it. ``row`` is how it is stored."""

    key: RecordKey
    number: str
    moment: datetime
    outcome: Outcome
    row: RecordRow
    terms: Terms = field(default_factory=Terms)
    handed: Handed | None = None
    case: case_lists.CaseDetail | None = None

    @property
    def detail(self) -> str:
        """What was said about the matter; a word of the counter beside an orientation is not the citizen's."""
        return self.row.detail if self.outcome.is_case or self.handed is not None else ""

    @property
    def asked(self) -> str:
        """What was asked as the paper shows it, in one text."""
        return " ".join(part for part in (self.row.subject, self.detail) if part)

    @property
    def due(self) -> int:
        """The due moment that the paper states, in epoch seconds; 0 when it states none."""
        return epoch(self.terms.answer) if self.terms.answer is not None else 0

    def folio(self) -> Folio:
        """Return the number's parts. Raises InvalidInput for a case that another system numbered."""
        try:
            return parse_folio(self.number)
        except InvalidInput as error:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core",
                    "El caso {number} viene de otro sistema, con otra numeración. Entregue la constancia de aquel.",
                ),
                field="code",
                number=self.number,
            ) from error


def find(ctx: Context, number: str) -> Record | None:
    """Return the record of a printed number, or None when it is not in this desk's data. Raises NotAllowed."""
    row = _readable(ctx, queries.of_number(ctx.store, number))
    return None if row is None else _record(ctx, row)


def get(ctx: Context, key: RecordKey) -> Record:
    """Return a record. Raises NotFound, NotAllowed."""
    row = _readable(ctx, queries.record(ctx.store, key.kind, key.id))
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese registro no está en los datos de este equipo."))
    if row.kind != queries.ATTENTION:
        # What an attention ended in has the attention's own paper.
        begun = queries.of_number(ctx.store, row.number)
        if begun is not None and key.id in (begun.case, begun.referral):
            row = begun
    return _record(ctx, row)


def _readable(ctx: Context, row: RecordRow | None) -> RecordRow | None:
    require(ctx.actor, Permission.READ_PEOPLE)
    require(ctx.actor, Permission.READ_CASES)
    return row


def _record(ctx: Context, row: RecordRow) -> Record:
    at = ctx.local(row.moment) or ctx.now()
    key = RecordKey(row.kind, row.id)
    if row.case is not None:
        try:
            case = case_lists.detail(ctx, row.case)
        except NotFound:  # the case has not arrived from its desk yet
            return Record(key, row.number, at, Outcome.SIMPLE_CASE, row)
        level, terms = _opening(ctx, row.case)
        return Record(key, row.number, at, _LEVELS[level], row, terms, case=case)
    if row.referral is not None or row.result == Result.REFERRED:
        return Record(key, row.number, at, Outcome.REFERRED, row, handed=_handed(ctx, row))
    unanswered = row.result == Result.UNANSWERED
    return Record(key, row.number, at, Outcome.UNANSWERED if unanswered else Outcome.ORIENTED, row)


def _opening(ctx: Context, case: bytes) -> tuple[Level, Terms]:
    """Return level and terms as the opening of the case stated them: what the first paper says."""
    events = timeline(ctx.store, case)
    facts: Mapping[str, Any] = next((event.facts for event in events if event.kind == "open"), {})
    levels = {level.value: level for level in Level}
    due = facts.get("due")
    return levels.get(str(facts.get("level")), Level.SIMPLE), _terms(
        ctx, due if isinstance(due, Mapping) else {}
    )


def _terms(ctx: Context, due: Mapping[str, Any]) -> Terms:
    moments = {
        name: ctx.local(seconds)
        for name in ("internal", "first", "legal")
        if (seconds := moment(due.get(name))) is not None
    }
    ends = [(at, name) for name in ("internal", "legal") if (at := moments.get(name)) is not None]
    answer, which = min(ends, default=(None, ""))
    return Terms(
        answer=answer,
        why=str(due.get(f"why_{which}", "")),
        first=moments.get("first"),
        legal=moments.get("legal"),
        legal_why=str(due.get("why_legal", "")),
    )


def _handed(ctx: Context, row: RecordRow) -> Handed:
    found = referral_queries.detail(ctx.store, row.referral) if row.referral is not None else None
    if found is None:
        return Handed(row.unit, "", "", ReferralState.SENT)
    state = _STATES.get(found.row.state, ReferralState.SENT)
    return Handed(found.row.unit, found.row.official, found.official_place or found.unit_place, state)


def state_words(ctx: Context, record: Record) -> str:
    """Return how the record stands today, in one or two sentences."""
    if record.row.voided and record.case is None:
        reason = record.row.void_reason.rstrip(". ")
        if reason:
            return QT_TRANSLATE_NOOP("core", "El registro fue anulado: {reason}.").format(reason=reason)
        return QT_TRANSLATE_NOOP("core", "El registro fue anulado.")
    if record.case is not None:
        return _case_words(ctx, record.case)
    if record.outcome.is_case:
        return QT_TRANSLATE_NOOP("core", "La atención está aquí; el caso todavía no llegó a este equipo.")
    if record.handed is not None:
        return QT_TRANSLATE_NOOP("core", "La vinculación con {unit} está: {state}.").format(
            unit=record.handed.unit, state=label(record.handed.state).lower()
        )
    if record.outcome is Outcome.UNANSWERED:
        return QT_TRANSLATE_NOOP("core", "La pregunta quedó sin respuesta, anotada para completar la guía.")
    return QT_TRANSLATE_NOOP("core", "La consulta se resolvió en ventanilla.")


def _case_words(ctx: Context, found: case_lists.CaseDetail) -> str:
    line, into = found.line, found.related.into
    if line.state is CaseState.VOIDED and into is not None and into.state is not CaseState.VOIDED:
        return QT_TRANSLATE_NOOP("core", "El caso se unió al caso {number}, que sigue ({state}).").format(
            number=into.number, state=ctx.rules.workflow.state(into.state).lower()
        )
    own = ctx.rules.workflow.states.get(line.state)
    if own and line.state in (CaseState.VOIDED, CaseState.CLOSED, CaseState.RESOLVED):
        return QT_TRANSLATE_NOOP("core", "El caso está: {state}.").format(state=own.lower())
    if line.state is CaseState.VOIDED:
        return QT_TRANSLATE_NOOP("core", "El caso fue anulado.")
    if line.state is CaseState.CLOSED:
        return QT_TRANSLATE_NOOP("core", "El caso está cerrado.")
    if line.state is CaseState.RESOLVED:
        return QT_TRANSLATE_NOOP("core", "El caso está resuelto; falta confirmarlo con el ciudadano.")
    said = QT_TRANSLATE_NOOP("core", "El caso sigue abierto ({state}).").format(
        state=ctx.rules.workflow.state(line.state).lower()
    )
    if line.due is None:
        return said
    ends = QT_TRANSLATE_NOOP("core", "{badge}: el plazo termina el {due}.").format(
        badge=line.badge.text, due=spanish.moment(line.due)
    )
    return f"{said} {ends}"
