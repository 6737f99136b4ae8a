"""Handing a person everything that is kept about them, as a document to read and as data.

Who may: supervision (``EXPORT_PERSON``); a person may ask for it at any desk. Each export leaves a trace at the
desk where it was made (who, when, whose, which files): a local log, not an operation, because what is looked
at or handed out changes nothing that desks share. The trace and the files stand or fall together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.labels import label_of
from desktop_app.domain.person_record import (
    EarlierExport,
    PersonRecord,
    RecordedAttention,
    RecordedCase,
    RecordedContact,
    RecordedFile,
    RecordedHandOver,
    RecordedPerson,
    RecordedStep,
    to_json,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.timeline_words import step_words
from desktop_app.domain.values import Channel, Level, ReferralState, Result
from desktop_app.services import case_lists, citizens, merging
from desktop_app.services.access import Permission, require
from desktop_app.services.attachments import AttachedFile
from desktop_app.services.case_lists import TimelineEntry
from desktop_app.services.context import Context, epoch
from desktop_app.services.reporting import paper_for, write_together
from desktop_app.services.writing import fresh_id
from desktop_app.storage.queries import clusters, history
from desktop_app.storage.queries import person_export as queries
from desktop_app.system.progress import CancelToken

KINDS: Final = ("pdf", "json")


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were written."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ExportTrace:
    """One export of the log; ``at`` in the office's zone."""

    at: datetime
    citizen: str
    by: str
    kinds: tuple[str, ...]


