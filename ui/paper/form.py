"""The form into which a paper form is typed, in the order in which the paper has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, Result
from desktop_app.services.context import Context
from desktop_app.services.late import Writer
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.core import core
from ui.kit.finding import people_choices, topic_choices
from ui.kit.forms import Form, FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.receivers import receiver_choices
from ui.kit.screen import Space
from ui.kit.suggest import SuggestField
from ui.kit.tips import tip
from ui.kit.undo_keys import UndoFilter
from ui.paper.ending import EndingPart
from ui.paper.filling import Filling
from ui.paper.lookups import form_choices
from ui.paper.words import chip_text

_DETAIL, _DETAIL_SHORT = 52, 34
_TYPE = 204


class PaperForm(Form):
    """The fields of one paper form."""

    edited = Signal()

    def __init__(self, context: Context, background: Background, hints: dict[Result, str]) -> None:
        super().__init__()
        self._context = context
        self._loading = False
        self._people: list[bytes] = []
        translate = QCoreApplication.translate
        self.number = SuggestField(background, partial(form_choices, context), least=2)
        self.day, self.start, self.end = QLineEdit(), QLineEdit(), QLineEdit()
        self.channel = SegmentedBar(translate("Paper", "Canal"), wrap=True)
        self.writer = QComboBox()
        self.topic = SuggestField(
            background,
            partial(topic_choices, context),
            empty=translate(
                "Paper", "No está en el catálogo: se registrará con sus palabras, sin clasificar."
            ),
        )
        self.citizen = SuggestField(background, partial(people_choices, context, offers_new=True), least=3)
        self.contact, self.document, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.no_contact = QCheckBox(translate("Paper", "Sin con&tacto"))
        self.kind, self.preferential, self.type = QComboBox(), QComboBox(), QComboBox()
        self.detail = NoteEdit()
        self.ending = EndingPart(
            SuggestField(background, partial(receiver_choices, context, units_first=True)), hints
        )
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        translate = QCoreApplication.translate
        self.number.setPlaceholderText("01-02-26-00123-45")
        self.day.setPlaceholderText(translate("Paper", "24/11, ayer…"))
        for field, words in ((self.start, "09:05"), (self.end, "09:12")):
            field.setPlaceholderText(words)
            field.setFixedWidth(72)
        self.day.setFixedWidth(110)
        for channel in Channel:
            self.channel.add(channel, _short(channel))
        for combo in (self.writer, self.kind, self.preferential, self.type):
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.setMinimumContentsLength(10)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for request in self._context.profile.request_types.values():
            _offer(self.type, request.label, request.code)
        self.type.setFixedWidth(_TYPE)
        self.kind.addItem(translate("Paper", "Sin documento"), "")
        for kind in self._context.profile.document_types.values():
            _offer(self.kind, kind.label, kind.code)
        self.preferential.addItem(translate("Paper", "Sin preferencia"), "")
        for group in self._context.profile.preferential_groups:
            _offer(self.preferential, group.label, group.code)
        self.contact.setPlaceholderText(translate("Paper", "Teléfono o correo"))
        self.contact.setMinimumWidth(150)
        self.document.setPlaceholderText(translate("Paper", "Número"))
        self.place.setPlaceholderText(translate("Paper", "Opcional"))
        self.detail.setPlaceholderText(translate("Paper", "Qué pidió y qué se le respondió"))
        self.detail.setFixedHeight(_DETAIL)

    def _lay_out(self) -> None:
        translate = QCoreApplication.translate
        self.grid.setVerticalSpacing(6)
        self._line(
            FormRow("number", translate("Paper", "&Formulario"), self.number),
            (FormRow("writer", translate("Paper", "&Escribió"), self.writer), 1),
        )
        times = self._line(
            FormRow("day", translate("Paper", "Fec&ha"), self.day),
            (FormRow("started", translate("Paper", "&Inicio"), self.start), 0),
            (FormRow("ended", translate("Paper", "Fi&n"), self.end), 0),
            stretch=0,
        )
        times.addWidget(self.channel, 1)
        kind = FormRow("type", translate("Paper", "Tipo de consulta"), self.type)
        kind.hide_label(self)
        self._line(FormRow("subject", translate("Paper", "&Consulta"), self.topic), (kind, 0))
        contact = FormRow("contact", translate("Paper", "Teléfono o correo"), self.contact)
        contact.hide_label(self)
        person = self._line(FormRow("citizen", translate("Paper", "Ci&udadano"), self.citizen), (contact, 0))
        self.no_contact.setMinimumHeight(theme.FIELD_HEIGHT)
        person.addWidget(self.no_contact)
        document = FormRow("document", translate("Paper", "Número del documento"), self.document)
        document.hide_label(self)
        self._line(
            FormRow("document_type", translate("Paper", "D&ocumento"), self.kind),
            (document, 2),
            (FormRow("preferential", translate("Paper", "Pre&ferente"), self.preferential), 3),
            stretch=2,
        )
        self.add(FormRow("place", translate("Paper", "Lu&gar"), self.place))
        self.add(FormRow("detail", translate("Paper", "&Detalle"), self.detail))
        self.add_widget(translate("Paper", "Resultado"), self.ending)
        self.rows["unit"] = self.ending.unit_row
        self.rows["criterion"] = self.ending.criterion_row

    def _line(self, first: FormRow, *others: tuple[FormRow, int], stretch: int = 1) -> QHBoxLayout:
        """Add several fields beside each other; the first one's label stands with the other labels.

        What is wrong with one of them has the whole width below them all.
        """
        line = QHBoxLayout()
        line.setSpacing(8)
        cell = QVBoxLayout()
        cell.setSpacing(theme.GRID // 2)
        cell.addLayout(line)
        for row, share in ((first, stretch), *others):
            if row is not first and row.label.parent() is not self:
                line.addWidget(row.label)
            line.addWidget(row.field, share)
            cell.addWidget(row.note)
            self.rows[row.name] = row
        self.grid.addWidget(first.label, self._used, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(cell, self._used, 1)
        self._used += 1
        return line

    def _connect(self) -> None:
        for field in (
            self.number, self.day, self.start, self.end, self.topic, self.citizen, self.contact, self.document,
            self.place, self.ending.receiver,
        ):  # fmt: skip
            field.textEdited.connect(self._on_edited)
        for combo in (self.writer, self.kind, self.preferential, self.type):
            combo.activated.connect(self._on_edited)
        self.channel.chosen.connect(self._on_edited)
        self.detail.textChanged.connect(self._on_edited)
        self.no_contact.toggled.connect(self._on_edited)
        self.ending.edited.connect(self._on_edited)
        order: Sequence[tuple[QLineEdit, QWidget]] = (
            (self.number, self.day), (self.day, self.start), (self.start, self.end), (self.end, self.topic),
            (self.topic, self.citizen), (self.citizen, self.contact), (self.contact, self.detail),
            (self.document, self.place), (self.place, self.detail),
        )  # fmt: skip
        for field, following in order:
            field.returnPressed.connect(partial(following.setFocus))
        self.number.follow, self.topic.follow = lambda: self.day, lambda: self.citizen
        UndoFilter(self.tab_chain(), self)

    def looking(self) -> tuple[SuggestField, ...]:
        """Return the fields that look for what is typed."""
        return self.number, self.topic, self.citizen, self.ending.receiver

    def tab_chain(self) -> list[QWidget]:
        """Return the controls in the order of the paper."""
        return [
            self.number, self.writer, self.day, self.start, self.end, *self.channel.chips(), self.topic,
            self.type, self.citizen, self.contact, self.no_contact, self.kind, self.document, self.preferential,
            self.place, self.detail, *self.ending.chain(),
        ]  # fmt: skip

    # What the panel asks.

    def waits(self) -> bool:
        """Tell whether something was chosen with Enter that is still being looked for."""
        return any(field.waits() for field in self.looking())

    def set_writers(self, writers: Sequence[Writer]) -> None:
        """Offer who may have written a form."""
        self._people = [each.id for each in writers]
        self.writer.clear()
        for each in writers:
            gone = QCoreApplication.translate("Paper", "{name} (ya no trabaja aquí)")
            _offer(self.writer, each.name if each.active else gone.format(name=each.name), None)

    def show_filling(self, filling: Filling) -> None:
        """Fill the fields."""
        self._loading = True
        try:
            for field, text in (
                (self.number, filling.number), (self.day, filling.day), (self.start, filling.start),
                (self.end, filling.end), (self.topic, filling.text), (self.citizen, filling.name),
                (self.contact, filling.contact), (self.document, filling.document), (self.place, filling.place),
            ):  # fmt: skip
                # Writing what stands there already would lose the field's own undo.
                if field.text() != text:
                    field.setText(text)
            if self.detail.toPlainText() != filling.detail:
                self.detail.setPlainText(filling.detail)
            self.channel.choose(filling.channel)
            at = self._people.index(filling.writer) if filling.writer in self._people else -1
            self.writer.setCurrentIndex(at)
            for combo, code in (
                (self.kind, filling.document_type),
                (self.preferential, filling.preferential),
            ):
                combo.setCurrentIndex(max(combo.findData(code), 0))
            self.no_contact.setChecked(filling.no_contact)
            self.ending.show_filling(filling)
            self._ask_document(filling)
            self._ask_type(filling)
        finally:
            self._loading = False

    def read_into(self, filling: Filling) -> None:
        """Take everything that was typed or chosen."""
        filling.number = self.number.text()
        filling.day, filling.start, filling.end = self.day.text(), self.start.text(), self.end.text()
        channel, at = self.channel.value(), self.writer.currentIndex()
        if isinstance(channel, Channel):
            filling.channel = channel
        if 0 <= at < len(self._people):
            filling.writer = self._people[at]
        filling.write_text(self.topic.text())
        if filling.topic is None and self.type.isEnabled():
            filling.ticked = str(self.type.currentData() or "")
        self._ask_type(filling)
        filling.write_person(self.citizen.text(), self.contact.text())
        if self.contact.text() != filling.contact:
            self.contact.setText(filling.contact)
        self._ask_document(filling)
        filling.no_contact = self.no_contact.isChecked()
        filling.document = self.document.text()
        if filling.document.strip() and not self.kind.currentData() and self.kind.count() > 1:
            # A number without its kind: the country's usual document comes first.
            self.kind.setCurrentIndex(1)
        filling.document_type = str(self.kind.currentData() or "")
        filling.preferential = str(self.preferential.currentData() or "")
        filling.place, filling.detail = self.place.text(), self.detail.toPlainText()
        if filling.receiver is not None and self.ending.receiver.text() != filling.receiver.text():
            filling.receiver = None
        self.ending.read_into(filling)

    def _ask_document(self, filling: Filling) -> None:
        """Whoever is known brings their own document."""
        for widget in (self.kind, self.document):
            widget.setEnabled(filling.citizen is None)

    def _ask_type(self, filling: Filling) -> None:
        """A topic of the catalogue brings its type; for other words the paper says it."""
        self.type.setEnabled(filling.topic is None)
        self.type.setCurrentIndex(self.type.findData(filling.query_type))

    def fit(self, space: Space) -> None:
        """Give up height where there is little."""
        self.detail.setFixedHeight(_DETAIL_SHORT if space.short else _DETAIL)
        self.grid.setVerticalSpacing(4 if space.short else 6)

    def _on_edited(self) -> None:
        if not self._loading:
            self.edited.emit()


def _offer(combo: QComboBox, words: str, value: object) -> None:
    """Add a choice; the whole of long words stands in the tooltip."""
    combo.addItem(chip_text(words), value)
    combo.setItemData(combo.count() - 1, tip(words), Qt.ItemDataRole.ToolTipRole)


def _short(channel: Channel) -> str:
    return {
        Channel.IN_PERSON: core(label(Channel.IN_PERSON)),
        Channel.PHONE: core(label(Channel.PHONE)),
        Channel.EMAIL: QCoreApplication.translate("Paper", "Correo"),
        Channel.APP: QCoreApplication.translate("Paper", "App"),
    }[channel]
