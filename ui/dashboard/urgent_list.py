"""The cases that want somebody now: overdue and critical ones first, in a panel nobody overlooks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.urgency import Urgency
from desktop_app.services.case_lists import CaseLine
from ui.kit import badges, icons, theme
from ui.kit.badges import Badge, BadgeKind, colours
from ui.kit.paging import Index
from ui.kit.paint import ring
from ui.kit.surfaces import text_label

_ROW = 70
_TIGHT_ROW = 52
_TEXT_LINE = 18
_PAD = 12
_BAR = 5
_BAND = 40
_TIGHT_BAND = 32
KINDS = {
    Urgency.CRITICAL: BadgeKind.CRITICAL,
    Urgency.OVERDUE: BadgeKind.OVERDUE,
    Urgency.DUE_SOON: BadgeKind.DUE_SOON,
    Urgency.ON_TIME: BadgeKind.ON_TIME,
    Urgency.PAUSED: BadgeKind.PAUSED,
    Urgency.RESOLVED: BadgeKind.CLOSED,
    Urgency.CLOSED: BadgeKind.CLOSED,
    Urgency.WITHOUT_TERM: BadgeKind.PAUSED,
}
LINE_ROLE = Qt.ItemDataRole.UserRole


def badge_of(line: CaseLine) -> Badge:
    """Return a case's badge as it is painted."""
    return Badge(KINDS[line.badge.kind], line.badge.text)


class UrgentModel(QAbstractListModel):
    """Cases in their order; a new reading keeps who stands on a case there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[CaseLine, ...] = ()

    def lines(self) -> tuple[CaseLine, ...]:
        """Return the cases."""
        return self._lines

    def show_lines(self, lines: Sequence[CaseLine]) -> None:
        """Show other cases."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the case, or its row as one sentence."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return ", ".join(filter(None, (line.badge.text, line.subject, who(line), line.number)))
        return None


def who(line: CaseLine) -> str:
    """Return the unit and the person that have the case."""
    nobody = QCoreApplication.translate("Dashboard", "sin responsable")
    return " · ".join(filter(None, (line.unit, line.responsible or nobody)))


class _UrgentDelegate(QStyledItemDelegate):
    """Paints a case in three lines, or in two where height is scarce."""

    def __init__(self, view: UrgentView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(120, _TIGHT_ROW if self._view.tight else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one case."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line: CaseLine = index.data(LINE_ROLE)
        selected = index == self._view.currentIndex() and self._view.hasFocus()
        kind = KINDS[line.badge.kind]
        ink, faint = tokens.text, tokens.text2
        if selected:
            painter.fillRect(rect, QColor(tokens.soft))
            ink, faint = (tokens.soft_ink, tokens.soft_ink) if tokens.outlined else (ink, faint)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        edge = colours(kind, tokens)
        stripe = tokens.text if tokens.outlined else edge.ground if kind in _SOLID else edge.ink
        painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height() - 1), QColor(stripe))
        area = rect.adjusted(_BAR + 8, 6, -_PAD, -6)
        self._draw_lines(painter, area, line, (ink, faint), selected=selected)
        if selected:
            painter.save()
            ring(painter, rect.adjusted(1, 0, -1, -1), tokens.focus)
            painter.restore()

    def _draw_lines(
        self, painter: QPainter, area: QRect, line: CaseLine, inks: tuple[str, str], *, selected: bool
    ) -> None:
        small = theme.font(theme.Size.SMALL)
        metrics = QFontMetrics(small)
        first = QRect(area.left(), area.top(), area.width(), badges.HEIGHT)
        badge = badge_of(line)
        badges.paint(painter, first, badge, self._view.devicePixelRatioF(), selected=selected)
        painter.setPen(QColor(inks[1]))
        painter.setFont(small)
        # What a deadline says is never cut for the number's sake: the list behind it has that.
        if badges.size(badge).width() + 8 + metrics.horizontalAdvance(line.number) <= first.width():
            painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.number)
        painter.setFont(theme.font())
        middle = QRect(area.left(), first.bottom() + 2, area.width(), _TEXT_LINE)
        self._write(painter, middle, line.subject, inks[0])
        if not self._view.tight:
            painter.setFont(small)
            last = QRect(area.left(), middle.bottom(), area.width(), _TEXT_LINE)
            self._write(painter, last, who(line), inks[1])

    def _write(self, painter: QPainter, rect: QRect, text: str, ink: str) -> None:
        painter.setPen(QColor(ink))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


