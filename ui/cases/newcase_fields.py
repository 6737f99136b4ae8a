"""The fields of a new case and how they lie: two to a line, so that all of it fits a low window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, CriticalCriterion, Level
from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.complaint import ComplaintLine
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.finding import people_choices, topic_choices
from ui.kit.forms import Form, FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.receivers import receiver_choices
from ui.kit.screen import Space
from ui.kit.suggest import SuggestField
from ui.kit.undo_keys import UndoFilter

_PASTE = 2000
_NOTE, _NOTE_SHORT = 56, 34


class CaseFields(Form):
    """What is asked of a case, in the order of a conversation."""

    def __init__(self, context: Context, background: Background) -> None:
        super().__init__()
        self.topic = SuggestField(
            background,
            partial(topic_choices, context),
            empty=QCoreApplication.translate("NewCase", "No está en el catálogo: quedará con sus palabras."),
        )
        self.subject = QLineEdit()
        self.citizen = SuggestField(background, partial(people_choices, context, offers_new=True), least=3)
        self.contact = QLineEdit()
        self.no_contact = QCheckBox(QCoreApplication.translate("NewCase", "Sin con&tacto"))
        self.anonymous = QCheckBox(QCoreApplication.translate("NewCase", "Anó&nimo"))
        self.note = NoteEdit()
        self.place = QLineEdit()
        self.kind = QComboBox()
        self.level = SegmentedBar(QCoreApplication.translate("NewCase", "Nivel"))
        self.criterion = DigitBar(QCoreApplication.translate("NewCase", "Criterio"))
        self.channel = QComboBox()
        self.receiver = SuggestField(background, partial(receiver_choices, context, units_first=True))
        self.complaint = ComplaintLine()
        self.complaint.set_aspects(context.profile.complaint_aspects)
        self._offer(context)
        self._describe()
        self._lay_out()
        # Room to see that a paste is too long; what no field can hold would only slow the typing down.
        for field in self.lines():
            field.setMaxLength(_PASTE)
        UndoFilter((*self.lines(), self.note), self)

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return the fields of one line."""
        return (self.topic, self.subject, self.citizen, self.contact, self.place, self.receiver)

    def looking(self) -> tuple[SuggestField, ...]:
        """Return the fields that look for what is typed."""
        return (self.topic, self.citizen, self.receiver)

    def chain(self) -> Sequence[QWidget]:
        """Return the controls in the order of Tab."""
        return (
            self.topic, self.subject, self.citizen, self.contact, self.no_contact, self.anonymous, self.note,
            self.place, self.kind, *self.level.chips(), *self.criterion.chips(), self.channel, self.receiver,
            *self.complaint.kinds.chips(), self.complaint.aspect,
        )  # fmt: skip

    def fit(self, space: Space) -> None:
        """Give up height where there is little."""
        self.note.setFixedHeight(_NOTE_SHORT if space.short else _NOTE)
        self.grid.setVerticalSpacing(3 if space.short else 6)

    def _offer(self, context: Context) -> None:
        self.kind.addItem(QCoreApplication.translate("NewCase", "Elija el tipo"), "")
        for each in context.profile.request_types.values():
            self.kind.addItem(each.label, each.code)
        for channel in Channel:
            self.channel.addItem(core(label(channel)), channel)
        for level in Level:
            self.level.add(level, core(label(level)))
        self.level.choose(Level.SIMPLE)
        for criterion, words in (
            (CriticalCriterion.RISK, QCoreApplication.translate("NewCase", "Riesgo público")),
            (CriticalCriterion.RECURRENT, QCoreApplication.translate("NewCase", "Queja recurrente")),
            (CriticalCriterion.VULNERABLE, QCoreApplication.translate("NewCase", "Situación vulnerable")),
        ):
            self.criterion.add_numbered(criterion, words).setToolTip(core(label(criterion)))
        for box in (self.kind, self.channel):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)

    def _describe(self) -> None:
        for field, words in (
            (self.topic, QCoreApplication.translate("NewCase", "De qué trata: busque en el catálogo")),
            (self.subject, QCoreApplication.translate("NewCase", "En una línea, para la lista")),
            (self.citizen, QCoreApplication.translate("NewCase", "Nombre, documento o teléfono")),
            (self.contact, QCoreApplication.translate("NewCase", "Teléfono o correo")),
            (self.place, QCoreApplication.translate("NewCase", "Calle y número del problema")),
            (self.receiver, QCoreApplication.translate("NewCase", "Unidad o persona que lo lleva")),
        ):
            field.setPlaceholderText(words)
            field.setMinimumWidth(120)
        self.note.setPlaceholderText(QCoreApplication.translate("NewCase", "Qué pasó, con sus palabras"))
        self.contact.setFixedWidth(180)

    def _lay_out(self) -> None:
        self.grid.setVerticalSpacing(6)
        topic = FormRow("topic", QCoreApplication.translate("NewCase", "T&ema"), self.topic)
        subject = FormRow("subject", QCoreApplication.translate("NewCase", "&Asunto"), self.subject)
        self._line(topic, subject)
        citizen = FormRow("citizen", QCoreApplication.translate("NewCase", "Ci&udadano"), self.citizen)
        contact = FormRow("contact", QCoreApplication.translate("NewCase", "Teléfono o correo"), self.contact)
        contact.hide_label(self)
        self._line(citizen, contact, after=(self.no_contact, self.anonymous))
        note = FormRow("description", QCoreApplication.translate("NewCase", "&Descripción"), self.note)
        place = FormRow("place", QCoreApplication.translate("NewCase", "Lu&gar"), self.place)
        self._line(note, place, stretches=(3, 2))
        kind = FormRow("type", QCoreApplication.translate("NewCase", "Ti&po"), self.kind)
        level = FormRow("level", QCoreApplication.translate("NewCase", "Ni&vel"), self.level)
        level.label.setBuddy(self.level.chips()[0])
        self._line(kind, level)
        self.add(FormRow("criterion", QCoreApplication.translate("NewCase", "Criterio"), self.criterion))
        channel = FormRow("channel", QCoreApplication.translate("NewCase", "&Canal"), self.channel)
        unit = FormRow("unit", QCoreApplication.translate("NewCase", "&Responsable"), self.receiver)
        self._line(channel, unit)
        self.rows["responsible"] = unit
        self.add(self.complaint.row)

    def _line(
        self, *rows: FormRow, after: Sequence[QWidget] = (), stretches: tuple[int, int] = (1, 1)
    ) -> None:
        """Lay two fields beside each other, each with what is wrong right under it."""
        line = QHBoxLayout()
        line.setSpacing(6)
        for at, row in enumerate(rows):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(row.field)
            column.addWidget(row.note)
            column.addStretch(1)
            narrow = row.note.sizePolicy()
            narrow.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # what is wrong makes no field wider
            row.note.setSizePolicy(narrow)
            if at and row.field is not self.contact:
                row.label.setContentsMargins(6, 0, 0, 0)
                line.addWidget(row.label, 0, Qt.AlignmentFlag.AlignTop)
            fixed = row.field is self.contact
            line.addLayout(column, 0 if fixed else stretches[at])
            self.rows[row.name] = row
        for widget in after:
            widget.setMinimumHeight(theme.FIELD_HEIGHT)
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(rows[0].label, self._used, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(line, self._used, 1)
        self._used += 1
