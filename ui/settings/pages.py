"""Which pages of Ajustes a person has; each is built when somebody comes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from ui.kit.appearance import Appearance
from ui.kit.screen import Tools
from ui.settings.backups_page import BackupsPage
from ui.settings.calendar_page import CalendarPage
from ui.settings.closing_page import ClosingPage
from ui.settings.exchange_page import ExchangePage
from ui.settings.look_page import LookPage
from ui.settings.office_page import OfficePage
from ui.settings.page import Page
from ui.settings.phrases_page import PhrasesPage
from ui.settings.recurrence_page import RecurrencePage
from ui.settings.saved_page import SavedPage
from ui.settings.silence_page import SilencePage
from ui.settings.state_page import StatePage
from ui.settings.templates_page import TemplatesPage
from ui.settings.terms_page import TermsPage
from ui.settings.users_page import UsersPage
from ui.settings.workflow_page import WorkflowPage

Recipe = tuple[type[Page], Callable[[], Page]]


class Pages(Mapping[str, Page]):
    """The pages by id, in the order of the list. Asking for one builds it; from then on it stays."""

    def __init__(self, recipes: list[Recipe]) -> None:
        self._recipes = {kind.id: (kind, make) for kind, make in recipes}
        self._built: dict[str, Page] = {}
        self.on_built: Callable[[Page], None] = lambda _page: None
        """Called once with each page that is built."""

    def __getitem__(self, page_id: str) -> Page:
        page = self._built.get(page_id)
        if page is None:
            page = self._built[page_id] = self._recipes[page_id][1]()
            self.on_built(page)
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._recipes)

    def __len__(self) -> int:
        return len(self._recipes)

    def kinds(self) -> list[type[Page]]:
        """Return the classes, which know their names without being built."""
        return [kind for kind, _make in self._recipes.values()]

    def built(self) -> list[Page]:
        """Return the pages that somebody has come to."""
        return list(self._built.values())


def pages_for(context: Context, tools: Tools, appearance: Appearance, custody: Custody | None) -> Pages:
    """Return the pages that this person may see; without ``custody`` none that needs the keys."""
    may = context.actor.may
    recipes: list[Recipe] = [(LookPage, lambda: LookPage(context, tools, appearance))]
    if may(Permission.EDIT_SETTINGS):
        recipes.append((OfficePage, lambda: OfficePage(context, tools)))
    if may(Permission.EDIT_USERS):
        recipes.append((UsersPage, lambda: UsersPage(context, tools)))
    recipes += [
        (CalendarPage, lambda: CalendarPage(context, tools)),
        (TermsPage, lambda: TermsPage(context, tools)),
        (RecurrencePage, lambda: RecurrencePage(context, tools)),
        (SilencePage, lambda: SilencePage(context, tools)),
        (ClosingPage, lambda: ClosingPage(context, tools)),
    ]
    if may(Permission.READ_CASES) or may(Permission.EDIT_PHRASES):
        recipes.append((WorkflowPage, lambda: WorkflowPage(context, tools)))
    if may(Permission.RECORD_ATTENTION) or may(Permission.EDIT_PHRASES):
        recipes += [
            (PhrasesPage, lambda: PhrasesPage(context, tools)),
            (SavedPage, lambda: SavedPage(context, tools)),
        ]
    if may(Permission.WORK_CASE) or may(Permission.EDIT_PHRASES):
        recipes.append((TemplatesPage, lambda: TemplatesPage(context, tools)))
    if may(Permission.SYNC) and custody is not None:
        recipes.append((ExchangePage, lambda: ExchangePage(context, tools, custody)))
    if may(Permission.BACKUP) and custody is not None:
        recipes.append((BackupsPage, lambda: BackupsPage(context, tools, custody)))
    recipes.append((StatePage, lambda: StatePage(context, tools)))
    return Pages(recipes)
