"""What stands at the left: the list, the history of one person, two records side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.services import merging
from desktop_app.services.access import Permission
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.merging import Outdated, Preview
from ui.citizens import actions
from ui.citizens.compare import ComparePage
from ui.citizens.deciding import Decisions
from ui.citizens.history import HistoryPage
from ui.citizens.listing import PeopleListing
from ui.citizens.words import nameless
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Space, Tools

_CHOSEN = "citizens-chosen"


class LeftPages(QStackedWidget):
    """One page at a time; history and comparison are made when they are first asked for."""

    left = Signal()
    """Back to the list."""
    entered = Signal()
    """A page that needs the room: nothing shall lie over it."""
    case_chosen = Signal(object)
    said = Signal(object)
    """Message for the person."""
    standing = Signal(object)
    """Id of who stands after a decision."""

    def __init__(self, context: Context, tools: Tools, listing: PeopleListing) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._space = Space(narrow=False, short=False, tiny=False)
        self._history: HistoryPage | None = None
        self._compare: ComparePage | None = None
        self._chosen: Citizen | None = None
        self.listing = listing
        self.addWidget(listing)
        undo = tools.actions.spec(actions.UNDO).hint()
        self.decisions = Decisions(context, tools.background, undo, self)
        self.decisions.said.connect(self.said)
        self.decisions.standing.connect(self.standing)
        listing.pairs.opened.connect(self._compare_pair)

    @property
    def history(self) -> HistoryPage:
        """The history of a person."""
        if self._history is None:
            self._history = page = HistoryPage(self._context, self._tools.background)
            self.addWidget(page)
            page.fit(self._space)
            page.left.connect(self.left)
            page.case_chosen.connect(self.case_chosen)
        return self._history

    @property
    def compare(self) -> ComparePage:
        """Two records side by side."""
        if self._compare is None:
            may = self._context.actor.may
            self._compare = page = ComparePage(
                may_merge=may(Permission.MERGE_PEOPLE),
                may_write=may(Permission.RECORD_ATTENTION),
                submit_hint=self._tools.actions.spec(actions.SUBMIT_ID).hint(),
            )
            self.addWidget(page)
            page.left.connect(self.left)
            page.merge_asked.connect(self._merge)
            page.apart_asked.connect(self._tell_apart)
        return self._compare

    def comparing(self) -> ComparePage | None:
        """Return the comparison while it is in front."""
        return self._compare if self.currentWidget() is self._compare else None

    def bind_lists(self, acts: Mapping[str, Callable[[Citizen | None], object]]) -> None:
        """Bind what is done with the current person in both lists: the sheet beside them says the same letters."""
        for table in (self.listing.pairs.table, self.listing.table):
            for action, act in acts.items():
                self._tools.actions.bind(action, table, partial(self._act, act))

    def _act(self, act: Callable[[Citizen | None], object]) -> None:
        act(self.listing.person())

    def show_list(self) -> None:
        """Bring the list to the front."""
        self.setCurrentWidget(self.listing)

    def focus_page(self) -> None:
        """Put the focus where work begins on the page in front."""
        comparing = self.comparing()
        if comparing is not None:
            comparing.focus_first()
        elif self._history is not None and self.currentWidget() is self._history:
            self._history.table.setFocus()
        else:
            self.listing.rows().setFocus()

    def refresh(self) -> None:
        """Fetch again what is shown."""
        self.listing.reload()
        if self._history is not None and self.currentWidget() is self._history:
            self._history.reload()

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._space = space
        self.listing.fit(space)
        if self._history is not None:
            self._history.fit(space)

    def show_history(self, person: Citizen | None) -> None:
        """Show all that happened with somebody."""
        if person is not None:
            self.entered.emit()
            self.setCurrentWidget(self.history)
            self.history.show_person(person)

    def join(self, person: Citizen | None) -> None:
        """Choose a record; compare it with the one that was chosen before."""
        chosen, self._chosen = self._chosen, person
        if person is None:
            return
        if chosen is None or chosen.id == person.id:
            words = QCoreApplication.translate(
                "Citizens", "{name}: vaya a la otra ficha y pulse R para compararlas."
            ).format(name=nameless(person.name))
            self.said.emit(Message(Tone.INFO, words, key=_CHOSEN))
            return
        self._chosen = None
        self._show_compare(chosen.id, person.id)

    def tell_pair(self) -> None:
        """Tell the current pair apart, or consider it again."""
        pair = self.listing.pairs.current()
        if pair is not None:
            apart = self.listing.pairs.apart()
            act = self.decisions.forget_apart if apart else self.decisions.tell_apart
            act(pair.pair.one, pair.pair.other)

    def _compare_pair(self) -> None:
        pair = self.listing.pairs.current()
        if pair is not None:
            self._show_compare(pair.pair.one, pair.pair.other)

    def _show_compare(self, one: bytes, other: bytes, told: str = "") -> None:
        """Show two records side by side; ``told``: why they are shown again."""
        context = self._context

        def done(found: Preview) -> None:
            self.entered.emit()
            self.setCurrentWidget(self.compare)
            self.compare.show_preview(found)
            if told:
                self.compare.refuse(told)

        self._tools.background.read(self, lambda: merging.preview(context, one, other)).on_success(done).run()

    def _merge(self, preview: Preview, take: frozenset[str]) -> None:
        def failed(failure: Failure) -> None:
            self.compare.refuse(failure.sentence)
            if isinstance(failure.error, Outdated) and self.comparing() is not None:
                self._show_compare(preview.standing.id, preview.other.id, failure.sentence)

        self.decisions.merge(preview, take, self.left.emit, failed)

    def _tell_apart(self, preview: Preview) -> None:
        self.decisions.tell_apart(preview.standing.id, preview.other.id, self.left.emit)
