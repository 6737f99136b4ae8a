"""How the list and the sheet say things."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, ReferralState, Result
from desktop_app.services.citizens import Citizen
from desktop_app.services.merging import Totals
from desktop_app.services.people import Happened, PersonSheet
from desktop_app.services.recognition import Visit
from ui.kit.core import core
from ui.kit.formats import day_text


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


def nameless(name: str) -> str:
    """Return a name, or what stands for somebody without one."""
    return name or QCoreApplication.translate("Citizens", "Sin nombre")


def person_text(who: Citizen, document: str) -> str:
    """Return a person in one line: name, and document or telephone."""
    return " · ".join(part for part in (nameless(who.name), document or who.phone or who.email or "") if part)


def field_name(field: str) -> str:
    """Return what a field of a person is called."""
    return {
        "name": QCoreApplication.translate("Citizens", "Nombre"),
        "document": QCoreApplication.translate("Citizens", "Documento"),
        "phone": QCoreApplication.translate("Citizens", "Teléfono"),
        "email": QCoreApplication.translate("Citizens", "Correo"),
        "address": QCoreApplication.translate("Citizens", "Dirección"),
    }[field]


def totals_line(totals: Totals) -> str:
    """Return how much belongs to somebody: "4 atenciones, 2 casos y 1 vinculación"."""
    translate = QCoreApplication.translate
    parts = [
        _counted(
            totals.attentions,
            translate("Citizens", "1 atención"),
            translate("Citizens", "{count} atenciones"),
        ),
        _counted(totals.cases, translate("Citizens", "1 caso"), translate("Citizens", "{count} casos")),
    ]
    if totals.contacts:
        one, many = translate("Citizens", "1 contacto"), translate("Citizens", "{count} contactos")
        parts.append(_counted(totals.contacts, one, many))
    if totals.hand_overs:
        one, many = translate("Citizens", "1 vinculación"), translate("Citizens", "{count} vinculaciones")
        parts.append(_counted(totals.hand_overs, one, many))
    return ", ".join(parts)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=spanish.integer(count))


def record_text(created: datetime | None, totals: Totals) -> str:
    """Return since when a record exists and how much belongs to it."""
    line = totals_line(totals)
    if created is None:
        return line
    since = QCoreApplication.translate("Citizens", "Registrada el {day}").format(day=f"{created:%d/%m/%Y}")
    return f"{since} · {line}"


def kind_names() -> dict[str, tuple[str, str]]:
    """Return what happens with people: one of it, and many."""
    translate = QCoreApplication.translate
    return {
        "attention": (translate("Citizens", "Atención"), translate("Citizens", "Atenciones")),
        "case": (translate("Citizens", "Caso"), translate("Citizens", "Casos")),
        "contact": (translate("Citizens", "Contacto"), translate("Citizens", "Contactos")),
        "hand_over": (translate("Citizens", "Vinculación"), translate("Citizens", "Vinculaciones")),
    }


def channel_word(code: str) -> str:
    """Return a channel in words."""
    return _word(Channel, code) if code else ""


def happened_state(each: Happened) -> str:
    """Return what came of a thing that happened."""
    if each.kind == "contact":
        if each.state == "not_reached":
            return QCoreApplication.translate("Citizens", "No se le encontró")
        return QCoreApplication.translate("Citizens", "Se habló")
    if each.kind == "case":
        return core(each.case_word)
    return _word(Result if each.kind == "attention" else ReferralState, each.state)


def _word(kind: type[StrEnum], value: str) -> str:
    # What a newer version of the program wrote is shown as it stands.
    return core(label(kind(value))) if value in {each.value for each in kind} else value
