"""Entries of a case's timeline in words, for paper: what was done, without who and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop_app.domain.case_crossing import DUPLICATE
from desktop_app.domain.extensions import EXTENSION
from desktop_app.domain.labels import label_of
from desktop_app.domain.opinions import CITIZEN
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Channel, Confirmation, Level, ReferralState
from desktop_app.domain.waits import wait_words
from desktop_app.domain.workflow import ORIGINAL, Workflow

_TOLD: Final[Mapping[str, str]] = {
    "warning": QT_TRANSLATE_NOOP("core", "Se avisó que está por vencer"),
    "due": QT_TRANSLATE_NOOP("core", "Se avisó que venció"),
    "critical": QT_TRANSLATE_NOOP("core", "Se avisó que es crítico"),
    "first_60": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 60 min para la primera respuesta"),
    "first_30": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 30 min para la primera respuesta"),
    "first_10": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 10 min para la primera respuesta"),
}
"""Why somebody was told of a case; what a person escalates has their own words."""

OBJECTION: Final = "objection"
"""Cause of a reopening: the citizen, asked, did not agree that the case is solved."""
SHIFT: Final = "shift"
SHIFT_UNDONE: Final = "shift_undone"
"""Causes of an assignment: a shift was handed over; that was taken back."""

_PLAIN: Final[Mapping[str, str]] = {
    "open": QT_TRANSLATE_NOOP("core", "Caso registrado"),
    "note": QT_TRANSLATE_NOOP("core", "Nota"),
    "plan": QT_TRANSLATE_NOOP("core", "Próxima acción"),
    "assign": QT_TRANSLATE_NOOP("core", "Asignado"),
    "sign": QT_TRANSLATE_NOOP("core", "Se valoró si es crítico"),
    "seen": QT_TRANSLATE_NOOP("core", "Se dio por enterado del caso crítico"),
    "amend": QT_TRANSLATE_NOOP("core", "Datos corregidos"),
    "attach": QT_TRANSLATE_NOOP("core", "Archivo agregado"),
    "detach": QT_TRANSLATE_NOOP("core", "Archivo quitado"),
    "letter": QT_TRANSLATE_NOOP("core", "Carta al ciudadano"),
}
_DUE: Final[Mapping[str, str]] = {
    EXTENSION: QT_TRANSLATE_NOOP("core", "Prórroga"),
    "type": QT_TRANSLATE_NOOP("core", "Plazo legal según el nuevo tipo"),
    "calendar": QT_TRANSLATE_NOOP("core", "Plazos movidos: cambió el calendario"),
    "terms": QT_TRANSLATE_NOOP("core", "Plazos movidos: cambió el plazo del nivel"),
}


def step_words(kind: str, facts: Mapping[str, Any], names: Workflow = ORIGINAL) -> str:
    """Return what an entry says was done; a kind of a newer program stands for itself."""
    if kind == "move":
        return _move_words(facts, names)
    if kind in ("link", "unlink"):
        return _link_words(kind, facts)
    teller = _TELLERS.get(kind)
    return teller(facts) if teller is not None else _PLAIN.get(kind, kind)


def _due_words(facts: Mapping[str, Any]) -> str:
    return _DUE.get(str(facts.get("cause")), QT_TRANSLATE_NOOP("core", "Plazo corregido"))


def _level_words(facts: Mapping[str, Any]) -> str:
    level = label_of(Level, str(facts.get("level") or "")).lower()
    return QT_TRANSLATE_NOOP("core", "Pasa a nivel {level}").format(level=level)


def _contact_words(facts: Mapping[str, Any]) -> str:
    how = label_of(Channel, str(facts.get("channel") or ""))
    if facts.get("reached", True):
        return QT_TRANSLATE_NOOP("core", "Contacto: {how}").format(how=how.lower())
    return QT_TRANSLATE_NOOP("core", "Intento de contacto: {how}").format(how=how.lower())


def _escalation_words(facts: Mapping[str, Any]) -> str:
    return told_words(facts) or QT_TRANSLATE_NOOP("core", "Escalado")


def _mail_words(facts: Mapping[str, Any]) -> str:
    if facts.get("direction") == "out":
        return QT_TRANSLATE_NOOP("core", "Correo al ciudadano")
    return QT_TRANSLATE_NOOP("core", "Correo recibido")


def _hand_over_words(facts: Mapping[str, Any]) -> str:
    state = label_of(ReferralState, str(facts.get("to") or "")).lower()
    return QT_TRANSLATE_NOOP("core", "Vinculación {state}: {whom}").format(
        state=state, whom=facts.get("whom") or ""
    )


def _rating_words(facts: Mapping[str, Any]) -> str:
    score = facts.get("score")
    if score is None:
        return QT_TRANSLATE_NOOP("core", "Satisfacción: no quiso responder")
    words = QT_TRANSLATE_NOOP("core", "Satisfacción: {score} de 5").format(score=score)
    if facts.get("by") == CITIZEN:
        return QT_TRANSLATE_NOOP("core", "{opinion}, anotada por el ciudadano").format(opinion=words)
    if facts.get("by_handler"):
        return QT_TRANSLATE_NOOP("core", "{opinion}, anotada por quien atendió el caso").format(opinion=words)
    return words


def _unconfirmed(state: str, tried: object) -> str:
    if not isinstance(tried, int):
        return QT_TRANSLATE_NOOP("core", "{state} sin confirmación").format(state=state)
    if tried == 1:
        return QT_TRANSLATE_NOOP("core", "{state} sin confirmación tras 1 intento").format(state=state)
    words = QT_TRANSLATE_NOOP("core", "{state} sin confirmación tras {count} intentos")
    return words.format(state=state, count=tried)


def _assign_words(facts: Mapping[str, Any]) -> str:
    if facts.get("cause") == SHIFT:
        return QT_TRANSLATE_NOOP("core", "Entregado con el turno")
    if facts.get("cause") == SHIFT_UNDONE:
        return QT_TRANSLATE_NOOP("core", "Se deshizo la entrega del turno")
    return _PLAIN["assign"]


_TELLERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "due": _due_words,
    "assign": _assign_words,
    "level": _level_words,
    "contact": _contact_words,
    "escalate": _escalation_words,
    "mail": _mail_words,
    "hand_over": _hand_over_words,
    "rate": _rating_words,
}


def told_words(facts: Mapping[str, Any]) -> str:
    """Return why the program told somebody of a case, or "" where a person did, or a newer program."""
    return _TOLD.get(str(facts.get("cause") or ""), "")


def _move_words(facts: Mapping[str, Any], names: Workflow) -> str:
    to = str(facts.get("to") or "")
    state = names.state_of(to)
    if facts.get("duplicate_of"):
        words = QT_TRANSLATE_NOOP("core", "{state}: duplicado del caso {number}")
        return words.format(state=state, number=facts.get("duplicate_number") or "").strip()
    if to == CaseState.CLOSED and facts.get("confirmation") == Confirmation.NOT_REACHED:
        return _unconfirmed(state, facts.get("attempts"))
    if facts.get("cause") == OBJECTION:
        return QT_TRANSLATE_NOOP("core", "{state}: el ciudadano no está conforme").format(state=state)
    waits = wait_words(facts.get("waits"))
    return f"{state}: {waits[:1].lower()}{waits[1:]}" if waits else state


def _link_words(kind: str, facts: Mapping[str, Any]) -> str:
    united = facts.get("relation") == DUPLICATE
    if kind == "link":
        words = (
            QT_TRANSLATE_NOOP("core", "Se le unió el caso {number}")
            if united
            else QT_TRANSLATE_NOOP("core", "Relacionado con el caso {number}")
        )
    else:
        words = (
            QT_TRANSLATE_NOOP("core", "Ya no está unido el caso {number}")
            if united
            else QT_TRANSLATE_NOOP("core", "Ya no se relaciona con el caso {number}")
        )
    return words.format(number=facts.get("number") or "")
