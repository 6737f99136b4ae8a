"""What everybody at the counter should know today: "Avisos de hoy", as their editors see them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.errors import NotFound
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import directory
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number
from desktop_app.services.directory import Saved
from desktop_app.services.writing import update
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.queries import directory as queries

ENDED_DAYS: Final = 30
"""How long a notice that ended can be seen by those who publish them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice; both days included, None where another desk wrote none that is a date.

    ``office`` None is for every office, with an empty name.
    """

    id: bytes
    text: str
    first: date | None
    last: date | None
    office: bytes | None
    office_name: str

    def holds(self, day: date) -> bool:
        """Tell whether it is shown on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def ended(self, day: date) -> bool:
        """Tell whether its last day is over."""
        return self.last is not None and self.last < day


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a notice can be for."""

    id: bytes
    name: str


def notices(ctx: Context) -> list[Notice]:
    """Return the notices that hold or are coming, then those that ended within a month.

    Who does not edit the directory sees those of this office that hold today.
    """
    today = ctx.now().date()
    since = day_number(ctx.now() - timedelta(days=ENDED_DAYS))
    rows = [
        Notice(row.id, row.text, _day(row.first_day), _day(row.last_day), row.office, row.office_name)
        for row in queries.notices(ctx.store, since)
    ]
    if not ctx.actor.may(Permission.EDIT_DIRECTORY):
        return [row for row in rows if row.holds(today) and row.office in (None, ctx.desk.office)]
    return sorted(rows, key=lambda row: (row.ended(today), row.first or date.min))


def offices(ctx: Context) -> list[Office]:
    """Return the municipality's offices, in the order of their codes."""
    return [Office(row[0], row[2]) for row in desk_queries.offices(ctx.store)]


def publish(
    ctx: Context,
    text: str,
    first: date,
    last: date,
    *,
    office: bytes | None = None,
    notice: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Publish a notice or change one, of it only the fields in ``touched``, None: all of them.

    Raises InvalidInput with the field, NotAllowed.
    """
    days = _number(first), _number(last)
    return directory.save_notice(ctx, text, *days, office=office, notice=notice, touched=touched)


def end_notice(ctx: Context, notice: bytes) -> Saved:
    """Take a notice down now; its text stays in the history. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.EDIT_DIRECTORY)
    found = next((row for row in notices(ctx) if row.id == notice), None)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese aviso ya no está publicado."))
    today = ctx.now().date()
    yesterday = today - timedelta(days=1)
    began = found.first is None or found.first <= yesterday
    # Until yesterday: today it is no longer shown. What never was shown is taken back.
    values = {"last_day": _number(yesterday)} if began else {"active": 0}
    if found.ended(today):
        return Saved(notice, frozenset())
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "notice", notice, values)
    return Saved(notice)


def put_back(ctx: Context, notice: Notice) -> Saved:
    """Show a notice again that was taken down, until the day it had. Raises NotAllowed."""
    require(ctx.actor, Permission.EDIT_DIRECTORY)
    values = {"last_day": None if notice.last is None else _number(notice.last), "active": 1}
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "notice", notice.id, values)
    return Saved(notice.id)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _day(number: int | None) -> date | None:
    try:
        return None if number is None else date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return None
