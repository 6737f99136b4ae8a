"""What can be done with a case, what each step asks for, and the service that it calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.case_states import Transition
from desktop_app.domain.check_in import read_check
from desktop_app.domain.labels import label
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import case_duplicates, case_previews, cases, signs
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.cases import CaseSaved
from desktop_app.services.context import Context
from ui.cases import actions
from ui.cases.effects import moved_lines
from ui.kit.core import core
from ui.kit.receivers import Receiver

STEP_FORM = "step"
CLOSING = "closing"
PAUSING = "pausing"
LEVELING = "leveling"
EXTENDING = "extending"
UNITING = "uniting"
RELATING = "relating"
CORRECTING = "correcting"
LETTER = "letter"
FILES = "files"
"""Names of panels of the pane (see panels.py)."""

OBJECTION = "objection"
"""Choice of a reopening: the citizen does not agree with the answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person entered for a step."""

    text: str = ""
    choice: object = None
    receiver: Receiver | None = None
    check: str = ""
    """When a critical case is looked at again, as it was typed."""

    def next_check(self, context: Context) -> datetime | None:
        """Return that moment, None where nothing was asked. Raises InvalidInput (``next_check``)."""
        return read_check(self.check, context.now()) if self.check else None


@dataclass(frozen=True, slots=True)
class ToldSaved:
    """What a step wrote, with a sentence about what it did beside that."""

    number: str
    changes: frozenset[str]
    told: str


Act = Callable[[Context, bytes, Entry], CaseSaved | ToldSaved]


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
    checks: bool = False
    """Of a critical case the next check-in is asked as well."""
    seldom: bool = False
    """Its button stands behind "Más"; its key works all the same."""

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


_KEYS = {CaseState.WAITING_CITIZEN: "P", CaseState.CLOSED: "C"}
_PANELS = {CaseState.CLOSED: CLOSING, CaseState.WAITING_CITIZEN: PAUSING}


def transition_step(context: Context, transition: Transition, detail: CaseDetail) -> Step:
    """Return the step of a transition; closing and pausing have forms of their own."""
    to, state = transition.to, detail.line.state
    if to is CaseState.REOPENED and detail.related.into is not None:
        return _part_step()

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        values: dict[str, Any] = {}
        if to is CaseState.RESOLVED:
            values["answer"] = entry.text
        else:
            values["reason"] = entry.text
        if entry.receiver is not None:
            values |= {"unit": entry.receiver.unit, "responsible": entry.receiver.official}
        if entry.choice == OBJECTION:
            values["more"] = {"cause": OBJECTION}
        return cases.move_case(context, case, to, **values)

    def resume(context: Context, case: bytes, entry: Entry) -> ToldSaved:
        moved = case_previews.of_resuming(context, case)
        saved = act(context, case, entry)
        return ToldSaved(saved.number, saved.changes, " ".join(moved_lines(moved)))

    prompt = _PROMPTS.get(to)
    title = core(transition.action)
    if to is CaseState.WAITING_CITIZEN and (state, to) not in context.rules.workflow.steps:
        title = QCoreApplication.translate("Cases", "Pausar")
    return Step(
        f"move.{to.value}",
        title,
        resume if state is CaseState.WAITING_CITIZEN and to is CaseState.IN_PROGRESS else act,
        prompt() if prompt is not None else "",
        _reopenings() if to is CaseState.REOPENED and state is not CaseState.VOIDED else (),
        receiver=to is CaseState.REFERRED,
        icon=_ICONS.get(to, ""),
        key=_KEYS.get(to, ""),
        noted=core(context.rules.workflow.state(to)),
        panel=_PANELS.get(to, STEP_FORM),
    )


def _reopenings() -> Sequence[tuple[object, str]]:
    return (
        (OBJECTION, QCoreApplication.translate("Cases", "El ciudadano no está conforme")),
        ("other", QCoreApplication.translate("Cases", "Otro motivo")),
    )


def _part_step() -> Step:
    """Return the step that undoes a union: the duplicate is a case of its own again."""
    return Step(
        "move.reopened",
        QCoreApplication.translate("Cases", "Deshacer la unión"),
        lambda context, case, entry: case_duplicates.part(context, case, entry.text),
        QCoreApplication.translate("Cases", "¿Por qué no es el mismo asunto?"),
        icon="undo",
        noted=QCoreApplication.translate("Cases", "Unión deshecha"),
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
        return cases.log_contact(
            context, case, Channel.PHONE, text, reached=reached, next_check=entry.next_check(context)
        )

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
        checks=True,
    )


def answer_step() -> Step:
    """Return the step that logs an answer to the citizen: it stops the first-answer clock."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        channel = entry.choice if isinstance(entry.choice, Channel) else Channel.PHONE
        return cases.log_contact(
            context, case, channel, entry.text, answered=True, next_check=entry.next_check(context)
        )

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
        checks=True,
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
        return cases.change_level(
            context, case, Level.CRITICAL, entry.text, criterion, next_check=entry.next_check(context)
        )

    return Step(
        actions.CRITICAL,
        QCoreApplication.translate("Cases", "Marcar crítico"),
        act,
        QCoreApplication.translate("Cases", "¿Por qué es crítico?"),
        [(each, core(label(each))) for each in CriticalCriterion],
        icon="star",
        key="F9",
        noted=QCoreApplication.translate("Cases", "Crítico"),
        checks=True,
    )


def check_step() -> Step:
    """Return the step that looks at a critical case: what was seen, and when it is looked at again."""

    def act(context: Context, case: bytes, entry: Entry) -> CaseSaved:
        text = entry.text.strip() or QCoreApplication.translate("Cases", "Revisar el caso crítico")
        return cases.plan_next(context, case, text, entry.next_check(context))

    return Step(
        actions.CHECK,
        QCoreApplication.translate("Cases", "Revisión"),
        act,
        QCoreApplication.translate("Cases", "¿Qué se hará en la próxima revisión?"),
        icon="clock",
        key="S",
        noted=QCoreApplication.translate("Cases", "Próxima revisión"),
        checks=True,
    )


def deny_step() -> Step:
    """Return the step that says why a case is not critical though its words suggest it."""
    return Step(
        actions.NOT_CRITICAL,
        QCoreApplication.translate("Cases", "No es crítico"),
        lambda context, case, entry: signs.deny(context, case, entry.text or str(entry.choice or "")),
        QCoreApplication.translate("Cases", "¿Por qué no es crítico?"),
        [
            (reason, reason)
            for reason in (
                QCoreApplication.translate("Cases", "Ya lo están atendiendo"),
                QCoreApplication.translate("Cases", "Ya pasó: ahora no hay peligro"),
                QCoreApplication.translate("Cases", "Se dijo en otro sentido"),
            )
        ],
        icon="close",
        key="X",
        noted=QCoreApplication.translate("Cases", "No es crítico"),
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
    found = [transition_step(context, each, detail) for each in detail.actions]
    ended = detail.line.state in (CaseState.CLOSED, CaseState.VOIDED)
    found += [answer_step(), call_step(), note_step(), write_step(), files_step()]
    if not ended:
        found.append(escalate_step())
        if may(Permission.ASSIGN_CASE):
            found.append(assign_step())
        if detail.line.level is not Level.CRITICAL and detail.line.state is not CaseState.RESOLVED:
            found.append(critical_step())
            if detail.signs:
                found.append(deny_step())
        elif detail.line.level is Level.CRITICAL and detail.line.state is not CaseState.RESOLVED:
            found.append(check_step())
    return found
