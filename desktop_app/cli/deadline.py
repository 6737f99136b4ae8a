"""``deadline``: when would a case be due, and why."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from desktop_app.cli import common
from desktop_app.domain.calendar import BusinessCalendar
from desktop_app.domain.case_clocks import CaseClocks, case_clocks, late_opening_warning
from desktop_app.domain.clocks import Pause
from desktop_app.domain.deadlines import Deadline
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_code
from desktop_app.domain.profile import Profile, RequestType, unverified_words
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level
from desktop_app.system.profiles import load_profile, profile_calendar

if TYPE_CHECKING:
    from desktop_app.services.context import Context

_LEVELS: Final = {
    "simple": Level.SIMPLE,
    "complejo": Level.COMPLEX,
    "complex": Level.COMPLEX,
    "critico": Level.CRITICAL,
    "critical": Level.CRITICAL,
}
_YEARS: Final = range(1970, 2200)
_YEARS_AHEAD: Final = 2  # how far a term of business days may reach beyond its last pause


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb to the command line."""
    parser = sub.add_parser(
        "deadline", parents=parents, help="calcula y explica el vencimiento de un caso", allow_abbrev=False
    )
    parser.add_argument(
        "--profile",
        metavar="PERFIL",
        help="pe, cr, neutral o un archivo .toml; sin él, el perfil y el calendario de la carpeta de datos",
    )
    parser.add_argument("--level", required=True, metavar="NIVEL", help="simple, complejo o critico")
    parser.add_argument("--type", metavar="TIPO", help="tipo de solicitud, para el plazo de ley")
    parser.add_argument(
        "--from",
        dest="since",
        required=True,
        metavar="MOMENTO",
        help="registro del caso, como 2026-07-28T10:00",
    )
    parser.add_argument(
        "--pause",
        nargs="+",
        action="extend",
        default=[],
        metavar="DESDE/HASTA",
        help="espera del ciudadano, como 2026-07-30T09:00/2026-07-31T12:00; se puede repetir",
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Compute the clocks and print them; raises UserError for what cannot be read."""
    level = parse_level(args.level)
    open_office = _office(args) if args.profile is None else contextlib.nullcontext()
    with open_office as office:
        return _answer(args, level, office)


def _answer(args: argparse.Namespace, level: Level, office: Context | None) -> int:
    profile = load_profile(args.profile) if office is None else office.profile
    kind = profile.request_type(args.type) if args.type else None
    registered = parse_moment(args.since, profile)
    pauses = [parse_pause(text, profile) for text in args.pause]
    calendar = _calendar(office, profile, _years(registered, pauses))
    clocks = case_clocks(level, kind.code if kind else None, profile, calendar, registered, pauses)
    warnings = list(_warnings(profile, level, kind, calendar, registered, pauses))
    payload: dict[str, Any] = {
        "internal": _as_json(clocks.internal, calendar),
        "first_answer": _as_json(clocks.first_answer, calendar),
        "legal": _as_json(clocks.legal, calendar),
    }
    told = [QT_TRANSLATE_NOOP("core", "Atención: {warning}").format(warning=each) for each in warnings]
    common.emit(args, payload, [*_lines(clocks, kind), *told])
    if args.json:
        # The document stays the three clocks; what a person should know besides goes beside it.
        for line in told:
            common.note(line)
    return 0


@contextlib.contextmanager
def _office(args: argparse.Namespace) -> Iterator[Context]:
    from desktop_app.bootstrap import open_installation

    installation = open_installation(common.data_folder(args), read_only=True)
    try:
        yield installation.context()
    finally:
        installation.close()


def _calendar(office: Context | None, profile: Profile, years: range) -> BusinessCalendar:
    if office is None:
        return profile_calendar(profile, years)
    from desktop_app.services.settings import calendar_for

    return calendar_for(office, years)


def parse_level(text: str) -> Level:
    """Read a level in Spanish or English, whatever its accents and case."""
    level = _LEVELS.get(folded_code(text))
    if level is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "No existe el nivel «{level}». Los válidos son: simple, complejo, critico."
            ),
            field="level",
            level=text,
        )
    return level


def parse_moment(text: str, profile: Profile) -> datetime:
    """Read an ISO moment; without an offset it is the office's local time."""
    try:
        date.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Falta la hora en «{text}»: escriba, por ejemplo, 2026-07-28T10:00."),
            field="from",
            text=text,
        )
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La fecha «{text}» no es válida: escriba, por ejemplo, 2026-07-28T10:00."
            ),
            field="from",
            text=text,
        ) from error
    if moment.year not in _YEARS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La fecha «{text}» queda fuera de los años {first} a {last}."),
            field="from",
            text=text,
            first=_YEARS[0],
            last=_YEARS[-1],
        )
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=profile.zone)


