"""The lists: the guide, the directory and, for who may edit, what is to be completed and what reviewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.guide import hints, notices, rows
from ui.guide.hints import DIRECTORY, DUE, NOTICES, QUESTIONS, TOPICS
from ui.guide.listing import Listing
from ui.kit.operations import Background


def tabs(context: Context) -> list[str]:
    """Return the lists that the actor may see, in their order."""
    may = context.actor.may
    return [
        TOPICS,
        DIRECTORY,
        *([QUESTIONS, DUE] if may(Permission.EDIT_CATALOGUE) else []),
        *([NOTICES] if may(Permission.EDIT_DIRECTORY) else []),
    ]


def rows_of(tab: str, context: Context, typed: str) -> Callable[[], Sequence[Any]]:
    """Return what reads a list's rows, on a worker; with words typed, those that have them."""
    if tab == TOPICS:
        return partial(rows.topic_rows, context, typed, every=context.actor.may(Permission.EDIT_CATALOGUE))
    if tab == DIRECTORY:
        return partial(
            rows.directory_rows, context, typed, every=context.actor.may(Permission.EDIT_DIRECTORY)
        )
    if tab == NOTICES:
        return partial(notices.notice_rows, context, typed)
    return partial(rows.due_rows if tab == DUE else rows.question_rows, context, typed)


def make_list(
    tab: str,
    context: Context,
    background: Background,
    looked_for: rows.LookedFor,
    counted: Callable[[str, int], None],
) -> Listing[Any]:
    """Return one of the lists; ``counted`` is told how many rows the owner's lists have."""
    if tab == TOPICS:
        topics = partial(hints.topics_footer, may_edit=context.actor.may(Permission.EDIT_CATALOGUE))
        return Listing(
            QCoreApplication.translate("Guide", "Trámites"), background, rows.topic_columns(context, looked_for),
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
    if tab == DUE:

        def due(count: int) -> str:
            counted(DUE, count)
            return hints.due_footer(count)

        return Listing(
            QCoreApplication.translate("Guide", "Por revisar"), background, rows.due_columns(),
            lambda row: ("topic", row.topic.id), rows.DUE_WIDE, rows.DUE_SHARES, due,
        )  # fmt: skip

    def questions(count: int) -> str:
        counted(QUESTIONS, count)
        return hints.questions_footer()

    return Listing(
        QCoreApplication.translate("Guide", "Por completar"), background, rows.question_columns(context),
        rows.question_key, rows.QUESTION_WIDE, rows.QUESTION_SHARES, questions,
    )  # fmt: skip
