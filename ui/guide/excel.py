"""When the page for Excel comes to the front of Trámites, and what goes out of sight meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.columns import Subject
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.guide import actions
from ui.guide.hints import DIRECTORY, NOTICES
from ui.kit.buttons import IconButton
from ui.kit.screen import Tools

if TYPE_CHECKING:
    from ui.guide.bring import BringPage
    from ui.guide.screen import GuideScreen


class Excel(QObject):
    """Opens and closes the page; it is made when somebody first asks for it."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self._page: BringPage | None = None
        self._open = self._short = False
        spec = tools.actions.spec(actions.EXCEL)
        self.button = IconButton(spec.icon, spec.tooltip())
        self.button.clicked.connect(lambda: tools.actions.trigger(actions.EXCEL))

    def is_open(self) -> bool:
        """Tell whether the page is in front."""
        return self._open

    def may(self, tab: str) -> bool:
        """Tell whether what the list in front holds can be brought in by this person."""
        wanted = Permission.EDIT_DIRECTORY if tab == DIRECTORY else Permission.EDIT_CATALOGUE
        actor = self._context.actor
        return tab != NOTICES and actor.may(Permission.IMPORT) and actor.may(wanted)

    def page(self) -> BringPage:
        """Return the page."""
        if self._page is None:
            from ui.guide.bring import BringPage

            hint = self._tools.actions.spec(actions.SUBMIT_ID).hint()
            self._page = BringPage(self._context, self._tools, hint)
            self._page.left.connect(self._on_left)
            self._page.say.connect(self._screen.say)
            self._page.fit(short=self._short)
            self._screen.detail.addWidget(self._page)
        return self._page

    def open(self) -> None:
        """Show the page for what the list in front holds."""
        screen = self._screen
        if not self.may(screen.tab) or screen.busy_elsewhere():
            return
        page = self.page()
        page.open_subject(Subject.DIRECTORY if screen.tab == DIRECTORY else Subject.CATALOGUE)
        self._open = True
        screen.show_widget(page)
        page.enter()

    def submit(self) -> bool:
        """Do what the page's step is for; tell whether the page is in front."""
        if self._open:
            self.page().submit()
        return self._open

    def leave(self) -> None:
        """Take the page away."""
        self._open = False

    def fit(self, *, short: bool) -> None:
        """Let the page give up what it can."""
        self._short = short
        if self._page is not None:
            self._page.fit(short=short)

    def _on_left(self) -> None:
        if self._open:
            self._screen.back_to_page()
