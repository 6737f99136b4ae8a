"""Quejas recurrentes: from how many, in how many days, the counter warns (training manual 5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from desktop_app.domain.profile import RecurrenceRule
from desktop_app.domain.recurrence import COUNT, MOST_COMPLAINTS, MOST_DAYS, UNATTENDED, WINDOW
from desktop_app.services import settings
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from desktop_app.services.settings import RecurrenceInForce
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, text_label
from ui.settings.page import FormPage, NoticeLine, at_left


class Amount(QWidget):
    """A whole number and what it counts."""

    def __init__(self, name: str, least: int, most: int, unit: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.box = QSpinBox()
        self.box.setRange(least, most)
        self.box.setFixedWidth(112)
        self.box.setAccessibleName(f"{name}, {unit}")
        self.box.lineEdit().setAccessibleName(f"{name}, {unit}")
        row.addWidget(self.box)
        row.addWidget(text_label(unit, tone="muted"))
        row.addStretch(1)
        self.setFocusProxy(self.box)


class RecurrencePage(FormPage):
    """Three numbers and the sentence that they make."""

    id = "recurrence"
    icon = "refresh"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        self._profile: RecurrenceRule | None = None
        self.fields: dict[str, Amount] = {}
        for name, words, least, most, unit in (
            (
                COUNT, QCoreApplication.translate("Settings", "&Desde"), 2, MOST_COMPLAINTS,
                QCoreApplication.translate("Settings", "quejas, con la que se registra"),
            ),
            (
                WINDOW, QCoreApplication.translate("Settings", "&En"), 1, MOST_DAYS,
                QCoreApplication.translate("Settings", "días seguidos"),
            ),
            (
                UNATTENDED, QCoreApplication.translate("Settings", "&Sin atender"), 1, MOST_COMPLAINTS - 1,
                QCoreApplication.translate("Settings", "de las anteriores, por lo menos"),
            ),
        ):  # fmt: skip
            field = Amount(words.replace("&", ""), least, most, unit)
            field.box.valueChanged.connect(self._on_changed)
            field.box.setEnabled(self._may)
            self.fields[name] = field
            self.form.add(FormRow(name, words, field))
        card = Card(QCoreApplication.translate("Settings", "Cuándo avisa la ventanilla"))
        card.body.addLayout(at_left(self.form))
        self.example = NoticeLine("", "info")
        card.body.addWidget(self.example)
        self.back = Button(QCoreApplication.translate("Settings", "Poner los del perfil"), icon="undo")
        self.back.clicked.connect(self._show_profile)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        card.body.addLayout(row)
        self.column.addWidget(card)
        if not self._may:
            self.back.hide()
            words = QCoreApplication.translate("Settings", "Solo administración puede cambiar esta regla.")
            self.column.addWidget(NoticeLine(words, "lock"))
        self.column.addStretch(1)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Quejas recurrentes")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings",
            "Desde cuándo una queja que se repite se propone como caso crítico. Decide una persona.",
        )

    def first(self) -> QWidget:
        """Return the first number."""
        return self.fields[COUNT].box

    def editable(self) -> bool:
        """Tell whether this person may change the rule."""
        return self._may

    def load(self) -> None:
        """Read the rule in force, and the profile's."""
        read = self.background.read(self, lambda: settings.recurrence(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: RecurrenceInForce) -> None:
        self._profile = found.profile
        self.show_stored(_flat(found.rule))
        self._show_example()

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        return {name: field.box.value() for name, field in self.fields.items()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show a rule in the fields."""
        for name, field in self.fields.items():
            field.box.setValue(int(str(values[name])))

    def rule(self) -> RecurrenceRule:
        """Return what stands in the fields as a rule."""
        count, days, unattended = (self.fields[name].box.value() for name in (COUNT, WINDOW, UNATTENDED))
        return RecurrenceRule(count, days, unattended)

    def save(self) -> None:
        """Write the rule."""
        if not self.may_save():
            return
        rule = self.rule()
        self.write(lambda: Changed(settings.save_recurrence(self.context, rule)))

    def _on_changed(self) -> None:
        self._show_example()
        self.on_typed()

    def _show_example(self) -> None:
        rule = self.rule()
        words = QCoreApplication.translate(
            "Settings",
            "Al registrar la {count}.ª queja por lo mismo en {days} días, si {unattended} de las anteriores no se "
            "atendió, la ventanilla propone marcarla como caso crítico.",
        )
        if rule.unattended > 1:
            words = QCoreApplication.translate(
                "Settings",
                "Al registrar la {count}.ª queja por lo mismo en {days} días, si {unattended} de las anteriores no "
                "se atendieron, la ventanilla propone marcarla como caso crítico.",
            )
        self.example.show_text(
            words.format(count=rule.count, days=rule.window_days, unattended=rule.unattended), "info"
        )

    def _show_profile(self) -> None:
        if self._profile is not None:
            self.fill(_flat(self._profile))
            self.fields[COUNT].box.setFocus()


def _flat(rule: RecurrenceRule) -> dict[str, object]:
    return {COUNT: rule.count, WINDOW: rule.window_days, UNATTENDED: rule.unattended}
