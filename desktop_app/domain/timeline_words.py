"""Entries of a case's timeline in words, for paper: what was done, without who and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.domain.labels import label_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Channel, Level

_PLAIN: Final[Mapping[str, str]] = {
    "open": QT_TRANSLATE_NOOP("core", "Caso registrado"),
    "note": QT_TRANSLATE_NOOP("core", "Nota"),
    "plan": QT_TRANSLATE_NOOP("core", "Próxima acción"),
    "assign": QT_TRANSLATE_NOOP("core", "Asignado"),
    "escalate": QT_TRANSLATE_NOOP("core", "Escalado"),
    "amend": QT_TRANSLATE_NOOP("core", "Datos corregidos"),
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
    if kind == "rate":
        score = facts.get("score")
        if score is None:
            return QT_TRANSLATE_NOOP("core", "Satisfacción: no quiso responder")
        return QT_TRANSLATE_NOOP("core", "Satisfacción: {score} de 5").format(score=score)
    return _PLAIN.get(kind, kind)
