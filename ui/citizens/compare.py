"""Two records side by side: what each says, which value stays, how much comes together."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.services.merging import Choice, Preview
from ui.citizens.words import field_name, record_text, totals_line
from ui.kit import speech, theme
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.detail import DetailPane, empty
from ui.kit.paint import ring
from ui.kit.surfaces import Card, text_label
from ui.kit.taborder import walk_last
from ui.kit.tips import tip

_LEAST = 96
_PAD = 12
_LABEL = 116


class ValueChip(Button):
    """One record's value: as wide as there is room, cut with dots; the tooltip has it whole."""

    def __init__(self, value: str, name: str) -> None:
        super().__init__("", kind=Kind.CHIP)
        self._value = value
        self.setToolTip(tip(value))
        self.setAccessibleName(f"{name}: {value}" if value else name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def value(self) -> str:
        """Return the whole value."""
        return self._value

    def sizeHint(self) -> QSize:
        """Return the room of the value, up to a limit."""
        width = QFontMetrics(self.font()).horizontalAdvance(self._value[:80]) + 2 * _PAD
        return QSize(max(_LEAST, min(width, 320)), theme.FIELD_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return little: the words are cut."""
        return QSize(_LEAST, theme.FIELD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the value at the left."""
        tokens = theme.current()
        painter = QPainter(self)
        ink, faint, _ground = self._draw_ground(painter, tokens)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        room = QRect(_PAD, 0, self.width() - 2 * _PAD, self.height())
        words = self._value or QCoreApplication.translate("Citizens", "(vacío)")
        painter.setFont(self.font())
        painter.setPen(ink if self._value else faint)
        shown = QFontMetrics(self.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)


class FieldPair(QWidget):
    """The two values of a field; the arrows choose."""

    def __init__(self, choice: Choice, heads: tuple[str, str]) -> None:
        super().__init__()
        self.choice = choice
        name = field_name(choice.field)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.chips = tuple(
            ValueChip(value, f"{name}, {head}")
            for value, head in zip((choice.standing, choice.other), heads, strict=True)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, chip in enumerate(self.chips):
            self._group.addButton(chip, place)
            row.addWidget(chip, 1)
            chip.clicked.connect(self._one_stop)
        self.choose(other=not choice.keep)

    def takes_other(self) -> bool:
        """Tell whether the other record's value stays."""
        return self.chips[1].isChecked()

    def choose(self, *, other: bool) -> None:
        """Choose one of the two."""
        self.chips[int(other)].setChecked(True)
        self._one_stop()

    def swap(self) -> None:
        """Choose the other one of the two, and say it."""
        self.choose(other=not self.takes_other())
        speech.announce(self, self.chips[int(self.takes_other())].accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not event.modifiers():
            self.choose(other=event.key() == Qt.Key.Key_Right)
            self.chips[int(self.takes_other())].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _one_stop(self) -> None:
        for chip in self.chips:
            stop = chip.isChecked()
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)


class ComparePage(Card):
    """Both records, the choice of each field, and what follows. Esc goes back and changes nothing."""

    left = Signal()
    merge_asked = Signal(object, object)
    """Preview, and the fields taken from the other record."""
    apart_asked = Signal(object)
    """Preview of two who are not one person."""

    def __init__(self, *, may_merge: bool, may_write: bool, submit_hint: str) -> None:
        super().__init__()
        self.preview: Preview | None = None
        self._may_merge = may_merge
        self.pairs: list[FieldPair] = []
        translate = QCoreApplication.translate
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.why = text_label("", tone="muted", wrap=True)
        self._pane = DetailPane(translate("Citizens", "Las dos fichas"))
        self._pane.column.setContentsMargins(0, 0, 8, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        self._pane.column.addLayout(self._grid)
        self.together = text_label("", wrap=True)
        self._pane.column.addStretch(1)
        self.error = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.error.hide()
        self.leave = Button(translate("Citizens", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.apart = Button(translate("Citizens", "No son la misma persona"), icon="swap", hint="D")
        self.merge = Button(
            translate("Citizens", "Reunir las fichas"), kind=Kind.PRIMARY, icon="link", hint=submit_hint
        )
        for button, shown in ((self.apart, may_write), (self.merge, may_merge)):
            if not shown:
                button.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.apart)
        foot.addWidget(self.merge)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.why)
        self.body.addLayout(head)
        self.body.addWidget(self._pane, 1)
        self.body.addWidget(self.together)
        self.body.addWidget(self.error)
        self.body.addLayout(foot)
        self.leave.clicked.connect(self.left)
        self.apart.clicked.connect(self._ask_apart)
        self.merge.clicked.connect(self.submit)

    def show_preview(self, preview: Preview) -> None:
        """Show two records; the proposals are chosen."""
        self.preview = preview
        self.error.hide()
        self.title.setText(QCoreApplication.translate("Citizens", "¿Son la misma persona?"))
        why = " · ".join(core(each) for each in preview.why)
        self.why.setText(why or QCoreApplication.translate("Citizens", "Elegidas a mano: nada más las une."))
        self._fill(preview)
        walk_last(self._pane, self.leave, self.apart, self.merge)
        words = QCoreApplication.translate(
            "Citizens",
            "Juntas: {totals}. Todo queda en la ficha más antigua y se puede separar cuando haga falta.",
        ).format(totals=totals_line(preview.together))
        if not self._may_merge:
            rights = QCoreApplication.translate("Citizens", "Reunir fichas le corresponde a supervisión.")
            words = f"{words} {rights}"
        self.together.setText(words)
        self.merge.setEnabled(True)
        self.focus_first()
        self._pane.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """Put the focus into the first field to choose."""
        first = self.pairs[0].chips[int(self.pairs[0].takes_other())] if self.pairs else self.leave
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def taken(self) -> frozenset[str]:
        """Return the fields whose value comes from the other record."""
        return frozenset(pair.choice.field for pair in self.pairs if pair.takes_other())

    def submit(self) -> None:
        """Ask for the merge as it is chosen."""
        if self.preview is not None and self._may_merge and self.merge.isEnabled():
            self.error.hide()
            self.merge.setEnabled(False)
            self.merge_asked.emit(self.preview, self.taken())

    def refuse(self, sentence: str) -> None:
        """Say why it was not done; the choices stay."""
        self.error.setText(sentence)
        self.error.show()
        self.merge.setEnabled(True)
        speech.announce(self.error, sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose the other value of a field, D tells the two apart, Esc leaves."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = key - Qt.Key.Key_1
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and 0 <= number < len(self.pairs):
            self.pairs[number].swap()
        elif plain and key == Qt.Key.Key_D and not self.apart.isHidden():
            self._ask_apart()
        else:
            super().keyPressEvent(event)

    def _ask_apart(self) -> None:
        if self.preview is not None:
            self.apart_asked.emit(self.preview)

    def _fill(self, preview: Preview) -> None:
        empty(self._grid)
        self.pairs = []
        translate = QCoreApplication.translate
        heads = (translate("Citizens", "la más antigua"), translate("Citizens", "la otra"))
        titles = (translate("Citizens", "Ficha más antigua"), translate("Citizens", "Otra ficha"))
        top = QHBoxLayout()
        top.setSpacing(8)
        for title, moment, totals in zip(
            titles,
            (preview.standing_created, preview.other_created),
            (preview.standing_totals, preview.other_totals),
            strict=True,
        ):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(text_label(title, strong=True))
            cell.addWidget(text_label(record_text(moment, totals), theme.Size.SMALL, tone="muted", wrap=True))
            cell.addStretch(1)
            top.addLayout(cell, 1)
        self._grid.addLayout(top, 0, 1)
        for choice in preview.choices:
            at = self._grid.rowCount()
            if choice.differs:
                pair = FieldPair(choice, heads)
                self.pairs.append(pair)
                name = f"{len(self.pairs)}  {field_name(choice.field)}"
                self._grid.addWidget(pair, at, 1)
                pair.show()  # a layout shows what is new a turn later, and what is hidden takes no focus
            elif choice.standing:
                name = field_name(choice.field)
                same = translate("Citizens", "{value} · igual en las dos").format(value=choice.standing)
                line = text_label(same, wrap=True)
                line.setMinimumHeight(theme.FIELD_HEIGHT)
                self._grid.addWidget(line, at, 1)
            else:
                continue
            label = text_label(name, tone="" if choice.differs else "muted")
            label.setMinimumHeight(theme.FIELD_HEIGHT)
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
