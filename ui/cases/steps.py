"""What can be done with a case, what each step asks for, and the service that it calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.case_states import Transition
from desktop_app.domain.labels import label
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.cases import CaseSaved
from desktop_app.services.context import Context
from ui.cases import actions
from ui.kit.core import core
from ui.kit.receivers import Receiver

STEP_FORM = "step"
CLOSING = "closing"
LETTER = "letter"
FILES = "files"
"""Names of panels of the pane (see panels.py)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person entered for a step."""

    text: str = ""
    choice: object = None
    receiver: Receiver | None = None


Act = Callable[[Context, bytes, Entry], CaseSaved]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``prompt`` asks for a text, ``choices`` for a digit, ``receiver`` for a person.

    ``needs`` is True when there is anything to enter; else the step is taken at once.
    """

    id: str
    title: str
    act: Act
    prompt: str = ""
    choices: Sequence[tuple[object, str]] = field(default_factory=tuple)
    chosen: object = None
    receiver: bool = False
    icon: str = ""
    key: str = ""
    noted: str = ""
    """What the case has then, for the sentence that confirms it; without it the title."""
    panel: str = STEP_FORM
    """The form that asks for what is needed."""

    @property
    def needs(self) -> bool:
        """Whether something must or may be entered first."""
        return self.panel != STEP_FORM or bool(self.prompt or self.choices or self.receiver)


_PROMPTS: dict[CaseState, Callable[[], str]] = {
    CaseState.WAITING_CITIZEN: lambda: QCoreApplication.translate("Cases", "¿Qué se espera del ciudadano?"),
    CaseState.RESOLVED: lambda: QCoreApplication.translate("Cases", "¿Qué se le respondió al ciudadano?"),
    CaseState.REOPENED: lambda: QCoreApplication.translate("Cases", "¿Por qué se reabre?"),
    CaseState.VOIDED: lambda: QCoreApplication.translate("Cases", "¿Por qué se anula?"),
    CaseState.REGISTERED: lambda: QCoreApplication.translate("Cases", "¿Por qué se devuelve? (opcional)"),
}
_ICONS = {
    CaseState.REFERRED: "link",
    CaseState.IN_PROGRESS: "play",
    CaseState.WAITING_CITIZEN: "pause",
    CaseState.RESOLVED: "check",
    CaseState.CLOSED: "double-check",
    CaseState.REOPENED: "undo",
    CaseState.VOIDED: "close",
    CaseState.REGISTERED: "arrow-left",
}


def transition_step(transition: Transition) -> Step:
    """Return the step of a transition; closing has a form of its own."""
    to = transition.to

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        values: dict[str, Any] = {}
        if to is CaseState.RESOLVED:
            values["answer"] = entry.text
        else:
            values["reason"] = entry.text
        if entry.receiver is not None:
            values |= {"unit": entry.receiver.unit, "responsible": entry.receiver.official}
        return cases.move_case(context, case, to, **values)

    prompt = _PROMPTS.get(to)
    title = core(transition.action)
    if to is CaseState.WAITING_CITIZEN:
        title = QCoreApplication.translate("Cases", "Pausar")
    return Step(
        f"move.{to.value}",
        title,
        act,
        prompt() if prompt is not None else "",
        receiver=to is CaseState.REFERRED,
        icon=_ICONS.get(to, ""),
        key={CaseState.WAITING_CITIZEN: "P", CaseState.CLOSED: "C"}.get(to, ""),
        noted=core(label(to)),
        panel=CLOSING if to is CaseState.CLOSED else STEP_FORM,
    )


def note_step() -> Step:
    """Return the step that logs an observation."""
    return Step(
        actions.NOTE,
        QCoreApplication.translate("Cases", "Nota"),
        lambda context, case, entry: cases.add_note(context, case, entry.text),
        QCoreApplication.translate("Cases", "Observación o acción realizada"),
        icon="note",
        key="N",
    )


