"""The sentences of the bell: what happened, and what can be done about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label
from desktop_app.domain.values import ReturnReason
from desktop_app.services.alerts import CaseAlert, CheckAlert, NewsAlert, ReferralAlert
from desktop_app.services.paper import Missing
from ui.kit.formats import near_moment_text

OPENED = "opened"
PAST = "past"
THRESHOLDS = (10, 30, 60)
"""Minutes before the first answer to a critical case at which it is told of again (training manual 5.2)."""


def stage(seconds: float) -> str:
    """Return how pressing a first answer is: opened, under one of the thresholds in minutes, or past."""
    if seconds <= 0:
        return PAST
    return next((str(minutes) for minutes in THRESHOLDS if seconds <= minutes * 60), OPENED)


def critical(case: CaseAlert, at: str) -> str:
    """Return the sentence about a critical case at a stage."""
    if at == PAST:
        words = QCoreApplication.translate(
            "Shell", "Caso crítico {number}, {subject}: la primera respuesta venció a las {hour}."
        )
    elif at == OPENED:
        words = QCoreApplication.translate(
            "Shell", "Caso crítico {number}, {subject}: la primera respuesta vence a las {hour}."
        )
    else:
        words = QCoreApplication.translate(
            "Shell",
            "Caso crítico {number}, {subject}: menos de {minutes} min para la primera respuesta ({hour}).",
        )
    return words.format(number=case.number, subject=case.subject, hour=f"{case.due:%H:%M}", minutes=at)


def pressing(case: CaseAlert, at: str) -> str:
    """Return the same in a line that fits above any window: the subject stands under the bell."""
    if at == PAST:
        words = QCoreApplication.translate(
            "Shell", "Caso crítico {number}: la primera respuesta venció a las {hour}."
        )
    elif at == OPENED:
        words = QCoreApplication.translate(
            "Shell", "Caso crítico {number}: primera respuesta antes de las {hour}."
        )
    else:
        words = QCoreApplication.translate(
            "Shell", "Caso crítico {number}: menos de {minutes} min para la primera respuesta."
        )
    return words.format(number=case.number, hour=f"{case.due:%H:%M}", minutes=at)


def criticals(count: int, first: datetime) -> str:
    """Return the sentence that stands for several criticals, the first of which is due then."""
    words = QCoreApplication.translate(
        "Shell", "{count} casos críticos esperan su primera respuesta; el primero, antes de las {hour}."
    )
    return words.format(count=count, hour=f"{first:%H:%M}")


def overdue(case: CaseAlert) -> str:
    """Return the sentence about a case that came due."""
    words = QCoreApplication.translate("Shell", "Venció su caso {number}, {subject}.")
    if case.instead:
        words = QCoreApplication.translate(
            "Shell", "Venció el caso {number}, {subject}, en reemplazo de {name}."
        )
    return words.format(number=case.number, subject=case.subject, name=case.instead)


def objected(case: CaseAlert) -> str:
    """Return the sentence about a case whose citizen did not agree with the solution."""
    words = QCoreApplication.translate(
        "Shell", "El ciudadano no está conforme: se reabrió su caso {number}, {subject}."
    )
    if case.instead:
        words = QCoreApplication.translate(
            "Shell",
            "El ciudadano no está conforme: se reabrió el caso {number}, {subject}, en reemplazo de {name}.",
        )
    return words.format(number=case.number, subject=case.subject, name=case.instead)


def soon(case: CaseAlert, now: datetime) -> str:
    """Return the sentence about a case of which most of the time is used."""
    words = QCoreApplication.translate("Shell", "Está por vencer el caso {number}, {subject}: {when}.")
    return words.format(number=case.number, subject=case.subject, when=near_moment_text(case.due, now))


def news(happened: NewsAlert) -> str:
    """Return the sentence about something that happened to a case."""
    if happened.kind == "assigned":
        words = QCoreApplication.translate("Shell", "Le asignaron el caso {number}, {subject}.")
    elif happened.kind == "reopened":
        words = QCoreApplication.translate("Shell", "Se reabrió su caso {number}, {subject}: {text}")
    elif happened.cause == "due":
        words = QCoreApplication.translate("Shell", "Se le avisa: venció el caso {number}, {subject}.")
    elif happened.cause == "person":
        words = QCoreApplication.translate("Shell", "Le escalaron el caso {number}, {subject}: {text}")
    else:
        words = QCoreApplication.translate("Shell", "Se le avisa: el caso {number}, {subject}, es crítico.")
    return words.format(number=happened.number, subject=happened.subject, text=happened.text)


def check(case: CheckAlert) -> str:
    """Return the sentence about a critical case that has to be looked at."""
    if case.since is None:
        words = QCoreApplication.translate(
            "Shell", "El caso crítico {number}, {subject}, no tiene su próxima revisión: anote cuándo."
        )
        return words.format(number=case.number, subject=case.subject)
    words = QCoreApplication.translate("Shell", "Toca revisar el caso crítico {number}, {subject} ({hour}).")
    return words.format(number=case.number, subject=case.subject, hour=f"{case.since:%H:%M}")


def backlog(count: int) -> str:
    """Return the one sentence that stands for all cases that came due long ago."""
    if count == 1:
        return QCoreApplication.translate("Shell", "Hay 1 caso vencido de días anteriores.")
    words = QCoreApplication.translate("Shell", "Hay {count} casos vencidos de días anteriores.")
    return words.format(count=count)


def waiting(handed: ReferralAlert) -> str:
    """Return the sentence about somebody who is on their way."""
    if handed.citizen:
        words = QCoreApplication.translate("Shell", "{citizen} viene a {unit}: {need}")
    else:
        words = QCoreApplication.translate("Shell", "Vinculación para {unit}: {need}")
    return words.format(citizen=handed.citizen, unit=handed.unit, need=handed.need)


def returned(back: ReferralAlert) -> str:
    """Return the sentence about a hand-over that came back."""
    words = QCoreApplication.translate("Shell", "{unit} devolvió la vinculación {number}: {reason}.")
    reason = back.reason
    if reason in set(ReturnReason):
        reason = QCoreApplication.translate("core", label(ReturnReason(reason))).lower()
    return words.format(unit=back.unit, number=back.number, reason=reason)


def reviews(count: int) -> str:
    """Return the sentence about what merging left to a person."""
    if count == 1:
        return QCoreApplication.translate("Shell", "La sincronización dejó 1 dato por revisar.")
    words = QCoreApplication.translate("Shell", "La sincronización dejó {count} datos por revisar.")
    return words.format(count=count)


def papers(missing: Missing) -> str:
    """Return the sentence about forms on paper that did not come back."""
    if missing.count == 1:
        words = QCoreApplication.translate(
            "Shell", "Falta 1 formulario en papel, impreso el {day}: búsquelo, o anúlelo con su motivo."
        )
    else:
        words = QCoreApplication.translate(
            "Shell", "Faltan {count} formularios en papel, el más antiguo del {day}: búsquelos, o anúlelos."
        )
    return words.format(count=missing.count, day=f"{missing.since:%d/%m/%Y}")


def see() -> str:
    """Return the word that leads to a thing."""
    return QCoreApplication.translate("Shell", "Ver")


def see_case() -> str:
    """Return the words that lead to a case."""
    return QCoreApplication.translate("Shell", "Ver el caso")


def see_cases() -> str:
    """Return the words that lead to the critical cases."""
    return QCoreApplication.translate("Shell", "Ver los críticos")


def refer_again() -> str:
    """Return the word that leads to sending a hand-over on."""
    return QCoreApplication.translate("Shell", "Reasignar")
