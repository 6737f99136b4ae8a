"""Casos: the screen, and how list, pane and steps play together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState, Level
from desktop_app.services import case_lists, directory
from desktop_app.services.access import Permission
from desktop_app.services.case_filter import filter_text
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.case_relations import RelatedCase
from desktop_app.services.context import Context
from ui.cases import actions
from ui.cases.arrivals import Arrivals
from ui.cases.detail import CaseDetailPane
from ui.cases.early import EarlyKeys
from ui.cases.files_panel import FilesPanel
from ui.cases.flow_steps import correct_step, extend_step, level_step, offered, relate_step, unite_step
from ui.cases.list_acts import ListActs
from ui.cases.listing import CaseListing
from ui.cases.newcase import NewCaseDesk
from ui.cases.newcase_place import NewCasePlace
from ui.cases.panel import CasePanel, Record, Recorded, step_record
from ui.cases.steps import (
    FILES,
    Entry,
    Step,
    ToldSaved,
    answer_step,
    assign_step,
    call_step,
    check_step,
    critical_step,
    deny_step,
    escalate_step,
    files_step,
    note_step,
    write_step,
)
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import DOCUMENTS, PANE, RECEIPTS, NewCase, Screen, ShowCases, ShowReceipt, Space, Tools

_SETTLE_MS = 60
_LIVE_MS = 60_000


class CasesScreen(Screen):
    """The list by urgency at the left, the case at the right; letters act on the current row."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._names: dict[str, str] = {}
        self._fetch: Operation[CaseDetail] | None = None
        self.listing = CaseListing(context, tools.background)
        self.table = self.listing.table
        self._early = EarlyKeys(self.table)
        submit = tools.actions.spec(actions.SUBMIT_ID).hint()
        turn, causes = (tools.actions.spec(each).hint() for each in (actions.TURN, actions.CAUSES))
        self.detail = CaseDetailPane(context, tools.background, submit, turn, causes, self)
        self.detail.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.listing)
        self.new = NewCaseDesk(context, tools, self)
        self._settle = _single_shot(self, _SETTLE_MS, self._fetch_detail)
        self._live = QTimer(self)
        self._live.setInterval(_LIVE_MS)
        self._live.timeout.connect(self._on_minute)
        self._live.start()
        self._connect()
        self._bind()
        self.acts = ListActs(context, tools, self.listing, self)
        self.acts.said.connect(self.say)
        NewCasePlace(self)
        self._load_names()
        self.listing.start()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show the list that another section points to, or begin a case; else go on where the person was."""
        if isinstance(args, NewCase):
            self.new.begin(args)
            return
        if isinstance(args, ShowCases):
            self.new.leave()
            self._show(args)
        if self.new.writing():
            self.new.form.next_field().setFocus()
        else:
            self.table.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & {"case", "citizen", "topic", "directory"}:
            self.listing.reload()
            self._settle.start()
        if not changes or changes & {"directory", "topic"}:
            self._load_names()
            self.listing.load_names()
        if not changes or changes & {"setting", "case_view"}:
            self.listing.load_views()

    def pane(self) -> QWidget | None:
        """Return the case's detail, or what is thought of the one that is being written."""
        return self.new.pane if self.new.writing() else self.detail

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self.listing.fit(space)
        self.new.fit(space)

    def keep_draft(self) -> None:
        """Keep what is being written."""
        self.detail.keep()
        self.new.keep()

    def show_view(self, view: str) -> None:
        """Show a view of the list."""
        self.listing.show_view(view)

    def _show(self, wanted: ShowCases) -> None:
        """Show a list; what narrows it stands in the filter, where it can be seen and changed."""
        context = self._context
        (
            self._tools.background.read(self, lambda: filter_text(context, wanted.query))
            .on_success(lambda typed: self.listing.show_list(wanted.query.view, typed, wanted.case))
            .run()
        )

    def _find(self, case: bytes) -> None:
        """Narrow the list to one case that lies too far down, by its number."""
        context = self._context

        def done(found: CaseDetail) -> None:
            if self.listing.filter.text() != found.line.number:
                self.listing.show_list("all", found.line.number, case)

        self._tools.background.read(self, lambda: case_lists.detail(context, case)).on_success(done).run()

    def _show_other(self, other: RelatedCase) -> None:
        """Go to a case that stands beside the one in the pane."""
        self.listing.show_list("all", other.number, other.id)
        self.table.setFocus()

    # Composition.

    def _connect(self) -> None:
        self.listing.row_changed.connect(self._settle.start)
        self.listing.opened.connect(self._enter_pane)
        self.listing.missed.connect(self._find)
        self.detail.step_chosen.connect(self.begin)
        self.detail.case_wanted.connect(self._show_other)
        for panel in self.detail.panels.values():
            panel.submitted.connect(partial(self._record, panel))
            panel.left.connect(self.table.setFocus)
            panel.going.connect(self.go)
            panel.say.connect(self.say)
        self.detail.file_chosen.connect(lambda shown: self.go.emit(DOCUMENTS, shown))
        self.arrivals = Arrivals(self, self._tools, self.detail, self._files_arrived)

    def _bind(self) -> None:
        bind = self._tools.actions.bind
        bind(actions.FILTER, self, self._enter_filter)
        bind(actions.SUBMIT_ID, self, self.submit)
        bind(actions.CRITICAL, self, self._mark_critical)
        bind(actions.RECEIPT, self, self._show_receipt)
        bind(actions.MAIL, self, self.arrivals.choose_mail)
        bind(actions.TURN, self, self.detail.turn_screen)
        bind(actions.CAUSES, self, self.detail.ask_causes)
        bind(actions.NEW, self, self.new.begin)
        bind(actions.ROUTE, self, self.new.take_route)
        for action_id, make in (
            (actions.ANSWER, answer_step), (actions.NOTE, note_step), (actions.CALL, call_step),
            (actions.ESCALATE, escalate_step), (actions.WRITE, write_step), (actions.FILES, files_step),
            (actions.CHECK, check_step), (actions.NOT_CRITICAL, deny_step), (actions.LEVEL, level_step),
            (actions.EXTEND, extend_step),
            (actions.UNITE, unite_step), (actions.RELATE, relate_step), (actions.CORRECT, correct_step),
        ):  # fmt: skip
            bind(action_id, self.table, partial(self._when_shown, partial(self._begin_made, make)))
        bind(actions.ASSIGN, self.table, self._assign)
        bind(actions.PAUSE, self.table, partial(self._when_shown, self._pause))
        bind(actions.CLOSE, self.table, partial(self._when_shown, self._close_or_resolve))

    def _load_names(self) -> None:
        context = self._context

        def work() -> dict[str, str]:
            people = {ulid_text(each.id): each.name for each in directory.officials(context)}
            return people | {ulid_text(each.id): each.name for each in directory.units(context)}

        def done(names: dict[str, str]) -> None:
            self._names = names
            self._settle.start()

        self._tools.background.read(self, work).on_success(done).run()

    # The case in the pane.

    def _fetch_detail(self) -> None:
        line = self.listing.current()
        if line is not None:
            self._fetch_case(line.id)
        elif self.listing.model.counted() and not self.listing.model.rowCount():
            self.detail.show_nothing(QCoreApplication.translate("Cases", "Esta lista no tiene casos."))

    def _fetch_case(self, case: bytes) -> None:
        if self._fetch is not None:
            self._fetch.drop()
        context = self._context

        def done(found: CaseDetail) -> None:
            self._fetch = None
            steps = offered(context, found)
            self.detail.show_case(found, steps, self._names, self._tools.now())
            if self._case() is not None:
                self._early.release(case)

        self._fetch = (
            self._tools.background.read(self, lambda: case_lists.detail(context, case)).on_success(done).run()
        )

    def _on_minute(self) -> None:
        """Badges run on while nobody touches anything."""
        if self.isVisible():
            self.listing.reload()
            self._settle.start()

    def _enter_filter(self) -> None:
        if self.new.writing():
            return
        self.listing.filter.setFocus()
        self.listing.filter.selectAll()

    def _enter_pane(self) -> None:
        self._open_pane()
        button = self.detail.first_button()
        if button is not None:
            button.setFocus()

    def _open_pane(self) -> None:
        if not self.detail.isVisible():
            self._tools.actions.trigger(PANE)

    # Steps.

    def _case(self) -> CaseDetail | None:
        """Return the case in the pane, if it is the one of the current row as well."""
        case, line = self.detail.case, self.listing.current()
        return case if case is not None and (line is None or line.id == case.line.id) else None

    def _when_shown(self, act: Callable[[], None]) -> None:
        """Act on the current row's case, as soon as the pane shows it: hands do not wait for the disk."""
        if self._early.holding():
            return
        line = self.listing.current()
        if line is None or self._case() is not None:
            act()
        else:
            self._early.hold(line.id, act)

    def _begin_made(self, make: Callable[[], Step]) -> None:
        case = self._case()
        step = make()
        if case is None:
            return
        if any(each.id == step.id for each in offered(self._context, case)):
            self.begin(step)
        else:
            text = QCoreApplication.translate("Cases", "«{step}» no se puede ahora en este caso.")
            self._refuse(text.format(step=step.title))

    def begin(self, step: Step) -> None:
        """Open what a step asks for, or take it at once when it asks for nothing."""
        case = self._case()
        if case is None:
            return
        self._open_pane()
        if step.needs:
            self.detail.begin(case, step)
        else:
            self._record(None, step_record(case.line.id, step, Entry()))

    def submit(self) -> None:
        """Save what is being written."""
        if self.new.writing():
            self.new.submit()
            return
        if self.listing.drawers.submit():
            return
        if self._early.holding():
            self._early.then(self.submit)
        elif (panel := self.detail.open_panel()) is not None:
            panel.submit()

    def _files_arrived(self, paths: Sequence[Path]) -> None:
        """Open the form that adds files, with those that were dropped or pasted."""
        case = self.detail.case
        panel = self.detail.panels[FILES]
        if (
            case is not None
            and isinstance(panel, FilesPanel)
            and self._context.actor.may(Permission.WORK_CASE)
        ):
            self._open_pane()
            if self.detail.open_panel() is not panel:
                self.detail.begin(case, files_step())
            panel.gather(paths)

    def _move_to(self, *states: CaseState) -> bool:
        case = self._case()
        if case is None:
            return True
        for step in offered(self._context, case):
            if any(step.id == f"move.{state.value}" for state in states):
                self.begin(step)
                return True
        return False

    def _assign(self) -> None:
        """Give the picked cases to somebody, or the one of the current row."""
        if not self.acts.hand_out():
            self._when_shown(partial(self._begin_made, assign_step))

    def _pause(self) -> None:
        case = self._case()
        waiting = case is not None and case.line.state is CaseState.WAITING_CITIZEN
        if self._move_to(CaseState.IN_PROGRESS if waiting else CaseState.WAITING_CITIZEN):
            return
        if case is not None and case.line.level is Level.CRITICAL:
            text = QCoreApplication.translate(
                "Cases", "Un caso crítico no se pausa: su plazo sigue corriendo."
            )
        else:
            text = QCoreApplication.translate("Cases", "Este caso no se puede pausar en su estado actual.")
        self._refuse(text)

    def _close_or_resolve(self) -> None:
        if self._move_to(CaseState.CLOSED):
            return
        if self._move_to(CaseState.RESOLVED):
            text = QCoreApplication.translate("Cases", "Para cerrarlo, primero anote lo que se le respondió.")
            self.say.emit(Message(Tone.INFO, text))
        else:
            self._refuse(QCoreApplication.translate("Cases", "Este caso ya está cerrado."))

    def _refuse(self, sentence: str) -> None:
        """Say why nothing opens; letters that were meant for what would have opened are no acts."""
        self._early.refused()
        self.say.emit(Message(Tone.INFO, sentence))

    def _mark_critical(self) -> None:
        if self.new.writing():
            self.new.make_critical()
        else:
            self._begin_made(critical_step)

    def _show_receipt(self) -> None:
        line = self.listing.current()
        if line is not None and not self.new.writing():
            self.go.emit(RECEIPTS, ShowReceipt("case", line.id))

    def _record(self, panel: CasePanel | None, record: Record) -> None:
        context = self._context

        def done(saved: Recorded) -> None:
            if panel is not None:
                panel.recorded(record)
            self._said(record.noted, saved.number, saved.told if isinstance(saved, ToldSaved) else "")
            if panel is not None:
                panel.written(saved)

        def failed(failure: Failure) -> None:
            about = panel.case if panel is not None and panel.isVisible() else None
            if panel is not None and about is not None and about.line.id == record.case:
                panel.refused(failure.field, failure.sentence)
            else:
                self.say.emit(Message(Tone.ERROR, failure.sentence, key="case-refused"))

        self._tools.background.write(self, lambda: record.work(context)).on_success(done).on_failure(
            failed
        ).run()

    def _said(self, title: str, number: str, told: str = "") -> None:
        text = QCoreApplication.translate("Cases", "Anotado en el caso {number}: {step}.").format(
            step=title, number=number
        )
        self.say.emit(Message(Tone.DONE, " ".join(part for part in (text, told) if part)))
        self.table.setFocus()


def _single_shot(owner: QWidget, milliseconds: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
