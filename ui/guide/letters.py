"""Which letter does what in Trámites."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.guide import actions
from ui.guide.hints import DIRECTORY, DUE, NOTICES, QUESTIONS, TOPICS
from ui.kit.actions import ActionRegistry

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen


def bind_letters(screen: GuideScreen, registry: ActionRegistry, reader: QWidget) -> None:
    """Have the letters on the page's buttons work from a list, or while a page is being read."""
    bind = registry.bind
    bind(actions.TOPICS, reader, partial(screen.show_tab, TOPICS))
    bind(actions.DIRECTORY, reader, partial(screen.show_tab, DIRECTORY))
    bind(actions.HISTORY, reader, screen.history.show)
    bind(actions.ATTEND, reader, screen.answering.attend)
    if screen.may_topics:
        bind(actions.QUESTIONS, reader, partial(screen.show_tab, QUESTIONS))
        bind(actions.DUE, reader, partial(screen.show_tab, DUE))
        bind(actions.REVIEWED, reader, screen.editing.mark_reviewed)
        bind(actions.SYNONYM, reader, screen.editing.synonym)
        bind(actions.DISMISS, reader, screen.answering.dismiss)
    if screen.may_topics or screen.may_directory:
        bind(actions.NEW, reader, screen.editing.new)
        bind(actions.EDIT, reader, screen.editing.edit)
    if screen.may_directory:
        bind(actions.NEW_UNIT, reader, screen.editing.new_unit)
        bind(actions.ABSENCE, reader, screen.editing.absence)
        bind(actions.NOTICES, reader, partial(screen.show_tab, NOTICES))
        bind(actions.END_NOTICE, reader, screen.editing.end_notice)
    if screen.excel.may(TOPICS) or screen.excel.may(DIRECTORY):
        bind(actions.EXCEL, reader, screen.excel.open)
