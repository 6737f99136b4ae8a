"""Messages as files: which they are, asking for one, and what to say of those that no mail program gives as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.kit.dropping import FileDrops
from ui.kit.messages import Message, Tone
from ui.kit.screen import MAIL, OpenMail, Screen

_ENDINGS = (".eml", ".msg")
"""Outlook's own .msg is taken to the same place, where it is said how to save it as .eml."""


def is_mail(path: Path) -> bool:
    """Tell whether a file is called as a message is."""
    return path.suffix.lower() in _ENDINGS


def choose_mail(parent: QWidget) -> Path | None:
    """Let the person choose a message; None when nobody wants to."""
    title = QCoreApplication.translate("MailFiles", "Abrir un correo")
    kinds = QCoreApplication.translate("MailFiles", "Correos guardados (*.eml);;Todos los archivos (*)")
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


def nameless_words() -> str:
    """Return what is said when a mail program drags something that is no file."""
    return QCoreApplication.translate(
        "MailFiles",
        "El programa de correo no entregó un archivo. Guarde el mensaje como .eml (Archivo › Guardar como) y suelte "
        "ese archivo aquí.",
    )


class MailArrivals(QObject):
    """Has a screen take messages that are dropped on it or opened by key, where other files mean nothing."""

    def __init__(self, screen: Screen, origin: str) -> None:
        super().__init__(screen)
        self._screen = screen
        self._origin = origin
        drops = FileDrops(screen)
        drops.dropped.connect(self.take)
        drops.nameless.connect(lambda: self._tell(nameless_words()))

    def take(self, paths: Sequence[Path]) -> None:
        """Show a message that was dropped."""
        if len(paths) == 1 and is_mail(paths[0]):
            self._screen.go.emit(MAIL, OpenMail(paths[0], origin=self._origin))
            return
        self._tell(
            QCoreApplication.translate(
                "MailFiles",
                "Aquí se suelta un correo guardado (.eml). Otros archivos se sueltan sobre su caso.",
            )
        )

    def choose(self) -> None:
        """Ask for a message and show it."""
        path = choose_mail(self._screen)
        if path is not None:
            self._screen.go.emit(MAIL, OpenMail(path, origin=self._origin))

    def _tell(self, words: str) -> None:
        self._screen.say.emit(Message(Tone.INFO, words, key="mail-files"))
