"""The three lists: the guide, the directory and, for who may edit, what is to be completed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.guide import hints, notices, rows
from ui.guide.hints import DIRECTORY, NOTICES, QUESTIONS, TOPICS
from ui.guide.listing import Listing
from ui.kit.operations import Background


def tabs(context: Context) -> list[str]:
    """Return the lists that the actor may see, in their order."""
    may = context.actor.may
    return [
        TOPICS,
        DIRECTORY,
        *([QUESTIONS] if may(Permission.EDIT_CATALOGUE) else []),
        *([NOTICES] if may(Permission.EDIT_DIRECTORY) else []),
    ]


def make_list(
    tab: str, context: Context, background: Background, questions_footer: Callable[[int], str]
) -> Listing[Any]:
    """Return one of the lists."""
    if tab == TOPICS:
        topics = partial(hints.topics_footer, may_edit=context.actor.may(Permission.EDIT_CATALOGUE))
        return Listing(
            QCoreApplication.translate("Guide", "Trámites"), background, rows.topic_columns(context),
            lambda row: ("topic", row.id), rows.TOPIC_WIDE, rows.TOPIC_SHARES, topics,
        )  # fmt: skip
    if tab == DIRECTORY:
        people = partial(hints.directory_footer, may_edit=context.actor.may(Permission.EDIT_DIRECTORY))
        return Listing(
            QCoreApplication.translate("Guide", "Directorio"), background, rows.directory_columns(context),
            lambda row: row.key, rows.DIRECTORY_WIDE, rows.DIRECTORY_SHARES, people,
        )  # fmt: skip
    if tab == NOTICES:
        return Listing(
            QCoreApplication.translate("Guide", "Avisos"), background, notices.notice_columns(context),
            notices.notice_key, notices.WIDE, notices.SHARES, notices.footer,
        )  # fmt: skip
    return Listing(
        QCoreApplication.translate("Guide", "Por completar"), background, rows.question_columns(context),
        rows.question_key, rows.QUESTION_WIDE, rows.QUESTION_SHARES, questions_footer,
    )  # fmt: skip
