"""What every page of Ajustes is: a title, a sentence, content that scrolls, and perhaps a form to save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.forms import Form
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure
from ui.kit.paging import FunctionSource, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Icon, text_label
from ui.kit.table import TableView

R = TypeVar("R")

WIDEST = 1080
"""A page does not grow beyond this on a large screen."""
_FIELDS = 680
"""Fields longer than this are hard to read."""
_FAILED = "settings-failed"


class Page(QWidget):
    """One page. It asks the disk for what it shows only when somebody comes to it."""

    say = Signal(object)
    """Message for the person."""
    state_changed = Signal()
    """Whether there is something to save has changed."""

    id = ""
    icon = ""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self.context = context
        self.tools = tools
        self.setMaximumWidth(WIDEST)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 4, 4)
        self.column.setSpacing(8)

    @property
    def background(self) -> Background:
        """The workers."""
        return self.tools.background

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        raise NotImplementedError

    @staticmethod
    def summary() -> str:
        """Return what can be done here, in a sentence."""
        raise NotImplementedError

    def load(self) -> None:
        """Fetch what is shown; what was typed and not saved stays."""

    def first(self) -> QWidget | None:
        """Return where work begins on this page."""
        return None

    def editing(self) -> bool:
        """Tell whether there is a form to save here now."""
        return False

    def dirty(self) -> bool:
        """Tell whether something was changed and not saved."""
        return False

    def save(self) -> None:
        """Save the form."""

    def discard(self) -> None:
        """Show again what is stored."""

    def leave(self) -> bool:
        """Close what Esc closes without losing anything; tell whether there was such a thing."""
        return False

    def concerns(self, changes: frozenset[str]) -> bool:
        """Tell whether what is shown depends on these kinds of things."""
        return not changes or "setting" in changes

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        del space

    def tell_saved(self, sentence: str = "") -> None:
        """Say that it was saved."""
        words = sentence or QCoreApplication.translate("Settings", "Guardado.")
        self.say.emit(Message(Tone.DONE, words))

    def tell_failure(self, failure: Failure) -> None:
        """Say what went wrong where no field is to blame."""
        self.say.emit(Message(Tone.ERROR, failure.sentence, key=_FAILED))


class FormPage(Page):
    """A page with one form, filled from the store and saved as a whole."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self.form = Form()
        self.form.setMaximumWidth(_FIELDS)
        self._stored: Mapping[str, object] | None = None
        self._saving = False

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        raise NotImplementedError

    def fill(self, values: Mapping[str, object]) -> None:
        """Show values in the fields."""
        raise NotImplementedError

    def editable(self) -> bool:
        """Tell whether this person may change the form."""
        return True

    def editing(self) -> bool:
        """A form that was read can be saved."""
        return self.editable() and self._stored is not None

    def dirty(self) -> bool:
        """Tell whether a field differs from what is stored."""
        return self._stored is not None and self.editable() and self.values() != self._stored

    def show_stored(self, values: Mapping[str, object]) -> None:
        """Take what the store holds; fields that somebody has changed keep what was typed, the others follow."""
        if self._stored is not None and self.dirty():
            before, now = self._stored, self.values()
            typed = {name: each for name, each in now.items() if each != before.get(name)}
            self._stored = None
            if any(now.get(name) != each for name, each in values.items() if name not in typed):
                self.fill({**values, **typed})
            self._stored = values
        else:
            self._stored = None  # while the fields are filled, nobody types
            self.fill(values)
            self._stored = dict(self.values())
        self.state_changed.emit()

    def may_save(self) -> bool:
        """Tell whether there is a form to save that is not being saved already."""
        return self.editing() and not self._saving

    def write(self, work: Callable[[], object]) -> None:
        """Save the form beside the UI thread."""
        self._saving = True
        self.background.write(self, work).on_success(self.on_saved).on_failure(self.on_refused).run()

    def on_saved(self, _result: object) -> None:
        """The form was written."""
        self._saving = False
        self.saved()

    def on_refused(self, failure: Failure) -> None:
        """The form was not written: say why."""
        self._saving = False
        self.on_failure(failure)

    def saved(self) -> None:
        """What stands in the fields is stored now."""
        self._stored = dict(self.values())
        self.form.clear_errors()
        self.tell_saved()
        self.state_changed.emit()

    def discard(self) -> None:
        """Show again what is stored."""
        stored = self._stored
        if stored is not None:
            self._stored = None
            self.fill(stored)
            self._stored = stored
            self.form.clear_errors()
            self.state_changed.emit()

    def on_failure(self, failure: Failure) -> None:
        """Put the sentence under its field, or say it."""
        if not failure.field or not self.form.show_errors([(failure.field, failure.sentence)]):
            self.tell_failure(failure)

    def on_typed(self) -> None:
        """A field has changed."""
        if self._stored is not None:
            self.state_changed.emit()


