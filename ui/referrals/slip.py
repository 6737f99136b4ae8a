"""The slip that the citizen takes along: Ctrl+P shows it in the pane, Ctrl+P again prints it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSettings, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services import slips
from desktop_app.services.context import Context
from desktop_app.services.slips import PrintedSlip
from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.document_preview import DocumentPreview, paper_bar
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import Fit
from ui.kit.screen import PANE, Screen, Tools
from ui.referrals.actions import KEEP_SLIP, SLIP, action_id

_PAPER_KEY = "referrals/slip"
_PRINTER_KEY = "referrals/printer/{paper}"
_MARGINS = (16, 12, 12, 8)


class SlipPreview(DocumentPreview):
    """The slip as it will be printed."""

    paper_changed = Signal()

    def __init__(self, tools: Tools, screen_id: str, parent: QWidget) -> None:
        super().__init__(
            tools.background,
            tools.actions,
            paper_bar(*slips.PAPERS),
            action_id(screen_id, SLIP),
            action_id(screen_id, KEEP_SLIP),
            QCoreApplication.translate("Referrals", "Papel de la vinculación"),
            margins=_MARGINS,
            framed=False,
            parent=parent,
        )
        self.slip: PrintedSlip | None = None
        self.paper.chosen.connect(lambda _paper: self.paper_changed.emit())

    def show_slip(self, slip: PrintedSlip, pages: PdfPages) -> None:
        """Show the page."""
        self.slip = slip
        words = QCoreApplication.translate("Referrals", "Papel de la vinculación {number}")
        self.title.setText(words.format(number=slip.number))
        self.view.show_document(pages)
        self.view.set_fit(Fit.WIDTH)


class Slip(DocumentPaper):
    """What Ctrl+P and Ctrl+S do with the hand-over that is looked at."""

    def __init__(
        self,
        context: Context,
        tools: Tools,
        screen: Screen,
        screen_id: str,
        looked_at: Callable[[], bytes | None],
        preferences: QSettings | None,
    ) -> None:
        words = Words(
            QCoreApplication.translate("Referrals", "Imprimiendo el papel"),
            QCoreApplication.translate("Referrals", "El papel se envió a la impresora."),
            QCoreApplication.translate("Referrals", "Vinculaciones de Ventanilla"),
        )
        super().__init__(tools, screen, words, self._on_refused)
        self._context = context
        self._host = screen
        self._looked_at = looked_at
        self._preferences = preferences
        self.previewing = False
        self.preview = SlipPreview(tools, screen_id, screen)
        self.preview.hide()
        kept = str(preferences.value(_PAPER_KEY, "")) if preferences is not None else ""
        if kept in slips.PAPERS:
            self.preview.paper.choose(kept)
        self.preview.left.connect(self.leave)
        self.preview.paper_changed.connect(self._on_paper)
        self._before: QWidget | None = None
        tools.actions.bind(action_id(screen_id, SLIP), screen, self.print_slip)
        tools.actions.bind(action_id(screen_id, KEEP_SLIP), screen, self.keep_slip)

    def print_slip(self) -> None:
        """Show the slip as it will be printed; asked again, print it."""
        referral = self._looked_at()
        slip, document = self.preview.slip, self.preview.view.document()
        if self.previewing and slip is not None and document is not None and self.preview.isVisible():
            from ui.kit import printing

            printer = printing.printer_for(
                slip.paper, f"{slip.title} {slip.number}", document.sizes[0], device=self._device(slip.paper)
            )
            if self.send(document, printer):
                self._remember(slip.paper, printer.printerName())
        elif referral is not None:
            self._prepare(referral)
        else:
            words = QCoreApplication.translate("Referrals", "Elija primero una vinculación de la lista.")
            self._host.say.emit(Message(Tone.INFO, words))

    def keep_slip(self) -> None:
        """Save the slip as a PDF and say where it is."""
        slip = self.preview.slip
        if self.previewing and slip is not None:
            self.save(slip.data, f"{slip.title} {slip.number}.pdf")
        else:
            self.print_slip()

    def leave(self) -> None:
        """Put back what stood in the pane."""
        if self.previewing:
            self.previewing = False
            self.preview.slip = None
            self._host.pane_changed.emit()
            if self._before is not None:
                self._before.setFocus()

    def show_of(self, referral: bytes) -> None:
        """Show the slip of a hand-over that was just made somewhere else."""
        self._prepare(referral)

    def forget(self, referral: bytes) -> None:
        """Put the pane back when another hand-over is looked at."""
        if self.previewing and self.preview.slip is not None and self.preview.slip.referral != referral:
            self.previewing = False
            self.preview.slip = None
            self._host.pane_changed.emit()

    def _prepare(self, referral: bytes) -> None:
        context, paper = self._context, self.preview.wanted_paper()

        def work() -> tuple[PrintedSlip, PdfPages]:
            slip = slips.issue(context, referral, paper)
            return slip, PdfPages(slip.data)

        def done(found: tuple[PrintedSlip, PdfPages]) -> None:
            self._before = self._before if self.previewing else self._host.focusWidget()
            self.preview.show_slip(*found)
            if not self.previewing:
                self.previewing = True
                self._host.pane_changed.emit()
            if not self.preview.isVisible():
                self._tools.actions.trigger(PANE)
            self.preview.print.setFocus()

        self._tools.background.read(self, work).on_success(done).on_failure(self._on_refused).run()

    def _on_paper(self) -> None:
        if self._preferences is not None:
            self._preferences.setValue(_PAPER_KEY, self.preview.wanted_paper())
        if self.preview.slip is not None:
            self._prepare(self.preview.slip.referral)

    def _on_refused(self, failure: Failure) -> None:
        self._host.say.emit(Message(Tone.INFO, failure.sentence))

    def _device(self, paper: str) -> str:
        key = _PRINTER_KEY.format(paper=paper)
        return str(self._preferences.value(key, "")) if self._preferences is not None else ""

    def _remember(self, paper: str, name: str) -> None:
        if self._preferences is not None and name:
            self._preferences.setValue(_PRINTER_KEY.format(paper=paper), name)
