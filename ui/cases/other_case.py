"""The forms that choose another case: the one of which this is a duplicate, or one that it is related to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.services import case_candidates, case_duplicates
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.case_relations import RelatedCase
from desktop_app.services.context import Context
from ui.cases.keeper import StepKeeper
from ui.cases.panel import Recorded
from ui.cases.reason_panel import ReasonPanel
from ui.cases.steps import RELATING, UNITING
from ui.kit.finding import joined
from ui.kit.formats import day_text
from ui.kit.operations import Background
from ui.kit.suggest import Choice, SuggestField


def case_choice(case: RelatedCase) -> Choice:
    """Return a case as a row of the suggestions."""
    opened = day_text(case.opened.date()) if case.opened else ""
    return Choice(case, f"{case.number} · {case.subject}", joined(case.citizen, opened))


class OtherCasePanel(ReasonPanel):
    """Number or words of the other case; before anything is typed the likely ones are offered."""

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self._chosen: RelatedCase | None = None
        self.other = SuggestField(
            background, self._find, empty=QCoreApplication.translate("Cases", "Ningún caso responde a eso.")
        )
        self.other.setAccessibleName(QCoreApplication.translate("Cases", "El otro caso"))
        self.other.setPlaceholderText(QCoreApplication.translate("Cases", "Número o palabras del otro caso"))
        self.top.addWidget(self.other)
        self.other.taken.connect(self._on_taken)
        self.other.textEdited.connect(self._forget)

    def begin(self, case: CaseDetail) -> None:
        """Begin with what is likely."""
        self._chosen = None
        self.other.setText("")
        context, case_id = self.context, case.line.id
        self.ask(lambda: case_candidates.likely_duplicates(context, case_id), self._on_likely)

    def first(self) -> QWidget:
        """Return the field of the other case."""
        return self.other

    def effect_words(self, other: RelatedCase) -> str:
        """Return what saving does."""
        raise NotImplementedError

    def work(self, context: Context, case: bytes, other: RelatedCase, text: str) -> Recorded:
        """Write it."""
        raise NotImplementedError

    def submit(self) -> None:
        """Have it written."""
        other = self._chosen
        if other is None:
            self.set_error(QCoreApplication.translate("Cases", "Elija el otro caso de la lista."))
            self.other.setFocus()
            return
        text = self.text.toPlainText()
        self.record(lambda context, case: self.work(context, case, other, text))

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused, and go where it can be put right."""
        super().refused(field, sentence)
        if field == "other":
            self.other.setFocus()

    def _find(self, typed: str) -> Sequence[Choice]:
        case = self.case
        if case is None:
            return []
        return [case_choice(each) for each in case_candidates.find_others(self.context, case.line.id, typed)]

    def _on_likely(self, found: list[RelatedCase]) -> None:
        if found and not self.other.text() and self.other.hasFocus():
            self.other.show_choices([case_choice(each) for each in found])
        elif not found:
            self.show_effect(
                [
                    QCoreApplication.translate(
                        "Cases", "No hay casos recientes parecidos; busque por número o palabras."
                    )
                ]
            )

    def _on_taken(self, choice: Choice) -> None:
        if isinstance(choice.value, RelatedCase):
            self._chosen = choice.value
            self.other.setText(choice.title)
            self.set_error("")
            self.show_effect([self.effect_words(choice.value)])
            (self.text if self.text.isVisible() else self.save).setFocus()

    def _forget(self) -> None:
        self._chosen = None
        self.show_effect(())


class UnitePanel(OtherCasePanel):
    """«Es duplicado de…»: this case is voided, the other one stays."""

    name: ClassVar[str] = UNITING

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        return QCoreApplication.translate("Cases", "Por qué es el mismo asunto (opcional)")

    def effect_words(self, other: RelatedCase) -> str:
        """Return what saving does."""
        words = QCoreApplication.translate(
            "Cases",
            "Este caso se anula y queda unido al {number}. Desde allí se llega a su ciudadano, sus archivos y su "
            "bitácora. Se puede deshacer.",
        )
        return words.format(number=other.number)

    def work(self, context: Context, case: bytes, other: RelatedCase, text: str) -> Recorded:
        """Unite the cases."""
        return case_duplicates.unite(context, case, other.id, text)


class RelatePanel(OtherCasePanel):
    """«Relacionar con…»: both cases go on, and each shows the other."""

    name: ClassVar[str] = RELATING

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self.text.hide()

    def prompt(self) -> str:
        """No reason is asked for."""
        return ""

    def effect_words(self, other: RelatedCase) -> str:
        """Return what saving does."""
        words = QCoreApplication.translate(
            "Cases", "Los dos casos siguen; cada uno mostrará al otro ({number})."
        )
        return words.format(number=other.number)

    def work(self, context: Context, case: bytes, other: RelatedCase, text: str) -> Recorded:
        """Relate the cases."""
        del text
        return case_duplicates.relate(context, case, other.id)
