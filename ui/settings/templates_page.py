"""Plantillas de contacto: texts with fields for what is written to citizens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.contact_templates import FIELDS, PURPOSES, ContactTemplate, Purpose
from desktop_app.services import templates
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.templates import TemplatesSaved
from ui.kit.buttons import Button
from ui.kit.core import core
from ui.kit.forms import FormRow
from ui.kit.messages import SECONDS, Message, Tone
from ui.kit.note_edit import NoteEdit
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Space, Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.settings.actions import TEMPLATE_EDIT, TEMPLATE_NEW, TEMPLATE_REMOVE, TEMPLATE_UNDO
from ui.settings.list_form import ListFormPage
from ui.settings.page import NoticeLine, Rows

_TEXT = 148
_TEXT_SHORT = 84


class TemplatesPage(ListFormPage[ContactTemplate]):
    """A list, and in its place the form of one template."""

    id = "templates"
    icon = "mail"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_PHRASES)
        self._open: ContactTemplate | None = None
        self._removed: ContactTemplate | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SECONDS * 1_000)
        self._wait.timeout.connect(self._forget)
        self.show_parts(self._build_list(), self._build_form())
        self._bind()

    def _build_list(self) -> QWidget:
        card = Card()
        spec = self.tools.actions.spec
        self.new = Button(
            QCoreApplication.translate("Settings", "Nueva"), icon="plus", hint=spec(TEMPLATE_NEW).hint()
        )
        self.edit = Button(
            QCoreApplication.translate("Settings", "Cambiar"), icon="edit", hint=spec(TEMPLATE_EDIT).hint()
        )
        self.remove = Button(
            QCoreApplication.translate("Settings", "Quitar"), icon="close", hint=spec(TEMPLATE_REMOVE).hint()
        )
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.new, self.edit, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        card.body.addWidget(acts)
        acts.setHidden(not self._may)
        if not self._may:
            words = QCoreApplication.translate(
                "Settings", "Solo supervisión y administración pueden cambiar las plantillas."
            )
            card.body.addWidget(NoticeLine(words, "lock"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Plantillas de contacto"),
            empty=QCoreApplication.translate("Settings", "No hay plantillas."),
        )
        self.table.setMinimumHeight(120)
        self.model = PagedTableModel[ContactTemplate](
            self.background, _columns(), key=lambda row: row.slot, parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        return card

    def _build_form(self) -> QWidget:
        self.name = QLineEdit()
        self.text = NoteEdit()
        self.text.setFixedHeight(_TEXT)
        hint = QCoreApplication.translate("Settings", "Con él se elige al escribir. Corto y claro.")
        self.form.add(
            FormRow("name", QCoreApplication.translate("Settings", "N&ombre"), self.name, hint=hint)
        )
        self.purpose = QComboBox()
        for purpose, words in PURPOSES.items():
            self.purpose.addItem(core(words), purpose)
        hint = QCoreApplication.translate(
            "Settings", "Una respuesta o un cierre detiene el plazo de primera respuesta."
        )
        label = QCoreApplication.translate("Settings", "&Para qué")
        self.form.add(FormRow("purpose", label, self.purpose, hint=hint))
        hint = QCoreApplication.translate("Settings", "Campos que se completan solos: {fields}.").format(
            fields=", ".join(f"{{{name}}}" for name in FIELDS)
        )
        self.form.add(FormRow("text", QCoreApplication.translate("Settings", "&Texto"), self.text, hint=hint))
        return self.form_card()

    def _bind(self) -> None:
        if self._may:
            self.bind_acts(
                (TEMPLATE_NEW, self.new, self.open_new),
                (TEMPLATE_EDIT, self.edit, self.open_current),
                (TEMPLATE_REMOVE, self.remove, self.remove_current),
            )
            self.tools.actions.bind(TEMPLATE_UNDO, self.table, self.undo)
        self.table.row_changed.connect(lambda _row: self._show_acts())
        self.model.loaded.connect(lambda _count: self._show_acts())
        self.name.textChanged.connect(self.on_typed)
        self.purpose.currentIndexChanged.connect(self.on_typed)
        self.text.textChanged.connect(self.on_typed)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Plantillas de contacto")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings",
            "Cartas, correos y llamadas que se repiten: en un caso, T y el número de la plantilla.",
        )

    def fit(self, space: Space) -> None:
        """Give up lines of the text where there is little height."""
        self.text.setFixedHeight(_TEXT_SHORT if space.short else _TEXT)

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.name

    def load(self) -> None:
        """Read the templates."""
        read = self.background.read(self, lambda: templates.templates(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: tuple[ContactTemplate, ...]) -> None:
        self._list.show(list(found))

    # The list.

    def _show_acts(self) -> None:
        there = self.current() is not None
        self.edit.setEnabled(there)
        self.remove.setEnabled(there)

    def remove_current(self) -> None:
        """Take the template away on which the list stands; for some seconds it can be had back."""
        template = self.current()
        if template is not None:
            self._write(
                lambda: templates.remove_template(self.context, template), partial(self._on_removed, template)
            )

    def _on_removed(self, template: ContactTemplate, _saved: TemplatesSaved) -> None:
        self._removed = template
        self._wait.start()
        words = QCoreApplication.translate("Settings", "Se quitó «{name}».").format(name=template.name)
        undo = QCoreApplication.translate("Settings", "Deshacer")
        hint = self.tools.actions.spec(TEMPLATE_UNDO).hint()
        self.say.emit(Message(Tone.DONE, words, f"{undo}  {hint}", self.undo))

    def undo(self) -> None:
        """Put the template back that was just taken away, while its message stands."""
        template, self._removed = self._removed, None
        if template is not None:
            self._write(lambda: templates.save_template(self.context, template), lambda _saved: None)

    def _forget(self) -> None:
        self._removed = None

    def _write(self, work: Callable[[], TemplatesSaved], done: Callable[[TemplatesSaved], None]) -> None:
        write = self.background.write(self, work)
        write.on_success(done).on_failure(self.tell_failure).run()

    # The form.

    def open_new(self) -> None:
        """Write a new template."""
        self._open_form(None, QCoreApplication.translate("Settings", "Nueva plantilla"))

    def open_current(self) -> None:
        """Change the template on which the list stands."""
        template = self.current()
        if template is not None and self._may:
            self._open_form(template, template.name)

    def _open_form(self, template: ContactTemplate | None, heading: str) -> None:
        if self.dirty() and self._open == template:
            self.show_form(heading, None)
            return
        self._open = template
        shown = template or ContactTemplate("", "")
        self.show_form(heading, {"name": shown.name, "purpose": shown.purpose, "text": shown.text})

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {
            "name": self.name.text(),
            "purpose": Purpose(str(self.purpose.currentData())),
            "text": self.text.toPlainText(),
        }

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a template in the form."""
        self.name.setText(str(values["name"]))
        self.purpose.setCurrentIndex(max(self.purpose.findData(values["purpose"]), 0))
        self.text.setPlainText(str(values["text"]))

    def save(self) -> None:
        """Write the template: in its place, or at the end."""
        if not self.may_save():
            return
        made = ContactTemplate(
            self.name.text(), self.text.toPlainText(), Purpose(str(self.purpose.currentData()))
        )
        opened = self._open
        self.write(lambda: templates.save_template(self.context, made, opened))


def _columns() -> tuple[Column[ContactTemplate], ...]:
    return (
        Column(QCoreApplication.translate("Settings", "Nombre"), lambda row: row.name, 190, stretch=True),
        Column(QCoreApplication.translate("Settings", "Para qué"), lambda row: core(PURPOSES[row.purpose]), 176),
        Column(
            QCoreApplication.translate("Settings", "Texto"), lambda row: " ".join(row.text.split()), 300,
            stretch=True,
        ),
    )  # fmt: skip
