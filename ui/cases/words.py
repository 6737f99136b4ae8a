"""The timeline and the clocks in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.case_attached import WARNING
from desktop_app.domain.case_progress import STAGE_LABELS, StageProgress, StageStatus
from desktop_app.domain.dates import WEEKDAYS
from desktop_app.domain.labels import label
from desktop_app.domain.timeline_words import told_words
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    Level,
)
from desktop_app.services.case_lists import CaseDetail, TimelineEntry
from ui.kit.core import core

Names = Mapping[str, str]
"""Names of officials and units by the text of their id."""


def state_word(state: CaseState) -> str:
    """Return a state in the list; the long one is shortened there."""
    if state is CaseState.WAITING_CITIZEN:
        return QCoreApplication.translate("Cases", "En espera")
    return core(label(state))


def event_text(event: TimelineEntry, names: Names) -> str:
    """Return what happened, in one line, without what was written."""
    teller = {
        "open": _opened,
        "move": _moved,
        "level": _level,
        "assign": _assigned,
        "contact": _contact,
        "escalate": _escalated,
        "rate": _rated,
        "plan": _planned,
    }.get(event.kind)
    if teller is not None:
        return teller(event, names)
    if event.kind == "note":
        return QCoreApplication.translate("Cases", "Nota")
    if event.kind == "amend":
        return QCoreApplication.translate("Cases", "Datos corregidos")
    return QCoreApplication.translate("Cases", "Plazo corregido")


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


def _moved(event: TimelineEntry, names: Names) -> str:
    to = str(event.facts.get("to"))
    state = core(label(CaseState(to))) if to in set(CaseState) else to
    receiver = _names_of(event, names)
    if receiver:
        return QCoreApplication.translate("Cases", "{state} a {receiver}").format(
            state=state, receiver=receiver
        )
    confirmation = event.facts.get("confirmation")
    if confirmation in set(Confirmation):
        return QCoreApplication.translate("Cases", "{state} · confirmación: {how}").format(
            state=state, how=core(label(Confirmation(str(confirmation)))).lower()
        )
    return state


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
    if event.facts.get("by_handler"):
        words += QCoreApplication.translate("Cases", " (la anotó quien atendió el caso)")
    return words


def _planned(event: TimelineEntry, _names: Names) -> str:
    return QCoreApplication.translate("Cases", "Próxima acción")


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
        lines.append(_clock(title, detail.internal_due, detail.internal_why))
    if detail.legal_why:
        title = QCoreApplication.translate("Cases", "Plazo legal")
        if not detail.legal_verified:
            title += QCoreApplication.translate("Cases", " (sin verificar)")
        heading, why = _clock(title, detail.legal_due, detail.legal_why)
        lines.append((heading, "\n".join(part for part in (why, detail.legal_basis) if part)))
    return lines


def _clock(title: str, due: datetime | None, why: str) -> tuple[str, str]:
    explained = core(why)
    if due is None:
        title = QCoreApplication.translate("Cases", "{clock}: en pausa").format(clock=title)
    return title, explained[:1].upper() + explained[1:]


def stages_text(stages: tuple[StageProgress, ...]) -> str:
    """Return the five stages in one line of markup: done ones carry a check, the current one is bold."""
    parts = []
    for stage in stages:
        name = escape(core(STAGE_LABELS[stage.stage])).replace(" ", "&nbsp;")
        if stage.status is StageStatus.DONE:
            parts.append(f"✓&nbsp;{name}")
        elif stage.status is StageStatus.CURRENT:
            parts.append(f"<b>{name}</b>")
        else:
            parts.append(name)
    return " › ".join(parts)


def stages_spoken(stages: tuple[StageProgress, ...]) -> str:
    """Return where the case stands as it is read aloud."""
    done = [core(STAGE_LABELS[stage.stage]) for stage in stages if stage.status is StageStatus.DONE]
    now = [core(STAGE_LABELS[stage.stage]) for stage in stages if stage.status is StageStatus.CURRENT]
    parts = []
    if now:
        parts.append(
            QCoreApplication.translate("Cases", "Etapa actual: {stage}").format(stage=", ".join(now))
        )
    if done:
        parts.append(QCoreApplication.translate("Cases", "Hecho: {stages}").format(stages=", ".join(done)))
    return ". ".join(parts)
