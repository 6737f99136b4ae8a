"""The register of people: its list, the sheet of one, and what to look at again while one is written down."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.cleaning import clean_text
from desktop_app.domain.documents import check_document
from desktop_app.domain.phones import reachable, same_phone
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import case_lists, citizens
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.citizens import Citizen, CitizenForm
from desktop_app.services.context import Context, day_number
from desktop_app.services.recognition import Visit
from desktop_app.storage import search
from desktop_app.storage.queries import citizens as citizen_queries
from desktop_app.storage.queries import people as queries

RECENT_DAYS = 30
"""Who came within these days stands first in the list of everyone, by their latest visit."""

_CASES = 5
_VISITS = 8
_HAND_OVERS = 5
_NAMESAKES = 200
_DUPLICATES = 3
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


class PeopleView(StrEnum):
    """Which people a list shows."""

    EVERYONE = "everyone"
    OPEN_CASES = "open_cases"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list; ``last_visit`` in the office's zone."""

    citizen: Citizen
    document: str
    """The number with the name of its kind, or an empty text."""
    open_cases: int
    last_visit: datetime | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A hand-over of the person; ``sent`` in the office's zone."""

    sent: datetime
    unit: str
    official: str
    state: str
    need: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Everything about a person: open cases by urgency, visits and hand-overs newest first."""

    citizen: Citizen
    document: str
    open_cases: tuple[CaseLine, ...]
    open_count: int
    case_count: int
    visits: tuple[Visit, ...]
    visit_count: int
    first_visit: datetime | None
    hand_overs: tuple[HandedOver, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody recorded already who may be the same person; ``by_document``: else by name and telephone."""

    citizen: Citizen
    by_document: bool


@dataclass(frozen=True, slots=True)
class FormNotes:
    """What to look at again in a form, in Spanish or empty; none of it keeps anybody from saving."""

    document: str = ""
    phone: str = ""
    email: str = ""
    duplicates: tuple[Duplicate, ...] = ()


class PeopleList:
    """The people of a view and a search, a page at a time.

    Everyone: first who came in the last ``RECENT_DAYS``, by latest visit; then by arrival in the data, the
    latest first. With open cases: whose case is most pressing first. A search: the latest arrival first.
    """

    def __init__(self, ctx: Context, view: PeopleView = PeopleView.EVERYONE, text: str = "") -> None:
        self._ctx = ctx
        self._view = view
        self._text = text.strip()
        self._first: _First | None = None

    def count(self) -> int:
        """Return how many people there are. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        store = self._ctx.store
        self._first = first = self._read_first()
        if self._text:
            return queries.matching_count(store, self._text, first.among)
        return len(first.numbers) if first.among is not None else queries.everyone(store)

    def page(self, offset: int, limit: int) -> list[PersonLine]:
        """Return a page of them. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        return [_line(self._ctx, row) for row in queries.rows(self._ctx.store, self._numbers(offset, limit))]

    def position(self, citizen: bytes) -> int | None:
        """Return where somebody stands in the list without a search, or None. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        store = self._ctx.store
        first = self._first or self._read_first()
        number = queries.number_of(store, citizen)
        if number in first.places:
            return first.places[number]
        if number is None or first.among is not None or not queries.is_listed(store, number):
            return None
        return len(first.numbers) + queries.arrived_after(store, number) - first.above(number)

    def _read_first(self) -> _First:
        store = self._ctx.store
        search.flush(store)
        if self._view is PeopleView.OPEN_CASES:
            return _First(queries.with_open_cases(store), only=True)
        since = self._ctx.now() - timedelta(days=RECENT_DAYS)
        return _First(queries.attended_since(store, day_number(since)), only=False)

    def _numbers(self, offset: int, limit: int) -> list[int]:
        store = self._ctx.store
        first = self._first or self._read_first()
        if self._text:
            return queries.matching(store, self._text, offset, limit, first.among)
        head = first.numbers[offset : offset + limit]
        if first.among is not None or len(head) == limit:
            return head
        rest = max(offset - len(first.numbers), 0)
        return head + self._others(first, rest, limit - len(head))

    def _others(self, first: _First, offset: int, limit: int) -> list[int]:
        """Return a page of those who are not among the first, the latest arrival first.

        Those of the first who lie before the page are counted, not filtered: that would walk through all.
        """
        store = self._ctx.store
        skipped = 0
        while at := queries.arrivals(store, offset + skipped, 1):
            before = first.above(at[0])
            if before == skipped:
                break
            skipped = before
        found: list[int] = []
        start = offset + skipped
        while len(found) < limit:
            batch = queries.arrivals(store, start, 2 * limit)
            found += [number for number in batch if number not in first.places]
            if len(batch) < 2 * limit:
                break
            start += len(batch)
        return found[:limit]


class _First:
    """Those who stand first in a list, or who are all of it (``only``)."""

    def __init__(self, numbers: list[int], *, only: bool) -> None:
        self.numbers = numbers
        self.places = {number: place for place, number in enumerate(numbers)}
        self.among: Sequence[int] | None = numbers if only else None
        self._sorted = sorted(-number for number in numbers)

    def above(self, number: int) -> int:
        """Return how many of them arrived after somebody."""
        return bisect_left(self._sorted, -number)


def sheet(ctx: Context, citizen: bytes) -> PersonSheet:
    """Return everything about a person. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.READ_PEOPLE)
    person = citizens.get_citizen(ctx, citizen)
    store = ctx.store
    open_cases = CaseQuery(citizen=citizen)
    cases = case_lists.page(ctx, open_cases, 0, _CASES)
    visit_count, first = queries.visit_totals(store, citizen)
    visits = citizens.visits(ctx, citizen, _VISITS)
    return PersonSheet(
        citizen=person,
        document=document_text(ctx, person),
        open_cases=tuple(cases),
        open_count=len(cases) if len(cases) < _CASES else case_lists.count(ctx, open_cases),
        case_count=case_lists.count(ctx, CaseQuery("all", citizen=citizen)),
        visits=tuple(
            Visit(ctx.local(row.started) or ctx.now(), row.channel, row.topic, row.result) for row in visits
        ),
        visit_count=visit_count,
        first_visit=ctx.local(first),
        hand_overs=tuple(
            HandedOver(ctx.local(row.sent) or ctx.now(), row.unit, row.official, row.state, row.need)
            for row in queries.hand_overs(store, citizen, _HAND_OVERS)
        ),
    )


