"""Pages that are read: a head with what can be done, and a body in large calm type."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.guide_sheet import requirement_lines
from desktop_app.services.catalogue import Topic
from ui.guide.words import part as sheet_part
from ui.guide.words import part_title
from ui.kit import theme
from ui.kit.badges import Badge, BadgeLabel
from ui.kit.breaking import breakable, shortened
from ui.kit.buttons import Button
from ui.kit.flow import FlowLayout
from ui.kit.surfaces import Icon, text_label
from ui.kit.tips import tip

_WIDEST = 780
_UNDER = 240
_TWO_COLUMNS = 460
_LEAST = 56
_FACTS = ("cost", "term", "where", "hours")


class ReadingArea(QScrollArea):
    """A body that the arrow keys scroll; Esc goes back to the list."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ring", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(_LEAST)

    def show_body(self, body: QWidget, spoken: str, *, keep_place: bool = False) -> None:
        """Show another body; ``spoken`` is what is read aloud of it."""
        place = self.verticalScrollBar().value() if keep_place else 0
        before, focused = self.widget(), QApplication.focusWidget()
        if before is not None and focused is not None and before.isAncestorOf(focused):
            # What had the focus goes away with the old body.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWidget(body)
        body.setAutoFillBackground(False)  # setWidget turns it on
        self.setAccessibleDescription(spoken)
        if keep_place:
            body.adjustSize()
        self.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; Home and End go to the ends."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)


class ReadingPage(QFrame):
    """Title, what it is, badges, buttons; below them the body."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        self._column = column
        self._key: object = None
        self._icons: dict[Button, str] = {}
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(19, 0, 15, 0)
        head.setSpacing(6)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        self.under = text_label("", tone="muted", wrap=True)
        self.badge = BadgeLabel()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        for widget in (self.title, self.under, self.badge, self._buttons):
            head.addWidget(widget)
        column.addLayout(head)
        self.area = ReadingArea(name)
        self.area.left.connect(self.left)
        column.addWidget(self.area, 1)

    def add_button(self, button: Button, icon: str = "") -> None:
        """Add something that can be done with what is shown; its icon goes where there is little height."""
        self._flow.addWidget(button)
        self._icons[button] = icon

    def show_body(self, key: object, body: Body) -> None:
        """Show the body of a thing; the same thing again stays where it was scrolled to."""
        again, self._key = key == self._key, key
        self.area.show_body(body, body.finish(), keep_place=again)

    def show_head(self, title: str, under: str, badge: Badge | None) -> None:
        """Show what the page is about."""
        self.title.setText(shortened(title))
        self.title.setToolTip(tip(title))
        self.under.setText(breakable(shortened(under, _UNDER)))
        self.under.setToolTip(tip(under) if len(under) > _UNDER else "")
        self.under.setVisible(bool(under))
        self.badge.set_badge(badge)

    def fit(self, *, short: bool) -> None:
        """Give up some of the head where there is little height."""
        theme.set_text(self.title, theme.Size.LEAD if short else theme.Size.TITLE, strong=True)
        self._column.setContentsMargins(1, 8 if short else 12, 1, 1)
        for button, icon in self._icons.items():
            button.set_icon_name("" if short else icon)

    def enter(self) -> None:
        """Put the focus where the arrows scroll."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)


class Body(QWidget):
    """What stands in a reading area, from the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(_WIDEST)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(19, 4, 15, 16)
        self.column.setSpacing(14)
        self._spoken: list[str] = []

    def add(self, widget: QWidget) -> None:
        """Add a piece."""
        self.column.addWidget(widget)

    def add_part(self, title: str, lines: Sequence[str]) -> None:
        """Add a heading with one text, or with several as a numbered list."""
        self.add(numbered(title, lines) if len(lines) > 1 else part(title, lines[0]))
        self._spoken.append(f"{title}: {'; '.join(lines)}")

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add short facts, beside each other where there is room."""
        if facts:
            self.add(Facts(facts))
            self._spoken += [f"{title}: {text}" for title, text in facts]

    def add_note(self, text: str) -> None:
        """Add a quiet sentence."""
        if text:
            self.add(text_label(breakable(text), theme.Size.SMALL, tone="muted", wrap=True))
            self._spoken.append(text)

    def finish(self) -> str:
        """End the body; return what is read aloud of it."""
        self.column.addStretch(1)
        return ". ".join(self._spoken)


