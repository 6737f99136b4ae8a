"""How the list and the sheet say things."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, ReferralState, Result
from desktop_app.services.people import PersonSheet
from desktop_app.services.recognition import Visit
from ui.kit.formats import day_text


def core(text: str) -> str:
    """Return a sentence of the core in the person's language."""
    return QCoreApplication.translate("core", text)


def when_text(moment: datetime, now: datetime) -> str:
    """Return the hour for a moment of today, else the day; both local."""
    if moment.date() == now.date():
        return QCoreApplication.translate("Citizens", "hoy {hour}").format(hour=f"{moment:%H:%M}")
    return day_text(moment.date())


def totals_text(sheet: PersonSheet) -> str:
    """Return how often somebody came and since when: "12 visitas desde 03/2026 · 7 casos"."""
    return " · ".join((_visits(sheet), _cases(sheet.case_count)))


def _visits(sheet: PersonSheet) -> str:
    if not sheet.visit_count or sheet.first_visit is None:
        return QCoreApplication.translate("Citizens", "Sin visitas registradas")
    month = f"{sheet.first_visit:%m/%Y}"
    if sheet.visit_count == 1:
        return QCoreApplication.translate("Citizens", "1 visita en {month}").format(month=month)
    return QCoreApplication.translate("Citizens", "{count} visitas desde {month}").format(
        count=spanish.integer(sheet.visit_count), month=month
    )


def _cases(count: int) -> str:
    if count == 1:
        return QCoreApplication.translate("Citizens", "1 caso")
    return QCoreApplication.translate("Citizens", "{count} casos").format(count=spanish.integer(count))


def people_text(count: int) -> str:
    """Return how many people a list has."""
    if count == 1:
        return QCoreApplication.translate("Citizens", "1 persona")
    return QCoreApplication.translate("Citizens", "{count} personas").format(count=spanish.integer(count))


def visit_text(visit: Visit, now: datetime) -> str:
    """Return when, through which channel and with what result somebody came."""
    parts = (when_text(visit.started, now), _word(Channel, visit.channel), _word(Result, visit.result))
    return " · ".join(part for part in parts if part)


def hand_over_state(state: str) -> str:
    """Return the state of a hand-over."""
    return _word(ReferralState, state)


def _word(kind: type[StrEnum], value: str) -> str:
    # What a newer version of the program wrote is shown as it stands.
    return core(label(kind(value))) if value in {each.value for each in kind} else value
