"""What the form says while it is typed in: whose number it is, which day, by when a case is due."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop_app.domain import blanks
from desktop_app.domain.blanks import BlankState
from desktop_app.domain.values import Level, Result
from desktop_app.services import late, paper
from desktop_app.services.context import Context
from desktop_app.services.late import LateTerms
from desktop_app.services.paper import Form
from ui.kit.finding import request_word
from ui.kit.formats import day_text
from ui.kit.operations import Background, Failure, Operation
from ui.paper.filling import Filling
from ui.paper.form import PaperForm
from ui.paper.words import age_text, printed_text, terms_text

_LEAST_DIGITS = 13
"""Office, desk, year, number and check: fewer digits are no number yet."""


class Telling(QObject):
    """Looks things up beside the UI thread and puts them under their fields."""

    form_found = Signal(object)
    """Form that bears the number that stands in the field."""

    def __init__(self, context: Context, background: Background, form: PaperForm, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._form = form
        self._asked = ""
        self._finding: Operation[Form] | None = None
        self._counting: Operation[LateTerms] | None = None

    def begin(self) -> None:
        """Look everything up again: another form has begun."""
        self._asked = ""

    def look_over(self, filling: Filling) -> None:
        """Say what follows from what is typed now."""
        now = self._context.now()
        self._find_form(filling)
        self._tell_day(filling, now)
        self._tell_topic(filling)
        self._tell_terms(filling, now)

    def _find_form(self, filling: Filling) -> None:
        typed = filling.number.strip()
        if typed == self._asked:
            return
        self._asked = typed
        if self._finding is not None:
            self._finding.drop()
        row, context = self._form.rows["number"], self._context
        row.set_hint("")
        if len(blanks.digits(typed)) < _LEAST_DIGITS:
            return

        def work() -> Form:
            form = paper.find_form(context, typed)
            late.check_form(form)
            return form

        def done(form: Form) -> None:
            self._finding = None
            words = printed_text(form, context.now())
            if form.state is BlankState.SPOILED:
                spoiled = QCoreApplication.translate(
                    "Paper", "Estaba anulado: {reason}. Si es este, transcríbalo."
                )
                words = spoiled.format(reason=form.reason)
            row.set_hint(words)
            self.form_found.emit(form)

        def failed(failure: Failure) -> None:
            self._finding = None
            row.set_error(failure.sentence)

        self._finding = self._background.read(self, work).on_success(done).on_failure(failed).run()

    def _tell_day(self, filling: Filling, now: datetime) -> None:
        day = filling.read_day(now.date())
        words = day_text(day) if day is not None else ""
        started = filling.started(now)
        if started is not None and blanks.is_old(started, now):
            ask = QCoreApplication.translate("Paper", "{day}, {age}: ¿es la fecha del papel?")
            words = ask.format(day=words, age=age_text(started, now))
        self._form.rows["day"].set_hint(words)

    def _tell_topic(self, filling: Filling) -> None:
        topic = filling.topic
        kind = request_word(self._context, topic.query_type) if topic is not None else ""
        unit = topic.unit_name if topic is not None else ""
        self._form.rows["subject"].set_hint(" · ".join(part for part in (kind, unit) if part))

    def _tell_terms(self, filling: Filling, now: datetime) -> None:
        if self._counting is not None:
            self._counting.drop()
            self._counting = None
        ending, started = self._form.ending, filling.started(now)
        if not filling.opens_case:
            return
        if started is None:
            words = QCoreApplication.translate(
                "Paper", "El plazo corre desde el inicio real: escriba la fecha y la hora."
            )
            ending.show_terms(words, "", over=False)
            return
        critical = filling.result is Result.CRITICAL_CASE
        level = Level.CRITICAL if critical else filling.level
        context, kind = self._context, filling.query_type

        def done(found: LateTerms) -> None:
            self._counting = None
            over = found.over or (found.first_answer is not None and found.first_answer <= now)
            ending.show_terms(terms_text(found, now), found.explanation, over=over)

        work = self._background.read(self, lambda: late.terms(context, level, kind, started))
        self._counting = work.on_success(done).run()
