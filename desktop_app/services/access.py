"""Who may do what. The table is the rule; the windows only mirror it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role


class Permission(StrEnum):
    """What a service may ask for."""

    RECORD_ATTENTION = "record_attention"
    VOID_ANY_ATTENTION = "void_any_attention"
    READ_PEOPLE = "read_people"
    MERGE_PEOPLE = "merge_people"
    EXPORT_PERSON = "export_person"
    READ_CASES = "read_cases"
    OPEN_CASE = "open_case"
    WORK_CASE = "work_case"
    ASSIGN_CASE = "assign_case"
    SHARE_VIEW = "share_view"
    ANSWER_REFERRAL = "answer_referral"
    READ_STATISTICS = "read_statistics"
    MAKE_REPORT = "make_report"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_DIRECTORY = "edit_directory"
    EDIT_PHRASES = "edit_phrases"
    EDIT_USERS = "edit_users"
    EDIT_SETTINGS = "edit_settings"
    IMPORT = "import"
    SYNC = "sync"
    BACKUP = "backup"


_CLERK: Final = frozenset(
    {
        Permission.RECORD_ATTENTION, Permission.READ_PEOPLE, Permission.READ_CASES, Permission.OPEN_CASE,
        Permission.WORK_CASE, Permission.ANSWER_REFERRAL, Permission.READ_STATISTICS, Permission.SYNC,
    }
)  # fmt: skip
_OFFICIAL: Final = frozenset(
    {
        Permission.READ_PEOPLE, Permission.READ_CASES, Permission.OPEN_CASE, Permission.WORK_CASE,
        Permission.ANSWER_REFERRAL, Permission.READ_STATISTICS,
    }
)  # fmt: skip

GRANTS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.CLERK: _CLERK,
    Role.OFFICIAL: _OFFICIAL,
    Role.SUPERVISOR: _CLERK
    | {
        Permission.ASSIGN_CASE, Permission.MAKE_REPORT, Permission.EDIT_CATALOGUE, Permission.EDIT_DIRECTORY,
        Permission.EDIT_PHRASES, Permission.IMPORT, Permission.VOID_ANY_ATTENTION, Permission.MERGE_PEOPLE,
        Permission.EXPORT_PERSON, Permission.SHARE_VIEW,
    },
    # No case content by default: IT keeps the program running, it does not read what people told it.
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.READ_STATISTICS, Permission.EDIT_CATALOGUE, Permission.EDIT_DIRECTORY,
            Permission.EDIT_PHRASES, Permission.EDIT_USERS, Permission.EDIT_SETTINGS, Permission.IMPORT,
            Permission.SYNC, Permission.BACKUP,
        }
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the machine's console) on whose behalf a service acts."""

    id: bytes | None
    name: str
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Tell whether one of the roles grants the permission."""
        return any(permission in GRANTS[role] for role in self.roles)


CONSOLE: Final = Actor(None, "Consola", frozenset(Role))
"""Who works at the machine's command line with access to the data folder's key may do everything."""


def require(actor: Actor, permission: Permission) -> None:
    """Raise NotAllowed unless the actor has the permission."""
    if not actor.may(permission):
        raise NotAllowed(
            QT_TRANSLATE_NOOP(
                "core",
                "Su usuario no tiene permiso para esta acción. Pídala a su supervisión o a informática.",
            )
        )
