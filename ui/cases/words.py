"""The timeline and the clocks in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.case_attached import WARNING
from desktop_app.domain.case_crossing import DUPLICATE
from desktop_app.domain.case_progress import STAGE_LABELS, StageProgress, StageStatus
from desktop_app.domain.dates import WEEKDAYS
from desktop_app.domain.extensions import EXTENSION, Clock
from desktop_app.domain.labels import label
from desktop_app.domain.opinions import CITIZEN
from desktop_app.domain.timeline_words import OBJECTION, SHIFT, SHIFT_UNDONE, step_words, told_words
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    Level,
    ReferralState,
    ReturnReason,
)
from desktop_app.domain.waits import wait_words
from desktop_app.domain.workflow import ORIGINAL, Workflow
from desktop_app.services.case_lists import HAND_OVER, CaseDetail, CaseLine, TimelineEntry
from ui.cases.due_history import extension_line
from ui.kit.core import core
from ui.kit.formats import moment_text

Names = Mapping[str, str]
"""Names of officials and units by the text of their id."""


def state_word(state: CaseState, names: Workflow) -> str:
    """Return a state in the list; the long one is shortened there, unless it was given a name."""
    if state is CaseState.WAITING_CITIZEN and state not in names.states:
        return QCoreApplication.translate("Cases", "En espera")
    return core(names.state(state))


def event_text(event: TimelineEntry, names: Names, workflow: Workflow = ORIGINAL) -> str:
    """Return what happened, in one line, without what was written."""
    if event.kind == "move":
        return _moved(event, names, workflow)
    teller = {
        "open": _opened,
        "level": _level,
        "assign": _assigned,
        "contact": _contact,
        "escalate": _escalated,
        "rate": _rated,
        "plan": _planned,
        "sign": _judged,
        "seen": _seen,
        "link": _linked,
        "unlink": _unlinked,
        "due": _due_moved,
        "letter": _plainly,
        "mail": _plainly,
        "attach": _plainly,
        "detach": _plainly,
        HAND_OVER: _handed_over,
    }.get(event.kind)
    if teller is not None:
        return teller(event, names)
    if event.kind == "note":
        return QCoreApplication.translate("Cases", "Nota")
    if event.kind == "amend":
        return QCoreApplication.translate("Cases", "Datos corregidos")
    return QCoreApplication.translate("Cases", "Anotación de una versión más nueva del programa")


def said_text(event: TimelineEntry) -> str:
    """Return what was written in an event; the citizen's own words stand between quotes."""
    if event.kind == "rate" or event.facts.get("cause") == OBJECTION:
        return QCoreApplication.translate("Cases", "En palabras del ciudadano: «{comment}»").format(
            comment=event.text
        )
    return event.text


def _opened(event: TimelineEntry, _names: Names) -> str:
    channel = event.facts.get("channel")
    words = [QCoreApplication.translate("Cases", "Registrado")]
    if channel in set(Channel):
        words.append(core(label(Channel(str(channel)))))
    if event.facts.get("anonymous"):
        words.append(QCoreApplication.translate("Cases", "Anónimo"))
    elif event.facts.get("no_contact"):
        words.append(QCoreApplication.translate("Cases", "Sin contacto"))
    if event.facts.get("level") == Level.CRITICAL:
        words.append(core(label(Level.CRITICAL)))
    return " · ".join(words)


def _moved(event: TimelineEntry, names: Names, workflow: Workflow) -> str:
    state = core(workflow.state_of(str(event.facts.get("to"))))
    more = _moved_why(event)
    if more:
        return f"{state} · {more}"
    receiver = _names_of(event, names)
    if receiver:
        return QCoreApplication.translate("Cases", "{state} a {receiver}").format(
            state=state, receiver=receiver
        )
    if (
        event.facts.get("to") == CaseState.CLOSED
        and event.facts.get("confirmation") == Confirmation.NOT_REACHED
    ):
        return core(step_words("move", event.facts, workflow))
    confirmation = event.facts.get("confirmation")
    if confirmation in set(Confirmation):
        return QCoreApplication.translate("Cases", "{state} · confirmación: {how}").format(
            state=state, how=core(label(Confirmation(str(confirmation)))).lower()
        )
    return state


