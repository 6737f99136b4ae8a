"""One person: how to reach them, what is open, when they came, to whom they were handed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services.merging import MergedRecord
from desktop_app.services.people import PersonSheet
from ui.citizens.tile import CaseTile
from ui.citizens.words import channel_word, happened_state, nameless, totals_text, visit_text, when_text
from ui.kit import theme
from ui.kit.breaking import breakable, shortened
from ui.kit.buttons import ActRow, Button, Kind
from ui.kit.detail import Section
from ui.kit.surfaces import Icon, text_label
from ui.kit.tips import tip


class PersonView(QWidget):
    """The sheet; its buttons say their letters."""

    case_chosen = Signal(object)
    """Id of the case to open."""
    left = Signal()
    """Back to the list."""
    separate_asked = Signal(object)
    """MergedRecord that shall stand for itself again."""

    def __init__(self, *, may_write: bool, may_merge: bool = False, may_export: bool = False) -> None:
        super().__init__()
        self.sheet: PersonSheet | None = None
        self._may_merge = may_merge
        self.name = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.totals = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.attend = Button(QCoreApplication.translate("Citizens", "Atender"), icon="reception", hint="A")
        self.edit = Button(QCoreApplication.translate("Citizens", "Editar"), icon="edit", hint="E")
        self.cases = Button(QCoreApplication.translate("Citizens", "Casos"), icon="cases", hint="C")
        self.open_case = Button(QCoreApplication.translate("Citizens", "Abrir caso"), icon="plus", hint="F8")
        self.history = Button(QCoreApplication.translate("Citizens", "Historia"), icon="clock", hint="H")
        self.export = Button(
            QCoreApplication.translate("Citizens", "Entregar datos"), icon="export", hint="X"
        )
        buttons = ActRow()
        for button in (self.attend, self.edit, self.cases, self.open_case, self.history, self.export):
            buttons.flow.addWidget(button)
        if not may_export:
            self.export.hide()
        if not may_write:
            self.attend.hide()
            self.edit.hide()
        self._facts, self._merged, self._open = Section(6), Section(6), Section(6)
        self._visits, self._contacts, self._handed = Section(6), Section(6), Section(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name)
        head.addWidget(self.totals)
        column.addLayout(head)
        for part in (
            buttons, self._facts, self._merged, self._open, self._visits, self._contacts, self._handed,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)

    def show_sheet(self, sheet: PersonSheet, now: datetime) -> None:
        """Show a person."""
        if sheet == self.sheet:
            return
        self.sheet = sheet
        self.name.setText(shortened(nameless(sheet.citizen.name)))
        self.name.setToolTip(tip(sheet.citizen.name))
        self.totals.setText(totals_text(sheet))
        self.cases.setEnabled(sheet.case_count > 0)
        self._show_facts(sheet)
        self._show_merged(sheet)
        self._show_open(sheet)
        self._show_visits(sheet, now)
        self._show_contacts(sheet, now)
        self._show_handed(sheet, now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_facts(self, sheet: PersonSheet) -> None:
        column = self._facts.emptied()
        who = sheet.citizen
        for icon, text in (("person", sheet.document), ("phone", who.phone), ("mail", who.email),
                           ("unit", who.address)):  # fmt: skip
            if text:
                column.addWidget(_fact(icon, text))
        if not column.count():
            none = QCoreApplication.translate("Citizens", "Sin documento, contacto ni dirección.")
            column.addWidget(text_label(none, tone="muted", wrap=True))

    def _show_open(self, sheet: PersonSheet) -> None:
        column = self._open.emptied()
        if not sheet.open_cases:
            none = QCoreApplication.translate("Citizens", "No tiene casos abiertos.")
            column.addWidget(text_label(none, tone="muted", wrap=True))
            return
        title = QCoreApplication.translate("Citizens", "Casos abiertos: {count}").format(
            count=sheet.open_count
        )
        column.addWidget(text_label(title, strong=True))
        for case in sheet.open_cases:
            tile = CaseTile(case)
            tile.clicked.connect(lambda _checked=False, id_=case.id: self.case_chosen.emit(id_))
            column.addWidget(tile)
        more = sheet.open_count - len(sheet.open_cases)
        if more > 0:
            words = QCoreApplication.translate("Citizens", "y {count} más: C los muestra").format(count=more)
            column.addWidget(text_label(words, theme.Size.SMALL, tone="muted"))

    def _show_visits(self, sheet: PersonSheet, now: datetime) -> None:
        column = self._visits.emptied()
        self._visits.setVisible(bool(sheet.visits))
        if sheet.visits:
            title = QCoreApplication.translate("Citizens", "Últimas visitas")
            column.addWidget(text_label(title, strong=True))
        for visit in sheet.visits:
            column.addWidget(_entry(visit.topic, visit_text(visit, now)))
        more = sheet.visit_count - len(sheet.visits)
        if more > 0:
            words = QCoreApplication.translate("Citizens", "y {count} más: H muestra todo")
            line = words.format(count=spanish.integer(more))
            column.addWidget(text_label(line, theme.Size.SMALL, tone="muted"))

    def _show_merged(self, sheet: PersonSheet) -> None:
        column = self._merged.emptied()
        self._merged.setVisible(bool(sheet.merged))
        for record in sheet.merged:
            column.addWidget(self._merged_line(record))

    def _merged_line(self, record: MergedRecord) -> QWidget:
        box = QFrame()
        box.setProperty("kind", "notice")
        row = QHBoxLayout(box)
        row.setContentsMargins(10, 4, 4, 4)
        row.setSpacing(8)
        words = QCoreApplication.translate("Citizens", "Reunida con {name}").format(
            name=shortened(nameless(record.name))
        )
        if record.at is not None:
            words = QCoreApplication.translate("Citizens", "{words} el {day}").format(
                words=words, day=f"{record.at:%d/%m/%Y}"
            )
        if record.by:
            words = QCoreApplication.translate("Citizens", "{words}, por {who}").format(
                words=words, who=record.by
            )
        if record.besides:
            words = QCoreApplication.translate("Citizens", "{words}. Su ficha dice además: {values}").format(
                words=words, values=" · ".join(shortened(each) for each in record.besides)
            )
        row.addWidget(text_label(breakable(words), theme.Size.SMALL, wrap=True), 1)
        if self._may_merge:
            button = Button(QCoreApplication.translate("Citizens", "Separar"), icon="undo", kind=Kind.QUIET)
            button.setAccessibleName(
                QCoreApplication.translate("Citizens", "Separar la ficha de {name}").format(
                    name=nameless(record.name)
                )
            )
            button.clicked.connect(lambda _checked=False: self.separate_asked.emit(record))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _show_contacts(self, sheet: PersonSheet, now: datetime) -> None:
        column = self._contacts.emptied()
        self._contacts.setVisible(bool(sheet.contacts))
        if sheet.contacts:
            title = QCoreApplication.translate("Citizens", "Contactos por sus casos")
            column.addWidget(text_label(title, strong=True))
        for each in sheet.contacts:
            parts = (when_text(each.at, now), channel_word(each.channel), happened_state(each), each.number)
            column.addWidget(_entry(shortened(each.text), " · ".join(part for part in parts if part)))

    def _show_handed(self, sheet: PersonSheet, now: datetime) -> None:
        column = self._handed.emptied()
        self._handed.setVisible(bool(sheet.hand_overs))
        if sheet.hand_overs:
            title = QCoreApplication.translate("Citizens", "Vinculaciones")
            column.addWidget(text_label(title, strong=True))
        for each in sheet.hand_overs:
            when = " · ".join((when_text(each.at, now), happened_state(each)))
            column.addWidget(_entry(each.whom, when))


def _fact(icon: str, text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(Icon(icon, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text_label(breakable(text), wrap=True), 1)
    return line


def _entry(title: str, below: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if title:
        column.addWidget(text_label(breakable(title), wrap=True))
    column.addWidget(text_label(breakable(below), theme.Size.SMALL, tone="muted", wrap=True))
    return part
