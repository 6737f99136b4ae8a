"""A municipality's names of states: bounded, told apart, and never what the filter means otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import case_states
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.labels import label
from desktop_app.domain.timeline_words import step_words
from desktop_app.domain.values import CaseState
from desktop_app.domain.workflow import (
    LONGEST,
    ORIGINAL,
    Workflow,
    checked_state,
    checked_step,
    state_key,
    step_key,
    workflow_from,
)

NAMED = Workflow({CaseState.IN_PROGRESS: "En trámite"})
_NAMES = st.one_of(
    st.sampled_from(["En trámite", "en tramite", "Cerrado", "Anulado", "abierto", "Registrado", "", "  ", "x" * 40]),
    st.text(max_size=12), st.none(), st.integers(), st.lists(st.integers(), max_size=1),
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from(list(CaseState)), _NAMES),
    st.dictionaries(st.tuples(st.sampled_from(list(CaseState)), st.sampled_from(list(CaseState))), _NAMES),
)
def test_whatever_desks_wrote_every_state_has_a_name_of_its_own(states: Any, steps: Any) -> None:
    found = {state_key(state): name for state, name in states.items()}
    found |= {step_key(*pair): name for pair, name in steps.items()}
    names = workflow_from(found)
    told = [names.state(state) for state in CaseState]
    assert len({folded(name) for name in told}) == len(told)
    assert all(0 < len(name) <= LONGEST for name in told)
    assert all(words and len(words) <= LONGEST for words in names.steps.values())
    assert "abierto" not in {folded(name) for name in told}


def test_two_desks_that_gave_one_name_to_two_states_leave_both_their_own() -> None:
    found = {state_key(CaseState.IN_PROGRESS): "Activo", state_key(CaseState.REGISTERED): "activo"}
    assert workflow_from(found) == ORIGINAL


def test_names_that_were_exchanged_stay() -> None:
    found = {state_key(CaseState.CLOSED): "Resuelto", state_key(CaseState.RESOLVED): "Cerrado"}
    names = workflow_from(found)
    assert (names.state(CaseState.CLOSED), names.state(CaseState.RESOLVED)) == ("Resuelto", "Cerrado")


@pytest.mark.parametrize("text", ["Registrado", "  registrado ", "Abierto", "x" * (LONGEST + 1)])
def test_a_name_that_cannot_be_is_refused_under_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_state(ORIGINAL, CaseState.IN_PROGRESS, text)
    assert refused.value.field == "text"


@pytest.mark.parametrize("text", [None, "", "  ", "en atencion", "En atención"])
def test_the_original_is_stored_as_none(text: str | None) -> None:
    assert checked_state(NAMED, CaseState.IN_PROGRESS, text) is None
    assert checked_step("Derivar", "Derivar") is None


def test_the_original_of_another_renamed_state_is_free_but_not_twice() -> None:
    names = Workflow({CaseState.CLOSED: "Archivado"})
    assert checked_state(names, CaseState.RESOLVED, "Cerrado") == "Cerrado"
    both = Workflow({CaseState.CLOSED: "Archivado", CaseState.RESOLVED: "Cerrado"})
    with pytest.raises(InvalidInput):
        checked_state(both, CaseState.CLOSED, None)


def test_refusals_and_paper_speak_with_the_own_names() -> None:
    with pytest.raises(ForbiddenTransition, match="En trámite"):
        case_states.check(CaseState.IN_PROGRESS, CaseState.CLOSED, names=NAMED)
    assert step_words("move", {"to": "in_progress"}, NAMED) == "En trámite"
    assert step_words("move", {"to": "in_progress"}) == label(CaseState.IN_PROGRESS)
    assert step_words("move", {"to": "of_a_newer_program"}, NAMED) == "of_a_newer_program"
