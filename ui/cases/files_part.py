"""The files of a case in its pane: a button each, which shows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.attachments import AttachedFile, size_text
from desktop_app.services.case_lists import CaseDetail
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.detail import Section
from ui.kit.formats import moment_text
from ui.kit.screen import ShowFile
from ui.kit.surfaces import text_label

_NAME = 34
"""Characters of a name that a button of the pane has room for; the tooltip has all of it."""

_FEW = 6


class FilesPart(QWidget):
    """Hidden while the case has none. Of many the latest are shown, the others when asked for."""

    file_chosen = Signal(object)
    """ShowFile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = text_label("", strong=True)
        column.addWidget(self._title)
        self._rows = Section(2)
        column.addWidget(self._rows)
        self.more = Button("", kind=Kind.QUIET, icon="chevron-down")
        self.more.clicked.connect(self._show_all)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._case: CaseDetail | None = None
        self._all = False

    def show_files(self, case: CaseDetail) -> None:
        """Show the files of a case."""
        if self._case is None or self._case.line.id != case.line.id:
            self._all = False
        same = self._case is not None and (self._case.line.id, self._case.files) == (case.line.id, case.files)
        self._case = case
        if not same:
            self._fill()
        self.setVisible(bool(case.files))

    def buttons(self) -> list[Button]:
        """Return the files' buttons, the newest first."""
        return self._rows.findChildren(Button)

    def _fill(self) -> None:
        case = self._case
        if case is None:
            return
        files = list(reversed(case.files))
        column = self._rows.emptied()
        shown = files if self._all else files[:_FEW]
        for file in shown:
            column.addWidget(self._button(case.line.id, file), 0, Qt.AlignmentFlag.AlignLeft)
        words = QCoreApplication.translate("Cases", "Archivos ({count})").format(count=len(files))
        self._title.setText(words)
        rest = len(files) - len(shown)
        self.more.setVisible(bool(rest))
        self.more.setText(QCoreApplication.translate("Cases", "Ver {count} más").format(count=rest))

    def _button(self, case: bytes, file: AttachedFile) -> Button:
        size = size_text(file.size)
        words = f"{shortened(file.name, _NAME)} · {size}"
        if not file.here:
            words = QCoreApplication.translate("Cases", "{name} · no está aquí").format(
                name=shortened(file.name, _NAME - 10)
            )
        button = Button(words, kind=Kind.QUIET, icon="attach")
        kind = core(file.kind.label) if file.kind is not None else ""
        added = moment_text(file.added) if file.added is not None else ""
        parts = (file.name, kind, size, added, file.by)
        button.setToolTip(" · ".join(part for part in parts if part))
        button.clicked.connect(lambda _checked=False: self.file_chosen.emit(ShowFile(case, file.sha)))
        return button

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        buttons = self.buttons()
        if len(buttons) > _FEW:
            buttons[_FEW].setFocus()
