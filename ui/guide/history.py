"""The history of a sheet: who changed what and when, and what it said on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.sheet_history import SHEET
from desktop_app.services import topic_history
from desktop_app.services.context import Context
from desktop_app.services.topic_history import ChangeTold, TopicAsWas, TopicHistory, VersionTold
from ui.guide import actions
from ui.guide.reading import Body, ReadingArea, callout, heading, sheet_body
from ui.guide.words import part_title
from ui.kit import speech, theme
from ui.kit.actions import ActionRegistry
from ui.kit.breaking import breakable, shortened
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.formats import day_text, moment_text, parse_day
from ui.kit.operations import Failure
from ui.kit.screen import Tools
from ui.kit.surfaces import text_label

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen

_SAID = frozenset({"title", SHEET})
_WAIT_MS = 250
_FIELD_WIDTH = 150


class DayField(QLineEdit):
    """A day; Down and Enter go on to what it shows, Esc empties it first and leaves it then."""

    left = Signal()
    onwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, go on with Down or Enter."""
        onwards = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in onwards and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.onwards.emit()
        else:
            super().keyPressEvent(event)


class HistoryPage(QFrame):
    """Versions, the newest first; with a day typed, the sheet as it was in force then."""

    left = Signal()
    asked = Signal(object, object)
    """Id of a topic, and the day that its sheet is wanted of; None: all of its history."""

    def __init__(self, context: Context, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context = context
        self.topic: bytes | None = None
        self.day: date | None = None
        self._history: TopicHistory | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        self._column = column
        head = QVBoxLayout()
        head.setContentsMargins(19, 0, 15, 0)
        head.setSpacing(6)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        self.note = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.note.hide()
        head.addWidget(self.title)
        head.addLayout(self._asking(registry))
        head.addWidget(self.note)
        column.addLayout(head)
        self.area = ReadingArea(QCoreApplication.translate("Guide", "Historia de la ficha"))
        self.area.left.connect(self.left)
        column.addWidget(self.area, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)

    def _asking(self, registry: ActionRegistry) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(QCoreApplication.translate("Guide", "¿Qué &decía el…?"))
        self.field = DayField()
        self.field.setPlaceholderText(QCoreApplication.translate("Guide", "24/11/2026, ayer…"))
        self.field.setAccessibleName(QCoreApplication.translate("Guide", "¿Qué decía el…?"))
        self.field.setMaximumWidth(_FIELD_WIDTH)
        label.setBuddy(self.field)
        self.field.textEdited.connect(lambda _text: self._wait.start())
        self.field.left.connect(self.left)
        self.field.onwards.connect(self._onwards)
        spec = registry.spec(actions.PRINT)
        self.print = Button(QCoreApplication.translate("Guide", "Imprimir"), icon=spec.icon, hint=spec.hint())
        self.print.clicked.connect(lambda: registry.trigger(actions.PRINT))
        self.leave = Button(QCoreApplication.translate("Guide", "Volver"), kind=Kind.QUIET, hint="Esc")
        self.leave.clicked.connect(self.left)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        row.addWidget(self.print)
        row.addStretch(1)
        row.addWidget(self.leave)
        return row

    def open_topic(self, topic: bytes, title: str, day: date | None = None) -> None:
        """Begin with a topic's history, or with its sheet of a day."""
        self.topic, self._history = topic, None
        words = QCoreApplication.translate("Guide", "Historia de «{title}»")
        self.title.setText(shortened(words.format(title=title)))
        self.field.setText(f"{day:%d/%m/%Y}" if day else "")
        self._ask()

    def enter(self) -> None:
        """Put the focus where a day is typed."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, *, short: bool) -> None:
        """Give up some of the head where there is little height."""
        theme.set_text(self.title, theme.Size.LEAD if short else theme.Size.TITLE, strong=True)
        self._column.setContentsMargins(1, 8 if short else 12, 1, 1)

    def show_history(self, history: TopicHistory) -> None:
        """Show the versions."""
        if self.day is not None or history.topic != self.topic:
            return
        self._history = history
        body = Body()
        for version in history.versions:
            body.add(self._version(version))
        if not history.versions:
            body.add_note(QCoreApplication.translate("Guide", "De este tema no hay cambios anotados."))
        self._tell("")
        self.area.show_body(body, body.finish())

    def show_day(self, was: TopicAsWas) -> None:
        """Show the sheet of a day."""
        if self.day != was.day or was.topic.id != self.topic:
            return
        body = Body()
        body.add(callout("clock", *self._ruled(was)))
        body.add(heading(was.topic.title))
        parts = [each for each in (was.topic.unit_name,) if each]
        body.add_note(" · ".join(parts))
        if not sheet_body(body, was.topic):
            body.add_note(QCoreApplication.translate("Guide", "Ese día el tema no tenía ficha."))
        self._tell("")
        self.area.show_body(body, body.finish())

    def show_refusal(self, sentence: str) -> None:
        """Say why there is nothing of that day."""
        self._tell(sentence)
        self.area.show_body(Body(), "")

    def _ruled(self, was: TopicAsWas) -> tuple[str, str]:
        """Return since when and until when that sheet was in force, and whether it is today's."""
        today = self._context.now().date()
        title = QCoreApplication.translate("Guide", "Así decía el {day}")
        if was.day > today:
            title = QCoreApplication.translate("Guide", "Así dirá el {day}")
        if was.since is None:
            span = QCoreApplication.translate("Guide", "Ninguna ficha estaba vigente ese día.")
        elif was.until is None:
            span = QCoreApplication.translate(
                "Guide", "Vigente desde el {since}, sin cambios anotados después."
            )
        else:
            span = QCoreApplication.translate("Guide", "Vigente del {since} al {until}.")
        days = {
            "since": day_text(was.since) if was.since else "",
            "until": day_text(was.until) if was.until else "",
        }
        return title.format(day=day_text(was.day)), span.format(**days)

    def _version(self, version: VersionTold) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        author = version.author or QCoreApplication.translate("Guide", "Sin autor anotado")
        when = moment_text(version.written)
        column.addWidget(text_label(f"{when} · {author}", strong=True, wrap=True))
        if version.starts is not None:
            words = QCoreApplication.translate("Guide", "La ficha rige desde el {day}.")
            column.addWidget(text_label(words.format(day=day_text(version.starts)), tone="accent", wrap=True))
        if version.rival:
            words = QCoreApplication.translate(
                "Guide", "Otro equipo la cambió al mismo tiempo: vale este cambio."
            )
            column.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))
        if version.first:
            words = QCoreApplication.translate("Guide", "Se agregó el tema.")
            column.addWidget(text_label(words, tone="muted", wrap=True))
        for change in version.changes:
            # Of a topic that was just made, what it says is told, not how its form stood.
            if change.field in _SAID or not version.first:
                column.addWidget(self._change(change))
        card.setAccessibleName(f"{when}, {author}")
        return card

    @staticmethod
    def _change(change: ChangeTold) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        title = part_title(change.part) if change.field == SHEET else field_title(change.field)
        column.addWidget(text_label(title, theme.Size.SMALL, strong=True, tone="accent"))
        if change.before:
            before = QCoreApplication.translate("Guide", "Antes: {text}").format(text=core(change.before))
            column.addWidget(text_label(breakable(before), theme.Size.SMALL, tone="muted", wrap=True))
        after = core(change.after) if change.after else QCoreApplication.translate("Guide", "(vacío)")
        label = text_label(breakable(after), wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)
        return box

    def _ask(self) -> None:
        """Ask for what the field says: a day, or nothing for all of the history."""
        self._wait.stop()
        typed = self.field.text().strip()
        self.day = parse_day(typed, self._context.now().date()) if typed else None
        if typed and self.day is None:
            self._tell(
                QCoreApplication.translate("Guide", "Escriba una fecha, por ejemplo 24/11/2026 o ayer.")
            )
        elif self.day is None and self._history is not None and self._history.topic == self.topic:
            self.show_history(self._history)
        elif self.topic is not None:
            self.asked.emit(self.topic, self.day)

    def _onwards(self) -> None:
        if self._wait.isActive():
            self._ask()
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        self.print.setEnabled(not sentence)
        if sentence:
            speech.announce(self.note, sentence)


