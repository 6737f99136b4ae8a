"""Where the rows of the case list come from; everything here runs on workers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.services import case_order
from desktop_app.services.case_filter import read_filter
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.case_order import Arranged
from desktop_app.services.context import Context

_NEAR = 512
"""Rows from the top on that are asked for one page at a time; whoever goes further has the whole order read once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: a view, what is typed, an order ("": the view's own)."""

    view: str
    typed: str = ""
    sort: str = ""
    descending: bool = False


class CaseSource:
    """The rows of a view, a filter and an order."""

    def __init__(self, context: Context, asked: Asked, official: bytes | None) -> None:
        self._context = context
        self.asked = asked
        self._official = official if asked.view == "mine" else None
        self._arranged: Arranged | None = None
        self._settled: Arranged | None = None
        self._lock = threading.Lock()
        self.problem = ""
        """What the filter could not make sense of."""

    @property
    def too_long(self) -> bool:
        """Whether the list is too long for the order that was asked for."""
        return self._arranged is not None and self._arranged.too_long

    def query(self) -> CaseQuery:
        """Return what is asked for, as of now."""
        read = read_filter(self._context, self.asked.typed, self.asked.view, self._official)
        self.problem = read.problem
        return replace(read.query, sort=self.asked.sort, descending=self.asked.descending)

    def shown_view(self) -> str:
        """Return the view that is shown in truth: what is closed is found among all."""
        return self._arranged.query.view if self._arranged is not None else self.asked.view

    def count(self) -> int:
        """Return how many cases there are."""
        arranged = case_order.arrange(self._context, self.query())
        with self._lock:
            self._arranged, self._settled = arranged, None
        return arranged.count

    def page(self, offset: int, limit: int) -> Sequence[CaseLine]:
        """Return a page of them."""
        with self._lock:
            arranged = self._arranged
        if arranged is None:
            arranged = case_order.arrange(self._context, self.query())
        return case_order.page(self._context, self._ordered(arranged, offset), offset, limit)

    def ids(self, offset: int, limit: int) -> list[bytes]:
        """Return the ids of some cases of the list."""
        with self._lock:
            arranged = self._arranged
        if arranged is None:
            arranged = case_order.arrange(self._context, self.query())
        return case_order.ids(self._context, arranged, offset + limit)[offset:]

    def _ordered(self, arranged: Arranged, offset: int) -> Arranged:
        """Have the order of a long, narrowed list read once: each jump in it would walk the index again."""
        query = arranged.query
        plain = query == CaseQuery(
            query.view, responsible=query.responsible, sort=query.sort, descending=query.descending
        )
        # Without a filter the index skips as fast.
        if arranged.numbers is not None or offset < _NEAR or plain:
            return arranged
        with self._lock:
            if arranged is not self._arranged:
                return arranged
            if self._settled is None:
                self._settled = case_order.settled(self._context, arranged)
            return self._settled
