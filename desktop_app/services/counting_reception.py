"""Turning rows into the figures on how people were received. Nothing here reads or rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from desktop_app.domain.figures import Holds, HoldTally, Reception, Tally, median
from desktop_app.domain.holds import all_stored_holds
from desktop_app.domain.labels import label
from desktop_app.domain.preferential import UNSPECIFIED
from desktop_app.domain.profile import PreferentialGroup
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, HoldReason
from desktop_app.storage.queries.reception_figures import ReceptionRow


def visits_of(rows: Iterable[ReceptionRow]) -> set[int]:
    """Return the visits of several questions, by their first attention."""
    return {row[4] for row in rows if row[4] is not None}


def count_reception(
    rows: Sequence[ReceptionRow], total: int, firsts: AbstractSet[int], groups: Iterable[PreferentialGroup]
) -> Reception:
    """Return how a month's attentions were received.

    ``total`` are all attentions, ``firsts`` those that began a visit of several questions and are counted
    themselves: the first one may have been voided, or lie in the month before.
    """
    channels, preferential, no_contact, cases, visit, blanks, holds = (
        zip(*rows, strict=True) if rows else ((),) * 7
    )
    visits = Counter(first for first in visit if first is not None)
    questions = {visit: count + (visit in firsts) for visit, count in visits.items()}
    return Reception(
        people=total - sum(count - 1 for count in questions.values()),
        several=sum(1 for count in questions.values() if count > 1),
        preferential=_preferential(preferential, groups),
        without_contact=sum(1 for marked in no_contact if marked),
        cases_without_contact=sum(1 for opened in cases if opened),
        from_paper=len(blanks) - blanks.count(None),
        holds=_holds(channels, holds),
    )


def _preferential(codes: Iterable[str | None], groups: Iterable[PreferentialGroup]) -> tuple[Tally, ...]:
    counts = Counter(code for code in codes if code)
    known = [Tally(group.code, group.label, counts.pop(group.code, 0)) for group in groups]
    if counts:
        known.append(Tally(UNSPECIFIED, QT_TRANSLATE_NOOP("core", "Sin especificar"), counts.total()))
    return tuple(known)


def _holds(where: Sequence[str | None], stored: Sequence[str | None]) -> Holds:
    reasons: defaultdict[str, list[int]] = defaultdict(list)
    channels: defaultdict[str, list[int]] = defaultdict(list)
    attentions = 0
    told = [(channel or "", text) for channel, text in zip(where, stored, strict=True) if text]
    every_one = all_stored_holds(text for _, text in told)
    for (channel, _), waits in zip(told, every_one, strict=True):
        attentions += bool(waits)
        for reason, seconds in waits:
            reasons[reason].append(seconds)
            channels[channel].append(seconds)
    every = [seconds for waits in reasons.values() for seconds in waits]
    return Holds(
        attentions,
        _waits("total", "", every),
        _by(HoldReason, reasons),
        _by(Channel, channels),
    )


def _by(values: Iterable[StrEnum], waits: Mapping[str, Sequence[int]]) -> tuple[HoldTally, ...]:
    """Return a closed list in its order, what a newer version wrote last; without any wait, nothing."""
    if not waits:
        return ()
    known = {value.value: label(value) for value in values}
    others = {code: code for code in sorted(waits.keys() - known.keys())}
    return tuple(_waits(code, words, waits.get(code, ())) for code, words in (known | others).items())


def _waits(code: str, words: str, seconds: Sequence[int]) -> HoldTally:
    return HoldTally(code, words, len(seconds), sum(seconds), median(seconds), max(seconds, default=None))
