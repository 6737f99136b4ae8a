"""Configuration reads: settings, calendar days, offices, this desk."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.domain.ids import derived_id
from desktop_app.storage.store import Store


def setting_id(key: str) -> bytes:
    """Return the id that every desk gives to the setting ``key``."""
    return derived_id("setting", key)


def calendar_day_id(office: str, day: int) -> bytes:
    """Return the id that every desk gives to a date's rule (``office`` empty: the municipality's)."""
    return derived_id("calendar_day", office, str(day))


def settings(store: Store) -> dict[str, Any]:
    """Return the synced settings; the values are stored as JSON."""
    rows = store.rows("SELECT key, value FROM setting WHERE key IS NOT NULL AND value IS NOT NULL")
    found: dict[str, Any] = {}
    for key, value in rows:
        try:
            found[key] = json.loads(value)
        except (ValueError, RecursionError):
            # A value is a text to the operation, so nothing else limits how deep it nests.
            continue
    return found


CalendarDay = tuple[int, str, str]
"""``(yyyymmdd, name, opening hours, empty for a closed day)``."""


def calendar_days(store: Store, office: bytes | None) -> list[CalendarDay]:
    """Return the days that hold for an office; its own ones come last and win."""
    rows = store.rows(
        "SELECT d.day, coalesce(d.name, ''), coalesce(d.hours, '') FROM calendar_day d "
        "LEFT JOIN entity e ON e.id = d.office WHERE d.active = 1 AND d.day IS NOT NULL "
        "AND (d.office IS NULL OR e.uid = ?) ORDER BY d.office IS NOT NULL",
        (office,),
    )
    return [(day, name, hours) for day, name, hours in rows]


def municipal_days(store: Store) -> set[int]:
    """Return the days (yyyymmdd) about which the municipality's calendar says anything, cleared ones included."""
    return {
        row[0] for row in store.rows("SELECT day FROM calendar_day WHERE office IS NULL AND day IS NOT NULL")
    }


def offices(store: Store) -> list[tuple[bytes, int, str, str]]:
    """Return ``(id, code, name, place)`` of the active offices."""
    return [
        tuple(row)
        for row in store.rows(
            "SELECT e.uid, o.code, coalesce(o.name, ''), coalesce(o.place, '') FROM office o "
            "JOIN entity e ON e.id = o.id WHERE o.active = 1 ORDER BY o.code, e.uid"
        )
    ]


def office_name(store: Store, office: bytes) -> str:
    """Return the name of an office, or an empty text."""
    return office_card(store, office)[0]


def office_card(store: Store, office: bytes) -> tuple[str, str, str]:
    """Return ``(name, place, phone)`` of an office; empty texts where nothing is known."""
    row = store.row(
        "SELECT coalesce(o.name, ''), coalesce(o.place, ''), coalesce(o.phone, '') FROM office o "
        "JOIN entity e ON e.id = o.id WHERE e.uid = ?",
        (office,),
    )
    return (row[0], row[1], row[2]) if row else ("", "", "")


def all_users(store: Store) -> list[tuple[bytes, str, str, str, bytes | None, str, int]]:
    """Return ``(id, login, name, roles, official id, official's name, active)`` of every user."""
    return [
        tuple(row)
        for row in store.rows(
            "SELECT e.uid, coalesce(u.login, ''), coalesce(u.name, ''), coalesce(u.roles, ''), o.uid, "
            "coalesce(f.name, ''), u.active FROM user_account u JOIN entity e ON e.id = u.id "
            "LEFT JOIN entity o ON o.id = u.official LEFT JOIN official f ON f.id = u.official "
            "ORDER BY u.active DESC, u.name, e.uid"
        )
    ]


def special_days(store: Store, office: bytes) -> list[tuple[int, str, str, bool]]:
    """Return ``(yyyymmdd, name, opening hours, of the whole municipality)`` of the days with a rule."""
    return [
        (day, name, hours, bool(everywhere))
        for day, name, hours, everywhere in store.rows(
            "SELECT d.day, coalesce(d.name, ''), coalesce(d.hours, ''), d.office IS NULL FROM calendar_day d "
            "LEFT JOIN entity e ON e.id = d.office WHERE d.active = 1 AND d.day IS NOT NULL "
            "AND (d.office IS NULL OR e.uid = ?) ORDER BY d.day, d.office IS NOT NULL",
            (office,),
        )
    ]


def users(store: Store) -> list[tuple[bytes, str, str, str, bytes | None]]:
    """Return ``(id, login, name, roles, official id)`` of the active users."""
    return [
        tuple(row)
        for row in store.rows(
            "SELECT e.uid, coalesce(u.login, ''), coalesce(u.name, ''), coalesce(u.roles, ''), o.uid "
            "FROM user_account u JOIN entity e ON e.id = u.id LEFT JOIN entity o ON o.id = u.official "
            "WHERE u.active = 1 ORDER BY u.name, e.uid"
        )
    ]
