"""Writing to the citizen: a template by its digit, its words changed, then a letter, an e-mail or a call."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.contact_templates import Purpose
from desktop_app.services import letters, templates
from desktop_app.services.attachments import FilesSaved
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from desktop_app.services.templates import Offer
from ui.cases import actions
from ui.cases.keeper import Key, StepKeeper
from ui.cases.panel import CasePanel, Record, Recorded
from ui.cases.steps import LETTER, Step
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.digits import DigitBar
from ui.kit.messages import Message, Tone
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.screen import DOCUMENTS, ShowFile, ShowLetter
from ui.kit.surfaces import text_label

_TEXT = 168
_OFFERED = 9
_LONGEST_LINK = 1_500
"""Characters of a mail program's link: Windows cuts at 2,000."""

PAPER, MAIL, CALL = "paper", "mail", "call"


class LetterPanel(CasePanel):
    """The text stays until it is recorded, also over the end of the program."""

    name: ClassVar[str] = LETTER

    def __init__(
        self, context: Context, background: Background, submit_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Anotar"), submit_hint, parent)
        self._context = context
        self._background = background
        self._typed: dict[bytes, str] = {}
        self._purposes: dict[bytes, Purpose] = {}
        self._offers: tuple[Offer, ...] = ()
        self._wrote: tuple[str, CaseDetail, str] | None = None
        self._keeper = StepKeeper(context, background, self)
        self._keeper.restore(self._on_restored)
        self.templates: DigitBar | None = None
        self._build()

    def _build(self) -> None:
        column = self.column
        self._title = text_label(
            QCoreApplication.translate("Cases", "Escribir al ciudadano"), strong=True, wrap=True
        )
        column.addWidget(self._title)
        self._choices = QVBoxLayout()
        column.addLayout(self._choices)
        self.text = NoteEdit()
        self.text.setFixedHeight(_TEXT)
        words = QCoreApplication.translate("Cases", "Texto para el ciudadano")
        self.text.setAccessibleName(words)
        self.text.setPlaceholderText(words)
        self.text.textChanged.connect(self._on_text)
        self.text.refused.connect(self.set_error)
        column.addWidget(self.text)
        self.missing = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column.addWidget(self.missing)
        self.means = DigitBar(QCoreApplication.translate("Cases", "Cómo se le hace llegar"), wrap=True)
        self.means.add_numbered(PAPER, QCoreApplication.translate("Cases", "Carta impresa"))
        self.means.add_numbered(MAIL, QCoreApplication.translate("Cases", "Correo"))
        self.means.add_numbered(CALL, QCoreApplication.translate("Cases", "Llamada"))
        self.means.choose(PAPER)
        column.addWidget(self.means)
        self.preview = Button(
            QCoreApplication.translate("Cases", "Vista previa"), kind=Kind.QUIET, icon="print"
        )
        self.preview.clicked.connect(self.show_preview)
        row = QHBoxLayout()
        row.addWidget(self.preview)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(self.foot)

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Open for a case: the templates are offered by their digits, or the text goes on."""
        del step
        self.keep()
        self.case = None  # while the fields are filled, nobody types
        typed = self._typed.get(case.line.id, "")
        self.text.setPlainText(typed)
        self.text.setReadOnly(False)
        self.means.choose(PAPER)
        self.set_error("")
        self._set_offers(())
        self.case = case
        self._tell_missing(())
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        context, wanted = self._context, case.line.id

        def done(offers: tuple[Offer, ...]) -> None:
            if self.case is not None and self.case.line.id == wanted:
                self._set_offers(offers)

        self._background.read(self, lambda: templates.offers(context, wanted)).on_success(done).run()

    def _set_offers(self, offers: tuple[Offer, ...]) -> None:
        self._offers = offers[:_OFFERED]
        if self.templates is not None:
            self._choices.removeWidget(self.templates)
            self.templates.hide()
            self.templates.deleteLater()
            self.templates = None
        if not self._offers:
            return
        bar = DigitBar(QCoreApplication.translate("Cases", "Plantilla"), wrap=True)
        for at, offer in enumerate(self._offers):
            bar.add_numbered(at, offer.template.name)
        bar.chosen.connect(lambda at: self._take(int(str(at))))
        self._choices.addWidget(bar)
        QWidget.setTabOrder(bar, self.text)
        self.templates = bar
        # Whoever has begun to write goes on; an empty text waits for a template.
        if not self.text.toPlainText() and self.text.hasFocus():
            bar.enter()

    def _take(self, at: int) -> None:
        if self.case is None or not 0 <= at < len(self._offers):
            return
        offer = self._offers[at]
        self._purposes[self.case.line.id] = offer.template.purpose
        # Over the cursor and not anew, so that Ctrl+Z brings back what stood there.
        cursor = self.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(offer.filled.text)
        self._tell_missing((*offer.filled.empty, *offer.filled.unknown))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_missing(self, fields: tuple[str, ...]) -> None:
        words = QCoreApplication.translate(
            "Cases", "Este caso no tiene con qué completar: {fields}. Escríbalo usted."
        )
        self.missing.setText(words.format(fields=", ".join(fields)) if fields else "")
        self.missing.setVisible(bool(fields))

    def purpose(self) -> Purpose:
        """Return what the text is for, as its template says."""
        return (
            self._purposes.get(self.case.line.id, Purpose.OTHER) if self.case is not None else Purpose.OTHER
        )

    def show_preview(self) -> None:
        """Show the letter as it would be printed; the text stays here."""
        if self.case is not None:
            self.keep()
            self.going.emit(DOCUMENTS, ShowLetter(self.case.line.id, self.text.toPlainText()))

    def submit(self) -> None:
        """Record what was written."""
        if self.case is None or self.text.isReadOnly():
            return
        case, text, purpose = self.case.line.id, self.text.toPlainText(), self.purpose()
        means = str(self.means.value())
        self._wrote = (means, self.case, text)
        self.text.setReadOnly(True)
        noted = {
            MAIL: QCoreApplication.translate("Cases", "Correo al ciudadano"),
            CALL: QCoreApplication.translate("Cases", "Llamada"),
        }.get(means, QCoreApplication.translate("Cases", "Carta al ciudadano"))

        def work(context: Context) -> Recorded:
            if means == MAIL:
                return letters.record_mail_out(context, case, text, purpose=purpose)
            if means == CALL:
                return letters.record_call(context, case, text, purpose=purpose)
            return letters.record_letter(context, case, text, purpose=purpose)

        self.submitted.emit(Record(case, work, noted, actions.WRITE))

    def recorded(self, record: Record) -> None:
        """Forget the text: it is recorded, and another case may be shown meanwhile."""
        self.text.setReadOnly(False)
        super().recorded(record)
        self._typed.pop(record.case, None)
        self._purposes.pop(record.case, None)
        self._keeper.touch((record.case, actions.WRITE), "")

    def written(self, saved: Recorded) -> None:
        """Bring the letter to the printer's screen, or the e-mail to the clipboard."""
        wrote, self._wrote = self._wrote, None
        if wrote is None:
            return
        means, case, text = wrote
        if isinstance(saved, FilesSaved) and saved.first is not None:
            self.going.emit(DOCUMENTS, ShowFile(saved.id, saved.first))
        elif means == MAIL:
            QGuiApplication.clipboard().setText(text)
            words = QCoreApplication.translate(
                "Cases", "El texto está copiado: péguelo en su programa de correo. Este programa no lo envía."
            )
            opens = QCoreApplication.translate("Cases", "Abrir el correo")
            link = mail_link(case.email, letters.mail_subject(case), text)
            self.say.emit(Message(Tone.INFO, words, opens, lambda: QDesktopServices.openUrl(link)))

    def set_error(self, sentence: str) -> None:
        """Show what is wrong; the text stays and can be changed."""
        self.text.setReadOnly(False)
        super().set_error(sentence)

    def keep(self) -> None:
        """Keep the text of this case."""
        if self.case is not None:
            self._typed[self.case.line.id] = self.text.toPlainText()
        self._keeper.save()

    def _on_text(self) -> None:
        if self.case is not None:
            self._keeper.touch((self.case.line.id, actions.WRITE), self.text.toPlainText())

    def _on_restored(self, texts: dict[Key, str]) -> None:
        for (case, step), text in texts.items():
            if step == actions.WRITE:
                self._typed.setdefault(case, text)


def mail_link(address: str, subject: str, text: str) -> QUrl:
    """Return what opens the mail program with a new message; a long text is pasted there by hand."""
    link = QUrl(f"mailto:{address}")
    query = QUrlQuery()
    query.addQueryItem("subject", bytes(QUrl.toPercentEncoding(subject).data()).decode())
    body = bytes(QUrl.toPercentEncoding(text).data()).decode()
    if len(body) <= _LONGEST_LINK:
        query.addQueryItem("body", body)
    link.setQuery(query)
    return link