def _moved_why(event: TimelineEntry) -> str:
    """Return what a step says of itself: what is waited for, what it duplicates, that the citizen objected."""
    said = event.facts
    if said.get("duplicate_of"):
        number = str(said.get("duplicate_number") or "")
        return (
            QCoreApplication.translate("Cases", "duplicado del caso {number}").format(number=number).strip()
        )
    if said.get("cause") == OBJECTION:
        return QCoreApplication.translate("Cases", "el ciudadano no está conforme")
    if said.get("cause") == "parted":
        return QCoreApplication.translate("Cases", "se deshizo la unión con otro caso")
    waits = core(wait_words(said.get("waits")))
    return waits[:1].lower() + waits[1:]


def _linked(event: TimelineEntry, _names: Names) -> str:
    number = str(event.facts.get("number") or "")
    if event.facts.get("relation") == DUPLICATE:
        return QCoreApplication.translate("Cases", "Se le unió el caso {number}").format(number=number)
    return QCoreApplication.translate("Cases", "Relacionado con el caso {number}").format(number=number)


def _unlinked(event: TimelineEntry, _names: Names) -> str:
    number = str(event.facts.get("number") or "")
    if event.facts.get("relation") == DUPLICATE:
        return QCoreApplication.translate("Cases", "Ya no está unido el caso {number}").format(number=number)
    return QCoreApplication.translate("Cases", "Ya no se relaciona con el caso {number}").format(
        number=number
    )


def _due_moved(event: TimelineEntry, _names: Names) -> str:
    cause = event.facts.get("cause")
    if cause == EXTENSION:
        clock = (
            QCoreApplication.translate("Cases", "plazo legal")
            if event.facts.get("clock") == Clock.LEGAL
            else QCoreApplication.translate("Cases", "meta interna")
        )
        return QCoreApplication.translate("Cases", "Prórroga de {clock}").format(clock=clock)
    return {
        "type": QCoreApplication.translate("Cases", "Plazo legal según el nuevo tipo"),
        "calendar": QCoreApplication.translate("Cases", "Plazos movidos: cambió el calendario"),
        "terms": QCoreApplication.translate("Cases", "Plazos movidos: cambió el plazo del nivel"),
    }.get(str(cause), QCoreApplication.translate("Cases", "Plazo corregido"))


def cure_words(detail: CaseDetail) -> str:
    """Return until when the citizen may put the request right, or that this is over and what can be done."""
    when = moment_text(detail.cure_until) if detail.cure_until is not None else ""
    if detail.cure_over:
        words = QCoreApplication.translate(
            "Cases", "El plazo para subsanar terminó el {when} sin respuesta: puede resolver el caso."
        )
    else:
        words = QCoreApplication.translate("Cases", "El ciudadano tiene hasta el {when} para subsanar.")
    return words.format(when=when)


def _level(event: TimelineEntry, _names: Names) -> str:
    level = str(event.facts.get("level"))
    word = core(label(Level(level))) if level in set(Level) else level
    criterion = event.facts.get("criterion")
    if criterion in set(CriticalCriterion):
        return QCoreApplication.translate("Cases", "Pasa a nivel {level}: {criterion}").format(
            level=word.lower(), criterion=core(label(CriticalCriterion(str(criterion)))).lower()
        )
    return QCoreApplication.translate("Cases", "Pasa a nivel {level}").format(level=word.lower())


def _assigned(event: TimelineEntry, names: Names) -> str:
    if event.facts.get("cause") == SHIFT:
        return QCoreApplication.translate("Cases", "Entregado con el turno a {receiver}").format(
            receiver=_names_of(event, names)
        )
    if event.facts.get("cause") == SHIFT_UNDONE:
        return QCoreApplication.translate("Cases", "Se deshizo la entrega del turno")
    return QCoreApplication.translate("Cases", "Asignado a {receiver}").format(
        receiver=_names_of(event, names)
    )


