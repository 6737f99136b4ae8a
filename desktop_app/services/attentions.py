"""Reading one attention again, as it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.errors import NotFound
from desktop_app.domain.holds import stored_holds
from desktop_app.domain.preferential import group_words
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import HoldReason, Result
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage.queries import attentions as queries


@dataclass(frozen=True, slots=True)
class Attention:
    """A recorded attention; ``duration`` and the holds in seconds, names instead of ids, local moments.

    ``visit`` is which question of its visit it is, and how many the visit had; ``preferential`` in words;
    ``mine`` tells whether the actor may void it. ``writer`` attended and wrote it on paper where ``author``
    typed it in later, at the moment ``recorded``.
    """

    number: str
    channel: str
    query_type: str
    result: str
    topic: str
    detail: str
    contact: str
    citizen: str
    unit: str
    author: str
    duration: int
    holds: tuple[tuple[HoldReason, int], ...]
    case: bytes | None
    referral: bytes | None
    voided: bool
    started: datetime
    ended: datetime
    original_start: datetime | None
    preferential: str
    no_contact: bool
    void_reason: str
    case_number: str
    case_state: str
    referral_number: str
    referral_state: str
    visit: tuple[int, int]
    mine: bool
    writer: str = ""
    recorded: datetime | None = None
    answer: str = ""
    """What the official who received the citizen answered on the spot."""
    case_word: str = ""
    """What the state of its case is called here."""
    sampled: bool = False
    """It is one of those whose citizen was to be asked for an opinion."""
    score: int | None = None
    """1 to 5, 0 for who did not want to answer, None without an answer."""
    by_handler: bool = False
    opinion: str = ""
    born_resolved: bool = False
    """Whether it counts as a case that was resolved at the desk (training manual 4.1)."""


def get_attention(ctx: Context, attention: bytes) -> Attention:
    """Return what was recorded. Raises NotFound."""
    require(ctx.actor, Permission.READ_PEOPLE)
    row = queries.details(ctx.store, attention)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esa atención no está en los datos de este equipo."))
    return Attention(
        row.number, row.channel, row.query_type, row.result, row.topic, row.detail, row.contact, row.citizen,
        row.unit, row.author, row.duration, tuple(stored_holds(row.holds)), row.case, row.referral,
        bool(row.voided), ctx.local(row.started) or ctx.now(), ctx.local(row.ended) or ctx.now(),
        ctx.local(row.original_start), group_words(ctx.profile, row.preferential), bool(row.no_contact),
        row.void_reason, row.case_number, row.case_state, row.referral_number, row.referral_state,
        queries.visit(ctx.store, attention), _may_void(ctx, row.author_id), row.writer,
        ctx.local(row.recorded), row.answer, ctx.rules.workflow.state_of(row.case_state), bool(row.sampled), row.score,
        bool(row.score_by_handler), row.opinion,
        ctx.profile.born_resolved and row.result == Result.ORIENTED and not row.voided,
    )  # fmt: skip


def _may_void(ctx: Context, author: bytes | None) -> bool:
    own = author == ctx.actor.id and ctx.actor.may(Permission.RECORD_ATTENTION)
    return own or ctx.actor.may(Permission.VOID_ANY_ATTENTION)
