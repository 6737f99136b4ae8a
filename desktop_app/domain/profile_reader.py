"""Reads a country profile from a mapping (a parsed TOML file), with errors that name the place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from desktop_app.domain.calendar import DayRule
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.documents import VALIDATORS
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.hours import Hours, parse_hours
from desktop_app.domain.profile import (
    DocumentType,
    HolidayList,
    LevelTerms,
    MobileForm,
    NamedCode,
    PreferentialGroup,
    PrivacyNotice,
    Profile,
    Receipt,
    RecurrenceRule,
    Reference,
    RequestType,
    RiskGroup,
    RouteSigns,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level

T = TypeVar("T")

PAPERS: Final = ("A4", "Carta")
WEEKDAYS: Final = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
START_RULE: Final = "next_business_day"
"""The only start rule there is: business days count from the business day after the registration."""

_CODE = re.compile(r"[a-z][a-z0-9_]*")


class ProfileError(InvalidInput):
    """A profile file that cannot be used; the sentence says where."""


def read_profile(data: Mapping[str, Any]) -> Profile:
    """Build the profile from parsed data; raise ProfileError with the place of the first fault."""
    root = _Part(data, "")
    office = root.part("office")
    return Profile(
        code=root.code("code"),
        name=root.text("name"),
        zone=_zone(office),
        week=_week(office.part("hours")),
        levels={level: _level(root.part("levels").part(level.value)) for level in Level},
        request_types=_by_code(_request_type(part) for part in root.parts("request_types")),
        document_types=_by_code(_document_type(part) for part in root.parts("document_types")),
        vocabulary=root.part("vocabulary").all_texts(),
        complaint_aspects=tuple(
            NamedCode(part.code("code"), part.text("label")) for part in root.parts("complaint_aspects")
        ),
        preferential_groups=tuple(
            PreferentialGroup(part.code("code"), part.text("label"), _reference(part))
            for part in root.parts("preferential_groups")
        ),
        privacy=_privacy(root.part("privacy")),
        receipt=_receipt(root.part("receipt")),
        paper=office.choice("paper", PAPERS),
        born_resolved=root.flag("born_resolved"),
        holidays=_holidays(root.part("holidays")),
        risk=tuple(_risk(part) for part in root.part("criticality").parts("risk")),
        vulnerable=_risk(root.part("criticality").part("vulnerable")),
        recurrence=_recurrence(root.part("criticality").part("recurrence")),
        mobile=_mobile(root.part("mobile")) if root.has("mobile") else None,
        routes=_by_code(_route(part) for part in root.parts("routes")) if root.has("routes") else {},
    )


class _Part:
    """A table of the file together with its place in it."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise _fault(place, QT_TRANSLATE_NOOP("core", "debe ser una tabla"))
        self.data = data
        self.place = place

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self.data.get(key, default)
        if value is None:
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "falta"))
        # A bool is an int to Python, not to whoever wrote the file.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "tiene un valor de otro tipo"))
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.get(key, str, default)
        if not value.strip() and default is None:
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "está vacío"))
        return value.strip()

    def code(self, key: str) -> str:
        value = self.text(key)
        if not _CODE.fullmatch(value):
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "solo admite minúsculas sin tilde, cifras y «_»"))
        return value

    def number(self, key: str, low: int, high: int) -> int:
        value = self.get(key, int)
        if not low <= value <= high:
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "está fuera de los límites"))
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self.get(key, bool, default)

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in choices:
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "debe ser uno de: ") + ", ".join(choices))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.fault(key, QT_TRANSLATE_NOOP("core", "debe ser una lista de textos"))
        return tuple(values)

    def all_texts(self) -> dict[str, str]:
        return {key: self.text(key) for key in self.data}

    def part(self, key: str) -> _Part:
        return _Part(self.get(key, dict), self._inner(key))

    def parts(self, key: str) -> list[_Part]:
        items = self.get(key, list)
        return [_Part(item, f"{self._inner(key)}[{number}]") for number, item in enumerate(items, 1)]

    def has(self, key: str) -> bool:
        return key in self.data

    def fault(self, key: str, problem: str) -> ProfileError:
        return _fault(self._inner(key), problem)

    def _inner(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key


def _fault(place: str, problem: str) -> ProfileError:
    return ProfileError(
        QT_TRANSLATE_NOOP("core", "El perfil no se puede usar: «{place}» {problem}."),
        place=place,
        problem=problem,
    )


def _by_code(items: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in items:
        if item.code in found:
            raise _fault(item.code, QT_TRANSLATE_NOOP("core", "está repetido"))
        found[item.code] = item
    return found


def _zone(office: _Part) -> ZoneInfo:
    name = office.text("zone")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise office.fault("zone", QT_TRANSLATE_NOOP("core", "no es una zona horaria conocida")) from error


def _week(part: _Part) -> dict[int, tuple[Hours, ...]]:
    return {number: _hours(part, name) for number, name in enumerate(WEEKDAYS)}


def _hours(part: _Part, key: str) -> tuple[Hours, ...]:
    text = part.text(key, default="")
    try:
        return parse_hours(text)
    except InvalidInput as error:
        raise part.fault(key, QT_TRANSLATE_NOOP("core", "no es un horario como 08:00-16:30")) from error


def _day(part: _Part, key: str) -> date:
    value = part.data.get(key)
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(part.text(key))
    except ValueError as error:
        raise part.fault(key, QT_TRANSLATE_NOOP("core", "no es una fecha (AAAA-MM-DD)")) from error


def _reference(part: _Part) -> Reference:
    verified = _day(part, "verified_on") if part.data.get("verified_on", "") != "" else None
    return Reference(part.text("legal_basis", ""), part.text("source", ""), verified)


def _term(part: _Part) -> Term:
    return Term(part.number("amount", 1, 100_000), TermUnit(part.choice("unit", tuple(TermUnit))))


def _level(part: _Part) -> LevelTerms:
    first = _term(part.part("first_answer")) if part.has("first_answer") else None
    return LevelTerms(_term(part), first, pausable=part.flag("pausable", default=False))


def _request_type(part: _Part) -> RequestType:
    part.choice("start_rule", (START_RULE,), START_RULE)
    extension = part.part("extension") if part.has("extension") else None
    return RequestType(
        code=part.code("code"),
        label=part.text("label"),
        legal_route=part.text("legal_route", ""),
        term=_term(part.part("term")) if part.has("term") else None,
        cure=_term(part.part("cure")) if part.has("cure") else None,
        pausable=part.flag("pausable", default=True),
        reference=_reference(part),
        extendable=extension.flag("allowed") if extension is not None else False,
        extension=_reference(extension) if extension is not None else Reference(),
    )


def _document_type(part: _Part) -> DocumentType:
    digits = part.get("digits", list, [])
    if not all(isinstance(number, int) and 0 < number < 40 for number in digits):
        raise part.fault("digits", QT_TRANSLATE_NOOP("core", "debe ser una lista de cantidades de cifras"))
    return DocumentType(
        code=part.code("code"),
        label=part.text("label"),
        validator=part.choice("validator", tuple(VALIDATORS)),
        digits=tuple(digits),
        reference=_reference(part),
    )


def _mobile(part: _Part) -> MobileForm:
    first = part.text("first")
    if not (first.isascii() and first.isdigit()):
        raise part.fault("first", QT_TRANSLATE_NOOP("core", "solo admite cifras"))
    return MobileForm(first, part.number("digits", 6, 15))


def _privacy(part: _Part) -> PrivacyNotice:
    return PrivacyNotice(part.text("notice"), part.number("retention_months", 1, 1200), _reference(part))


def _receipt(part: _Part) -> Receipt:
    return Receipt(part.text("title"), part.texts("fields"), part.text("text"))


def _holidays(part: _Part) -> HolidayList:
    overrides: dict[date, DayRule | None] = {}
    for item in part.parts("overrides"):
        working = item.flag("working", default=False)
        rule = None if working else DayRule(item.text("name"), _hours(item, "hours"))
        overrides[_day(item, "date")] = rule
    return HolidayList(
        country=part.text("country", ""),
        categories=part.texts("categories"),
        overrides=overrides,
        reference=_reference(part),
    )


def _risk(part: _Part) -> RiskGroup:
    return RiskGroup(part.code("code"), part.text("label"), part.texts("phrases"))


def _route(part: _Part) -> RouteSigns:
    lists = {key: part.texts(key) if part.has(key) else () for key in ("acts", "phrases", "hints")}
    return RouteSigns(
        code=part.code("code"),
        is_not=part.text("is_not", ""),
        anonymous=part.flag("anonymous", default=False),
        reference=_reference(part),
        **lists,
    )


def _recurrence(part: _Part) -> RecurrenceRule:
    return RecurrenceRule(
        count=part.number("count", 2, 100),
        window_days=part.number("window_days", 1, 3660),
        unattended=part.number("unattended", 1, 100),
    )