def _contact(event: TimelineEntry, _names: Names) -> str:
    channel = str(event.facts.get("channel"))
    how = core(label(Channel(channel))) if channel in set(Channel) else channel
    if not event.facts.get("reached", True):
        return QCoreApplication.translate("Cases", "Intento de contacto · {how}").format(how=how)
    if event.facts.get("answered"):
        return QCoreApplication.translate("Cases", "Respuesta al ciudadano · {how}").format(how=how)
    return QCoreApplication.translate("Cases", "Contacto · {how}").format(how=how)


def _escalated(event: TimelineEntry, names: Names) -> str:
    why, receiver = core(told_words(event.facts)), _receiver(event, names)
    if not why:
        if not receiver:
            return QCoreApplication.translate("Cases", "Escalado: la unidad no tiene jefatura registrada")
        return QCoreApplication.translate("Cases", "Escalado a {receiver}").format(receiver=receiver)
    if not receiver:
        receiver = QCoreApplication.translate("Cases", "la supervisión (sin jefatura registrada)")
    return QCoreApplication.translate("Cases", "{why}: a {receiver}").format(why=why, receiver=receiver)


def _receiver(event: TimelineEntry, names: Names) -> str:
    """Return who was told: the person in their part, or the unit."""
    person = names.get(str(event.facts.get("to")), "")
    unit = names.get(str(event.facts.get("unit")), "")
    told = " · ".join(part for part in (person, unit) if part)
    if not told or event.facts.get("cause") == WARNING:
        return told
    if person:
        return QCoreApplication.translate("Cases", "la jefatura, {person}").format(person=told)
    return QCoreApplication.translate("Cases", "la unidad especializada, {unit}").format(unit=unit)


def told_line(detail: CaseDetail, names: Names) -> str:
    """Return who was told last of a case that presses and when, or an empty text."""
    told = [event for event in detail.timeline if event.kind == "escalate" and event.counted]
    receiver = _receiver(told[-1], names) if told else ""
    if not receiver or detail.line.state in (CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED):
        return ""
    return QCoreApplication.translate("Cases", "Se avisó a {receiver}, {moment}.").format(
        receiver=receiver, moment=short_moment(told[-1].at)
    )


def short_moment(moment: datetime) -> str:
    """Return "mar 24/11 10:42"."""
    return f"{WEEKDAYS[moment.weekday()]} {moment:%d/%m %H:%M}"


def _rated(event: TimelineEntry, _names: Names) -> str:
    score = event.facts.get("score")
    if score is None:
        return QCoreApplication.translate("Cases", "Satisfacción: no quiso responder")
    words = QCoreApplication.translate("Cases", "Satisfacción: {score} de 5").format(score=score)
    if event.facts.get("by") == CITIZEN:
        words += QCoreApplication.translate("Cases", " (la anotó el ciudadano en pantalla)")
    elif event.facts.get("by_handler"):
        words += QCoreApplication.translate("Cases", " (la anotó quien atendió el caso)")
    return words


def _planned(event: TimelineEntry, _names: Names) -> str:
    at = event.facts.get("plan_at")
    if not isinstance(at, int) or isinstance(at, bool):
        return QCoreApplication.translate("Cases", "Próxima acción")
    moment = datetime.fromtimestamp(at, event.at.tzinfo)
    return QCoreApplication.translate("Cases", "Próxima acción para el {moment}").format(
        moment=short_moment(moment)
    )


def _judged(_event: TimelineEntry, _names: Names) -> str:
    return QCoreApplication.translate("Cases", "Se valoró si es crítico")


def _seen(_event: TimelineEntry, _names: Names) -> str:
    return QCoreApplication.translate("Cases", "Se dio por enterado del caso crítico")


def _plainly(event: TimelineEntry, _names: Names) -> str:
    """Return what paper says of it as well."""
    words = core(step_words(event.kind, event.facts))
    if event.kind in ("letter", "mail") and event.facts.get("answered"):
        words += QCoreApplication.translate("Cases", " · es la respuesta")
    return words


