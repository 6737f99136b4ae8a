"""Transcribing: the form in the middle of the window, one paper after the other with few keys."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.values import Result
from desktop_app.services import late
from desktop_app.services.catalogue import Topic
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from desktop_app.services.late import Writer
from ui.kit import theme
from ui.kit.afterwards import Afterwards
from ui.kit.buttons import Button, Kind
from ui.kit.finding import NewPerson
from ui.kit.operations import Background, Failure
from ui.kit.receivers import Receiver, first_receiver
from ui.kit.screen import Space
from ui.kit.strokes import hand_stays
from ui.kit.suggest import Choice
from ui.kit.surfaces import Card, text_label
from ui.paper.filling import Filling
from ui.paper.form import PaperForm
from ui.paper.keeper import SLOT, FillingKeeper
from ui.paper.telling import Telling

_LOOK_MS = 120


class TypingPanel(QWidget):
    """Ctrl+Enter records and goes on to the next form, Esc leaves; what was typed is kept."""

    submitted = Signal(object, object, object)
    """Filling, when it began, when it ended."""
    left = Signal()
    discarded = Signal(object)
    """Filling that was given up."""

    def __init__(
        self, context: Context, background: Background, submit_hint: str, hints: dict[Result, str]
    ) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self.filling: Filling | None = None
        self.saving = self.taking_back = False
        self.keeper = FillingKeeper(context, background, self)
        self.keeper.kept.connect(self._on_kept)
        self.form = PaperForm(context, background, hints)
        self._seeking = False
        self.afterwards = Afterwards(
            lambda: self._seeking or self.form.waits(), self, lambda: self.saving or self.taking_back
        )
        self._telling = Telling(context, background, self.form, self)
        self.form_found = self._telling.form_found
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_over)
        self._lay_out(submit_hint)
        self._connect()
        background.read(self, lambda: late.writers(context)).on_success(self._on_writers).run()

    def _lay_out(self, submit_hint: str) -> None:
        translate = QCoreApplication.translate
        self._card = card = Card()
        head = QHBoxLayout()
        self.title = text_label(translate("Paper", "Transcribir un formulario"), theme.Size.LEAD, strong=True)
        self.kept = text_label("", tone="muted")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.kept)
        card.body.addLayout(head)
        self.area = self._build_area()
        card.body.addWidget(self.area, 1)
        self.error = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.error.hide()
        card.body.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card, 1)
        column.addWidget(self._build_bar(submit_hint))
        chain = [*self.form.tab_chain(), self.leave, self.discard, self.save]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _build_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setAccessibleName(QCoreApplication.translate("Paper", "Campos del formulario"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(2, 2, 8, 2)
        around.addWidget(self.form)
        around.addStretch(1)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    def _build_bar(self, submit_hint: str) -> Card:
        translate = QCoreApplication.translate
        bar = Card()
        bar.body.setContentsMargins(12, 6, 12, 6)
        row = QHBoxLayout()
        self.leave = Button(translate("Paper", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.discard = Button(translate("Paper", "Descartar"), kind=Kind.QUIET)
        self.save = Button(translate("Paper", "Registrar y seguir"), kind=Kind.PRIMARY, hint=submit_hint)
        row.addWidget(self.leave)
        row.addWidget(self.discard)
        row.addStretch(1)
        row.addWidget(self.save)
        bar.body.addLayout(row)
        return bar

    def _connect(self) -> None:
        form = self.form
        form.edited.connect(self._on_edited)
        form.day.editingFinished.connect(self._settle_day)
        form.number.taken.connect(self._on_number)
        form.topic.taken.connect(self._on_topic)
        form.citizen.follow = self._after_citizen
        form.citizen.taken.connect(self._on_citizen)
        form.ending.receiver.taken.connect(self._on_receiver)
        form.ending.result_chosen.connect(self.choose_result)
        self.afterwards.follow(form.looking())
        self.leave.clicked.connect(self.close_panel)
        self.discard.clicked.connect(self._give_up)
        self.save.clicked.connect(self.submit)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    # What the screen asks.

    def open_with(self, filling: Filling, *, restored: bool = False) -> None:
        """Show a form; the focus goes to what has to be read from the paper first."""
        if filling.writer is None:
            filling.writer = self._context.actor.id
        self.filling, self.saving = filling, False
        self._telling.begin()
        self.form.clear_errors()
        self._say("")
        self.form.show_filling(filling)
        words = QCoreApplication.translate("Paper", "Borrador recuperado") if restored else ""
        self.kept.setText(words)
        self._look_over()
        self.area.verticalScrollBar().setValue(0)
        first = self.form.start if filling.day.strip() else self.form.day
        if not filling.number.strip():
            first = self.form.number
        with hand_stays(self):
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.afterwards.go_on()

    def take_back(self, *, under_way: bool) -> None:
        """Hold what is typed while the form that was recorded last is on its way back: it is meant for that one."""
        self.taking_back = under_way
        (self.afterwards.watch if under_way else self.afterwards.go_on)()

    def typing(self) -> bool:
        """Tell whether something was read from a paper and not recorded yet."""
        return self.filling is not None and not self.filling.blank

    def submit(self) -> None:
        """Have it recorded; what is missing is said under its field."""
        filling, now = self.filling, self._context.now()
        if self.afterwards.keeps(self.submit, leaving=self.taking_back) or filling is None or self.saving:
            # Ctrl+Enter right after Enter: what was chosen is on its way, and belongs to this form.
            return
        self.form.read_into(filling)
        wrong = self._missing(filling, now)
        started, ended = filling.started(now), filling.ended(now)
        self._say("")
        if wrong or started is None or ended is None:
            self.afterwards.forget()  # it was read from the next paper
            self.form.show_errors(wrong)
            return
        self.form.clear_errors()
        self.saving = True
        self.keeper.forget()
        self.afterwards.watch()
        self.submitted.emit(filling, started, ended)

    def refuse(self, failure: Failure) -> None:
        """Show what the service refused; everything stays and can be changed."""
        self.saving = False
        self.afterwards.forget()  # it was read from the next paper
        if self.filling is not None:
            self.keeper.touch(self.filling)
        if not self.form.show_errors([(failure.field, failure.sentence)]):
            self._say(failure.sentence)

    def recorded(self) -> None:
        """Forget what was typed: it is recorded, and its draft went with it."""
        self.keeper.forget()
        self.filling, self.saving = None, False

    def close_panel(self) -> None:
        """Leave; what was typed is there again the next time."""
        if not self.saving:
            self.keep()
            self.left.emit()

    def keep(self) -> None:
        """Save what was typed without waiting."""
        if self.filling is not None and not self.saving:
            self.form.read_into(self.filling)
            self.keeper.touch(self.filling)
        self.keeper.save()

    def choose_result(self, result: object) -> None:
        """Change how the attention ended."""
        filling = self.filling
        if filling is None or not isinstance(result, Result):
            return
        if self.afterwards.keeps(partial(self.choose_result, result)):
            return
        self.form.read_into(filling)
        filling.result, filling.result_chosen = result, True
        self.form.clear_errors()
        ending = self.form.ending
        ending.show_terms("", "", over=False)  # those of another level must not stand there meanwhile
        self._changed(filling)
        self._look_over()
        if result is Result.CRITICAL_CASE:
            ending.criterion.enter()
        elif result is Result.REFERRED:
            self._find_receiver(filling)
            ending.receiver.setFocus()

    def fit(self, space: Space) -> None:
        """Give up height where there is little."""
        self.form.fit(space)
        self.title.setVisible(not space.tiny)
        self.kept.setVisible(not space.tiny)
        margin = 6 if space.tiny else 12
        self._card.body.setContentsMargins(12, margin, 12, margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    # What is typed and chosen.

    def _missing(self, filling: Filling, now: datetime) -> list[tuple[str, str]]:
        translate = QCoreApplication.translate
        wrong = []
        if not filling.number.strip():
            wrong.append(("number", translate("Paper", "Escriba el número del formulario.")))
        if filling.read_day(now.date()) is None:
            wrong.append(("day", translate("Paper", "Escriba la fecha del papel: 24/11, ayer…")))
        else:
            if filling.started(now) is None:
                wrong.append(("started", translate("Paper", "Escriba la hora de inicio: 9:05")))
            if filling.ended(now) is None:
                wrong.append(("ended", translate("Paper", "Escriba la hora de fin: 9:12")))
        return wrong

    def _on_writers(self, writers: list[Writer]) -> None:
        self.form.set_writers(writers)
        if self.filling is not None:
            self.form.show_filling(self.filling)

    def _on_edited(self) -> None:
        filling = self.filling
        if filling is None or self.saving:
            return
        self.form.read_into(filling)
        self.form.clear_errors()
        self.kept.setText("")
        self.keeper.touch(filling)
        self._look.start()

    def _settle_day(self) -> None:
        """Write "ayer" and the like as a date: the next form, and a draft, are read on another day."""
        filling = self.filling
        if filling is not None and not self.saving:
            self.form.read_into(filling)
            filling.day = filling.written_day(self._context.now().date())
            if self.form.day.text() != filling.day:
                self.form.day.setText(filling.day)

    def _on_number(self, choice: Choice) -> None:
        self.form.number.setText(str(choice.value))
        self._on_edited()
        self.form.day.setFocus()

    def _on_topic(self, choice: Choice) -> None:
        filling = self.filling
        if filling is None or not isinstance(choice.value, Topic):
            return
        self.form.read_into(filling)
        filling.choose_topic(choice.value)
        self._changed(filling)
        if filling.result is Result.REFERRED:
            self._find_receiver(filling)
        if self.form.topic.hasFocus():
            self.form.citizen.setFocus()

    def _on_citizen(self, choice: Choice) -> None:
        person, filling = choice.value, self.filling
        if isinstance(person, NewPerson):
            self.form.citizen.returnPressed.emit()
            return
        if filling is None or not isinstance(person, Citizen):
            return
        self.form.read_into(filling)
        filling.name, filling.citizen = person.name, person.id
        filling.document = filling.document_type = ""
        if not filling.contact.strip():
            filling.contact = filling.given_contact = person.phone or person.email or ""
        self._changed(filling)
        self._after_citizen().setFocus()

    def _after_citizen(self) -> QWidget:
        known = self.filling is not None and self.filling.citizen is not None
        return self.form.detail if known else self.form.contact

    def _on_receiver(self, choice: Choice) -> None:
        filling = self.filling
        if filling is None or not isinstance(choice.value, Receiver):
            return
        filling.receiver = choice.value
        self.form.ending.receiver.setText(choice.value.text())
        self._changed(filling)
        self.form.ending.handed.enter()

    def _find_receiver(self, filling: Filling) -> None:
        before, context = filling.receiver, self._context
        if before is None or before.official is not None:
            return

        def done(found: Receiver | None) -> None:
            self._seeking = False
            if found is not None and filling is self.filling and filling.receiver is before:
                filling.receiver = found
                self.form.ending.receiver.setText(found.text())
            self.afterwards.go_on()

        def failed(failure: Failure) -> None:
            self._seeking = False
            self._background.failed.emit(failure)
            self.afterwards.go_on()

        self._seeking = True
        work = self._background.read(self, lambda: first_receiver(context, before.unit))
        work.on_success(done).on_failure(failed).run()

    def _give_up(self) -> None:
        filling = self.filling
        if filling is None or self.saving:
            return
        self.form.read_into(filling)
        self.keeper.drop()
        self.filling = None
        self.discarded.emit(filling)

    def _changed(self, filling: Filling) -> None:
        self.keeper.touch(filling)
        self.form.show_filling(filling)
        self._look.start()

    def _on_kept(self, draft: Draft) -> None:
        if self.filling is not None and draft.slot == SLOT:
            words = QCoreApplication.translate("Paper", "Borrador guardado {time}")
            self.kept.setText(words.format(time=f"{draft.saved:%H:%M:%S}"))

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.form.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, 48)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _look_over(self) -> None:
        self._look.stop()
        if self.filling is not None:
            self._telling.look_over(self.filling)
