"""Frases guardadas: texts that ``//`` inserts into a detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.saved_phrases import SavedPhrase
from desktop_app.services import coach
from desktop_app.services.access import Permission
from desktop_app.services.coach import CoachSaved
from desktop_app.services.context import Context
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.note_edit import NoteEdit
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.settings.actions import SAVED_EDIT, SAVED_NEW, SAVED_REMOVE, SAVED_UNDO
from ui.settings.list_form import ListFormPage
from ui.settings.page import NoticeLine, Rows

_TEXT = 148
_TEXT_SHORT = 84


class SavedPage(ListFormPage[SavedPhrase]):
    """A list, and in its place the form of one phrase."""

    id = "saved"
    icon = "note"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_PHRASES)
        self._open: SavedPhrase | None = None
        self._removed: SavedPhrase | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SECONDS * 1_000)
        self._wait.timeout.connect(self._forget)
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        spec = self.tools.actions.spec
        self.new = Button(
            QCoreApplication.translate("Settings", "Nueva"), icon="plus", hint=spec(SAVED_NEW).hint()
        )
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(SAVED_EDIT).hint()
        )
        self.remove = Button(
            QCoreApplication.translate("Settings", "Quitar"), icon="close", hint=spec(SAVED_REMOVE).hint()
        )
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.new, self.edit, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addWidget(acts)
        acts.setHidden(not self._may)
        if not self._may:
            words = QCoreApplication.translate(
                "Settings", "Solo supervisión y administración pueden cambiar las frases."
            )
            card.body.addWidget(NoticeLine(words, "lock"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Frases guardadas"),
            empty=QCoreApplication.translate("Settings", "No hay frases guardadas."),
        )
        self.table.setMinimumHeight(120)
        self.model = PagedTableModel[SavedPhrase](
            self.background, _columns(), key=lambda row: row.slot, parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.name = QLineEdit()
        self.text = NoteEdit()
        self.text.setFixedHeight(_TEXT)
        hint = QCoreApplication.translate("Settings", "Con él se busca después de //. Corto y claro.")
        self.form.add(
            FormRow("name", QCoreApplication.translate("Settings", "N&ombre"), self.name, hint=hint)
        )
        hint = QCoreApplication.translate(
            "Settings", "Puede tener varias líneas. No escriba datos de una persona: la frase la ven todos."
        )
        self.form.add(FormRow("text", QCoreApplication.translate("Settings", "&Texto"), self.text, hint=hint))
        return self.form_card()

    def _bind(self) -> None:
        if self._may:
            self.bind_acts(
                (SAVED_NEW, self.new, self.open_new),
                (SAVED_EDIT, self.edit, self.open_current),
                (SAVED_REMOVE, self.remove, self.remove_current),
            )
            self.tools.actions.bind(SAVED_UNDO, self.table, self.undo)
        self.table.row_changed.connect(lambda _row: self._show_acts())
        self.model.loaded.connect(lambda _count: self._show_acts())
        self.name.textChanged.connect(self.on_typed)
        self.text.textChanged.connect(self.on_typed)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Frases guardadas")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Textos que se repiten: en el detalle de una atención, escriba // y elija."
        )

    def fit(self, space: Space) -> None:
        """Give up lines of the text where there is little height."""
        self.text.setFixedHeight(_TEXT_SHORT if space.short else _TEXT)

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.name

    def load(self) -> None:
        """Read the phrases."""
        read = self.background.read(self, lambda: coach.saved_phrases(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, phrases: tuple[SavedPhrase, ...]) -> None:
        self._list.show(list(phrases))

    # The list.

    def _show_acts(self) -> None:
        there = self.current() is not None
        self.edit.setEnabled(there)
        self.remove.setEnabled(there)

    def remove_current(self) -> None:
        """Take the phrase away on which the list stands; for some seconds it can be had back."""
        phrase = self.current()
        if phrase is not None:
            self._write(lambda: coach.remove_phrase(self.context, phrase), partial(self._on_removed, phrase))

    def _on_removed(self, phrase: SavedPhrase, _saved: CoachSaved) -> None:
        self._removed = phrase
        self._wait.start()
        words = QCoreApplication.translate("Settings", "Se quitó «{name}».").format(name=phrase.name)
        undo = QCoreApplication.translate("Settings", "Deshacer")
        hint = self.tools.actions.spec(SAVED_UNDO).hint()
        self.say.emit(Message(Tone.DONE, words, f"{undo}  {hint}", self.undo))

    def undo(self) -> None:
        """Put the phrase back that was just taken away, while its message stands."""
        phrase, self._removed = self._removed, None
        if phrase is not None:
            self._write(lambda: coach.save_phrase(self.context, phrase), lambda _saved: None)

    def _forget(self) -> None:
        self._removed = None

    def _write(self, work: Callable[[], CoachSaved], done: Callable[[CoachSaved], None]) -> None:
        write = self.background.write(self, work)
        write.on_success(done).on_failure(self.tell_failure).run()

    # The form.

    def open_new(self) -> None:
        """Write a new phrase."""
        self._open_form(None, QCoreApplication.translate("Settings", "Nueva frase guardada"))

    def open_current(self) -> None:
        """Change the phrase on which the list stands."""
        phrase = self.current()
        if phrase is not None and self._may:
            self._open_form(phrase, phrase.name)

    def _open_form(self, phrase: SavedPhrase | None, heading: str) -> None:
        if self.dirty() and self._open == phrase:
            self.show_form(heading, None)
            return
        self._open = phrase
        shown = phrase or SavedPhrase("", "")
        self.show_form(heading, {"name": shown.name, "text": shown.text})

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {"name": self.name.text(), "text": self.text.toPlainText()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a phrase in the form."""
        self.name.setText(str(values["name"]))
        self.text.setPlainText(str(values["text"]))

    def save(self) -> None:
        """Write the phrase: in its place, or at the end."""
        if not self.may_save():
            return
        made = SavedPhrase(self.name.text(), self.text.toPlainText())
        opened = self._open
        self.write(lambda: coach.save_phrase(self.context, made, opened))


def _columns() -> tuple[Column[SavedPhrase], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Nombre"), lambda row: row.name, 190, stretch=True),
        Column(
            QCoreApplication.translate("Settings", "Texto"), lambda row: " ".join(row.text.split()), 300,
            stretch=True,
        ),
    )  # fmt: skip
