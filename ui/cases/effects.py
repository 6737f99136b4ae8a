"""What a step does to the clocks, in words, before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.services.case_previews import ClockChange
from ui.kit.formats import moment_text


def clock_name(name: str) -> str:
    """Return what a clock is called."""
    return {
        "first": QCoreApplication.translate("Cases", "Primera respuesta"),
        "internal": QCoreApplication.translate("Cases", "Meta interna"),
        "legal": QCoreApplication.translate("Cases", "Plazo legal"),
    }[name]


def pause_lines(changes: Iterable[ClockChange]) -> list[str]:
    """Return what pausing does: each clock stops, or goes on and until when."""
    lines = []
    for each in changes:
        if each.stands:
            words = QCoreApplication.translate("Cases", "{clock}: se detiene mientras dure la espera.")
        elif each.after is not None:
            words = QCoreApplication.translate("Cases", "{clock}: sigue corriendo, vence {due}.")
        else:
            continue
        lines.append(words.format(clock=clock_name(each.name), due=_when(each.after)))
    return lines or [QCoreApplication.translate("Cases", "Este caso no tiene plazos que detener.")]


def moved_lines(changes: Iterable[ClockChange]) -> list[str]:
    """Return each clock that a step moves, from when to when."""
    lines = []
    for each in changes:
        if each.after is not None and each.before == each.after:
            words = QCoreApplication.translate("Cases", "{clock}: no cambia, vence {due}.")
        elif each.after is not None and each.before is not None:
            words = QCoreApplication.translate("Cases", "{clock}: pasa de {before} a {due}.")
        elif each.after is not None:
            words = QCoreApplication.translate("Cases", "{clock}: vence {due}.")
        elif each.stands:
            words = QCoreApplication.translate("Cases", "{clock}: sigue en pausa.")
        else:
            words = QCoreApplication.translate("Cases", "{clock}: ya no corre.")
        lines.append(
            words.format(clock=clock_name(each.name), before=_when(each.before), due=_when(each.after))
        )
    return lines


def _when(moment: datetime | None) -> str:
    return moment_text(moment) if moment is not None else ""
