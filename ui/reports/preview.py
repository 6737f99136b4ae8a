"""The preview: the pages as they will be printed, and what stands there while there are none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.buttons import Button, IconButton
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import Fit, PdfView
from ui.kit.surfaces import EmptyState, text_label
from ui.kit.theme import Size


class Preview(QFrame):
    """Pages with their number and zoom, or a sentence."""

    retried = Signal()
    """Somebody wants the report prepared after all."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._chosen = False
        self.view = PdfView(background, QCoreApplication.translate("Reports", "Vista previa del informe"))
        self.view.page_changed.connect(self._on_page)
        self.place = text_label(size=Size.SMALL, tone="muted")
        self._retry = Button(QCoreApplication.translate("Reports", "Preparar el informe"), icon="refresh")
        self._retry.clicked.connect(self.retried)
        self._state = EmptyState("report", "", self._retry)
        self._build()
        self.show_waiting()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._state)
        column.addWidget(self._stack, 1)
        self.bar = QFrame()
        self.bar.setProperty("kind", "bar-bottom")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self.place)
        row.addStretch(1)
        self.fit_button = IconButton("columns", "")
        for icon, name, act in (
            ("minus", QCoreApplication.translate("Reports", "Reducir (−)"), lambda: self.view.zoom_by(0.8)),
            ("plus", QCoreApplication.translate("Reports", "Ampliar (+)"), lambda: self.view.zoom_by(1.25)),
        ):
            button = IconButton(icon, name)
            button.set_low()
            button.clicked.connect(act)
            row.addWidget(button)
        self.fit_button.set_low()
        self.fit_button.clicked.connect(self._toggle_fit)
        row.addWidget(self.fit_button)
        column.addWidget(self.bar)
        self._name_fit()

    def suit(self, *, low: bool) -> None:
        """Show whole pages, or in a low window wide ones, until the person chooses."""
        if not self._chosen:
            self.view.set_fit(Fit.WIDTH if low else Fit.PAGE)
            self._name_fit()

    def _toggle_fit(self) -> None:
        self._chosen = True
        self.view.set_fit(Fit.WIDTH if self.view.fit() is Fit.PAGE else Fit.PAGE)
        self._name_fit()

    def _name_fit(self) -> None:
        if self.view.fit() is Fit.PAGE:
            name = QCoreApplication.translate("Reports", "Ver a lo ancho")
        else:
            name = QCoreApplication.translate("Reports", "Ver páginas enteras")
        self.fit_button.setAccessibleName(name)
        self.fit_button.setToolTip(name)

    def show_pages(self, pages: PdfPages, *, keep_place: bool) -> None:
        """Show a document."""
        self.view.show_document(pages, keep_place=keep_place)
        self._stack.setCurrentWidget(self.view)
        self.bar.setEnabled(True)

    def show_waiting(self) -> None:
        """Say that the report is on its way."""
        self._show_sentence(QCoreApplication.translate("Reports", "Preparando el informe…"), retry=False)

    def show_cancelled(self) -> None:
        """Say that it was stopped, and offer to go on."""
        self._show_sentence(
            QCoreApplication.translate("Reports", "Se canceló. No se guardó ningún archivo."), retry=True
        )

    def show_failure(self, sentence: str) -> None:
        """Say why there is nothing to see."""
        self._show_sentence(sentence, retry=True)

    def _show_sentence(self, sentence: str, *, retry: bool) -> None:
        self._state.sentence.setText(sentence)
        self._retry.setVisible(retry)
        self._stack.setCurrentWidget(self._state)
        self.place.clear()
        self.bar.setEnabled(False)

    def _on_page(self, page: int, pages: int) -> None:
        self.place.setText(
            QCoreApplication.translate("Reports", "Página {page} de {pages}").format(page=page, pages=pages)
        )
        self.place.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
