"""Adding files to a case: chosen, dropped or pasted, judged before they are added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.domain.file_kinds import MOST_CASE_BYTES
from desktop_app.services import attachments
from desktop_app.services.attachments import FilesSaved, NewFile, size_text
from desktop_app.services.case_lists import CaseDetail
from ui.cases.panel import CasePanel, Record, Recorded
from ui.cases.steps import FILES, Step
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.detail import Section
from ui.kit.dropping import MOST, dropped_paths
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure, sentence_of
from ui.kit.pictures import png_bytes
from ui.kit.surfaces import text_label

_NAME = 40


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a worker said of the files: those that may be added, and why the others may not."""

    files: tuple[NewFile, ...]
    refused: tuple[str, ...]


class FilesPanel(CasePanel):
    """Nothing is added before Ctrl+Enter: what was dropped by mistake is taken out of the list again."""

    name: ClassVar[str] = FILES

    def __init__(self, background: Background, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Agregar"), submit_hint, parent)
        self._background = background
        self._gathered: dict[bytes, list[NewFile]] = {}
        self._reading = 0
        self._busy = False
        column = self.column
        column.addWidget(
            text_label(QCoreApplication.translate("Cases", "Agregar archivos"), strong=True, wrap=True)
        )
        hint = QCoreApplication.translate(
            "Cases", "Suéltelos sobre el caso, péguelos con Ctrl+V o elíjalos. Hasta 20 MB cada uno."
        )
        column.addWidget(text_label(hint, theme.Size.SMALL, tone="muted", wrap=True))
        self.choose = Button(QCoreApplication.translate("Cases", "Elegir archivos"), icon="plus")
        self.choose.clicked.connect(self.choose_files)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = Section(2)
        column.addWidget(self.list)
        column.addLayout(self.foot)

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Open for a case, with what was gathered for it before."""
        del step
        self.case = case
        self.set_error("")
        self._show()
        self.show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def files(self) -> list[NewFile]:
        """Return what was gathered for the case."""
        return self._gathered.setdefault(self.case.line.id, []) if self.case is not None else []

    def choose_files(self) -> None:
        """Ask for files."""
        title = QCoreApplication.translate("Cases", "Agregar archivos al caso")
        chosen, _kind = QFileDialog.getOpenFileNames(self, title)
        if chosen:
            self.gather([Path(each) for each in chosen[:MOST]])

    def gather(self, paths: Sequence[Path]) -> None:
        """Read and judge files on a worker; nothing is added yet."""
        wanted = list(paths)
        self._judge(lambda: _judged_paths(wanted))

    def paste(self) -> bool:
        """Take a picture or files from the clipboard; tell whether there were any."""
        data = QGuiApplication.clipboard().mimeData()
        paths = dropped_paths(data)
        if paths:
            self.gather(paths)
            return True
        image = QGuiApplication.clipboard().image() if data.hasImage() else QImage()
        if image.isNull():
            return False
        name = QCoreApplication.translate("Cases", "imagen pegada") + ".png"
        self._judge(lambda: _judged_picture(name, image))
        return True

    def _judge(self, work: Callable[[], _Judged]) -> None:
        case = self.case
        if case is None:
            return
        self._reading += 1
        self.save.setEnabled(False)

        def done(judged: _Judged) -> None:
            self._read_done()
            known = self._gathered.setdefault(case.line.id, [])
            known += [each for each in judged.files if all(each.content != other.content for other in known)]
            if self.case is not None and self.case.line.id == case.line.id:
                self.set_error("\n".join(judged.refused))
                self._show()
                if known and not judged.refused:
                    self.save.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(failure: Failure) -> None:
            self._read_done()
            self.set_error(failure.sentence)

        self._background.read(self, work).on_success(done).on_failure(failed).run()

    def _read_done(self) -> None:
        self._reading -= 1
        self.save.setEnabled(self._reading == 0)

    def _show(self) -> None:
        column = self.list.emptied()
        for file in self.files():
            words = (
                f"{shortened(file.name, _NAME)} · {core(file.kind.label)} · {size_text(len(file.content))}"
            )
            button = Button(words, kind=Kind.QUIET, icon="close")
            tip = QCoreApplication.translate("Cases", "No agregar «{name}»").format(name=file.name)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _checked=False, file=file: self._leave_out(file))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _leave_out(self, file: NewFile) -> None:
        files = self.files()
        if file in files:
            files.remove(file)
        self._show()
        self.choose.setFocus()

    def submit(self) -> None:
        """Add what was gathered."""
        if self.case is None or self._busy or self._reading:
            return
        files = tuple(self.files())
        if not files:
            self.set_error(QCoreApplication.translate("Cases", "Elija, suelte o pegue al menos un archivo."))
            self.choose.setFocus()
            return
        case = self.case.line.id
        self._busy = True
        noted = QCoreApplication.translate("Cases", "Archivos")
        self.submitted.emit(Record(case, lambda context: attachments.add_files(context, case, files), noted))

    def recorded(self, record: Record) -> None:
        """Forget what was gathered: it is added."""
        self._busy = False
        self._gathered.pop(record.case, None)
        super().recorded(record)

    def written(self, saved: Recorded) -> None:
        """Say which files the case had already."""
        if isinstance(saved, FilesSaved) and saved.already:
            words = QCoreApplication.translate(
                "Cases", "El caso {number} ya tenía: {names}. No se agregó otra vez."
            )
            names = ", ".join(shortened(each, _NAME) for each in saved.already)
            self.say.emit(Message(Tone.INFO, words.format(number=saved.number, names=names)))

    def set_error(self, sentence: str) -> None:
        """Show what is wrong; what was gathered stays."""
        self._busy = False
        super().set_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste with Ctrl+V."""
        if not (event.matches(QKeySequence.StandardKey.Paste) and self.paste()):
            super().keyPressEvent(event)


def _judged_paths(paths: Sequence[Path]) -> _Judged:
    files: list[NewFile] = []
    refused: list[str] = []
    room = MOST_CASE_BYTES
    for path in paths:
        try:
            file = attachments.read_file(path)
        except UserError as error:
            refused.append(sentence_of(error))
            continue
        room -= len(file.content)
        if room < 0:
            # What no case could hold is not held in memory either.
            words = QCoreApplication.translate("Cases", "«{name}» y los que siguen no caben: agréguelos aparte.")
            return _Judged(tuple(files), (*refused, words.format(name=shortened(file.name, _NAME))))
        files.append(file)
    return _Judged(tuple(files), tuple(refused))


def _judged_picture(name: str, image: QImage) -> _Judged:
    try:
        return _Judged((attachments.new_file(name, png_bytes(image)),), ())
    except UserError as error:
        return _Judged((), (sentence_of(error),))
