"""Preferential attention: it changes the turn at the desk, never the level of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from desktop_app.domain.profile import Profile

UNSPECIFIED: Final = "unspecified"
"""Stored when somebody was attended before their turn and nobody said of which group they are."""

UNSPECIFIED_WORD: Final = QT_TRANSLATE_NOOP("core", "Preferente")


def group_words(profile: Profile, code: str | None) -> str:
    """Return the group of the country profile in words, "Preferente" for any other code, "" for none."""
    if not code:
        return ""
    return next(
        (group.label for group in profile.preferential_groups if group.code == code), UNSPECIFIED_WORD
    )
