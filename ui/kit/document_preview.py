"""A document as it will be printed, with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.flow import FlowLayout
from ui.kit.operations import Background
from ui.kit.pdf_view import PdfView
from ui.kit.surfaces import text_label

Margins = tuple[int, int, int, int]
CARD: Margins = (19, 11, 15, 8)
"""Around title and buttons, in pixels, where the preview is a card."""


class DocumentPreview(QFrame):
    """Title, buttons that print, save and leave, paper, pages.

    ``print_id`` and ``keep_id`` are the screen's own actions; ``framed``: it stands alone, not within a card.
    """

    left = Signal()

    def __init__(
        self,
        background: Background,
        registry: ActionRegistry,
        paper: SegmentedBar,
        print_id: str,
        keep_id: str,
        pages: str,
        *,
        margins: Margins = CARD,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if framed:
            self.setProperty("kind", "card")
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.print = _button(registry, print_id, QCoreApplication.translate("Preview", "Imprimir"))
        self.print.set_kind(Kind.PRIMARY)
        self.keep = _button(registry, keep_id, QCoreApplication.translate("Preview", "Guardar PDF"))
        self.paper = paper
        self.leave = Button(QCoreApplication.translate("Preview", "Volver"), kind=Kind.QUIET, hint="Esc")
        self.view = PdfView(background, pages)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self.head = self._build_head(margins)
        self.column.addWidget(self.head)
        self.column.addWidget(self.view, 1)
        self.leave.clicked.connect(self.left)

    def _build_head(self, margins: Margins) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(*margins)
        column.setSpacing(8)
        column.addWidget(self.title)
        row = QWidget()
        flow = FlowLayout(row)
        for widget in (self.print, self.keep, self.paper, self.leave):
            flow.addWidget(widget)
        column.addWidget(row)
        return head

    def wanted_paper(self) -> str:
        """Return the paper that is chosen."""
        return str(self.paper.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, where there is something to go back to."""
        if event.key() == Qt.Key.Key_Escape and self.leave.isVisible():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def paper_words(paper: str) -> str:
    """Return a paper in the person's language."""
    return {
        "a4": QCoreApplication.translate("Preview", "A4"),
        "carta": QCoreApplication.translate("Preview", "Carta"),
        "a5": QCoreApplication.translate("Preview", "Media hoja (A5)"),
        "a6": QCoreApplication.translate("Preview", "Cuarto de hoja (A6)"),
        "roll": QCoreApplication.translate("Preview", "Rollo de 80 mm"),
    }[paper]


def paper_bar(*papers: str) -> SegmentedBar:
    """Return the choice between papers; the first one is chosen."""
    bar = SegmentedBar(QCoreApplication.translate("Preview", "Papel"))
    for paper in papers:
        bar.add(paper, paper_words(paper))
    bar.choose(papers[0])
    return bar


def _button(registry: ActionRegistry, action_id: str, text: str) -> Button:
    spec = registry.spec(action_id)
    button = Button(text, icon=spec.icon, hint=spec.hint())
    button.setToolTip(spec.tooltip())
    button.clicked.connect(lambda: registry.trigger(action_id))
    return button
