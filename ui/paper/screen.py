"""Formularios en papel: the screen, and how list, pane, transcription and preview play together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.blanks import BlankState
from desktop_app.domain.values import Result
from desktop_app.services import late, paper
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.paper import Form, Marked
from desktop_app.services.reception import AttentionSaved
from desktop_app.services.undo import Undone
from ui.kit.detail import DetailPane
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import CASES, PANE, Screen, ShowCases, Space, Tools
from ui.kit.surfaces import EmptyState
from ui.paper import actions
from ui.paper.detail import FormView
from ui.paper.filling import Filling
from ui.paper.keeper import SLOT
from ui.paper.listing import FormListing
from ui.paper.making import MakeForm, SpoilForm
from ui.paper.panel import TypingPanel
from ui.paper.press import Press
from ui.paper.preview import BatchPreview

_SETTLE_MS = 60
_SHOWN = frozenset({"blank", "attention", "citizen", "topic"})


class PaperScreen(Screen):
    """The list of forms at the left, one form at the right; letters act on the current row."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._narrow = False
        self._fetch: Operation[str] | None = None
        self._back: tuple[float, Callable[[], None]] | None = None
        self._before: Filling | None = None
        spec = tools.actions.spec
        submit = spec(actions.SUBMIT_ID).hint()
        hints = {
            Result.REFERRED: spec(actions.REFER).hint(),
            Result.CASE_OPENED: spec(actions.CASE).hint(),
            Result.CRITICAL_CASE: spec(actions.CRITICAL).hint(),
        }
        self.listing = FormListing(context, tools.background)
        self.table = self.listing.table
        self.panel = TypingPanel(context, tools.background, submit, hints)
        self.preview = BatchPreview(context, tools.background, tools.actions)
        self.view = FormView()
        self.make = MakeForm(context, submit)
        self.spoil = SpoilForm(submit)
        self._empty = EmptyState(
            "note", QCoreApplication.translate("Paper", "Aquí verá el formulario que elija en la lista.")
        )
        self.press = Press(context, tools, self)
        self._pages = QStackedWidget()
        for page in (self.listing, self.panel, self.preview):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._pane = self._make_pane()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._show_current)
        self._connect()
        self._bind()
        self.listing.show_rows()
        self.panel.keeper.restore(self._on_restored)

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Put the focus where work begins."""
        del args
        if self._pages.currentWidget() is self.listing:
            self.table.setFocus()
        elif self._pages.currentWidget() is self.panel:
            (self.panel.focusWidget() or self.panel.form.start).setFocus()
        else:
            self.preview.print.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & _SHOWN:
            self.listing.reload()

    def pane(self) -> QWidget | None:
        """Return the form that is chosen, or what is asked about it."""
        return self._pane

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._narrow = space.narrow
        self.listing.fit(space)
        self.panel.fit(space)

    def keep_draft(self) -> None:
        """Keep what is being typed in."""
        self.panel.keep()

    # Composition.

    def _make_pane(self) -> DetailPane:
        pane = DetailPane(QCoreApplication.translate("Paper", "Formulario"), self)
        for part in (self.view, self.make, self.spoil, self._empty):
            pane.column.addWidget(part)
        self.view.hide()
        pane.hide()
        return pane

    def _connect(self) -> None:
        listing, view, panel = self.listing, self.view, self.panel
        listing.row_changed.connect(self._settle.start)
        listing.opened.connect(self.transcribe)
        listing.make.clicked.connect(self._open_make)
        view.transcribe.clicked.connect(self.transcribe)
        view.spoil.clicked.connect(self._open_spoil)
        view.restore.clicked.connect(self._restore)
        view.again.clicked.connect(self._print_again)
        view.case_asked.connect(self._open_case)
        view.keep_asked.connect(self._keep_one)
        self.make.asked.connect(self.press.make)
        self.make.left.connect(self._back_to_list)
        self.spoil.asked.connect(self._mark_spoiled)
        self.spoil.left.connect(self._back_to_list)
        panel.submitted.connect(self._record)
        panel.left.connect(self._leave_panel)
        panel.discarded.connect(self._on_discarded)
        panel.form_found.connect(self._show_form)
        self.preview.left.connect(self._leave_preview)
        self.preview.paper_asked.connect(self.press.again)

    def _bind(self) -> None:
        bind = self._tools.actions.bind
        bind(actions.SEARCH, self, self._enter_search)
        bind(actions.SUBMIT_ID, self, self._submit)
        bind(actions.UNDO, self, self.undo)
        bind(actions.PRINT, self, self.press.print_pages)
        bind(actions.KEEP, self, self.press.keep_batch)
        for action_id, result in (
            (actions.ORIENT, Result.ORIENTED),
            (actions.REFER, Result.REFERRED),
            (actions.CASE, Result.CASE_OPENED),
            (actions.CRITICAL, Result.CRITICAL_CASE),
        ):
            bind(action_id, self, lambda result=result: self._choose_result(result))  # type: ignore[misc]
        for action_id, act in (
            (actions.TRANSCRIBE, self.transcribe),
            (actions.MAKE, self._open_make),
            (actions.AGAIN, self._print_again),
            (actions.SPOIL, self._open_spoil),
            (actions.RESTORE, self._restore),
        ):
            bind(action_id, self.table, act)

    # The form in the pane.

    def _show_part(self, part: QWidget) -> None:
        for each in (self.view, self.make, self.spoil, self._empty):
            each.setVisible(each is part)
        self._pane.verticalScrollBar().setValue(0)

    def _asking(self) -> bool:
        return not self.make.isHidden() or not self.spoil.isHidden()

    def _show_current(self) -> None:
        if self._pages.currentWidget() is not self.listing or self._asking():
            return
        form = self.listing.current()
        if form is not None:
            self._show_form(form)
        elif self.listing.model.counted() and not self.listing.model.rowCount():
            self._show_part(self._empty)

    def _show_form(self, form: Form) -> None:
        if self._fetch is not None:
            self._fetch.drop()
            self._fetch = None
        batch = [each for each in self.listing.everything() if each.batch == form.batch] or [form]

        def done(name: str) -> None:
            self._fetch = None
            acting = self._pages.currentWidget() is self.listing
            self.view.show_form(form, batch, name, self._tools.now(), acting=acting)
            if not self._asking():
                self._show_part(self.view)

        if form.state is not BlankState.SPOILED:
            done("")
            return
        context, blank = self._context, form.id
        self._fetch = (
            self._tools.background.read(self, lambda: paper.spoiled_by(context, blank)).on_success(done).run()
        )

    def open_pane(self) -> None:
        """Have the pane in sight where it lies over the screen."""
        if not self._pane.isVisible():
            self._tools.actions.trigger(PANE)

    def _back_to_list(self) -> None:
        self.make.hide()
        self.spoil.hide()
        if self._narrow and self._pane.isVisible():
            self._tools.actions.trigger(PANE)
        self.show_page(self.listing)
        self._show_current()
        self.table.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Bring the list, the transcription or the preview to the front."""
        self._pages.setCurrentWidget(page)

    def _enter_search(self) -> None:
        if self._pages.currentWidget() is self.listing:
            self.listing.search.setFocus()
            self.listing.search.selectAll()

    # Printing and spoiling.

    def _open_make(self) -> None:
        self.open_pane()
        self._show_part(self.make)
        self.make.open_form()

    def _print_again(self) -> None:
        form = self.listing.current()
        if form is not None:
            self.press.again(form.batch)

    def _leave_preview(self) -> None:
        self.preview.view.show_document(None)
        self._back_to_list()

    def _open_spoil(self) -> None:
        form = self.listing.current()
        if form is None or not form.open:
            self._say_state(form)
            return
        self.open_pane()
        self._show_part(self.spoil)
        self.spoil.open_for(form.id, form.number)

    def _mark_spoiled(self, blank: bytes, reason: str) -> None:
        context = self._context

        def done(marked: Marked) -> None:
            self._back_to_list()
            self._offer_undo(lambda: self._take_mark_away(blank))
            words = QCoreApplication.translate("Paper", "Formulario {number} anulado.")
            self._say_done(words.format(number=marked.numbers[0]))

        self._tools.background.write(self, lambda: paper.spoil(context, [blank], reason)).on_success(
            done
        ).on_failure(self.spoil.refuse).run()

    def _restore(self) -> None:
        form = self.listing.current()
        if form is not None and form.state is BlankState.SPOILED:
            self._take_mark_away(form.id)
        else:
            self._say_state(form)

    def _take_mark_away(self, blank: bytes) -> None:
        context = self._context

        def done(marked: Marked) -> None:
            words = QCoreApplication.translate("Paper", "El formulario {number} ya no está anulado.")
            self.say.emit(Message(Tone.INFO, words.format(number=marked.numbers[0])))

        self._tools.background.write(self, lambda: paper.restore(context, [blank])).on_success(done).run()

    def _say_state(self, form: Form | None) -> None:
        """Say why a letter does nothing with this form."""
        if form is None:
            return
        translate = QCoreApplication.translate
        words = {
            BlankState.TRANSCRIBED: translate("Paper", "Este formulario ya está transcrito."),
            BlankState.SPOILED: translate("Paper", "Este formulario ya está anulado: Q quita la anulación."),
        }.get(form.state, translate("Paper", "Este formulario no está anulado."))
        self.say.emit(Message(Tone.INFO, words))

    # Transcribing.

    def transcribe(self) -> None:
        """Type in the form of the current row, or go on with the one that was begun."""
        form = self.listing.current()
        if self.panel.typing() and self.panel.filling is not None:
            unfinished = self.panel.filling
            self._open_panel(unfinished, restored=True)
            if form is not None and form.number != unfinished.number:
                words = QCoreApplication.translate(
                    "Paper", "Este quedó a medio transcribir: regístrelo o descártelo antes de empezar otro."
                )
                self.say.emit(Message(Tone.INFO, words))
            return
        if form is not None and form.uses:
            self._say_state(form)
            return
        number = form.number if form is not None else ""
        self._open_panel(self._before.following(number) if self._before else Filling(number=number))

    def _open_panel(self, filling: Filling, *, restored: bool = False) -> None:
        if self._narrow and self._pane.isVisible():
            self._tools.actions.trigger(PANE)
        self.make.hide()
        self.spoil.hide()
        self.show_page(self.panel)
        self.panel.open_with(filling, restored=restored)

    def _leave_panel(self) -> None:
        if self.panel.typing():
            words = QCoreApplication.translate(
                "Paper", "Lo que escribió queda guardado como borrador: Enter lo vuelve a abrir."
            )
            self.say.emit(Message(Tone.INFO, words))
        self._back_to_list()

    def _on_restored(self, filling: Filling | None) -> None:
        if filling is not None and self.panel.filling is None:
            self._open_panel(filling, restored=True)

    def _on_discarded(self, filling: Filling) -> None:
        self._back_to_list()
        if not filling.blank:
            self._offer_undo(lambda: self._open_panel(filling, restored=True))
            self._say_done(QCoreApplication.translate("Paper", "Transcripción descartada."))

    def _choose_result(self, result: Result) -> None:
        if self._pages.currentWidget() is self.panel:
            self.panel.choose_result(result)

    def _submit(self) -> None:
        if self._pages.currentWidget() is self.panel:
            self.panel.submit()
        elif not self.make.isHidden():
            self.make.submit()
        elif not self.spoil.isHidden():
            self.spoil.submit()

    def _record(self, filling: Filling, started: datetime, ended: datetime) -> None:
        context = self._context

        def work() -> AttentionSaved:
            form = paper.find_form(context, filling.number)
            return late.transcribe(context, filling.transcription(form.id, started, ended), draft=SLOT)

        def done(saved: AttentionSaved) -> None:
            self.panel.recorded()
            self._before = filling
            self._offer_undo(lambda: self._take_back(saved, filling))
            words = QCoreApplication.translate("Paper", "Formulario {number} transcrito.")
            if saved.case is not None:
                words = QCoreApplication.translate("Paper", "Formulario {number} transcrito: caso abierto.")
            self._say_done(words.format(number=saved.number))
            following = self.listing.next_open(saved.number)
            if following is None:
                self._back_to_list()
            else:
                self.panel.open_with(filling.following(following.number))

        def failed(failure: Failure) -> None:
            self.show_page(self.panel)
            self.panel.refuse(failure)

        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()

    def _take_back(self, saved: AttentionSaved, filling: Filling) -> None:
        context = self._context

        def done(_undone: Undone) -> None:
            self._open_panel(filling)
            self.panel.keep()
            words = QCoreApplication.translate("Paper", "Transcripción deshecha: puede corregirla.")
            self.say.emit(Message(Tone.INFO, words))

        self._tools.background.write(self, lambda: late.take_back(context, saved)).on_success(done).run()

    def _keep_one(self, attention: bytes) -> None:
        form, context = self.view.form, self._context
        if form is None:
            return
        blank = form.id

        def done(_undone: Undone) -> None:
            words = QCoreApplication.translate("Paper", "Se conservó una; las demás quedaron anuladas.")
            self.say.emit(Message(Tone.DONE, words))

        self._tools.background.write(self, lambda: late.keep_one(context, blank, attention)).on_success(
            done
        ).run()

    def _open_case(self, case: bytes) -> None:
        self.go.emit(CASES, ShowCases(CaseQuery("all"), case))

    # Taking back.

    def undo(self) -> None:
        """Take the last act back, for ten seconds."""
        back, self._back = self._back, None
        if back is not None and monotonic() <= back[0]:
            back[1]()
            return
        words = QCoreApplication.translate("Paper", "No hay nada de hace menos de 10 segundos que deshacer.")
        self.say.emit(Message(Tone.INFO, words))

    def _offer_undo(self, act: Callable[[], None]) -> None:
        self._back = (monotonic() + SECONDS, act)

    def _say_done(self, text: str) -> None:
        hint = self._tools.actions.spec(actions.UNDO).hint()
        word = QCoreApplication.translate("Paper", "Deshacer")
        self.say.emit(Message(Tone.DONE, text, f"{word}  {hint}", self.undo))
