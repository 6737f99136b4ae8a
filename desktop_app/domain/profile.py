"""The country profile: what differs between countries, as data.

Legal facts are configuration, never code. Each says where it was read (``source``) and on which day
someone of the municipality verified it (``verified_on``, which starts empty).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.clocks import Term
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_code
from desktop_app.domain.hours import Hours
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a fact comes from and whether the municipality has verified it."""

    legal_basis: str = ""
    source: str = ""
    verified_on: date | None = None

    @property
    def verified(self) -> bool:
        """Tell whether someone verified the fact."""
        return self.verified_on is not None


def unverified_words(reference: Reference) -> str:
    """Return "sin verificar", or "" for a verified fact."""
    return "" if reference.verified else QT_TRANSLATE_NOOP("core", "sin verificar")


@dataclass(frozen=True, slots=True)
class LevelTerms:
    """The internal terms of a level (training manual 4.3); ``pausable`` matters to elapsed hours only."""

    resolution: Term
    first_answer: Term | None = None
    pausable: bool = False


@dataclass(frozen=True, slots=True)
class RequestType:
    """A type of request: the route it takes in law, and the term of that route (None: the law sets none)."""

    code: str
    label: str
    legal_route: str
    term: Term | None
    cure: Term | None
    pausable: bool
    reference: Reference
    extendable: bool = False
    """Whether the law lets the term be extended; ``extension`` says where that was read."""
    extension: Reference = Reference()

    @property
    def verified(self) -> bool:
        """Tell whether someone verified the legal facts."""
        return self.reference.verified


@dataclass(frozen=True, slots=True)
class RouteSigns:
    """The words by which a request of one type is told from the others; see ``domain.routes``.

    ``acts`` say what the person came to do ("me quejo", "solicito copia de"), ``phrases`` what it is about,
    ``hints`` point that way without deciding. ``is_not`` is what the route must not be taken for.
    """

    code: str
    acts: tuple[str, ...]
    phrases: tuple[str, ...]
    hints: tuple[str, ...]
    is_not: str
    anonymous: bool
    """Whether a request of this type may come from somebody who gives no name."""
    reference: Reference


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of identity document; ``validator`` names a check of ``domain.documents``."""

    code: str
    label: str
    validator: str
    digits: tuple[int, ...]
    reference: Reference


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code with its Spanish words (a complaint aspect)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PreferentialGroup:
    """People who are attended before their turn; it changes the turn, never the level."""

    code: str
    label: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """What the citizen is told, and after how many months personal data is due to be anonymised."""

    notice: str
    retention_months: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Receipt:
    """Fields and texts of the citizen's receipt."""

    title: str
    fields: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """Phrases that suggest a critical case; see ``domain.criticality`` for how they are written."""

    code: str
    label: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """When repeated complaints are recurrent: ``count`` within ``window_days``, ``unattended`` of the
    earlier ones without an answer."""

    count: int
    window_days: int
    unattended: int


@dataclass(frozen=True, slots=True)
class MobileForm:
    """How the country's mobile numbers look without its code: one of the ``first`` digits, so many digits."""

    first: str
    digits: int


@dataclass(frozen=True, slots=True)
class HolidayList:
    """Which national list seeds the calendar, and the dates where it is put right."""

    country: str
    categories: tuple[str, ...]
    overrides: Mapping[date, DayRule | None]
    reference: Reference


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a country, or an office that edits its copy, sets as data."""

    code: str
    name: str
    zone: ZoneInfo
    week: Mapping[int, tuple[Hours, ...]]
    levels: Mapping[Level, LevelTerms]
    request_types: Mapping[str, RequestType]
    document_types: Mapping[str, DocumentType]
    vocabulary: Mapping[str, str]
    complaint_aspects: tuple[NamedCode, ...]
    preferential_groups: tuple[PreferentialGroup, ...]
    privacy: PrivacyNotice
    receipt: Receipt
    paper: str
    born_resolved: bool
    holidays: HolidayList
    risk: tuple[RiskGroup, ...]
    vulnerable: RiskGroup
    recurrence: RecurrenceRule
    mobile: MobileForm | None = None
    routes: Mapping[str, RouteSigns] = field(default_factory=dict)

    def level_terms(self, level: Level) -> LevelTerms:
        """Return the internal terms of a level."""
        return self.levels[level]

    def request_type(self, code: str) -> RequestType:
        """Return a request type by its code or label, whatever its accents, case, hyphens.

        Raises InvalidInput with the valid codes for an unknown one.
        """
        wanted = folded_code(code)
        for each in self.request_types.values():
            if wanted in (each.code, folded_code(each.label)):
                return each
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "No existe el tipo de solicitud «{code}». Los válidos son: {valid}."),
            field="type",
            code=code,
            valid=", ".join(self.request_types),
        )

    def may_be_anonymous(self, query_type: str) -> bool:
        """Tell whether a request of a type may come from somebody who gives no name."""
        signs = self.routes.get(query_type)
        return signs is not None and signs.anonymous

    def calendar(self, rules: Mapping[date, DayRule] | None = None) -> BusinessCalendar:
        """Return the office's calendar with the weekly hours and ``rules`` (holidays, the office's days)."""
        return BusinessCalendar(self.zone, self.week, rules)
