"""Ciudadanos: the screen, and how list, sheet and form play together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.values import Channel
from desktop_app.services import citizens, people
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import Citizen, CitizenForm, CitizenSaved
from desktop_app.services.context import Context
from desktop_app.services.people import PersonSheet
from ui.citizens import actions
from ui.citizens.export import ExportPart
from ui.citizens.form import PersonForm
from ui.citizens.listing import PeopleListing
from ui.citizens.pages import LeftPages
from ui.citizens.person_pane import PersonPane
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import (
    CASES,
    PANE,
    RECEPTION,
    NewCase,
    Screen,
    ShowCases,
    ShowCitizen,
    Space,
    StartAttention,
    Tools,
)

_SETTLE_MS = 60
_LOOK_MS = 1_500
_SHOWN = frozenset({"citizen", "case", "attention", "referral", "topic"})


class CitizensScreen(Screen):
    """The list of people at the left, one person at the right; letters act on the current row."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._narrow = False
        self._reveal = False
        self._wanted: bytes | None = None
        self._fetch: Operation[PersonSheet] | None = None
        may = context.actor.may
        self.may_write = may(Permission.RECORD_ATTENTION)
        self._may_export = may(Permission.EXPORT_PERSON)
        self.listing = PeopleListing(context, tools.background, may_write=self.may_write)
        self.table = self.listing.table
        self._pane = PersonPane(context, tools, self)
        self.view = self._pane.view
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.pages = LeftPages(context, tools, self.listing)
        row.addWidget(self.pages)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._fetch_current)
        self._connect()
        self._bind()
        self.listing.show_rows()
        # The form takes as long to make as the rest: the list is painted first.
        QTimer.singleShot(0, self, lambda: self.form)
        # Looking through everyone takes seconds of one worker: not while the window comes up.
        QTimer.singleShot(_LOOK_MS, self, self.listing.pairs.look)

    @property
    def form(self) -> PersonForm:
        """The form that corrects a person."""
        return self._pane.form

    @property
    def export(self) -> ExportPart:
        """Where a person's data is saved for them."""
        return self._pane.export

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show whom another section points to."""
        if isinstance(args, ShowCitizen):
            self.show_person(args.citizen)
        self.pages.focus_page()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & _SHOWN:
            self.pages.refresh()
            self._settle.start()
        if not changes or "citizen" in changes:
            self.listing.pairs.follow()

    def pane(self) -> QWidget | None:
        """Return the sheet, or the form in its place."""
        return self._pane

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._narrow = space.narrow
        self.pages.fit(space)

    def keep_draft(self) -> None:
        """Keep what is being written."""
        self.form.keep()

    def _connect(self) -> None:
        self._pane.submitted.connect(self._save)
        self._pane.form_left.connect(self._on_left)
        self._pane.open_asked.connect(self._open_other)
        self._pane.export_left.connect(self._leave_export)
        self._pane.said.connect(self.say)
        self.listing.row_changed.connect(self._on_row)
        self.listing.opened.connect(self._enter_pane)
        self.listing.missed.connect(self._on_missed)
        self.listing.new.clicked.connect(self._new)
        self.view.attend.clicked.connect(lambda: self._attend(self._shown()))
        self.view.edit.clicked.connect(lambda: self._edit(self._shown()))
        self.view.cases.clicked.connect(lambda: self._show_cases(self._shown()))
        self.view.open_case.clicked.connect(lambda: self._begin_case(self._shown()))
        self.view.history.clicked.connect(lambda: self.pages.show_history(self._shown()))
        self.view.left.connect(self._back_to_list)
        self.view.export.clicked.connect(lambda: self._show_export(self._shown()))
        self.view.case_chosen.connect(self._open_case)
        self.view.separate_asked.connect(lambda record: self.pages.decisions.separate(record.id, record.name))
        self.pages.left.connect(self._back_to_list)
        self.pages.entered.connect(self._uncover)
        self.pages.case_chosen.connect(self._open_case)
        self.pages.said.connect(self.say)
        self.pages.standing.connect(self._show_standing)

    def _bind(self) -> None:
        bind = self._tools.actions.bind
        bind(actions.SEARCH, self, self._enter_search)
        bind(actions.ORDER, self.table, self.listing.swap_order)
        bind(actions.JOIN, self.table, lambda: self.pages.join(self._current()))
        acts: dict[str, Callable[[Citizen | None], object]] = {
            actions.CASES: self._show_cases, actions.HISTORY: self.pages.show_history,
        }  # fmt: skip
        if self._context.actor.may(Permission.OPEN_CASE):
            bind(actions.OPEN_CASE, self, lambda: self._begin_case(self._current() or self._shown()))
        else:
            self.view.open_case.hide()
        if self._may_export:
            acts[actions.EXPORT] = self._show_export
        if self.may_write:
            bind(actions.APART, self.listing.pairs.table, self.pages.tell_pair)
            bind(actions.UNDO, self, self.pages.decisions.undo)
            bind(actions.SUBMIT_ID, self, self._submit)
            acts |= {actions.EDIT: self._edit, actions.ATTEND: self._attend}
            acts[actions.NEW] = lambda _person: self._new()
        self.pages.bind_lists(acts)

    # The person in the pane.

    def show_person(self, citizen: bytes) -> None:
        """Stand on somebody in the list of everyone and show their sheet."""
        self._leave_form()
        self.pages.show_list()
        self._reveal = True
        self._wanted = citizen
        self.listing.show_person(citizen)
        self._fetch_sheet(citizen)

    def _current(self) -> Citizen | None:
        return self.listing.person()

    def _shown(self) -> Citizen | None:
        return self.view.sheet.citizen if self.view.sheet is not None else None

    def _on_row(self) -> None:
        current = self._current()
        if self._wanted is not None and (current is None or current.id != self._wanted):
            return  # the list is still on its way to somebody else
        self._wanted = None
        self._settle.start()

    def _on_missed(self) -> None:
        self._wanted = None
        text = QCoreApplication.translate("Citizens", "Esa persona no está en la lista de este equipo.")
        self.say.emit(Message(Tone.INFO, text))

    def _fetch_current(self) -> None:
        person = self._current()
        if person is not None:
            self._fetch_sheet(person.id)
        elif self.listing.empty() and not self._pane.writing():
            self.view.sheet = None
            self._pane.show_nobody()

    def _fetch_sheet(self, citizen: bytes) -> None:
        if self._fetch is not None:
            self._fetch.drop()
        context = self._context

        def done(found: PersonSheet) -> None:
            self._fetch = None
            shown = self._shown()
            another = shown is None or found.citizen.id != shown.id
            if self._wanted == citizen:
                # A merged record is shown as who stands for it: the list comes to that one.
                here = self._current()
                self._wanted = None if here is not None and here.id == found.citizen.id else found.citizen.id
            self.view.show_sheet(found, self._tools.now())
            if another:
                self._pane.verticalScrollBar().setValue(0)
            if not self._pane.writing():
                self._pane.show_part(self.view)
            if self._reveal:
                self._reveal = False
                if self._narrow:
                    self._open_pane()

        self._fetch = (
            self._tools.background.read(self, lambda: people.sheet(context, citizen)).on_success(done).run()
        )

    def _enter_search(self) -> None:
        self.pages.show_list()
        self.listing.search.setFocus()
        self.listing.search.selectAll()

    def _enter_pane(self) -> None:
        self._leave_form()
        self._open_pane()
        first = self.view.attend if self.may_write else self.view.cases
        first.setFocus()

    def _open_pane(self) -> None:
        if not self._pane.isVisible():
            self._tools.actions.trigger(PANE)

    def _back_to_list(self) -> None:
        self.pages.show_list()
        self._uncover()
        self.listing.rows().setFocus()

    def _uncover(self) -> None:
        """Take the pane away where it lies over the page."""
        if self._narrow and self._pane.isVisible():
            self._tools.actions.trigger(PANE)

    # What is done with a person.

    def _attend(self, person: Citizen | None) -> None:
        if person is not None and self.may_write:
            self.go.emit(RECEPTION, StartAttention(Channel.IN_PERSON, person.id))

    def _show_cases(self, person: Citizen | None) -> None:
        if person is not None:
            self.go.emit(CASES, ShowCases(CaseQuery("all", citizen=person.id)))

    def _begin_case(self, person: Citizen | None) -> None:
        if person is not None:
            self.go.emit(CASES, NewCase(citizen=person.id))

    def _open_case(self, case: bytes) -> None:
        person = self._shown()
        if person is not None:
            self.go.emit(CASES, ShowCases(CaseQuery("all", citizen=person.id), case))

    # Their data in their hands, and who stands after a decision.

    def _show_standing(self, citizen: bytes) -> None:
        """Show who stands now, unless other pairs wait to be looked at."""
        if self.listing.shows_pairs():
            self._settle.start()
        else:
            self.show_person(citizen)
            self._reveal = False

    def _show_export(self, person: Citizen | None) -> None:
        if person is not None and self._may_export and not self.form.saving():
            self._leave_form()
            self._open_pane()
            self._pane.show_part(self.export)
            self.export.open_for(person)

    def _leave_export(self) -> None:
        if not self.form.is_open():  # opened while the document was being made
            self._pane.show_sheet()
            self._back_to_list()

    def _edit(self, person: Citizen | None) -> None:
        if person is not None and not self.form.saving():
            self._open_form(person)

    def _new(self) -> None:
        if not self.form.saving():
            self._open_form(None)

    def _open_form(self, person: Citizen | None) -> None:
        self._pane.close_export()
        self._open_pane()
        self._pane.show_part(self.form)
        self.form.open_for(person, self.listing.search.text())

    def _open_other(self, citizen: bytes) -> None:
        self.show_person(citizen)
        self.pages.focus_page()

    def _leave_form(self) -> None:
        self._pane.close_export()
        if self.form.is_open() and not self.form.saving():
            self.form.close_form()

    def _on_left(self) -> None:
        if self.form.kept():
            text = QCoreApplication.translate(
                "Citizens", "Lo que escribió queda guardado como borrador: al volver a abrirlo estará ahí."
            )
            self.say.emit(Message(Tone.INFO, text))
        self._pane.show_sheet()
        self._back_to_list()
        self._settle.start()

    def _submit(self) -> None:
        comparing = self.pages.comparing()
        if comparing is not None:
            comparing.submit()
        elif self._pane.exporting():
            self.export.submit()
        else:
            self.form.submit()

    def _save(self, citizen: bytes | None, form: CitizenForm) -> None:
        context, seen = self._context, self.form.seen()

        def work() -> CitizenSaved:
            if citizen is None:
                return citizens.register_citizen(context, form)
            return citizens.update_citizen(context, citizen, form, seen)

        def done(saved: CitizenSaved) -> None:
            self.form.done()
            self._pane.show_sheet()
            if citizen is None:
                text = QCoreApplication.translate("Citizens", "Ciudadano registrado: {name}.")
                self.show_person(saved.id)
                self._reveal = False
            else:
                text = QCoreApplication.translate("Citizens", "Datos guardados: {name}.")
            self.say.emit(Message(Tone.DONE, text.format(name=" ".join(form.name.split()))))
            self._back_to_list()

        def failed(failure: Failure) -> None:
            self._open_pane()
            self.form.refuse(failure)

        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()
