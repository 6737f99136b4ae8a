"""The form of a new hand-over: what to say on top, whom, what for, and whether they know already."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.labels import label
from desktop_app.domain.protocol import HandOver
from desktop_app.domain.values import Channel, ReferralState
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from desktop_app.services.referrals import missing
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.finding import people_choices
from ui.kit.forms import Form, FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background, Failure
from ui.kit.receivers import Receiver, receiver_choices
from ui.kit.screen import Space
from ui.kit.suggest import Choice, SuggestField
from ui.kit.surfaces import Card, text_label
from ui.kit.tips import tip
from ui.referrals.draft import Writing, WritingKeeper
from ui.referrals.form_words import member_text, origin_text, warning_text
from ui.referrals.lookups import UnitCard, read_unit
from ui.referrals.words import say_text

_NEED, _NEED_SHORT = 56, 34


class HandOverForm(QWidget):
    """Everything known is filled in. Ctrl+Enter records, Esc leaves and keeps what was typed."""

    submitted = Signal(object)
    """Writing to record."""
    left = Signal()
    unit_shown = Signal(object)
    """UnitCard or None."""

    def __init__(
        self, context: Context, background: Background, submit_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._keeper = WritingKeeper(context, background, self)
        self._keeper.kept.connect(self._on_kept)
        self.writing: Writing | None = None
        self._loading = False
        self._tiny = False
        self.saving = False
        # Qt hands bytes back as something else: what the rows stand for is kept here.
        self._members: list[bytes | None] = []
        self.unit = SuggestField(
            background,
            partial(receiver_choices, context, units_first=True),
            empty=QCoreApplication.translate("Referrals", "Ninguna unidad ni persona responde a esto."),
        )
        self.official = QComboBox()
        self.need = NoteEdit()
        self.citizen = SuggestField(background, partial(people_choices, context), least=3)
        self.outcome = DigitBar(QCoreApplication.translate("Referrals", "Respuesta"), wrap=True)
        self.form = Form()
        self.say = text_label("", theme.Size.LEAD, wrap=True)
        self.why = text_label("", wrap=True)
        self.kept = text_label("", tone="muted")
        self.leave = Button(QCoreApplication.translate("Referrals", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.save = Button(
            QCoreApplication.translate("Referrals", "Registrar vinculación"),
            kind=Kind.PRIMARY,
            hint=submit_hint,
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.strip = _box(self.say, "notice")
        self.why_box = _box(self.why, "warning")
        card = Card()
        self._fields()
        card.body.addWidget(self.form)
        bar = Card()
        bar.body.setContentsMargins(12, 6, 12, 6)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addWidget(self.kept)
        row.addStretch(1)
        row.addWidget(self.save)
        bar.body.addLayout(row)
        for widget in (self.strip, self.why_box, card, bar):
            column.addWidget(widget)
        column.addStretch(1)
        self._card = card

    def _fields(self) -> None:
        self.unit.setPlaceholderText(
            QCoreApplication.translate("Referrals", "Unidad o persona: escriba las primeras letras")
        )
        self.official.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.official.setMinimumContentsLength(24)
        self.official.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.need.setFixedHeight(_NEED)
        self.need.setPlaceholderText(
            QCoreApplication.translate(
                "Referrals", "Lo que el funcionario debe resolver, en una o dos líneas"
            )
        )
        self.citizen.setPlaceholderText(
            QCoreApplication.translate("Referrals", "Opcional: nombre, documento o teléfono")
        )
        for state, words in (
            (ReferralState.SENT, QCoreApplication.translate("Referrals", "Enviar y esperar")),
            (
                ReferralState.CONFIRMED_BY_PHONE,
                QCoreApplication.translate("Referrals", "Confirmó por teléfono"),
            ),
            (ReferralState.NO_ANSWER, core(label(ReferralState.NO_ANSWER))),
        ):
            self.outcome.add_numbered(state, words)
        self.outcome.choose(ReferralState.SENT)
        self.form.grid.setVerticalSpacing(6)
        for name, words, field in (
            ("unit", QCoreApplication.translate("Referrals", "&Unidad"), self.unit),
            ("official", QCoreApplication.translate("Referrals", "&Funcionario"), self.official),
            ("detail", QCoreApplication.translate("Referrals", "N&ecesidad"), self.need),
            ("citizen", QCoreApplication.translate("Referrals", "Ci&udadano"), self.citizen),
        ):
            self.form.add(FormRow(name, words, field))
        self.form.add_widget(QCoreApplication.translate("Referrals", "Respuesta"), self.outcome)

    def _connect(self) -> None:
        self.unit.taken.connect(self._on_receiver)
        self.unit.textEdited.connect(self._on_unit_typed)
        self.official.activated.connect(self._on_official)
        self.need.textChanged.connect(self._on_edited)
        self.citizen.taken.connect(self._on_citizen)
        self.citizen.textEdited.connect(self._on_citizen_typed)
        self.citizen.returnPressed.connect(self.outcome.enter)
        self.outcome.chosen.connect(self._on_edited)
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)

    # What the screen asks.

    def open_with(self, writing: Writing) -> None:
        """Fill the form; the focus goes to what is missing first."""
        self._loading = True
        self.writing, self.saving = writing, False
        self.form.clear_errors()
        self.need.setPlainText(writing.need)
        self.citizen.setText(writing.citizen_text)
        self.outcome.choose(writing.outcome)
        self._show_card(writing.card)
        self._show_why(writing)
        self._loading = False
        self._tell()
        self.kept.setText(
            QCoreApplication.translate("Referrals", "Borrador recuperado") if writing.restored else ""
        )
        self.unit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unit.selectAll()

    def submit(self) -> None:
        """Have it recorded; say under the field what is missing."""
        writing = self.writing
        if writing is None or self.saving:
            return
        self._read()
        wrong = [(each.field, core(each.template)) for each in missing(writing.unit, writing.need)]
        if writing.citizen_text.strip() and writing.citizen is None:
            sentence = QCoreApplication.translate(
                "Referrals", "Elija a la persona de la lista, o deje este dato vacío."
            )
            wrong.append(("citizen", sentence))
        if wrong:
            self.form.show_errors(wrong)
            return
        self.form.clear_errors()
        self.saving = True
        self.submitted.emit(writing)

    def refused(self, failure: Failure) -> bool:
        """Show what the service refused; False when the sentence belongs to no field."""
        self.saving = False
        return self.form.show_errors([(failure.field, failure.sentence)])

    def recorded(self) -> None:
        """Forget what was typed: it is recorded."""
        if self.writing is not None:
            self._keeper.drop(self.writing)
        self.writing, self.saving = None, False

    def close_form(self) -> None:
        """Leave; what was typed is there again the next time."""
        self.keep()
        self.writing = None
        self.left.emit()

    def keep(self) -> None:
        """Save what was typed without waiting."""
        if self.writing is not None and not self.saving:
            self._read()
            self._keeper.touch(self.writing)
        self._keeper.save()

    def fit(self, space: Space) -> None:
        """Give up height where there is little: a long comment goes to the tooltip there."""
        self._tiny = space.tiny
        if self.writing is not None:
            self._show_why(self.writing)
        self.need.setFixedHeight(_NEED_SHORT if space.short else _NEED)
        self.form.grid.setVerticalSpacing(3 if space.tiny else 6)
        margin = 8 if space.tiny else 12
        self._card.body.setContentsMargins(12, margin, 12, margin)
        theme.set_text(self.say, theme.Size.BODY if space.tiny else theme.Size.LEAD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    # Whom.

    def _on_receiver(self, choice: Choice) -> None:
        receiver, writing = choice.value, self.writing
        if not isinstance(receiver, Receiver) or writing is None:
            return
        context, unit, avoid = self._context, receiver.unit, writing.start.avoid
        writing.unit, writing.official = unit, receiver.official
        writing.official_chosen = receiver.official is not None
        self.unit.setText(receiver.unit_name)

        def done(card: UnitCard | None) -> None:
            if self.writing is writing and writing.unit == unit:
                if not writing.official_chosen:
                    writing.official = card.suggested if card is not None else None
                self._show_card(card)
                self._show_why(writing)
                self._on_edited()

        self._background.read(self, lambda: read_unit(context, unit, avoid)).on_success(done).run()
        if writing.need.strip():
            (self.need if not self.need.toPlainText().strip() else self.outcome.chips()[0]).setFocus()
        else:
            self.need.setFocus()

    def _on_unit_typed(self) -> None:
        if self.writing is not None:
            self.writing.unit = self.writing.official = None
            self.writing.official_chosen = False
            self._show_members(None)
            self._show_why(self.writing)
            self._on_edited()

    def _show_card(self, card: UnitCard | None) -> None:
        if self.writing is None:
            return
        self.writing.card = card
        self.unit.setText(card.name if card is not None else "")
        self._show_members(card)

    def _show_members(self, card: UnitCard | None) -> None:
        self.official.clear()
        self._members = []
        if card is not None and self.writing is not None:
            for member in card.members:
                self._members.append(member.id)
                self.official.addItem(member_text(member))
                at = self.official.count() - 1
                self.official.setItemData(at, tip(member_text(member)), Qt.ItemDataRole.ToolTipRole)
            anyone = QCoreApplication.translate("Referrals", "Cualquier persona de la unidad")
            self._members.append(None)
            self.official.addItem(anyone)
            known = self.writing.official in self._members
            self.official.setCurrentIndex(self._members.index(self.writing.official if known else None))
        self.official.setEnabled(card is not None)
        self.unit_shown.emit(card)

    def _on_official(self, at: int) -> None:
        if self.writing is not None:
            self.writing.official = self._members[at]
            self.writing.official_chosen = True
            self._show_why(self.writing)
            self._on_edited()

    # Who and what for.

    def _on_citizen(self, choice: Choice) -> None:
        if isinstance(choice.value, Citizen) and self.writing is not None:
            self.writing.citizen = choice.value.id
            self.citizen.setText(choice.value.name)
            self._on_edited()
            self.outcome.enter()

    def _on_citizen_typed(self) -> None:
        if self.writing is not None:
            self.writing.citizen = None
            self._on_edited()

    def _read(self) -> None:
        writing = self.writing
        if writing is not None:
            writing.need = self.need.toPlainText()
            writing.citizen_text = self.citizen.text()
            outcome = self.outcome.value()
            writing.outcome = outcome if isinstance(outcome, ReferralState) else ReferralState.SENT

    def _on_edited(self) -> None:
        if self._loading or self.writing is None:
            return
        self._read()
        self.kept.setText("")
        self._keeper.touch(self.writing)
        self._tell()

    def _on_kept(self, draft: Draft) -> None:
        if self.writing is not None and draft.slot == self.writing.slot:
            words = QCoreApplication.translate("Referrals", "Borrador guardado {time}")
            self.kept.setText(words.format(time=f"{draft.saved:%H:%M:%S}"))

    # What to say.

    def _tell(self) -> None:
        writing = self.writing
        card = writing.card if writing is not None and writing.unit is not None else None
        if writing is None or card is None:
            words = QCoreApplication.translate(
                "Referrals", "Elija la unidad: aquí verá qué decirle al ciudadano."
            )
            self.say.setText(words)
            return
        member = next((each for each in card.members if each.id == writing.official), None)
        state = writing.outcome if writing.outcome is not ReferralState.SENT else None
        now: datetime = self._context.now()
        place = (member.place if member else "") or card.place
        works_in = (member.unit_name if member else "") or card.name
        hand_over = HandOver(member.name if member else "", works_in, place, state)
        words = say_text(self._context, hand_over, Channel.IN_PERSON, now)
        self.say.setText(f"«{core(words)}»")

    def _show_why(self, writing: Writing) -> None:
        words = "\n".join(
            part for part in (origin_text(writing, brief=self._tiny), warning_text(writing)) if part
        )
        self.why.setText(words)
        self.why.setToolTip(tip(writing.start.comment))
        self.why_box.setVisible(bool(words))


def _box(words: QWidget, kind: str) -> QFrame:
    box = QFrame()
    box.setProperty("kind", kind)
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 6, 12, 6)
    column.addWidget(words)
    return box
