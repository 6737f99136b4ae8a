"""After the answer: whether each clock of a case was kept, in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.case_states import OVER
from desktop_app.domain.profile import unverified_words
from desktop_app.domain.urgency import rough
from desktop_app.domain.values import CaseState
from desktop_app.services.case_lists import CaseDetail, CaseLine
from desktop_app.services.case_rows import clock_reasons
from desktop_app.services.context import Context
from ui.kit.core import core

_ENDS = (CaseState.RESOLVED.value, CaseState.CLOSED.value)


def kept_lines(detail: CaseDetail) -> list[str]:
    """Return for each clock that has ended whether it did in time; nothing of those still running."""
    answered = detail.first_answer
    finished = _finished(detail)
    lines = []
    for title, due, ended in (
        (QCoreApplication.translate("Cases", "Primera respuesta"), detail.first_due, answered),
        (QCoreApplication.translate("Cases", "Meta interna"), detail.internal_due, finished),
        (QCoreApplication.translate("Cases", "Plazo legal"), detail.legal_due, finished),
    ):
        if due is None or ended is None:
            continue
        if ended <= due:
            words = QCoreApplication.translate("Cases", "{clock}: a tiempo")
        else:
            words = QCoreApplication.translate("Cases", "{clock}: fuera de plazo por {time}")
        lines.append(words.format(clock=title, time=rough(ended - due)))
    return lines


def clocks_told(line: CaseLine, context: Context) -> str:
    """Return both clocks of a case in the list with their explanation, and what nobody has verified."""
    if line.state in OVER:
        return ""
    kind = context.profile.request_types.get(line.query_type)
    unverified = core(unverified_words(kind.reference)) if kind is not None else ""
    titles = {
        "first": QCoreApplication.translate("Cases", "Primera respuesta"),
        "internal": QCoreApplication.translate("Cases", "Meta interna"),
        "legal": QCoreApplication.translate("Cases", "Plazo legal"),
    }
    if unverified:
        titles["legal"] = f"{titles['legal']} ({unverified})"
    return "\n".join(f"{titles[name]}: {core(why)}" for name, why in clock_reasons(line).items())


def _finished(detail: CaseDetail) -> datetime | None:
    """Return when a case that is resolved or closed was resolved."""
    if detail.line.state not in (CaseState.RESOLVED, CaseState.CLOSED):
        return None
    moments: dict[str, datetime] = {}
    for event in detail.timeline:
        to = str(event.facts.get("to") or event.facts.get("state"))
        if event.counted and event.kind in ("open", "move") and to in _ENDS:
            moments[to] = event.at
    return moments.get(CaseState.RESOLVED.value) or moments.get(CaseState.CLOSED.value)
