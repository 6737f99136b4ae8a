"""What is said under the fields of a new case: its clocks, the route, a question, a danger, the same matter."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.routes import Asked
from desktop_app.domain.values import Level
from desktop_app.services.considering import Thoughts
from desktop_app.services.context import Context
from ui.cases.newcase_words import clocks_text, same_heading, same_text
from ui.cases.newcase_writing import CaseWriting
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.routes import route_text
from ui.kit.surfaces import text_label
from ui.kit.tips import tip

_LEAST_TEXT = 12
"""Characters from which a text that decides nothing is asked about."""


class Line(QFrame):
    """A remark with one thing to do about it; it takes the room of one line and wraps where it must."""

    def __init__(self, ground: str, button: str, hint: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", ground)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(8)
        self.words = text_label("", theme.Size.SMALL, wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.button = Button(button, hint=hint)
        self.button.clicked.connect(act)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Ask for the button; how high the words are follows from the width."""
        return QSize(160, self.button.sizeHint().height() + 4)

    def tell(self, text: str, more: str = "") -> None:
        """Show a remark, or nothing."""
        self.words.setText(text)
        self.words.setToolTip(tip(more))
        self.setVisible(bool(text))


class QuestionLine(QWidget):
    """A plain question and its answers by digit; ``before`` is where Tab comes from."""

    answered = Signal(object)

    def __init__(self, before: QWidget) -> None:
        super().__init__()
        self._before = before
        self._asked: Asked | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.words = text_label("", theme.Size.SMALL, wrap=True)
        self._column.addWidget(self.words)
        self.digits: DigitBar | None = None
        self.hide()

    def ask(self, asked: Asked | None) -> None:
        """Ask this, or nothing."""
        if asked is not self._asked:
            self._asked = asked
            if self.digits is not None:
                self._column.removeWidget(self.digits)
                self.digits.hide()
                self.digits.deleteLater()
                self.digits = None
            if asked is not None:
                self.words.setText(core(asked.text))
                self.digits = DigitBar(core(asked.text))
                for answer, words in asked.answers:
                    self.digits.add_numbered(answer, core(words))
                self.digits.chosen.connect(self.answered)
                self._column.addWidget(self.digits)
                for before, after in itertools.pairwise((self._before, *self.digits.chips())):
                    QWidget.setTabOrder(before, after)
        self.setVisible(asked is not None)


class ThoughtLines(QWidget):
    """One line for each thing that somebody should see before the case is recorded."""

    answered = Signal(object)

    def __init__(
        self,
        context: Context,
        hints: dict[str, str],
        take: Callable[[], object],
        raise_level: Callable[[], object],
        see: Callable[[], object],
    ) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.clocks = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.route = Line(
            "notice", QCoreApplication.translate("NewCase", "Tomar"), hints.get("route", ""), take
        )
        self.question = QuestionLine(self.route.button)
        self.question.answered.connect(self.answered)
        self.sign = Line(
            "warning",
            QCoreApplication.translate("NewCase", "Crítico"),
            hints.get("critical", ""),
            raise_level,
        )
        self.same = Line("warning", QCoreApplication.translate("NewCase", "Ver"), "", see)
        for widget in (self.clocks, self.sign, self.same, self.route, self.question):
            column.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Ask for no room of its own: how high it is follows from the width, and the form's area sees to that."""
        return QSize(0, 0)

    def show_thoughts(self, writing: CaseWriting | None, thoughts: Thoughts | None, now: datetime) -> None:
        """Show what there is to say about a case as it stands."""
        if writing is None or thoughts is None:
            for line in (self.route, self.sign, self.same):
                line.tell("")
            self.clocks.setText("")
            self.question.ask(None)
            return
        self._show_clocks(thoughts, now)
        best = thoughts.advice.best
        other = best is not None and best.code != writing.type_code
        self.route.tell(
            route_text(best) if best is not None and other else "", core(best.is_not) if best else ""
        )
        asks = not writing.type_code and len(writing.considered().text) >= _LEAST_TEXT
        self.question.ask(thoughts.advice.question if asks else None)
        signs = thoughts.signs if writing.level is not Level.CRITICAL else ()
        self.sign.tell(core(signs[0].explanation) if signs else "")
        lines = [same_text(self._context, each) for each in thoughts.same]
        self.same.tell(f"{same_heading(thoughts)}: {lines[0]}" if lines else "", "\n".join(lines))

    def _show_clocks(self, thoughts: Thoughts, now: datetime) -> None:
        warning = f" {core(thoughts.warning)}" if thoughts.warning else ""
        self.clocks.setText(f"{clocks_text(thoughts, now)}.{warning}")
        self.clocks.setToolTip(tip("\n".join(core(clock.why) for clock in thoughts.clocks)))
