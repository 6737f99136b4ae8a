"""The actions of Correo, declared once."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import MAIL

OPEN = "mail.open"
DO = "mail.do"

_GROUP = QT_TRANSLATE_NOOP("Actions", "Correo")

ACTIONS = (
    ActionSpec(
        OPEN, QT_TRANSLATE_NOOP("Actions", "Abrir un correo"), _GROUP, ("Ctrl+O",), "mail",
        QT_TRANSLATE_NOOP("Actions", "Abrir un correo guardado (.eml)"), MAIL,
    ),
    ActionSpec(
        DO, QT_TRANSLATE_NOOP("Actions", "Hacer lo elegido"), _GROUP, SUBMIT, "check",
        QT_TRANSLATE_NOOP("Actions", "Unir el correo al caso, abrir el caso o empezar la atención"), MAIL,
    ),
)  # fmt: skip
