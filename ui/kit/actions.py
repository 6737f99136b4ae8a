"""Actions: each is declared once; menus, tooltips, palette and help sheet are made from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.kit import icons

CONTEXT = "Actions"
EVERYWHERE = ""
SUBMIT = ("Ctrl+Return", "Ctrl+Enter")
"""The two Enter keys are two keys to Qt."""


class ActionConflict(ValueError):
    """Two actions share an id or a shortcut, or a shortcut is one that AltGr needs."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What an action is called and how it is reached.

    ``text``, ``group`` and ``description`` are marked with ``QT_TRANSLATE_NOOP("Actions", …)``.
    ``place`` is empty for the whole window, else the id of the screen (``cases``) or of the list within
    it (``cases/list``) where it works; an action of a list works while that list has the focus.
    """

    id: str
    text: str
    group: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    description: str = ""
    place: str = EVERYWHERE
    in_palette: bool = True

    def label(self) -> str:
        """Return the action's words in the person's language."""
        return QCoreApplication.translate(CONTEXT, self.text)

    def group_label(self) -> str:
        """Return the heading it stands under in the help sheet."""
        return QCoreApplication.translate(CONTEXT, self.group)

    def explanation(self) -> str:
        """Return what it does, or its words when there is nothing to add."""
        return QCoreApplication.translate(CONTEXT, self.description or self.text)

    def hint(self) -> str:
        """Return its first shortcut as people write it ("Ctrl+Enter"), or an empty text."""
        return shown(self.shortcuts[0]) if self.shortcuts else ""

    def tooltip(self) -> str:
        """Return words and shortcut for a tooltip."""
        hint = self.hint()
        return f"{self.explanation()} ({hint})" if hint else self.explanation()


def shown(shortcut: str) -> str:
    """Return a shortcut as it is printed on Spanish keyboards' help: the large key is "Enter"."""
    return (
        QKeySequence(shortcut)
        .toString(QKeySequence.SequenceFormat.PortableText)
        .replace("Return", "Enter")
        .replace("Shift+", "Mayús+")
        .replace("Del", "Supr")
        .replace("Left", "←")
        .replace("Right", "→")
    )


class ActionRegistry:
    """All actions of a window, and the live ``QAction`` of those that are bound."""

    def __init__(self, specs: Iterable[ActionSpec] = ()) -> None:
        self._specs: dict[str, ActionSpec] = {}
        self._taken: dict[str, list[ActionSpec]] = {}
        self._live: dict[str, QAction] = {}
        for spec in specs:
            self.declare(spec)

    def declare(self, spec: ActionSpec) -> None:
        """Add an action; raise ActionConflict for a second id, an ambiguous or a forbidden shortcut."""
        if spec.id in self._specs:
            raise ActionConflict(f"{spec.id} is declared twice")
        keys = [_normal(shortcut) for shortcut in spec.shortcuts]
        for key in keys:
            if "Ctrl+Alt" in key or "Alt+Ctrl" in key:
                raise ActionConflict(f"{spec.id}: {key} is what AltGr sends")
            for other in self._taken.get(key, ()):
                if _overlap(spec.place, other.place):
                    raise ActionConflict(f"{spec.id} and {other.id} share {key}")
        self._specs[spec.id] = spec
        for key in keys:
            self._taken.setdefault(key, []).append(spec)

    def spec(self, action_id: str) -> ActionSpec:
        """Return a declared action; raise KeyError for an unknown one."""
        return self._specs[action_id]

    def __iter__(self) -> Iterator[ActionSpec]:
        return iter(self._specs.values())

    def bind(self, action_id: str, widget: QWidget, act: Callable[[], object]) -> QAction:
        """Make the action live on ``widget``: its shortcuts work there (see ``place``) from now on."""
        spec = self._specs[action_id]
        action = QAction(spec.label(), widget)
        action.setObjectName(action_id)
        action.setShortcuts([QKeySequence(text) for text in spec.shortcuts])
        # A hidden screen's shortcuts are dead to Qt, so those of a screen may listen to the whole window.
        of_list = "/" in spec.place
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut if of_list else Qt.ShortcutContext.WindowShortcut
        )
        action.setAutoRepeat(False)
        action.setToolTip(spec.tooltip())
        if spec.icon:
            icons.name_icon(action, spec.icon)
        action.triggered.connect(lambda _checked=False: act())
        widget.addAction(action)
        self._live[action_id] = action
        return action

    def action(self, action_id: str) -> QAction | None:
        """Return the live action, or None while nothing is bound to it."""
        action = self._live.get(action_id)
        return action if action is not None and shiboken6.isValid(action) else None

    def trigger(self, action_id: str) -> bool:
        """Act as if its shortcut had been pressed; tell whether it was possible."""
        action = self.action(action_id)
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True

    def available(self) -> list[ActionSpec]:
        """Return what the palette offers now: live, enabled actions, in the order of declaration."""
        offered = []
        for spec in self._specs.values():
            action = self.action(spec.id) if spec.in_palette else None
            if action is not None and action.isEnabled():
                offered.append(spec)
        return offered

    def groups(self) -> dict[str, list[ActionSpec]]:
        """Return all actions that have a shortcut under their headings, for the help sheet."""
        result: dict[str, list[ActionSpec]] = {}
        for spec in self._specs.values():
            if spec.shortcuts:
                result.setdefault(spec.group_label(), []).append(spec)
        return result


def _normal(shortcut: str) -> str:
    text = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.PortableText)
    if not text:
        raise ActionConflict(f"{shortcut!r} is no shortcut")
    return text


def _overlap(one: str, other: str) -> bool:
    """Tell whether two places can be active together: a list lies in its screen, that in the window."""
    shorter, longer = sorted((one, other), key=len)
    return shorter in (EVERYWHERE, longer) or longer.startswith(f"{shorter}/")
