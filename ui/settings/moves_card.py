"""What a change of the calendar or of a term would do to the open cases, and whether it shall be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.services import case_rescheduling
from desktop_app.services.case_rescheduling import Affected, Cause, Outlook, Rescheduled
from desktop_app.services.context import Context
from ui.kit.buttons import Button, Kind
from ui.kit.flow import FlowLayout
from ui.kit.formats import moment_text
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, text_label


def clock_word(name: str) -> str:
    """Return what a clock is called."""
    return {
        "first": QCoreApplication.translate("Settings", "primera respuesta"),
        "internal": QCoreApplication.translate("Settings", "meta interna"),
        "legal": QCoreApplication.translate("Settings", "plazo legal"),
    }[name]


def affected_words(case: Affected) -> str:
    """Return a case with its old and new due moments, in one line."""
    nothing = QCoreApplication.translate("Settings", "sin vencimiento")
    parts = [
        f"{clock_word(each.clock)} {moment_text(each.before) if each.before else nothing} → "
        f"{moment_text(each.after) if each.after else nothing}"
        for each in case.shifts
    ]
    return f"{case.number}: {'; '.join(parts)}"


class MovesCard(Card):
    """Nothing moves by itself: the cases are counted and shown, then moved or left as they are."""

    say = Signal(object)
    """Message for the person."""

    def __init__(self, context: Context, tools: Tools, cause: Cause) -> None:
        super().__init__(QCoreApplication.translate("Settings", "Casos ya abiertos"))
        self._context = context
        self._tools = tools
        self._cause = cause
        self._found: Outlook | None = None
        self.words = text_label("", wrap=True)
        self.body.addWidget(self.words)
        self.look = Button(QCoreApplication.translate("Settings", "Revisar sus vencimientos"), icon="search")
        self.move_all = Button(
            QCoreApplication.translate("Settings", "Mover los vencimientos"),
            kind=Kind.PRIMARY,
            icon="calendar",
        )
        self.leave = Button(QCoreApplication.translate("Settings", "Dejarlos como están"), kind=Kind.QUIET)
        bar = QWidget()
        flow = FlowLayout(bar)
        for button in (self.look, self.move_all, self.leave):
            flow.addWidget(button)
        self.body.addWidget(bar)
        self.look.clicked.connect(self.look_now)
        self.move_all.clicked.connect(self._move)
        self.leave.clicked.connect(self._rest)
        self._rest()

    def look_now(self) -> None:
        """Count the cases that the rules in force would move."""
        self._found = None
        self._show(QCoreApplication.translate("Settings", "Revisando los casos abiertos…"))
        context = self._context
        (
            self._tools.background.long_read(
                self, lambda progress, token: case_rescheduling.outlook(context, progress, token)
            )
            .with_progress(QCoreApplication.translate("Settings", "Revisando los casos abiertos"))
            .on_success(self._on_found)
            .on_cancel(self._rest)
            .on_failure(self._on_failure)
            .run()
        )

    def _on_found(self, found: Outlook) -> None:
        count = len(found.cases)
        if not count:
            self._show(
                QCoreApplication.translate("Settings", "Ningún caso abierto cambia de vencimiento."),
                looks=True,
            )
            return
        self._found = found
        lines = [
            QCoreApplication.translate("Settings", "1 caso abierto vencería en otro momento:")
            if count == 1
            else QCoreApplication.translate(
                "Settings", "{count} casos abiertos vencerían en otro momento:"
            ).format(count=count)
        ]
        lines += [affected_words(each) for each in found.first]
        if count > len(found.first):
            lines.append(
                QCoreApplication.translate("Settings", "y {count} más.").format(
                    count=count - len(found.first)
                )
            )
        self._show("\n".join(lines), decides=True)
        self.move_all.setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)  # only after the layout has given it its place

    def _come_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self.move_all)

    def _move(self) -> None:
        found = self._found
        if found is None:
            return
        self._found = None
        self._show(QCoreApplication.translate("Settings", "Moviendo los vencimientos…"))
        context, cause = self._context, self._cause
        (
            self._tools.background.long_write(
                self,
                lambda progress, token: case_rescheduling.reschedule(context, found, cause, progress, token),
            )
            .with_progress(QCoreApplication.translate("Settings", "Moviendo los vencimientos"))
            .on_success(self._on_moved)
            .on_cancel(self._on_stopped)
            .on_failure(self._on_failure)
            .run()
        )

    def _on_moved(self, moved: Rescheduled) -> None:
        self._rest()
        words = (
            QCoreApplication.translate("Settings", "Se movió el vencimiento de 1 caso; quedó en su bitácora.")
            if moved.count == 1
            else QCoreApplication.translate(
                "Settings", "Se movieron los vencimientos de {count} casos; quedó en sus bitácoras."
            ).format(count=moved.count)
        )
        self.say.emit(Message(Tone.DONE, words))

    def _on_stopped(self) -> None:
        self._rest()
        words = QCoreApplication.translate(
            "Settings", "Se detuvo: los casos ya movidos quedan así; puede revisar los demás cuando quiera."
        )
        self.say.emit(Message(Tone.INFO, words))

    def _on_failure(self, failure: Failure) -> None:
        self._rest()
        self.say.emit(Message(Tone.ERROR, failure.sentence, key="settings-failed"))

    def _rest(self) -> None:
        self._found = None
        words = QCoreApplication.translate(
            "Settings", "Conservan su vencimiento hasta que usted los revise y decida moverlos."
        )
        self._show(words, looks=True)

    def _show(self, words: str, *, looks: bool = False, decides: bool = False) -> None:
        self.words.setText(words)
        self.look.setVisible(looks)
        self.move_all.setVisible(decides)
        self.leave.setVisible(decides)
