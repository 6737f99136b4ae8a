"""The form: what is asked, who asks, the detail, the result. Nothing is typed twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.cleaning import LINE, NOTE
from desktop_app.domain.values import Result
from desktop_app.services.catalogue import Topic
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.complaint import ComplaintLine
from ui.kit.forms import Form, FormRow
from ui.kit.operations import Background
from ui.kit.phrase_edit import PhraseEdit, PhraseProvider
from ui.kit.screen import Space
from ui.kit.suggest import Choice, Provider, SuggestField
from ui.kit.undo_keys import UndoFilter
from ui.reception.attention import OpenAttention
from ui.reception.case_line import CaseLine
from ui.reception.denial import DenialLine
from ui.reception.fields import ContactCheck, TopicField
from ui.reception.quick import QuickTopics
from ui.reception.results import ResultChips, ResultPanels

_PASTE = 2000
_DETAIL = 52
_DETAIL_SHORT = 34


class ReceptionForm(Form):
    """The fields of one attention."""

    edited = Signal()
    """Something was typed or chosen."""
    topic_chosen = Signal(object)
    citizen_chosen = Signal(object)
    citizen_left = Signal()
    """The name is as it shall be; what was typed beside it can be put where it belongs."""
    receiver_chosen = Signal(object)
    result_chosen = Signal(object)

    def __init__(
        self,
        background: Background,
        topics: Provider,
        people: Provider,
        receivers: Provider,
        phrases: PhraseProvider,
        hints: dict[Result, str],
    ) -> None:
        super().__init__()
        self._loading = False
        self._tiny = False
        self.topic = TopicField(background, topics, self._digits_live)
        self.topic.list_asked = self.open_quick_list
        self.citizen = SuggestField(background, people, least=3)
        self.contact = QLineEdit()
        self.no_contact = ContactCheck(QCoreApplication.translate("Reception", "Sin con&tacto"))
        self.detail = PhraseEdit(phrases)
        self.place = QLineEdit()
        self.quick = QuickTopics()
        self.more = Button(
            QCoreApplication.translate("Reception", "Consultas frecuentes"), icon="chevron-down", hint="↓"
        )
        self.results = ResultChips(hints)
        self.panels = ResultPanels(SuggestField(background, receivers))
        self.complaint = ComplaintLine()
        self.denial = DenialLine()
        self.case_line = CaseLine(SuggestField(background, receivers))
        self._fields()
        self._lay_out()
        self._connect()

    def _fields(self) -> None:
        self.topic.setPlaceholderText(
            QCoreApplication.translate("Reception", "Escriba la necesidad: trámite, denuncia, consulta…")
        )
        self.contact.setPlaceholderText(QCoreApplication.translate("Reception", "Teléfono o correo"))
        self.contact.setMinimumWidth(190)
        self.detail.setPlaceholderText(
            QCoreApplication.translate("Reception", "Opcional. Escriba // para insertar una frase guardada")
        )
        self.detail.setFixedHeight(_DETAIL)
        self.place.setPlaceholderText(QCoreApplication.translate("Reception", "Calle y número del problema"))
        self.place.setMinimumWidth(200)
        for field in self._lines():
            # Room to see that a paste is too long; what no field can hold would only slow the typing down.
            field.setMaxLength(_PASTE)

    def _lay_out(self) -> None:
        self.grid.setVerticalSpacing(6)
        subject = self.add(
            FormRow("subject", QCoreApplication.translate("Reception", "&Consulta"), self.topic)
        )
        cell = self.grid.itemAtPosition(0, 1)
        column = cell.layout() if cell is not None else None
        if isinstance(column, QVBoxLayout):
            column.addWidget(self.quick)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.subject = subject
        self.more.hide()
        self._add_people()
        self._add_details()
        self.add_widget(QCoreApplication.translate("Reception", "Resultado"), _left(self.results))
        self.grid.addWidget(self.panels, self._used, 1)
        self._used += 1
        self.case_line.lay_in(self.grid, self._used)
        self._used += 1
        self.rows["type"] = self.rows["responsible"] = self.case_line.row
        self.add(self.complaint.row)
        self.add(self.denial.row)
        self.rows["unit"] = self.panels.referral.row
        self.rows["criterion"] = self.panels.critical.row

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.topic, self.citizen, self.contact, self.place)

    def _add_details(self) -> None:
        """Lay the detail and the place beside each other: a case asks for no more height than a question."""
        detail = FormRow("detail", QCoreApplication.translate("Reception", "&Detalle"), self.detail)
        place = FormRow("place", QCoreApplication.translate("Reception", "Lu&gar"), self.place)
        line = QHBoxLayout()
        line.setSpacing(6)
        for row, stretch in ((detail, 3), (place, 2)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(row.field)
            column.addWidget(row.note)
            if row is place:
                place.label.setContentsMargins(6, 0, 0, 0)
                line.addWidget(place.label, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(column, stretch)
            line.setAlignment(column, Qt.AlignmentFlag.AlignTop)
            self.rows[row.name] = row
        self.grid.addWidget(detail.label, self._used, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(line, self._used, 1)
        self._used += 1
        self._details = line
        self._show_place(shown=False)

    def _show_place(self, *, shown: bool) -> None:
        """Ask where the problem is, or leave that room to the detail."""
        self.rows["place"].set_visible(shown)
        self._details.setStretch(2, 2 if shown else 0)

    def _add_people(self) -> None:
        person = FormRow("citizen", QCoreApplication.translate("Reception", "Ci&udadano"), self.citizen)
        contact = FormRow(
            "contact", QCoreApplication.translate("Reception", "Teléfono o correo"), self.contact
        )
        contact.hide_label(self)
        narrow = contact.note.sizePolicy()
        narrow.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # what is wrong makes the field no wider
        contact.note.setSizePolicy(narrow)
        line = QHBoxLayout()
        line.setSpacing(6)
        for row, stretch in ((person, 1), (contact, 0)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(row.field)
            column.addWidget(row.note)
            column.addStretch(1)
            line.addLayout(column, stretch)
            self.rows[row.name] = row
        line.addWidget(self.no_contact, 0, Qt.AlignmentFlag.AlignTop)
        self.no_contact.setMinimumHeight(theme.FIELD_HEIGHT)
        self.grid.addWidget(person.label, 1, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(line, 1, 1)
        self._used = 2

    def _connect(self) -> None:
        self.topic.taken.connect(self.topic_chosen)
        self.topic.digit.connect(self._on_digit)
        self.quick.chosen.connect(lambda topic: self.topic_chosen.emit(Choice(topic, topic.title)))
        self.more.clicked.connect(self._on_more)
        self.citizen.taken.connect(self.citizen_chosen)
        self.panels.referral.receiver.taken.connect(self.receiver_chosen)
        self.results.chosen.connect(self.result_chosen)
        for field in self._lines():
            field.textEdited.connect(self._on_edited)
        self.detail.textChanged.connect(self._on_edited)
        self.no_contact.toggled.connect(self._on_edited)
        self.panels.edited.connect(self._on_edited)
        self.complaint.edited.connect(self._on_edited)
        self.denial.edited.connect(self._on_edited)
        self.case_line.edited.connect(self._on_edited)
        # Where the hand left before it was known that nobody is found.
        self.citizen.settled.connect(self.citizen_left)
        self.topic.follow = self.next_field
        self.topic.returnPressed.connect(self._leave_topic)
        self.citizen.returnPressed.connect(self.leave_citizen)
        self.contact.returnPressed.connect(self.detail.setFocus)
        UndoFilter((*self._lines(), self.detail), self)

    def waits(self) -> bool:
        """Tell whether something was chosen with Enter that is still being looked for."""
        return any(field.waits() for field in self.looking())

    def looking(self) -> tuple[SuggestField, ...]:
        """Return the fields that look for what is typed."""
        return self.topic, self.citizen, self.panels.referral.receiver, self.case_line.bearer

    def tab_chain(self) -> list[QWidget]:
        """Return the controls in the order of the work; the pinned questions come last."""
        return [
            self.topic, self.citizen, self.contact, self.no_contact, self.detail, self.place,
            *self.results.chips(),
            self.panels.oriented.unanswered, self.panels.referral.receiver,
            *self.panels.referral.outcome.chips(), *self.panels.case.level.chips(),
            *self.panels.critical.criterion.chips(), self.case_line.kind, self.case_line.bearer,
            *self.complaint.kinds.chips(), self.complaint.aspect,
            *self.denial.presets.chips(), self.denial.reason,
        ]  # fmt: skip

    def set_quick_topics(self, topics: Sequence[Topic]) -> None:
        """Pin these questions."""
        self.quick.set_topics(topics)
        self._show_quick()

    def show_attention(self, attention: OpenAttention | None) -> None:
        """Fill the form; None empties it."""
        self._loading = True
        try:
            self._set_texts(attention)
            self.panels.show_attention(attention)
            self.show_panels(attention)
            self._show_quick()
        finally:
            self._loading = False

    def show_panels(self, attention: OpenAttention | None) -> None:
        """Show how it ends and what that needs, once there is something to record."""
        # Typing without F2 begins an attention whose form was never filled from it.
        self.results.choose(attention.result if attention is not None else None)
        needed = attention is not None and attention.opens_case
        self.citizen.setPlaceholderText(
            QCoreApplication.translate("Reception", "Nombre, documento o teléfono")
            if needed
            else QCoreApplication.translate("Reception", "Opcional: nombre, documento o teléfono")
        )
        self.no_contact.setVisible(needed)
        placed = attention is not None and attention.has_place
        if self.place.isHidden() == placed:
            self._show_place(shown=placed)
        self.panels.show_note(attention)
        self.denial.show_attention(attention)
        self.case_line.show_attention(attention)
        self.complaint.show_choice(
            attention.complaint_kind if attention is not None else None,
            attention.complaint_aspect if attention is not None else "",
            asked=attention is not None and attention.complains,
        )
        self.panels.setVisible(attention is not None and (bool(attention.title) or attention.result_chosen))

    def _set_texts(self, attention: OpenAttention | None) -> None:
        receiver = attention.receiver if attention is not None else None
        values = (
            (self.topic, attention.text if attention else ""),
            (self.citizen, attention.name if attention else ""),
            (self.contact, attention.contact if attention else ""),
            (self.place, attention.place if attention else ""),
            (self.panels.referral.receiver, receiver.text() if receiver else ""),
        )
        for field, text in values:
            # Writing what stands there already would lose the field's own undo.
            if field.text() != text:
                field.setText(text)
        detail = attention.detail if attention else ""
        if self.detail.toPlainText() != detail:
            self.detail.setPlainText(detail)
        self.no_contact.setChecked(attention.no_contact if attention else False)

    def read_into(self, attention: OpenAttention) -> None:
        """Take everything that was typed or chosen."""
        attention.write_text(self.topic.text())
        attention.write_person(self.citizen.text(), self.contact.text())
        if self.contact.text() != attention.contact:
            self.contact.setText(attention.contact)
        attention.no_contact = self.no_contact.isChecked()
        attention.place = self.place.text()
        attention.detail = self.detail.toPlainText()
        self.panels.read_into(attention)
        self.denial.read_into(attention)
        self.case_line.read_into(attention)
        attention.complaint_kind = self.complaint.kind()
        attention.complaint_aspect = self.complaint.aspect_code()

    def low(self) -> bool:
        """Tell whether there is so little height that the last rows lie below the edge."""
        return self._tiny

    def fit(self, space: Space) -> None:
        """Give up height where there is little."""
        self._tiny = space.tiny
        self.panels.fit(tiny=space.tiny)
        self.detail.setFixedHeight(_DETAIL_SHORT if space.short else _DETAIL)
        self.grid.setVerticalSpacing(4 if space.short else 6)
        self._show_quick()

    def open_quick_list(self, digit: int = 0) -> bool:
        """Open the pinned questions as a numbered list under the field, standing on a digit.

        Returns False, and opens nothing, when no question is pinned (to that digit).
        """
        rows = [Choice(chip.topic, chip.topic.title, chip.topic.unit_name, str(chip.topic.quick))
                for chip in self.quick.chips()]  # fmt: skip
        at = next((place for place, row in enumerate(rows) if row.hint == str(digit)), 0 if not digit else -1)
        if not rows or at < 0:
            return False
        self.topic.setFocus()
        self.topic.show_choices(rows, at)
        return True

    def _show_quick(self) -> None:
        empty = not self.topic.text() and bool(self.quick.chips())
        self.quick.setVisible(empty and not self._tiny)
        self.more.setVisible(empty and self._tiny)

    def _digits_live(self, number: int) -> bool:
        """Tell whether a question is pinned to the digit and its label can be seen."""
        return self.quick.topic(number) is not None and (self.quick.isVisible() or self.topic.list_open())

    def pinned(self, number: int) -> bool:
        """Tell whether a question is pinned to a digit."""
        return self.quick.topic(number) is not None

    def _on_digit(self, number: int) -> None:
        topic = self.quick.topic(number)
        if topic is not None:
            self.topic_chosen.emit(Choice(topic, topic.title))

    def next_field(self) -> QWidget:
        """Return the first field that is still empty, in the order of the conversation."""
        if not self.topic.text().strip():
            return self.topic
        if not self.citizen.text().strip():
            return self.citizen
        if (
            not self.no_contact.isHidden()
            and not self.no_contact.isChecked()
            and not self.contact.text().strip()
        ):
            return self.contact
        return self.detail

    def _leave_topic(self) -> None:
        """Go on with the words as they are: they need not be in the catalogue."""
        if self.topic.text().strip():
            self.next_field().setFocus()

    def after_name(self) -> QWidget:
        """Return where one goes on from a name that is not in the register."""
        return self.detail if self.contact.text().strip() else self.contact

    def leave_citizen(self) -> None:
        """Go on to the contact, or past one that was typed beside the name."""
        self.citizen_left.emit()
        self.after_name().setFocus()

    def tell_astray(self, attention: OpenAttention) -> bool:
        """Say that who is to carry the case was not chosen from the list; tell whether that is so."""
        if not attention.opens_case or not self.case_line.astray():
            return False
        words = QCoreApplication.translate(
            "Reception", "Elija al responsable de la lista, o borre lo escrito."
        )
        self.show_errors([("type", words)])
        self.case_line.bearer.setFocus()
        return True

    def _on_more(self) -> None:
        self.open_quick_list()

    def _on_edited(self) -> None:
        if not self._loading:
            self._show_quick()
            self.edited.emit()
            self._tell_lengths()

    def _tell_lengths(self) -> None:
        """Say at once that what was pasted is more than a record holds; nothing of it is cut."""
        for name, length, limit in (
            ("subject", len(self.topic.text()), LINE), ("citizen", len(self.citizen.text()), LINE),
            ("contact", len(self.contact.text()), LINE), ("place", len(self.place.text()), LINE),
            ("detail", self.detail.document().characterCount() - 1, NOTE),
        ):  # fmt: skip
            if length > limit:
                self.rows[name].set_error(
                    QCoreApplication.translate(
                        "Reception", "Es demasiado largo: aquí caben {limit} caracteres. Acórtelo."
                    ).format(limit=limit)
                )


def _left(widget: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return line
