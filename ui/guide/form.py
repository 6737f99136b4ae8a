"""A form in place of what is read: fields that scroll, and a bar that saves or leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.errors import InvalidInput
from ui.guide.fields import Value
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.operations import Failure, sentence_of
from ui.kit.surfaces import text_label
from ui.kit.taborder import walk_last

Values = dict[str, Value]
_KEEP_MS = 250


class DetailForm(QFrame):
    """One thing at a time. Esc leaves it; what was typed is there again when it is opened again.

    Only the fields that differ are kept: the others show what the record says by then.
    """

    submitted = Signal(object)
    """Work to be done on a worker: it saves and returns what was saved."""
    left = Signal()
    kept = Signal(object, object)
    """What the form is about and the values that differ from the record, None to forget them."""

    name = ""
    """What drafts of this form are kept under."""

    def __init__(self, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._fields: dict[str, Any] = {}
        self._kept: dict[bytes | None, Values] = {}
        self._first: Values = {}
        self.target: bytes | None = None
        self.opening = 0
        self._waiting = False
        # Fields of many kinds tell of a change in many ways: what stands in them is compared instead.
        self._rounds = QTimer(self)
        self._rounds.setInterval(_KEEP_MS)
        self._rounds.timeout.connect(self._keep_meanwhile)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        self.title.setContentsMargins(19, 0, 15, 0)
        column.addWidget(self.title)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setMaximumWidth(780)
        around = QVBoxLayout(inside)
        around.setContentsMargins(19, 4, 15, 12)
        around.addWidget(self._restored_line())
        self.form = Form()
        self.form.grid.setColumnMinimumWidth(0, 112)
        around.addWidget(self.form)
        around.addStretch(1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        column.addWidget(self.area, 1)
        column.addWidget(self._bar(submit_hint))

    def _restored_line(self) -> QWidget:
        """Return what tells that the form shows more than the record, and gives the record back."""
        self.restored = QWidget()
        line = QHBoxLayout(self.restored)
        line.setContentsMargins(0, 0, 0, 0)
        words = QCoreApplication.translate("Guide", "Se recuperó lo que había quedado sin guardar.")
        line.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True), 1)
        self.discard = Button(QCoreApplication.translate("Guide", "Descartar"), kind=Kind.QUIET)
        self.discard.clicked.connect(self._give_up)
        line.addWidget(self.discard, 0, Qt.AlignmentFlag.AlignTop)
        self.restored.hide()
        return self.restored

    def _bar(self, submit_hint: str) -> QWidget:
        bar = QFrame()
        bar.setProperty("kind", "bar-bottom")
        around = QVBoxLayout(bar)
        around.setContentsMargins(19, 8, 15, 8)
        self.foot = FormFoot(QCoreApplication.translate("Guide", "Guardar"), submit_hint)
        self.leave, self.save = self.foot.leave, self.foot.save
        around.addLayout(self.foot)
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)
        return bar

    # What the kinds of forms add.

    def add(self, name: str, label: str, field: Any, hint: str = "") -> FormRow:
        """Add a field with its label."""
        self._fields[name] = field
        row = self.form.add(FormRow(name, label, field, hint=hint))
        row.label.setWordWrap(True)
        return row

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what saves these values, on a worker. Raises InvalidInput for what cannot be read."""
        raise NotImplementedError

    # What the screen asks.

    def open_form(self, title: str, target: bytes | None, values: Values) -> None:
        """Show the form for a thing that exists, or for a new one, with what was typed before."""
        self.title.setText(shortened(title))
        self.target = target
        self.opening += 1
        self._first = {}
        for name, field in self._fields.items():
            field.fill(values.get(name))
        self._first = self.values()
        for name, value in self._kept.get(target, {}).items():
            if name in self._fields:
                self._fields[name].fill(value)
        self.restored.setVisible(bool(self.touched()))
        self.foot.set_error("")
        self.form.clear_errors()
        self._set_waiting(waiting=False)
        self.area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Put the focus into the first field; what saves the form is walked to after its fields."""
        walk_last(self.form, self.leave, self.save)
        next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def field(self, name: str) -> Any:
        """Return a field."""
        return self._fields[name]

    def values(self) -> Values:
        """Return what stands in the fields."""
        return {name: field.value() for name, field in self._fields.items()}

    def touched(self) -> frozenset[str]:
        """Return the names of the fields whose value was changed here."""
        return frozenset(name for name, value in self.values().items() if value != self._first.get(name))

    def submit(self) -> None:
        """Have the values saved, or say under a field what cannot be."""
        if self._waiting:
            return
        self.form.clear_errors()
        self.foot.set_error("")
        try:
            work = self.work(self.values())
        except InvalidInput as error:
            self.refuse(error.field, sentence_of(error))
            return
        # While it is being saved nothing is typed that the record would not have.
        self._set_waiting(waiting=True)
        self.submitted.emit(work)

    def failed(self, failure: Failure) -> None:
        """Show why it was not saved; what was typed stays."""
        self._set_waiting(waiting=False)
        self.refuse(failure.field, failure.sentence)

    def refuse(self, name: str, sentence: str) -> None:
        """Put a sentence under its field, or above the buttons."""
        if not self.form.show_errors([(name, sentence)]):
            self.foot.set_error(sentence)

    def done(self, target: bytes | None, opening: int) -> bool:
        """Forget what was typed about ``target``: it is saved. Tell whether that is still what is shown."""
        self._forget(target)
        if opening != self.opening:
            return False
        self._first = self.values()
        self._set_waiting(waiting=False)
        return True

    def keep(self) -> None:
        """Keep what was typed for the next time; what was left as it was may be corrected by others."""
        touched = self.touched()
        values = {name: value for name, value in self.values().items() if name in touched}
        if not touched:
            self._forget(self.target)
        elif values != self._kept.get(self.target):
            self._kept[self.target] = values
            self.kept.emit(self.target, values)

    def restore(self, target: bytes | None, values: Values) -> None:
        """Have what was typed before the program ended there when the form is opened."""
        self._kept.setdefault(target, values)

    def _give_up(self) -> None:
        """Put back what the record says, and forget what was typed."""
        for name, value in self._first.items():
            self._fields[name].fill(value)
        self._forget(self.target)
        self.restored.hide()
        self.form.clear_errors()
        self.foot.set_error("")
        self.enter()

    def _forget(self, target: bytes | None) -> None:
        if self._kept.pop(target, None) is not None:
            self.kept.emit(target, None)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to keep what is typed."""
        super().showEvent(event)
        self._rounds.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody types here now."""
        super().hideEvent(event)
        self._rounds.stop()

    def _keep_meanwhile(self) -> None:
        if not self._waiting:
            self.keep()

    def close_form(self) -> None:
        """Leave the form; what was typed is kept."""
        self.keep()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _set_waiting(self, *, waiting: bool) -> None:
        self._waiting = waiting
        self.form.setEnabled(not waiting)
        self.save.setEnabled(not waiting)
