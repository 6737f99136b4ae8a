"""The first step: bring a file in, or take a template or what there is away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.columns import Subject
from ui.guide import bring_words as words
from ui.kit import speech, theme
from ui.kit.buttons import ActRow, Button, Kind
from ui.kit.saving import ask_where
from ui.kit.surfaces import Icon, text_label

_ICONS = ("download", "columns", "sync", "check")


class StartStep(QWidget):
    """Three acts, each with a letter and what it is good for."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(19, 12, 15, 12)
        column.setSpacing(8)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        column.addWidget(self.title)
        self.about = text_label("", tone="muted", wrap=True)
        column.addWidget(self.about)
        self.error = text_label("", tone="error", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        self.open = Button(
            QCoreApplication.translate("Bring", "Elegir archivo…"), kind=Kind.PRIMARY, icon="attach", hint="A"
        )
        self.template = Button(
            QCoreApplication.translate("Bring", "Guardar la plantilla…"), icon="download", hint="P"
        )
        self.export = Button(
            QCoreApplication.translate("Bring", "Exportar lo que hay…"), icon="export", hint="X"
        )
        self.leave = Button(QCoreApplication.translate("Bring", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.acts = ActRow()
        for button in (self.open, self.template, self.export, self.leave):
            self.acts.flow.addWidget(button)
        column.addWidget(self.acts)
        self._add_steps(column)

    def _add_steps(self, column: QVBoxLayout) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(12)
        self.lines = [text_label("", wrap=True) for _ in _ICONS]
        for icon, line in zip(_ICONS, self.lines, strict=True):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(Icon(icon), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(line, 1)
            lines.addLayout(row)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        column.addWidget(area, 1)

    def show_subject(self, subject: Subject) -> None:
        """Say what can be done with the catalogue or the directory."""
        self.title.setText(words.title(subject))
        self.set_error("")
        if subject is Subject.CATALOGUE:
            about = QCoreApplication.translate(
                "Bring",
                "Traiga los temas y sus fichas de un libro de Excel o un archivo CSV, o llévese los que hay.",
            )
        else:
            about = QCoreApplication.translate(
                "Bring",
                "Traiga unidades y funcionarios de un libro de Excel o un archivo CSV, o llévese los que hay.",
            )
        self.about.setText(about)
        for line, text in zip(self.lines, _steps(subject), strict=True):
            line.setText(text)

    def enter(self) -> None:
        """Put the focus on the first act."""
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, *, short: bool) -> None:
        """Give up the explanation where there is little height."""
        self.about.setVisible(not short)

    def set_error(self, sentence: str) -> None:
        """Say what did not work; an empty text clears it."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            speech.announce(self.error, sentence)

    def set_waiting(self, *, waiting: bool) -> None:
        """Let nothing else be begun while something is under way."""
        for button in (self.open, self.template, self.export):
            button.setEnabled(not waiting)
        if waiting:
            self.set_error("")


def _steps(subject: Subject) -> tuple[str, str, str, str]:
    if subject is Subject.CATALOGUE:
        names = QCoreApplication.translate(
            "Bring", "Cada tema se reconoce por su nombre: el que ya existe se actualiza, no se repite."
        )
    else:
        names = QCoreApplication.translate(
            "Bring",
            "Unidades y personas se reconocen por su nombre: las que ya existen se actualizan, no se repiten.",
        )
    return (
        QCoreApplication.translate(
            "Bring",
            "La plantilla trae los encabezados, un ejemplo, listas para elegir y una hoja de instrucciones.",
        ),
        QCoreApplication.translate(
            "Bring",
            "También sirve un archivo propio: las columnas se reconocen por su nombre y pueden cambiarse.",
        ),
        names,
        QCoreApplication.translate(
            "Bring",
            "Antes de guardar nada verá, fila por fila, qué es nuevo, qué cambia y qué tiene problema.",
        ),
    )


def ask_open(parent: QWidget, title: str) -> Path | None:
    """Ask which file to bring in."""
    kinds = QCoreApplication.translate("Bring", "Excel o CSV (*.xlsx *.xlsm *.csv *.txt);;Todos (*)")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _documents(), kinds)
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where to save; a name without an ending becomes a workbook's."""
    kinds = QCoreApplication.translate("Bring", "Libro de Excel (*.xlsx)")
    return ask_where(parent, title, Path(_documents()) / name, kinds, ".xlsx")


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
