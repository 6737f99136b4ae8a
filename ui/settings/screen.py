"""Ajustes: pages at the left, the page in the middle, what is not saved yet under it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.services.access import Permission
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from ui.kit.appearance import Appearance
from ui.kit.buttons import Button, Kind
from ui.kit.screen import Screen, ShowSettings, Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.taborder import walk_last
from ui.kit.theme import Size
from ui.settings.actions import SAVE
from ui.settings.look_page import LookPage
from ui.settings.page import WIDEST, Page
from ui.settings.page_list import PageList
from ui.settings.pages import pages_for
from ui.settings.state_page import StatePage

_SIDE = 228
_SIDE_NARROW = 196


class SettingsScreen(Screen):
    """Everyone has some pages; who may change what is asked of the services, the pages only mirror it."""

    def __init__(
        self, context: Context, tools: Tools, appearance: Appearance, custody: Custody | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._space: Space | None = None
        self.pages = pages_for(context, tools, appearance, custody)
        self.pages.on_built = self._take_in
        self._areas: dict[str, QScrollArea] = {}
        self._fresh: set[str] = set()
        self._build()
        self._connect()
        looks_after = not context.actor.may(Permission.READ_CASES)
        self.list.choose(StatePage.id if looks_after else LookPage.id)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.list = PageList(self.pages.kinds())
        self.list.setFixedWidth(_SIDE)
        row.addWidget(self.list)
        column = QVBoxLayout()
        column.setSpacing(8)
        heading = QVBoxLayout()
        heading.setContentsMargins(4, 4, 4, 0)
        heading.setSpacing(0)
        self.title = text_label("", Size.TITLE, strong=True)
        self.summary = text_label("", tone="muted", wrap=True)
        heading.addWidget(self.title)
        heading.addWidget(self.summary)
        column.addLayout(heading)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        column.addWidget(self._build_bar())
        row.addLayout(column, 1)

    def _build_bar(self) -> QWidget:
        self.bar = Card()
        self.bar.setMaximumWidth(WIDEST)
        self.bar.body.setContentsMargins(12, 6, 8, 6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.unsaved = text_label("", tone="muted")
        row.addWidget(self.unsaved, 1)
        self.discard = Button(QCoreApplication.translate("Settings", "Descartar"), kind=Kind.QUIET)
        spec = self._tools.actions.spec(SAVE)
        self.save = Button(
            QCoreApplication.translate("Settings", "Guardar"), kind=Kind.PRIMARY, hint=spec.hint()
        )
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self.bar.body.addLayout(row)
        self.bar.hide()
        return self.bar

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show_page())
        action = self._tools.actions.bind(SAVE, self, lambda: self.page().save())
        self.save.clicked.connect(action.trigger)
        self.discard.clicked.connect(lambda: self.page().discard())

    def _take_in(self, page: Page) -> None:
        """Make room for a page that somebody comes to for the first time."""
        page.say.connect(self.say)
        page.state_changed.connect(self._show_state)
        if self._space is not None:
            page.fit(self._space)
        self._areas[page.id] = _scrolled(page)
        self.stack.addWidget(self._areas[page.id])
        walk_last(page, self.discard, self.save)  # what saves a form comes after its fields

    # What the shell asks.

    def page(self) -> Page:
        """Return the page that is shown."""
        return self.pages[list(self.pages)[max(self.list.currentRow(), 0)]]

    def activate(self, args: object | None) -> None:
        """Come to the front; the focus stands in the list of pages, or where it stood."""
        if isinstance(args, ShowSettings):
            self.list.choose(args.page)
        before = self.focusWidget()
        stays = before is not None and before.isVisible() and args is None
        (before if stays and before is not None else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what pages show; what was typed stays."""
        for page in self.pages.built():
            if page.concerns(changes):
                self._fresh.discard(page.id)
        self._load()

    def fit(self, space: Space) -> None:
        """Leave the page what room there is."""
        self.list.setFixedWidth(_SIDE_NARROW if space.narrow else _SIDE)
        self.summary.setVisible(not space.tiny)
        self._space = space
        for page in self.pages.built():
            page.fit(space)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from a page to the list of pages; it never discards what was typed."""
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            if not self.page().leave():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right} and self.list.hasFocus():
            first = self.page().first()
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    # The page in front.

    def _show_page(self) -> None:
        page = self.page()
        self.title.setText(page.title())
        self.summary.setText(page.summary())
        self.stack.setCurrentWidget(self._areas[page.id])
        self._load()
        self._show_state()

    def _load(self) -> None:
        page = self.page()
        if page.id not in self._fresh:
            self._fresh.add(page.id)
            page.load()

    def _show_state(self) -> None:
        for page in self.pages.built():
            self.list.mark(page.id, dirty=page.dirty())
        page, dirty = self.page(), self.page().dirty()
        self.bar.setVisible(page.editing())
        self.unsaved.setText(
            QCoreApplication.translate("Settings", "Hay cambios sin guardar.") if dirty else ""
        )
        self.discard.setEnabled(dirty)


def _scrolled(page: Page) -> QScrollArea:
    """Return a page that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