class PartStack(QStackedWidget):
    """Shows one of several parts and asks for that part's room alone, so that nothing scrolls for a hidden one."""

    def minimumSizeHint(self) -> QSize:
        """Return what the shown part needs."""
        return self.currentWidget().minimumSizeHint() if self.count() else QSize()

    def sizeHint(self) -> QSize:
        """Return what the shown part would like."""
        return self.currentWidget().sizeHint() if self.count() else QSize()

    def hasHeightForWidth(self) -> bool:
        """Tell whether the shown part has lines that wrap."""
        return bool(self.count()) and self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return how high the shown part is at a width."""
        return self.currentWidget().heightForWidth(width) if self.count() else -1

    def show_part(self, index: int) -> None:
        """Show another part."""
        self.setCurrentIndex(index)
        self.updateGeometry()


class Rows(Generic[R]):
    """A short list that is read as a whole; read again, it stands where it stood."""

    def __init__(self, table: TableView, model: PagedTableModel[R]) -> None:
        self._table = table
        self._model = model
        self._rows: list[R] | None = None
        table.show_model(model)

    def show(self, rows: list[R]) -> None:
        """Show these rows now."""
        first, self._rows = self._rows is None, rows
        if first:
            self._model.set_source(FunctionSource(lambda: len(self._rows or ()), self._page))
        else:
            self._table.reload()

    def _page(self, offset: int, limit: int) -> list[R]:
        return (self._rows or [])[offset : offset + limit]


class NoticeLine(QFrame):
    """A calm sentence on a soft ground."""

    def __init__(self, text: str = "", icon: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_kind("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.icon = Icon(icon)
        row.addWidget(self.icon)
        self.words = text_label(text, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)

    def _set_kind(self, kind: str) -> None:
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)

    def show_text(self, text: str, icon: str) -> None:
        """Show another sentence; an empty one takes the line away."""
        self._set_kind("warning" if icon == "warning" else "notice")
        self.words.setText(text)
        self.icon.set_name(icon)
        self.setVisible(bool(text))


class FactLine(QWidget):
    """An icon, what it is, and how it stands."""

    def __init__(self, icon: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.icon = Icon(icon)
        row.addWidget(self.icon)
        self.label = text_label(label, tone="muted")
        self.label.setFixedWidth(132)
        row.addWidget(self.label)
        self.words = text_label("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        self.setMinimumHeight(24)

    def show_text(self, text: str, icon: str = "") -> None:
        """Show how it stands now."""
        self.words.setText(text)
        if icon:
            self.icon.set_name(icon)


def at_left(form: QWidget) -> QHBoxLayout:
    """Return a row with a form of limited width at its left.

    A column asks for the height at its own width: lines that wrap in the form would have too little.
    """
    row = QHBoxLayout()
    row.addWidget(form, 1000)
    row.addStretch(1)
    return row


def small(text: str) -> QWidget:
    """Return a quiet explanation."""
    return text_label(text, theme.Size.SMALL, tone="muted", wrap=True)
