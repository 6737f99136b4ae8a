"""Nuevo caso: the form, its draft on the disk, its record, and taking that back for ten seconds."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services import drafts, newcase
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from desktop_app.services.newcase import NewCaseSaved, TakenBack
from ui.cases import actions
from ui.cases.newcase_form import NewCaseForm
from ui.cases.newcase_pane import NewCasePane
from ui.cases.newcase_thinking import CaseThinking
from ui.cases.newcase_writing import CaseWriting, begin
from ui.kit.afterwards import Afterwards
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import NewCase, Space, Tools

WAIT_MS = 250


class NewCaseDesk(QObject):
    """Everything about the case that is being written; the screen shows its form and its pane."""

    opened = Signal()
    """The form is to be shown."""
    closed = Signal()
    """The list is to be shown."""
    recorded = Signal(object)
    """NewCaseSaved."""
    see = Signal(object)
    """Id of an open case to look at; the draft stays."""
    offered = Signal(str, object)
    """What was done, and what takes it back within ten seconds."""
    say = Signal(object)

    def __init__(self, context: Context, tools: Tools, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self._space: Space | None = None
        self.saving = False
        self._made = False
        self._opening = False
        self._thinking = CaseThinking(context, tools.background, self)
        self._thinking.changed.connect(self._on_thoughts)
        self._afterwards = Afterwards(self._waits, screen, lambda: self.saving or self._opening)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep)

    @cached_property
    def form(self) -> NewCaseForm:
        """The form, made when the first case is written."""
        spec = self._tools.actions.spec
        hints = {
            "submit": spec(actions.SUBMIT_ID).hint(),
            "route": spec(actions.ROUTE).hint(),
            "critical": spec(actions.CRITICAL).hint(),
        }
        form = NewCaseForm(self._context, self._tools.background, hints)
        if self._space is not None:
            form.fit(self._space)
        form.edited.connect(self._on_edited)
        form.submitted.connect(self.submit)
        form.left.connect(self.leave)
        form.discarded.connect(self.discard)
        form.see_asked.connect(self._see_first)
        self._afterwards.follow(form.fields.looking())
        self._made = True
        return form

    @cached_property
    def pane(self) -> NewCasePane:
        """What stands beside the form."""
        pane = NewCasePane(self._context, self._screen)
        pane.type_chosen.connect(self.form.choose_type)
        pane.case_chosen.connect(self._see)
        pane.hide()
        return pane

    def writing(self) -> bool:
        """Tell whether a case is being written."""
        return self._made and self.form.writing is not None

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._space = space
        if self._made:
            self.form.fit(space)

    def begin(self, wanted: NewCase | None = None) -> None:
        """Open the form with what is known; one that is open already stays as it is."""
        if self.saving or self._opening or (self.writing() and wanted in (None, NewCase())):
            return
        self.keep()
        self._opening = True
        context, asked = self._context, wanted or NewCase()

        def done(writing: CaseWriting) -> None:
            self._opening = False
            self._show(writing)
            self._afterwards.go_on()

        def failed(failure: Failure) -> None:
            self._opening = False
            self._afterwards.forget()
            self.say.emit(Message(Tone.INFO, failure.sentence))

        self._tools.background.read(self, lambda: begin(context, asked)).on_success(done).on_failure(
            failed
        ).run()
        # What is typed after F8 is meant for the form.
        self._afterwards.watch()

    def submit(self) -> None:
        """Record it, or say under the fields what is missing."""
        if self.saving or self._afterwards.keeps(self.submit, leaving=False):
            return
        writing = self.form.read()
        if writing is None:
            return
        self.form.fields.topic.close_list()
        wrong = self.form.missing()
        if wrong:
            self.form.show_errors(wrong)
            return
        self.form.fields.clear_errors()
        self.saving = True
        self.form.lock(locked=True)
        self._timer.stop()
        context, form, slot = self._context, writing.form(), writing.slot
        (
            self._tools.background.write(self, lambda: newcase.record_case(context, form, draft=slot))
            .on_success(partial(self._on_saved, writing))
            .on_failure(self._on_refused)
            .run()
        )
        self._afterwards.watch()

    def leave(self) -> None:
        """Go back to the list; what was typed is kept."""
        if self.writing() and not self.saving:
            self._close()
            self.closed.emit()

    def discard(self) -> None:
        """Forget what was typed; for some seconds it can be taken up again."""
        writing = self.form.read()
        if writing is None or self.saving:
            return
        self._timer.stop()
        self.form.writing = None
        self._thinking.follow(None)
        context, slot = self._context, writing.slot
        self._tools.background.write(self, lambda: drafts.drop_draft(context, slot)).run()
        if writing.changed():
            text = QCoreApplication.translate("NewCase", "Caso sin abrir descartado.")
            self.offered.emit(text, partial(self._take_up, writing))
        self.closed.emit()

    def take_route(self) -> None:
        """Take the suggested type."""
        if self.writing() and not self.saving:
            self.form.take_route()

    def make_critical(self) -> None:
        """Raise the case that is being written to critical."""
        if self.writing() and not self.saving:
            self.form.make_critical()

    def _take_back(self, saved: NewCaseSaved, writing: CaseWriting) -> None:
        context = self._context

        def done(_undone: TakenBack) -> None:
            text = QCoreApplication.translate("NewCase", "Caso {number} deshecho: queda anulado.")
            self.say.emit(Message(Tone.INFO, text.format(number=saved.number)))
            self._take_up(writing)

        self._tools.background.write(self, lambda: newcase.take_back(context, saved)).on_success(done).run()

    def keep(self) -> None:
        """Save what was typed without waiting; what is as it began leaves no draft."""
        self._timer.stop()
        if not self.writing() or self.saving:
            return
        writing = self.form.read()
        if writing is None:
            return
        context, slot = self._context, writing.slot
        if writing.changed():
            content = writing.content()
            save = self._tools.background.write(self, lambda: drafts.save_draft(context, slot, content))
            save.on_success(self._on_kept).run()
        else:
            self._tools.background.write(self, lambda: drafts.drop_draft(context, slot)).run()

    def _show(self, writing: CaseWriting) -> None:
        self.form.open_with(writing)
        self.opened.emit()
        self.form.next_field().setFocus()
        self._thinking.follow(writing.considered())

    def _take_up(self, writing: CaseWriting) -> None:
        if not self.writing() and not self._opening:
            self._show(writing)
            self._on_edited()
        elif self.form.writing is None or self.form.writing.slot != writing.slot:
            # Something else is being written: what was taken back waits as a draft.
            context, slot, content = self._context, writing.slot, writing.content()
            self._tools.background.write(self, lambda: drafts.save_draft(context, slot, content)).run()

    def _close(self) -> None:
        self.keep()
        self.form.writing = None
        self._thinking.follow(None)

    def _waits(self) -> bool:
        return self._opening or (self.writing() and self.form.waits())

    def _on_edited(self) -> None:
        writing = self.form.writing
        if writing is None:
            return
        self._thinking.follow(writing.considered())
        self._show_thoughts()
        if not self._timer.isActive():  # who types without a rest is saved meanwhile
            self._timer.start()

    def _on_thoughts(self) -> None:
        if self.writing():
            self._show_thoughts()

    def _show_thoughts(self) -> None:
        writing = self.form.writing
        now = self._tools.now()
        self.form.show_thoughts(self._thinking.thoughts, now)
        self.pane.show_thoughts(
            writing.type_code if writing is not None else "", self._thinking.thoughts, now
        )

    def _on_kept(self, draft: Draft) -> None:
        if self.form.writing is not None and draft.slot == self.form.writing.slot:
            words = QCoreApplication.translate("NewCase", "Borrador guardado {time}")
            self.form.kept.setText(words.format(time=f"{draft.saved:%H:%M:%S}"))

    def _on_saved(self, writing: CaseWriting, saved: NewCaseSaved) -> None:
        self.saving = False
        self.form.lock(locked=False)
        self.form.writing = None
        self._thinking.follow(None)
        text = QCoreApplication.translate("NewCase", "Caso {number} abierto.").format(number=saved.number)
        self.offered.emit(text, partial(self._take_back, saved, writing))
        self.recorded.emit(saved)
        self._afterwards.go_on()

    def _on_refused(self, failure: Failure) -> None:
        self.saving = False
        self.form.lock(locked=False)
        self._timer.start()
        if not self.form.refused(failure):
            self.say.emit(Message(Tone.ERROR, failure.sentence, key="newcase-refused"))
        self._afterwards.forget()  # it was typed for what would have come next

    def _see_first(self) -> None:
        thoughts = self._thinking.thoughts
        if thoughts is not None and thoughts.same:
            self._see(thoughts.same[0].id)

    def _see(self, case: bytes) -> None:
        self._close()
        self.see.emit(case)
