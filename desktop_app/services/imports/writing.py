"""The second half of an import: comparing with what is there, and writing it all in one transaction.

A case that comes from elsewhere is one operation, born in the state that the file tells. It keeps the
number it had there, which is the one people dictate; ours are for our own cases. It has no due moments:
terms of years ago ring no alarm. Its id follows from the mapping's name and the key, so that the same
row meets the same case in every later import and on every desk.

A kind of case becomes a topic of the catalogue, so that months are counted by topic as for our own cases,
but an inactive one: the front desk is not offered the categories of another office until somebody takes
them over. A topic with the very same title is used as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.case_fold import FINAL_STATES
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import derived_id, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.services.access import Permission, require
from desktop_app.services.cases import load
from desktop_app.services.citizens import CitizenForm, create_citizen
from desktop_app.services.context import Context
from desktop_app.services.imports.reading import Reading
from desktop_app.services.imports.rows import Draft
from desktop_app.services.writing import append, text_id, without_none
from desktop_app.storage import records, search
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import imports as queries
from desktop_app.system.progress import CancelToken, Progress, silent

CHANGES: Final = frozenset({"case", "topic", "citizen"})
UPDATED: Final = QT_TRANSLATE_NOOP("core", "Actualizado desde el archivo importado.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: new cases, cases that the file tells anew, rows that bring nothing new."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``changes`` is empty when everything was there already."""

    imported: int
    unchanged: int
    changes: frozenset[str] = CHANGES


def preview_import(
    ctx: Context, reading: Reading, *, progress: Progress = silent, cancel: CancelToken | None = None
) -> Preview:
    """Compare a file with what is there, changing nothing. Raises NotAllowed, Cancelled."""
    require(ctx.actor, Permission.IMPORT)
    cancel = cancel or CancelToken()
    new = changed = 0
    for drafts in _batches(reading, progress, cancel):
        known = queries.known(ctx.store.rows, [draft.id for _, draft in drafts])
        for _, draft in drafts:
            there = known.get(draft.id)
            if there is None or not there.case:
                new += 1
            elif _differs(draft, there):
                changed += 1
    return Preview(new, changed, reading.usable - new - changed + reading.repeated)


def write_import(
    ctx: Context, reading: Reading, *, progress: Progress = silent, cancel: CancelToken | None = None
) -> Imported:
    """Write the usable rows in one transaction; when it fails or is cancelled nothing of it stays.

    Progress is in rows. Raises NotAllowed, EnvironmentFault, Cancelled.
    """
    require(ctx.actor, Permission.IMPORT)
    cancel = cancel or CancelToken()
    with ctx.store.transaction() as transaction:
        writer = _Writer(ctx, transaction, reading)
        for drafts in _batches(reading, progress, cancel):
            writer.write(drafts)
            transaction.project()  # in between, so that memory stays bounded
        cancel.check()
    search.flush_all(ctx.store)
    imported = writer.imported
    return Imported(
        imported, reading.usable - imported + reading.repeated, CHANGES if imported else frozenset()
    )


def _batches(reading: Reading, progress: Progress, cancel: CancelToken) -> Iterator[list[tuple[int, Draft]]]:
    done = 0
    for drafts in reading.batches():
        cancel.check()
        yield drafts
        done += len(drafts)
        progress(done, reading.usable)


def _differs(draft: Draft, there: queries.Known) -> bool:
    # Without its row the case was anonymised: the file must not bring the person back.
    return there.row is not None and there.row != draft.row


