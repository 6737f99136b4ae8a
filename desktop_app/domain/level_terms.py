"""The internal terms of the levels as a municipality changes them: read, checked, written as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level

LONGEST: Final[Mapping[TermUnit, int]] = {
    TermUnit.ELAPSED_HOURS: 8_760,
    TermUnit.BUSINESS_HOURS: 2_000,
    TermUnit.BUSINESS_DAYS: 250,
}
"""About a year in each unit: beyond it a number was mistyped, and a far date could not be computed."""


def checked_terms(level: Level, terms: LevelTerms) -> LevelTerms:
    """Return terms that a case of the level can run on.

    Raises InvalidInput (``field``: the level, or ``critical_first``) for a term over about a year, a critical
    one that does not run day and night, and a first answer that is later than the end (training manual 4.3).
    """
    _short_enough(terms.resolution, level.value)
    if terms.first_answer is not None:
        _short_enough(terms.first_answer, f"{level.value}_first")
    if level is not Level.CRITICAL:
        return terms
    first = terms.first_answer
    if not terms.resolution.elapsed or (first is not None and not first.elapsed):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "El plazo de un caso crítico corre día y noche: se da en horas corridas."
            ),
            field=level.value,
        )
    if first is not None and first.amount > terms.resolution.amount:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La primera respuesta no puede vencer después que el caso."),
            field=f"{level.value}_first",
        )
    return terms


def terms_facts(terms: LevelTerms) -> dict[str, Any]:
    """Return the terms as a setting holds them."""
    facts: dict[str, Any] = {"amount": terms.resolution.amount, "unit": terms.resolution.unit.value}
    if terms.first_answer is not None:
        facts["first_answer"] = {"amount": terms.first_answer.amount, "unit": terms.first_answer.unit.value}
    return facts


def terms_from(stored: object, level: Level, default: LevelTerms) -> LevelTerms:
    """Return the terms that a setting holds, or the profile's when they cannot be read whole.

    Total: another desk may have written anything. Whether a pause counts stays as the profile says.
    """
    if not isinstance(stored, dict):
        return default
    try:
        first = default.first_answer
        if first is not None and "first_answer" in stored:
            first = _term(stored["first_answer"])
        return checked_terms(level, replace(default, resolution=_term(stored), first_answer=first))
    except (ValueError, KeyError, TypeError, InvalidInput):
        return default


def _term(stored: Any) -> Term:
    amount = stored["amount"]
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError("an amount is a whole number")
    return Term(amount, TermUnit(stored["unit"]))


def _short_enough(term: Term, field: str) -> None:
    longest = LONGEST[term.unit]
    if term.amount > longest:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El plazo es demasiado largo: caben hasta {maximum}."),
            field=field,
            maximum=longest,
        )
