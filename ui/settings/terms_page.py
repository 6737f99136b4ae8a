"""Plazos y niveles: how long a case of each level may take."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QWidget

from desktop_app.domain import spanish
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.level_terms import LONGEST
from desktop_app.domain.profile import LevelTerms
from desktop_app.domain.values import Level
from desktop_app.services import born_resolved, settings
from desktop_app.services.access import Permission
from desktop_app.services.born_resolved import BornInForce
from desktop_app.services.case_rescheduling import Cause
from desktop_app.services.context import Context
from desktop_app.services.office import Changed
from desktop_app.services.settings import TermsInForce
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, text_label
from ui.settings.moves_card import MovesCard
from ui.settings.page import FormPage, NoticeLine, at_left

FIRST = "critical_first"
BORN = "born_resolved"


def unit_words(unit: TermUnit) -> str:
    """Return what a unit is called."""
    return {
        TermUnit.ELAPSED_HOURS: QCoreApplication.translate("Settings", "horas corridas"),
        TermUnit.BUSINESS_HOURS: QCoreApplication.translate("Settings", "horas hábiles"),
        TermUnit.BUSINESS_DAYS: QCoreApplication.translate("Settings", "días hábiles"),
    }[unit]


def term_words(term: Term) -> str:
    """Return a term as "5 días hábiles"."""
    return f"{term.amount} {unit_words(term.unit)}"


class TermField(QWidget):
    """An amount and its unit; with one unit only, that is told and not chosen."""

    changed = Signal()

    def __init__(self, name: str, units: tuple[TermUnit, ...]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.amount = QSpinBox()
        self.amount.setRange(1, max(LONGEST.values()))
        self.amount.setFixedWidth(112)
        self.amount.setAccessibleName(
            QCoreApplication.translate("Settings", "{term}: cantidad").format(term=name)
        )
        # The field inside takes the focus, and it is what a screen reader asks.
        self.amount.lineEdit().setAccessibleName(self.amount.accessibleName())
        self.unit = QComboBox()
        self.unit.setFixedWidth(176)
        self.unit.setAccessibleName(
            QCoreApplication.translate("Settings", "{term}: unidad").format(term=name)
        )
        for unit in units:
            self.unit.addItem(unit_words(unit), unit)
        row.addWidget(self.amount)
        row.addWidget(self.unit)
        row.addStretch(1)
        self.setFocusProxy(self.amount)
        self.amount.valueChanged.connect(self.changed)
        self.unit.currentIndexChanged.connect(self.changed)

    def term(self) -> Term:
        """Return what stands in the field."""
        return Term(self.amount.value(), TermUnit(self.unit.currentData()))

    def show_term(self, term: Term) -> None:
        """Show a term."""
        self.amount.setValue(term.amount)
        self.unit.setCurrentIndex(max(self.unit.findData(term.unit), 0))

    def set_editable(self, *, editable: bool) -> None:
        """Let it be changed, or only read."""
        self.amount.setEnabled(editable)
        self.unit.setEnabled(editable)


class TermsPage(FormPage):
    """Four terms. They hold for the cases that are opened from now on."""

    id = "terms"
    icon = "sandglass"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        self._may = context.actor.may(Permission.EDIT_SETTINGS)
        self._profile: Mapping[Level, LevelTerms] = {}
        self._born_profile = False
        card = Card(QCoreApplication.translate("Settings", "Plazo interno de cada nivel"))
        self.fields: dict[str, TermField] = {}
        hours = (TermUnit.ELAPSED_HOURS,)
        for name, label, units in (
            (Level.SIMPLE.value, QCoreApplication.translate("Settings", "&Simple"), tuple(TermUnit)),
            (Level.COMPLEX.value, QCoreApplication.translate("Settings", "&Complejo"), tuple(TermUnit)),
            (Level.CRITICAL.value, QCoreApplication.translate("Settings", "C&rítico"), hours),
            (FIRST, QCoreApplication.translate("Settings", "Crítico, &1.ª respuesta"), hours),
        ):
            field = TermField(label.replace("&", ""), units)
            field.changed.connect(self.on_typed)
            self.fields[name] = field
            self.form.add(FormRow(name, label, field, hint=" "))
        self.form.grid.setColumnMinimumWidth(0, 168)
        card.body.addLayout(at_left(self.form))
        self.back = Button(QCoreApplication.translate("Settings", "Poner los del perfil"), icon="undo")
        self.back.clicked.connect(self._show_profile)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        card.body.addLayout(row)
        self.column.addWidget(card)
        self.column.addWidget(self._build_born())
        self.column.addWidget(
            NoticeLine(
                QCoreApplication.translate(
                    "Settings",
                    "Valen para los casos que se abran desde ahora. El plazo legal de cada tipo de solicitud viene "
                    "del perfil de país y no cambia aquí.",
                )
            )
        )
        self.moves = MovesCard(context, tools, Cause.TERMS)
        self.moves.say.connect(self.say)
        self.column.addWidget(self.moves)
        if not self._may:
            self._lock()
        self.column.addStretch(1)

    def _build_born(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Toda consulta es un caso"))
        self.born = QCheckBox(
            QCoreApplication.translate(
                "Settings", "Contar cada &orientación como un caso resuelto en ventanilla"
            )
        )
        self.born.setAccessibleName(self.born.text().replace("&", ""))
        self.born.toggled.connect(self.on_typed)
        self.born_note = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        card.body.addWidget(self.born)
        card.body.addWidget(self.born_note)
        return card

    def _lock(self) -> None:
        """Let the terms be read only."""
        self.back.hide()
        self.moves.hide()
        self.born.setEnabled(False)
        for field in self.fields.values():
            field.set_editable(editable=False)
        words = QCoreApplication.translate("Settings", "Solo administración puede cambiar los plazos.")
        self.column.addWidget(NoticeLine(words, "lock"))

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Plazos y niveles")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "En cuánto tiempo debe resolverse un caso, según lo difícil y lo urgente que es."
        )

    def first(self) -> QWidget:
        """Return the first amount."""
        return self.fields[Level.SIMPLE.value].amount

    def editable(self) -> bool:
        """Tell whether this person may change terms."""
        return self._may

    def load(self) -> None:
        """Read the terms in force, and the profile's."""
        context = self.context

        def work() -> tuple[TermsInForce, BornInForce]:
            return settings.terms_in_force(context), born_resolved.in_force(context)

        read = self.background.read(self, work)
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: tuple[TermsInForce, BornInForce]) -> None:
        terms, born = found
        self._profile, self._born_profile = terms.profile, born.profile
        self.born_note.setText(_born_words(born))
        self.show_stored({**_flat(terms.levels), BORN: born.counts})
        words = QCoreApplication.translate("Settings", "Según el perfil: {term}.")
        for name, term in _flat(terms.profile).items():
            self.form.rows[name].set_hint(words.format(term=term_words(term)))

    def values(self) -> Mapping[str, object]:
        """Return what stands in the fields."""
        return {name: field.term() for name, field in self.fields.items()} | {BORN: self.born.isChecked()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show terms in the fields."""
        for name, field in self.fields.items():
            term = values.get(name)
            if isinstance(term, Term):
                field.show_term(term)
        self.born.setChecked(values.get(BORN) is True)

    def save(self) -> None:
        """Write the terms."""
        if not self.may_save():
            return
        made = {name: field.term() for name, field in self.fields.items()}
        terms = {
            Level.SIMPLE: LevelTerms(made[Level.SIMPLE.value]),
            Level.COMPLEX: LevelTerms(made[Level.COMPLEX.value]),
            Level.CRITICAL: LevelTerms(made[Level.CRITICAL.value], made[FIRST]),
        }
        context, counts = self.context, self.born.isChecked()

        def work() -> Changed:
            with context.store.transaction():
                changes = settings.change_terms(context, terms) | born_resolved.save(context, counts=counts)
            return Changed(changes)

        self.write(work)

    def on_saved(self, result: object) -> None:
        """The terms were written: tell which open cases they would move."""
        super().on_saved(result)
        self.moves.look_now()

    def _show_profile(self) -> None:
        self.fill({**_flat(self._profile), BORN: self._born_profile})
        self.fields[Level.SIMPLE.value].amount.setFocus()


def _flat(levels: Mapping[Level, LevelTerms]) -> dict[str, Term]:
    found = {level.value: terms.resolution for level, terms in levels.items()}
    critical = levels.get(Level.CRITICAL)
    if critical is not None and critical.first_answer is not None:
        found[FIRST] = critical.first_answer
    return found


def _born_words(born: BornInForce) -> str:
    own = (
        QCoreApplication.translate("Settings", "Según el perfil: sí.")
        if born.profile
        else QCoreApplication.translate("Settings", "Según el perfil: no.")
    )
    words = QCoreApplication.translate(
        "Settings",
        "Nace resuelta: no aparece en las bandejas de trabajo. Este mes hubo {count}. {profile}",
    )
    return words.format(count=spanish.counted(born.this_month, "orientación", "orientaciones"), profile=own)
