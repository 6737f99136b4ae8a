"""What stands beside the list: the page of the current row, a form, or the sheet as it will be printed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.services.catalogue import SheetDue, Topic
from desktop_app.services.context import Context
from desktop_app.services.notices import Notice
from desktop_app.services.questions import OpenQuestion
from ui.guide import actions
from ui.guide.found import where_found
from ui.guide.history import HistoryPage
from ui.guide.notices import NoticePage
from ui.guide.pages import PersonPage, QuestionPage, SheetPage
from ui.guide.reading import ReadingPage
from ui.guide.rows import AnyRow
from ui.guide.snapshot import Snapshot
from ui.kit.actions import ActionRegistry
from ui.kit.operations import Background
from ui.kit.sheet_preview import SheetPreview
from ui.kit.surfaces import Card, EmptyState


class Detail(QStackedWidget):
    """The pages. All but the guide sheet's are made when somebody comes to them."""

    made = Signal(object)
    """A page that was not there before."""
    left = Signal()
    """Esc in a page that is read."""

    def __init__(self, context: Context, background: Background, registry: ActionRegistry) -> None:
        super().__init__()
        self._context, self._background, self._registry = context, background, registry
        self._short = False
        self.nothing = EmptyState("guide", "")
        self.empty = Card()
        self.empty.body.addWidget(self.nothing)
        self.addWidget(self.empty)
        self.sheet = SheetPage(context, registry)
        self._add(self.sheet)

    @cached_property
    def person(self) -> PersonPage:
        """An official or a unit of the directory."""
        page = PersonPage(self._context, self._registry)
        self._add(page)
        self.made.emit(page)
        return page

    @cached_property
    def question(self) -> QuestionPage:
        """A question that waits for an answer."""
        page = QuestionPage(self._registry)
        self._add(page)
        self.made.emit(page)
        return page

    @cached_property
    def notice(self) -> NoticePage:
        """A notice for those at the counter."""
        page = NoticePage(self._context, self._registry)
        self._add(page)
        self.made.emit(page)
        return page

    @cached_property
    def preview(self) -> SheetPreview:
        """The sheet for the citizen."""
        preview = SheetPreview(self._context, self._background, self._registry, actions.PRINT, actions.KEEP)
        self.addWidget(preview)
        self.made.emit(preview)
        return preview

    @cached_property
    def history(self) -> HistoryPage:
        """What a sheet said before, and who changed it."""
        page = HistoryPage(self._context, self._registry)
        page.fit(short=self._short)
        self.addWidget(page)
        self.made.emit(page)
        return page

    def in_history(self) -> bool:
        """Tell whether the history of a sheet is shown."""
        return isinstance(self.currentWidget(), HistoryPage)

    def page_of(self, row: AnyRow, snapshot: Snapshot, typed: str) -> ReadingPage | None:
        """Return the page that shows a row; ``typed`` is what the guide is searched for."""
        if isinstance(row, Topic | SheetDue):
            topic = row.topic if isinstance(row, SheetDue) else row
            self.sheet.show_topic(topic, snapshot, where_found(topic, typed))
            return self.sheet
        if isinstance(row, OpenQuestion):
            self.question.show_question(row)
            return self.question
        if isinstance(row, Notice):
            self.notice.show_notice(row)
            return self.notice
        if row.official is not None:
            self.person.show_official(row.official, snapshot)
        elif row.unit is not None:
            self.person.show_unit(row.unit, snapshot)
        else:
            return None
        return self.person

    def previewing(self) -> bool:
        """Tell whether the sheet is shown as it will be printed."""
        return isinstance(self.currentWidget(), SheetPreview)

    def fit(self, *, short: bool) -> None:
        """Give up some of the heads where there is little height."""
        self._short = short
        for place in range(self.count()):
            page = self.widget(place)
            if isinstance(page, ReadingPage | HistoryPage):
                page.fit(short=short)

    def _add(self, page: ReadingPage) -> None:
        page.left.connect(self.left)
        page.fit(short=self._short)
        self.addWidget(page)
