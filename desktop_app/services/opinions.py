"""Opinions on a sample of attentions without a case (training manual 6.2)."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.opinions import CITIZEN
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, without_none
from desktop_app.storage.queries import opinions as queries

CHANGES: Final = frozenset({"attention"})
HOURS: Final = 4
"""An opinion on an attention is asked while the citizen remembers it, and before the desk changes hands."""


def rate_attention(
    ctx: Context,
    attention: bytes,
    score: int | None,
    comment: str | None = None,
    *,
    by_citizen: bool = False,
) -> frozenset[str]:
    """Record what the citizen thinks of an attention, 1 to 5, or None for "no quiso responder".

    Once for each attention of the sample, within ``HOURS`` of its end. ``by_citizen``: they entered it
    themselves; else it is marked when who attended them types it in. Raises NotAllowed, NotFound,
    InvalidInput (``field``: ``score``), ForbiddenTransition.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    if score is not None and not 1 <= score <= 5:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "La satisfacción va de 1 a 5."), field="score")
    now = epoch(ctx.now())
    with ctx.store.transaction() as transaction:
        found = queries.asked(ctx.store, attention)
        if found is None:
            raise NotFound(QT_TRANSLATE_NOOP("core", "Esa atención no está en los datos de este equipo."))
        _check(found, now)
        own = found.author is not None and found.author == ctx.actor.id
        facts = without_none(
            score=score,
            declined=1 if score is None else None,
            by_handler=int(own and not by_citizen),
            by=CITIZEN if by_citizen else None,
            at=now,
        )
        personal = without_none(text=clean_note(comment, "comment"))
        append(ctx, transaction, "attention", "rate", attention, facts, personal)
    return CHANGES


def _check(found: queries.Asked, now: int) -> None:
    if found.voided:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Esa atención está anulada: ya no recibe una opinión.")
        )
    if not found.sampled:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP(
                "core", "A esa atención no le tocó la encuesta: su opinión torcería la muestra."
            )
        )
    if found.score is not None:
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Esa atención ya tiene una opinión."))
    if now - found.ended > HOURS * 3600:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "La opinión se anota hasta {hours} horas después de la atención."),
            hours=HOURS,
        )
