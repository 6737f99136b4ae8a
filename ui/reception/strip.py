"""The protocol strip: where the attention stands in AUM-010, and what to say now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.protocol import STEP_LABELS, StepStatus
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import IconButton
from ui.kit.core import core
from ui.kit.surfaces import text_label
from ui.kit.tips import tip
from ui.reception.coach_line import CoachLine

_LEAST = 36
_WIDE = 1000
_SAID = 240


class ProtocolStrip(QFrame):
    """Nothing to tick: the steps follow from what was entered. Can be folded to one line of steps."""

    fold_asked = Signal()
    """The person wants to see the sentence and the tip, or not to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setAccessibleName(QCoreApplication.translate("Reception", "Protocolo de atención"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setSpacing(8)
        self._row = row
        column = QVBoxLayout()
        column.setSpacing(1)
        self._steps = QLabel()
        self._steps.setTextFormat(Qt.TextFormat.RichText)
        theme.set_text(self._steps, theme.Size.SMALL)
        self.sentence = text_label("", theme.Size.LEAD, wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        column.addWidget(self._steps)
        column.addWidget(self.sentence)
        self.coach = CoachLine()
        column.addWidget(self.coach)
        row.addLayout(column, 1)
        self.fold = IconButton("chevron-up", "")
        self._folded = False
        self._fold_hint = ""
        self._steps_shown = self._coach_shown = True
        self.fold.clicked.connect(self.fold_asked)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        self.set_folded(False)

    def sizeHint(self) -> QSize:
        """Return room for one line; the layout asks for the height that the words need at its width."""
        return QSize(600, _LEAST)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(300, _LEAST)

    def set_lines(self, lines: int) -> None:
        """Keep room for so many lines, so that the form does not jump from sentence to sentence."""
        # Two lines may be higher than twice one: a font's line is a fraction of a pixel.
        room = QRect(0, 0, _WIDE, _WIDE)
        words = "\n".join("Á" * lines)
        taken = self.sentence.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words)
        self.sentence.setMinimumHeight(taken.height())

    def folded(self) -> bool:
        """Tell whether the sentence is hidden."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Hide the sentence and the tip, or show them."""
        self._folded = folded
        edge = 2 if folded else 6
        self._row.setContentsMargins(12, edge, 4, edge)
        self.sentence.setVisible(not folded)
        self.coach.setVisible(self._coach_shown and not folded)
        self._steps.setVisible(self._steps_shown or folded)
        self.fold.set_icon_name("chevron-down" if folded else "chevron-up")
        name = (
            QCoreApplication.translate("Reception", "Mostrar la frase y el consejo")
            if folded
            else QCoreApplication.translate("Reception", "Ocultar la frase y el consejo")
        )
        self.fold.setAccessibleName(name)
        self.fold.setToolTip(f"{name} ({self._fold_hint})" if self._fold_hint else name)

    def set_fold_hint(self, hint: str) -> None:
        """Name the key that folds, in the tooltip."""
        self._fold_hint = hint
        self.set_folded(self._folded)

    def set_coach_shown(self, shown: bool) -> None:
        """Give up the tip where there is no room for it."""
        self._coach_shown = shown
        self.set_folded(self._folded)

    def set_steps_shown(self, shown: bool) -> None:
        """Give up the line of steps where there is little room; the sentence matters more."""
        self._steps_shown = shown
        self.set_folded(self._folded)

    def show_steps(self, steps: Sequence[StepStatus]) -> None:
        """Show where the attention stands."""
        parts, spoken = [], ""
        for number, status in enumerate(steps, 1):
            name = core(STEP_LABELS[status.step])
            if status.current:
                parts.append(f"<b>{number} {name}</b>")
                spoken = f"{number} {name}"
            else:
                parts.append(f"✓ {name}" if status.done else name)
        self._steps.setText(" › ".join(parts))
        self._steps.setAccessibleName(spoken)

    def say(self, sentence: str) -> None:
        """Show the sentence to say now, between its marks."""
        self._put(f"«{sentence}»" if sentence else "")

    def tell(self, text: str) -> None:
        """Show a plain hint where there is nothing to say."""
        self._put(text)

    def _put(self, words: str) -> None:
        """Show words; what would push the form away is cut, and whole in the tooltip."""
        shown = shortened(words, _SAID)
        self.sentence.setText(shown)
        self.sentence.setToolTip(tip(words) if shown != words else "")