def call_step() -> Step:
    """Return the step that logs a call, also one that nobody answered."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        reached = entry.choice is not False
        text = entry.text.strip() or ("" if reached else QCoreApplication.translate("Cases", "No contestó."))
        return cases.log_contact(context, case, Channel.PHONE, text, reached=reached)

    return Step(
        actions.CALL,
        QCoreApplication.translate("Cases", "Llamada"),
        act,
        QCoreApplication.translate("Cases", "¿Qué se habló?"),
        (
            (True, QCoreApplication.translate("Cases", "Contestó")),
            (False, QCoreApplication.translate("Cases", "No contestó")),
        ),
        chosen=True,
        icon="call",
        key="L",
    )


def answer_step() -> Step:
    """Return the step that logs an answer to the citizen: it stops the first-answer clock."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        channel = entry.choice if isinstance(entry.choice, Channel) else Channel.PHONE
        return cases.log_contact(context, case, channel, entry.text, answered=True)

    return Step(
        actions.ANSWER,
        QCoreApplication.translate("Cases", "Responder"),
        act,
        QCoreApplication.translate("Cases", "¿Qué se le respondió?"),
        (
            (Channel.PHONE, QCoreApplication.translate("Cases", "Teléfono")),
            (Channel.IN_PERSON, QCoreApplication.translate("Cases", "En persona")),
            (Channel.EMAIL, QCoreApplication.translate("Cases", "Correo")),
        ),
        chosen=Channel.PHONE,
        icon="answer",
        key="R",
        noted=QCoreApplication.translate("Cases", "Respuesta"),
    )


def escalate_step() -> Step:
    """Return the step that brings the case before the chief."""
    return Step(
        actions.ESCALATE,
        QCoreApplication.translate("Cases", "Escalar"),
        lambda context, case, entry: cases.escalate_case(context, case, entry.text),
        QCoreApplication.translate("Cases", "¿Por qué lo escala a la jefatura?"),
        icon="escalate",
        key="E",
        noted=QCoreApplication.translate("Cases", "Escalado"),
    )


def assign_step() -> Step:
    """Return the step that gives the case to somebody."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        receiver = entry.receiver
        unit = receiver.unit if receiver is not None else None
        return cases.assign_case(context, case, unit, receiver.official if receiver is not None else None)

    return Step(
        actions.ASSIGN,
        QCoreApplication.translate("Cases", "Asignar"),
        act,
        receiver=True,
        icon="assign",
        key="A",
        noted=QCoreApplication.translate("Cases", "Asignado"),
    )


def critical_step() -> Step:
    """Return the step that makes the case critical."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        criterion = entry.choice if isinstance(entry.choice, CriticalCriterion) else None
        return cases.change_level(context, case, Level.CRITICAL, entry.text, criterion)

    return Step(
        actions.CRITICAL,
        QCoreApplication.translate("Cases", "Marcar crítico"),
        act,
        QCoreApplication.translate("Cases", "¿Por qué es crítico?"),
        [(each, core(label(each))) for each in CriticalCriterion],
        icon="star",
        key="F9",
        noted=QCoreApplication.translate("Cases", "Crítico"),
    )


def write_step() -> Step:
    """Return the step that writes to the citizen with a template; its panel records it."""
    return Step(
        actions.WRITE,
        QCoreApplication.translate("Cases", "Escribir"),
        _by_panel,
        icon="mail",
        key="T",
        panel=LETTER,
    )


def files_step() -> Step:
    """Return the step that adds files; its panel records it."""
    return Step(
        actions.FILES,
        QCoreApplication.translate("Cases", "Archivos"),
        _by_panel,
        icon="attach",
        key="F",
        panel=FILES,
    )


def _by_panel(_context: Context, _case: bytes, _entry: Entry) -> CaseSaved:
    raise NotImplementedError("a panel of its own makes the record")


def steps_for(context: Context, detail: CaseDetail) -> list[Step]:
    """Return what may be done with a case now by who acts, in the order of the buttons."""
    may = context.actor.may
    if not may(Permission.WORK_CASE):
        return []
    found = [transition_step(each) for each in detail.actions]
    ended = detail.line.state in (CaseState.CLOSED, CaseState.VOIDED)
    found += [answer_step(), call_step(), note_step(), write_step(), files_step()]
    if not ended:
        found.append(escalate_step())
        if may(Permission.ASSIGN_CASE):
            found.append(assign_step())
        if detail.line.level is not Level.CRITICAL and detail.line.state is not CaseState.RESOLVED:
            found.append(critical_step())
    return found
