"""Signs of a critical case: a person says yes, with its criterion, or no, with a reason (training manual 5.1).

Nothing is asked where no sign stands. A "no" is kept with the words that raised the question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.criticality import COMPLAINTS, Suggestion
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Result
from desktop_app.services import case_lists, cases, recognition, referrals
from desktop_app.services.access import Permission, require
from desktop_app.services.cases import CaseSaved
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, without_none

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionForm
    from desktop_app.storage.journal import Transaction


def signs_of(ctx: Context, form: AttentionForm, subject: str | None) -> tuple[Suggestion, ...]:
    """Return the signs in what a citizen said; the catalogue's own words count where one complains of them."""
    title = subject or ""
    if not title and form.topic is not None and form.query_type in COMPLAINTS:
        title = referrals.topic_title(ctx, form.topic)
    citizen = form.citizen if isinstance(form.citizen, bytes) else None
    return recognition.critical_signs(
        ctx, form.detail or "", citizen, form.topic, title, place=form.place or "", query_type=form.query_type
    )


def weighed(ctx: Context, form: AttentionForm, subject: str | None) -> tuple[AttentionForm, str | None]:
    """Return the form as it is recorded, and what a case keeps of a reasoned "no".

    Raises InvalidInput (``not_critical``) when signs stand to which nobody has answered. Without a case the
    answer is told in the detail.
    """
    if not form.weigh or form.result is Result.CRITICAL_CASE:
        return form, None
    signs = signs_of(ctx, form, subject)
    if not signs:
        return form, None
    reason = clean_line(form.not_critical, "not_critical")
    if not reason:
        raise InvalidInput(_question(signs), field="not_critical")
    told = _answer(signs[0], reason)
    if form.result is Result.CASE_OPENED:
        return form, told
    return replace(form, detail=f"{form.detail.rstrip()}\n{told}" if form.detail else told), None


def deny_in(ctx: Context, transaction: Transaction, case: bytes, told: str, parents: list[str]) -> None:
    """Keep a reasoned "no" in the case that was just opened."""
    append(ctx, transaction, "case", "sign", case, _facts(ctx, parents), {"text": told})


def deny(ctx: Context, case: bytes, reason: str) -> CaseSaved:
    """Keep why a case is not critical though its words suggest it. Raises InvalidInput, ForbiddenTransition."""
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_line(reason, "text")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué no es crítico."), field="text")
    signs = case_lists.detail(ctx, case).signs
    if not signs:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Este caso no tiene señales de crítico por responder.")
        )
    with ctx.store.transaction() as transaction:
        current = cases.load(transaction, case)
        facts = _facts(ctx, current.heads)
        append(ctx, transaction, "case", "sign", case, facts, {"text": _answer(signs[0], text)})
    return CaseSaved(case, str(current.values.get("number") or ""))


def _facts(ctx: Context, parents: list[str]) -> dict[str, Any]:
    return without_none(answer="no", at=epoch(ctx.now()), parents=parents)


def _question(signs: tuple[Suggestion, ...]) -> str:
    question = QT_TRANSLATE_NOOP("core", "{why} ¿Es crítico? F9 y su criterio, o diga por qué no lo es.")
    why = signs[0].explanation
    if signs[0].words:
        # What it advises after its first sentence is the question itself.
        why = why[: why.find(". ", len(signs[0].words)) + 1] or why
    return question.format(why=why)


def _answer(sign: Suggestion, reason: str) -> str:
    if not sign.words:
        return QT_TRANSLATE_NOOP("core", "No es crítico: {reason}").format(reason=reason)
    return QT_TRANSLATE_NOOP("core", "No es crítico («{words}»): {reason}").format(
        words=sign.words, reason=reason
    )
