"""The workflow as a table that people read, and the names that a municipality gives its states and steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.domain.case_states import TRANSITIONS
from desktop_app.domain.labels import label
from desktop_app.domain.values import CaseState
from desktop_app.domain.workflow import checked_state, checked_step, state_key, step_key
from desktop_app.services import settings
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class WorkflowRow:
    """A state (``to`` is None), or a step that leads from it; ``own`` is "" where the original stands.

    ``leads`` names the states to which it may go on.
    """

    state: CaseState
    to: CaseState | None
    original: str
    own: str
    leads: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is in force."""
        return self.own or self.original


@dataclass(frozen=True, slots=True)
class WorkflowSaved:
    """The kinds of things that changed: names stand in every list of cases."""

    changes: frozenset[str] = field(default_factory=lambda: settings.CHANGES | {"case"})


def table(ctx: Context) -> list[WorkflowRow]:
    """Return every state, each followed by the steps that lead from it."""
    names = ctx.rules.workflow
    rows = []
    for state in CaseState:
        steps = TRANSITIONS[state]
        leads = tuple(names.state(step.to) for step in steps)
        rows.append(WorkflowRow(state, None, label(state), names.states.get(state, ""), leads))
        rows += [
            WorkflowRow(
                state, step.to, step.action, names.steps.get((state, step.to), ""), (names.state(step.to),)
            )
            for step in steps
        ]
    return rows


def save_name(ctx: Context, row: WorkflowRow, text: str | None) -> WorkflowSaved:
    """Write what a state or a step is called; blank text brings the original back.

    Raises InvalidInput (``field``: ``text``) as ``checked_state`` and ``checked_step``, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_PHRASES)
    if row.to is None:
        key, value = state_key(row.state), checked_state(ctx.rules.workflow, row.state, text)
    else:
        key, value = step_key(row.state, row.to), checked_step(row.original, text)
    with ctx.store.transaction() as transaction:
        settings.write_settings(transaction, {key: value}, ctx.clock.milliseconds(), ctx.actor.id)
    ctx.cache.invalidate()
    # Read again here, on the thread that wrote: nobody who works in a list shall wait for it.
    ctx.cache.get()
    return WorkflowSaved()
