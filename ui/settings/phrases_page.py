"""Frases de atención: what the protocol's strip says, in the municipality's own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.protocol import HandOver
from desktop_app.domain.protocol_phrases import HOLD_WORDS
from desktop_app.domain.protocol_wording import INFO, PLACES, allowed, checked_phrase, previewed
from desktop_app.domain.protocol_words import hand_over_values, names
from desktop_app.domain.values import Channel, HoldReason
from desktop_app.services import coach
from desktop_app.services.access import Permission
from desktop_app.services.coach import CoachSaved, Wording
from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.buttons import Button, SegmentedBar
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.flow import FlowLayout
from ui.kit.formats import long_moment_text
from ui.kit.forms import FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Failure, sentence_of
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.table import TableView
from ui.settings.actions import PHRASE_EDIT, PHRASE_ORIGINAL
from ui.settings.list_form import ListFormPage
from ui.settings.page import NoticeLine, Rows

_PREVIEW_MS = 350
_FIELD = 56


def moment_words(row: Wording) -> str:
    """Return when a sentence is said: step and occasion."""
    info = INFO[row.phrase]
    occasion = core(info.occasion)
    return f"{core(info.group)}: {occasion[:1].lower()}{occasion[1:]}"


def _state_words(row: Wording) -> str:
    if row.own:
        return QCoreApplication.translate("Settings", "Propia")
    return QCoreApplication.translate("Settings", "Original")


class PhrasesPage(ListFormPage[Wording]):
    """The sentences of one channel, and in their place the form of one of them."""

    id = "phrases"
    icon = "reception"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_PHRASES)
        self._rows: list[Wording] = []
        self._row: Wording | None = None
        self._receiver: HandOver | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PREVIEW_MS)
        self._wait.timeout.connect(self._show_preview)
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        self.channels = SegmentedBar(QCoreApplication.translate("Settings", "Canal"))
        for channel in Channel:
            self.channels.add(channel, channel_word(channel))
        self.channels.choose(Channel.IN_PERSON)
        spec = self.tools.actions.spec
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(PHRASE_EDIT).hint()
        )
        self.back_to_original = Button(
            QCoreApplication.translate("Settings", "Original"), icon="undo", hint=spec(PHRASE_ORIGINAL).hint()
        )
        self.back_to_original.setToolTip(spec(PHRASE_ORIGINAL).tooltip())
        bar = QWidget()
        flow = FlowLayout(bar)
        flow.addWidget(self.channels)
        for button in (self.edit, self.back_to_original):
            flow.addWidget(button)
            button.setHidden(not self._may)
        card.body.addWidget(bar)
        if not self._may:
            words = QCoreApplication.translate(
                "Settings", "Solo supervisión y administración pueden cambiar las frases."
            )
            card.body.addWidget(NoticeLine(words, "lock"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Frases de atención"),
            empty=QCoreApplication.translate("Settings", "No hay frases."),
        )
        self.table.setMinimumHeight(120)
        self.model = PagedTableModel[Wording](
            self.background, _columns(), key=lambda row: (row.channel, row.phrase), parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.text = NoteEdit()
        self.text.setFixedHeight(_FIELD)
        self.form.add(FormRow("text", QCoreApplication.translate("Settings", "&Frase"), self.text))
        self.places = QWidget()
        self.places_flow = FlowLayout(self.places)
        self.form.add_widget(QCoreApplication.translate("Settings", "Datos"), self.places)
        self.told = text_label(
            QCoreApplication.translate("Settings", "Así se dirá"), theme.Size.SMALL, strong=True, tone="muted"
        )
        self.preview = NoticeLine("", "reception")
        self.preview.setAccessibleName(QCoreApplication.translate("Settings", "Así se dirá"))
        self.original = text_label("", tone="muted", wrap=True)
        self.restore = Button(QCoreApplication.translate("Settings", "Volver al texto original"), icon="undo")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.restore)
        row.addStretch(1)
        return self.form_card(self.told, self.preview, self.original, line)

    def _bind(self) -> None:
        if self._may:
            self.bind_acts(
                (PHRASE_EDIT, self.edit, self.open_current),
                (PHRASE_ORIGINAL, self.back_to_original, self.restore_current),
            )
        self.channels.chosen.connect(lambda _channel: self._show_rows())
        self.table.row_changed.connect(lambda _row: self._show_acts())
        self.model.loaded.connect(lambda _count: self._show_acts())
        self.text.textChanged.connect(self.on_typed)
        self.text.textChanged.connect(self._wait.start)
        self.restore.clicked.connect(self._write_original)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Frases de atención")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings",
            "Qué se dice en cada paso y por cada canal. Cada frase tiene su momento: nada se anticipa.",
        )

    def fit(self, space: Space) -> None:
        """Give up the reminder of the original where there is little height."""
        self.table.setColumnHidden(2, space.narrow)
        self.original.setVisible(not space.tiny)

    def first_field(self) -> QWidget:
        """Return the sentence."""
        return self.text

    def load(self) -> None:
        """Read the sentences in force, and somebody to show them with."""

        def work() -> tuple[list[Wording], HandOver | None]:
            return coach.wordings(self.context), coach.sample_receiver(self.context)

        self.background.read(self, work).on_success(self._on_read).on_failure(self.tell_failure).run()

    def on_refused(self, failure: Failure) -> None:
        """What is wrong stands under the field; the preview need not say it as well."""
        super().on_refused(failure)
        self._show_preview()

    def _on_read(self, found: tuple[list[Wording], HandOver | None]) -> None:
        self._rows, self._receiver = found
        self._show_rows()

    # The list.

    def channel(self) -> Channel:
        """Return the channel whose sentences are shown."""
        chosen = self.channels.value()
        return chosen if isinstance(chosen, Channel) else Channel.IN_PERSON

    def _show_rows(self) -> None:
        channel = self.channel()
        self._list.show([row for row in self._rows if row.channel is channel])

    def _show_acts(self) -> None:
        row = self.current()
        self.edit.setEnabled(row is not None)
        self.back_to_original.setEnabled(row is not None and bool(row.own))

    def restore_current(self) -> None:
        """Bring the original of the current sentence back."""
        row = self.current()
        if row is None or not row.own:
            return
        write = self.background.write(
            self, lambda: coach.save_wording(self.context, row.phrase, row.channel, None)
        )
        done = partial(self._on_restored, row)
        write.on_success(done).on_failure(self.tell_failure).run()

    def _on_restored(self, row: Wording, _saved: CoachSaved) -> None:
        words = QCoreApplication.translate("Settings", "«{moment}» tiene otra vez su texto original.")
        self.tell_saved(words.format(moment=moment_words(row)))

    # The form.

    def open_current(self) -> None:
        """Write the sentence on which the list stands."""
        row = self.current()
        if row is None or not self._may:
            return
        heading = f"{moment_words(row)} · {channel_word(row.channel)}"
        if self.dirty() and self._row is not None and _place(self._row) == _place(row):
            self.show_form(heading, None)
            return
        self._row = row
        self._show_places(row)
        words = QCoreApplication.translate("Settings", "Original: {text}")
        self.original.setText(words.format(text=row.original))
        self.show_form(heading, {"text": row.text})
        self._show_preview()

    def _show_places(self, row: Wording) -> None:
        while (item := self.places_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.text
        for name in allowed(row.phrase):
            chip = Button(f"{{{name}}}")
            chip.set_low()
            chip.setToolTip(core(PLACES[name]))
            chip.setAccessibleDescription(core(PLACES[name]))
            chip.clicked.connect(partial(self._insert_place, name))
            self.places_flow.addWidget(chip)
            chip.show()
            QWidget.setTabOrder(before, chip)
            before = chip
        QWidget.setTabOrder(before, self.restore)
        self.places.updateGeometry()

    def _insert_place(self, name: str) -> None:
        self.text.insertPlainText(f"{{{name}}}")
        self.text.setFocus()

    def _write_original(self) -> None:
        if self._row is not None:
            cursor = self.text.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(self._row.original)  # so that Ctrl+Z brings the own words back
            self.text.setFocus()

    def _show_preview(self) -> None:
        row = self._row
        if row is None:
            return
        wrong = self.form.rows["text"]
        try:
            line = checked_phrase(row.phrase, row.channel, self.text.toPlainText())
        except InvalidInput as error:
            sentence = sentence_of(error)
            told = bool(wrong.error())
            if told:
                wrong.set_error(sentence)  # it was refused once: what is wrong now stands there
            self.preview.show_text("" if told else sentence, "warning")
            self.told.setVisible(not told)
            return
        wrong.set_error("")
        self.told.show()
        said = previewed(row.phrase, row.channel, line, self._values(row.channel), self.context.rules.phrases)
        self.preview.show_text(f"«{said}»", "reception")

    def _values(self, channel: Channel) -> dict[str, str]:
        """Return real names, and examples of what there is only in an attention."""
        now, rules = self.tools.now(), self.context.rules
        receiver = self._receiver or HandOver(
            QCoreApplication.translate("Settings", "Luis Paredes"),
            QCoreApplication.translate("Settings", "Obras y Vías"),
            QCoreApplication.translate("Settings", "piso 2"),
        )
        due = (now + timedelta(days=2)).replace(minute=0)
        reason = HOLD_WORDS[HoldReason.ASKING_UNIT]
        return {
            **names(self.context.actor.name, rules.municipality, now),
            **hand_over_values(receiver, channel),
            "motivo": rules.phrases.wording(reason, channel),
            "plazo": long_moment_text(due),
            "caso": f"{rules.desk.office_code:02d}-{rules.desk.desk_code:02d}-{now:%y}-00123-45",
        }

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {"text": self.text.toPlainText()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a sentence in the form."""
        self.text.setPlainText(str(values["text"]))

    def save(self) -> None:
        """Write the sentence."""
        row = self._row
        if not self.may_save() or row is None:
            return
        text = self.text.toPlainText()
        self.write(lambda: coach.save_wording(self.context, row.phrase, row.channel, text))


def _place(row: Wording) -> tuple[object, object]:
    return row.phrase, row.channel


def _columns() -> tuple[Column[Wording], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Momento"), moment_words, 286),
        Column(QCoreApplication.translate("Settings", "Frase"), lambda row: row.text, 200, stretch=True),
        Column(QCoreApplication.translate("Settings", "Texto"), _state_words, 78),
    )
