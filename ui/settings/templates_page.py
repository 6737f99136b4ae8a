"""Plantillas de contacto: texts with fields for what is written to citizens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from desktop_app.domain.contact_templates import FIELDS, PURPOSES, ContactTemplate, Purpose
from desktop_app.services import templates
from desktop_app.services.templates import TemplatesSaved
from ui.kit.core import core
from ui.kit.forms import FormRow
from ui.kit.paging import Column
from ui.settings.actions import TEMPLATE_EDIT, TEMPLATE_NEW, TEMPLATE_REMOVE, TEMPLATE_UNDO
from ui.settings.named_texts import Acts, NamedTextsPage, Wording, text_column


class TemplatesPage(NamedTextsPage[ContactTemplate]):
    """Each has besides what it is for: an answer stops the clock of the first answer."""

    id = "templates"
    icon = "mail"
    acts = Acts(TEMPLATE_NEW, TEMPLATE_EDIT, TEMPLATE_REMOVE, TEMPLATE_UNDO)
    heights = (148, 84)

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

    def words(self) -> Wording:
        """Return what the page says."""
        translate = QCoreApplication.translate
        return Wording(
            empty=translate("Settings", "No hay plantillas."),
            locked=translate("Settings", "Solo supervisión y administración pueden cambiar las plantillas."),
            new=translate("Settings", "Nueva plantilla"),
            name_hint=translate("Settings", "Con él se elige al escribir. Corto y claro."),
            text_hint=translate("Settings", "Campos que se completan solos: {fields}.").format(
                fields=", ".join(f"{{{name}}}" for name in FIELDS)
            ),
        )

    def columns(self) -> tuple[Column[ContactTemplate], ...]:
        """Return name, purpose and text."""
        translate = QCoreApplication.translate
        return (
            Column(translate("Settings", "Nombre"), lambda row: row.name, 190, stretch=True),
            Column(translate("Settings", "Para qué"), lambda row: core(PURPOSES[row.purpose]), 176),
            text_column(300),
        )

    def read_all(self) -> Sequence[ContactTemplate]:
        """Read the templates."""
        return templates.templates(self.context)

    def write_one(self, made: ContactTemplate, opened: ContactTemplate | None = None) -> TemplatesSaved:
        """Write a template."""
        return templates.save_template(self.context, made, opened)

    def remove_one(self, row: ContactTemplate) -> TemplatesSaved:
        """Take a template away."""
        return templates.remove_template(self.context, row)

    def made(self) -> ContactTemplate:
        """Return the template in the form."""
        return ContactTemplate(self.name.text(), self.text.toPlainText(), self._purpose())

    def add_fields(self) -> None:
        """Add what the template is for."""
        self.purpose = QComboBox()
        for purpose, words in PURPOSES.items():
            self.purpose.addItem(core(words), purpose)
        self.purpose.currentIndexChanged.connect(self.on_typed)
        hint = QCoreApplication.translate(
            "Settings", "Una respuesta o un cierre detiene el plazo de primera respuesta."
        )
        label = QCoreApplication.translate("Settings", "&Para qué")
        self.form.add(FormRow("purpose", label, self.purpose, hint=hint))

    def more_values(self, row: ContactTemplate | None) -> Mapping[str, object]:
        """Return what the template is for."""
        return {"purpose": (row or ContactTemplate("", "")).purpose}

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form."""
        return {**super().values(), "purpose": self._purpose()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a template in the form."""
        super().fill(values)
        self.purpose.setCurrentIndex(max(self.purpose.findData(values["purpose"]), 0))

    def _purpose(self) -> Purpose:
        return Purpose(str(self.purpose.currentData()))
