"""The sheet for the citizen as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services import reporting, sheets
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.kit.actions import ActionRegistry
from ui.kit.breaking import shortened
from ui.kit.document_preview import CARD, DocumentPreview, paper_bar
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages

_WITHIN = (12, 11, 10, 8)


class SheetPreview(DocumentPreview):
    """Shows a topic's sheet of one day; ``framed``: it stands alone, not within a card."""

    paper_changed = Signal()

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
        super().__init__(
            background,
            registry,
            paper_bar(reporting.paper_for(context), sheets.HALF),
            print_id,
            keep_id,
            QCoreApplication.translate("Guide", "Hoja para el ciudadano"),
            margins=CARD if framed else _WITHIN,
            framed=framed,
            parent=parent,
        )
        self.sheet: PrintedSheet | None = None
        self.paper.chosen.connect(lambda _paper: self.paper_changed.emit())

    def show_sheet(self, sheet: PrintedSheet, pages: PdfPages) -> None:
        """Show the pages."""
        self.sheet = sheet
        day = QCoreApplication.translate("Guide", "{title} · al {day}")
        title = day.format(title=sheet.title, day=f"{sheet.on:%d/%m/%Y}") if sheet.on else sheet.title
        self.title.setText(shortened(title))
        self.view.show_document(pages)
