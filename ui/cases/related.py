"""The cases beside a case: who else presented it, the one it was united with, related ones; one key leads there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.values import CaseState
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.case_relations import RelatedCase
from desktop_app.services.context import Context
from ui.cases.flow_steps import unrelate_step
from ui.cases.words import state_word
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.detail import Section
from ui.kit.surfaces import text_label


class RelatedSection(Section):
    """One line a case, with its button."""

    wanted = Signal(object)
    """RelatedCase whose button was pressed."""
    step_chosen = Signal(object)
    """Step: a relation is to be taken away."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self._context = context

    def show_case(self, case: CaseDetail, *, may_work: bool) -> None:
        """Show what stands beside a case; nothing where it stands alone."""
        column = self.emptied()
        beside = case.related
        if beside.into is not None:
            words = (
                QCoreApplication.translate("Cases", "Es duplicado del caso {number}, que también se anuló.")
                if beside.into.state is CaseState.VOIDED
                else QCoreApplication.translate(
                    "Cases", "Es duplicado del caso {number}, que sigue: {subject}."
                )
            )
            self._line(column, words, beside.into)
        for each in beside.duplicates:
            if each.citizen:
                words = QCoreApplication.translate("Cases", "También lo presentó: {citizen}, caso {number}.")
            else:
                words = QCoreApplication.translate("Cases", "Se le unió el caso {number}: {subject}.")
            self._line(column, words, each)
        for each in beside.linked:
            words = QCoreApplication.translate(
                "Cases", "Relacionado con el caso {number}: {subject} ({state})."
            )
            self._line(column, words, each, parted=may_work)
        self.setVisible(bool(column.count()))

    def _line(self, column: QVBoxLayout, words: str, other: RelatedCase, *, parted: bool = False) -> None:
        state = state_word(other.state, self._context.rules.workflow)
        said = words.format(number=other.number, subject=other.subject, citizen=other.citizen, state=state)
        more = [other.contact] if other.contact else []
        if other.files == 1:
            more.append(QCoreApplication.translate("Cases", "1 archivo"))
        elif other.files:
            more.append(QCoreApplication.translate("Cases", "{count} archivos").format(count=other.files))
        label = text_label(" ".join((said, " · ".join(more))).strip(), theme.Size.SMALL, wrap=True)
        go = Button(QCoreApplication.translate("Cases", "Ver"), kind=Kind.QUIET)
        go.setAccessibleName(
            QCoreApplication.translate("Cases", "Ver el caso {number}").format(number=other.number)
        )
        go.clicked.connect(lambda: self.wanted.emit(other))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        row.addWidget(go)
        if parted:
            step = unrelate_step(other)
            part = Button(QCoreApplication.translate("Cases", "Quitar"), kind=Kind.QUIET)
            part.setAccessibleName(f"{step.title}: {other.number}")
            part.clicked.connect(lambda: self.step_chosen.emit(step))
            row.addWidget(part)
        column.addLayout(row)
