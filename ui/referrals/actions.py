"""The actions of Bandeja and Vincular, declared once. Single letters work while the list has the focus."""

from __future__ import annotations

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit.actions import SUBMIT, ActionSpec
from ui.kit.screen import INBOX, REFERRALS

ACCEPT = "accept"
RETURN = "return"
PHONE = "phone"
SILENT = "silent"
AGAIN = "again"
SUBMIT_ID = "submit"
NEW = "new"
RESOLVE = "resolve"
OPEN_CASE = "open-case"
LINK = "link"
GOING = "going"
SLIP = "slip"
KEEP_SLIP = "keep-slip"

KEYS = {
    ACCEPT: "A", RETURN: "D", PHONE: "T", SILENT: "S", AGAIN: "R", NEW: "N", RESOLVE: "V", OPEN_CASE: "C",
    LINK: "E", GOING: "G", SLIP: "Ctrl+P",
}  # fmt: skip
ON_ROW = (ACCEPT, RESOLVE, OPEN_CASE, RETURN, PHONE, SILENT, AGAIN, LINK)
"""What is done with the hand-over of the current row."""


def action_id(screen: str, act: str) -> str:
    """Return the id of an act in a screen."""
    return f"{screen}.{act}"


def _specs(screen: str, group: str) -> tuple[ActionSpec, ...]:
    place = f"{screen}/list"
    return (
        ActionSpec(
            action_id(screen, ACCEPT), QT_TRANSLATE_NOOP("Actions", "Aceptar"), group, (KEYS[ACCEPT],), "check",
            QT_TRANSLATE_NOOP("Actions", "Aceptar la vinculación: el ciudadano será recibido"), place,
        ),
        ActionSpec(
            action_id(screen, RESOLVE), QT_TRANSLATE_NOOP("Actions", "Resolver aquí"), group,
            (KEYS[RESOLVE],), "double-check",
            QT_TRANSLATE_NOOP("Actions", "Resolver la necesidad al momento, con lo que se respondió"), place,
        ),
        ActionSpec(
            action_id(screen, OPEN_CASE), QT_TRANSLATE_NOOP("Actions", "Abrir un caso"), group,
            (KEYS[OPEN_CASE],), "cases",
            QT_TRANSLATE_NOOP("Actions", "Volver caso lo que trae la vinculación, sin volver a escribirlo"),
            place,
        ),
        ActionSpec(
            action_id(screen, RETURN), QT_TRANSLATE_NOOP("Actions", "Devolver"), group, (KEYS[RETURN],), "undo",
            QT_TRANSLATE_NOOP("Actions", "Devolver la vinculación con su motivo"), place,
        ),
        ActionSpec(
            action_id(screen, PHONE), QT_TRANSLATE_NOOP("Actions", "Confirmó por teléfono"), group,
            (KEYS[PHONE],), "phone",
            QT_TRANSLATE_NOOP("Actions", "Anotar que quien recibe confirmó por teléfono"), place,
        ),
        ActionSpec(
            action_id(screen, SILENT), QT_TRANSLATE_NOOP("Actions", "Sin respuesta"), group, (KEYS[SILENT],),
            "phone-in", QT_TRANSLATE_NOOP("Actions", "Anotar que nadie respondió"), place,
        ),
        ActionSpec(
            action_id(screen, AGAIN), QT_TRANSLATE_NOOP("Actions", "Reasignar"), group, (KEYS[AGAIN],), "link",
            QT_TRANSLATE_NOOP("Actions", "Vincular otra vez lo devuelto, sin volver a escribirlo"), place,
        ),
        ActionSpec(
            action_id(screen, LINK), QT_TRANSLATE_NOOP("Actions", "Enlazar"), group, (KEYS[LINK],), "swap",
            QT_TRANSLATE_NOOP("Actions", "Decir que es la misma necesidad que una vinculación anterior"), place,
        ),
        ActionSpec(
            action_id(screen, SLIP), QT_TRANSLATE_NOOP("Actions", "Papel de la vinculación"), group, ("Ctrl+P",),
            "print",
            QT_TRANSLATE_NOOP("Actions", "Ver el papel para el ciudadano; otra vez Ctrl+P lo imprime"), screen,
        ),
        ActionSpec(
            action_id(screen, KEEP_SLIP), QT_TRANSLATE_NOOP("Actions", "Guardar el papel en PDF"), group,
            ("Ctrl+S",), "download",
            QT_TRANSLATE_NOOP("Actions", "Guardar como PDF el papel de la vinculación"), screen,
        ),
        ActionSpec(
            action_id(screen, SUBMIT_ID), QT_TRANSLATE_NOOP("Actions", "Guardar lo escrito"), group, SUBMIT,
            "check", QT_TRANSLATE_NOOP("Actions", "Guardar la devolución o la vinculación que se escribe"),
            screen,
        ),
    )  # fmt: skip


INBOX_ACTIONS = _specs(INBOX, QT_TRANSLATE_NOOP("Actions", "Bandeja"))
REFERRAL_ACTIONS = (
    *_specs(REFERRALS, QT_TRANSLATE_NOOP("Actions", "Vincular")),
    ActionSpec(
        action_id(REFERRALS, NEW), QT_TRANSLATE_NOOP("Actions", "Nueva vinculación"),
        QT_TRANSLATE_NOOP("Actions", "Vincular"), (KEYS[NEW],), "plus",
        QT_TRANSLATE_NOOP("Actions", "Vincular a un ciudadano o una necesidad con un funcionario"),
        f"{REFERRALS}/list",
    ),
    ActionSpec(
        action_id(REFERRALS, GOING), QT_TRANSLATE_NOOP("Actions", "Cómo van las vinculaciones"),
        QT_TRANSLATE_NOOP("Actions", "Vincular"), (KEYS[GOING],), "table",
        QT_TRANSLATE_NOOP("Actions", "Mal transferidas, rebotes y tiempo de aceptación, por unidad y tema"),
        f"{REFERRALS}/list",
    ),
)  # fmt: skip
