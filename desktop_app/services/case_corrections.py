"""Correcting the data of a case: who, when, the old and the new value stay in the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.labels import label_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, ComplaintKind, CriticalCriterion, Level
from desktop_app.services import topics
from desktop_app.services.access import Permission, require
from desktop_app.services.case_previews import with_type
from desktop_app.services.case_writing import CaseSaved, load, number_of, read, require_open
from desktop_app.services.citizens import standing
from desktop_app.services.context import Context, epoch
from desktop_app.services.terms import terms_now
from desktop_app.services.writing import append, text_id
from desktop_app.storage.queries import citizens as citizen_queries


@dataclass(frozen=True, slots=True)
class CaseData:
    """What can be put right; codes as they are stored, ids as bytes."""

    subject: str
    description: str = ""
    place: str = ""
    query_type: str = ""
    complaint_kind: str = ""
    complaint_aspect: str = ""
    topic: bytes | None = None
    channel: str = ""
    citizen: bytes | None = None
    criterion: str = ""


LABELS: Final[Mapping[str, str]] = {
    "subject": QT_TRANSLATE_NOOP("core", "Asunto"),
    "description": QT_TRANSLATE_NOOP("core", "Descripción"),
    "place": QT_TRANSLATE_NOOP("core", "Lugar"),
    "query_type": QT_TRANSLATE_NOOP("core", "Tipo"),
    "complaint_kind": QT_TRANSLATE_NOOP("core", "Reclamo por"),
    "complaint_aspect": QT_TRANSLATE_NOOP("core", "Aspecto"),
    "topic": QT_TRANSLATE_NOOP("core", "Tema"),
    "channel": QT_TRANSLATE_NOOP("core", "Canal"),
    "citizen": QT_TRANSLATE_NOOP("core", "Ciudadano"),
    "criterion": QT_TRANSLATE_NOOP("core", "Criterio de crítico"),
}
_PERSONAL: Final = frozenset({"subject", "description", "place"})
_LONGEST_TOLD: Final = 400
"""Characters of a value that the timeline shows; the whole stays in the operations."""


@dataclass(frozen=True, slots=True)
class Correctable:
    """A case's data as it stands, the names of what it refers to, and whether it has a criterion."""

    data: CaseData
    topic: str
    citizen: str
    critical: bool


def correctable(ctx: Context, case: bytes) -> Correctable:
    """Return the data of a case as the form shows it. Raises NotFound."""
    require(ctx.actor, Permission.READ_CASES)
    current = read(ctx, case)
    data = _data(current)
    return Correctable(
        data, _topic(ctx, data.topic), _citizen(ctx, data.citizen), current.level is Level.CRITICAL
    )


def correct_case(
    ctx: Context, case: bytes, data: CaseData, *, reason: str = "", move_unit: bool = False
) -> CaseSaved:
    """Write what differs. ``move_unit``: with another topic the case goes to that topic's unit.

    Another type moves the legal term by an event of its own. Raises InvalidInput (``field``: the one that is
    wrong, ``subject`` where nothing differs), ForbiddenTransition for a case that is over.
    """
    require(ctx.actor, Permission.WORK_CASE)
    clean = _clean(ctx, data)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        require_open(current)
        # Who was merged into somebody is the same person: that alone corrects nothing.
        before = _data(current)
        before = replace(before, citizen=standing(ctx, before.citizen))
        changed = [
            each.name for each in fields(CaseData) if getattr(clean, each.name) != getattr(before, each.name)
        ]
        if not changed:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "No cambió ningún dato: no hay nada que guardar."), field="subject"
            )
        if "criterion" in changed and (current.level is not Level.CRITICAL or not clean.criterion):
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Solo un caso crítico tiene criterio, y no puede quedar sin él."),
                field="criterion",
            )
        now = ctx.now()
        told = [_told(ctx, name, before, clean) for name in changed]
        text = "\n".join(part for part in (*told, clean_note(reason, "reason") or "") if part)
        body = {
            "set": {name: _stored(clean, name) for name in changed if name not in _PERSONAL},
            "at": epoch(now),
            "parents": current.heads,
        }
        personal = {
            "text": text,
            "set": {name: _stored(clean, name) for name in changed if name in _PERSONAL},
        }
        event = append(ctx, transaction, "case", "amend", case, body, personal)
        if "query_type" in changed:
            due = terms_now(ctx, with_type(current, clean.query_type), at=now)
            moved = {"cause": "type", "at": epoch(now), "parents": [event], "due": due}
            event = append(ctx, transaction, "case", "due", case, moved)
        unit = _unit(ctx, clean.topic) if move_unit and "topic" in changed else None
        if unit is not None and text_id(unit) != current.values.get("unit"):
            given = {"unit": text_id(unit), "responsible": None, "at": epoch(now), "parents": [event]}
            append(ctx, transaction, "case", "assign", case, given)
    return CaseSaved(case, number_of(current))