def document_text(ctx: Context, citizen: Citizen) -> str:
    """Return a person's document with the name of its kind ("DNI 45678912"), or an empty text."""
    kind = ctx.profile.document_types.get(citizen.document_type or "")
    return " ".join(part for part in (kind.label if kind else "", citizen.document or "") if part)


def look_over(ctx: Context, form: CitizenForm, citizen: bytes | None = None) -> FormNotes:
    """Return what the clerk should look at again before saving; ``citizen``: who is being corrected."""
    require(ctx.actor, Permission.READ_PEOPLE)
    kind = ctx.profile.document_types.get(form.document_type or "")
    check = check_document(kind, form.document or "") if kind is not None else None
    phone, email = (form.phone or "").strip(), (form.email or "").strip()
    return FormNotes(
        document=check.warning if check is not None else "",
        phone=""
        if not phone or reachable(phone)
        else QT_TRANSLATE_NOOP("core", "Revise el teléfono: no tiene números."),
        email=""
        if not email or _EMAIL.fullmatch(email)
        else QT_TRANSLATE_NOOP("core", "Revise el correo: se escribe como nombre@dominio.com."),
        duplicates=tuple(_duplicates(ctx, form, check.normalised if check else "", citizen)),
    )


def _duplicates(ctx: Context, form: CitizenForm, document: str, citizen: bytes | None) -> list[Duplicate]:
    store = ctx.store
    found: dict[bytes, Duplicate] = {}
    for number in dict.fromkeys(
        " ".join(clean_text(each or "").split()) for each in (document, form.document)
    ):
        if number:
            for person in citizen_queries.by_digits(store, number, _DUPLICATES + 1):
                if person.document == number:
                    found.setdefault(person.id, Duplicate(person, by_document=True))
    name = search.fold(form.name)
    if name and form.phone:
        search.flush(store)
        namesakes = search.search(store, "citizen", form.name, _NAMESAKES)
        for person in citizen_queries.by_numbers(store, namesakes):
            if search.fold(person.name) == name and same_phone(person.phone, form.phone):
                found.setdefault(person.id, Duplicate(person, by_document=False))
    if citizen is not None:
        found.pop(citizen, None)
    return list(found.values())[:_DUPLICATES]


def _line(ctx: Context, row: queries.PersonRow) -> PersonLine:
    return PersonLine(row.citizen, document_text(ctx, row.citizen), row.open_cases, ctx.local(row.last_visit))