class Facts(QWidget):
    """Headed facts in one or two columns, as the width allows."""

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = [part(title, text) for title, text in facts]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(14)
        self._place(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room for them."""
        super().resizeEvent(event)
        self._place(2 if self.width() >= _TWO_COLUMNS else 1)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for each in self._parts:
            self._grid.removeWidget(each)
        for at, each in enumerate(self._parts):
            self._grid.addWidget(each, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def part(title: str, text: str) -> QWidget:
    """Return a small heading over a text that can be selected."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(text_label(title, theme.Size.SMALL, strong=True, tone="accent"))
    column.addWidget(selectable(text, theme.Size.LEAD))
    return box


def numbered(title: str, lines: Sequence[str]) -> QWidget:
    """Return a heading over a numbered list."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.addWidget(text_label(title, theme.Size.SMALL, strong=True, tone="accent"), 0, 0, 1, 2)
    for at, line in enumerate(lines, 1):
        number = text_label(f"{at}.", theme.Size.LEAD, strong=True, tone="muted")
        grid.addWidget(number, at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(selectable(line, theme.Size.LEAD), at, 1)
    return box


def selectable(text: str, size: theme.Size = theme.Size.BODY) -> QLabel:
    """Return a wrapped text that the mouse can select."""
    label = text_label(breakable(text), size, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def heading(text: str) -> QLabel:
    """Return the heading of a section."""
    return text_label(text, strong=True)


def person_row(name: str, detail: str, badge: Badge | None, button: Button | None = None) -> QWidget:
    """Return somebody with what they do and whether they are there."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text_label(breakable(name), wrap=True))
    if detail:
        words.addWidget(text_label(breakable(detail), theme.Size.SMALL, tone="muted", wrap=True))
    if badge is not None:
        words.addWidget(BadgeLine(badge))
    row.addLayout(words, 1)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return box


class BadgeLine(QWidget):
    """A badge that may be shortened: what it says stands in its tooltip, too."""

    def __init__(self, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = BadgeLabel(badge)
        label.setToolTip(tip(badge.text))
        row.addWidget(label)
        row.addStretch(1)


def unit_card(icon: str, title: str, detail: str) -> tuple[QFrame, QVBoxLayout]:
    """Return a card about a place, and where more goes into it."""
    card = QFrame()
    card.setProperty("kind", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 10, 12, 12)
    column.setSpacing(8)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(Icon(icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text_label(breakable(title), strong=True, wrap=True))
    if detail:
        words.addWidget(selectable(detail))
    row.addLayout(words, 1)
    column.addLayout(row)
    card.setAccessibleName(QCoreApplication.translate("Guide", "Dónde: {place}").format(place=title))
    return card, column


def callout(icon: str, title: str, text: str, *more: QWidget) -> QFrame:
    """Return a note that stands out of what is read: a heading, a sentence, perhaps something to press."""
    box = QFrame()
    box.setProperty("kind", "note")
    row = QHBoxLayout(box)
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(10)
    row.addWidget(Icon(icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text_label(breakable(title), strong=True, wrap=True))
    if text:
        words.addWidget(text_label(breakable(text), wrap=True))
    for each in more:
        words.addWidget(
            each, 0, Qt.AlignmentFlag.AlignLeft if isinstance(each, Button) else Qt.AlignmentFlag(0)
        )
    row.addLayout(words, 1)
    box.setAccessibleName(f"{title}. {text}" if text else title)
    return box


def sheet_body(body: Body, topic: Topic) -> bool:
    """Add what a topic's sheet says, in the order in which it is told; tell whether there was anything."""
    requirements = requirement_lines(sheet_part(topic, "requirements"))
    if requirements:
        body.add_part(part_title("requirements"), requirements)
    facts = [(part_title(name), text) for name in _FACTS if (text := sheet_part(topic, name))]
    body.add_facts(facts)
    legal = sheet_part(topic, "legal_basis")
    if legal:
        body.add_part(part_title("legal_basis"), [legal])
    return bool(requirements or facts or legal)


def sheet_notes(topic: Topic) -> str:
    """Return when a sheet is valid from, when it was reviewed, and who answers for it."""
    names = ("valid_from", "reviewed_on", "owner")
    return " · ".join(f"{part_title(name)}: {text}" for name in names if (text := sheet_part(topic, name)))
