"""What the desk thinks along with the clerk: who this is, by when, and whether it may be critical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.values import Level, Result
from ui.kit.operations import Background, Operation
from ui.reception.attention import OpenAttention

if TYPE_CHECKING:
    from desktop_app.domain.criticality import Suggestion
    from desktop_app.services.context import Context
    from desktop_app.services.previews import TermPreview
    from desktop_app.services.recognition import KnownCitizen
    from desktop_app.services.routes import RouteSheet

    _Found = tuple[tuple[Suggestion, ...], RouteSheet | None]

_WAIT_MS = 250


class Thinking(QObject):
    """Follows the attention in front; each question is asked beside the UI thread, and only when it changed."""

    terms_changed = Signal()
    changed = Signal()

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self.terms: TermPreview | None = None
        self.known: KnownCitizen | None = None
        self.signs: tuple[Suggestion, ...] = ()
        self.signs_in: tuple[str, str] = ("", "")
        """Question and detail in which the signs were found."""
        self._terms_for: tuple[Level, str] | None = None
        self._known_for: bytes | None = None
        self._route: tuple[str, RouteSheet] | None = None
        self._signs_for: tuple[object, ...] = ()
        self._attention: OpenAttention | None = None
        self._search: Operation[_Found] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask_signs)

    def follow(self, attention: OpenAttention | None) -> None:
        """Think about this attention as it is now."""
        self._attention = attention
        self._follow_terms(attention)
        self._follow_person(attention.citizen if attention is not None else None)
        if attention is None or not attention.title:
            self._wait.stop()
            self._take((), ("", ""), None)
            self._signs_for = ()
        else:
            self._wait.start()

    def _follow_terms(self, attention: OpenAttention | None) -> None:
        wanted = None
        if attention is not None and attention.opens_case:
            level = Level.CRITICAL if attention.result is Result.CRITICAL_CASE else attention.level
            wanted = (level, attention.query_type)
        if wanted == self._terms_for:
            return
        self._terms_for = wanted
        self.terms = None
        if wanted is None:
            return
        context, (level, query_type) = self._context, wanted

        def done(found: TermPreview) -> None:
            if self._terms_for == wanted:
                self.terms = found
                self.terms_changed.emit()

        def work() -> TermPreview:
            from desktop_app.services import previews

            return previews.preview_terms(context, level, query_type)

        self._background.read(self, work).on_success(done).run()

    def _follow_person(self, citizen: bytes | None) -> None:
        if citizen == self._known_for:
            return
        self._known_for = citizen
        self.known = None
        if citizen is None:
            return
        context = self._context

        def done(found: KnownCitizen) -> None:
            if self._known_for == citizen:
                self.known = found
                self.changed.emit()

        def work() -> KnownCitizen:
            from desktop_app.services import recognition

            return recognition.known_citizen(context, citizen)

        self._background.read(self, work).on_success(done).run()

    def _ask_signs(self) -> None:
        attention = self._attention
        if attention is None:
            return
        topic = attention.topic.id if attention.topic else None
        place = attention.place if attention.has_place else ""
        kind = attention.query_type if attention.topic else ""
        # Of a topic from the catalogue its own title says nothing of the route.
        told = attention.detail if attention.topic else f"{attention.title}. {attention.detail}"
        told = told if attention.opens_case else ""
        wanted = (attention.slot, attention.title, attention.detail, attention.citizen, topic, place, told)
        if wanted == self._signs_for:
            return
        self._signs_for = wanted
        if self._search is not None:
            self._search.drop()
        context, detail, citizen, title = self._context, attention.detail, attention.citizen, attention.title

        slot = attention.slot

        def done(found: _Found) -> None:
            self._search = None
            signs, best = found
            self._take(signs, (title, detail), (slot, best) if best is not None else None)

        def work() -> _Found:
            from desktop_app.services import recognition, routes

            signs = recognition.critical_signs(
                context, detail, citizen, topic, title, place=place, query_type=kind
            )
            return signs, routes.advise_routes(context, told).best if told else None

        self._search = self._background.read(self, work).on_success(done).run()

    def route(self, attention: OpenAttention | None) -> RouteSheet | None:
        """Return the route that the words of this attention suggest, if it is another than its type has."""
        if attention is None or self._route is None or self._route[0] != attention.slot:
            return None
        best = self._route[1]
        return best if attention.opens_case and best.code != attention.query_type else None

    def _take(
        self, signs: tuple[Suggestion, ...], where: tuple[str, str], route: tuple[str, RouteSheet] | None
    ) -> None:
        moved = bool(signs) and where != self.signs_in
        if moved or (signs, route) != (self.signs, self._route):
            self.signs, self.signs_in, self._route = signs, where, route
            self.changed.emit()
