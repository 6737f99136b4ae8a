"""What the statistics share: the bounds of a month, and names for entity integers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.months import Month
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.storage.queries import statistics as queries
from desktop_app.storage.queries.statistics import Period


def month_period(ctx: Context, month: Month, now: datetime) -> Period:
    """Return a month's bounds in the office's zone; its state is taken at its end, or now."""
    start, end = (
        datetime(day.year, day.month, day.day, tzinfo=ctx.zone) for day in (month.first, month.next().first)
    )
    at = min(end - timedelta(seconds=1), now)
    first, last = (day.year * 10_000 + day.month * 100 + day.day for day in (month.first, month.last))
    return Period(first, last, epoch(start), epoch(end), epoch(at), day_number(at.astimezone(ctx.zone)))


@dataclass(slots=True)
class Names:
    """Codes and labels of units, topics and query types; what has not arrived gets a placeholder."""

    ctx: Context
    types: dict[str, str] = field(init=False)
    _found: dict[tuple[str, int], tuple[bytes, str | None]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.types = {code: kind.label for code, kind in self.ctx.profile.request_types.items()}

    def learn(self, table: str, numbers: Iterable[int | None]) -> None:
        """Read the names of entity integers, those not yet known."""
        wanted = {
            number for number in set(numbers) if number is not None and (table, number) not in self._found
        }
        for number, found in queries.names(self.ctx.store, table, wanted).items():
            self._found[table, number] = found

    def unit(self, number: int | None) -> tuple[str, str]:
        """Return a unit's id as text and its name."""
        if number is None:
            return "none", QT_TRANSLATE_NOOP("core", "Sin unidad")
        return self._named("unit", number, QT_TRANSLATE_NOOP("core", "Unidad que aún no ha llegado"))

    def topic(self, number: int | None) -> tuple[str, str]:
        """Return a topic's id as text and its title."""
        if number is None:
            return "none", QT_TRANSLATE_NOOP("core", "Sin clasificar")
        return self._named("topic", number, QT_TRANSLATE_NOOP("core", "Tema que aún no ha llegado"))

    def uid(self, table: str, number: int | None) -> bytes | None:
        """Return the id of an entity integer that was learnt."""
        return None if number is None or (table, number) not in self._found else self._found[table, number][0]

    def _named(self, table: str, number: int, placeholder: str) -> tuple[str, str]:
        uid, name = self._found.get((table, number), (None, None))
        return (ulid_text(uid) if uid else str(number)), (name or placeholder)
