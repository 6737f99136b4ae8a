"""One recorded attention, read again: everything that was kept of it, and taking it back with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.cleaning import LINE
from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.domain.labels import label, label_of
from desktop_app.domain.values import ReferralState, Result
from ui.kit import theme
from ui.kit.badges import Badge, BadgeKind, BadgeLabel
from ui.kit.breaking import shortened
from ui.kit.buttons import Button
from ui.kit.channels import channel_word
from ui.kit.core import core
from ui.kit.detail import DetailPane, Section
from ui.kit.finding import joined
from ui.kit.formats import moment_text, stopwatch_text
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.surfaces import text_label
from ui.kit.tips import tip

if TYPE_CHECKING:
    from desktop_app.services.attentions import Attention

_LABEL = 84


class VoidForm(QFrame):
    """Why the record is taken back; Esc leaves it."""

    submitted = Signal(str)
    left = Signal()

    def __init__(self, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.form = Form()
        self.form.grid.setColumnMinimumWidth(0, 0)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(QCoreApplication.translate("Reception", "Por qué se anula"))
        self.row = self.form.add(
            FormRow("reason", QCoreApplication.translate("Reception", "Motivo de la anulación"), self.reason)
        )
        self.row.hide_label(self)
        self.foot = FormFoot(QCoreApplication.translate("Reception", "Anular la atención"), submit_hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.form)
        column.addLayout(self.foot)
        self.foot.save.clicked.connect(self.submit)
        self.foot.leave.clicked.connect(self.close_form)
        self.reason.textEdited.connect(lambda _text: self._clear())
        self.hide()

    def open_form(self) -> None:
        """Ask for the reason."""
        self._clear()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Leave without taking anything back."""
        self.hide()
        self.left.emit()

    def submit(self) -> None:
        """Have the record taken back."""
        if not self.isHidden():
            self.submitted.emit(self.reason.text())

    def refuse(self, field: str, sentence: str) -> None:
        """Tell what is wrong, under the field or with the whole."""
        if not self.form.show_errors([(field, sentence)]):
            self.foot.set_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        self.form.clear_errors()
        self.foot.set_error("")


