"""Where everything that is kept about a person is saved for them; who hands it out is noted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.file_names import file_stem
from desktop_app.services import person_export
from desktop_app.services.citizens import Citizen
from desktop_app.services.context import Context
from desktop_app.services.person_export import Exported, ExportTrace, Prepared
from ui.citizens.words import nameless
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import SegmentedBar
from ui.kit.detail import Section
from ui.kit.formats import moment_text
from ui.kit.forms import FormFoot
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background, Failure, Operation
from ui.kit.saving import ask_where
from ui.kit.surfaces import text_label

PDF, JSON = "pdf", "json"
_EARLIER = 3
_NAME = 60


class ExportPart(QWidget):
    """Stands in the pane in place of the sheet. Esc leaves it; nothing is written before the folder is chosen."""

    left = Signal()
    said = Signal(object)
    """Message for the person."""

    def __init__(self, context: Context, background: Background, submit_hint: str) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self._person: Citizen | None = None
        self._saving = False
        self._asking: Operation[list[ExportTrace]] | None = None
        self._making: Operation[Prepared] | None = None
        self._folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        translate = QCoreApplication.translate
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.words = text_label(
            translate(
                "Citizens",
                "Se guarda todo lo que hay de la persona: datos, atenciones, casos con su bitácora, contactos, "
                "vinculaciones y números impresos. Queda anotado en este equipo quién lo entregó y cuándo.",
            ),
            wrap=True,
        )
        self.kind = SegmentedBar(translate("Citizens", "En qué forma"), wrap=True)
        self.kind.add(PDF, translate("Citizens", "Para leer (PDF)"), icon="report")
        self.kind.add(JSON, translate("Citizens", "Para otro sistema (JSON)"), icon="export")
        self.kind.choose(PDF)
        self.earlier = Section(2)
        self.foot = FormFoot(translate("Citizens", "Guardar…"), submit_hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.title, self.words, self.kind, self.earlier):
            column.addWidget(widget)
        column.addLayout(self.foot)
        column.addStretch(1)
        self.foot.leave.clicked.connect(self.stop)
        self.foot.save.clicked.connect(self.submit)
        self.hide()

    def open_for(self, person: Citizen) -> None:
        """Offer somebody's data."""
        self._person = person
        words = QCoreApplication.translate("Citizens", "Entregar los datos de {name}")
        self.title.setText(words.format(name=shortened(nameless(person.name))))
        self.foot.set_error("")
        self.earlier.emptied()
        self.show()
        chosen = next(chip for chip in self.kind.chips() if chip.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_earlier(person.id)

    def is_open(self) -> bool:
        """Tell whether somebody's data is offered."""
        return self._person is not None

    def close_part(self) -> None:
        """Leave it."""
        if self._saving or self._person is None:
            return
        self._person = None
        self.hide()
        self.left.emit()

    def stop(self) -> None:
        """Leave it; while the document is being made, stop that first."""
        if self._making is not None:
            self._making.cancel()
        else:
            self.close_part()

    def submit(self) -> None:
        """Ask where, and write the file there."""
        person = self._person
        if person is None or self._saving:
            return
        kind = str(self.kind.value())
        translate = QCoreApplication.translate
        types = {
            PDF: translate("Citizens", "Documento PDF (*.pdf)"),
            JSON: translate("Citizens", "Datos JSON (*.json)"),
        }
        title = translate("Citizens", "Guardar los datos de la persona")
        path = ask_where(self, title, self._folder / file_name(person, kind), types[kind], f".{kind}")
        if path is not None:
            self._write(person, kind, path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)

    def _write(self, person: Citizen, kind: str, path: Path) -> None:
        self._saving = True
        self.foot.save.setEnabled(False)
        self.foot.set_error("")
        context = self._context
        pdf, data = (path, None) if kind == PDF else (None, path)

        def made(prepared: Prepared) -> None:
            self._making = None
            work = self._background.write(self, lambda: person_export.hand_out(context, prepared))
            work.on_success(partial(self._on_saved, path.parent)).on_failure(self._on_failed).run()

        # Made beside the writer: what is typed meanwhile at the counter is kept all the same.
        self._making = self._background.long_read(
            self,
            lambda _progress, token: person_export.prepare_export(
                context, person.id, pdf=pdf, data=data, cancel=token
            ),
        ).with_progress(QCoreApplication.translate("Citizens", "Preparando los datos de la persona"))
        self._making.on_success(made).on_failure(self._on_failed).on_cancel(self._on_cancelled).run()

    def _on_cancelled(self) -> None:
        self._end()
        self.foot.set_error(
            QCoreApplication.translate("Citizens", "Se canceló. No se guardó ningún archivo.")
        )

    def _on_saved(self, folder: Path, saved: Exported) -> None:
        self._end()
        self._folder = folder
        self.close_part()
        words = QCoreApplication.translate("Citizens", "Guardado: {file}").format(file=saved.files[0])
        open_it = QCoreApplication.translate("Citizens", "Abrir la carpeta")
        place = QUrl.fromLocalFile(str(folder))
        self.said.emit(Message(Tone.DONE, words, open_it, lambda: QDesktopServices.openUrl(place)))

    def _on_failed(self, failure: Failure) -> None:
        self._end()
        self.foot.set_error(failure.sentence)

    def _end(self) -> None:
        self._making = None
        self._saving = False
        self.foot.save.setEnabled(True)

    def _show_earlier(self, citizen: bytes) -> None:
        if self._asking is not None:
            self._asking.drop()
        context = self._context

        def done(found: list[ExportTrace]) -> None:
            self._asking = None
            column = self.earlier.emptied()
            for each in found[:_EARLIER]:
                words = QCoreApplication.translate(
                    "Citizens", "Ya se entregó el {moment}, por {who}."
                ).format(moment=moment_text(each.at), who=each.by)
                column.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True))

        self._asking = (
            self._background.read(self, lambda: person_export.exports_of(context, citizen))
            .on_success(done)
            .run()
        )


def file_name(person: Citizen, kind: str) -> str:
    """Return a name for the file that every system accepts."""
    name = QCoreApplication.translate("Citizens", "Datos de {name}").format(
        name=file_stem(person.name, nameless(""), _NAME)
    )
    return f"{name}.{kind}"
