"""Formularios en papel: the screen, and how list, pane, transcription and preview play together."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.blanks import BlankState
from desktop_app.domain.values import Result
from desktop_app.services import paper
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.paper import Form
from ui.kit.detail import DetailPane
from ui.kit.messages import Message, Tone
from ui.kit.operations import Operation
from ui.kit.screen import CASES, PANE, Screen, ShowCases, Space, Tools
from ui.kit.strokes import hand_stays
from ui.kit.surfaces import EmptyState
from ui.paper import actions
from ui.paper.acting import Acts
from ui.paper.detail import FormView
from ui.paper.filling import Filling
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
        submit = tools.actions.spec(actions.SUBMIT_ID).hint()
        self.listing = FormListing(context, tools.background)
        self.table = self.listing.table
        self.view = FormView()
        self.make = MakeForm(context, submit)
        self.spoil = SpoilForm(submit)
        self._panel: TypingPanel | None = None
        self._preview: BatchPreview | None = None
        self._space = Space(narrow=False, short=False, tiny=False)
        self._empty = EmptyState(
            "note", QCoreApplication.translate("Paper", "Aquí verá el formulario que elija en la lista.")
        )
        self.press = Press(context, tools, self)
        self.acts = Acts(context, tools, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.listing)
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
        # The form takes as long to make as the rest: the list is painted first.
        QTimer.singleShot(0, self, lambda: self.panel.keeper.restore(self._on_restored))

    @property
    def panel(self) -> TypingPanel:
        """Where forms are typed in; made when it is first needed."""
        if self._panel is None:
            spec = self._tools.actions.spec
            hints = {
                Result.REFERRED: spec(actions.REFER).hint(),
                Result.CASE_OPENED: spec(actions.CASE).hint(),
                Result.CRITICAL_CASE: spec(actions.CRITICAL).hint(),
            }
            submit = spec(actions.SUBMIT_ID).hint()
            self._panel = panel = TypingPanel(self._context, self._tools.background, submit, hints)
            self._pages.addWidget(panel)
            panel.fit(self._space)
            panel.submitted.connect(self.acts.record)
            panel.left.connect(self._leave_panel)
            panel.discarded.connect(self._on_discarded)
            panel.form_found.connect(self._show_form)
        return self._panel

    @property
    def preview(self) -> BatchPreview:
        """The forms as they will be printed; made when it is first needed."""
        if self._preview is None:
            tools = self._tools
            self._preview = preview = BatchPreview(self._context, tools.background, tools.actions)
            self._pages.addWidget(preview)
            preview.left.connect(self._leave_preview)
            preview.paper_asked.connect(self.press.again)
        return self._preview

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Put the focus where work begins."""
        del args
        front = self._pages.currentWidget()
        if front is self.listing:
            self.table.setFocus()
        elif front is self._panel and self._panel is not None:
            (self._panel.focusWidget() or self._panel.form.start).setFocus()
        else:
            self.preview.print.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things."""
        if not changes or changes & _SHOWN:
            self.listing.reload()

    def pane(self) -> QWidget | None:
        """Return the form that is chosen, or what is asked about it; a preview needs none."""
        return None if self._pages.currentWidget() is self.preview else self._pane

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._narrow, self._space = space.narrow, space
        self.listing.fit(space)
        if self._panel is not None:
            self._panel.fit(space)

    def keep_draft(self) -> None:
        """Keep what is being typed in."""
        if self._panel is not None:
            self._panel.keep()

    # Composition.

    def _make_pane(self) -> DetailPane:
        pane = DetailPane(QCoreApplication.translate("Paper", "Formulario"), self)
        for part in (self.view, self.make, self.spoil, self._empty):
            pane.column.addWidget(part)
        self.view.hide()
        pane.hide()
        return pane

    def _connect(self) -> None:
        listing, view = self.listing, self.view
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
        self.make.left.connect(self.back_to_list)
        self.spoil.asked.connect(self.acts.spoil)
        self.spoil.left.connect(self.back_to_list)

    def _bind(self) -> None:
        bind = self._tools.actions.bind
        bind(actions.SEARCH, self, self._enter_search)
        bind(actions.SUBMIT_ID, self, self._submit)
        bind(actions.UNDO, self, self.acts.undo)
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

    def back_to_list(self) -> None:
        """Bring the list to the front, and the focus into it."""
        self.make.hide()
        self.spoil.hide()
        if self._narrow and self._pane.isVisible():
            self._tools.actions.trigger(PANE)
        self.show_page(self.listing)
        self._show_current()
        with hand_stays(self):
            self.table.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Bring the list, the transcription or the preview to the front."""
        previewed = self._pages.currentWidget() is self.preview
        self._pages.setCurrentWidget(page)
        if previewed is not (page is self.preview):
            self.pane_changed.emit()

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
        self.back_to_list()

    def _open_spoil(self) -> None:
        form = self.listing.current()
        if form is None or not form.open:
            self._say_state(form)
            return
        self.open_pane()
        self._show_part(self.spoil)
        self.spoil.open_for(form.id, form.number)

    def _restore(self) -> None:
        form = self.listing.current()
        if form is not None and form.state is BlankState.SPOILED:
            self.acts.restore(form.id)
        else:
            self._say_state(form)

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
            self.begin_typing(unfinished, restored=True)
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
        before = self.acts.before
        self.begin_typing(before.following(number) if before is not None else Filling(number=number))

    def begin_typing(self, filling: Filling, *, restored: bool = False) -> None:
        """Bring the transcription to the front with a form."""
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
        self.back_to_list()

    def _on_restored(self, filling: Filling | None) -> None:
        if filling is not None and self.panel.filling is None:
            self.begin_typing(filling, restored=True)

    def _on_discarded(self, filling: Filling) -> None:
        self.back_to_list()
        if not filling.blank:
            words = QCoreApplication.translate("Paper", "Transcripción descartada.")
            self.acts.say_done(words, lambda: self.begin_typing(filling, restored=True))

    def _choose_result(self, result: Result) -> None:
        if self._panel is not None and self._panel.isVisible():
            self._panel.choose_result(result)

    def _submit(self) -> None:
        if self._panel is not None and self._panel.isVisible():
            self._panel.submit()
        elif not self.make.isHidden():
            self.make.submit()
        elif not self.spoil.isHidden():
            self.spoil.submit()

    def _keep_one(self, attention: bytes) -> None:
        if self.view.form is not None:
            self.acts.keep_one(self.view.form.id, attention)

    def _open_case(self, case: bytes) -> None:
        self.go.emit(CASES, ShowCases(CaseQuery("all"), case))