class History(QObject):
    """Opens the history of the current sheet and reads what it asks for."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._background = tools.background
        self._screen = screen

    def show(self, day: date | None = None) -> None:
        """Show what the current sheet said before, or on a day."""
        screen, topic = self._screen, self._screen.topic()
        if topic is not None and not screen.busy_elsewhere():
            page = screen.detail.history
            page.open_topic(topic.id, topic.title, day)
            screen.show_widget(page)
            page.enter()

    def read(self, topic: bytes, day: date | None) -> None:
        """Read the versions, or the sheet of a day, for the page that asks."""
        context, page = self._context, self._screen.detail.history

        def refused(failure: Failure) -> None:
            if page.day == day:
                page.show_refusal(failure.sentence)

        if day is None:
            versions = self._background.read(page, lambda: topic_history.topic_history(context, topic))
            versions.on_success(page.show_history).on_failure(refused).run()
        else:
            sheet = self._background.read(page, lambda: topic_history.topic_on(context, topic, day))
            sheet.on_success(page.show_day).on_failure(refused).run()


def field_title(name: str) -> str:
    """Return what a field of a topic is called."""
    return {
        "title": QCoreApplication.translate("Guide", "Título"),
        "synonyms": QCoreApplication.translate("Guide", "Sinónimos"),
        "query_type": QCoreApplication.translate("Guide", "Tipo"),
        "unit": QCoreApplication.translate("Guide", "Unidad"),
        "specialised": QCoreApplication.translate("Guide", "Unidad para críticos"),
        "level": QCoreApplication.translate("Guide", "Nivel"),
        "outside": QCoreApplication.translate("Guide", "Se vincula"),
        "result": QCoreApplication.translate("Guide", "Resultado"),
        "quick": QCoreApplication.translate("Guide", "Tecla rápida"),
        "active": QCoreApplication.translate("Guide", "Se ofrece en ventanilla"),
    }.get(name, name)
