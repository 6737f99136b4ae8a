"""How Recepción is laid out: cards, strip, form, reasons of a hold, action bar, today's table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.screen import Space
from ui.kit.surfaces import Card
from ui.reception.asking import DigitQuestion
from ui.reception.bar import ActionBar, HoldReasons
from ui.reception.cards import AttentionCards
from ui.reception.form import ReceptionForm
from ui.reception.opinion import OpinionLine
from ui.reception.strip import ProtocolStrip
from ui.reception.today import TodayPanel

_LEAST = 96
_SETTLED_MS = 30


class FormArea(QScrollArea):
    """The form in its card: as high as it needs, scrolled only where there is no room."""

    fitted = Signal()
    """It may need another height now, or have another room."""

    def __init__(self, form: ReceptionForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.card = Card()
        self.card.body.setContentsMargins(12, 8, 12, 8)
        self.card.body.addWidget(form)
        self.setWidget(self.card)
        self.card.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the height that the form needs at this width."""
        return QSize(600, self.needed())

    def minimumSizeHint(self) -> QSize:
        """Return the least: two fields and a scroll bar."""
        return QSize(300, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height again: words wrap otherwise at another width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the form when a field, a note or a panel appears, and the room when it changes."""
        if watched is not self.card:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
                self.fitted.emit()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def tight(self, tight: bool) -> None:
        """Give up the card's own margins where there is little room."""
        edge = 4 if tight else 8
        self.card.body.setContentsMargins(12, edge, 12, edge)

    def needed(self) -> int:
        """Return the height at which nothing scrolls."""
        width = max(self.viewport().width(), 300)
        if self.card.hasHeightForWidth():
            return self.card.heightForWidth(width)
        return self.card.sizeHint().height()

    def reveal(self, widget: QWidget) -> None:
        """Scroll until something that has just appeared can be seen, after it has its place."""
        QTimer.singleShot(_SETTLED_MS, widget, lambda: self.ensureWidgetVisible(widget, 0, 4))

    def _fit(self) -> None:
        self.setMaximumHeight(self.needed())
        self.updateGeometry()
        self.fitted.emit()


class ReceptionLayout:
    """The parts, from top to bottom."""

    def __init__(
        self, root: QWidget, form: ReceptionForm, bar: ActionBar, opinion: OpinionLine, today: TodayPanel
    ) -> None:
        self.cards = AttentionCards()
        self.strip = ProtocolStrip()
        self.area = FormArea(form)
        self.reasons = HoldReasons()
        self.groups = DigitQuestion(QCoreApplication.translate("Reception", "Grupo de atención preferente"))
        self.bar = bar
        self.opinion = opinion
        self.today = today
        self._root = root
        self._form = form
        self.reading = False
        self._short = False
        self._column = QVBoxLayout(root)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.cards)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.area, 8)
        self._column.addWidget(self.reasons)
        self._column.addWidget(self.groups)
        self._column.addWidget(bar)
        self._column.addWidget(opinion)
        self._column.addWidget(today, 2)
        self._column.addStretch(0)
        self.cards.hide()
        self._later = QTimer(root)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._share)
        self.area.fitted.connect(self._later.start)
        root.installEventFilter(self.area)

    def _share(self) -> None:
        """Leave today's list out where the form would have to scroll for it."""
        if self.reading or self._short:
            return
        others = [self.cards, self.strip, self.reasons, self.groups, self.bar, self.opinion]
        used = [each.height() for each in others if not each.isHidden()]
        gaps = self._column.spacing() * (len(used) + 1)
        left = self._root.height() - sum(used) - gaps - self.area.needed()
        self.today.setVisible(left >= self.today.minimumSizeHint().height())

    def show_day(self, *, reading: bool) -> None:
        """Give the form's room to what was recorded today, or take it back."""
        self.reading = reading
        self.area.setVisible(not reading)
        self.today.setVisible(reading or not self._short)
        self.today.set_reading(reading)
        self._later.start()
        self._column.setStretchFactor(self.today, 8 if reading else 2)

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        self._short = space.short
        self.show_day(reading=self.reading)
        self.strip.set_steps_shown(not space.tiny)
        self.strip.set_lines(1 if space.short else 2)
        self.strip.set_coach_shown(not space.tiny)
        self._form.fit(space)
        self.opinion.set_narrow(narrow=space.narrow or space.short)
        self.area.tight(space.short)
        self._column.setSpacing(4 if space.tiny else 6 if space.short else 8)