def parse_pause(text: str, profile: Profile) -> Pause:
    """Read a pause written as FROM/TO."""
    start, slash, end = text.partition("/")
    if not (slash and start.strip() and end.strip()):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "La pausa «{text}» no es válida: escriba DESDE/HASTA, "
                "por ejemplo 2026-07-30T09:00/2026-07-31T12:00.",
            ),
            field="pause",
            text=text,
        )
    return Pause(parse_moment(start, profile), parse_moment(end, profile))


def _years(registered: datetime, pauses: list[Pause]) -> range:
    last = max([registered.year, *(pause.end.year for pause in pauses if pause.end is not None)])
    return range(registered.year - 1, last + _YEARS_AHEAD + 1)


def _as_json(deadline: Deadline | None, calendar: BusinessCalendar) -> dict[str, str] | None:
    if deadline is None:
        return None
    due = calendar.local(deadline.due).isoformat(timespec="seconds")
    return {"due": due, "explanation": deadline.explanation}


def _warnings(
    profile: Profile,
    level: Level,
    kind: RequestType | None,
    calendar: BusinessCalendar,
    registered: datetime,
    pauses: list[Pause],
) -> Iterator[str]:
    terms = profile.level_terms(level)
    if level is Level.CRITICAL:
        late = late_opening_warning(terms, registered, calendar)
        if late:
            yield late
    if pauses and level is Level.CRITICAL:
        yield QT_TRANSLATE_NOOP(
            "core", "Un caso crítico no se pausa: las pausas no mueven sus plazos internos."
        )
    elif pauses and terms.resolution.elapsed and not terms.pausable:
        yield QT_TRANSLATE_NOOP("core", "El plazo interno en horas corridas no se pausa en este perfil.")
    if pauses and kind is not None and kind.term is not None and not kind.pausable:
        yield QT_TRANSLATE_NOOP("core", "El plazo de ley de este tipo de solicitud no se pausa.")
    if kind is not None and kind.term is not None and not kind.verified:
        yield QT_TRANSLATE_NOOP("core", "Plazo de ley {unverified}: {basis}.").format(
            unverified=unverified_words(kind.reference), basis=kind.reference.legal_basis or kind.label
        )


def _lines(clocks: CaseClocks, kind: RequestType | None) -> Iterator[str]:
    yield QT_TRANSLATE_NOOP("core", "Meta interna: {explanation}.").format(
        explanation=clocks.internal.explanation
    )
    if clocks.first_answer is not None:
        yield QT_TRANSLATE_NOOP("core", "Primera respuesta: {explanation}.").format(
            explanation=clocks.first_answer.explanation
        )
    if clocks.legal is not None:
        yield QT_TRANSLATE_NOOP("core", "Plazo de ley: {explanation}.").format(
            explanation=clocks.legal.explanation
        )
    elif kind is not None:
        yield QT_TRANSLATE_NOOP("core", "Plazo de ley: el perfil no indica ninguno para «{type}».").format(
            type=kind.label
        )
