"""The attentions that are open at this desk at once: one in front, the others parked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.domain.values import Channel
from ui.reception.attention import OpenAttention

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionSaved

MOST = 4
TOO_MANY = "too-many"
"""Key of the message that there is no room for another; whatever ends one takes that message away."""
SLOTS = "reception-"
"""Beginning of the names of this screen's drafts."""


class Desk:
    """At most four attentions; the one in front is the one the keys go to."""

    def __init__(self) -> None:
        self._open: list[OpenAttention] = []
        self._front: OpenAttention | None = None
        self._given: set[str] = set()

    def all(self) -> list[OpenAttention]:
        """Return the open attentions in the order in which they began."""
        return list(self._open)

    @property
    def front(self) -> OpenAttention | None:
        """The attention in front, or None while nobody is attended."""
        return self._front

    def begin(self, channel: Channel, now: datetime) -> OpenAttention | None:
        """Begin one, parking the one in front; None when four are open.

        One in front that is still blank was begun by mistake or through the wrong channel: it begins anew.
        """
        if self._front is not None and self._front.blank and not self._front.after:
            self._front.channel, self._front.started = channel, now
            return self._front
        if self._front is not None and self._front.blank:
            # The visit had no further question after all: whoever comes now is somebody else.
            self._open.remove(self._front)
        # One that is being written is about to leave.
        if sum(not each.saving for each in self._open) >= MOST:
            return None
        attention = OpenAttention(self._new_slot(now), channel, now)
        self._open.append(attention)
        self._front = attention
        return attention

    def go_on(self, ended: OpenAttention, saved: AttentionSaved, name: str) -> OpenAttention:
        """Begin the next question of the visit whose last one was recorded, in its place: in front or parked."""
        following = ended.next_of_visit(self._new_slot(saved.ended or ended.started), saved, name)
        in_front = self._front is ended
        self.end(ended)
        self._open.append(following)
        if in_front:
            self._front = following
        return following

    def following(self, attention: OpenAttention) -> list[OpenAttention]:
        """Return the open attentions that were begun as the next question after one."""
        return [each for each in self._open if each.after == attention.slot]

    def take(self, attentions: Iterable[OpenAttention]) -> None:
        """Take attentions up again (restored drafts); the last one comes to the front."""
        for attention in attentions:
            self._open.append(attention)
            self._front = attention

    def bring(self, attention: OpenAttention) -> None:
        """Bring one to the front."""
        if attention in self._open:
            self._front = attention

    def cycle(self) -> None:
        """Bring the next one to the front."""
        if self._front is not None and len(self._open) > 1:
            at = self._open.index(self._front)
            self._front = self._open[(at + 1) % len(self._open)]

    def end(self, attention: OpenAttention) -> None:
        """Take one away; who waits longest on hold, else the latest one, comes to the front."""
        if attention not in self._open:
            return
        self._open.remove(attention)
        if self._front is attention:
            waiting = [each for each in self._open if each.hold_since is not None]
            waiting.sort(key=lambda each: each.hold_since or each.started)
            self._front = waiting[0] if waiting else (self._open[-1] if self._open else None)

    def _new_slot(self, now: datetime) -> str:
        # Never twice: what was recorded a moment ago may be taken up again under its own name.
        taken = self._given | {attention.slot for attention in self._open}
        number = int(now.timestamp())
        while f"{SLOTS}{number}" in taken:
            number += 1
        self._given.add(f"{SLOTS}{number}")
        return f"{SLOTS}{number}"
