"""A form in the pane of a case: opened by a step, recorded with Ctrl+Enter, left with Esc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.steps import Entry, Step
from ui.kit.forms import FormFoot


class Recorded(Protocol):
    """What a service returns after a write; ``number`` is the case's."""

    @property
    def number(self) -> str:
        """The number to tell."""
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """What a panel has written: the work runs on the write worker, ``noted`` is told when it is done."""

    case: bytes
    work: Callable[[Context], Recorded]
    noted: str
    step: str = ""
    """Id of the step, where a panel serves several."""


def step_record(case: bytes, step: Step, entry: Entry) -> Record:
    """Return what a step writes with what was entered for it."""
    return Record(case, lambda context: step.act(context, case, entry), step.noted or step.title, step.id)


class CasePanel(QFrame):
    """One form of the pane. At most one of them is open, always about the case that the pane shows."""

    name: ClassVar[str]
    """By which a step asks for it."""
    submitted = Signal(object)
    """Record."""
    going = Signal(str, object)
    """Id of another screen that somebody wants to see, and what it shall show."""
    say = Signal(object)
    """Message for the person."""
    left = Signal()
    """It was closed by hand: the list takes the keys again."""
    grown = Signal()
    """More is told than before: it shall be seen whole again."""

    def __init__(self, save: str, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.case: CaseDetail | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 8, 10, 8)
        self.column.setSpacing(6)
        self.foot = FormFoot(save, submit_hint)
        self.leave, self.save = self.foot.leave, self.foot.save
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)
        self.hide()

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Open for a case, with what was typed before where it was kept; the focus goes to the first field."""
        raise NotImplementedError

    def submit(self) -> None:
        """Emit ``submitted``, or say under a field or at the foot what is missing."""
        raise NotImplementedError

    def recorded(self, record: Record) -> None:
        """Go away: what stood here is recorded. Another case may be shown meanwhile."""
        if self.case is not None and self.case.line.id == record.case:
            self.finish()

    def written(self, saved: Recorded) -> None:
        """Go on after the writing: what a service returned is here."""
        del saved

    def set_error(self, sentence: str) -> None:
        """Show what is wrong; what was typed stays and can be changed."""
        self.foot.set_error(sentence)

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused; ``field`` names one of the form, or nothing."""
        self.set_error(sentence)

    def read_again(self, case: CaseDetail) -> None:
        """Go on with what the case has become meanwhile; what was typed stays."""
        self.case = case

    def keep(self) -> None:
        """Keep what was typed; another case may be shown next."""

    def close_form(self) -> None:
        """Leave; what was typed is kept where it makes sense."""
        self.keep()
        self.finish()
        self.left.emit()

    def finish(self) -> None:
        """Close without a word."""
        self.case = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
