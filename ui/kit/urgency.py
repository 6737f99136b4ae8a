"""From the urgency that the domain tells to the badge that the kit paints."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import urgency
from desktop_app.domain.urgency import Urgency
from ui.kit.badges import Badge, BadgeKind

_KINDS = {
    Urgency.CRITICAL: BadgeKind.CRITICAL,
    Urgency.OVERDUE: BadgeKind.OVERDUE,
    Urgency.DUE_SOON: BadgeKind.DUE_SOON,
    Urgency.ON_TIME: BadgeKind.ON_TIME,
    Urgency.PAUSED: BadgeKind.PAUSED,
    Urgency.RESOLVED: BadgeKind.CLOSED,
    Urgency.CLOSED: BadgeKind.CLOSED,
    Urgency.WITHOUT_TERM: BadgeKind.ON_TIME,
}


def case_badge(found: urgency.Badge) -> Badge:
    """Return the badge of a case as it is painted."""
    return Badge(_KINDS[found.kind], QCoreApplication.translate("core", found.text))
