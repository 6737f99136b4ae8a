"""Cierre y opinión: attempts before an unconfirmed closing, causes, and whom the counter asks (manual 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain import closing_rules as rules_of
from desktop_app.domain.closing_rules import ATTEMPTS, CAUSES, GAP, SAMPLE, ClosingRules
from desktop_app.services import settings
from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from ui.kit.buttons import Button
from ui.kit.forms import Form, FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.settings.page import FormPage, NoticeLine, at_left
from ui.settings.recurrence_page import Amount

_CAUSES = 148


class ClosingPage(FormPage):
    """Three numbers, a list of words, and the sentences that they make."""

    id = "closing"
    icon = "double-check"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        self.fields: dict[str, Amount] = {}
        self._add_attempts()
        self._add_sample()
        self._add_causes()
        if not self._may:
            words = QCoreApplication.translate("Settings", "Solo administración puede cambiar esta regla.")
            self.column.addWidget(NoticeLine(words, "lock"))
        self.column.addStretch(1)

    def _add_attempts(self) -> None:
        card = Card(QCoreApplication.translate("Settings", "Cerrar sin la confirmación del ciudadano"))
        form = self._amounts()
        self._add_amount(
            form, ATTEMPTS, QCoreApplication.translate("Settings", "&Tras"), 1, rules_of.MOST_ATTEMPTS,
            QCoreApplication.translate("Settings", "intentos de contacto"),
        )  # fmt: skip
        self._add_amount(
            form, GAP, QCoreApplication.translate("Settings", "A &menos de"), 0, rules_of.MOST_GAP,
            QCoreApplication.translate("Settings", "minutos, dos intentos cuentan como uno"),
        )  # fmt: skip
        card.body.addLayout(at_left(form))
        self.attempts_told = NoticeLine("", "info")
        card.body.addWidget(self.attempts_told)
        self.column.addWidget(card)

    def _add_sample(self) -> None:
        card = Card(QCoreApplication.translate("Settings", "Opinión sobre atenciones sin caso"))
        form = self._amounts()
        self._add_amount(
            form, SAMPLE, QCoreApplication.translate("Settings", "&Una de cada"), 0, rules_of.MOST_EVERY,
            QCoreApplication.translate("Settings", "atenciones; con 0, a nadie"),
        )  # fmt: skip
        card.body.addLayout(at_left(form))
        self.sample_told = NoticeLine("", "info")
        card.body.addWidget(self.sample_told)
        self.column.addWidget(card)

    def _add_causes(self) -> None:
        card = Card(QCoreApplication.translate("Settings", "Causas para el análisis mensual"))
        self.causes = NoteEdit()
        self.causes.setFixedHeight(_CAUSES)
        self.causes.setReadOnly(not self._may)
        hint = QCoreApplication.translate("Settings", "Una por línea, hasta ocho. «Otra causa» está siempre.")
        row = FormRow(CAUSES, QCoreApplication.translate("Settings", "&Causas"), self.causes, hint=hint)
        self.form.add(row)
        self.causes.textChanged.connect(self.on_typed)
        card.body.addLayout(at_left(self.form))
        if self._may:
            back = Button(QCoreApplication.translate("Settings", "Poner las originales"), icon="undo")
            back.clicked.connect(self._show_originals)
            line = QHBoxLayout()
            line.addWidget(back)
            line.addStretch(1)
            card.body.addLayout(line)
        self.column.addWidget(card)

    def _amounts(self) -> Form:
        form = Form()
        form.setMaximumWidth(self.form.maximumWidth())
        return form

    def _add_amount(self, form: Form, key: str, words: str, least: int, most: int, unit: str) -> None:
        field = Amount(words.replace("&", ""), least, most, unit)
        field.box.valueChanged.connect(self._on_changed)
        field.box.setEnabled(self._may)
        self.fields[key] = field
        form.add(FormRow(key, words, field))

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Cierre y opinión")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Cómo se cierra un caso con el ciudadano, y a quién se le pide su opinión."
        )

    def first(self) -> QWidget:
        """Return the first number."""
        return self.fields[ATTEMPTS].box

    def editable(self) -> bool:
        """Tell whether this person may change the rules."""
        return self._may

    def load(self) -> None:
        """Read the rules in force."""
        read = self.background.read(self, lambda: self.context.rules.closing)
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: ClosingRules) -> None:
        self.show_stored(_flat(found))
        self._show_told()

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        amounts: dict[str, object] = {key: field.box.value() for key, field in self.fields.items()}
        return amounts | {CAUSES: self.causes.toPlainText()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show rules in the fields."""
        for key, field in self.fields.items():
            field.box.setValue(int(str(values[key])))
        self.causes.setPlainText(str(values[CAUSES]))

    def rules(self) -> ClosingRules:
        """Return what stands in the fields as rules."""
        attempts, gap, every = (self.fields[key].box.value() for key in (ATTEMPTS, GAP, SAMPLE))
        words = tuple(line.strip() for line in self.causes.toPlainText().splitlines() if line.strip())
        return ClosingRules(attempts, gap, words, every)

    def save(self) -> None:
        """Write the rules."""
        if not self.may_save():
            return
        rules = self.rules()
        self.write(lambda: Changed(settings.save_closing(self.context, rules)))

    def _on_changed(self) -> None:
        self._show_told()
        self.on_typed()

    def _show_told(self) -> None:
        rules = self.rules()
        words = QCoreApplication.translate(
            "Settings",
            "Con {attempts} intentos que cuentan, el caso puede cerrarse y queda dicho para siempre: «Cerrado "
            "sin confirmación tras {attempts} intentos».",
        )
        if rules.attempts == 1:
            words = QCoreApplication.translate(
                "Settings",
                "Con 1 intento, el caso puede cerrarse y queda dicho para siempre: «Cerrado sin confirmación "
                "tras 1 intento».",
            )
        self.attempts_told.show_text(words.format(attempts=rules.attempts), "info")
        if rules.every:
            words = QCoreApplication.translate(
                "Settings",
                "El programa elige al azar 1 de cada {every} atenciones presenciales o por teléfono que terminan "
                "sin caso. Quien atiende no elige; si nadie responde, F2 sigue con el próximo.",
            )
        else:
            words = QCoreApplication.translate(
                "Settings",
                "No se pide opinión en las atenciones sin caso. Al cerrar un caso se pide siempre.",
            )
        self.sample_told.show_text(words.format(every=rules.every), "info")

    def _show_originals(self) -> None:
        self.causes.setPlainText("\n".join(rules_of.DEFAULT_CAUSES))
        self.causes.setFocus()


def _flat(rules: ClosingRules) -> dict[str, object]:
    return {
        ATTEMPTS: rules.attempts,
        GAP: rules.gap_minutes,
        SAMPLE: rules.every,
        CAUSES: "\n".join(rules.causes),
    }
