"""The main window: it composes bars, rail, screens and pane, and carries messages between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from ui.kit import icons
from ui.kit.formats import moment_text
from ui.kit.messages import Message, MessageBar, Tone
from ui.kit.operations import Failure
from ui.kit.screen import CASES, RECEPTION, NewCase, Screen, ScreenEntry, Space, StartAttention, Tools
from ui.kit.surfaces import FrontStack, StripedBanner
from ui.kit.theme import ThemeName
from ui.shell import commands
from ui.shell.help import HelpSheet
from ui.shell.notices import NoticePopup, Notices
from ui.shell.pane import WIDTH, Pane
from ui.shell.rail import Rail
from ui.shell.statusbar import Item, StatusBar
from ui.shell.tasks import TaskStrip
from ui.shell.topbar import TopBar

_FAILED = "operation-failed"
_LEAST = QSize(880, 400)  # a little under what 1366 x 768 leaves at 150 %


@dataclass(frozen=True, slots=True)
class Identity:
    """Who works where, as the window shows it. ``banner``: a demonstration or practice says so."""

    person: str
    desk: str
    municipality: str
    mode: str = ""
    banner: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody as whom the demonstration can be seen; ``here``: who is at the window now."""

    login: str
    name: str
    roles: str
    here: bool


class MainWindow(QWidget):
    """The window. ``tools.actions`` holds what :func:`declare_actions` returned for ``entries``."""

    theme_asked = Signal(object)
    """ThemeName that the person chose."""
    person_asked = Signal(str)
    """Login of the person whose window shall take this one's place."""
    status_clicked = Signal(str)
    """Name of an item of the status bar."""

    def __init__(self, identity: Identity, entries: Sequence[ScreenEntry], tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.notices = Notices(self)
        self._entries = {entry.id: entry for entry in entries}
        self._screens: dict[str, Screen] = {}
        self._stale: dict[str, frozenset[str]] = {}
        self._current = ""
        self._came_from = ""
        self._space = Space(narrow=False, short=False, tiny=False)
        self._before_pane: QWidget | None = None
        self.setWindowTitle(f"Ventanilla · {identity.municipality}")
        self._build(identity, list(entries))
        self._bind()
        self._notice_popup = NoticePopup(self.notices, self.tools.now, self)
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._clock.start()
        self._on_second()

    # Composition.

    def _build(self, identity: Identity, entries: list[ScreenEntry]) -> None:
        starts = RECEPTION in self._entries
        self.top = TopBar(self.tools.actions, self.tools.background, starts=starts)
        self.top.set_person(identity.person, identity.desk)
        self.banner = StripedBanner(identity.banner)
        if not identity.banner:
            self.banner.hide()
        self._mode = identity.mode
        self.rail = Rail(
            [entry for entry in entries if entry.in_rail], QCoreApplication.translate("Shell", "Secciones")
        )
        self.stack = FrontStack()
        self.body = QWidget()
        self.pane = Pane(self.body)
        self.messages = MessageBar()
        self.tasks = TaskStrip(self.tools.background)
        self.status = StatusBar()
        self.status.set_text(Item.MODE, identity.mode)

        self._body_row = QHBoxLayout(self.body)
        self._body_row.setContentsMargins(8, 8, 8, 8)
        self._body_row.setSpacing(8)
        self._body_row.addWidget(self.stack, 1)
        self._body_row.addWidget(self.pane)
        self.pane.setFixedWidth(WIDTH)
        self.pane.hide()

        work = QVBoxLayout()
        work.setSpacing(0)
        work.addWidget(self.body, 1)
        work.addWidget(self.tasks)
        work.addWidget(self.messages)
        self._work = work
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(work, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # The layout of a wide window must not keep it from becoming a narrow one.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(_LEAST)
        column.addWidget(self.top)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _bind(self) -> None:
        actions = self.tools.actions
        if RECEPTION in self._entries:
            for action_id, channel in commands.CHANNELS.items():
                start = StartAttention(channel)
                actions.bind(action_id, self, lambda start=start: self.show_screen(RECEPTION, start))  # type: ignore[misc]
        if CASES in self._entries:
            actions.bind(commands.NEW_CASE, self, lambda: self.show_screen(CASES, NewCase()))
        for entry in self._entries.values():
            actions.bind(f"go.{entry.id}", self, lambda id_=entry.id: self.show_screen(id_))  # type: ignore[misc]
        actions.bind(commands.SEARCH, self, self.top.search.enter)
        actions.bind(commands.REFRESH, self, self.refresh)
        actions.bind(commands.PANE, self, self.toggle_pane)
        actions.bind(commands.HELP, self, self.show_help)
        actions.bind(commands.NOTICES, self, self.toggle_notices)
        actions.bind(commands.QUIT, self, self.close)
        looks = {
            commands.LIGHT: ThemeName.LIGHT,
            commands.DARK: ThemeName.DARK,
            commands.HIGH_CONTRAST: ThemeName.CONTRAST,
            commands.FOLLOW_SYSTEM: ThemeName.SYSTEM,
        }
        for action_id, name in looks.items():
            actions.bind(action_id, self, lambda name=name: self.theme_asked.emit(name))  # type: ignore[misc]
        self.top.set_menu(self._menu([*looks, "", commands.HELP, commands.QUIT]))

    def offer_people(self, people: Sequence[Colleague]) -> None:
        """Put "Trabajar como…" into the person's menu."""
        menu = self.top.menu()
        others = QMenu(QCoreApplication.translate("Shell", "Trabajar como…"), menu)
        for each in people:
            action = others.addAction(f"{each.name} · {each.roles}".replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.here)
            action.setEnabled(not each.here)
            action.triggered.connect(lambda _checked=False, login=each.login: self.person_asked.emit(login))
        first = menu.actions()[0]
        menu.insertMenu(first, others)
        menu.insertSeparator(first)

    def _menu(self, action_ids: list[str]) -> QMenu:
        menu = QMenu(self)
        for action_id in action_ids:
            action = self.tools.actions.action(action_id) if action_id else None
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.aboutToShow.connect(lambda: icons.draw(menu.actions()))
        return menu

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_screen)
        self.top.bell.clicked.connect(self.toggle_notices)
        self.notices.changed.connect(lambda: self.top.set_notice_count(len(self.notices.all())))
        self.pane.left.connect(self._leave_pane)
        self.messages.arranged.connect(self._place_messages)
        QApplication.instance().focusChanged.connect(self._on_focus_moved)  # type: ignore[union-attr]
        self.status.clicked.connect(self.status_clicked)
        self.tools.background.changed.connect(self._on_changed)
        self.tools.background.failed.connect(self._on_failed)

    # Screens.

    def has(self, screen_id: str) -> bool:
        """Tell whether this window has a screen."""
        return screen_id in self._entries

    def current_screen(self) -> Screen | None:
        """Return the screen in front."""
        return self._screens.get(self._current)

    def show_screen(self, screen_id: str, args: object | None = None) -> None:
        """Bring a screen to the front; one that is not in this window is ignored."""
        entry = self._entries.get(screen_id)
        if entry is None:
            return
        screen = self._screens.get(screen_id) or self._make(entry)
        self._current, self._came_from = screen_id, ""
        self.rail.mark(screen_id)
        self.stack.setCurrentWidget(screen)
        self._show_pane_of(screen)
        changes = self._stale.pop(screen_id, None)
        if changes is not None:
            screen.refresh(changes)
        screen.activate(args)

    def _follow(self, screen_id: str, args: object) -> None:
        """Go where a screen points to; Esc leads back to it."""
        before = self._current
        self.show_screen(screen_id, args)
        if self._current == screen_id:
            self._came_from = before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return with Esc, when nothing in the screen wanted the key, to the screen that led here."""
        if event.key() == Qt.Key.Key_Escape and self._came_from:
            self.show_screen(self._came_from)
        else:
            super().keyPressEvent(event)

    def _make(self, entry: ScreenEntry) -> Screen:
        screen = entry.make(self.tools)
        self._screens[entry.id] = screen
        self.stack.addWidget(screen)
        screen.fit(self._space)
        screen.go.connect(self._follow)
        screen.say.connect(self.say)
        screen.pane_changed.connect(lambda: self._on_pane_changed(screen))
        return screen

    def refresh(self) -> None:
        """Fetch again what the screen in front shows."""
        screen = self.current_screen()
        if screen is not None:
            screen.refresh(frozenset())

    def _on_changed(self, changes: frozenset[str]) -> None:
        for screen_id, screen in self._screens.items():
            if screen_id == self._current:
                screen.refresh(changes)
            else:
                self._stale[screen_id] = self._stale.get(screen_id, frozenset()) | changes

    # Messages.

    def say(self, message: Message) -> None:
        """Show a message where its kind belongs."""
        for key in message.ends:
            self.messages.withdraw(key)
        if message.passing:
            self.messages.withdraw(message.key)
            self.status.show_message(message)
        else:
            self.messages.show_message(message)

    def _on_failed(self, failure: Failure) -> None:
        self.say(Message(Tone.ERROR, failure.sentence, key=_FAILED))

    def keep_drafts(self) -> None:
        """Have every screen save what was typed and not recorded."""
        for screen in self._screens.values():
            screen.keep_draft()

    # Pane, notices, help.

    def _on_pane_changed(self, screen: Screen) -> None:
        if screen is self.current_screen():
            self._show_pane_of(screen)

    def _show_pane_of(self, screen: Screen) -> None:
        content = screen.pane()
        self.pane.set_content(content)
        self.pane.setVisible(content is not None and not self._space.narrow)

    def toggle_pane(self) -> None:
        """Go to the pane and back; in a narrow window it opens and closes."""
        if self.pane.content() is None:
            return
        focused = self.focusWidget()
        if self.pane.isVisible() and focused is not None and self.pane.isAncestorOf(focused):
            self._leave_pane()
            return
        self._before_pane = focused
        if self._space.narrow:
            if self.pane.isVisible():
                self._leave_pane()
                return
            self.pane.place_over(self.body.rect().adjusted(8, 8, -8, -8))
            self.pane.show()
        self.pane.enter()

    def _leave_pane(self) -> None:
        if self._space.narrow:
            self.pane.hide()
        if self._before_pane is not None and self._before_pane.isVisible():
            self._before_pane.setFocus()
        self._before_pane = None

    def toggle_notices(self) -> None:
        """Open or close the bell's list."""
        if self._notice_popup.isVisible():
            self._notice_popup.close_list()
        else:
            self._notice_popup.open_under(self.top.bell)

    def show_help(self) -> None:
        """Show every key."""
        HelpSheet(self.tools.actions, self).show()

    # Room and time.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or less, as the room allows."""
        super().resizeEvent(event)
        space = Space.of(self.width(), self.height())
        if space != self._space:
            self._space = space
            self._fit()
        if space.narrow and self.pane.isVisible():
            self.pane.place_over(self.body.rect().adjusted(8, 8, -8, -8))
        if space.short:
            self._place_messages()
        self.top.search.place_popup()

    def _fit(self) -> None:
        space = self._space
        self.rail.set_narrow(narrow=space.narrow)
        self._place_messages()
        self.top.set_narrow(narrow=space.narrow)
        self.status.set_narrow(narrow=space.narrow)
        # Where every pixel counts, the banner's words go to the status bar.
        banner = self.banner.text()
        self.banner.setVisible(bool(banner) and not space.tiny)
        self.status.set_text(Item.MODE, banner if banner and space.tiny else self._mode)
        if space.narrow:
            focused = self.focusWidget()
            inside = focused is not None and self.pane.isAncestorOf(focused)
            self._body_row.removeWidget(self.pane)
            self.pane.hide()
            if inside:
                self._leave_pane()
        elif self._body_row.indexOf(self.pane) < 0:
            self._body_row.addWidget(self.pane)
        for screen in self._screens.values():
            screen.fit(space)
        front = self.current_screen()
        if front is not None:
            self._show_pane_of(front)

    def _place_messages(self) -> None:
        """Put messages above the status bar; in a low window over the top bar, whose acts all have keys."""
        low = self._space.short
        inside = self._work.indexOf(self.messages) >= 0
        if low and inside:
            self._work.removeWidget(self.messages)
            self.messages.set_single(single=True)
        elif not low and not inside:
            self._work.addWidget(self.messages)
            self.messages.set_single(single=False)
        if low:
            self.messages.setGeometry(self.top.geometry())
            self._stack_messages(self.focusWidget())

    def _stack_messages(self, focused: QWidget | None) -> None:
        """Let a message lie over the top bar, but not over what is written or chosen there."""
        if focused is not None and self.top.isAncestorOf(focused):
            self.messages.stackUnder(self.top)
        else:
            self.messages.raise_()

    def _on_focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._space.short and now is not None and now.window() is self:
            self._stack_messages(now)

    def _on_second(self) -> None:
        self.status.set_text(Item.CLOCK, moment_text(self.tools.now()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep drafts before the window goes."""
        self._clock.stop()
        self.keep_drafts()
        super().closeEvent(event)
