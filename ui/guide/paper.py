"""The sheet on paper: made, shown, printed and saved, each beside the UI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop_app.services import sheets
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.guide.hints import TOPICS
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

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; asked again, print it."""
        screen = self._guide
        if screen.detail.previewing():
            self.print_pages(screen.detail.preview, self._on_printed)
        elif screen.tab == TOPICS and not screen.busy_elsewhere():
            self.prepare()

    def prepare(self) -> None:
        """Make the sheet of the current row and show its pages."""
        screen = self._guide
        row, context, paper = screen.current(), self._context, screen.detail.preview.wanted_paper()
        if not isinstance(row, Topic):
            return
        topic = row.id

        def work() -> tuple[PrintedSheet, PdfPages]:
            sheet = sheets.topic_sheet(context, topic, paper)
            return sheet, PdfPages(sheet.data)

        def done(made: tuple[PrintedSheet, PdfPages]) -> None:
            now, fresh = screen.current(), not screen.detail.previewing()
            moved = not isinstance(now, Topic) or now.id != topic
            if moved or screen.editing.open_form() is not None:
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