class DayDetail(DetailPane):
    """Heading, facts, and the way to take it back."""

    def __init__(self, void_hint: str, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Reception", "Detalle de la atención"), parent)
        self.setMinimumWidth(240)
        self.setProperty("ring", "true")
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.number = text_label("", theme.Size.SMALL, tone="muted")
        self.badge = BadgeLabel()
        self._facts = Section(4)
        self.void = Button(QCoreApplication.translate("Reception", "Anular"), icon="close", hint=void_hint)
        self.form = VoidForm(submit_hint)
        self.column.addWidget(self.title)
        line = QHBoxLayout()
        line.addWidget(self.number)
        line.addWidget(self.badge)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self._facts)
        self.column.addWidget(self.form)
        self.column.addWidget(self.void, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.form.left.connect(self.void.show)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Tell what will stand here."""
        self.title.setText("")
        self.number.setText(QCoreApplication.translate("Reception", "Elija una atención de la lista."))
        self.badge.set_badge(None)
        self._facts.emptied()
        self.void.hide()
        self.form.hide()

    def show_attention(self, attention: Attention) -> None:
        """Show everything that was kept."""
        self.title.setText(shortened(attention.topic))
        self.title.setToolTip(tip(attention.topic))
        self.number.setText(attention.number)
        voided = Badge(BadgeKind.VOIDED, QCoreApplication.translate("Reception", "Anulada"))
        self.badge.set_badge(voided if attention.voided else None)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        for at, (name, words) in enumerate(_facts(attention)):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(text_label(name, theme.Size.SMALL, tone="muted"), at, 0, top)
            grid.addWidget(text_label(words, wrap=True), at, 1, top)
        self._facts.emptied().addLayout(grid)
        self.form.hide()
        self.void.setVisible(attention.mine and not attention.voided)

    def ask_reason(self) -> None:
        """Open the form for the reason, where the record may be taken back."""
        if self.void.isHidden():
            return
        self.void.hide()
        self.form.open_form()
        self._reveal_soon()

    def refuse(self, field: str, sentence: str) -> None:
        """Tell what is wrong with the reason; the form grows with it."""
        self.form.refuse(field, sentence)
        self._reveal_soon()

    def _reveal_soon(self) -> None:
        """Bring the whole form into sight, once it has its place."""
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        if self.form.isVisible():
            self.ensureWidgetVisible(self.form.foot.save, 0, 12)


def _facts(attention: Attention) -> Iterator[tuple[str, str]]:
    """Yield name and words of what was kept, in the order of the conversation."""
    tr = QCoreApplication.translate
    if attention.voided:
        yield tr("Reception", "Motivo"), core(attention.void_reason)
    yield tr("Reception", "Canal"), channel_word(attention.channel)
    yield tr("Reception", "Hora"), _hours(attention)
    if attention.original_start is not None:
        words = tr("Reception", "{hour} según el reloj; se corrigió")
        yield tr("Reception", "Inicio"), words.format(hour=f"{attention.original_start:%H:%M}")
    if attention.visit[1] > 1:
        words = tr("Reception", "{nth}.ª de {count} consultas")
        yield tr("Reception", "Visita"), words.format(nth=attention.visit[0], count=attention.visit[1])
    yield tr("Reception", "Ciudadano"), attention.citizen or tr("Reception", "(sin identificar)")
    if attention.preferential:
        yield tr("Reception", "Preferente"), core(attention.preferential)
    if attention.contact or attention.no_contact:
        yield tr("Reception", "Contacto"), attention.contact or tr("Reception", "Sin contacto")
    for reason, seconds in attention.holds:
        yield tr("Reception", "Espera"), f"{stopwatch_text(seconds)} · {core(label(reason)).lower()}"
    yield from _outcome(attention)


def _outcome(attention: Attention) -> Iterator[tuple[str, str]]:
    """Yield name and words of how it ended, and of who recorded it."""
    tr = QCoreApplication.translate
    yield tr("Reception", "Resultado"), core(label_of(Result, attention.result))
    if attention.unit:
        yield tr("Reception", "Unidad"), attention.unit
    if attention.born_resolved:
        yield tr("Reception", "Caso"), tr("Reception", "Resuelto en ventanilla")
    if attention.case is not None:
        state = core(attention.case_word)
        yield tr("Reception", "Caso"), joined(attention.case_number, state)
    if attention.referral is not None:
        state = core(label_of(ReferralState, attention.referral_state))
        yield tr("Reception", "Vinculación"), joined(attention.referral_number, state)
    if attention.answer:
        yield tr("Reception", "Se respondió"), shortened(attention.answer, _LONG)
    if attention.detail:
        yield (
            tr("Reception", "Detalle"),
            shortened(attention.detail, _LONG),
        )
    if attention.sampled or attention.score is not None:
        yield tr("Reception", "Opinión"), _opinion(attention)
    if attention.recorded is not None:
        yield tr("Reception", "Atendió"), joined(attention.writer, tr("Reception", "en papel"))
        yield tr("Reception", "Transcribió"), joined(attention.author, moment_text(attention.recorded))
    elif attention.author:
        yield tr("Reception", "Registró"), attention.author


def _opinion(attention: Attention) -> str:
    """Return what the citizen thinks, who typed it in, and their own words as such."""
    tr = QCoreApplication.translate
    if attention.score is None:
        return tr("Reception", "Se le iba a pedir; no hay respuesta")
    if not 1 <= attention.score <= len(SCORE_LABELS):
        return tr("Reception", "No quiso responder")
    words = core(SCORE_LABELS[attention.score - 1])
    if attention.by_handler:
        words = tr("Reception", "{score} (la anotó quien atendió)").format(score=words)
    if attention.opinion:
        said = tr("Reception", "En sus palabras: «{comment}»")
        words += "\n" + said.format(comment=shortened(attention.opinion, _LONG))
    return words


_LONG = LINE * 5


def _hours(attention: Attention) -> str:
    words = QCoreApplication.translate("Reception", "{start} a {end} · {duration}")
    return words.format(
        start=f"{attention.started:%H:%M}", end=f"{attention.ended:%H:%M}",
        duration=stopwatch_text(attention.duration),
    )  # fmt: skip
