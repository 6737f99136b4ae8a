"""The search field of the top bar: people, cases, topics and actions under one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit import icons, speech
from ui.kit.actions import ActionRegistry
from ui.kit.formats import fold
from ui.kit.operations import Background, Failure, Operation
from ui.shell.search_popup import Hit, SearchPopup

_WAIT_MS = 40
_LEAST_LETTERS = 2

SearchProvider = Callable[[str], Sequence[Hit]]
"""Looks for people, cases, topics and officials; runs on a worker thread."""


class SearchField(QLineEdit):
    """Ctrl+K: one field over people, cases, topics, officials and commands."""

    def __init__(
        self, background: Background, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._actions = actions
        self._provider: SearchProvider | None = None
        self._popup: SearchPopup | None = None
        self._before: QWidget | None = None
        self._search: Operation[Sequence[Hit]] | None = None
        self._named: list[Hit] = []
        self._mentioned: list[Hit] = []
        self.setAccessibleName(QCoreApplication.translate("Shell", "Buscar"))
        self.setClearButtonEnabled(False)
        self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        icons.set_icon(self.actions()[0], "search")
        self._take_when_found = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)

    def set_provider(self, provider: SearchProvider) -> None:
        """Say who looks for people, cases and topics."""
        self._provider = provider

    def popup(self) -> SearchPopup:
        """Return the list; it is a child of the window, above everything else in it."""
        if self._popup is None:
            self._popup = SearchPopup(self.window())
            self._popup.taken.connect(self._take)
        return self._popup

    def enter(self) -> None:
        """Begin a search; Esc returns to where the focus was."""
        focused = self.window().focusWidget()
        if focused is not self:
            self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._on_edited(self.text())

    def leave(self) -> None:
        """End the search and go back."""
        self._close()
        self.clear()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def place_popup(self) -> None:
        """Put the open list under the field."""
        if self._popup is None or not self._popup.isVisible():
            return
        window = self.window()
        corner = self.mapTo(window, self.rect().bottomLeft())
        height = min(self._popup.wanted_height(), window.height() - corner.y() - 12)
        width = min(max(self.width(), 480), window.width() - 16)
        left = min(corner.x(), window.width() - width - 8)
        self._popup.setGeometry(left, corner.y() + 2, width, height)
        self._popup.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, take with Enter, leave with Esc."""
        key = event.key()
        popup = self.popup()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if not popup.isVisible():
                self._on_edited(self.text())
            else:
                popup.step(1 if key == Qt.Key.Key_Down else -1)
                self._tell_current()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            hit = popup.current() if popup.isVisible() else None
            if hit is not None:
                self._take(hit)
            else:
                # Faster than the search: the first of what these very letters find is meant.
                self._take_when_found = self._wait.isActive() or self._search is not None
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the work goes on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list by a click as by Ctrl+K."""
        super().mousePressEvent(event)
        self._on_edited(self.text())

    def _close(self) -> None:
        self._wait.stop()
        self._take_when_found = False
        if self._search is not None:
            self._search.drop()
            self._search = None
        if self._popup is not None:
            self._popup.hide()

    def _on_edited(self, text: str) -> None:
        self._take_when_found = False
        self._named, self._mentioned = self._matching_commands(text)
        asks = self._provider is not None and len(text.strip()) >= _LEAST_LETTERS
        self._show(self._named if asks else [*self._named, *self._mentioned], keep=False, searching=asks)
        if self._search is not None:
            self._search.drop()
            self._search = None
        if asks:
            self._wait.start()

    def _show(self, hits: Sequence[Hit], *, keep: bool, searching: bool = False) -> None:
        popup = self.popup()
        popup.show_hits(hits, keep=keep, searching=searching)
        popup.show()
        self.place_popup()

    def _ask(self) -> None:
        provider, text = self._provider, self.text().strip()
        if provider is None:
            return
        self._search = (
            self._background.read(self, lambda: provider(text))
            .on_success(self._on_found)
            .on_failure(self._on_failed)
            .run()
        )

    def _on_found(self, hits: Sequence[Hit]) -> None:
        self._search = None
        waited, self._take_when_found = self._take_when_found, False
        if self.hasFocus():
            rows = [*self._named, *hits, *self._mentioned]
            self._show(rows, keep=True)
            if waited and rows:
                self._take(rows[0])

    def _on_failed(self, failure: Failure) -> None:
        self._search = None
        self._take_when_found = False
        if self.hasFocus():
            self._show([*self._named, *self._mentioned], keep=True)
        self._background.failed.emit(failure)

    def _matching_commands(self, text: str) -> tuple[list[Hit], list[Hit]]:
        """Return the commands that are called so, and those whose explanation speaks of it.

        What begins so stands first: "cas" means Casos rather than a new one. Those that are only explained so
        come after what was found: "mar" means María rather than something that marks.
        """
        wanted = fold(text).split()
        named: list[Hit] = []
        mentioned: list[Hit] = []
        for spec in self._actions.available():
            words = fold(f"{spec.label()} {spec.explanation()} {spec.group_label()}").split()
            if _fits(wanted, words):
                hits = named if _fits(wanted, fold(spec.label()).split()) else mentioned
                hits.append(
                    Hit(
                        spec.icon or "arrow-right",
                        spec.label(),
                        spec.group_label(),
                        partial(self._actions.trigger, spec.id),
                        spec.hint(),
                    )
                )
        named.sort(key=lambda hit: not fold(hit.title).startswith(" ".join(wanted)))
        return named, mentioned

    def _take(self, hit: Hit) -> None:
        self.leave()
        hit.act()

    def _tell_current(self) -> None:
        hit = self.popup().current()
        if hit is not None:
            speech.announce(self, hit.title)


def _fits(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)
