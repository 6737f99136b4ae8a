"""Contacto con el ciudadano: after how many days without a word a case is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.silence import MOST_DAYS
from desktop_app.domain.values import Level
from desktop_app.services import silence
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.settings.page import FormPage, NoticeLine, at_left
from ui.settings.recurrence_page import Amount


class SilencePage(FormPage):
    """A number for each level."""

    id = "silence"
    icon = "bell"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        self.fields: dict[str, Amount] = {}
        days = QCoreApplication.translate("Settings", "días sin contacto")
        for level, words in (
            (Level.SIMPLE, QCoreApplication.translate("Settings", "&Simple")),
            (Level.COMPLEX, QCoreApplication.translate("Settings", "&Complejo")),
            (Level.CRITICAL, QCoreApplication.translate("Settings", "C&rítico")),
        ):
            field = Amount(words.replace("&", ""), 1, MOST_DAYS, days)
            field.box.valueChanged.connect(self.on_typed)
            field.box.setEnabled(self._may)
            self.fields[level.value] = field
            self.form.add(FormRow(level.value, words, field))
        card = Card(QCoreApplication.translate("Settings", "Desde cuándo se avisa"))
        card.body.addLayout(at_left(self.form))
        self.back = Button(QCoreApplication.translate("Settings", "Poner los propuestos"), icon="undo")
        self.back.clicked.connect(self._propose)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        card.body.addLayout(row)
        self.column.addWidget(card)
        notice = QCoreApplication.translate(
            "Settings",
            "Cuenta cada llamada, carta o correo, y cada visita anotada en el caso. Solo se avisa de casos abiertos "
            "cuyo ciudadano tiene teléfono o correo.",
        )
        self.column.addWidget(NoticeLine(notice))
        if not self._may:
            self.back.hide()
            words = QCoreApplication.translate("Settings", "Solo administración puede cambiar estos días.")
            self.column.addWidget(NoticeLine(words, "lock"))
        self.column.addStretch(1)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Contacto con el ciudadano")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Después de cuántos días sin noticias un caso lo dice, según su nivel."
        )

    def first(self) -> QWidget:
        """Return the first number."""
        return self.fields[Level.SIMPLE.value].box

    def editable(self) -> bool:
        """Tell whether this person may change the days."""
        return self._may

    def load(self) -> None:
        """Read the days in force."""
        read = self.background.read(self, lambda: silence.limits(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, limits: Mapping[Level, int]) -> None:
        self.show_stored({level.value: days for level, days in limits.items()})

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        return {name: field.box.value() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show days in the fields."""
        for name, field in self.fields.items():
            field.box.setValue(int(str(values[name])))

    def save(self) -> None:
        """Write the days."""
        if not self.may_save():
            return
        wanted = {level: self.fields[level.value].box.value() for level in Level}
        self.write(lambda: silence.save_limits(self.context, wanted))

    def _propose(self) -> None:
        self.fill({level.value: days for level, days in silence.program_limits().items()})
        self.first().setFocus()
