"""What an office decides about closing cases and asking for opinions (training manual 6.1, 6.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.case_states import ATTEMPTS_TO_CLOSE
from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, Result

ATTEMPTS: Final = "closing.attempts"
GAP: Final = "closing.gap_minutes"
CAUSES: Final = "closing.causes"
SAMPLE: Final = "opinion.every"
MOST_ATTEMPTS: Final = 9
MOST_GAP: Final = 1440
MOST_CAUSES: Final = 8
"""Each has a digit; the ninth is for what is none of them."""
MOST_EVERY: Final = 500
LONGEST_CAUSE: Final = 40

DEFAULT_CAUSES: Final = (
    QT_TRANSLATE_NOOP("core", "Demora interna"),
    QT_TRANSLATE_NOOP("core", "Falta de información"),
    QT_TRANSLATE_NOOP("core", "Norma o requisito confuso"),
    QT_TRANSLATE_NOOP("core", "Falla de otra entidad"),
    QT_TRANSLATE_NOOP("core", "Trato"),
    QT_TRANSLATE_NOOP("core", "Falta de recursos o material"),
)
OTHER_CAUSE: Final = QT_TRANSLATE_NOOP("core", "Otra causa")

SAMPLED_RESULTS: Final = frozenset({Result.ORIENTED, Result.REFERRED, Result.UNANSWERED})
"""A case asks for its opinion when it is closed; these end without one."""
SAMPLED_CHANNELS: Final = frozenset({Channel.IN_PERSON, Channel.PHONE})
"""The citizen is still there to be asked."""


@dataclass(frozen=True, slots=True)
class ClosingRules:
    """``attempts`` close a case unconfirmed, each ``gap_minutes`` or more after the one before.

    ``causes`` are the words to choose among for the monthly analysis; one attention without a case in
    ``every`` is asked for an opinion, 0 asks none.
    """

    attempts: int = ATTEMPTS_TO_CLOSE
    gap_minutes: int = 60
    causes: tuple[str, ...] = DEFAULT_CAUSES
    every: int = 0

    @property
    def gap_seconds(self) -> int:
        """The least time between two attempts that count, in seconds."""
        return self.gap_minutes * 60


DEFAULT_RULES: Final = ClosingRules()


def rules_from(stored: Mapping[str, Any]) -> ClosingRules:
    """Read the rules from the settings; total: what cannot be read is the default."""
    rules = DEFAULT_RULES
    causes = stored.get(CAUSES)
    kept = (
        tuple(each for each in causes if isinstance(each, str) and each.strip())
        if isinstance(causes, list)
        else rules.causes
    )
    return ClosingRules(
        _whole(stored.get(ATTEMPTS), 1, MOST_ATTEMPTS, rules.attempts),
        _whole(stored.get(GAP), 0, MOST_GAP, rules.gap_minutes),
        tuple(each[:LONGEST_CAUSE] for each in kept[:MOST_CAUSES]),
        _whole(stored.get(SAMPLE), 0, MOST_EVERY, rules.every),
    )


def rules_facts(rules: ClosingRules) -> dict[str, Any]:
    """Return the rules as the settings that hold them."""
    return {
        ATTEMPTS: rules.attempts, GAP: rules.gap_minutes, CAUSES: list(rules.causes), SAMPLE: rules.every,
    }  # fmt: skip


def checked_rules(rules: ClosingRules) -> ClosingRules:
    """Return rules that can be kept, their causes cleaned.

    Raises InvalidInput whose ``field`` is the setting's key.
    """
    for key, value, least, most in (
        (ATTEMPTS, rules.attempts, 1, MOST_ATTEMPTS),
        (GAP, rules.gap_minutes, 0, MOST_GAP),
        (SAMPLE, rules.every, 0, MOST_EVERY),
    ):
        if not least <= value <= most:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba un número de {least} a {most}."),
                field=key,
                least=least,
                most=most,
            )
    causes = tuple(words for each in rules.causes if (words := clean_line(each, CAUSES)))
    if len(causes) > MOST_CAUSES:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba como máximo {most} causas, una por línea."),
            field=CAUSES,
            most=MOST_CAUSES,
        )
    long = next((each for each in causes if len(each) > LONGEST_CAUSE), None)
    if long is not None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Acorte «{cause}»: una causa tiene como máximo {most} letras."),
            field=CAUSES,
            cause=long[:20],
            most=LONGEST_CAUSE,
        )
    if len({each.casefold() for each in causes}) < len(causes):
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Hay dos causas iguales. Deje una."), field=CAUSES)
    return ClosingRules(rules.attempts, rules.gap_minutes, causes, rules.every)


def falls_in_sample(attention: bytes, every: int) -> bool:
    """Tell whether an attention is one of those asked for an opinion: one in ``every``, none for 0.

    Decided by a digest of its id, which is drawn at random when it is recorded: nobody at the counter
    chooses, or knows beforehand, whom to ask, and every desk comes to the same answer.
    """
    if every <= 0:
        return False
    drawn = int.from_bytes(hashlib.sha256(b"opinion" + attention).digest()[:8], "big")
    return drawn % every == 0


def may_be_asked(result: Result, channel: Channel) -> bool:
    """Tell whether an attention that ended so belongs to those among which the sample is drawn."""
    return result in SAMPLED_RESULTS and channel in SAMPLED_CHANNELS


def chosen_causes(rules: ClosingRules, chosen: Sequence[str]) -> list[str]:
    """Return the causes as they are stored: the office's words, each once, in the office's order."""
    known = [*rules.causes, OTHER_CAUSE]
    return [each for each in known if each in chosen]


def _whole(value: object, least: int, most: int, default: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return default
    return value if least <= value <= most else default
