"""The register of people: its list, the sheet of one, and what to look at again while one is written down."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.cleaning import clean_text
from desktop_app.domain.documents import check_document
from desktop_app.domain.phones import reachable, same_phone
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import case_lists, citizens, merging
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.citizens import Citizen, CitizenForm
from desktop_app.services.context import Context, day_number
from desktop_app.services.merging import MergedRecord
from desktop_app.services.recognition import Visit
from desktop_app.storage import search
from desktop_app.storage.queries import citizens as citizen_queries
from desktop_app.storage.queries import clusters, history
from desktop_app.storage.queries import people as queries

RECENT_DAYS = 30
"""Who came within these days stands first in the list of everyone, by their latest visit."""

_CASES = 5
_VISITS = 8
_HAND_OVERS = 5
_CONTACTS = 5
_NAMESAKES = 200
_DUPLICATES = 3
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


class PeopleView(StrEnum):
    """Which people a list shows."""

    EVERYONE = "everyone"
    OPEN_CASES = "open_cases"


class Order(StrEnum):
    """In which order: as work comes, or as a telephone book."""

    USUAL = "usual"
    ALPHABETICAL = "alphabetical"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list; ``last_visit`` in the office's zone."""

    citizen: Citizen
    document: str
    """The number with the name of its kind, or an empty text."""
    open_cases: int
    last_visit: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened with a person; ``at`` in the office's zone.

    ``about``: the topic, subject or need; ``whom``: the clerk, unit or official; ``case``: the case it leads to.
    """

    kind: str
    id: bytes
    at: datetime
    number: str
    about: str
    channel: str
    state: str
    whom: str
    text: str
    case: bytes | None
    case_word: str = ""
    """Of a case: what its state is called here."""


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """A person at a glance: open cases by urgency; visits, contacts and hand-overs newest first."""

    citizen: Citizen
    document: str
    open_cases: tuple[CaseLine, ...]
    open_count: int
    case_count: int
    visits: tuple[Visit, ...]
    visit_count: int
    first_visit: datetime | None
    contacts: tuple[Happened, ...]
    hand_overs: tuple[Happened, ...]
    merged: tuple[MergedRecord, ...]


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
    In alphabetical order each of them goes by the name without accents.
    """

    def __init__(
        self,
        ctx: Context,
        view: PeopleView = PeopleView.EVERYONE,
        text: str = "",
        order: Order = Order.USUAL,
    ) -> None:
        self._ctx = ctx
        self._view = view
        self._text = text.strip()
        self._order = order
        self._first: _First | None = None
        self._sorted: Sequence[int] = ()

    def count(self) -> int:
        """Return how many people there are. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        store = self._ctx.store
        self._first = first = self._read_first()
        if self._order is Order.ALPHABETICAL:
            self._sorted = self._in_order(first)
            return len(self._sorted)
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
        if self._order is Order.ALPHABETICAL:
            found = self._sorted or self._in_order(first)
            return found.index(number) if number is not None and number in found else None
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

    def _in_order(self, first: _First) -> Sequence[int]:
        store = self._ctx.store
        if self._text:
            return queries.all_matching(store, self._text, first.among)
        if first.among is not None:
            return queries.sorted_by_name(store, first.among)
        return queries.in_alphabet(store)

    def _numbers(self, offset: int, limit: int) -> list[int]:
        store = self._ctx.store
        first = self._first or self._read_first()
        if self._order is Order.ALPHABETICAL:
            self._sorted = self._sorted or self._in_order(first)
            return list(self._sorted[offset : offset + limit])
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
    """Return everything about a person at a glance. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.READ_PEOPLE)
    person = citizens.get_citizen(ctx, citizen)
    store = ctx.store
    members = clusters.cluster(store.rows, person.id)
    open_cases = CaseQuery(citizen=person.id)
    cases = case_lists.page(ctx, open_cases, 0, _CASES)
    visit_count, first = queries.visit_totals(store, members)
    visits = citizens.visits(ctx, person.id, _VISITS)
    return PersonSheet(
        citizen=person,
        document=citizens.document_text(ctx, person),
        open_cases=tuple(cases),
        open_count=len(cases) if len(cases) < _CASES else case_lists.count(ctx, open_cases),
        case_count=case_lists.count(ctx, CaseQuery("all", citizen=person.id)),
        visits=tuple(
            Visit(ctx.local(row.started) or ctx.now(), row.channel, row.topic, row.result) for row in visits
        ),
        visit_count=visit_count,
        first_visit=ctx.local(first),
        contacts=tuple(happened(ctx, row) for row in history.latest(store, members, "contact", _CONTACTS)),
        hand_overs=tuple(
            happened(ctx, row) for row in history.latest(store, members, "hand_over", _HAND_OVERS)
        ),
        merged=tuple(merging.merged_records(ctx, person.id)),
    )


class HistoryList:
    """All that happened with a person, newest first, a page at a time; ``kinds`` as of :class:`Happened`."""

    def __init__(self, ctx: Context, citizen: bytes, kinds: Sequence[str] = history.KINDS) -> None:
        self._ctx = ctx
        self._citizen = citizen
        self._kinds = kinds
        self._members: list[int] = []
        self.counts: Mapping[str, int] = {}

    def count(self) -> int:
        """Return how many things there are, and note how many of each kind. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        store = self._ctx.store
        self._members = clusters.cluster(store.rows, self._citizen)
        self.counts = history.counts(store, self._members)
        return sum(self.counts.get(kind, 0) for kind in self._kinds)

    def page(self, offset: int, limit: int) -> list[Happened]:
        """Return a page of them. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        store = self._ctx.store
        self._members = self._members or clusters.cluster(store.rows, self._citizen)
        rows = history.page(store, self._members, self._kinds, offset, limit)
        return [happened(self._ctx, row) for row in rows]


def happened(ctx: Context, row: history.HappenedRow) -> Happened:
    """Return a thing that happened with its moment in the office's zone."""
    at = ctx.local(row.at) or ctx.now()
    return Happened(
        row.kind, row.id, at, row.number, row.about, row.channel, row.state, row.whom, row.text, row.case,
        ctx.rules.workflow.state_of(row.state) if row.kind == "case" else "",
    )


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
            for person in citizen_queries.by_document(store, number, _DUPLICATES + 1):
                found.setdefault(person.id, Duplicate(person, by_document=True))
    name = search.fold(form.name)
    if name and form.phone:
        search.flush(store)
        namesakes = search.search(store, "citizen", form.name, _NAMESAKES)
        for person in citizen_queries.by_numbers(store, namesakes):
            if search.fold(person.name) == name and same_phone(person.phone, form.phone):
                found.setdefault(person.id, Duplicate(person, by_document=False))
    if citizen is not None:
        found.pop(citizens.standing(ctx, citizen) or citizen, None)
    return list(found.values())[:_DUPLICATES]


def _line(ctx: Context, row: queries.PersonRow) -> PersonLine:
    return PersonLine(
        row.citizen, citizens.document_text(ctx, row.citizen), row.open_cases, ctx.local(row.last_visit)
    )
