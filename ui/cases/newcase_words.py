"""How the thoughts about a new case are put."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.services.considering import Clock, SameMatter, Thoughts
from desktop_app.services.context import Context
from desktop_app.services.routes import RouteSheet
from ui.kit.breaking import shortened
from ui.kit.core import core
from ui.kit.formats import moment_text, near_moment_text

_SUBJECT = 60


def clock_text(clock: Clock, now: datetime) -> str:
    """Return "Plazo legal: lun 12/01/2027 16:30"."""
    return f"{core(clock.name)}: {near_moment_text(clock.due, now)}"


def clocks_text(thoughts: Thoughts, now: datetime) -> str:
    """Return every clock in one line."""
    return " · ".join(clock_text(clock, now) for clock in thoughts.clocks)


def same_text(context: Context, found: SameMatter) -> str:
    """Return the number, subject, state and day of a case that may be the same matter, and why it may be."""
    opened = context.local(found.opened)
    why = (
        QCoreApplication.translate("NewCase", "misma persona y lugar")
        if found.same_person and found.same_place
        else QCoreApplication.translate("NewCase", "misma persona")
        if found.same_person
        else QCoreApplication.translate("NewCase", "mismo lugar")
    )
    state = context.rules.workflow.state_of(found.state)
    day = moment_text(opened) if opened is not None else ""
    return " · ".join(
        part for part in (found.number, shortened(found.subject, _SUBJECT), state, day, why) if part
    )


def same_heading(thoughts: Thoughts) -> str:
    """Return how many open cases may be the same matter."""
    count = len(thoughts.same)
    if count == 1:
        return QCoreApplication.translate("NewCase", "Ya hay un caso abierto que puede ser el mismo")
    return QCoreApplication.translate(
        "NewCase", "Ya hay {count} casos abiertos que pueden ser el mismo"
    ).format(count=count)


def route_lines(route: RouteSheet) -> list[str]:
    """Return what there is to know of a route, a line each."""
    lines = [core(route.legal_route)]
    if route.term:
        due = moment_text(route.due) if route.due is not None else ""
        lines.append(
            QCoreApplication.translate("NewCase", "Plazo: {term}; hoy vencería {due}").format(
                term=core(route.term), due=due
            )
        )
        lines.append(core(route.start_rule))
    if route.cure:
        lines.append(
            QCoreApplication.translate("NewCase", "Subsanación: {cure}").format(cure=core(route.cure))
        )
    if route.legal_basis:
        lines.append(
            QCoreApplication.translate("NewCase", "Base legal: {basis}").format(basis=core(route.legal_basis))
        )
    if route.unverified:
        lines.append(
            QCoreApplication.translate(
                "NewCase", "Sin verificar: la municipalidad aún no confirmó estos datos legales."
            )
        )
    if route.is_not:
        lines.append(core(route.is_not))
    return [line[:1].upper() + line[1:] for line in lines if line]
