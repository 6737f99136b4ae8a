"""The sheet for the citizen as it will be printed, with what can be done with it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.services import reporting, sheets
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.flow import FlowLayout
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import PdfView
from ui.kit.surfaces import text_label

_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))
_LONGEST = 80


def save_sheet(sheet: PrintedSheet, folder: Path) -> Path:
    """Save a sheet's PDF, on a worker; the one of the same topic and day is replaced. Raises EnvironmentFault."""
    stem = " ".join(sheet.title.translate(_UNSAFE).split())[:_LONGEST].strip(" .")
    if sheet.on is not None:
        # The sheet of another day must not take the place of today's.
        stem = f"{stem} {sheet.on:%Y-%m-%d}"
    path = folder / f"{stem or 'Ficha'}.pdf"
    # Where the folder cannot be made, writing into it says so in words.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    reporting.write_together({path: sheet.data})
    return path


def default_folder() -> Path:
    """Return where sheets go: a folder of their own among the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = QCoreApplication.translate("Guide", "Fichas de Ventanilla")
    return Path(documents or Path.home()) / name


class SheetPreview(QFrame):
    """Pages, paper, and buttons that print and save.

    ``print_id`` and ``keep_id`` are the screen's own actions; ``framed``: it stands alone, not within a card.
    """

    paper_changed = Signal()
    left = Signal()

    def __init__(
        self,
        context: Context,
        background: Background,
        registry: ActionRegistry,
        print_id: str,
        keep_id: str,
        *,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if framed:
            self.setProperty("kind", "card")
        self.sheet: PrintedSheet | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        left, right = (19, 15) if framed else (12, 10)
        self.title.setContentsMargins(left, 0, right, 0)
        column.addWidget(self.title)
        bar = QWidget()
        around = QVBoxLayout(bar)
        around.setContentsMargins(left, 0, right, 0)
        buttons = QWidget()
        around.addWidget(buttons)
        flow = FlowLayout(buttons)
        self.print = self._button(registry, print_id, QCoreApplication.translate("Guide", "Imprimir"))
        self.print.set_kind(Kind.PRIMARY)
        self.keep = self._button(registry, keep_id, QCoreApplication.translate("Guide", "Guardar PDF"))
        self.paper = SegmentedBar(QCoreApplication.translate("Guide", "Papel"))
        usual = reporting.paper_for(context)
        whole = {
            "a4": QCoreApplication.translate("Guide", "A4"),
            "carta": QCoreApplication.translate("Guide", "Carta"),
        }[usual]
        self.paper.add(usual, whole)
        self.paper.add(sheets.HALF, QCoreApplication.translate("Guide", "Media hoja (A5)"))
        self.paper.choose(usual)
        self.leave = Button(QCoreApplication.translate("Guide", "Volver"), kind=Kind.QUIET, hint="Esc")
        for widget in (self.print, self.keep, self.paper, self.leave):
            flow.addWidget(widget)
        column.addWidget(bar)
        self.view = PdfView(background, QCoreApplication.translate("Guide", "Hoja para el ciudadano"))
        column.addWidget(self.view, 1)
        self.paper.chosen.connect(lambda _paper: self.paper_changed.emit())
        self.leave.clicked.connect(self.left)

    @staticmethod
    def _button(registry: ActionRegistry, action_id: str, text: str) -> Button:
        spec = registry.spec(action_id)
        button = Button(text, icon=spec.icon, hint=spec.hint())
        button.setToolTip(spec.tooltip())
        button.clicked.connect(lambda: registry.trigger(action_id))
        return button

    def wanted_paper(self) -> str:
        """Return the paper that is chosen."""
        return str(self.paper.value())

    def show_sheet(self, sheet: PrintedSheet, pages: PdfPages) -> None:
        """Show the pages."""
        self.sheet = sheet
        day = QCoreApplication.translate("Guide", "{title} · al {day}")
        title = day.format(title=sheet.title, day=f"{sheet.on:%d/%m/%Y}") if sheet.on else sheet.title
        self.title.setText(shortened(title))
        self.view.show_document(pages)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
