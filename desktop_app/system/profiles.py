"""Loads country profiles from data files and seeds the calendar with the national holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound
from desktop_app.domain.profile import Profile
from desktop_app.domain.profile_reader import ProfileError, read_profile
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.toml import read_toml

PROFILES_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "profiles"


def available_profiles(folder: Path = PROFILES_FOLDER) -> tuple[str, ...]:
    """Return the codes of the profiles that come with the program, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load_profile(code: str | Path, folder: Path = PROFILES_FOLDER) -> Profile:
    """Load a profile by its code ("pe"), or from a file when a path to a ``.toml`` file is given.

    Raises NotFound for an unknown code or file, ProfileError for one that cannot be used,
    EnvironmentFault when the file cannot be read.
    """
    known = available_profiles(folder)
    if str(code).lower() in known:
        path = folder / f"{str(code).lower()}.toml"
    else:
        path = Path(code)
        if path.suffix != ".toml" or not path.is_file():
            raise NotFound(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No existe el perfil «{code}». Los disponibles son: {valid}; o indique un archivo .toml.",
                ),
                code=str(code),
                valid=", ".join(known),
            )
    try:
        data = read_toml(path)
    except InvalidInput as error:
        raise ProfileError(
            QT_TRANSLATE_NOOP("core", "El archivo de perfil {file} no se entiende: {problem}"),
            file=path.name,
            problem=str(error),
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se pudo leer el archivo de perfil {file}."), file=path.name
        ) from error
    return read_profile(data)


def national_holidays(
    country: str, years: Iterable[int], categories: Iterable[str] = ("public",)
) -> dict[date, str]:
    """Return the national holidays of a country (ISO code, "" for none) with their Spanish names.

    Years that the list does not know are left out. Raises ProfileError for a country or a category
    that it does not know.
    """
    if not country:
        return {}
    import holidays

    try:
        listed = holidays.country_holidays(
            country, years=list(years), language="es", categories=tuple(categories), expand=False
        )
    except (NotImplementedError, ValueError) as error:
        raise ProfileError(
            QT_TRANSLATE_NOOP("core", "No hay una lista de feriados para «{country}» con esas categorías."),
            country=country,
        ) from error
    return dict(sorted(listed.items()))


def holiday_rules(profile: Profile, years: Iterable[int]) -> dict[date, DayRule]:
    """Return the closed days of the years: the national list with the profile's overrides upon it."""
    wanted = sorted(set(years))
    listed = national_holidays(profile.holidays.country, wanted, profile.holidays.categories)
    rules = {day: DayRule(name) for day, name in listed.items()}
    for day, rule in profile.holidays.overrides.items():
        if rule is None:
            rules.pop(day, None)
        elif day.year in wanted:
            rules[day] = rule
    return rules


def profile_calendar(
    profile: Profile, years: Iterable[int], office_rules: Mapping[date, DayRule] | None = None
) -> BusinessCalendar:
    """Return the calendar of a profile for some years; the office's own rules win over the holidays.

    Years outside ``years`` have weekly hours only, so give the years that a term may reach.
    """
    return profile.calendar({**holiday_rules(profile, years), **(office_rules or {})})
