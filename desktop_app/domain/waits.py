"""What a paused case waits for: presets by digit, and by when the citizen has to put a request right."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP


class Wait(StrEnum):
    """What the citizen is waited for; stored in the events of pauses: never rename one."""

    DOCUMENTS = "documents"
    ANSWER = "answer"
    PAYMENT = "payment"
    OTHER = "other"


WAIT_WORDS: Final = {
    Wait.DOCUMENTS: QT_TRANSLATE_NOOP("core", "Espera documentos"),
    Wait.ANSWER: QT_TRANSLATE_NOOP("core", "Espera respuesta del ciudadano"),
    Wait.PAYMENT: QT_TRANSLATE_NOOP("core", "Espera pago"),
    Wait.OTHER: QT_TRANSLATE_NOOP("core", "Otro motivo"),
}


def wait_words(code: object) -> str:
    """Return what is waited for; empty for other reasons, which their text tells."""
    if code in set(Wait) and code != Wait.OTHER:
        return WAIT_WORDS[Wait(str(code))]
    return ""
