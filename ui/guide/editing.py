"""Which form is open, for what, and what happens when it is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt

from desktop_app.services import catalogue, directory, notices
from desktop_app.services.catalogue import Reviewed, Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Absence, Official, Saved
from desktop_app.services.notices import Notice, Office
from desktop_app.services.questions import Answered, OpenQuestion
from ui.guide import actions
from ui.guide.absence_form import AbsenceForm
from ui.guide.answering import brief
from ui.guide.asked import AskedTopicForm, SynonymForm
from ui.guide.form import DetailForm, Values
from ui.guide.forms import OfficialForm, TopicFormPage, UnitForm
from ui.guide.hints import NOTICES
from ui.guide.keeper import FormKeeper, FormKey
from ui.guide.notices import NoticeForm
from ui.guide.rows import Entry
from ui.kit.operations import Failure
from ui.kit.screen import Tools

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen


F = TypeVar("F", TopicFormPage, OfficialForm, UnitForm, AbsenceForm, NoticeForm, AskedTopicForm)


class Editing(QObject):
    """The forms of the screen; each is made when it is first needed."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self._forms: dict[type[DetailForm], DetailForm] = {}
        self._open: DetailForm | None = None
        self._left: dict[FormKey, Values] = {}
        self._keeper = FormKeeper(context, tools.background, self)
        self._keeper.restore(self._left.update)

    def open_form(self) -> DetailForm | None:
        """Return the form that stands where the page would."""
        return self._open

    # What the keys ask.

    def new(self) -> None:
        """Open an empty form for what the list in front holds."""
        screen = self._screen
        row = screen.current()
        if screen.tab == NOTICES:
            self._open_notice(None)
        elif screen.tab == "directory":
            if screen.may_directory and screen.snapshot is not None:
                form = self._form(OfficialForm)
                form.open_official(None, screen.snapshot, _unit_of(row))
                self._show(form)
        elif screen.may_topics:
            asked = screen.answering.question()
            if asked is None:
                self._open_topic(None)
            elif screen.snapshot is not None:
                of_question = self._form(AskedTopicForm)
                of_question.open_asked(asked, screen.snapshot)
                self._show(of_question)

    def synonym(self) -> None:
        """Open the form that makes the current question another word for a topic."""
        screen, asked = self._screen, self._screen.answering.question()
        if asked is not None and screen.may_topics and screen.snapshot is not None:
            form = self._synonyms
            form.open_question(asked, screen.snapshot)
            self._show(form)

    def new_unit(self) -> None:
        """Open an empty form for a unit."""
        screen = self._screen
        if screen.tab == "directory" and screen.snapshot is not None:
            form = self._form(UnitForm)
            form.open_unit(None, screen.snapshot)
            self._show(form)

    def edit(self) -> None:
        """Open the form for what stands in the current row."""
        screen = self._screen
        row, snapshot = screen.current(), screen.snapshot
        if snapshot is None:
            return
        topic = screen.topic()
        if topic is not None and screen.may_topics:
            self._open_topic(topic)
        elif isinstance(row, OpenQuestion) and screen.may_topics:
            self._edit_asked(row)
        elif isinstance(row, Notice):
            self._open_notice(row)
        elif isinstance(row, Entry) and screen.may_directory:
            if row.official is not None:
                person = self._form(OfficialForm)
                person.open_official(row.official, snapshot)
                self._show(person)
            elif row.unit is not None:
                unit = self._form(UnitForm)
                unit.open_unit(row.unit, snapshot)
                self._show(unit)

    def mark_reviewed(self) -> None:
        """Note that the current sheet was read today and is right."""
        screen, row = self._screen, self._screen.current()
        topic = screen.topic()
        if topic is not None and topic.active:
            target, title = topic.id, topic.title
        elif isinstance(row, OpenQuestion) and row.topic is not None:
            target, title = row.topic, row.title
        else:
            return
        context = self._context

        def done(reviewed: Reviewed) -> None:
            words = QCoreApplication.translate("Guide", "«{title}»: revisada hoy.")
            screen.answering.tell(
                words.format(title=brief(title)),
                None
                if reviewed.before == reviewed.after
                else partial(catalogue.take_back_review, context, reviewed),
            )
            screen.table_focus()

        work = partial(catalogue.mark_reviewed, context, target)
        self._tools.background.write(screen, work).on_success(done).on_failure(screen.on_failure).run()

    def end_absence(self, absence: Absence) -> None:
        """Note that somebody is back."""
        context, screen = self._context, self._screen

        def done(_saved: Saved) -> None:
            screen.answering.tell(QCoreApplication.translate("Guide", "Ausencia terminada."), None)
            screen.table_focus()

        work = partial(directory.end_absence, context, absence.id)
        self._tools.background.write(screen, work).on_success(done).on_failure(screen.on_failure).run()

    def absence(self) -> None:
        """Open the form for an absence of the current official."""
        row = self._screen.current()
        if isinstance(row, Entry) and row.official is not None and row.official.active:
            self._open_absence(row.official)

    def edit_absence(self, absence: Absence) -> None:
        """Open the form for an absence that is known."""
        snapshot = self._screen.snapshot
        official = snapshot.official(absence.official) if snapshot is not None else None
        if official is not None:
            self._open_absence(official, absence)

    def _open_absence(self, official: Official, absence: Absence | None = None) -> None:
        if self._screen.snapshot is not None and self._screen.may_directory:
            form = self._form(AbsenceForm)
            form.open_absence(official, self._screen.snapshot, absence)
            self._show(form)

    def end_notice(self) -> None:
        """Take the current notice down."""
        context, screen, row = self._context, self._screen, self._screen.current()
        if not isinstance(row, Notice) or row.ended(context.now().date()):
            return

        def done(_saved: Saved) -> None:
            words = QCoreApplication.translate("Guide", "El aviso ya no se ve en Recepción.")
            screen.answering.tell(words, lambda: notices.put_back(context, row))
            screen.table_focus()

        work = partial(notices.end_notice, context, row.id)
        self._tools.background.write(screen, work).on_success(done).on_failure(screen.on_failure).run()

    def _open_notice(self, notice: Notice | None) -> None:
        context, screen = self._context, self._screen
        if not screen.may_directory:
            return

        def done(offices: list[Office]) -> None:
            form = self._form(NoticeForm)
            form.open_notice(notice, offices)
            self._show(form)

        self._tools.background.read(self, lambda: notices.offices(context)).on_success(done).run()

    def submit(self) -> None:
        """Save the form that is open."""
        if self._open is not None:
            self._open.submit()

    def enter(self) -> None:
        """Put the focus back into the form that is open, where it was."""
        if self._open is None:
            return
        before = self._open.focusWidget()
        if before is not None and before.isVisibleTo(self._open) and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._open.enter()

    def keep(self) -> None:
        """Keep what was typed."""
        if self._open is not None:
            self._open.keep()

    def leave(self) -> None:
        """Close the form; what was typed in it is kept."""
        self.keep()
        self._open = None

    # How forms come and go.

    def _edit_asked(self, question: OpenQuestion) -> None:
        if question.topic is None:
            self.new()
            return
        context = self._context

        def done(topics: list[Topic]) -> None:
            found = next((each for each in topics if each.id == question.topic), None)
            if found is not None:
                self._open_topic(found)

        self._tools.background.read(self, lambda: catalogue.every_topic(context)).on_success(done).run()

    def _open_topic(self, topic: Topic | None) -> None:
        if self._screen.snapshot is not None:
            form = self._form(TopicFormPage)
            form.open_topic(topic, self._screen.snapshot)
            self._show(form)

    def _form(self, kind: type[F]) -> F:
        made = self._forms.get(kind)
        if not isinstance(made, kind):
            made = kind(self._context, self._submit_hint())
            self._forms[kind] = made
            self._take_in(made)
        return made

    @cached_property
    def _synonyms(self) -> SynonymForm:
        made = SynonymForm(self._context, self._tools.background, self._submit_hint())
        self._take_in(made)
        return made

    def _submit_hint(self) -> str:
        return self._tools.actions.spec(actions.SUBMIT_ID).hint()

    def _take_in(self, form: DetailForm) -> None:
        """Give a form that was just made its place, its drafts and its listeners."""
        self._screen.detail.addWidget(form)
        form.left.connect(self._screen.back_to_page)
        form.submitted.connect(lambda work: self._save(form, work))
        form.kept.connect(lambda target, values: self._keeper.save((form.name, target), values))
        for (name, target), values in self._left.items():
            if name == form.name:
                form.restore(target, values)

    def _show(self, form: DetailForm) -> None:
        self._open = form
        self._screen.show_widget(form)
        form.enter()

    def _save(self, form: DetailForm, work: Callable[[], Any]) -> None:
        target, opening = form.target, form.opening

        def done(saved: Any) -> None:
            if not form.done(target, opening) or self._open is not form:
                return
            self._open = None
            if isinstance(saved, Answered):
                self._screen.back_to_page()
                self._screen.answering.tell_answered(saved)
                return
            self._screen.answering.tell(_saved_words(form), None)
            self._screen.after_saving(form, saved.id)

        def failed(failure: Failure) -> None:
            if form.opening == opening:
                form.failed(failure)
            else:
                self._tools.background.failed.emit(failure)

        self._tools.background.write(self, work).on_success(done).on_failure(failed).run()


def _unit_of(row: object) -> bytes | None:
    if isinstance(row, Entry):
        if row.official is not None:
            return row.official.unit
        return row.unit.id if row.unit is not None else None
    return None


def _saved_words(form: DetailForm) -> str:
    if isinstance(form, NoticeForm):
        if form.target is None:
            return QCoreApplication.translate("Guide", "Aviso publicado.")
        return QCoreApplication.translate("Guide", "El aviso quedó cambiado.")
    values = form.values()
    name = str(values.get("title") or values.get("name") or form.title.text())
    return QCoreApplication.translate("Guide", "Guardado: {name}").format(name=brief(" ".join(name.split())))
