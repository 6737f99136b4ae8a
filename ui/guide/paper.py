"""The sheet on paper: made, shown, printed and saved, each beside the UI thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop_app.services import sheets
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import Tools
from ui.kit.sheet_paper import SheetPaper

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen


class Paper(SheetPaper):
    """What Ctrl+P and Ctrl+S do."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(tools, screen, screen.on_failure)
        self._context = context
        self._guide = screen
        self._day: date | None = None

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; asked again, print it."""
        screen = self._guide
        if screen.detail.previewing():
            self.print_pages(screen.detail.preview, self._on_printed)
        elif screen.detail.in_history() or not screen.busy_elsewhere():
            self.prepare()

    def prepare(self) -> None:
        """Make the sheet of the current row and show its pages; in its history, that of the day there."""
        screen = self._guide
        row, context, paper = screen.topic(), self._context, screen.detail.preview.wanted_paper()
        if row is None:
            return
        topic, history = row.id, screen.detail.in_history()
        if not screen.detail.previewing():
            self._day = screen.detail.history.day if history else None
        day = self._day

        def work() -> tuple[PrintedSheet, PdfPages]:
            sheet = sheets.topic_sheet(context, topic, paper, day)
            return sheet, PdfPages(sheet.data)

        def done(made: tuple[PrintedSheet, PdfPages]) -> None:
            now, fresh = screen.topic(), not screen.detail.previewing()
            if now is None or now.id != topic or screen.editing.open_form() is not None:
                return  # the hands went on to something else
            screen.detail.preview.show_sheet(*made)
            screen.show_widget(screen.detail.preview)
            if fresh:
                screen.detail.preview.print.setFocus(Qt.FocusReason.OtherFocusReason)

        self._tools.background.read(self, work).on_success(done).on_failure(screen.on_failure).run()

    def _on_printed(self) -> None:
        if self._guide.detail.previewing():
            self._guide.back_to_page()

    def keep_sheet(self) -> None:
        """Save the sheet that is shown as a PDF and say where it is."""
        if self._guide.detail.previewing():
            self.keep(self._guide.detail.preview)
