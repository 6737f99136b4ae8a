"""The sheet on paper: made, shown, printed and saved, each beside the UI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.services import sheets
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.guide.hints import TOPICS
from ui.guide.preview import default_folder, save_sheet
from ui.kit.messages import Message, Tone
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import Tools

if TYPE_CHECKING:
    from ui.guide.screen import GuideScreen


class Paper(QObject):
    """What Ctrl+P and Ctrl+S do. ``folder`` is where sheets are saved, None the usual place."""

    def __init__(self, context: Context, tools: Tools, screen: GuideScreen) -> None:
        super().__init__(screen)
        self._context = context
        self._tools = tools
        self._screen = screen
        self.folder: Path | None = None

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; asked again, print it."""
        screen = self._screen
        if screen.detail.previewing():
            self._print_pages()
        elif screen.tab == TOPICS and not screen.busy_elsewhere():
            self.prepare()

    def prepare(self) -> None:
        """Make the sheet of the current row and show its pages."""
        screen = self._screen
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

    def _print_pages(self) -> None:
        screen = self._screen
        sheet = screen.detail.preview.sheet
        document = screen.detail.preview.view.document()
        if sheet is None or document is None:
            return
        from ui.kit import printing

        printer = printing.printer_for(sheet.paper, sheet.title)
        if not printing.ask_printer(screen, printer, len(document)):
            return
        data = sheet.data
        operation = self._tools.background.long_read(
            self, lambda progress, token: printing.print_pages(data, printer, progress, token)
        )
        operation.with_progress(QCoreApplication.translate("Guide", "Imprimiendo la ficha"))
        operation.on_success(lambda _pages: self._on_printed()).on_failure(screen.on_failure).run()

    def _on_printed(self) -> None:
        screen = self._screen
        words = QCoreApplication.translate("Guide", "La ficha se envió a la impresora.")
        screen.say.emit(Message(Tone.DONE, words))
        if screen.detail.previewing():
            screen.back_to_page()

    def keep_sheet(self) -> None:
        """Save the sheet that is shown as a PDF and say where it is."""
        screen = self._screen
        sheet = screen.detail.preview.sheet if screen.detail.previewing() else None
        if sheet is None:
            return
        folder = self.folder or default_folder()

        def done(path: Path) -> None:
            words = QCoreApplication.translate("Guide", "Guardado: {file}").format(file=path)
            opened = QCoreApplication.translate("Guide", "Abrir")
            screen.say.emit(
                Message(
                    Tone.DONE, words, opened, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
                )
            )

        work = partial(save_sheet, sheet, folder)
        self._tools.background.read(self, work).on_success(done).on_failure(screen.on_failure).run()
