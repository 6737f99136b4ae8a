"""What a shift brought, in one sentence: for the bell, the tray and the screen itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.services.shifts import ReceivedShift


def cases_text(count: int) -> str:
    """Return a number of cases in words."""
    if count == 1:
        return QCoreApplication.translate("Shifts", "1 caso")
    return QCoreApplication.translate("Shifts", "{count} casos").format(count=count)


def referrals_text(count: int) -> str:
    """Return a number of hand-overs in words."""
    if count == 1:
        return QCoreApplication.translate("Shifts", "1 vinculación")
    return QCoreApplication.translate("Shifts", "{count} vinculaciones").format(count=count)


def received_text(shift: ReceivedShift) -> str:
    """Return who left what: "Turno recibido de Ana Rojas: 7 casos, 2 vinculaciones"."""
    parts = [cases_text(len(shift.cases))]
    if shift.referrals:
        parts.append(referrals_text(len(shift.referrals)))
    words = QCoreApplication.translate("Shifts", "Turno recibido de {sender}: {what}")
    return words.format(sender=shift.sender, what=", ".join(parts))
