"""Closing: how the citizen confirmed (1 to 5), what they think (0 to 5), and it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.closing_rules import OTHER_CAUSE
from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, Confirmation
from desktop_app.services import closing
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.closing import ClosingForm, Tries
from desktop_app.services.context import Context
from ui.cases.closing_words import attempt_noted, score_words, tries_text
from ui.cases.keeper import Key, StepKeeper
from ui.cases.panel import CasePanel, Record
from ui.cases.steps import CLOSING, Step
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.kiosk import Answer, OpinionKiosk
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.surfaces import text_label
from ui.kit.tags import TagBar

OBJECTS = "objects"
"""Chosen beside the confirmations: the citizen, asked, does not agree that it is solved."""
_DECLINED = 0
_OBJECTION = 64


@dataclass(slots=True)
class _Kept:
    """What stood in the form of a case that was left with Esc."""

    objection: str = ""
    answer: Answer | None = None


class ClosingStrip(CasePanel):
    """Two digits and Ctrl+Enter. "No se logró" never counts as a confirmation: it logs an attempt."""

    name: ClassVar[str] = CLOSING

    def __init__(
        self,
        context: Context,
        background: Background,
        submit_hint: str,
        turn_hint: str,
        causes_hint: str,
        parent: QWidget | None = None,
    ) -> None:
        self._close_words = QCoreApplication.translate("Cases", "Cerrar el caso")
        super().__init__(self._close_words, submit_hint, parent)
        self._context = context
        self._tries: Tries | None = None
        self._answer: Answer | None = None
        self._kiosk: OpinionKiosk | None = None
        self._kept: dict[bytes, _Kept] = {}
        self._keeper = StepKeeper(context, background, self)
        self._keeper.restore(self._on_restored)
        self._make_confirmation()
        self._make_opinion(turn_hint)
        self._make_causes(causes_hint)
        self.column.addLayout(self.foot)
        self.confirmation.chosen.connect(self._on_confirmation)
        self.score.chosen.connect(lambda _value: self.set_error(""))
        self.causes.changed.connect(self._on_causes)
        self.objection.textChanged.connect(self._on_objection)
        self.objection.refused.connect(self.set_error)

    # Composition.

    def _make_confirmation(self) -> None:
        title = QCoreApplication.translate("Cases", "¿Cómo confirmó el ciudadano la solución?")
        self.column.addWidget(text_label(title, strong=True, wrap=True))
        self.confirmation = DigitBar(title, wrap=True)
        for value in Confirmation:
            self.confirmation.add_numbered(value, core(label(value)))
        self.confirmation.add_numbered(OBJECTS, QCoreApplication.translate("Cases", "No está conforme"))
        self.column.addWidget(self.confirmation)
        self.tries = text_label("", tone="muted", wrap=True)
        self.column.addWidget(self.tries)
        ask = QCoreApplication.translate("Cases", "¿Cómo lo intentó?")
        self._attempt = QWidget()
        column = _column(self._attempt)
        column.addWidget(text_label(ask, strong=True, wrap=True))
        self.channel = DigitBar(ask, wrap=True)
        for channel in (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL):
            self.channel.add_numbered(channel, core(label(channel)))
        column.addWidget(self.channel)
        self.column.addWidget(self._attempt)
        self.objection = NoteEdit()
        self.objection.setFixedHeight(_OBJECTION)
        prompt = QCoreApplication.translate("Cases", "¿Con qué no está conforme? En sus palabras")
        self.objection.setPlaceholderText(prompt)
        self.objection.setAccessibleName(prompt)
        self.column.addWidget(self.objection)

    def _make_opinion(self, turn_hint: str) -> None:
        self._opinion = QWidget()
        column = _column(self._opinion)
        question = QCoreApplication.translate("Cases", "¿Qué tan satisfecho quedó? 5 es lo mejor")
        column.addWidget(text_label(question, strong=True, wrap=True))
        self._asked = QWidget()
        asked = _column(self._asked)
        self.score = DigitBar(question, first=0, wrap=True)
        self.score.add(_DECLINED, QCoreApplication.translate("Cases", "0 No quiso"))
        for score in range(1, 6):
            self.score.add(score, str(score))
        asked.addWidget(self.score)
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(QCoreApplication.translate("Cases", "En sus palabras (opcional)"))
        self.comment.setAccessibleName(QCoreApplication.translate("Cases", "Comentario del ciudadano"))
        asked.addWidget(self.comment)
        words = QCoreApplication.translate("Cases", "Que responda en pantalla")
        self.turn = Button(words, kind=Kind.QUIET, icon="citizens", hint=turn_hint)
        self.turn.clicked.connect(self.turn_screen)
        asked.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._asked)
        self.answered = text_label("", wrap=True)
        column.addWidget(self.answered)
        self.column.addWidget(self._opinion)

    def _make_causes(self, causes_hint: str) -> None:
        self._analysis = QWidget()
        column = _column(self._analysis)
        words = QCoreApplication.translate("Cases", "Anotar causas para el informe")
        self.open_causes = Button(words, kind=Kind.QUIET, icon="note", hint=causes_hint)
        self.open_causes.clicked.connect(self.ask_causes)
        column.addWidget(self.open_causes, 0, Qt.AlignmentFlag.AlignLeft)
        question = QCoreApplication.translate("Cases", "¿Qué causó el caso? Puede elegir varias")
        self._causes_asked = text_label(question, strong=True, wrap=True)
        column.addWidget(self._causes_asked)
        self.causes = TagBar(question)
        column.addWidget(self.causes)
        self.cause_text = QLineEdit()
        prompt = QCoreApplication.translate("Cases", "¿Cuál otra causa?")
        self.cause_text.setPlaceholderText(prompt)
        self.cause_text.setAccessibleName(prompt)
        column.addWidget(self.cause_text)
        self.column.addWidget(self._analysis)

    # The panel.

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Begin with nothing chosen; what the citizen entered or objected to before is there again."""
        kept = self._kept.get(case.line.id, _Kept())
        self.case = None  # while the fields are filled, nobody types
        self._tries = closing.tries_of(self._context, case)
        self.confirmation.choose(None)
        self.score.choose(None)
        self.channel.choose(Channel.PHONE)
        self.comment.clear()
        self.objection.setPlainText(kept.objection)
        rules = self._context.rules.closing
        self.causes.show_tags([(each, core(each)) for each in (*rules.causes, OTHER_CAUSE)])
        self.cause_text.clear()
        self._show_causes(shown=False)
        self._show_answer(kept.answer)
        self.tries.setText(tries_text(self._tries))
        self.set_error("")
        self._show_for(None)
        self.case = case
        self.show()
        self.confirmation.enter()

    def read_again(self, case: CaseDetail) -> None:
        """Count the attempts anew: one may just have been recorded."""
        super().read_again(case)
        self._tries = closing.tries_of(self._context, case)
        self.tries.setText(tries_text(self._tries))
        self._show_for(self.confirmation.value())

    def keep(self) -> None:
        """Keep what the citizen entered, and their objection."""
        if self.case is not None:
            self._kept[self.case.line.id] = _Kept(self.objection.toPlainText(), self._answer)
        self._keeper.save()

    def recorded(self, record: Record) -> None:
        """Forget what stood here: it is recorded."""
        self._kept.pop(record.case, None)
        self._keeper.touch((record.case, OBJECTS), "")
        if self.case is not None and self.case.line.id == record.case:
            self.finish()

    def submit(self) -> None:
        """Have it recorded, whatever was chosen; say what is still missing."""
        chosen = self.confirmation.value()
        if self.case is None:
            return
        if chosen == OBJECTS:
            self._object(self.case.line.id)
        elif chosen is Confirmation.NOT_REACHED and not self._enough():
            self._log_attempt(self.case.line.id)
        elif isinstance(chosen, Confirmation):
            self._close(self.case.line.id, chosen)
        else:
            self.set_error(QCoreApplication.translate("Cases", "Elija cómo confirmó el ciudadano: 1 a 5."))
            self.confirmation.enter()

    def refused(self, field: str, sentence: str) -> None:
        """Show what was refused and go to the field that it is about."""
        super().refused(field, sentence)
        if field == "objection":
            self.objection.setFocus()

    # What is recorded.

    def _object(self, case: bytes) -> None:
        words = self.objection.toPlainText()
        noted = QCoreApplication.translate("Cases", "Reabierto por objeción del ciudadano")
        self.submitted.emit(Record(case, lambda context: closing.object_to(context, case, words), noted))

    def _log_attempt(self, case: bytes) -> None:
        channel = self.channel.value()
        how = channel if isinstance(channel, Channel) else Channel.PHONE
        tries = closing.tries_of(self._context, self.case) if self.case is not None else None
        noted = attempt_noted(tries) if tries is not None else ""
        self.submitted.emit(Record(case, lambda context: closing.log_attempt(context, case, how), noted))

    def _close(self, case: bytes, confirmation: Confirmation) -> None:
        asked = confirmation is not Confirmation.NOT_REACHED
        score = self.score.value()
        if asked and self._answer is None and not isinstance(score, int):
            self.set_error(
                QCoreApplication.translate(
                    "Cases", "Elija su satisfacción de 1 a 5, o 0 si no quiso responder."
                )
            )
            self.score.enter()
            return
        causes = self.causes.values()
        other = self.cause_text.text().strip() if OTHER_CAUSE in causes else ""
        form = ClosingForm(confirmation, asked, causes=causes, cause_text=other or None)
        if asked and self._answer is not None:
            form = _with_opinion(form, self._answer.score, self._answer.comment, by_citizen=True)
        elif asked:
            given = score if isinstance(score, int) and score != _DECLINED else None
            form = _with_opinion(form, given, self.comment.text(), by_citizen=False)
        noted = QCoreApplication.translate("Cases", "Cerrado")
        self.submitted.emit(Record(case, lambda context: closing.close_case(context, case, form), noted))

    # The screen turned towards the citizen.

    def turn_screen(self) -> None:
        """Have the citizen answer by themselves; nothing while there is no opinion to ask for."""
        if self.case is None or not self._asked.isVisible() or self._kiosk is not None:
            return
        kiosk = OpinionKiosk(self._context.rules.municipality, self.window())
        self._kiosk = kiosk
        kiosk.answered.connect(self._on_answer)
        kiosk.finished.connect(self._on_kiosk_left)
        kiosk.ask()

    def _on_answer(self, answer: Answer) -> None:
        self._show_answer(answer)
        if self.case is not None:
            self._kept[self.case.line.id] = _Kept(self.objection.toPlainText(), answer)

    def _on_kiosk_left(self) -> None:
        kiosk, self._kiosk = self._kiosk, None
        if kiosk is not None:
            kiosk.deleteLater()
        self.window().activateWindow()
        if self._answer is not None:
            self.save.setFocus()
        else:
            self.score.enter()

    def _show_answer(self, answer: Answer | None) -> None:
        """What the citizen entered is theirs: it can be read here, not changed."""
        self._answer = answer
        self._asked.setVisible(answer is None)
        self.answered.setVisible(answer is not None)
        if answer is not None:
            told = QCoreApplication.translate("Cases", "Lo anotó el ciudadano en pantalla: {score}")
            words = told.format(score=score_words(answer.score))
            self.answered.setText(f"{words}\n«{answer.comment}»" if answer.comment else words)

    # What is shown for what was chosen.

    def _enough(self) -> bool:
        return self._tries is not None and self._tries.enough

    def _on_confirmation(self, value: object) -> None:
        self.set_error("")
        self._show_for(value)
        if value == OBJECTS:
            self.objection.setFocus()
        elif value is not Confirmation.NOT_REACHED and self._answer is None:
            self.score.enter()
        # Otherwise there is nothing more to ask, and 1 to 3 still put the answer right.

    def _show_for(self, value: object) -> None:
        unreached, objects = value is Confirmation.NOT_REACHED, value == OBJECTS
        trying = unreached and not self._enough()
        self._opinion.setVisible(not unreached and not objects)
        self._analysis.setVisible(not trying and not objects)
        self._attempt.setVisible(trying)
        self.objection.setVisible(objects)
        tried = self._tries is not None and bool(self._tries.counted)
        self.tries.setVisible(unreached or (tried and value is None))
        words = self._close_words
        if objects:
            words = QCoreApplication.translate("Cases", "Reabrir el caso")
        elif trying:
            words = QCoreApplication.translate("Cases", "Anotar el intento")
        elif unreached:
            words = QCoreApplication.translate("Cases", "Cerrar sin confirmación")
        self.save.setText(words)
        self.grown.emit()

    def ask_causes(self) -> None:
        """Ask what caused the case; nothing where it is not being closed."""
        if self._analysis.isVisible():
            self._show_causes(shown=True)
            self.causes.enter()

    def _show_causes(self, *, shown: bool) -> None:
        """Most closings need none: they take no room until somebody asks for them."""
        self.open_causes.setHidden(shown)
        for widget in (self._causes_asked, self.causes):
            widget.setVisible(shown)
        self._on_causes()
        self.grown.emit()

    def _on_causes(self) -> None:
        self.cause_text.setVisible(OTHER_CAUSE in self.causes.values())

    def _on_objection(self) -> None:
        if self.case is not None:
            self._keeper.touch((self.case.line.id, OBJECTS), self.objection.toPlainText())

    def _on_restored(self, texts: dict[Key, str]) -> None:
        for (case, step), text in texts.items():
            if step == OBJECTS:
                self._kept.setdefault(case, _Kept(text))


def _with_opinion(form: ClosingForm, score: int | None, comment: str, *, by_citizen: bool) -> ClosingForm:
    return ClosingForm(
        form.confirmation,
        form.asked,
        score,
        comment.strip() or None,
        by_citizen,
        form.causes,
        form.cause_text,
    )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column
