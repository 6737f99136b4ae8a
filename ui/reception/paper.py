"""The guide sheet of the topic in hand, for the citizen to take home or to be sent (AUM-010-040)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.services import sheets
from desktop_app.services.context import Context
from desktop_app.services.sheets import PrintedSheet
from ui.kit.buttons import ActRow, Button
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import PANE, Tools
from ui.kit.sheet_paper import SheetPaper
from ui.kit.sheet_preview import SheetPreview
from ui.reception import actions
from ui.reception.guide import sheet_text

if TYPE_CHECKING:
    from ui.reception.screen import ReceptionScreen


class Paper(SheetPaper):
    """Ctrl+P shows the sheet in the pane, Ctrl+P again prints it, Esc goes back to where the hands were."""

    def __init__(self, context: Context, tools: Tools, screen: ReceptionScreen) -> None:
        super().__init__(tools, screen, self._on_refused)
        self._context = context
        self._reception = screen
        self._preview: SheetPreview | None = None
        self._before: QWidget | None = None
        self.previewing = False
        guide = screen.view.guide
        guide.acts = self._acts
        guide.sheet_changed.connect(self._on_sheet)

    def pane(self) -> QWidget:
        """Return what stands in the pane: the guide, or the sheet as it will be printed."""
        return self.preview if self.previewing else self._reception.view.guide

    @property
    def preview(self) -> SheetPreview:
        """The sheet as it will be printed; made when somebody asks for it."""
        if self._preview is None:
            made = SheetPreview(
                self._context, self._tools.background, self._tools.actions, actions.PRINT_SHEET,
                actions.KEEP_SHEET, framed=False, parent=self._reception,
            )  # fmt: skip
            made.hide()
            made.left.connect(self.leave)
            made.paper_changed.connect(self._prepare)
            self._preview = made
        return self._preview

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; asked again, print it."""
        if self.previewing:
            self.print_pages(self.preview, self.leave)
        else:
            self._prepare()

    def keep_sheet(self) -> None:
        """Save the sheet that is shown as a PDF and say where it is."""
        if self.previewing:
            self.keep(self.preview)

    def copy_sheet(self) -> None:
        """Put the topic's sheet on the clipboard."""
        attention = self._reception.desk.front
        if attention is None or attention.topic is None:
            text = QCoreApplication.translate(
                "Reception", "Elija la consulta en el catálogo: se copia la ficha de su tema."
            )
            self._reception.say.emit(Message(Tone.INFO, text))
            return
        QApplication.clipboard().setText(sheet_text(attention.topic))
        self._reception.say.emit(
            Message(Tone.DONE, QCoreApplication.translate("Reception", "Ficha copiada."))
        )

    def leave(self) -> None:
        """Show the guide again, and put the focus where it was."""
        if not self.previewing:
            return
        focused = QApplication.focusWidget()
        inside = focused is not None and self.preview.isAncestorOf(focused)
        if inside and self._reception.narrow:
            self._tools.actions.trigger(PANE)
        self.previewing = False
        self._reception.pane_changed.emit()
        before, self._before = self._before, None
        if inside:
            usable = before is not None and before.isVisible()
            (before if usable and before is not None else self._reception.form.topic).setFocus()

    def _prepare(self) -> None:
        topic = self._topic()
        if topic is None:
            words = QCoreApplication.translate(
                "Reception", "Elija la consulta en el catálogo: se imprime la ficha de su tema."
            )
            self._reception.say.emit(Message(Tone.INFO, words, key="print-sheet"))
            return
        context, paper = self._context, self.preview.wanted_paper()

        def work() -> tuple[PrintedSheet, PdfPages]:
            sheet = sheets.topic_sheet(context, topic, paper)
            return sheet, PdfPages(sheet.data)

        def done(made: tuple[PrintedSheet, PdfPages]) -> None:
            if self._topic() == topic:  # else the hands went on to something else
                self.preview.show_sheet(*made)
                self._show()

        self._tools.background.read(self, work).on_success(done).on_failure(self._on_refused).run()

    def _show(self) -> None:
        if self.previewing:
            return
        self.previewing = True
        self._before = QApplication.focusWidget()
        self._reception.pane_changed.emit()
        if not self.preview.isVisible():
            self._tools.actions.trigger(PANE)  # a narrow window opens it above the form
        self.preview.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _topic(self) -> bytes | None:
        front = self._reception.desk.front
        return front.topic.id if front is not None and front.topic is not None else None

    def _on_sheet(self) -> None:
        sheet = self.preview.sheet if self.previewing else None
        if sheet is not None and sheet.topic != self._topic():
            self.leave()

    def _on_refused(self, failure: Failure) -> None:
        self._reception.say.emit(Message(Tone.ERROR, failure.sentence, key="print-sheet"))

    def _acts(self) -> QWidget:
        """Return the buttons under a sheet's name, with their keys."""
        row = ActRow()
        for action_id, text in (
            (actions.PRINT_SHEET, QCoreApplication.translate("Reception", "Imprimir")),
            (actions.COPY_SHEET, QCoreApplication.translate("Reception", "Copiar")),
        ):
            spec = self._tools.actions.spec(action_id)
            button = Button(text, hint=spec.hint())
            button.set_low()
            button.setToolTip(spec.tooltip())
            button.clicked.connect(
                lambda _checked=False, wanted=action_id: self._tools.actions.trigger(wanted)
            )
            row.flow.addWidget(button)
        return row
