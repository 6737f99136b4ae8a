"""What a task at the counter costs: keys counted, the mouse forbidden, the stored record written out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from counter import NONE, Counter, Hands
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.kit.suggest import SuggestField
from ui.shell.search import SearchField

_MOUSE: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove, QEvent.Type.NonClientAreaMouseButtonPress, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Drop,
    }
)  # fmt: skip


class CalmHands(Hands):
    """Hands that look at the screen: before each key, what the last one asked for is there."""

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            self.rest(self._answered)
            super().press(key, mods=mods)

    def write(self, text: str) -> None:
        for char in text:
            self.rest(self._answered)
            super().write(char)

    def _answered(self) -> bool:
        fields = [*self.window.findChildren(SuggestField), *self.window.findChildren(SearchField)]
        return not any(field.isVisible() and field._wait.isActive() for field in fields)


class MouseWatch(QObject):
    """Notes every event of a mouse, a finger or a pen that reaches anything in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _MOUSE:
            self.seen.append(f"{event.type().name} on {type(watched).__name__}")
        return False


@contextmanager
def keys_only() -> Iterator[MouseWatch]:
    """Watch the whole program; any event of the mouse meanwhile is an error."""
    app = QApplication.instance()
    watch = MouseWatch()
    app.installEventFilter(watch)
    try:
        yield watch
    finally:
        app.removeEventFilter(watch)
    assert watch.seen == [], f"not by keys: {watch.seen}"


@contextmanager
def task(hands: Hands, limit: int) -> Iterator[None]:
    """Do a task with keys alone, and with no more of them than ``limit``; waiting for the workers is free."""
    hands.keys = 0
    with keys_only():
        yield
        hands.rest()
    assert hands.keys <= limit, f"{hands.keys} keys, {limit} allowed"


_ATTENTION: Final = (
    "SELECT a.channel, a.query_type, a.result, t.title AS topic, a.subject, a.detail, u.name AS unit, "
    "c.name AS citizen, c.phone, c.email, c.document, a.contact, a.no_contact, a.preferential, "
    "a.started - :now AS began, a.ended - :now AS ended, a.duration, a.original_start, a.hold, a.holds, "
    "a.lday, a.lhour, a.visit IS NOT NULL AS later_of_visit, a.blank, a.writer, a.recorded, "
    "w.name AS author, x.name AS office, f.number = a.number AS opens_case, "
    "r.number = a.number AS refers, a.voided "
    "FROM attention a LEFT JOIN topic t ON t.id = a.topic LEFT JOIN unit u ON u.id = a.unit "
    "LEFT JOIN citizen c ON c.id = a.citizen LEFT JOIN user_account w ON w.id = a.author "
    "LEFT JOIN office x ON x.id = a.office LEFT JOIN case_file f ON f.id = a.case_file "
    "LEFT JOIN referral r ON r.id = a.referral ORDER BY a.id"
)
_CASE: Final = (
    "SELECT f.subject, f.description, c.name AS citizen, c.phone, t.title AS topic, f.query_type, f.channel, "
    "f.level, f.state, u.name AS unit, o.name AS responsible, f.criterion, f.opened - :now AS opened, "
    "f.due_at - :now AS due, f.due_first - :now AS due_first, f.score, f.score_by_handler, f.closing, "
    "f.closed - :now AS closed, w.name AS author FROM case_file f LEFT JOIN citizen c ON c.id = f.citizen "
    "LEFT JOIN topic t ON t.id = f.topic LEFT JOIN unit u ON u.id = f.unit "
    "LEFT JOIN official o ON o.id = f.responsible LEFT JOIN user_account w ON w.id = f.author ORDER BY f.id"
)
_REFERRAL: Final = (
    "SELECT r.need, r.state, r.reason, u.name AS unit, o.name AS official, c.name AS citizen, "
    "t.title AS topic, r.sent - :now AS sent, r.answered - :now AS answered, r.bounces, w.name AS author, "
    "a.number = r.number AS of_attention FROM referral r LEFT JOIN unit u ON u.id = r.unit "
    "LEFT JOIN official o ON o.id = r.official LEFT JOIN citizen c ON c.id = r.citizen "
    "LEFT JOIN topic t ON t.id = r.topic LEFT JOIN user_account w ON w.id = r.author "
    "LEFT JOIN attention a ON a.id = r.attention ORDER BY r.id"
)


class Ledger:
    """What the store holds, in words; only what is not empty. Moments in seconds from the clock's."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def attentions(self) -> list[dict[str, object]]:
        """Return every attention in the order of recording, numbers of holds read."""
        found = self._rows(_ATTENTION)
        for row in found:
            if "holds" in row:
                row["holds"] = json.loads(str(row["holds"]))
        return found

    def cases(self) -> list[dict[str, object]]:
        """Return every case in the order of opening."""
        found = self._rows(_CASE)
        for row in found:
            if "closing" in row:
                row["closing"] = json.loads(str(row["closing"]))
        return found

    def referrals(self) -> list[dict[str, object]]:
        """Return every hand-over."""
        return self._rows(_REFERRAL)

    def people(self) -> int:
        """Return how many citizens there are."""
        return int(self._counter.rows("SELECT count(*) FROM citizen")[0][0])

    def numbers(self) -> list[str]:
        """Return the printed numbers of the attentions."""
        return [row[0] for row in self._counter.rows("SELECT number FROM attention ORDER BY id")]

    def _rows(self, sql: str) -> list[dict[str, object]]:
        now = int(self._counter.clock.now().timestamp())
        cursor = self._counter.console.store.database.raw().execute(sql, {"now": now})
        rows = cursor.fetchall()
        if not rows:
            return []
        names = [column[0] for column in self._columns(sql, now)]
        return [
            {name: value for name, value in zip(names, row, strict=True) if value not in (None, "", 0)}
            for row in rows
        ]

    def _columns(self, sql: str, now: int) -> tuple[tuple[str, ...], ...]:
        cursor = self._counter.console.store.database.raw().execute(sql, {"now": now})
        return tuple(cursor.getdescription())
