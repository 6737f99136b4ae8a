"""Signs of a critical case in what was written of one since a person last judged its level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.case_states import OVER
from desktop_app.domain.cleaning import NOTE
from desktop_app.domain.criticality import Suggestion, suggestions
from desktop_app.domain.profile import Profile
from desktop_app.domain.values import CaseState, Level

_TELLS: Final = frozenset({"note", "contact", "letter", "mail"})
"""Events whose text may tell of a danger."""
_JUDGED: Final = frozenset({"sign", "level"})


def case_signs(
    state: CaseState, level: Level, about: str, events: Iterable[tuple[str, str]], profile: Profile
) -> tuple[Suggestion, ...]:
    """Return the signs to which nobody has answered; none for a case that is critical or over.

    ``about`` is the subject and the description, ``events`` kinds and texts, oldest first.
    """
    if level is Level.CRITICAL or state in OVER:
        return ()
    texts: list[str] = []
    for kind, text in events:
        if kind in _JUDGED:
            texts.clear()
        elif kind in _TELLS or kind == "open":
            texts.append(about if kind == "open" else text)
    return suggestions("\n\n".join(texts)[:NOTE], profile)
