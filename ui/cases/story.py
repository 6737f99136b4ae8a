"""The timeline in the pane: what happened, narrowed by a choice, and a page at a time."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.case_lists import CaseDetail, TimelineEntry
from desktop_app.services.context import Context
from desktop_app.services.timeline import PARTS, Part, story
from ui.cases.due_history import resumed_lines
from ui.cases.words import Names, event_text, said_text, without_effect
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.core import core
from ui.kit.detail import empty
from ui.kit.formats import near_moment_text
from ui.kit.surfaces import text_label

PAGE = 40
"""Entries that are made at once: more of them would be felt."""

_LONGEST = 1_200
"""Characters of one text; the whole of a letter is in its file."""


class Story(QWidget):
    """Newest first. Older entries come when somebody asks for them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = QCoreApplication.translate("Cases", "Bitácora")
        column.addWidget(text_label(title, strong=True))
        self.parts = SegmentedBar(title, wrap=True)
        for part, words in PARTS.items():
            self.parts.add(part, core(words))
        self.parts.choose(Part.ALL)
        self.parts.chosen.connect(lambda _part: self._show_again())
        column.addWidget(self.parts)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(3)
        column.addLayout(self._entries)
        self.none = text_label("", tone="muted", wrap=True)
        column.addWidget(self.none)
        self.older = Button("", kind=Kind.QUIET, icon="chevron-down")
        self.older.clicked.connect(self._show_older)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        self._case: CaseDetail | None = None
        self._names: Names = {}
        self._now: datetime | None = None
        self._waiting: list[TimelineEntry] = []
        self._shown = 0
        self._target = 0
        self._growing = QTimer(self)
        self._growing.setSingleShot(True)
        self._growing.setInterval(0)
        self._growing.timeout.connect(self._grow)

    def show_case(self, case: CaseDetail, names: Names, now: datetime) -> None:
        """Show what happened in a case; the same case keeps its choice and as many entries as stood there."""
        before = self._case
        same = before is not None and before.line.id == case.line.id
        if not same:
            self.parts.choose(Part.ALL)
        unchanged = (
            before is not None
            and (before.timeline, before.hand_overs) == (case.timeline, case.hand_overs)
            and (self._names, self._now and self._now.date()) == (names, now.date())
        )
        self._case, self._names, self._now = case, names, now
        if not (same and unchanged):
            self._fill(max(self._shown, self._target) if same else PAGE)

    def shown(self) -> int:
        """Return how many entries stand there."""
        return self._shown

    def _show_again(self) -> None:
        self._fill(PAGE)

    def _fill(self, count: int) -> None:
        case = self._case
        if case is None:
            return
        self._growing.stop()
        empty(self._entries)
        self._shown = 0
        self._waiting = story(case, Part(str(self.parts.value())))
        self.none.setText(
            ""
            if self._waiting
            else QCoreApplication.translate("Cases", "Todavía no hay nada de esto en el caso.")
        )
        self.none.setVisible(not self._waiting)
        self._target = count
        self._grow()

    def _grow(self) -> None:
        """Make as many entries as stood there before, a page in each turn of the event loop."""
        self._add(PAGE)
        if self._waiting and self._shown < self._target:
            self._growing.start()

    def _show_older(self) -> None:
        self._add(PAGE)
        if not self._waiting:
            # The button that was pressed is gone: the hand stays near.
            next(chip for chip in self.parts.chips() if chip.isChecked()).setFocus()

    def _add(self, count: int) -> None:
        made, self._waiting = self._waiting[:count], self._waiting[count:]
        for entry in made:
            self._add_entry(entry)
        self._shown += len(made)
        self.older.setVisible(bool(self._waiting))
        words = QCoreApplication.translate("Cases", "Ver anteriores ({count})")
        self.older.setText(words.format(count=len(self._waiting)))

    def _add_entry(self, event: TimelineEntry) -> None:
        now = self._now
        when = near_moment_text(event.at, now) if now is not None else ""
        happened = event_text(event, self._names, self._context.rules.workflow)
        words = " · ".join(part for part in (when, happened, event.author) if part)
        self._entries.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
        if event.text:
            self._entries.addWidget(text_label(shortened(said_text(event), _LONGEST), wrap=True))
        for line in resumed_lines(self._case.timeline if self._case is not None else (), event):
            self._entries.addWidget(text_label(line, theme.Size.SMALL, wrap=True))
        if not event.counted:
            words = without_effect(event)
            self._entries.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
