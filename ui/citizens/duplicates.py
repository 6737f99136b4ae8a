"""Who is recorded already and may be the same person: shown while one types, in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.services.people import Duplicate
from ui.kit import speech
from ui.kit.breaking import breakable
from ui.kit.buttons import Button
from ui.kit.surfaces import Icon, text_label


class DuplicateBox(QFrame):
    """A quiet warning with a button for each person."""

    open_asked = Signal(object)
    """Id of the person to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(Icon("warning"), 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        row.addLayout(self._column, 1)
        self._shown: tuple[Duplicate, ...] = ()
        self.hide()

    def show_duplicates(self, found: Sequence[Duplicate]) -> None:
        """Show them, or nothing."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        self._empty()
        for duplicate in found:
            sentence = _sentence(duplicate)
            self._column.addWidget(text_label(breakable(sentence), wrap=True))
            button = Button(QCoreApplication.translate("Citizens", "Abrir su ficha"), icon="person")
            button.setAccessibleName(
                QCoreApplication.translate("Citizens", "Abrir la ficha de {name}").format(
                    name=duplicate.citizen.name
                )
            )
            button.clicked.connect(lambda _checked=False, id_=duplicate.citizen.id: self.open_asked.emit(id_))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(found))
        if found:
            speech.announce(self, _sentence(found[0]))

    def _empty(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget: QWidget | None = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _sentence(duplicate: Duplicate) -> str:
    who = duplicate.citizen
    if duplicate.by_document:
        words = QCoreApplication.translate("Citizens", "Ya existe {name} con este documento.")
    else:
        words = QCoreApplication.translate("Citizens", "Ya existe {name} con este teléfono.")
    return words.format(name=who.name)
