"""A page of texts that have a name: a list, and in its place the form of one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.note_edit import NoteEdit
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.settings.list_form import ListFormPage
from ui.settings.page import NoticeLine, Rows


class NamedText(Protocol):
    """A text that people choose by its name; ``slot`` is where it is kept."""

    @property
    def name(self) -> str:
        """What it is chosen by."""
        ...

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def slot(self) -> str:
        """Where it is kept."""
        ...


T = TypeVar("T", bound=NamedText)


@dataclass(frozen=True, slots=True)
class Acts:
    """Ids of the actions of such a page."""

    new: str
    edit: str
    remove: str
    undo: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What such a page says, besides its title and summary."""

    empty: str
    locked: str
    new: str
    name_hint: str
    text_hint: str


class NamedTextsPage(ListFormPage[T], Generic[T]):
    """Read by all, written by whoever may edit phrases; what was taken away can be had back for some seconds."""

    acts: Acts
    wording: Wording
    heights: tuple[int, int]
    """Pixels of the text's field, and where there is little height."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self.wording = self.words()
        self._may = context.actor.may(Permission.EDIT_PHRASES)
        self._open: T | None = None
        self._removed: T | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SECONDS * 1_000)
        self._wait.timeout.connect(self._forget)
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    # What each page says of itself.

    def words(self) -> Wording:
        """Return what the page says."""
        raise NotImplementedError

    def columns(self) -> tuple[Column[T], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    def read_all(self) -> Sequence[T]:
        """Read the texts; runs on a worker."""
        raise NotImplementedError

    def write_one(self, made: T, opened: T | None = None) -> Any:
        """Write a text in the place of ``opened``, or at the end; runs on a worker."""
        raise NotImplementedError

    def remove_one(self, row: T) -> Any:
        """Take a text away; runs on a worker."""
        raise NotImplementedError

    def made(self) -> T:
        """Return what stands in the form."""
        raise NotImplementedError

    def add_fields(self) -> None:
        """Add fields between name and text."""

    def more_values(self, row: T | None) -> Mapping[str, object]:
        """Return what those fields show for a text, None for a new one."""
        return {}

    # The list.

    def _build_list(self) -> QWidget:
        card = Card()
        spec = self.tools.actions.spec
        translate = QCoreApplication.translate
        self.new = Button(translate("Settings", "Nueva"), icon="plus", hint=spec(self.acts.new).hint())
        self.edit = Button(translate("Settings", "Cambiar"), icon="edit", hint=spec(self.acts.edit).hint())
        self.remove = Button(
            translate("Settings", "Quitar"), icon="close", hint=spec(self.acts.remove).hint()
        )
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.new, self.edit, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addWidget(buttons)
        buttons.setHidden(not self._may)
        if not self._may:
            card.body.addWidget(NoticeLine(self.wording.locked, "lock"))
        self.table = TableView(self.title(), empty=self.wording.empty)
        self.table.setMinimumHeight(120)
        self.model = PagedTableModel[T](
            self.background, self.columns(), key=lambda row: row.slot, parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _bind(self) -> None:
        if self._may:
            self.bind_acts(
                (self.acts.new, self.new, self.open_new),
                (self.acts.edit, self.edit, self.open_current),
                (self.acts.remove, self.remove, self.remove_current),
            )
            self.tools.actions.bind(self.acts.undo, self.table, self.undo)
        self.table.row_changed.connect(lambda _row: self._show_acts())
        self.model.loaded.connect(lambda _count: self._show_acts())
        self.name.textChanged.connect(self.on_typed)
        self.text.textChanged.connect(self.on_typed)

    def load(self) -> None:
        """Read the texts."""
        read = self.background.read(self, self.read_all)
        read.on_success(lambda found: self._list.show(list(found))).on_failure(self.tell_failure).run()

    def _show_acts(self) -> None:
        there = self.current() is not None
        self.edit.setEnabled(there)
        self.remove.setEnabled(there)

    def remove_current(self) -> None:
        """Take the text away on which the list stands; for some seconds it can be had back."""
        row = self.current()
        if row is not None:
            self._write(partial(self.remove_one, row), partial(self._on_removed, row))

    def _on_removed(self, row: T, _saved: object) -> None:
        self._removed = row
        self._wait.start()
        words = QCoreApplication.translate("Settings", "Se quitó «{name}».").format(name=row.name)
        undo = QCoreApplication.translate("Settings", "Deshacer")
        hint = self.tools.actions.spec(self.acts.undo).hint()
        self.say.emit(Message(Tone.DONE, words, f"{undo}  {hint}", self.undo))

    def undo(self) -> None:
        """Put the text back that was just taken away, while its message stands."""
        row, self._removed = self._removed, None
        if row is not None:
            self._write(partial(self.write_one, row), lambda _saved: None)

    def _forget(self) -> None:
        self._removed = None

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        write = self.background.write(self, work)
        write.on_success(done).on_failure(self.tell_failure).run()

    # The form.

    def _build_form(self) -> QWidget:
        self.name = QLineEdit()
        self.text = NoteEdit()
        self.text.setFixedHeight(self.heights[0])
        label = QCoreApplication.translate("Settings", "N&ombre")
        self.form.add(FormRow("name", label, self.name, hint=self.wording.name_hint))
        self.add_fields()
        label = QCoreApplication.translate("Settings", "&Texto")
        self.form.add(FormRow("text", label, self.text, hint=self.wording.text_hint))
        return self.form_card()

    def fit(self, space: Space) -> None:
        """Give up lines of the text where there is little height."""
        self.text.setFixedHeight(self.heights[1] if space.short else self.heights[0])

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.name

    def open_new(self) -> None:
        """Write a new text."""
        self._open_form(None, self.wording.new)

    def open_current(self) -> None:
        """Change the text on which the list stands."""
        row = self.current()
        if row is not None and self._may:
            self._open_form(row, row.name)

    def _open_form(self, row: T | None, heading: str) -> None:
        if self.dirty() and self._open == row:
            self.show_form(heading, None)
            return
        self._open = row
        named = {"name": row.name, "text": row.text} if row is not None else {"name": "", "text": ""}
        self.show_form(heading, {**named, **self.more_values(row)})

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {"name": self.name.text(), "text": self.text.toPlainText()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a text in the form."""
        self.name.setText(str(values["name"]))
        self.text.setPlainText(str(values["text"]))

    def save(self) -> None:
        """Write the text: in its place, or at the end."""
        if self.may_save():
            self.write(partial(self.write_one, self.made(), self._open))


def text_column(width: int) -> Column[Any]:
    """Return the column that shows the text in one line."""
    title = QCoreApplication.translate("Settings", "Texto")
    return Column(title, lambda row: " ".join(row.text.split()), width, stretch=True)
