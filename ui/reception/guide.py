"""The right pane: what to think of, who the citizen is, the guide's sheet; today's notices when idle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.labels import label_of
from desktop_app.domain.sheet_history import starts_on
from desktop_app.domain.values import CriticalCriterion, Result
from desktop_app.services.catalogue import SHEET_FIELDS, Topic
from ui.kit import speech, theme
from ui.kit.badges import BadgeLabel
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.detail import Section
from ui.kit.formats import day_text
from ui.kit.surfaces import Icon, text_label
from ui.kit.urgency import case_badge

if TYPE_CHECKING:
    from desktop_app.domain.criticality import Suggestion
    from desktop_app.services.recognition import KnownCitizen


def field_title(name: str) -> str:
    """Return the heading of a part of a guide sheet."""
    return {
        "requirements": QCoreApplication.translate("Guide", "Requisitos"),
        "cost": QCoreApplication.translate("Guide", "Costo"),
        "term": QCoreApplication.translate("Guide", "Plazo"),
        "where": QCoreApplication.translate("Guide", "Dónde"),
        "hours": QCoreApplication.translate("Guide", "Horario"),
        "legal_basis": QCoreApplication.translate("Guide", "Base legal"),
        "valid_from": QCoreApplication.translate("Guide", "Vigente desde"),
        "reviewed_on": QCoreApplication.translate("Guide", "Revisado"),
        "owner": QCoreApplication.translate("Guide", "Responsable de la ficha"),
    }[name]


def sheet_text(topic: Topic) -> str:
    """Return a guide sheet as plain text, for the clipboard or a message."""
    lines = [topic.title]
    for name in SHEET_FIELDS:
        text = str(topic.sheet.get(name) or "")
        if text:
            lines += [f"{field_title(name)}:", text] if "\n" in text else [f"{field_title(name)}: {text}"]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Link:
    """Something to go to while nobody is attended: its words, icon and key, and what it does."""

    words: str
    icon: str
    hint: str
    act: Callable[[], object]


class GuidePane(QScrollArea):
    """Sections under each other; each appears when it has something to say."""

    sheet_changed = Signal()
    """Another sheet is shown, or none."""

    def __init__(self, critical_hint: str, parent: QWidget | None = None, links: Sequence[Link] = ()) -> None:
        super().__init__(parent)
        self._critical_hint = critical_hint
        self._links = links
        self.setAccessibleName(QCoreApplication.translate("Reception", "Guía"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(12)
        self.visit = text_label("", theme.Size.SMALL, strong=True, tone="accent")
        self.visit.hide()
        self._column.addWidget(self.visit)
        self._signs, self._person, self._sheet = Section(6), Section(6), Section(6)
        for part in (self._signs, self._person, self._sheet):
            part.hide()
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(inside)
        # The pane's own card shows through.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.acts: Callable[[], QWidget] | None = None
        """Makes the buttons that stand under a sheet's name."""
        self._told: tuple[str, ...] = ()
        self._shown_person: KnownCitizen | None = None
        self._shown_sheet: object = None

    def show_visit(self, words: str) -> None:
        """Show which question of its visit this is."""
        self.visit.setText(words)
        self.visit.setVisible(bool(words))

    def show_signs(self, signs: Sequence[Suggestion]) -> None:
        """Show why the case may be critical; a person decides."""
        sentences = tuple(self.sentence(sign) for sign in signs)
        if sentences == self._told:
            return
        self._told = sentences
        column = self._signs.emptied()
        for sentence in sentences:
            column.addWidget(_callout(sentence, self._critical_hint))
        self._signs.setVisible(bool(sentences))
        if sentences:
            speech.announce(self, sentences[0])

    def sentence(self, sign: Suggestion) -> str:
        """Return why it may be critical; a complaint that comes again says what to press."""
        words = core(sign.explanation)
        if sign.criterion is not CriticalCriterion.RECURRENT:
            return words
        key = QCoreApplication.translate("Reception", "Valore marcar crítico: {key}")
        return f"{words} {key.format(key=self._critical_hint)}"

    def show_person(self, known: KnownCitizen | None, now: datetime) -> None:
        """Show who the citizen is: open cases and last visits."""
        if known is self._shown_person:
            return
        self._shown_person = known
        column = self._person.emptied()
        self._person.setVisible(known is not None)
        if known is None:
            return
        person = known.citizen
        column.addWidget(text_label(shortened(person.name), theme.Size.LEAD, strong=True, wrap=True))
        details = [part for part in (person.document, person.phone, person.email) if part]
        if details:
            column.addWidget(text_label(" · ".join(details), theme.Size.SMALL, tone="muted", wrap=True))
        if known.open_cases:
            title = QCoreApplication.translate("Reception", "Casos abiertos: {count}").format(
                count=known.open_count
            )
            column.addWidget(text_label(title, strong=True))
            for case in known.open_cases:
                column.addWidget(BadgeLabel(case_badge(case.badge)))
                column.addWidget(text_label(f"{case.number} · {case.subject}", wrap=True))
        if known.visits:
            column.addWidget(
                text_label(QCoreApplication.translate("Reception", "Últimas visitas"), strong=True)
            )
            for visit in known.visits:
                when = QCoreApplication.translate("Reception", "hoy {hour}").format(
                    hour=f"{visit.started:%H:%M}"
                )
                if visit.started.date() != now.date():
                    when = day_text(visit.started.date())
                parts = [
                    when,
                    channel_word(visit.channel),
                    visit.topic,
                    core(label_of(Result, visit.result)),
                ]
                column.addWidget(text_label(" · ".join(parts), theme.Size.SMALL, tone="muted", wrap=True))

    def show_topic(self, topic: Topic) -> None:
        """Show a guide sheet."""
        if topic == self._shown_sheet:
            return
        self._shown_sheet = topic
        column = self._sheet.emptied()
        column.addWidget(text_label(topic.title, theme.Size.LEAD, strong=True, wrap=True))
        heading = [part for part in (topic.unit_name, _reviewed(topic)) if part]
        column.addWidget(text_label(" · ".join(heading), theme.Size.SMALL, tone="muted", wrap=True))
        day = starts_on(topic.coming)
        if day is not None:
            words = QCoreApplication.translate("Reception", "Desde el {day} rige otra ficha; hoy vale esta.")
            coming = text_label(words.format(day=day_text(day)), strong=True, wrap=True)
            column.addWidget(coming)
        if self.acts is not None:
            column.addWidget(self.acts())
        empty = True
        for name in SHEET_FIELDS[:6]:
            text = str(topic.sheet.get(name) or "")
            if text:
                column.addLayout(_part(field_title(name), text))
                empty = False
        if empty:
            column.addWidget(
                text_label(
                    QCoreApplication.translate("Reception", "Este tema todavía no tiene ficha."),
                    tone="muted",
                    wrap=True,
                )
            )
        self._sheet.show()
        self.sheet_changed.emit()

    def show_notices(self, notices: Sequence[str]) -> None:
        """Show what holds today, and what this pane is for."""
        if tuple(notices) == self._shown_sheet:
            return
        self._shown_sheet = tuple(notices)
        column = self._sheet.emptied()
        title = QCoreApplication.translate("Reception", "Avisos de hoy")
        column.addWidget(text_label(title, theme.Size.LEAD, strong=True))
        for notice in notices:
            column.addLayout(_bullet(notice))
        if not notices:
            none = QCoreApplication.translate("Reception", "No hay avisos para hoy.")
            column.addWidget(text_label(none, tone="muted", wrap=True))
        hint = QCoreApplication.translate(
            "Reception", "Al elegir la consulta verá aquí requisitos, costo, plazo, lugar y base legal."
        )
        column.addWidget(text_label(hint, tone="muted", wrap=True))
        for link in self._links:
            button = Button(link.words, kind=Kind.QUIET, icon=link.icon, hint=link.hint)
            button.setProperty("align", "left")
            button.clicked.connect(lambda _checked=False, act=link.act: act())
            column.addWidget(button)
        self._sheet.show()
        self.sheet_changed.emit()


def _reviewed(topic: Topic) -> str:
    day = str(topic.sheet.get("reviewed_on") or "")
    return QCoreApplication.translate("Reception", "Revisado {day}").format(day=day) if day else ""


def _part(title: str, text: str) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setSpacing(1)
    part.addWidget(text_label(title, theme.Size.SMALL, strong=True, tone="muted"))
    body = text_label(text, wrap=True)
    body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    part.addWidget(body)
    return part


def _bullet(text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    dot = QLabel("•")
    row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text_label(text, wrap=True), 1)
    return row


def _callout(text: str, key: str) -> QWidget:
    box = QFrame()
    box.setProperty("kind", "warning")
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 8, 10, 8)
    row.setSpacing(8)
    row.addWidget(Icon("warning"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    title = QCoreApplication.translate("Reception", "¿Es un caso crítico?")
    if not text.endswith(key):
        title = f"{title} {key}"
    words.addWidget(text_label(title, strong=True))
    words.addWidget(text_label(text, wrap=True))
    row.addLayout(words, 1)
    box.setAccessibleName(f"{title}. {text}")
    return box
