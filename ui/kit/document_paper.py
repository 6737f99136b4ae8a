"""A document that is shown goes on paper or into a file, each beside the UI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.services import reporting
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import Screen, Tools

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Words:
    """What is said while a kind of document is printed, when it is out, and the folder it is saved in."""

    printing: str
    printed: str
    folder: str


def documents_folder(name: str) -> Path:
    """Return a folder of this name among the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / name


def save_pdf(data: bytes, path: Path) -> Path:
    """Save a PDF, on a worker; one of the same name is replaced. Raises EnvironmentFault."""
    # Where the folder cannot be made, writing into it says so in words.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    reporting.write_together({path: data})
    return path


class DocumentPaper(QObject):
    """Prints and saves what a screen shows. ``folder`` is where it is saved, None the usual place."""

    def __init__(
        self, tools: Tools, screen: Screen, words: Words, on_failure: Callable[[Failure], None] | None = None
    ) -> None:
        super().__init__(screen)
        self._tools = tools
        self._screen = screen
        self._words = words
        self._on_failure = on_failure or tools.background.failed.emit
        self.folder: Path | None = None

    def send(self, pages: PdfPages, printer: QPrinter, then: Callable[[], None] | None = None) -> bool:
        """Let the person choose a printer and print; ``then`` follows when the pages are out.

        Tells whether they are on their way.
        """
        from ui.kit import printing

        if not printing.ask_printer(self._screen, printer, len(pages)):
            return False

        def done(_pages: int) -> None:
            self._screen.say.emit(Message(Tone.DONE, self._words.printed))
            if then is not None:
                then()

        data = pages.data
        operation = self._tools.background.long_read(
            self, lambda progress, token: printing.print_pages(data, printer, progress, token)
        )
        operation.with_progress(self._words.printing)
        operation.on_success(done).on_failure(self._on_failure).run()
        return True

    def save(self, data: bytes, file: str) -> None:
        """Save a PDF under a name of its own and say where it is."""
        path = (self.folder or documents_folder(self._words.folder)) / file

        def done(saved: Path) -> None:
            words = QCoreApplication.translate("Preview", "Guardado: {file}").format(file=saved)
            opened = QCoreApplication.translate("Preview", "Abrir")
            url = QUrl.fromLocalFile(str(saved))
            self._screen.say.emit(Message(Tone.DONE, words, opened, lambda: QDesktopServices.openUrl(url)))

        work = partial(save_pdf, data, path)
        self._tools.background.read(self, work).on_success(done).on_failure(self._on_failure).run()
