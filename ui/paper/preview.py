"""The forms as they will be printed, with what can be done with them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.services import reporting
from desktop_app.services.context import Context
from desktop_app.services.paper import PrintedBatch
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.buttons import Button, Kind
from ui.kit.flow import FlowLayout
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import PdfView
from ui.kit.surfaces import text_label
from ui.paper import actions
from ui.paper.making import paper_bar
from ui.paper.words import forms_text


def save_batch(batch: PrintedBatch, folder: Path) -> Path:
    """Save a batch's PDF, on a worker; the same batch again takes its place. Raises EnvironmentFault."""
    name = QCoreApplication.translate("Paper", "Formularios {first} a {last}.pdf")
    path = folder / name.format(first=batch.numbers[0], last=batch.numbers[-1])
    # Where the folder cannot be made, writing into it says so in words.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    reporting.write_together({path: batch.data})
    return path


def default_folder() -> Path:
    """Return where batches go: a folder of their own among the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = QCoreApplication.translate("Paper", "Formularios de Ventanilla")
    return Path(documents or Path.home()) / name


class BatchPreview(QFrame):
    """Pages, and buttons that print and save."""

    left = Signal()
    paper_asked = Signal(object, str)
    """Key of the batch that is shown, and the paper it shall be on."""

    def __init__(
        self,
        context: Context,
        background: Background,
        registry: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.batch: PrintedBatch | None = None
        translate = QCoreApplication.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.title.setContentsMargins(19, 0, 15, 0)
        column.addWidget(self.title)
        bar = QWidget()
        around = QVBoxLayout(bar)
        around.setContentsMargins(19, 0, 15, 0)
        buttons = QWidget()
        around.addWidget(buttons)
        flow = FlowLayout(buttons)
        self.print = self._button(registry, actions.PRINT, translate("Paper", "Imprimir"))
        self.print.set_kind(Kind.PRIMARY)
        self.keep = self._button(registry, actions.KEEP, translate("Paper", "Guardar PDF"))
        self.leave = Button(translate("Paper", "Volver"), kind=Kind.QUIET, hint="Esc")
        self.paper = paper_bar(context)
        for widget in (self.print, self.keep, self.paper, self.leave):
            flow.addWidget(widget)
        column.addWidget(bar)
        self.view = PdfView(background, translate("Paper", "Formularios para imprimir"))
        column.addWidget(self.view, 1)
        self.leave.clicked.connect(self.left)
        self.paper.chosen.connect(self._on_paper)

    @staticmethod
    def _button(registry: ActionRegistry, action_id: str, text: str) -> Button:
        spec = registry.spec(action_id)
        button = Button(text, icon=spec.icon, hint=spec.hint())
        button.setToolTip(spec.tooltip())
        button.clicked.connect(lambda: registry.trigger(action_id))
        return button

    def show_batch(self, batch: PrintedBatch, pages: PdfPages) -> None:
        """Show the pages."""
        self.batch = batch
        self.paper.choose(batch.paper)
        words = QCoreApplication.translate("Paper", "{count}: del {first} al {last}")
        self.title.setText(
            words.format(count=forms_text(len(batch.numbers)), first=batch.numbers[0], last=batch.numbers[-1])
        )
        self.view.show_document(pages)

    def _on_paper(self, chosen: object) -> None:
        if self.batch is not None:
            self.paper_asked.emit(self.batch.key, str(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
