"""Vía correcta in words: which routes a request may take, by when each answers, and what it is not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.deadlines import deadline, term_words
from desktop_app.domain.phrases import Span
from desktop_app.domain.profile import RequestType, unverified_words
from desktop_app.domain.routes import QUESTIONS, Answer, Asked, Route, advise
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """A route as a person reads it. Texts are empty where the profile says nothing; ``due`` in the office's zone.

    ``why`` is empty for a route that nothing speaks for yet (see ``sheet``); ``spans`` lie in the text that
    was judged.
    """

    code: str
    label: str
    why: str
    spans: tuple[Span, ...]
    legal_route: str
    term: str
    due: datetime | None
    due_why: str
    start_rule: str
    cure: str
    legal_basis: str
    unverified: str
    is_not: str

    def term_words(self) -> str:
        """Return "30 días hábiles (sin verificar)", or an empty text where the law sets no term."""
        return f"{self.term} ({self.unverified})" if self.term and self.unverified else self.term

    def brief(self) -> str:
        """Return the route and its term in one line: "Libro de Reclamaciones…, 30 días hábiles (sin verificar)"."""
        told = ", ".join(part for part in (self.legal_route, self.term) if part)
        return f"{told} ({self.unverified})" if told and self.unverified else told


@dataclass(frozen=True, slots=True)
class RouteAdvice:
    """The routes that something speaks for, the best first; ``decided`` when the first one stands out."""

    routes: tuple[RouteSheet, ...] = ()
    decided: bool = False
    question: Asked | None = None

    @property
    def best(self) -> RouteSheet | None:
        """Return the route that stands out, or None."""
        return self.routes[0] if self.decided else None


def advise_routes(ctx: Context, text: str, answers: Collection[Answer] = ()) -> RouteAdvice:
    """Return which routes a text and the answers speak for. It suggests; a person decides."""
    advice = advise(text, ctx.profile, answers)
    now = ctx.now()
    return RouteAdvice(
        tuple(_sheet(ctx, route.kind, now, route) for route in advice.routes),
        advice.best is not None,
        QUESTIONS[advice.question] if advice.question is not None else None,
    )


def sheet(ctx: Context, query_type: str) -> RouteSheet | None:
    """Return the route of a request type as it would run from now; None for a type the profile does not have."""
    kind = ctx.profile.request_types.get(query_type)
    return _sheet(ctx, kind, ctx.now(), None) if kind is not None else None


def all_sheets(ctx: Context) -> list[RouteSheet]:
    """Return the routes of every request type, in the profile's order."""
    now = ctx.now()
    return [_sheet(ctx, kind, now, None) for kind in ctx.profile.request_types.values()]


def _sheet(ctx: Context, kind: RequestType, now: datetime, route: Route | None) -> RouteSheet:
    signs = ctx.profile.routes.get(kind.code)
    term = start = due_why = cure = ""
    due = None
    if kind.term is not None:
        found = deadline(kind.term, now, ctx.calendar)
        term, due, due_why = term_words(kind.term), found.due.astimezone(ctx.zone), found.explanation
        start = _start_words(elapsed=kind.term.elapsed)
    if kind.cure is not None:
        cure = QT_TRANSLATE_NOOP("core", "{term} para subsanar").format(term=term_words(kind.cure))
        if kind.pausable:
            cure = QT_TRANSLATE_NOOP("core", "{cure}, sin que corra el plazo").format(cure=cure)
    facts = bool(kind.legal_route or kind.term or kind.reference.legal_basis)
    return RouteSheet(
        code=kind.code,
        label=kind.label,
        why=route.why if route is not None else "",
        spans=route.spans if route is not None else (),
        legal_route=kind.legal_route,
        term=term,
        due=due,
        due_why=due_why,
        start_rule=start,
        cure=cure,
        legal_basis=kind.reference.legal_basis,
        unverified=unverified_words(kind.reference) if facts else "",
        is_not=signs.is_not if signs is not None else "",
    )


def _start_words(*, elapsed: bool) -> str:
    if elapsed:
        return QT_TRANSLATE_NOOP("core", "se cuenta desde el registro mismo")
    return QT_TRANSLATE_NOOP(
        "core",
        "se cuenta desde el día hábil siguiente al registro; lo ingresado fuera de horario, como si hubiera "
        "ingresado en la siguiente apertura",
    )
