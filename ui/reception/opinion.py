"""The opinion on an attention of the sample: one line that nobody has to wait for (training manual 6.2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.services import opinions
from desktop_app.services.office import Changed
from ui.kit import speech, theme
from ui.kit.buttons import Button, IconButton, Kind
from ui.kit.core import core
from ui.kit.kiosk import DECLINED, Answer, OpinionKiosk
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.surfaces import text_label
from ui.reception import actions
from ui.reception.asking import DigitQuestion

if TYPE_CHECKING:
    from desktop_app.services.context import Context
    from desktop_app.services.reception import AttentionSaved
    from ui.kit.screen import Tools
    from ui.reception.attention import OpenAttention
    from ui.reception.screen import ReceptionScreen


class OpinionLine(DigitQuestion):
    """Stands below the action bar; its digits are heard only once its key has led into it."""

    def __init__(self, enter_hint: str, turn_hint: str, parent: QWidget | None = None) -> None:
        question = QCoreApplication.translate("Reception", "¿Cómo fue la atención?")
        super().__init__(question, parent)
        self.setProperty("kind", "notice")
        self.words = text_label(f"{question}  {enter_hint}", theme.Size.SMALL, strong=True)
        self.turn = Button(
            QCoreApplication.translate("Reception", "En pantalla"), kind=Kind.QUIET, hint=turn_hint
        )
        self.later = IconButton("close", QCoreApplication.translate("Reception", "No preguntar esta vez"))
        self.later.clicked.connect(self.leave)
        self.row.insertWidget(0, self.words)
        self.row.addWidget(self.turn)
        self.row.addWidget(self.later)
        declined = QCoreApplication.translate("Reception", "0 No quiso")
        self.digits.set_first(DECLINED)
        self.digits.add(DECLINED, declined)
        for score, words in enumerate(SCORE_LABELS, 1):
            self.digits.add(score, core(words))

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave out the words between the worst and the best where one line has no room for them."""
        for score, chip in enumerate(self.digits.chips()):
            if 1 < score < len(SCORE_LABELS):
                chip.setText(str(score) if narrow else core(SCORE_LABELS[score - 1]))
                chip.setAccessibleName(core(SCORE_LABELS[score - 1]))

    def offer(self) -> None:
        """Show the question and leave the hand where it is."""
        self.digits.choose(None)
        self.show()
        speech.announce(self, self.words.text())

    def ask(self) -> None:
        """Hear the digits, while the question can be seen."""
        if self.isVisible():
            super().ask()

    def leave(self) -> None:
        """Be gone; the hand goes back only where it was here."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            super().leave()
        else:
            self._before = None
            self.hide()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """The question stays in sight while the work goes on elsewhere."""


class OpinionAsked(QObject):
    """Offers the line after an attention of the sample, and records what is answered."""

    def __init__(
        self,
        context: Context,
        tools: Tools,
        screen: ReceptionScreen,
        in_its_turn: Callable[[Callable[[], object]], None],
    ) -> None:
        """Hear of what is recorded before anything else is done with it; ``in_its_turn`` keeps early keys."""
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._desk = screen.desk
        self._screen = screen
        self._attention: bytes | None = None
        self._later: bytes | None = None
        self._kiosk: OpinionKiosk | None = None
        self.line = line = screen.view.parts.opinion
        line.chosen.connect(self._on_chosen)
        line.turn.clicked.connect(self.turn_screen)
        screen.recording.recorded.connect(self.offer)
        screen.recording.taken_up.connect(self.close)
        for action, act in ((actions.OPINION, self.enter), (actions.TURN, self.turn_screen)):
            tools.actions.bind(action, screen, partial(in_its_turn, act))

    def offer(self, attention: OpenAttention, saved: AttentionSaved, moved: bool) -> None:
        """Ask about what was just recorded, if it is of the sample, once the visit has ended.

        ``moved``: nobody is being attended yet. Where the next citizen is, nothing moves under the hands.
        """
        front = self._desk.front
        visit = attention.visit or saved.id
        asked = saved.id if saved.asks else self._later
        if front is not None and front.visit == visit:
            self._later = asked
            self.close()
            return
        self._later = None
        self._attention = asked if moved else None
        if self._attention is not None:
            self.line.offer()
        else:
            self.line.leave()

    def close(self) -> None:
        """Ask no longer: the next citizen is here, or the record was taken back."""
        self._attention = None
        self.line.leave()

    def enter(self) -> None:
        """Hear the digit of the answer."""
        self.line.ask()

    def turn_screen(self) -> None:
        """Have the citizen answer by themselves; nothing while nobody is to be asked."""
        if not self.line.isVisible() or self._kiosk is not None:
            return
        before = QApplication.focusWidget()
        kiosk = self._kiosk = OpinionKiosk(self._context.rules.municipality, self._screen.window())
        kiosk.answered.connect(self._on_answer)
        kiosk.finished.connect(lambda _result: self._on_left(before))
        kiosk.ask()

    def _on_left(self, before: QWidget | None) -> None:
        kiosk, self._kiosk = self._kiosk, None
        if kiosk is not None:
            kiosk.deleteLater()
        self._screen.window().activateWindow()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, value: object) -> None:
        if isinstance(value, int):
            self._record(Answer(value or None, ""), by_citizen=False)

    def _on_answer(self, answer: Answer) -> None:
        self._record(answer, by_citizen=True)

    def _record(self, answer: Answer, *, by_citizen: bool) -> None:
        attention, context = self._attention, self._context
        self.close()
        if attention is None:
            return

        def work() -> Changed:
            rated = opinions.rate_attention(
                context, attention, answer.score, answer.comment or None, by_citizen=by_citizen
            )
            return Changed(rated)

        self._tools.background.write(self, work).on_success(self._on_recorded).on_failure(
            self._on_refused
        ).run()

    def _on_recorded(self, _changed: Changed) -> None:
        text = QCoreApplication.translate("Reception", "Opinión del ciudadano anotada. Gracias.")
        self._screen.say.emit(Message(Tone.DONE, text))

    def _on_refused(self, failure: Failure) -> None:
        self._screen.say.emit(Message(Tone.ERROR, failure.sentence, key="opinion"))


def opinion_line(tools: Tools) -> OpinionLine:
    """Return the line with the keys that lead into it."""
    spec = tools.actions.spec
    return OpinionLine(spec(actions.OPINION).hint(), spec(actions.TURN).hint())
