"""Entries of a case's timeline in words, for paper: what was done, without who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.domain.labels import label_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Channel, Level, ReferralState

_TOLD: Final[Mapping[str, str]] = {
    "warning": QT_TRANSLATE_NOOP("core", "Se avisó que está por vencer"),
    "due": QT_TRANSLATE_NOOP("core", "Se avisó que venció"),
    "critical": QT_TRANSLATE_NOOP("core", "Se avisó que es crítico"),
    "first_60": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 60 min para la primera respuesta"),
    "first_30": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 30 min para la primera respuesta"),
    "first_10": QT_TRANSLATE_NOOP("core", "Se avisó que faltan 10 min para la primera respuesta"),
}
"""Why somebody was told of a case; what a person escalates has their own words."""

_PLAIN: Final[Mapping[str, str]] = {
    "open": QT_TRANSLATE_NOOP("core", "Caso registrado"),
    "note": QT_TRANSLATE_NOOP("core", "Nota"),
    "plan": QT_TRANSLATE_NOOP("core", "Próxima acción"),
    "assign": QT_TRANSLATE_NOOP("core", "Asignado"),
    "amend": QT_TRANSLATE_NOOP("core", "Datos corregidos"),
    "attach": QT_TRANSLATE_NOOP("core", "Archivo agregado"),
    "detach": QT_TRANSLATE_NOOP("core", "Archivo quitado"),
    "letter": QT_TRANSLATE_NOOP("core", "Carta al ciudadano"),
}


def step_words(kind: str, facts: Mapping[str, Any]) -> str:
    """Return what an entry says was done; a kind of a newer program stands for itself."""
    if kind == "move":
        return label_of(CaseState, str(facts.get("to") or ""))
    if kind == "level":
        level = label_of(Level, str(facts.get("level") or "")).lower()
        return QT_TRANSLATE_NOOP("core", "Pasa a nivel {level}").format(level=level)
    if kind == "contact":
        how = label_of(Channel, str(facts.get("channel") or ""))
        if facts.get("reached", True):
            return QT_TRANSLATE_NOOP("core", "Contacto: {how}").format(how=how.lower())
        return QT_TRANSLATE_NOOP("core", "Intento de contacto: {how}").format(how=how.lower())
    if kind == "escalate":
        return told_words(facts) or QT_TRANSLATE_NOOP("core", "Escalado")
    if kind == "mail":
        if facts.get("direction") == "out":
            return QT_TRANSLATE_NOOP("core", "Correo al ciudadano")
        return QT_TRANSLATE_NOOP("core", "Correo recibido")
    if kind == "hand_over":
        state = label_of(ReferralState, str(facts.get("to") or "")).lower()
        return QT_TRANSLATE_NOOP("core", "Vinculación {state}: {whom}").format(
            state=state, whom=facts.get("whom") or ""
        )
    if kind == "rate":
        score = facts.get("score")
        if score is None:
            return QT_TRANSLATE_NOOP("core", "Satisfacción: no quiso responder")
        return QT_TRANSLATE_NOOP("core", "Satisfacción: {score} de 5").format(score=score)
    return _PLAIN.get(kind, kind)


def told_words(facts: Mapping[str, Any]) -> str:
    """Return why the program told somebody of a case, or "" where a person did, or a newer program."""
    return _TOLD.get(str(facts.get("cause") or ""), "")
