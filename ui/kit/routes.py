"""How a suggested route is put in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.services.routes import RouteSheet
from ui.kit.core import core


def route_text(route: RouteSheet, key: str = "", *, short: bool = False) -> str:
    """Return "¿Queja? porque «me trataron mal»: Libro de Reclamaciones…, 30 días hábiles (sin verificar)".

    ``key`` is what takes it, told at the end; ``short`` leaves the legal route to the tooltip.
    """
    words = QCoreApplication.translate("Routes", "¿{type}? porque {why}").format(
        type=route.label, why=core(route.why)
    )
    brief = route.brief() if not short else route.term_words()
    told = f"{words}: {core(brief)}" if brief else words
    if not key:
        return told
    return QCoreApplication.translate("Routes", "{told}. Tómela con {key}.").format(told=told, key=key)
