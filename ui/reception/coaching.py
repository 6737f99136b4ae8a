"""Which recommendation stands in the strip, and when it may change: never under somebody's typing hands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.coach import Advice, CoachFacts, Tip, advice, idle_advice
from desktop_app.domain.protocol import current_step
from desktop_app.domain.protocol_words import names
from desktop_app.domain.values import Channel, Result
from desktop_app.services import coach
from desktop_app.services.context import Context
from ui.kit.screen import Tools
from ui.reception.attention import OpenAttention
from ui.reception.strip import ProtocolStrip

QUIET_MS = 700
"""How long the hands must rest before another tip takes the place of the one that is read."""


class Coaching(QObject):
    """Follows the attention in front; remembers what was dismissed, and for each person whether to be seen."""

    def __init__(self, context: Context, tools: Tools, strip: ProtocolStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = tools.background
        self._now: Callable[[], datetime] = tools.now
        self._strip = strip
        self._line = strip.coach
        self._attention: OpenAttention | None = None
        self._held = False
        self._channel: Channel | None = None
        self._shown: Advice | None = None
        self._done_idle: set[Tip] = set()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._show)
        self._line.dismissed.connect(self._on_dismissed)
        strip.fold_asked.connect(self._on_fold)
        self._restore()
        self._show()

    def follow(self, attention: OpenAttention | None) -> None:
        """Something was typed or chosen, or another attention came to the front."""
        held = attention is not None and attention.hold_since is not None
        channel = attention.channel if attention is not None else None
        turned = attention is not self._attention or (held, channel) != (self._held, self._channel)
        self._attention, self._held, self._channel = attention, held, channel
        if turned:
            self._show()
        elif self._wanted() != self._shown:
            self._quiet.start()
        else:
            self._quiet.stop()

    def tick(self) -> None:
        """Time has passed: a wait may have become long."""
        if self._held and self._wanted() != self._shown:
            self._show()

    def _wanted(self) -> Advice | None:
        attention = self._attention
        if attention is None:
            return idle_advice(self._done_idle)
        return advice(coach_facts(attention, self._now()), attention.tips_done)

    def _show(self) -> None:
        self._quiet.stop()
        self._shown = wanted = self._wanted()
        said = ""
        if wanted is not None and wanted.say is not None and self._attention is not None:
            rules = self._context.rules
            values = names(self._context.actor.name, rules.municipality, self._now())
            said = rules.phrases.said(wanted.say, self._attention.channel, values)
        # Between two citizens there is something else to hear: what was recorded.
        self._line.show_advice(wanted, said, aloud=self._attention is not None)

    def _on_dismissed(self) -> None:
        if self._shown is not None:
            done = self._done_idle if self._attention is None else self._attention.tips_done
            done.add(self._shown.tip)
        self._show()

    # Whether the sentence and the tip are seen.

    def _restore(self) -> None:
        context = self._context

        def done(folded: bool) -> None:
            self._strip.set_folded(folded)

        self._background.read(self, lambda: coach.folded(context)).on_success(done).run()

    def _on_fold(self) -> None:
        folded = not self._strip.folded()
        self._strip.set_folded(folded)
        context = self._context
        self._background.write(self, lambda: coach.fold(context, folded=folded)).run()


def coach_facts(attention: OpenAttention, now: datetime) -> CoachFacts:
    """Return what the coach asks of an attention."""
    held = attention.hold_since
    return CoachFacts(
        channel=attention.channel,
        step=current_step(attention.facts()),
        query_type=attention.query_type if attention.topic is not None or attention.chosen_type else "",
        complaint_kind=attention.complaint_kind,
        told=bool(attention.detail.strip()),
        opens_case=attention.opens_case,
        critical=attention.result is Result.CRITICAL_CASE,
        held=None if held is None else max(0, int((now - held).total_seconds())),
        hold_reason=attention.hold_reason,
    )
