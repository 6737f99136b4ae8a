"""Correo: a message, and by one digit what becomes of it: it joins a case, opens one, or begins an attention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.mail_message import Mail, own_subject, own_words
from desktop_app.domain.values import Channel
from desktop_app.services import mails
from desktop_app.services.access import Permission
from desktop_app.services.attachments import FilesSaved
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.mails import Arrived, CaseChoice
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.core import core
from ui.kit.detail import DetailPane, Section
from ui.kit.digits import DigitBar
from ui.kit.dropping import FileDrops
from ui.kit.formats import moment_text
from ui.kit.forms import FormFoot, FormRow
from ui.kit.mail_files import choose_mail, nameless_words
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import CASES, RECEPTION, OpenMail, Screen, ShowCases, StartAttention, Tools
from ui.kit.surfaces import Card, EmptyState, text_label
from ui.mail import actions
from ui.mail.message import MessageCard

_SUBJECT = 60
_USUAL = ("peticion", "consulta", "informacion")


@dataclass(frozen=True, slots=True)
class _Open:
    """Choice: a case is opened."""


@dataclass(frozen=True, slots=True)
class _Attend:
    """Choice: an attention is begun."""


class MailScreen(Screen):
    """Esc goes back to where the message was dropped; nothing of it is kept before Ctrl+Enter."""

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._wanted: OpenMail | None = None
        self._busy = False
        self.arrived: Arrived | None = None
        self.choices: DigitBar | None = None
        self._build()
        tools.actions.bind(actions.OPEN, self, self.choose)
        tools.actions.bind(actions.DO, self, self.submit)
        drops = FileDrops(self)
        drops.dropped.connect(self._on_dropped)
        drops.nameless.connect(
            lambda: self.say.emit(Message(Tone.INFO, nameless_words(), key="mail-nameless"))
        )
        self._show_nothing("")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spec = self._tools.actions.spec(actions.OPEN)
        opens = Button(
            QCoreApplication.translate("Mail", "Abrir un correo"),
            kind=Kind.PRIMARY,
            icon="mail",
            hint=spec.hint(),
        )
        opens.clicked.connect(self.choose)
        self.opens = opens
        self.empty = EmptyState("mail", "", opens)
        column.addWidget(self.empty, 1)
        self.parts = QWidget()
        row = QHBoxLayout(self.parts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.message = MessageCard(self._context.zone)
        left = DetailPane(QCoreApplication.translate("Mail", "Correo"))
        left.column.setContentsMargins(0, 0, 4, 0)
        left.column.addWidget(self.message, 1)
        row.addWidget(left, 3)
        self.side = DetailPane(QCoreApplication.translate("Mail", "Qué hacer con el correo"))
        self.side.column.setContentsMargins(0, 0, 4, 0)
        self.side.column.addWidget(self._build_choices())
        self.side.column.addStretch(1)
        row.addWidget(self.side, 2)
        column.addWidget(self.parts, 1)

    def _build_choices(self) -> QWidget:
        card = Card(QCoreApplication.translate("Mail", "¿Qué se hace con este correo?"))
        self._bar = Section(0)
        card.body.addWidget(self._bar)
        self.why = text_label("", tone="muted", wrap=True)
        card.body.addWidget(self.why)
        self.form = QWidget()
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        self.subject = QLineEdit()
        field = FormRow("subject", QCoreApplication.translate("Mail", "&Asunto del caso"), self.subject)
        self.subject_row = field
        form.addWidget(field.label)
        form.addWidget(field.field)
        form.addWidget(field.note)
        self.kind = SegmentedBar(QCoreApplication.translate("Mail", "Tipo de solicitud"), wrap=True)
        types = self._context.profile.request_types
        for code, kind in types.items():
            self.kind.add(code, core(kind.label))
        self.kind.choose(next((code for code in _USUAL if code in types), next(iter(types))))
        form.addWidget(self.kind)
        card.body.addWidget(self.form)
        submit = self._tools.actions.spec(actions.DO).hint()
        self.foot = FormFoot(QCoreApplication.translate("Mail", "Unir al caso"), submit)
        self.foot.leave.clicked.connect(self.go_back)
        self.foot.save.clicked.connect(self.submit)
        card.body.addLayout(self.foot)
        return card

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show a message, or ask for one."""
        if isinstance(args, OpenMail):
            self.open_mail(args)
        self._focus()

    def choose(self) -> None:
        """Ask for a message and show it."""
        path = choose_mail(self)
        if path is not None:
            self.open_mail(self._again(path))

    def _again(self, path: Path) -> OpenMail:
        """Return another message, in the place of the one that is shown."""
        return OpenMail(path) if self._wanted is None else replace(self._wanted, path=path)

    def open_mail(self, wanted: OpenMail) -> None:
        """Read a message on a worker and show it."""
        self._wanted = wanted
        context = self._context

        def work() -> Arrived:
            return mails.look(context, mails.read_message(wanted.path), wanted.case)

        def refused(failure: Failure) -> None:
            if self._wanted is wanted:
                self._show_nothing(failure.sentence)

        self._tools.background.read(self, work).on_success(self._show).on_failure(refused).run()

    def go_back(self) -> None:
        """Leave the message; nothing of it was kept."""
        origin = self._wanted.origin if self._wanted is not None else CASES
        self._wanted = None
        self._show_nothing("")
        self.go.emit(origin, None)

    # Showing.

    def _show_nothing(self, sentence: str) -> None:
        self.arrived = None
        words = sentence or QCoreApplication.translate(
            "Mail",
            "Suelte aquí un correo guardado (.eml), o ábralo. Se une a un caso, abre uno o empieza una atención.",
        )
        self.empty.sentence.setText(words)
        self.empty.show()
        self.parts.hide()
        self._focus()

    def _show(self, arrived: Arrived) -> None:
        self.arrived = arrived
        self._busy = False
        self.message.show_message(arrived)
        self.subject.setText(own_subject(arrived.mail.subject))
        self.subject.setCursorPosition(0)
        self.subject_row.set_error("")
        self._show_choices(arrived)
        self.empty.hide()
        self.parts.show()
        self._focus()

    def _show_choices(self, arrived: Arrived) -> None:
        column = self._bar.emptied()
        bar = DigitBar(QCoreApplication.translate("Mail", "Qué hacer con el correo"), wrap=True)
        for choice in arrived.cases:
            words = QCoreApplication.translate("Mail", "Unir a {number}").format(number=choice.line.number)
            bar.add_numbered(choice, words)
        may = self._context.actor.may
        if may(Permission.OPEN_CASE):
            bar.add_numbered(_Open(), QCoreApplication.translate("Mail", "Abrir un caso"))
        if may(Permission.RECORD_ATTENTION):
            bar.add_numbered(_Attend(), QCoreApplication.translate("Mail", "Empezar una atención"))
        bar.chosen.connect(self._on_chosen)
        column.addWidget(bar)
        self.choices = bar
        likely = next((each for each in arrived.cases if not each.already), None)
        bar.choose(likely)
        self._on_chosen(likely)

    def _on_chosen(self, value: object) -> None:
        self.foot.set_error("")
        self.form.setVisible(isinstance(value, _Open))
        save = QCoreApplication.translate("Mail", "Unir al caso")
        words = QCoreApplication.translate("Mail", "Elija con su número.")
        if isinstance(value, CaseChoice):
            words = self._about(value)
        elif isinstance(value, _Open):
            save = QCoreApplication.translate("Mail", "Abrir el caso")
            words = self._sender_words()
            self.subject.setFocus()
        elif isinstance(value, _Attend):
            save = QCoreApplication.translate("Mail", "Empezar la atención")
            words = QCoreApplication.translate(
                "Mail", "En Recepción, por correo, con lo que dice el mensaje. El archivo queda donde está."
            )
        self.why.setText(words)
        self.foot.save.setText(save)
        self.foot.save.setEnabled(value is not None)

    def _about(self, choice: CaseChoice) -> str:
        line = choice.line
        parts = [shortened(line.subject, _SUBJECT), line.citizen, core(choice.why)]
        words = " · ".join(part for part in parts if part)
        if choice.already:
            words += "\n" + QCoreApplication.translate("Mail", "Ese caso ya tiene este correo.")
        return words

    def _sender_words(self) -> str:
        arrived = self.arrived
        if arrived is None:
            return ""
        if arrived.citizen is not None:
            return QCoreApplication.translate("Mail", "A nombre de {name}.").format(name=arrived.citizen.name)
        return QCoreApplication.translate(
            "Mail", "Se registra a {name} con su dirección de correo. Compruebe quién es antes de dar datos."
        ).format(name=shortened(arrived.mail.sender or arrived.mail.address, _SUBJECT))

    def _focus(self) -> None:
        if not self.isVisible():
            return
        if self.arrived is None:
            self.opens.setFocus()
        elif self.choices is not None:
            self.choices.enter()

    # Acts.

    def submit(self) -> None:
        """Do what is chosen."""
        value = self.choices.value() if self.choices is not None and self.arrived is not None else None
        if value is None or self._busy:
            return
        if isinstance(value, CaseChoice):
            self._join(value)
        elif isinstance(value, _Open):
            self._open()
        else:
            self._attend()

    def _join(self, choice: CaseChoice) -> None:
        arrived, context = self.arrived, self._context
        if arrived is not None:
            case, content = choice.line.id, arrived.content
            self._write(lambda: mails.join_case(context, case, content))

    def _open(self) -> None:
        arrived, context = self.arrived, self._context
        if arrived is None:
            return
        subject, kind = self.subject.text(), str(self.kind.value())
        citizen = arrived.citizen.id if arrived.citizen is not None else None
        self._write(lambda: mails.open_case(context, arrived.content, subject, kind, citizen=citizen))

    def _write(self, work: Callable[[], FilesSaved]) -> None:
        self._busy = True

        def done(saved: FilesSaved) -> None:
            self._busy = False
            words = QCoreApplication.translate("Mail", "El correo quedó en el caso {number}.")
            self.say.emit(Message(Tone.DONE, words.format(number=saved.number)))
            self._wanted = None
            self._show_nothing("")
            self.go.emit(CASES, ShowCases(CaseQuery("all"), saved.id))

        def refused(failure: Failure) -> None:
            self._busy = False
            if failure.field == "subject":
                self.subject_row.set_error(failure.sentence)
                self.subject.setFocus()
            else:
                self.foot.set_error(failure.sentence)

        self._tools.background.write(self, work).on_success(done).on_failure(refused).run()

    def _attend(self) -> None:
        arrived = self.arrived
        if arrived is None:
            return
        mail = arrived.mail
        start = StartAttention(
            Channel.EMAIL,
            arrived.citizen.id if arrived.citizen is not None else None,
            detail="\n".join(part for part in (self._head(mail), own_words(mail.text)) if part),
            name="" if arrived.citizen is not None else mail.sender,
            contact="" if arrived.citizen is not None else mail.address,
        )
        self._wanted = None
        self._show_nothing("")
        self.go.emit(RECEPTION, start)

    def _head(self, mail: Mail) -> str:
        """Return when the message was sent and what about: the attention itself happens now."""
        if mail.sent is None:
            return mail.subject
        sent = moment_text(mail.sent.astimezone(self._context.zone))
        return QCoreApplication.translate("Mail", "Correo del {moment}: {subject}").format(
            moment=sent, subject=mail.subject
        )

    def _on_dropped(self, paths: Sequence[Path]) -> None:
        self.open_mail(self._again(paths[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape and self._wanted is not None:
            self.go_back()
        else:
            super().keyPressEvent(event)
