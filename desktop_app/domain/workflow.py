"""The municipality's own names of states and steps. The table itself (case_states) is the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.labels import label, label_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState

LONGEST: Final = 28
"""Characters of a name: longer ones are cut off in lists and buttons."""

RESERVED: Final = ("abierto", "abiertos", "todos")
"""Words that the filter ``estado:`` takes for several states."""

FIELD: Final = "text"

StepKey = tuple[CaseState, CaseState]


@dataclass(frozen=True, slots=True)
class Workflow:
    """What states and steps are called here; ``states`` and ``steps`` hold only what was renamed."""

    states: Mapping[CaseState, str] = field(default_factory=dict)
    steps: Mapping[StepKey, str] = field(default_factory=dict)

    def state(self, state: CaseState) -> str:
        """Return what a state is called."""
        return self.states.get(state) or label(state)

    def state_of(self, code: str) -> str:
        """Return what a stored state is called; one of a newer program stands for itself."""
        return self.state(CaseState(code)) if code in set(CaseState) else label_of(CaseState, code)

    def step(self, start: CaseState | None, to: CaseState, original: str) -> str:
        """Return what the button of a step says."""
        return (self.steps.get((start, to)) if start is not None else None) or original


ORIGINAL: Final = Workflow()


def state_key(state: CaseState) -> str:
    """Return the setting that holds a state's own name."""
    return f"workflow.state.{state.value}"


def step_key(start: CaseState, to: CaseState) -> str:
    """Return the setting that holds a step's own words."""
    return f"workflow.step.{start.value}.{to.value}"


def checked_state(workflow: Workflow, state: CaseState, text: str | None) -> str | None:
    """Return a state's own name as it is stored, None for the original.

    Raises InvalidInput for one that is too long, that another state has, or that the filter takes otherwise.
    """
    name = _checked(text)
    if name is None or folded(name) == folded(label(state)):
        name = None
    if name is not None and folded(name) in RESERVED:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "«{name}» ya significa otra cosa en el filtro de la lista."),
            field=FIELD,
            name=name,
        )
    wanted = folded(name or label(state))
    for other in CaseState:
        if other is not state and folded(workflow.state(other)) == wanted:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Ya hay un estado que se llama «{name}»: use otro nombre."),
                field=FIELD,
                name=workflow.state(other),
            )
    return name


def checked_step(original: str, text: str | None) -> str | None:
    """Return a step's own words as they are stored, None for the original. Raises InvalidInput when too long."""
    words = _checked(text)
    return None if words is None or words == original else words


def workflow_from(found: Mapping[str, Any]) -> Workflow:
    """Return the names that settings hold. Total: what cannot be read, or would be told apart from nothing, falls
    back to the original; of two states that desks apart gave one name, neither keeps it."""
    states = {
        state: name for state in CaseState if (name := _readable(found.get(state_key(state)))) is not None
    }
    steps = {
        (start, to): words
        for start in CaseState
        for to in CaseState
        if (words := _readable(found.get(step_key(start, to)))) is not None
    }
    workflow = Workflow({s: n for s, n in states.items() if folded(n) not in RESERVED}, steps)
    while clashing := _clashing(workflow):
        workflow = replace(workflow, states={s: n for s, n in workflow.states.items() if s not in clashing})
    return workflow


def _clashing(workflow: Workflow) -> set[CaseState]:
    """Return the renamed states that share their name with another state."""
    names: dict[str, list[CaseState]] = {}
    for state in CaseState:
        names.setdefault(folded(workflow.state(state)), []).append(state)
    return {each for some in names.values() if len(some) > 1 for each in some if each in workflow.states}


def _checked(text: str | None) -> str | None:
    name = clean_line(text, FIELD)
    if name is not None and len(name) > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El nombre es demasiado largo: caben hasta {maximum} letras."),
            field=FIELD,
            maximum=LONGEST,
        )
    return name or None


def _readable(stored: object) -> str | None:
    if not isinstance(stored, str):
        return None
    try:
        return _checked(stored)
    except InvalidInput:
        return None
