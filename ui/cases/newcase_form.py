"""The form of a new case: what is typed becomes a case; what the program thinks of it stands below."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.cleaning import LINE, NOTE
from desktop_app.domain.routes import Answer
from desktop_app.domain.values import Channel, CriticalCriterion, Level
from desktop_app.services.catalogue import Topic
from desktop_app.services.citizens import Citizen
from desktop_app.services.considering import Thoughts
from desktop_app.services.context import Context
from ui.cases.newcase_area import FormArea
from ui.cases.newcase_fields import CaseFields
from ui.cases.newcase_lines import ThoughtLines
from ui.cases.newcase_writing import CaseWriting
from ui.kit.buttons import Button, IconButton, Kind
from ui.kit.finding import NewPerson
from ui.kit.operations import Background, Failure
from ui.kit.receivers import Receiver
from ui.kit.screen import Space
from ui.kit.suggest import Choice
from ui.kit.surfaces import Card, text_label


class NewCaseForm(QWidget):
    """Ctrl+Enter records, Esc leaves and keeps what was typed. The type is never changed by itself."""

    edited = Signal()
    submitted = Signal()
    left = Signal()
    discarded = Signal()
    see_asked = Signal()
    """The open case that may be the same matter is to be looked at."""

    def __init__(self, context: Context, background: Background, hints: dict[str, str]) -> None:
        super().__init__()
        self._context = context
        self.writing: CaseWriting | None = None
        self.thoughts: Thoughts | None = None
        self._loading = False
        self.fields = CaseFields(context, background)
        self.lines = ThoughtLines(context, hints, self.take_route, self.make_critical, self.see_asked.emit)
        self.kept = text_label("", tone="muted")
        self.leave = Button(QCoreApplication.translate("NewCase", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.discard = IconButton("close", QCoreApplication.translate("NewCase", "Descartar lo escrito"))
        self.save = Button(
            QCoreApplication.translate("NewCase", "Abrir caso"),
            kind=Kind.PRIMARY,
            hint=hints.get("submit", ""),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._card = Card(QCoreApplication.translate("NewCase", "Nuevo caso"))
        self._card.body.setSpacing(6)
        self._card.body.addWidget(self.fields)
        self._card.body.addWidget(self.lines)
        self._card.body.addStretch(1)
        self._area = FormArea(self._card)
        column.addWidget(self._area, 1)
        bar = Card()
        bar.body.setContentsMargins(12, 4, 6, 4)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addWidget(self.kept)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        bar.body.addLayout(row)
        column.addWidget(bar)
        lines = self.lines
        chain = (
            *self.fields.chain(), lines.sign.button, lines.same.button, lines.route.button, self.leave,
            self.discard, self.save,
        )  # fmt: skip
        for before, after in itertools.pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        fields = self.fields
        for line in fields.lines():
            line.textEdited.connect(self._on_edited)
        fields.note.textChanged.connect(self._on_edited)
        fields.no_contact.toggled.connect(self._on_edited)
        fields.anonymous.toggled.connect(self._on_edited)
        fields.level.chosen.connect(self._on_level)
        fields.criterion.chosen.connect(self._on_criterion)
        fields.complaint.edited.connect(self._on_edited)
        fields.kind.activated.connect(self._on_kind)
        fields.channel.activated.connect(self._on_edited)
        fields.topic.taken.connect(self._on_topic)
        fields.citizen.taken.connect(self._on_citizen)
        fields.receiver.taken.connect(self._on_receiver)
        fields.topic.follow = self.next_field
        fields.citizen.follow = self.next_field
        fields.topic.returnPressed.connect(self._go_on)
        for line in (fields.subject, fields.citizen, fields.contact, fields.place, fields.receiver):
            line.returnPressed.connect(self._go_on)
        self.lines.answered.connect(self._on_answer)
        self.leave.clicked.connect(self.close_form)
        self.discard.clicked.connect(self.discarded)
        self.save.clicked.connect(self.submitted)

    # What the screen asks.

    def open_with(self, writing: CaseWriting) -> None:
        """Fill the form; the focus goes to the first field that is empty."""
        self.writing, self.thoughts = writing, None
        self.fields.clear_errors()
        self.show_writing()
        self.kept.setText(
            QCoreApplication.translate("NewCase", "Borrador recuperado") if writing.restored else ""
        )
        self._area.verticalScrollBar().setValue(0)
        self.next_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_writing(self) -> None:
        """Show the case as it is known; fields that show it already keep their own undo."""
        writing, fields = self.writing, self.fields
        if writing is None:
            return
        self._loading = True
        receiver = writing.receiver
        for field, text in (
            (fields.topic, writing.text), (fields.subject, writing.subject), (fields.citizen, writing.name),
            (fields.contact, writing.contact), (fields.place, writing.place),
            (fields.receiver, receiver.text() if receiver is not None else ""),
        ):  # fmt: skip
            if field.text() != text:
                field.setText(text)
                if not field.hasFocus():
                    field.setCursorPosition(0)  # of a long name its beginning is seen
        if fields.note.toPlainText() != writing.detail:
            fields.note.setPlainText(writing.detail)
        fields.no_contact.setChecked(writing.no_contact)
        fields.anonymous.setChecked(writing.anonymous)
        fields.level.choose(writing.level)
        fields.criterion.choose(writing.criterion)
        fields.kind.setCurrentIndex(max(fields.kind.findData(writing.type_code), 0))
        fields.channel.setCurrentIndex(max(fields.channel.findData(writing.channel), 0))
        self._loading = False
        self._show_parts()

    def show_thoughts(self, thoughts: Thoughts | None, now: datetime) -> None:
        """Show what the program thinks of it."""
        self.thoughts = thoughts
        self.lines.show_thoughts(self.writing, thoughts, now)

    def read(self) -> CaseWriting | None:
        """Take what stands in the form into the case."""
        writing, fields = self.writing, self.fields
        if writing is None:
            return None
        writing.write_text(fields.topic.text())
        writing.subject = fields.subject.text()
        writing.write_person(fields.citizen.text(), fields.contact.text())
        if fields.contact.text() != writing.contact:
            fields.contact.setText(writing.contact)
        writing.no_contact, writing.anonymous = fields.no_contact.isChecked(), fields.anonymous.isChecked()
        writing.detail, writing.place = fields.note.toPlainText(), fields.place.text()
        kind = str(fields.kind.currentData() or "")
        writing.chosen_type = "" if writing.topic is not None and kind == writing.topic.query_type else kind
        channel, level = fields.channel.currentData(), fields.level.value()
        writing.channel = Channel(channel) if channel in set(Channel) else Channel.IN_PERSON
        writing.level = level if isinstance(level, Level) else Level.SIMPLE
        criterion = fields.criterion.value()
        writing.criterion = criterion if isinstance(criterion, CriticalCriterion) else None
        writing.complaint_kind = fields.complaint.kind()
        writing.complaint_aspect = fields.complaint.aspect_code()
        return writing

    def missing(self) -> list[tuple[str, str]]:
        """Return what no service could mend: a type that nobody chose, a responsible that is none."""
        writing, wrong = self.read(), []
        if writing is not None and not writing.about:
            wrong.append(
                ("subject", QCoreApplication.translate("NewCase", "Escriba el asunto o elija un tema."))
            )
        if writing is not None and not writing.type_code:
            wrong.append(("type", QCoreApplication.translate("NewCase", "Elija el tipo de solicitud.")))
        if self.fields.receiver.text().strip() and writing is not None and writing.receiver is None:
            wrong.append(
                ("unit", QCoreApplication.translate("NewCase", "Elija la unidad o persona de la lista."))
            )
        return wrong

    def refused(self, failure: Failure) -> bool:
        """Show what the service refused; False when the sentence belongs to no field."""
        shown = self.fields.show_errors([(failure.field, failure.sentence)])
        if failure.field == "criterion":
            self.fields.criterion.enter()
        return shown

    def show_errors(self, wrong: list[tuple[str, str]]) -> None:
        """Put sentences under their fields."""
        self.fields.show_errors(wrong)

    def waits(self) -> bool:
        """Tell whether something was chosen with Enter that is still being looked for."""
        return any(field.waits() for field in self.fields.looking())

    def lock(self, *, locked: bool) -> None:
        """While it is being recorded nothing is typed that the record would not have."""
        self.save.setEnabled(not locked)
        for line in self.fields.lines():
            line.setReadOnly(locked)
        self.fields.note.setReadOnly(locked)

    def fit(self, space: Space) -> None:
        """Give up height where there is little."""
        self.fields.fit(space)
        self._card.set_title("" if space.short else QCoreApplication.translate("NewCase", "Nuevo caso"))
        edge = 4 if space.short else 10
        self._card.body.setContentsMargins(12, edge, 12, edge)
        self._card.body.setSpacing(3 if space.short else 6)

    def close_form(self) -> None:
        """Leave; what was typed is there again the next time."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def next_field(self) -> QWidget:
        """Return the first field that is still empty, in the order of the conversation."""
        fields = self.fields
        asked = not fields.anonymous.isChecked()
        if not fields.topic.text().strip() and not fields.subject.text().strip():
            return fields.topic
        if asked and not fields.citizen.text().strip():
            return fields.citizen
        if asked and not fields.no_contact.isChecked() and not fields.contact.text().strip():
            return fields.contact
        return fields.note

    # What is chosen.

    def take_route(self) -> None:
        """Take the type that is suggested; nothing else changes."""
        best = self.thoughts.advice.best if self.thoughts is not None else None
        if best is not None:
            self.choose_type(best.code)

    def choose_type(self, code: str) -> None:
        """Choose a request type."""
        at = self.fields.kind.findData(code)
        if at >= 0:
            self.fields.kind.setCurrentIndex(at)
            self._on_kind()

    def make_critical(self) -> None:
        """Raise it to critical: its criterion is asked at once (training manual 5.1)."""
        self.fields.level.choose(Level.CRITICAL)
        self._on_level()

    def _on_level(self) -> None:
        self._on_edited()
        if self.fields.level.value() is Level.CRITICAL and self.fields.criterion.value() is None:
            self.fields.criterion.enter()

    def _on_criterion(self) -> None:
        self._on_edited()
        self.next_field().setFocus()

    def _on_kind(self) -> None:
        self.fields.rows["type"].set_error("")
        self._on_edited()

    def _on_answer(self, answer: object) -> None:
        writing = self.read()
        if writing is not None and isinstance(answer, Answer):
            writing.answers |= {answer}
            self.edited.emit()

    def _on_topic(self, choice: Choice) -> None:
        writing = self.read()
        if writing is None or not isinstance(choice.value, Topic):
            return
        before = writing.left_topic.title if writing.left_topic is not None else ""
        typed_before = writing.text.strip()
        writing.choose_topic(choice.value)
        if writing.subject.strip() in {"", before, typed_before}:
            writing.subject = choice.value.title
        self._changed()
        self.next_field().setFocus()

    def _on_citizen(self, choice: Choice) -> None:
        writing = self.read()
        if writing is None:
            return
        if isinstance(choice.value, Citizen):
            writing.put_citizen(choice.value)
            self._changed()
        if isinstance(choice.value, Citizen | NewPerson):
            self.next_field().setFocus()

    def _on_receiver(self, choice: Choice) -> None:
        writing = self.read()
        if writing is not None and isinstance(choice.value, Receiver):
            writing.receiver = choice.value
            self._changed()

    def _go_on(self) -> None:
        self.next_field().setFocus()

    def _changed(self) -> None:
        self.fields.clear_errors()
        self.show_writing()
        self.edited.emit()

    def _on_edited(self) -> None:
        if self._loading or self.writing is None:
            return
        receiver = self.writing.receiver
        if receiver is not None and self.fields.receiver.text() != receiver.text():
            self.writing.receiver = None
        self.read()
        self.fields.clear_errors()
        self.kept.setText("")
        self._show_parts()
        self._tell_lengths()
        self.edited.emit()

    def _show_parts(self) -> None:
        """Ask only what this case needs."""
        writing, fields = self.writing, self.fields
        if writing is None:
            return
        fields.rows["criterion"].set_visible(writing.level is Level.CRITICAL)
        fields.complaint.show_choice(
            writing.complaint_kind, writing.complaint_aspect, asked=writing.complains
        )
        may = self._context.profile.may_be_anonymous(writing.type_code)
        fields.anonymous.setVisible(may or writing.anonymous)
        fields.citizen.setEnabled(not writing.anonymous or bool(writing.name.strip()))

    def _tell_lengths(self) -> None:
        """Say at once that what was pasted is more than a record holds; nothing of it is cut."""
        fields = self.fields
        lengths: tuple[tuple[str, Callable[[], int], int], ...] = (
            ("subject", lambda: len(fields.subject.text()), LINE),
            ("topic", lambda: len(fields.topic.text()), LINE),
            ("citizen", lambda: len(fields.citizen.text()), LINE),
            ("contact", lambda: len(fields.contact.text()), LINE),
            ("place", lambda: len(fields.place.text()), LINE),
            ("description", lambda: fields.note.document().characterCount() - 1, NOTE),
        )
        for name, length, limit in lengths:
            if length() > limit:
                fields.rows[name].set_error(
                    QCoreApplication.translate(
                        "NewCase", "Es demasiado largo: aquí caben {limit} caracteres. Acórtelo."
                    ).format(limit=limit)
                )