def person_record(ctx: Context, citizen: bytes) -> PersonRecord:
    """Return everything that is kept about a person, all their merged records together.

    Raises NotFound, NotAllowed.
    """
    require(ctx.actor, Permission.EXPORT_PERSON)
    store = ctx.store
    members = clusters.cluster(store.rows, citizen)
    rows = queries.records(store, members)
    if not rows:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese ciudadano no está en los datos de este equipo."))
    merged_at = {each.id: each.at for each in merging.merged_records(ctx, rows[0].id)}
    people = [_person(ctx, row, merged_at.get(row.id)) for row in rows]
    cases, contacts = _cases(ctx, queries.cases(store, members))
    found = history.page(store, members, ("hand_over",), 0, -1)
    privacy = ctx.profile.privacy
    return PersonRecord(
        municipality=ctx.rules.municipality,
        office=ctx.desk.office_name,
        made_at=ctx.now(),
        made_by=ctx.actor.name,
        notice=privacy.notice,
        legal_basis=privacy.reference.legal_basis,
        person=people[0],
        merged=tuple(people[1:]),
        attentions=tuple(_attention(ctx, row) for row in queries.attentions(store, members)),
        cases=cases,
        contacts=contacts,
        hand_overs=tuple(_hand_over(ctx, row) for row in found),
        earlier=tuple(
            EarlierExport(each.at, each.by) for each in exports(ctx) if each.citizen in {p.id for p in people}
        ),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be written where, and the trace that goes with it."""

    files: Mapping[Path, bytes]
    trace: queries.ExportRow


def prepare_export(
    ctx: Context,
    citizen: bytes,
    *,
    pdf: Path | None = None,
    data: Path | None = None,
    paper: str | None = None,
    cancel: CancelToken | None = None,
) -> Prepared:
    """Make a person's documents without writing anything: of a long history it takes seconds, for a reader.

    Raises NotFound, NotAllowed, InvalidInput for no file at all, Cancelled.
    """
    require(ctx.actor, Permission.EXPORT_PERSON)
    token = cancel or CancelToken()
    files = {kind: path for kind, path in zip(KINDS, (pdf, data), strict=True) if path is not None}
    if not files:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija en qué forma se entregan los datos."), field="files"
        )
    person = citizens.get_citizen(ctx, citizen)
    record = person_record(ctx, citizen)
    token.check()
    made: dict[Path, bytes] = {}
    if pdf is not None:
        from desktop_app.reports.pdf.person import render_person

        made[pdf] = render_person(record, paper=paper_for(ctx, paper), check=token.check)
    if data is not None:
        made[data] = (json.dumps(to_json(record), ensure_ascii=False, indent=2) + "\n").encode()
    trace = queries.ExportRow(
        epoch(record.made_at), ulid_text(person.id), ulid_text(ctx.actor.id) if ctx.actor.id else "",
        ctx.actor.name, tuple(files),
    )  # fmt: skip
    return Prepared(made, trace)


def hand_out(ctx: Context, prepared: Prepared) -> Exported:
    """Write what was prepared, with its trace. Raises NotAllowed, EnvironmentFault; then neither is there."""
    require(ctx.actor, Permission.EXPORT_PERSON)
    with ctx.store.local_write() as connection:
        queries.note_export(connection, fresh_id(ctx), prepared.trace)
        write_together(prepared.files)
    return Exported(tuple(prepared.files))


def export_person(
    ctx: Context,
    citizen: bytes,
    *,
    pdf: Path | None = None,
    data: Path | None = None,
    paper: str | None = None,
) -> Exported:
    """Write a person's data: ``pdf`` to read, ``data`` (JSON) for another system; both or one.

    Raises NotFound, NotAllowed, InvalidInput for no file at all, and EnvironmentFault; then nothing was written
    nor noted.
    """
    return hand_out(ctx, prepare_export(ctx, citizen, pdf=pdf, data=data, paper=paper))


def exports(ctx: Context) -> list[ExportTrace]:
    """Return who exported whose data at this desk, newest first. Raises NotAllowed."""
    require(ctx.actor, Permission.EXPORT_PERSON)
    return [
        ExportTrace(ctx.local(row.at) or ctx.now(), row.citizen, row.by_name, tuple(row.kinds))
        for row in queries.exports(ctx.store)
    ]


def exports_of(ctx: Context, citizen: bytes) -> list[ExportTrace]:
    """Return when a person's data was exported at this desk, newest first. Raises NotAllowed."""
    members = clusters.cluster(ctx.store.rows, citizen)
    ids = {ulid_text(row.id) for row in queries.records(ctx.store, members)}
    return [each for each in exports(ctx) if each.citizen in ids]


def _person(ctx: Context, row: queries.RecordRow, merged: datetime | None) -> RecordedPerson:
    kind = ctx.profile.document_types.get(row.document_type)
    return RecordedPerson(
        ulid_text(row.id), row.name, kind.label if kind else row.document_type, row.document, row.phone,
        row.email, row.address, ctx.local(row.created), merged,
    )  # fmt: skip


def _attention(ctx: Context, row: queries.AttentionRow) -> RecordedAttention:
    kinds = ctx.profile.request_types
    groups = {group.code: group.label for group in ctx.profile.preferential_groups}
    return RecordedAttention(
        number=row.number,
        at=ctx.local(row.started) or ctx.now(),
        channel=label_of(Channel, row.channel),
        query_type=kinds[row.query_type].label if row.query_type in kinds else row.query_type,
        topic=row.topic,
        detail=row.detail,
        contact=row.contact,
        preferential=groups.get(row.preferential, row.preferential),
        result=label_of(Result, row.result),
        attended_by=row.author,
        unit=row.unit,
        office=row.office,
        duration=row.duration,
        without_contact=bool(row.no_contact),
        voided=_voided(row.void_reason),
    )


def _voided(reason: str | None) -> str:
    return "" if reason is None else reason or QT_TRANSLATE_NOOP("core", "Sin motivo anotado")


def _cases(ctx: Context, ids: list[bytes]) -> tuple[tuple[RecordedCase, ...], tuple[RecordedContact, ...]]:
    cases: list[RecordedCase] = []
    contacts: list[RecordedContact] = []
    for each in ids:
        found = case_lists.detail(ctx, each)
        line = found.line
        kinds, names = ctx.profile.request_types, ctx.rules.workflow
        cases.append(
            RecordedCase(
                number=line.number,
                opened=line.opened,
                subject=line.subject,
                description=found.description,
                place=found.place,
                topic=found.topic,
                request_type=kinds[line.query_type].label if line.query_type in kinds else line.query_type,
                level=label_of(Level, line.level),
                state=names.state(line.state),
                unit=line.unit,
                responsible=line.responsible,
                due=line.due,
                satisfaction=found.score or None,  # 0: did not want to answer, which is no opinion
                timeline=tuple(
                    RecordedStep(entry.at, step_words(entry.kind, entry.facts, names), entry.author, entry.text)
                    for entry in found.timeline
                ),
                files=tuple(_file(each) for each in found.files),
            )
        )
        contacts += [
            RecordedContact(
                entry.at, line.number, _means(entry),
                bool(entry.facts.get("reached", True)), entry.text, entry.author,
            )
            for entry in found.timeline if entry.kind in ("contact", "letter", "mail")
        ]  # fmt: skip
    return tuple(cases), tuple(sorted(contacts, key=lambda each: each.at, reverse=True))


def _means(entry: TimelineEntry) -> str:
    if entry.kind == "contact":
        return label_of(Channel, str(entry.facts.get("channel") or ""))
    return step_words(entry.kind, entry.facts)


def _file(file: AttachedFile) -> RecordedFile:
    kind = file.kind.label if file.kind is not None else ""
    return RecordedFile(file.name, kind, file.size, file.added, file.by, file.sha.hex())


def _hand_over(ctx: Context, row: history.HappenedRow) -> RecordedHandOver:
    return RecordedHandOver(
        row.number,
        ctx.local(row.at) or ctx.now(),
        row.about,
        row.whom,
        label_of(ReferralState, row.state),
        row.text,
    )
