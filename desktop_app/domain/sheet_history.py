"""What a topic said, and which of its sheets is in force: read from its operations, alike on every desk.

A sheet rules from the moment it is written, or from its "vigente desde" where that is later; until then the
one before goes on. Of the sheets whose day has come the one written last rules, so that each day has exactly
one, and a correction written meanwhile takes the place of what was waiting.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from desktop_app.domain.folding import Entry, Record, fold_record, in_order
from desktop_app.domain.guide_sheet import FIELDS, written_day

SHEET: Final = "sheet"
"""The register of a topic that holds its guide sheet."""

_ORDER: Final = {"title": 0, SHEET: 1}

_UPKEEP: Final = frozenset({"reviewed_on", "owner"})

MOST_VERSIONS: Final = 200
"""Versions that a history tells, the newest ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was written anew; ``part`` names the part of the sheet, where it is one."""

    field: str
    part: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Version:
    """One write: when (UTC), by whom (ULID text), and what it changed.

    ``first``: it made the topic. ``starts`` is the day from which its sheet rules, where that was still to
    come. ``rival``: somebody wrote one of the fields elsewhere at the same time.
    """

    uid: str
    written: datetime
    author: str | None
    changes: tuple[Change, ...]
    first: bool
    starts: date | None
    rival: bool


def written_at(stamp: int) -> datetime:
    """Return the moment of a stamp (UTC)."""
    return datetime.fromtimestamp((stamp >> 16) // 1000, UTC)


def starts_on(sheet: object) -> date | None:
    """Return the day that a sheet is valid from, None where it names none that can be read."""
    text = sheet.get("valid_from") if isinstance(sheet, Mapping) else None
    return written_day(text) if isinstance(text, str) else None


def state_on(topic: str, entries: Iterable[Entry], day: date, until: datetime | None = None) -> Record:
    """Return a topic as it stood on a local day; ``topic`` as ULID text.

    ``until``: only what had been written before that moment. Sheets whose day had not come do not count.
    """
    return fold_record(topic, _started(entries, day, until))


def sheet_in_force(topic: str, entries: Iterable[Entry], day: date) -> Mapping[str, Any] | None:
    """Return the sheet that rules on a day, None before the first one's day."""
    found = state_on(topic, entries, day).values.get(SHEET)
    return found if isinstance(found, Mapping) else None


def _started(entries: Iterable[Entry], day: date, until: datetime | None) -> list[Entry]:
    found = []
    for entry in entries:
        if until is not None and written_at(entry.stamp) >= until:
            continue
        written = _written(entry)
        starts = starts_on(written.get(SHEET))
        if starts is not None and starts > day:
            rest = {name: value for name, value in written.items() if name != SHEET}
            entry = replace(entry, facts={**entry.facts, "set": rest})  # noqa: PLW2901
        found.append(entry)
    return found


def _written(entry: Entry) -> Mapping[str, Any]:
    found = entry.facts.get("set")
    return found if entry.kind == "set" and isinstance(found, Mapping) else {}


def turns(entries: Iterable[Entry], today: date, zone: tzinfo) -> list[tuple[date, str]]:
    """Return the days on which another sheet began to rule, in order, each with the operation that wrote it.

    As ``state_on`` of every day would tell, but in one walk: ``today`` and later, all that is known counts.
    """
    arriving: dict[date, list[int]] = {}
    ordered = [entry for entry in in_order(entries) if SHEET in _written(entry)]
    for at, entry in enumerate(ordered):
        day = min(written_at(entry.stamp).astimezone(zone).date(), today)
        arriving.setdefault(max(day, starts_on(_written(entry)[SHEET]) or day), []).append(at)
    here: list[int] = []
    seen: set[str] = set()
    found: list[tuple[date, str]] = []
    for day in sorted(arriving):
        for at in arriving[day]:
            insort(here, at)
            seen.update(_seen(ordered[at]))
        uids = (ordered[at].uid for at in reversed(here))
        ruling = next((uid for uid in uids if uid not in seen), ordered[here[-1]].uid)
        if not found or found[-1][1] != ruling:
            found.append((day, ruling))
    return found


def beginnings(entries: Iterable[Entry], today: date, zone: tzinfo) -> list[date]:
    """Return the days on which what the citizen goes by became another, in order.

    Of the ``turns`` those are left out that only noted a review or who keeps the sheet.
    """
    kept = list(entries)
    sheets = {entry.uid: _ruling_parts(_written(entry).get(SHEET)) for entry in kept}
    found: list[date] = []
    before: Mapping[str, Any] | None = None
    for day, uid in turns(kept, today, zone):
        if sheets[uid] != before:
            found.append(day)
        before = sheets[uid]
    return found


def _ruling_parts(sheet: object) -> Mapping[str, Any]:
    parts = sheet if isinstance(sheet, Mapping) else {}
    return {name: text for name, text in parts.items() if name not in _UPKEEP and text}


def _seen(entry: Entry) -> list[str]:
    bases = entry.facts.get("bases")
    known = bases.get(SHEET) if isinstance(bases, Mapping) else None
    return [uid for uid in known if isinstance(uid, str)] if isinstance(known, list) else []


def versions(topic: str, entries: Sequence[Entry]) -> list[Version]:
    """Return what was written about a topic, the newest first; writes that changed nothing are left out."""
    ordered = [entry for entry in in_order(entries) if entry.kind == "set"]
    first = max(0, len(ordered) - MOST_VERSIONS)
    before = fold_record(topic, ordered[:first])
    found = []
    for at in range(first, len(ordered)):
        after = fold_record(topic, ordered[: at + 1])
        changes = tuple(_changes(before.values, after.values))
        if changes:
            found.append(_version(ordered[at], changes, after, first=at == 0))
        before = after
    return found[::-1]


def _version(entry: Entry, changes: tuple[Change, ...], after: Record, *, first: bool) -> Version:
    written = written_at(entry.stamp)
    starts = starts_on(_written(entry).get(SHEET))
    later = starts if starts is not None and starts > written.date() else None
    rival = any(len(after.heads.get(change.field, ())) > 1 for change in changes)
    return Version(entry.uid, written, entry.author, changes, first, later, rival)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Change]:
    for name in sorted(after, key=lambda each: (_ORDER.get(each, len(_ORDER)), each)):
        old, new = before.get(name), after[name]
        if old == new:
            continue
        if name != SHEET:
            yield Change(name, "", old, new)
            continue
        old_parts = old if isinstance(old, Mapping) else {}
        new_parts = new if isinstance(new, Mapping) else {}
        for part in FIELDS:
            if old_parts.get(part) != new_parts.get(part):
                yield Change(SHEET, part, old_parts.get(part), new_parts.get(part))
