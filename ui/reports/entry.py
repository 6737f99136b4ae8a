"""How the shell comes to the reports, and what can be done there."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from ui.kit.actions import ActionSpec
from ui.kit.screen import REPORTS, Screen, ScreenEntry, Tools

FOLDER_KEY = "reports/folder"
"""Where the preferences keep the folder that reports are saved into."""

_GROUP = QT_TRANSLATE_NOOP("Actions", "Informes")
ACTIONS = (
    ActionSpec(
        "reports.pdf",
        QT_TRANSLATE_NOOP("Actions", "PDF"),
        _GROUP,
        ("Ctrl+S",),
        "download",
        QT_TRANSLATE_NOOP("Actions", "Guardar el informe como PDF"),
        REPORTS,
    ),
    ActionSpec(
        "reports.excel",
        QT_TRANSLATE_NOOP("Actions", "Excel"),
        _GROUP,
        (),
        "table",
        QT_TRANSLATE_NOOP("Actions", "Guardar las tablas del informe como libro de Excel"),
        REPORTS,
    ),
    ActionSpec(
        "reports.json",
        QT_TRANSLATE_NOOP("Actions", "JSON"),
        _GROUP,
        (),
        "export",
        QT_TRANSLATE_NOOP("Actions", "Guardar las cifras del informe para otros programas"),
        REPORTS,
    ),
    ActionSpec(
        "reports.print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir"),
        _GROUP,
        ("Ctrl+P",),
        "print",
        QT_TRANSLATE_NOOP("Actions", "Imprimir el informe que se ve"),
        REPORTS,
    ),
)


def entry(ctx: Context, preferences: QSettings | None = None) -> ScreenEntry:
    """Return the reports' place in the rail; ``preferences`` keeps the folder that was chosen last."""

    def make(tools: Tools) -> Screen:
        from ui.reports.screen import Reports

        return Reports(ctx, tools, preferences)

    return ScreenEntry(REPORTS, QT_TRANSLATE_NOOP("Actions", "Informes"), "report", "Ctrl+8", make, ACTIONS)