@dataclass(slots=True)
class _Writer:
    """Writes drafts inside one transaction; remembers the topics and people it has met."""

    ctx: Context
    transaction: Transaction
    reading: Reading
    imported: int = 0
    _topics: dict[str, bytes] | None = None
    _people: dict[str, bytes] = field(default_factory=dict)

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.transaction.connection.execute(sql, tuple(values)).fetchall()

    def write(self, drafts: Sequence[tuple[int, Draft]]) -> None:
        """Write what is new or changed among some rows."""
        known = queries.known(self._rows, [draft.id for _, draft in drafts])
        for number, draft in drafts:
            there = known.get(draft.id)
            if there is None or not there.case:
                self._open(number, draft, interned=there is not None)
            elif _differs(draft, there):
                self._update(draft, there.row or {})
            else:
                continue
            self.imported += 1

    def _open(self, number: int, draft: Draft, *, interned: bool) -> None:
        closed, opened = draft.closed, draft.opened
        vague = [
            name for name, moment in (("opened", opened), ("closed", closed)) if moment and not moment.exact
        ]
        facts = without_none(
            number=draft.key,
            office=ulid_text(self.ctx.desk.office),
            topic=self._topic(draft),
            citizen=self._citizen(draft.citizen),
            query_type=draft.query_type,
            channel=draft.channel,
            level=draft.level,
            opened=opened.epoch,
            oday=opened.day,
            at=opened.epoch,
            state=CaseState.CLOSED if closed else CaseState.REGISTERED,
            closed=closed.epoch if closed else None,
            resolved=closed.epoch if closed else None,
            cday=closed.day if closed else None,
            historic=1,
            flags=list(draft.flags) or None,
            source=without_none(
                mapping=self.reading.drafts.mapping.name,
                key=draft.key,
                file=self.reading.file,
                line=number,
                days=vague or None,
            ),
        )
        personal = without_none(**_words(draft), row=dict(draft.row))
        append(self.ctx, self.transaction, "case", "open", draft.id, facts, personal, new=not interned)

    def _update(self, draft: Draft, before: Mapping[str, str]) -> None:
        """Bring a case up to what the file now says, leaving alone what only this desk changed."""
        case = load(self.transaction, draft.id)
        try:
            old = self.reading.drafts.read(before)
        except InvalidInput:
            old = None  # read under another mapping: everything counts as new
        parents: dict[str, Any] = {"parents": case.heads}
        if old is None or _closing(old) != _closing(draft):
            parents = self._move(draft, old, case.state, case.values.get("cday"), parents)
        facts = _changes(_facts(draft), _facts(old) if old else {})
        words = _changes(_words(draft), _words(old) if old else {})
        if old is None or old.topic != draft.topic:
            facts["topic"] = self._topic(draft)
        if draft.citizen is not None and (old is None or old.citizen != draft.citizen):
            facts["citizen"] = self._citizen(draft.citizen)
        append(
            self.ctx, self.transaction, "case", "amend", draft.id,
            without_none(set=facts or None, at=self._at(), **parents),
            without_none(set=words or None, row=dict(draft.row), text=UPDATED),
        )  # fmt: skip

    def _move(
        self, draft: Draft, old: Draft | None, state: CaseState | None, cday: object, parents: dict[str, Any]
    ) -> dict[str, Any]:
        """Follow the file when it closed or reopened the case; a step that this desk took itself stands."""
        before = old.closed if old else None
        stands = state is CaseState.CLOSED and before is not None and cday == before.day
        if stands:
            parents = self._step(draft, CaseState.REOPENED, self._at(), None, parents)
        if draft.closed is not None and (stands or (before is None and state not in FINAL_STATES)):
            parents = self._step(draft, CaseState.CLOSED, draft.closed.epoch, draft.closed.day, parents)
        return parents

    def _step(
        self, draft: Draft, to: CaseState, at: int, day: int | None, parents: dict[str, Any]
    ) -> dict[str, Any]:
        facts = without_none(to=to, at=at, lday=day, **parents)
        return {
            "parents": [
                append(self.ctx, self.transaction, "case", "move", draft.id, facts, {"text": UPDATED})
            ]
        }

    def _at(self) -> int:
        return self.ctx.clock.milliseconds() // 1000

    def _topic(self, draft: Draft) -> str | None:
        if draft.topic is None:
            return None
        if self._topics is None:
            self._topics = queries.topics_by_title(self._rows)
        found = self._topics.get(draft.topic)
        if found is None:
            found = self._topics[draft.topic] = derived_id("import", "topic", draft.topic)
            values = {"title": draft.topic, "query_type": draft.query_type, "level": draft.level, "active": 0}
            records.update_record(
                self.transaction, "topic", found, without_none(**values),
                wall_ms=self.ctx.clock.milliseconds(), author=self.ctx.actor.id,
            )  # fmt: skip
        return ulid_text(found)

    def _citizen(self, form: CitizenForm | None) -> str | None:
        if form is None:
            return None
        found = self._people.get(form.document) if form.document else None
        if found is None and form.document:
            found = queries.citizen_of_document(self._rows, form.document)
        if found is None:
            found = create_citizen(self.ctx, self.transaction, form)
        if form.document:
            self._people[form.document] = found
        return text_id(found)


def _words(draft: Draft) -> dict[str, Any]:
    return {"subject": draft.subject, "description": draft.description, "place": draft.place}


def _facts(draft: Draft) -> dict[str, Any]:
    return {
        "opened": draft.opened.epoch,
        "oday": draft.opened.day,
        "query_type": draft.query_type,
        "channel": draft.channel,
        "flags": list(draft.flags),
    }


def _closing(draft: Draft) -> int | None:
    return draft.closed.day if draft.closed else None


def _changes(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if name not in before or before[name] != value}
