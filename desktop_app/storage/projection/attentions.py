"""The row of an attention: what was recorded, as later amendments correct it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import apsw

from desktop_app.domain.facts import hour
from desktop_app.domain.folding import Entry, Review, in_order
from desktop_app.domain.opinions import NO_OPINION, read_opinion
from desktop_app.storage.log import Identities
from desktop_app.storage.projection.values import clamped, day, integer, moment, reference, structure, text

_SQL: Final = (
    "INSERT INTO attention (id, number, office, author, channel, query_type, topic, "
    "unit, citizen, started, ended, duration, lday, lhour, result, subject, detail, contact, no_contact, "
    "preferential, original_start, hold, holds, case_file, referral, voided, void_reason, "
    "visit, blank, writer, recorded, score, score_by_handler, opinion, sampled) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def project(
    connection: apsw.Connection, identities: Identities, target: int, entries: Sequence[Entry]
) -> Sequence[Review]:
    """Write the row of one attention and queue its words for the search index."""
    ordered = in_order(entries) if len(entries) > 1 else entries
    first = next((entry for entry in ordered if entry.kind == "attend"), None)
    if first is None:
        return ()
    facts: dict[str, Any] = {**first.facts, **first.personal}
    voided, reason, opinion = 0, None, NO_OPINION
    for entry in ordered:
        if entry.kind == "amend":
            facts |= _amendment(entry)
        elif entry.kind == "void":
            voided, reason = 1, text(entry.personal, "reason")
        elif entry.kind == "rate":
            opinion = read_opinion(entry) or opinion
    started, ended = moment(facts, "started"), moment(facts, "ended")
    duration = clamped(max(0, ended - started)) if started is not None and ended is not None else None
    connection.execute(
        _SQL,
        (
            target, text(facts, "number"), reference(facts, "office", identities),
            identities.of(first.author), text(facts, "channel"), text(facts, "query_type"),
            reference(facts, "topic", identities), reference(facts, "unit", identities),
            reference(facts, "citizen", identities), started, ended, duration, day(facts, "lday"),
            hour(facts.get("lhour")), text(facts, "result"), text(facts, "subject"), text(facts, "detail"),
            text(facts, "contact"), integer(facts, "no_contact"), text(facts, "preferential"),
            moment(facts, "original_start"), _total_hold(facts), structure(facts, "holds"),
            reference(facts, "case", identities), reference(facts, "referral", identities), voided, reason,
            reference(facts, "visit", identities), reference(facts, "blank", identities),
            reference(facts, "writer", identities), moment(facts, "recorded"),
            opinion.score, opinion.stored_handler, opinion.comment, 1 if facts.get("sampled") else None,
        ),
    )  # fmt: skip
    connection.execute("INSERT INTO search_queue (kind, target) VALUES ('attention', ?)", (target,))
    return ()


def _amendment(entry: Entry) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for source in (entry.facts.get("set"), entry.personal.get("set")):
        if isinstance(source, Mapping):
            changes.update(source)
    return changes


def _total_hold(facts: Mapping[str, Any]) -> int | None:
    holds = facts.get("holds")
    if not isinstance(holds, list):
        return None
    return clamped(
        sum(
            hold[1]
            for hold in holds
            if isinstance(hold, list) and len(hold) == 2 and isinstance(hold[1], int)
        )
    )
