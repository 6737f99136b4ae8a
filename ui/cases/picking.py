"""A list of which several rows can be picked, by what they are and not by where they stand."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.kit.table import TableView

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_WALKS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class PickTable(TableView):
    """Shift and the arrows pick rows one after another, Ctrl+Space and Ctrl+click one by one, Esc lets go.

    Ctrl and the arrows walk without letting go; a plain arrow or click does, as in every list. Rows that come
    and go meanwhile change nothing: what is picked is kept by its key.
    """

    picked_changed = Signal()
    full = Signal()
    """There are as many picked as may be."""

    def __init__(self, name: str, *, empty: str, most: int) -> None:
        super().__init__(name, empty=empty)
        self._most = most
        self._picked: dict[Hashable, None] = {}
        self._anchor: int | None = None
        self._before: dict[Hashable, None] = {}

    def picked(self) -> list[Hashable]:
        """Return the keys of what is picked, in the order of picking."""
        return list(self._picked)

    def is_marked(self, row: int) -> bool:
        """Tell whether a row is picked."""
        model = self.paged_model()
        return bool(self._picked) and model is not None and model.key_of(row) in self._picked

    def pick(self, keys: list[Hashable]) -> None:
        """Have these things picked, and no others."""
        self._set(dict.fromkeys(keys[: self._most]))
        self._anchor = None

    def let_go(self) -> None:
        """Have nothing picked."""
        self._anchor = None
        self._before = {}
        self._set({})

    def toggle(self) -> None:
        """Pick the current row, or let go of it."""
        key = self._key(self.current_row())
        if key is None:
            return
        picked = dict(self._picked)
        if key in picked:
            del picked[key]
        elif len(picked) >= self._most:
            self.full.emit()
            return
        else:
            picked[key] = None
        self._anchor = self.current_row()
        self._before = dict(picked)
        self._set(picked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Shift, walk with Ctrl, let go with Esc."""
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self._picked:
            self.let_go()
        elif key in _WALKS and mods in {_SHIFT, _SHIFT | _CTRL}:
            self._begin()
            self._walk(key)
            self._reach()
        elif key in _WALKS and mods == _CTRL:
            self._anchor = None
            self._walk(key)
        else:
            plain = not mods
            if plain and key in _WALKS:
                self.let_go()
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick with Ctrl or Shift and a click; a plain click lets go."""
        mods = event.modifiers()
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            super().mousePressEvent(event)
        elif mods & _SHIFT:
            self._begin()
            self.go_to(row)
            self._reach()
        elif mods & _CTRL:
            if not self._picked:
                self.toggle()  # the row one stood on is the first of them
            if row != self.current_row():
                self.go_to(row)
                self.toggle()
        else:
            self.let_go()
            super().mousePressEvent(event)

    def _walk(self, key: int) -> None:
        """Move the current row as the same key does by itself."""
        model = self.model()
        last = model.rowCount() - 1 if model is not None else -1
        page = max(1, self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) - 1)
        here = max(self.current_row(), 0)
        there = {
            Qt.Key.Key_Up: here - 1, Qt.Key.Key_Down: here + 1, Qt.Key.Key_PageUp: here - page,
            Qt.Key.Key_PageDown: here + page, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }[Qt.Key(key)]  # fmt: skip
        if last >= 0:
            self.go_to(min(max(there, 0), last))

    def _begin(self) -> None:
        """Remember where Shift was first pressed, and what was picked before."""
        if self._anchor is None:
            self._anchor, self._before = max(self.current_row(), 0), dict(self._picked)

    def _reach(self) -> None:
        """Pick everything from where Shift was first pressed to the current row."""
        anchor = self._anchor if self._anchor is not None else self.current_row()
        here = self.current_row()
        step = 1 if here >= anchor else -1
        picked = dict(self._before)
        for row in range(anchor, here + step, step):
            key = self._key(row)
            if key is None:
                # Not here yet: one does not pick what one has not seen. The rows that are follow when they arrive.
                QTimer.singleShot(50, self, self._reach_again)
                break
            if key not in picked and len(picked) >= self._most:
                self.full.emit()
                break
            picked[key] = None
        self._set(picked)

    def _reach_again(self) -> None:
        model = self.paged_model()
        if model is None or self._anchor is None:
            return
        first, last = sorted((self._anchor, self.current_row()))
        if last - first <= self._most and not model.want(first, last):
            self._reach()

    def _key(self, row: int) -> Hashable | None:
        model = self.paged_model()
        return model.key_of(row) if model is not None and row >= 0 else None

    def _set(self, picked: dict[Hashable, None]) -> None:
        if picked.keys() == self._picked.keys():
            return
        self._picked = picked
        self.viewport().update()
        self.picked_changed.emit()

    def _on_reset(self) -> None:
        # Other rows from the top: another list.
        self.let_go()
        super()._on_reset()
