"""Trámites: the guide and the directory, a list at the left and what it shows at the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services.access import Permission
from desktop_app.services.catalogue import SheetDue, Topic
from desktop_app.services.context import Context
from ui.guide import actions, hints, rows
from ui.guide.answering import Answering
from ui.guide.detail import Detail
from ui.guide.editing import Editing
from ui.guide.excel import Excel
from ui.guide.form import DetailForm
from ui.guide.forms import OfficialForm, TopicFormPage, UnitForm
from ui.guide.hints import DIRECTORY, DUE, NOTICES, QUESTIONS, TOPICS
from ui.guide.history import History, HistoryPage
from ui.guide.letters import bind_letters
from ui.guide.listing import Listing
from ui.guide.lists import make_list, rows_of, tabs
from ui.guide.notices import NoticeForm, NoticePage
from ui.guide.pages import PersonPage, QuestionPage, SheetPage, act_button
from ui.guide.paper import Paper
from ui.guide.rows import AnyRow
from ui.guide.snapshot import Snapshot, take
from ui.guide.tabbar import TabBar
from ui.kit.list_search import ListSearch
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Screen, ShowOfficial, ShowTopic, Space, Tools
from ui.kit.sheet_preview import SheetPreview

_WAIT_MS = 120
_LIVE_MS = 60_000
_SOON_MS = 5
_FAILED = "guide-failed"
_SHOWN = frozenset({"topic", "directory"})
_HELD_IN = (
    (TopicFormPage, TOPICS, "topic"), (UnitForm, DIRECTORY, "unit"), (OfficialForm, DIRECTORY, "official"),
    (NoticeForm, NOTICES, "notice"),
)  # fmt: skip
"""Which list holds what a form has saved, and what it is called there."""


class GuideScreen(Screen):
    """Lists, search, and the page of the current row; forms and the preview stand in its place."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._narrow = self._short = False
        self.tab = TOPICS
        self.snapshot: Snapshot | None = None
        self._shown: tuple[object, ...] = ()
        self.may_topics = context.actor.may(Permission.EDIT_CATALOGUE)
        self.may_directory = context.actor.may(Permission.EDIT_DIRECTORY)
        self._typed = dict.fromkeys((TOPICS, DIRECTORY, QUESTIONS, DUE, NOTICES), "")
        self._looked_for = rows.LookedFor()
        self.excel = Excel(context, tools, self)
        self._build()
        self.answering = Answering(context, tools, self)
        self.editing = Editing(context, tools, self)
        self.paper = Paper(context, tools, self)
        self.history = History(context, tools, self)
        self._connect()
        self._bind()
        self._take_snapshot()
        self._add_list(TOPICS)
        self._show_tab()
        # What one comes for is painted first; with 0 ms Qt would not even wait for that.
        QTimer.singleShot(_SOON_MS, self, self._add_others)

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show the sheet or the person that another section points to."""
        if isinstance(args, ShowTopic):
            self.show_row(TOPICS, ("topic", args.topic))
        elif isinstance(args, ShowOfficial):
            self.show_row(DIRECTORY, ("official", args.official))
        page = self.detail.currentWidget()
        if args is None and self.editing.open_form() is page:
            self.editing.enter()
        elif args is None and self.excel.is_open():
            self.excel.page().enter()
        else:
            self.table().setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again what depends on these kinds of things."""
        if not changes or changes & _SHOWN:
            self._take_snapshot()
            for listing in self.lists.values():
                listing.reload()
        elif "attention" in changes and QUESTIONS in self.lists:
            self.lists[QUESTIONS].reload()

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._narrow, self._short = space.narrow, space.short
        self.tabs.fit(narrow=space.narrow)
        for button, icon in ((self.new, "plus"), (self.new_unit, "unit")):
            button.set_icon_name("" if space.narrow else icon)
        self.new_unit.setText(hints.new_unit_words(narrow=space.narrow))
        self.new_unit.setAccessibleName(hints.new_unit_words(narrow=False))
        self._show_tab()
        for listing in self.lists.values():
            listing.fit(short=space.short)
        self.detail.fit(short=space.short)
        self.excel.fit(short=space.short)
        self._place_lists()

    def keep_draft(self) -> None:
        """Keep what stands in a form for the next time it is opened."""
        self.editing.keep()

    # Composition.

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.tabs = TabBar(self._context)
        self.search = ListSearch()
        self.search.setAccessibleName(QCoreApplication.translate("Guide", "Buscar"))
        self.new = act_button(self._tools.actions, actions.NEW)
        self.new_unit = act_button(self._tools.actions, actions.NEW_UNIT)
        head.addWidget(self.tabs)
        head.addWidget(self.search, 1)
        head.addWidget(self.new)
        head.addWidget(self.new_unit)
        head.addWidget(self.excel.button)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(8)
        self.left = QStackedWidget()
        self.lists: dict[str, Listing[Any]] = {}
        self.detail = Detail(self._context, self._tools.background, self._tools.actions)
        body.addWidget(self.left, 46)
        body.addWidget(self.detail, 54)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda tab: self.show_tab(str(tab)))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(lambda: self._load(self.tab))
        self.search.textEdited.connect(lambda _typed: self._wait.start())
        self.search.left.connect(self.table_focus)
        self.detail.left.connect(self.table_focus)
        self.detail.made.connect(self._take_in)
        self.detail.sheet.unit_asked.connect(lambda unit: self.show_row(DIRECTORY, ("unit", unit)))
        self.detail.sheet.day_asked.connect(self.history.show)
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._on_minute)
        self._live.start()

    def _take_in(self, page: PersonPage | QuestionPage | NoticePage | SheetPreview | HistoryPage) -> None:
        if isinstance(page, HistoryPage):
            page.left.connect(self.back_to_page)
            page.asked.connect(self.history.read)
            return
        if isinstance(page, SheetPreview):
            page.left.connect(self.back_to_page)
            page.paper_changed.connect(self.paper.prepare)
            page.view.failed.connect(self.on_failure)
            return
        bind_letters(self, self._tools.actions, page.area)
        if isinstance(page, PersonPage):
            page.asked.connect(lambda key: self.show_row(DIRECTORY, key))
            page.topic_asked.connect(lambda topic: self.show_row(TOPICS, ("topic", topic)))
            page.absence_asked.connect(self.editing.edit_absence)
            page.absence_ended.connect(self.editing.end_absence)

    def _bind(self) -> None:
        bind = self._tools.actions.bind
        bind(actions.SEARCH, self, self._enter_search)
        bind(actions.PRINT, self, self.paper.print_sheet)
        bind(actions.KEEP, self, self.paper.keep_sheet)
        bind(actions.SUBMIT_ID, self, self._submit)
        bind(actions.UNDO, self, self.answering.undo)
        bind_letters(self, self._tools.actions, self.detail.sheet.area)

    # The lists.

    def _add_list(self, tab: str) -> None:
        if tab in self.lists:
            return
        listing = make_list(tab, self._context, self._tools.background, self._looked_for, self._show_count)
        self.lists[tab] = listing
        listing.fit(short=self._short)
        listing.row_changed.connect(partial(self._on_row, tab))
        listing.opened.connect(self._open_row)
        listing.missed.connect(partial(self._on_missed, tab))
        listing.digit.connect(self.answering.pin)
        bind_letters(self, self._tools.actions, listing.table)
        self.left.addWidget(listing)
        # Made after the pages at its right, walked to before them.
        QWidget.setTabOrder(self.new_unit, listing.table)
        self._load(tab)

    def _add_others(self) -> None:
        for tab in tabs(self._context):
            self._add_list(tab)

    def table(self) -> QWidget:
        """Return the list in front."""
        return self.lists[self.tab].table

    def table_focus(self) -> None:
        """Go back to the list."""
        self.table().setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> AnyRow | None:
        """Return what stands in the current row of the list in front."""
        row: AnyRow | None = self.lists[self.tab].current()
        return row

    def topic(self) -> Topic | None:
        """Return the topic whose sheet the current row shows."""
        row = self.current()
        if isinstance(row, SheetDue):
            return row.topic
        return row if isinstance(row, Topic) else None

    def show_tab(self, tab: str) -> None:
        """Show another list."""
        if tab not in tabs(self._context):
            return
        self._add_list(tab)
        if self._wait.isActive():
            self._load(self.tab)
        self._typed[self.tab] = self.search.text()
        self.tab = tab
        self.search.setText(self._typed[tab])
        self.tabs.choose(tab)
        focus_stays = self.tabs.isAncestorOf(self.focusWidget() or self)
        self._show_tab()
        self.back_to_page(focus=not focus_stays)

    def show_row(self, tab: str, key: rows.Key) -> None:
        """Show a list without a search, standing on a row."""
        self.show_tab(tab)
        self.search.setText("")
        self.lists[tab].stand_on(key)
        self._load(tab)

    def _show_tab(self) -> None:
        self.left.setCurrentWidget(self.lists[self.tab])
        self.search.setPlaceholderText(hints.placeholder(self.tab, narrow=self._narrow))
        self._place_head()

    def _place_head(self) -> None:
        """Show what can be done with the list in front; the page for Excel has all the room."""
        alone = self.excel.is_open()
        may_new = self.may_directory if self.tab in (DIRECTORY, NOTICES) else self.may_topics
        self.tabs.setVisible(not alone)
        self.search.setVisible(not alone)
        self.new.setVisible(may_new and not alone)
        self.new_unit.setVisible(self.tab == DIRECTORY and self.may_directory and not alone)
        self.excel.button.setVisible(self.excel.may(self.tab) and not alone)

    def _submit(self) -> None:
        if not self.excel.submit():
            self.editing.submit()

    def _load(self, tab: str) -> None:
        if tab == self.tab:
            self._wait.stop()
        typed = self.search.text() if tab == self.tab else self._typed[tab]
        if tab == TOPICS:
            self._looked_for.typed = typed
            self.lists[tab].show_columns(rows.FOUND_WIDE if typed.strip() else rows.TOPIC_WIDE)
        load = rows_of(tab, self._context, typed)
        self.lists[tab].load(load, hints.empty_words(tab, typed, may_edit=self.may_topics))

    def _show_count(self, tab: str, count: int) -> None:
        """Show on its chip how much a list of the owner's holds, as long as nothing is looked for in it."""
        typed = self.search.text() if tab == self.tab else self._typed[tab]
        self.tabs.show_count(tab, 0 if typed else count)

    # The page of the current row.

    def show_page(self) -> None:
        """Show what stands in the current row."""
        row, snapshot = self.current(), self.snapshot
        typed = self._looked_for.typed if self.tab == TOPICS else ""
        if self._shown == (row, snapshot, typed) and not self.busy_elsewhere() and row is not None:
            return
        self._shown = (row, snapshot, typed)
        page = None if row is None or snapshot is None else self.detail.page_of(row, snapshot, typed)
        if page is None:
            self._show_nothing()
        else:
            self.show_widget(page)

    def show_widget(self, page: QWidget) -> None:
        """Bring a page, a form or the preview to the front."""
        of_its_own = isinstance(page, SheetPreview | HistoryPage)
        if of_its_own or page is self.editing.open_form() or self.excel.is_open():
            self._shown = ()
        self.detail.setCurrentWidget(page)
        self._place_lists()

    def back_to_page(self, *, focus: bool = True) -> None:
        """Leave a form or the preview."""
        self.editing.leave()
        self.excel.leave()
        self.show_page()
        if focus:
            self.table_focus()

    def after_saving(self, form: DetailForm, saved: bytes) -> None:
        """Stand on what was saved: where it was edited, also amid a search; else in the list that holds it."""
        self.show_page()
        edited = form.target is not None
        for kind, tab, name in _HELD_IN:
            if not isinstance(form, kind):
                continue
            if edited and tab == self.tab and self.search.text():
                self.lists[tab].stand_on((name, saved))
                self._load(tab)
            elif not (edited and tab == TOPICS and self.tab in (DUE, QUESTIONS)):
                self.show_row(tab, (name, saved))
        self.table_focus()

    def _on_missed(self, tab: str, key: rows.Key) -> None:
        """Stop looking for words that what was just saved does not have any more."""
        if tab == self.tab and self.search.text():
            self.show_row(tab, key)

    def busy_elsewhere(self) -> bool:
        """Tell whether a form, the preview or a history stands where the page would."""
        read = self.detail.previewing() or self.detail.in_history()
        return read or self.editing.open_form() is not None or self.excel.is_open()

    def _show_nothing(self) -> None:
        self.detail.nothing.sentence.setText(hints.nothing_words(self.tab))
        self.show_widget(self.detail.empty)

    def _place_lists(self) -> None:
        """In a narrow window forms and paper take the list's room."""
        self.left.setVisible(not ((self._narrow and self.busy_elsewhere()) or self.excel.is_open()))
        self._place_head()

    def _on_row(self, tab: str) -> None:
        if tab == self.tab and not self.busy_elsewhere():
            self.show_page()

    def _open_row(self) -> None:
        page = self.detail.currentWidget()
        if isinstance(page, SheetPage | PersonPage | QuestionPage | NoticePage):
            page.enter()

    def _enter_search(self) -> None:
        if self.busy_elsewhere():
            self.back_to_page(focus=False)
        self.search.setFocus()
        self.search.selectAll()

    def _on_minute(self) -> None:
        """Who is there changes while nobody touches anything."""
        if self.isVisible():
            self._take_snapshot()
            self._add_others()
            self.lists[DIRECTORY].reload()

    def _take_snapshot(self) -> None:
        context = self._context

        def done(snapshot: Snapshot) -> None:
            self.snapshot = snapshot
            if not self.busy_elsewhere():
                self.show_page()

        self._tools.background.read(self, lambda: take(context)).on_success(done).run()

    def on_failure(self, failure: Failure) -> None:
        """Say why something did not work."""
        self.say.emit(Message(Tone.ERROR, failure.sentence, key=_FAILED))
