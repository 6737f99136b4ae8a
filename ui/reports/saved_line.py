"""Where files go, and where the last one went: nobody has to look for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.kit import speech
from ui.kit.buttons import Button, Kind
from ui.kit.surfaces import Icon, text_label
from ui.kit.tips import tip


class PathLine(QLineEdit):
    """A whole path to read, select and copy; where it is too long its end, which tells most, is seen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)

    def show_path(self, path: Path) -> None:
        """Show a path; the tooltip has it whole."""
        self.setText(str(path))
        self.setToolTip(tip(str(path)))
        self.setCursorPosition(len(self.text()))


class SavedLine(QFrame):
    """ "Guardado en …" with buttons that open the file and its folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(Icon("check"))
        self._words = text_label()
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._words, 1)
        self.open_file = Button(QCoreApplication.translate("Reports", "Abrir"), kind=Kind.QUIET)
        self.open_folder = Button(QCoreApplication.translate("Reports", "Abrir la carpeta"), kind=Kind.QUIET)
        self.open_file.clicked.connect(lambda: self._open(self._path))
        self.open_folder.clicked.connect(lambda: self._open(self._path.parent if self._path else None))
        row.addWidget(self.open_file)
        row.addWidget(self.open_folder)
        self.hide()

    def path(self) -> Path | None:
        """Return the file that is told of."""
        return self._path

    def show_file(self, path: Path) -> None:
        """Tell where a file is; it is spoken, too."""
        self._path = path
        self.show()
        self._elide()
        speech.announce(self, self._sentence())

    def clear(self) -> None:
        """Take the line away."""
        self._path = None
        self.hide()

    def _sentence(self) -> str:
        return QCoreApplication.translate("Reports", "Guardado: {file}").format(file=self._path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the path to the room there is; the tooltip has it whole."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        if self._path is None:
            return
        words, room = self._sentence(), self._words.width()
        self._words.setText(self._words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))
        self._words.setToolTip(tip(words))
        self.setAccessibleName(words)

    def _open(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