def _handed_over(event: TimelineEntry, _names: Names) -> str:
    to, whom = str(event.facts.get("to")), str(event.facts.get("whom") or "")
    state = core(label(ReferralState(to))) if to in set(ReferralState) else to
    reason = str(event.facts.get("reason") or "")
    told = core(label(ReturnReason(reason))) if reason in set(ReturnReason) else ""
    head = QCoreApplication.translate("Cases", "Vinculación {state}").format(state=state.lower())
    return ": ".join(part for part in (head, " · ".join(part for part in (whom, told) if part)) if part)


def silence_text(line: CaseLine) -> str:
    """Return for how long nobody has spoken with the citizen, where that is too long; else an empty text."""
    days = line.silent_days
    if not line.too_silent or days is None:
        return ""
    if days == 1:
        return QCoreApplication.translate("Cases", "Sin contacto con el ciudadano desde ayer")
    return QCoreApplication.translate("Cases", "Sin contacto con el ciudadano desde hace {days} días").format(
        days=days
    )


def _names_of(event: TimelineEntry, names: Names) -> str:
    parts = [names.get(str(event.facts.get(key)), "") for key in ("responsible", "unit")]
    return " · ".join(part for part in parts if part)


def clock_lines(detail: CaseDetail) -> list[tuple[str, str]]:
    """Return ``(heading, explanation)`` of each clock of a case."""
    lines = []
    if detail.first_why and detail.first_answer is None:
        title = QCoreApplication.translate("Cases", "Primera respuesta")
        lines.append(_clock(title, detail.first_due, detail.first_why))
    if detail.internal_why:
        title = QCoreApplication.translate("Cases", "Meta interna")
        heading, why = _clock(title, detail.internal_due, detail.internal_why, detail.paused_since)
        lines.append((heading, _lines(why, extension_line(detail.timeline, "internal", detail.internal_why))))
    if detail.legal_why:
        title = QCoreApplication.translate("Cases", "Plazo legal")
        if not detail.legal_verified:
            title += QCoreApplication.translate("Cases", " (sin verificar)")
        heading, why = _clock(title, detail.legal_due, detail.legal_why, detail.paused_since)
        granted = extension_line(detail.timeline, "legal", detail.legal_why)
        lines.append((heading, _lines(why, granted, detail.legal_basis)))
    return lines


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _clock(title: str, due: datetime | None, why: str, since: datetime | None = None) -> tuple[str, str]:
    explained = core(why)
    when = moment_text(since) if since is not None else ""
    if due is None and since is not None:
        words = QCoreApplication.translate("Cases", "{clock}: en pausa desde {when}")
    elif due is None:
        words = QCoreApplication.translate("Cases", "{clock}: en pausa")
    elif since is not None:
        words = QCoreApplication.translate("Cases", "{clock}: sigue corriendo en la pausa (desde {when})")
    else:
        words = "{clock}"
    return words.format(clock=title, when=when), explained[:1].upper() + explained[1:]


def without_effect(event: TimelineEntry) -> str:
    """Return why what merging kept has no effect."""
    if event.facts.get("duplicate_of"):
        return QCoreApplication.translate(
            "Cases", "Queda anotado sin efecto: a la vez, en otra ventanilla, el otro caso se unió a este."
        )
    return QCoreApplication.translate("Cases", "Queda anotado sin efecto: el caso se cerró antes.")


def stages_spoken(stages: tuple[StageProgress, ...]) -> str:
    """Return where the case stands as it is read aloud."""
    told = (
        (StageStatus.CURRENT, QCoreApplication.translate("Cases", "Etapa actual: {stages}")),
        (StageStatus.DONE, QCoreApplication.translate("Cases", "Hecho: {stages}")),
        (StageStatus.PENDING, QCoreApplication.translate("Cases", "Falta: {stages}")),
        (StageStatus.SKIPPED, QCoreApplication.translate("Cases", "Sin pasar por: {stages}")),
    )
    parts = []
    for status, words in told:
        names = [core(STAGE_LABELS[stage.stage]) for stage in stages if stage.status is status]
        if names:
            parts.append(words.format(stages=", ".join(names)))
    return ". ".join(parts)
