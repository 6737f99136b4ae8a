"""Municipio y oficina: the names that stand in the window, in reports and on receipts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.services import office
from desktop_app.services.context import Context
from desktop_app.services.office import OfficeCard, OfficeForm
from ui.kit.forms import FormRow
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.settings.page import FormPage, NoticeLine, at_left, small


class OfficePage(FormPage):
    """One form in two cards; it is saved as a whole."""

    id = "office"
    icon = "unit"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self.fields: dict[str, QLineEdit] = {}
        for name, label, hint in (
            ("municipality", QCoreApplication.translate("Settings", "&Municipalidad"), ""),
            ("office", QCoreApplication.translate("Settings", "&Oficina"), ""),
            (
                "place",
                QCoreApplication.translate("Settings", "&Dirección"),
                QCoreApplication.translate(
                    "Settings", "Dónde está la oficina, como se le dice a un ciudadano."
                ),
            ),
            ("phone", QCoreApplication.translate("Settings", "&Teléfono"), ""),
            (
                "desk",
                QCoreApplication.translate("Settings", "&Ventanilla"),
                QCoreApplication.translate(
                    "Settings", "El nombre de este puesto; se guarda solo en este equipo."
                ),
            ),
        ):
            field = QLineEdit()
            field.textChanged.connect(self.on_typed)
            self.fields[name] = field
            self.form.add(FormRow(name, label, field, hint=hint))
        card = Card(QCoreApplication.translate("Settings", "Nombres"))
        card.body.addLayout(at_left(self.form))
        self.column.addWidget(card)
        self.column.addWidget(self._build_profile())
        self.column.addStretch(1)

    def _build_profile(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Perfil de país"))
        self.profile = NoticeLine("", "info")
        card.body.addWidget(self.profile)
        card.body.addWidget(
            small(
                QCoreApplication.translate(
                    "Settings",
                    "El perfil fija los tipos de solicitud, los documentos y los feriados nacionales. "
                    "Se eligió al instalar y no se cambia aquí.",
                )
            )
        )
        return card

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Municipio y oficina")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Los nombres que se ven en la ventana, en los informes y en las constancias."
        )

    def first(self) -> QWidget:
        """Return the first field."""
        return self.fields["municipality"]

    def load(self) -> None:
        """Read the names."""
        read = self.background.read(self, lambda: office.read_office(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, card: OfficeCard) -> None:
        self.show_stored(asdict(card.form))
        if card.unverified:
            words = QCoreApplication.translate(
                "Settings", "{profile} · sin verificar: {parts}. Pida a asesoría legal que lo confirme."
            )
            self.profile.show_text(
                words.format(profile=card.profile, parts=", ".join(card.unverified)), "warning"
            )
        else:
            words = QCoreApplication.translate("Settings", "{profile} · verificado")
            self.profile.show_text(words.format(profile=card.profile), "check")

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        return {name: field.text() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show values in the fields."""
        for name, field in self.fields.items():
            field.setText(str(values[name]))

    def save(self) -> None:
        """Write the names."""
        if not self.may_save():
            return
        form = OfficeForm(**{name: field.text() for name, field in self.fields.items()})
        self.write(lambda: office.save_office(self.context, form))
