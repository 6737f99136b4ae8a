"""The bell's list: what happened while nobody looked. Critical notices stay until they are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.formats import near_moment_text
from ui.kit.surfaces import Icon, text_label

_MOST = 100
_WIDTH = 372
_HEIGHT = 420


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth knowing. ``key`` names the thing: a newer notice of it takes the place."""

    key: str
    text: str
    moment: datetime
    """Local time of the office."""
    icon: str = "bell"
    action: str = ""
    act: Callable[[], object] | None = None
    bar: str = ""
    """For a critical: what stands above the work until it was seen; such a notice never makes room for others."""
    seen: Callable[[], object] | None = None
    """What is done when a person has taken notice of it."""

    @property
    def critical(self) -> bool:
        """Whether it stays until it was seen."""
        return bool(self.bar)


class Notices(QObject):
    """The notices of this session, newest first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []

    def all(self) -> list[Notice]:
        """Return the notices, newest first."""
        # They come as they are found out, which is not when they happened: a day is read at its beginning.
        return sorted(self._notices, key=lambda notice: notice.moment, reverse=True)

    def add(self, notice: Notice) -> None:
        """Add a notice, in the place of an older one of the same key."""
        rest = [other for other in self._notices if other.key != notice.key]
        calm = [other for other in rest if not other.critical][: _MOST - 1]
        self._notices = [notice, *(other for other in rest if other.critical or other in calm)]
        self.changed.emit()

    def acknowledge(self, *keys: str) -> None:
        """Take notices away that a person has seen."""
        for notice in self._notices:
            if notice.key in keys and notice.seen is not None:
                notice.seen()
        self.dismiss(*keys)

    def dismiss(self, *keys: str) -> None:
        """Take notices away."""
        kept = [notice for notice in self._notices if notice.key not in keys]
        if len(kept) != len(self._notices):
            self._notices = kept
            self.changed.emit()


class NoticePopup(QFrame):
    """The open list under the bell."""

    def __init__(self, notices: Notices, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self.setAccessibleName(QCoreApplication.translate("Shell", "Avisos"))
        self._notices = notices
        self._now = now
        self._back: QWidget | None = None
        self._button: QWidget | None = None
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 4, 8)
        column.addWidget(
            text_label(QCoreApplication.translate("Shell", "Avisos"), theme.Size.LEAD, strong=True)
        )
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area)
        notices.changed.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._on_focus_moved)  # type: ignore[union-attr]
        self.hide()

    def open_under(self, button: QWidget) -> None:
        """Open below a button of the same window, with the focus in the list."""
        window = self.window()
        self._button = button
        self._back = window.focusWidget()
        self._fill()
        corner = button.mapTo(window, button.rect().bottomRight())
        width = min(_WIDTH, window.width() - 16)
        height = min(_HEIGHT, window.height() - corner.y() - 16)
        left = min(max(corner.x() - width, 8), window.width() - width - 8)
        self.setGeometry(left, corner.y() + 4, width, height)
        self.show()
        self.raise_()
        self._enter()

    def close_list(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _on_focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        # The work goes on elsewhere in the window: the list must not lie over it. The bell closes it itself.
        if now is None or self._filling or not self.isVisible() or now in {self, self._button}:
            return
        if now.window() is self.window() and not self.isAncestorOf(now):
            self.hide()

    def _on_changed(self) -> None:
        # A closed list is filled when it opens: a hundred rows take longer than a key may.
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        focused = self.window().focusWidget()
        inside_before = focused is not None and self.isAncestorOf(focused)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for notice in self._notices.all():
            column.addWidget(self._row(notice))
        if not self._notices.all():
            empty = QCoreApplication.translate("Shell", "No hay avisos.")
            column.addWidget(text_label(empty, tone="muted"))
        column.addStretch(1)
        self._filling = True
        self._area.setWidget(inside)
        self._filling = False
        inside.setAutoFillBackground(False)
        if inside_before and self.isVisible():
            # The row that was taken away had the focus: the keys go on in the list.
            self._enter()

    def _enter(self) -> None:
        first = self.findChild(Button)
        (first or self._area).setFocus(Qt.FocusReason.PopupFocusReason)

    def _row(self, notice: Notice) -> QWidget:
        row = QFrame()
        row.setAccessibleName(notice.text)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(Icon(notice.icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text_label(notice.text, wrap=True))
        when = near_moment_text(notice.moment, self._now())
        words.addWidget(text_label(when, theme.Size.SMALL, tone="muted"))
        if notice.action and notice.act is not None:
            button = Button(notice.action)
            button.clicked.connect(lambda: self._act(notice))
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)
        close = IconButton("close", QCoreApplication.translate("Shell", "Quitar el aviso"))
        close.clicked.connect(lambda: self._notices.acknowledge(notice.key))
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _act(self, notice: Notice) -> None:
        self.hide()
        if notice.act is not None:
            notice.act()
