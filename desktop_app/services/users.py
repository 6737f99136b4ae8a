"""The people who work with the program: who they are, what they may do, whether they still do."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id, text_id, update
from desktop_app.storage import records
from desktop_app.storage.queries import desk as queries

CHANGES = frozenset({"user", "directory"})


@dataclass(frozen=True, slots=True)
class UserForm:
    """What an administrator writes about a user; ``official`` is the person of the directory they are."""

    login: str
    name: str
    roles: frozenset[Role]
    official: bytes | None = None


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user, also one who was deactivated."""

    id: bytes
    login: str
    name: str
    roles: frozenset[Role]
    official: bytes | None
    official_name: str
    active: bool


@dataclass(frozen=True, slots=True)
class UserSaved:
    """The id of what was saved and the kinds of things that changed."""

    id: bytes
    changes: frozenset[str] = CHANGES


def everyone(ctx: Context) -> list[UserRow]:
    """Return every user, the active ones first, by name. Raises NotAllowed."""
    require(ctx.actor, Permission.EDIT_USERS)
    return _rows(ctx)


def save_user(ctx: Context, form: UserForm, user: bytes | None = None) -> UserSaved:
    """Create a user or change one.

    Raises InvalidInput (``login``, ``name``, ``roles``) for what is missing, a login that somebody else has,
    and the last administrator losing the role; NotFound, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_USERS)
    login, name = _login(form.login), clean_line(form.name, "name")
    if not name:
        raise _empty("name")
    if not form.roles:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija al menos un rol."), field="roles")
    values = {
        "login": login,
        "name": name,
        "roles": " ".join(sorted(role.value for role in form.roles)),
        "official": text_id(form.official),
    }
    with ctx.store.transaction() as transaction:
        _refuse_taken(ctx, login, user)
        wall, author = ctx.clock.milliseconds(), ctx.actor.id
        if user is None:
            user = fresh_id(ctx)
            records.create_record(transaction, "user", user, values, wall_ms=wall, author=author)
        else:
            _known(ctx, user)
            if Role.ADMINISTRATOR not in form.roles:
                keep_an_administrator(ctx, user)
            records.update_record(transaction, "user", user, values, wall_ms=wall, author=author)
    return UserSaved(user)


def set_active(ctx: Context, user: bytes, *, active: bool) -> UserSaved:
    """Deactivate a user or have them back; nobody is ever deleted: what they did stays theirs.

    Raises InvalidInput for the last active administrator and for a login taken meanwhile, NotFound, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_USERS)
    with ctx.store.transaction() as transaction:
        found = _known(ctx, user)
        if not active:
            keep_an_administrator(ctx, user)
        else:
            _refuse_taken(ctx, found.login, user)
        update(ctx, transaction, "user", user, {"active": int(active)})
    return UserSaved(user)


def keep_an_administrator(ctx: Context, user: bytes) -> None:
    """Raise InvalidInput when this user is the only active administrator: nobody could mend it."""
    administrators = {row.id for row in _rows(ctx) if row.active and Role.ADMINISTRATOR in row.roles}
    if administrators == {user}:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Es la única persona con el rol de administración. Dé antes ese rol a otra persona.",
            ),
            field="roles",
        )


def _rows(ctx: Context) -> list[UserRow]:
    known = {role.value: role for role in Role}
    return [
        UserRow(
            id_, login, name, frozenset(known[role] for role in roles.split() if role in known),
            official, official_name, bool(active),
        )
        for id_, login, name, roles, official, official_name, active in queries.all_users(ctx.store)
    ]  # fmt: skip


def _known(ctx: Context, user: bytes) -> UserRow:
    found = next((row for row in _rows(ctx) if row.id == user), None)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese usuario no está en los datos de este equipo."))
    return found


def _login(text: str) -> str:
    login = clean_line(text, "login")
    if not login:
        raise _empty("login")
    if " " in login:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El usuario se escribe sin espacios, por ejemplo «arojas»."),
            field="login",
        )
    return login


def _refuse_taken(ctx: Context, login: str, user: bytes | None) -> None:
    wanted = folded(login)
    for row in _rows(ctx):
        if row.active and row.id != user and folded(row.login) == wanted:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "«{login}» ya es el usuario de {name}. Elija otro."),
                field="login",
                login=login,
                name=row.name,
            )


def _empty(field: str) -> InvalidInput:
    return InvalidInput(QT_TRANSLATE_NOOP("core", "Este dato no puede quedar vacío."), field=field)