def _clean(ctx: Context, data: CaseData) -> CaseData:
    subject = clean_line(data.subject, "subject")
    if not subject:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el asunto del caso."), field="subject")
    _require_one_of(data.channel, Channel, "channel")
    _require_one_of(data.complaint_kind, ComplaintKind, "complaint_kind")
    _require_one_of(data.criterion, CriticalCriterion, "criterion")
    aspects = {each.code for each in ctx.profile.complaint_aspects}
    return CaseData(
        subject,
        clean_note(data.description, "description") or "",
        clean_line(data.place, "place") or "",
        ctx.profile.request_type(data.query_type).code if data.query_type else "",
        data.complaint_kind,
        data.complaint_aspect if data.complaint_aspect in aspects else "",
        data.topic,
        data.channel,
        standing(ctx, data.citizen),
        data.criterion,
    )


def _require_one_of(code: str, kind: type[Channel | ComplaintKind | CriticalCriterion], field: str) -> None:
    if code and code not in {each.value for each in kind}:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija una de las opciones."), field=field)


def _data(current: Case) -> CaseData:
    values = current.values

    def words(name: str) -> str:
        return str(values.get(name) or "")

    def ident(name: str) -> bytes | None:
        found = values.get(name)
        return ulid_bytes(found) if isinstance(found, str) else None

    return CaseData(
        words("subject"),
        words("description"),
        words("place"),
        words("query_type"),
        words("complaint_kind"),
        words("complaint_aspect"),
        ident("topic"),
        words("channel"),
        ident("citizen"),
        words("criterion"),
    )


def _stored(data: CaseData, name: str) -> str | None:
    value = getattr(data, name)
    return text_id(value) if isinstance(value, bytes) else value or None


def _told(ctx: Context, name: str, before: CaseData, after: CaseData) -> str:
    """Return "Asunto: «Poste» → «Poste caído»"; an empty value is told as such."""
    empty = QT_TRANSLATE_NOOP("core", "(vacío)")
    old, new = (_shown(ctx, name, getattr(data, name)) for data in (before, after))
    line = QT_TRANSLATE_NOOP("core", "{field}: {old} → {new}")
    return line.format(field=LABELS[name], old=f"«{old}»" if old else empty, new=f"«{new}»" if new else empty)


def _shown(ctx: Context, name: str, value: Any) -> str:
    shows = _SHOWN.get(name)
    words = shows(ctx, value) if shows is not None and value else str(value or "")
    return words if len(words) <= _LONGEST_TOLD else f"{words[:_LONGEST_TOLD]}…"


def _type(ctx: Context, code: str) -> str:
    kind = ctx.profile.request_types.get(code)
    return kind.label if kind is not None else code


def _aspect(ctx: Context, code: str) -> str:
    return next((each.label for each in ctx.profile.complaint_aspects if each.code == code), code)


def _topic(ctx: Context, topic: bytes | None) -> str:
    found = topics.one_topic(ctx, topic) if topic is not None else None
    return found.title if found is not None else ""


def _unit(ctx: Context, topic: bytes | None) -> bytes | None:
    found = topics.one_topic(ctx, topic) if topic is not None else None
    return found.unit if found is not None else None


def _citizen(ctx: Context, citizen: bytes | None) -> str:
    found = citizen_queries.by_id(ctx.store, citizen) if citizen is not None else None
    return found.name if found is not None else ""


_SHOWN: Final[Mapping[str, Callable[[Context, Any], str]]] = {
    "query_type": _type,
    "complaint_kind": lambda _ctx, code: label_of(ComplaintKind, code),
    "complaint_aspect": _aspect,
    "topic": _topic,
    "channel": lambda _ctx, code: label_of(Channel, code),
    "citizen": _citizen,
    "criterion": lambda _ctx, code: label_of(CriticalCriterion, code),
}
