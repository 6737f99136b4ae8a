"""How long a hand-over waits for its answer, as a badge: the citizen stands at the desk meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.urgency import Badge, Urgency, rough

WARN_AFTER: Final = timedelta(minutes=5)
LATE_AFTER: Final = timedelta(minutes=15)


def waiting_badge(waited: timedelta) -> Badge:
    """Return the badge of a hand-over without an answer: calm, beyond 5 minutes warned, beyond 15 late."""
    words = QT_TRANSLATE_NOOP("core", "Espera {time}").format(time=rough(waited))
    if waited > LATE_AFTER:
        return Badge(Urgency.OVERDUE, words)
    if waited > WARN_AFTER:
        return Badge(Urgency.DUE_SOON, words)
    return Badge(Urgency.ON_TIME, words)
