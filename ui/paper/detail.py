"""The pane: one form, its batch, what became of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.blanks import BlankState
from desktop_app.services.paper import Form, Use
from ui.kit import theme
from ui.kit.badges import BadgeLabel
from ui.kit.breaking import shortened
from ui.kit.buttons import ActRow, Button, Kind
from ui.kit.detail import Section, boxed
from ui.kit.formats import moment_text
from ui.kit.surfaces import text_label
from ui.paper.words import forms_text, printed_text, result_text, state_badge, when_text


class FormView(QWidget):
    """One form. Its buttons say the letters that work in the list."""

    case_asked = Signal(object)
    """Id of the case that the form became."""
    keep_asked = Signal(object)
    """Id of the attention to keep, of several that desks apart made of this form."""

    def __init__(self) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self.form: Form | None = None
        self._shown: tuple[object, ...] = ()
        self.number = text_label("", theme.Size.TITLE, strong=True)
        self.badge = BadgeLabel()
        self.printed = text_label("", tone="muted", wrap=True)
        self.batch = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.transcribe = Button(translate("Paper", "Transcribir"), icon="edit", hint="T")
        self.spoil = Button(translate("Paper", "Anular"), icon="close", hint="A")
        self.restore = Button(translate("Paper", "Quitar la anulación"), icon="undo", hint="Q")
        self.again = Button(translate("Paper", "Imprimir la tanda"), icon="print", hint="R")
        self.acts = buttons = ActRow()
        for button in (self.transcribe, self.spoil, self.restore, self.again):
            buttons.flow.addWidget(button)
        self._facts = Section(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.badge, self.number, self.printed, self.batch, buttons, self._facts):
            column.addWidget(part)
        column.addStretch(1)

    def show_form(
        self, form: Form, batch: Sequence[Form], spoiled_by: str, now: datetime, *, acting: bool
    ) -> None:
        """Show a form; ``batch`` holds all forms printed with it, ``acting`` offers what can be done."""
        shown = (form, len(batch), spoiled_by, acting, now.date())
        if shown == self._shown:
            return  # else a refresh would take the focus from a button
        self._shown, self.form = shown, form
        translate = QCoreApplication.translate
        self.badge.set_badge(state_badge(form))
        self.number.setText(form.number)
        self.printed.setText(printed_text(form, now))
        words = translate("Paper", "Tanda de {count}, del {first} al {last}")
        where = words.format(count=forms_text(len(batch)), first=batch[0].number, last=batch[-1].number)
        self.batch.setText(" · ".join(part for part in (where, form.office_name) if part))
        spoiled = form.state is BlankState.SPOILED
        self.acts.setVisible(acting)
        self.transcribe.setVisible(not form.uses)
        self.spoil.setVisible(form.open)
        self.restore.setVisible(spoiled)
        self._show_facts(form, spoiled_by)

    def _show_facts(self, form: Form, spoiled_by: str) -> None:
        column = self._facts.emptied()
        translate = QCoreApplication.translate
        if form.state is BlankState.MISSING:
            words = translate(
                "Paper",
                "Ya se usó un formulario posterior de esta tanda y este no aparece. Búsquelo y transcríbalo, o "
                "anúlelo con su motivo.",
            )
            column.addWidget(boxed(text_label(words, wrap=True)))
        if form.state is BlankState.SPOILED and form.spoiled is not None:
            by = f" · {spoiled_by}" if spoiled_by else ""
            column.addWidget(
                _part(translate("Paper", "Motivo"), form.reason, f"{moment_text(form.spoiled)}{by}")
            )
        if len(form.uses) > 1:
            words = translate(
                "Paper",
                "Se transcribió en ventanillas que estaban sin conexión. Compare con el papel y conserve una; las "
                "demás quedan anuladas.",
            )
            column.addWidget(boxed(text_label(words, wrap=True)))
        for use in form.uses:
            column.addWidget(self._use(use, several=len(form.uses) > 1))

    def _use(self, use: Use, *, several: bool) -> QWidget:
        translate = QCoreApplication.translate
        title = use.topic or translate("Paper", "Sin consulta")
        lines = [
            " · ".join(part for part in (when_text(use), result_text(use), shortened(use.citizen)) if part)
        ]
        lines.append(translate("Paper", "Atendió y escribió: {name}").format(name=use.writer or "–"))
        lines.append(
            translate("Paper", "Transcribió: {name}, {moment}").format(
                name=use.author or "–", moment=moment_text(use.recorded)
            )
        )
        part = _part("", title, *lines)
        column = part.layout()
        acts = ActRow()
        if use.case is not None:
            button = Button(translate("Paper", "Ver el caso"), icon="cases", kind=Kind.QUIET)
            button.clicked.connect(lambda: self.case_asked.emit(use.case))
            acts.flow.addWidget(button)
        if several:
            keep = Button(translate("Paper", "Conservar esta"), icon="check")
            keep.setAccessibleName(
                translate("Paper", "Conservar la de {name}").format(name=use.author or use.writer)
            )
            keep.clicked.connect(lambda: self.keep_asked.emit(use.attention))
            acts.flow.addWidget(keep)
        if acts.buttons() and column is not None:
            column.addWidget(acts)
        return part


def _part(caption: str, title: str, *lines: str) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if caption:
        column.addWidget(text_label(caption, theme.Size.SMALL, strong=True, tone="muted"))
    column.addWidget(text_label(shortened(title), strong=True, wrap=True))
    for line in lines:
        column.addWidget(text_label(line, theme.Size.SMALL, tone="muted", wrap=True))
    return part