_SOLID = {BadgeKind.CRITICAL, BadgeKind.OVERDUE}


class UrgentView(QListView):
    """The rows; arrows walk, Enter opens."""

    asked = Signal(object)
    """CaseLine that Enter or a click asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tight = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", "true")
        self.setStyleSheet("QListView { border: 0px; background: transparent; }")
        self.setItemDelegate(_UrgentDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._ask)

    def set_tight(self, *, tight: bool) -> None:
        """Take two lines a row instead of three."""
        if tight != self.tight:
            self.tight = tight
            self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Redraw the ring when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

    def _ask(self, index: Index) -> None:
        self.asked.emit(index.data(LINE_ROLE))


class _Band(QWidget):
    """The head of the panel on a ground that cannot be overlooked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BadgeKind | None = None
        self._title = ""
        self._detail = ""
        self._tight = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, kind: BadgeKind | None, title: str, detail: str) -> None:
        """Show a state; None is the calm one."""
        self._kind, self._title, self._detail = kind, title, detail
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.update()

    def set_tight(self, *, tight: bool) -> None:
        """Take less height."""
        self._tight = tight
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of one heading."""
        return QSize(200, _TIGHT_BAND if self._tight else _BAND)

    def minimumSizeHint(self) -> QSize:
        """Return room for the title; the detail gives way."""
        words = QFontMetrics(theme.font(theme.Size.LEAD, strong=True)).horizontalAdvance(self._title)
        return QSize(words + 20 + 8 + 2 * _PAD, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon and words."""
        tokens = theme.current()
        painter = QPainter(self)
        pair = tokens.success if self._kind is None else colours(self._kind, tokens)
        if tokens.outlined:
            pair = type(pair)(tokens.text, tokens.surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(self.rect(), 5, 5)
        painter.drawRect(self.rect().adjusted(0, 6, 0, 0))
        if tokens.outlined:
            painter.fillRect(QRect(0, self.height() - 2, self.width(), 2), QColor(tokens.text))
        name = "check" if self._kind is None else badges.ICONS[self._kind]
        drawn = icons.pixmap(name, 20, pair.ink, ground=pair.ground, ratio=self.devicePixelRatioF())
        painter.drawPixmap(_PAD, (self.height() - 20) // 2, drawn)
        area = self.rect().adjusted(_PAD + 28, 0, -_PAD, 0)
        strong = theme.font(theme.Size.LEAD, strong=True)
        painter.setFont(strong)
        painter.setPen(QColor(pair.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._title)
        left = QFontMetrics(strong).horizontalAdvance(self._title) + 12
        small = theme.font(theme.Size.SMALL)
        if QFontMetrics(small).horizontalAdvance(self._detail) <= area.width() - left:
            painter.setFont(small)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._detail)


class UrgentPanel(QFrame):
    """The panel: a band with the count, and the cases."""

    asked = Signal(object)
    """CaseLine that Enter or a click asked for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.band = _Band()
        self.model = UrgentModel(self)
        self.view = UrgentView()
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        self.view.asked.connect(self.asked)
        self._note = text_label(tone="muted", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._note.setContentsMargins(16, 24, 16, 16)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._note)
        column.addWidget(self.band)
        column.addWidget(self._stack, 1)

    def show_lines(self, lines: Sequence[CaseLine], note: str) -> None:
        """Show the cases, or ``note`` where there are none; who stood on one stays on it."""
        current = self.view.currentIndex()
        stood = self.model.lines()[current.row()].id if current.isValid() else None
        offset = self.view.verticalScrollBar().value()
        self.model.show_lines(lines)
        row = next((at for at, line in enumerate(lines) if line.id == stood), None)
        if row is None:
            row = min(max(current.row(), 0), len(lines) - 1)
        if lines:
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.verticalScrollBar().setValue(offset)
        self._note.setText(note)
        page: QWidget = self.view if lines else self._note
        if page is not self._stack.currentWidget():
            self._stack.setCurrentWidget(page)

    def set_tight(self, *, tight: bool) -> None:
        """Take less height."""
        self.band.set_tight(tight=tight)
        self.view.set_tight(tight=tight)
