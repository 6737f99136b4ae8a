"""Documentos: one file or letter of a case, as far as it can be shown; saved, printed, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.errors import UserError
from desktop_app.services import attachments, letters
from desktop_app.services.access import Permission
from desktop_app.services.attachments import AttachedFile, FilesSaved
from desktop_app.services.context import Context
from desktop_app.services.letters import PreparedLetter
from ui.documents import actions
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.document_preview import DocumentPreview, paper_bar
from ui.kit.forms import FormFoot
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation, sentence_of
from ui.kit.pdf_pages import PdfPages
from ui.kit.pictures import PictureView, read_picture
from ui.kit.saving import ask_where
from ui.kit.screen import CASES, Screen, ShowFile, ShowLetter, Tools
from ui.kit.surfaces import EmptyState, text_label

_PAPERS = ("a4", "carta")


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a worker found of a file: pages, a picture, or a sentence why there is neither."""

    file: AttachedFile
    pages: PdfPages | None = None
    picture: QImage | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Drawn:
    letter: PreparedLetter
    pages: PdfPages


class DocumentsScreen(Screen):
    """Esc goes back to the case. What cannot be shown says what it is and can be saved."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._wanted: ShowFile | ShowLetter | None = None
        self._fetch: Operation[_Opened] | Operation[_Drawn] | None = None
        self.file: AttachedFile | None = None
        self.letter: PreparedLetter | None = None
        words = Words(
            QCoreApplication.translate("Documents", "Imprimiendo el documento"),
            QCoreApplication.translate("Documents", "El documento se envió a la impresora."),
            QCoreApplication.translate("Documents", "Documentos de Ventanilla"),
        )
        self.paper = DocumentPaper(tools, self, words, self._on_failure)
        self._build()
        bind = tools.actions.bind
        bind(actions.PRINT, self, self.print_shown)
        bind(actions.KEEP, self, self.keep_copy)
        bind(actions.REMOVE, self, self.begin_removal)
        self._show_nothing(
            QCoreApplication.translate(
                "Documents", "Aquí se ven los archivos y las cartas de un caso. Ábralos desde el caso."
            )
        )

    def _build(self) -> None:
        tools = self._tools
        pages = QCoreApplication.translate("Documents", "Documento")
        self.preview = DocumentPreview(
            tools.background, tools.actions, paper_bar(*_PAPERS), actions.PRINT, actions.KEEP, pages
        )
        self.preview.keep.setText(QCoreApplication.translate("Documents", "Guardar una copia"))
        self.preview.view.failed.connect(self._on_failure)
        self.preview.paper.chosen.connect(lambda _paper: self._open())
        self.preview.left.connect(self.go_back)
        self.preview.leave.setText(QCoreApplication.translate("Documents", "Volver al caso"))
        self.picture = PictureView(QCoreApplication.translate("Documents", "Imagen"))
        self.about = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.empty = EmptyState("attach", "")
        self.remove = Button(
            QCoreApplication.translate("Documents", "Quitar del caso"),
            kind=Kind.QUIET,
            hint=tools.actions.spec(actions.REMOVE).hint(),
        )
        self.remove.clicked.connect(self.begin_removal)
        foot = QHBoxLayout()
        foot.setContentsMargins(19, 4, 15, 8)
        foot.addWidget(self.about, 1)
        foot.addWidget(self.remove)
        self._build_removal()
        column = self.preview.column
        column.addWidget(self.picture, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)
        column.addWidget(self.removal)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.preview)

    def _build_removal(self) -> None:
        self.removal = QWidget()
        box = QVBoxLayout(self.removal)
        box.setContentsMargins(19, 4, 15, 8)
        self.reason = QLineEdit()
        words = QCoreApplication.translate("Documents", "¿Por qué se quita del caso?")
        self.reason.setAccessibleName(words)
        self.reason.setPlaceholderText(words)
        self.reason.returnPressed.connect(self.remove_shown)
        self.foot = FormFoot(
            QCoreApplication.translate("Documents", "Quitar"),
            QCoreApplication.translate("Documents", "Enter"),
        )
        self.foot.leave.clicked.connect(self._leave_removal)
        self.foot.save.clicked.connect(self.remove_shown)
        box.addWidget(self.reason)
        box.addLayout(self.foot)
        self.removal.hide()

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show a file or a letter."""
        if isinstance(args, ShowFile | ShowLetter):
            self._wanted = args
            self._leave_removal()
            self._open()
        self._focus()

    def refresh(self, changes: frozenset[str]) -> None:
        """Notice that the file was taken off its case meanwhile."""
        if "case" in changes and isinstance(self._wanted, ShowFile):
            self._open()

    def go_back(self) -> None:
        """Go back to the case, which stands where it stood; Esc closes the question first."""
        if self.removal.isVisible():
            self._leave_removal()
        else:
            self.go.emit(CASES, None)

    # Fetching.

    def _open(self) -> None:
        if self._fetch is not None:
            self._fetch.drop()
        context, wanted = self._context, self._wanted
        if isinstance(wanted, ShowLetter):
            paper = self.preview.wanted_paper()

            def draw() -> _Drawn:
                made = letters.prepare_letter(context, wanted.case, wanted.text, paper)
                return _Drawn(made, PdfPages(made.data))

            drawing = self._tools.background.read(self, draw).on_success(self._show_letter)
            self._fetch = drawing.on_failure(self._on_refused).run()
        elif isinstance(wanted, ShowFile):
            opening = self._tools.background.read(self, lambda: _opened(context, wanted)).on_success(
                self._show_file
            )
            self._fetch = opening.on_failure(self._on_refused).run()

    def _show_letter(self, drawn: _Drawn) -> None:
        self.file, self.letter = None, drawn.letter
        words = QCoreApplication.translate("Documents", "Vista previa · {name}").format(
            name=drawn.letter.name
        )
        self._show(words, drawn.pages, None, "")
        self.about.setText(
            QCoreApplication.translate(
                "Documents", "Todavía no está anotada: vuelva al caso y guárdela con Ctrl+Enter."
            )
        )

    def _show_file(self, opened: _Opened) -> None:
        self.file, self.letter = opened.file, None
        self._show(shortened(opened.file.name, 120), opened.pages, opened.picture, opened.why)
        kind = core(opened.file.kind.label) if opened.file.kind else ""
        parts = [kind, attachments.size_text(opened.file.size), opened.file.by]
        self.about.setText(" · ".join(part for part in parts if part))

    def _show(self, title: str, pages: PdfPages | None, picture: QImage | None, why: str) -> None:
        preview = self.preview
        preview.title.setText(title)
        preview.view.show_document(pages)
        self.picture.show_picture(picture, title)
        self.empty.sentence.setText(why)
        preview.head.show()
        preview.view.setVisible(pages is not None)
        self.picture.setVisible(picture is not None)
        self.empty.setVisible(pages is None and picture is None)
        preview.print.setVisible(pages is not None)
        preview.paper.setVisible(self.letter is not None)
        preview.keep.setVisible(self.letter is not None or (self.file is not None and self.file.here))
        self.remove.setVisible(self.file is not None and self._context.actor.may(Permission.WORK_CASE))
        self.about.show()
        self._focus()

    def _show_nothing(self, sentence: str) -> None:
        self.file = self.letter = None
        self._show("", None, None, sentence)
        self.preview.head.setVisible(self._wanted is not None)
        self.about.setText("")

    def _focus(self) -> None:
        if not self.isVisible() or self.removal.isVisible():
            return
        shown = (self.preview.view, self.picture, self.preview.leave)
        next((each for each in shown if each.isVisible()), self.preview.leave).setFocus()

    # Acts.

    def print_shown(self) -> None:
        """Print the pages that are shown."""
        document = self.preview.view.document()
        if document is None:
            words = QCoreApplication.translate(
                "Documents",
                "Aquí solo se imprimen documentos PDF. Guarde una copia e imprímala con su programa.",
            )
            self.say.emit(Message(Tone.INFO, words, key="documents-nothing"))
            return
        from ui.kit import printing

        paper = self.letter.paper if self.letter is not None else self._context.profile.paper
        self.paper.send(document, printing.printer_for(paper, self.preview.title.text(), document.sizes[0]))

    def keep_copy(self) -> None:
        """Ask where, and save what is shown there."""
        name = (
            self.letter.name if self.letter is not None else self.file.name if self.file is not None else ""
        )
        if not name or (self.file is not None and not self.file.here):
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(documents or QDir.homePath()) / name
        title = QCoreApplication.translate("Documents", "Guardar una copia")
        target = ask_where(self, title, proposed, f"*{proposed.suffix}", proposed.suffix.lower())
        if target is None:
            return
        context, file, letter, wanted = self._context, self.file, self.letter, self._wanted

        def work() -> Path:
            if letter is not None:
                from desktop_app.services.reporting import write_together

                write_together({target: letter.data})
                return target
            assert file is not None  # noqa: S101 - one of them has a name
            assert wanted is not None  # noqa: S101 - what is shown was asked for
            return attachments.save_copy(context, wanted.case, file.sha, target)

        def done(saved: Path) -> None:
            words = QCoreApplication.translate("Documents", "Copia guardada: {file}").format(file=saved)
            self.say.emit(Message(Tone.DONE, words))

        self._tools.background.read(self, work).on_success(done).on_failure(self._on_failure).run()

    def begin_removal(self) -> None:
        """Ask why the file is taken off the case."""
        if self.file is not None and self.remove.isVisible():
            self.foot.set_error("")
            self.removal.show()
            self.reason.setFocus()

    def remove_shown(self) -> None:
        """Take the file off the case; what no case has any more is kept for a month."""
        file, wanted, context, reason = self.file, self._wanted, self._context, self.reason.text()
        if file is None or not isinstance(wanted, ShowFile) or not self.removal.isVisible():
            return

        def done(saved: FilesSaved) -> None:
            words = QCoreApplication.translate("Documents", "Se quitó «{name}» del caso {number}.").format(
                name=file.name, number=saved.number
            )
            self.say.emit(Message(Tone.DONE, words))
            self._wanted = None
            self.reason.clear()
            self._leave_removal()
            self._show_nothing("")
            self.go.emit(CASES, None)

        def refused(failure: Failure) -> None:
            self.foot.set_error(failure.sentence)
            self.reason.setFocus()

        work = self._tools.background.write(
            self, lambda: attachments.remove_file(context, wanted.case, file.sha, reason)
        )
        work.on_success(done).on_failure(refused).run()

    def _leave_removal(self) -> None:
        self.removal.hide()
        self._focus()

    def _on_refused(self, failure: Failure) -> None:
        self._show_nothing(failure.sentence)

    def _on_failure(self, failure: Failure) -> None:
        self.say.emit(Message(Tone.ERROR, failure.sentence, key="documents-failed"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._wanted is not None:
            self.go_back()
        else:
            super().keyPressEvent(event)


def _opened(context: Context, wanted: ShowFile) -> _Opened:
    """Read a file and make of it what can be shown; on a worker."""
    file = attachments.file_of(context, wanted.case, wanted.sha)
    try:
        content = attachments.content_of(context, wanted.case, wanted.sha)
    except UserError as error:
        return _Opened(file, why=sentence_of(error))
    if file.kind is None or not (file.kind.picture or file.kind.document):
        words = QCoreApplication.translate(
            "Documents", "Este tipo de archivo no se muestra aquí. Guarde una copia y ábrala con su programa."
        )
        return _Opened(file, why=words)
    if file.kind.picture:
        try:
            return _Opened(file, picture=read_picture(content))
        except UserError as error:
            return _Opened(file, why=sentence_of(error))
    from pypdfium2 import PdfiumError

    try:
        return _Opened(file, pages=PdfPages(content))
    except PdfiumError:
        words = QCoreApplication.translate(
            "Documents", "El PDF está protegido con clave o dañado y no se puede mostrar. Guarde una copia."
        )
        return _Opened(file, why=words)
