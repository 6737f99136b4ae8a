"""The steps that change what a case is: its level, its terms, its data, and what it stands beside."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.values import CaseState
from desktop_app.services import case_duplicates
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.case_relations import RelatedCase
from desktop_app.services.case_writing import CaseSaved
from desktop_app.services.context import Context
from ui.cases import actions
from ui.cases.steps import (
    CORRECTING,
    EXTENDING,
    LEVELING,
    RELATING,
    UNITING,
    Entry,
    Step,
    steps_for,
)

_OVER = (CaseState.CLOSED, CaseState.VOIDED)


def _written_by_panel(_context: Context, _case: bytes, _entry: Entry) -> CaseSaved:
    raise AssertionError("this step is written by its panel")


def level_step() -> Step:
    """Return the step that changes the level, up or down."""
    title = QCoreApplication.translate("Cases", "Cambiar nivel")
    noted = QCoreApplication.translate("Cases", "Nivel cambiado")
    return Step(
        actions.LEVEL,
        title,
        _written_by_panel,
        icon="priority",
        key="V",
        noted=noted,
        panel=LEVELING,
        seldom=True,
    )


def extend_step() -> Step:
    """Return the step that gives a clock more time."""
    title = QCoreApplication.translate("Cases", "Prórroga")
    return Step(
        actions.EXTEND, title, _written_by_panel, icon="calendar", key="Z", panel=EXTENDING, seldom=True
    )


def unite_step() -> Step:
    """Return the step that says that the case is a duplicate."""
    title = QCoreApplication.translate("Cases", "Es duplicado de…")
    noted = QCoreApplication.translate("Cases", "Unido a otro caso")
    return Step(
        actions.UNITE, title, _written_by_panel, icon="copy", key="D", noted=noted, panel=UNITING, seldom=True
    )


def relate_step() -> Step:
    """Return the step that relates the case to another."""
    title = QCoreApplication.translate("Cases", "Relacionar con…")
    noted = QCoreApplication.translate("Cases", "Casos relacionados")
    return Step(
        actions.RELATE,
        title,
        _written_by_panel,
        icon="link",
        key="I",
        noted=noted,
        panel=RELATING,
        seldom=True,
    )


def correct_step() -> Step:
    """Return the step that puts the data of the case right."""
    title = QCoreApplication.translate("Cases", "Corregir datos")
    noted = QCoreApplication.translate("Cases", "Datos corregidos")
    return Step(
        actions.CORRECT,
        title,
        _written_by_panel,
        icon="edit",
        key="M",
        noted=noted,
        panel=CORRECTING,
        seldom=True,
    )


def unrelate_step(other: RelatedCase) -> Step:
    """Return the step that takes a relation away; it asks for nothing."""
    return Step(
        "cases.unrelate",
        QCoreApplication.translate("Cases", "Quitar relación"),
        lambda context, case, _entry: case_duplicates.unrelate(context, case, other.id),
        noted=QCoreApplication.translate("Cases", "Relación quitada"),
    )


def offered(context: Context, detail: CaseDetail) -> list[Step]:
    """Return everything that may be done with a case now by who acts, in the order of the buttons."""
    found = steps_for(context, detail)
    if not context.actor.may(Permission.WORK_CASE):
        return found
    state = detail.line.state
    if state not in (*_OVER, CaseState.RESOLVED):
        found.append(level_step())
        if context.actor.may(Permission.ASSIGN_CASE):
            found.append(extend_step())
    if any(each.to is CaseState.VOIDED for each in detail.actions):
        found.append(unite_step())
    if state is not CaseState.VOIDED:
        found.append(relate_step())
    if state not in _OVER:
        found.append(correct_step())
    return found
