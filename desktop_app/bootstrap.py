"""The composition root: the only module that sees every layer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound
from desktop_app.domain.ids import new_ulid, ulid_bytes, ulid_text
from desktop_app.domain.operations import new_stream
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role
from desktop_app.services import directory, settings
from desktop_app.services.access import CONSOLE, Actor
from desktop_app.services.context import Context, Desk, RulesCache
from desktop_app.services.exchange import Custody
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.store import DATABASE, MARKER, Store, open_store
from desktop_app.system import profiles
from desktop_app.system.clock import Clock, SystemClock
from desktop_app.system.faults import unwritable
from desktop_app.system.instance import InstanceLock
from desktop_app.system.keystore import KeyRing, keystore_for, new_keyring

if TYPE_CHECKING:
    from desktop_app.storage.journal import Transaction
    from desktop_app.sync.certificates import Certificate

# On Windows a folder of mode 0700 is closed to the next shift's login, and the data belongs to the machine.
_FOLDER_MODE = 0o777 if sys.platform == "win32" else 0o700
_DESK_KEYS = ("desk", "desk_code", "desk_name", "office", "office_code", "office_name")


@dataclass(slots=True)
class Installation:
    """One data folder, open."""

    folder: Path
    store: Store
    keys: KeyRing
    clock: Clock
    cache: RulesCache
    lock: InstanceLock | None = None
    custody: Custody = field(init=False)
    _users: list[directory.User] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.custody = Custody(self)

    def context(self, actor: Actor = CONSOLE) -> Context:
        """Return what services are handed, on behalf of ``actor``."""
        return Context(self.store, self.clock, actor, self.cache)

    def actor(self, login: str | None = None) -> Actor:
        """Return the user with a login, or the first active clerk. Raises NotFound."""
        people = directory.users(self.context())
        for person in people:
            if login is not None and person.login == login:
                return Actor(person.id, person.name, person.roles)
        if login is not None or not people:
            raise NotFound(QT_TRANSLATE_NOOP("core", "No existe el usuario «{login}»."), login=login or "")
        first = next((person for person in people if Role.CLERK in person.roles), people[0])
        return Actor(first.id, first.name, first.roles)

    def save_keys(self, keys: KeyRing) -> None:
        """Replace the keys of this installation."""
        keystore_for(self.folder).save(keys)
        self.keys = keys

    def close(self) -> None:
        """Close the database and free the folder."""
        self.store.close()
        if self.lock is not None:
            self.lock.release()


@dataclass(frozen=True, slots=True)
class MunicipalityForm:
    """What the first desk needs to begin."""

    name: str
    profile: str
    office: str = "Sede central"
    office_code: int = 1
    desk: str = "Ventanilla 1"
    desk_code: int = 1
    demo: bool = False
    users: tuple[tuple[str, str, frozenset[Role]], ...] = (
        ("admin", "Administración", frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.CLERK})),
    )
    settings: Mapping[str, Any] = field(default_factory=dict)


def prepare_folder(folder: Path) -> None:
    """Make a data folder that only its owner reads. Raises EnvironmentFault in words."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede crear la carpeta de datos {folder}."), folder=str(folder)
        ) from error
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise unwritable(folder)


def create_municipality(folder: Path, form: MunicipalityForm, clock: Clock | None = None) -> Installation:
    """Create the first desk of a municipality: its root key, office, desk, users and calendar.

    Raises EnvironmentFault when the folder has data already or cannot be written.
    """
    clock = clock or SystemClock()
    profiles.load_profile(form.profile)
    prepare_folder(folder)
    lock = InstanceLock(folder)
    lock.acquire()
    try:
        _refuse_used(folder)
        try:
            return _make(folder, form, clock, lock)
        except BaseException:
            # Half a municipality is none, and would keep the next attempt from its folder.
            for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", MARKER):
                (folder / name).unlink(missing_ok=True)
            keystore_for(folder).discard()
            raise
    except BaseException:
        lock.release()
        raise


def _refuse_used(folder: Path) -> None:
    if (folder / DATABASE).exists():
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "La carpeta {folder} ya tiene datos; no se cambió nada."),
            folder=str(folder),
        )
    if keystore_for(folder).load() is not None:
        # Without these keys no copy of the data that once was here can be opened.
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "En la carpeta {folder} están las llaves de otros datos. Restaure allí su copia de seguridad, "
                "o use otra carpeta; no se cambió nada.",
            ),
            folder=str(folder),
        )


def _make(folder: Path, form: MunicipalityForm, clock: Clock, lock: InstanceLock) -> Installation:
    from desktop_app.sync.certificates import new_root

    public, seed = new_root()
    keys = new_keyring().with_root(public, seed)
    keystore_for(folder).save(keys)
    store = open_store(folder, keys.database_key, create=True)
    try:
        _write_first(store, form, clock, keys)
        settings.seed_holidays(store, clock)
    except BaseException:
        store.close()
        raise
    return _installation(folder, store, keys, clock, lock)


def open_candidate(folder: Path, clock: Clock | None = None) -> tuple[Installation, str]:
    """Open the folder of a desk that asks to join, making it with fresh keys where there is nothing.

    Returns it with the desk's id as ULID text. Raises InvalidInput when the desk has joined already.
    """
    clock = clock or SystemClock()
    if (folder / DATABASE).exists():
        installation = open_installation(folder, clock)
    else:
        prepare_folder(folder)
        lock = InstanceLock(folder)
        lock.acquire()
        try:
            keys = keystore_for(folder).load() or new_keyring()
            keystore_for(folder).save(keys)
            store = open_store(folder, keys.database_key, create=True)
            installation = _installation(folder, store, keys, clock, lock)
        except BaseException:
            lock.release()
            raise
    if installation.store.journal.stream:
        installation.close()
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Este equipo ya está inscrito en una municipalidad; no se cambió nada.")
        )
    desk = installation.store.get_local("desk")
    if desk is None:
        desk = ulid_text(new_ulid(clock.milliseconds()))
        installation.store.set_local("desk", desk)
    return installation, desk


def join_municipality(
    installation: Installation, answer: Path, progress: Callable[[int, int], None]
) -> Certificate:
    """Take in the answer to this desk's request; return what the root key vouches for.

    Raises InvalidInput for an answer that is damaged or for another desk.
    """
    from desktop_app.sync.enrolment import join

    certificate = join(installation, answer, progress)
    office = ulid_bytes(certificate.office)
    names = {id_: name for id_, _, name, _ in desk_queries.offices(installation.store)}
    write_identity(
        installation.store, ulid_bytes(certificate.desk), office, certificate.office_code,
        names.get(office, ""), certificate.desk_code, certificate.name,
    )  # fmt: skip
    installation.cache.invalidate()
    return certificate


def _write_first(store: Store, form: MunicipalityForm, clock: Clock, keys: KeyRing) -> None:
    from desktop_app.storage import records
    from desktop_app.sync.certificates import certify_first_desk

    wall = clock.milliseconds()
    office, desk = new_ulid(wall), new_ulid(wall)
    write_identity(store, desk, office, form.office_code, form.office, form.desk_code, form.desk)
    with store.transaction() as transaction:
        transaction.journal.start_stream(transaction.connection, new_stream(desk))
        certify_first_desk(
            transaction, keys, desk=desk, office=office, office_code=form.office_code,
            desk_code=form.desk_code, name=form.desk, wall_ms=wall,
        )  # fmt: skip
        records.create_record(
            transaction, "office", office, {"code": form.office_code, "name": form.office},
            wall_ms=wall, author=None,
        )  # fmt: skip
        for login, name, roles in form.users:
            values = {"login": login, "name": name, "roles": " ".join(sorted(roles))}
            records.create_record(transaction, "user", new_ulid(wall), values, wall_ms=wall, author=None)
        first = {"municipality.name": form.name, "profile": form.profile, **form.settings}
        if form.demo:
            first["demo"] = True
        settings.write_settings(transaction, first, wall, None)


def write_identity(
    store: Store, desk: bytes, office: bytes, office_code: int, office_name: str, desk_code: int, name: str
) -> None:
    """Keep which desk this data folder is (local: it never syncs)."""
    values = (
        ulid_text(desk), str(desk_code), name, ulid_text(office), str(office_code), office_name,
    )  # fmt: skip
    for key, value in zip(_DESK_KEYS, values, strict=True):
        store.set_local(key, value)


def read_identity(store: Store) -> Desk | None:
    """Return which desk this data folder is, or None before enrolment."""
    found = {key: store.get_local(key) for key in _DESK_KEYS}
    desk, office = found["desk"], found["office"]
    if desk is None or office is None:
        return None
    return Desk(
        office=ulid_bytes(office),
        office_code=int(found["office_code"] or 0),
        office_name=found["office_name"] or "",
        desk=ulid_bytes(desk),
        desk_code=int(found["desk_code"] or 0),
        name=found["desk_name"] or "",
    )


def open_installation(
    folder: Path, clock: Clock | None = None, *, read_only: bool = False, exclusive: bool = True
) -> Installation:
    """Open a data folder; ``exclusive`` takes the folder's lock (the one writer program).

    Raises EnvironmentFault in words when it has no data, no key, is in use, damaged, read-only or newer.
    """
    clock = clock or SystemClock()
    if not (folder / DATABASE).exists():
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "En la carpeta {folder} no hay datos de Ventanilla. Indique la carpeta correcta con --data; "
                "«demo» prepara una municipalidad de prueba y "
                "«sync request» inscribe este equipo en una que ya existe.",
            ),
            folder=str(folder),
        )
    keys = keystore_for(folder).load()
    if keys is None:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "Falta la llave de los datos en {folder}. Recupérela de la copia que guardó informática; "
                "no se cambió nada.",
            ),
            folder=str(folder),
        )
    lock = None
    if exclusive and not read_only:
        prepare_folder(folder)
        lock = InstanceLock(folder)
        lock.acquire()

    key, now = keys.database_key, clock

    def keep_copy(store: Store, held: int) -> None:
        from desktop_app.services import backups

        backups.before_migration(store, key, now, held)

    try:
        store = open_store(
            folder,
            keys.database_key,
            read_only=read_only,
            before_migration=keep_copy,
        )
        return _with_holidays(_installation(folder, store, keys, clock, lock))
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _with_holidays(installation: Installation) -> Installation:
    store = installation.store
    if installation.lock is not None and store.journal.stream and read_identity(store) is not None:
        settings.seed_holidays(store, installation.clock)
    return installation


def _installation(
    folder: Path, store: Store, keys: KeyRing, clock: Clock, lock: InstanceLock | None
) -> Installation:
    def load() -> Any:
        desk = read_identity(store)
        if desk is None:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Este equipo todavía no está inscrito en una municipalidad. "
                    "Prepare su solicitud con «sync request» e incorpore la respuesta con «sync join».",
                )
            )
        return settings.load_rules(store, desk)

    def leave_stream(transaction: Transaction) -> None:
        from desktop_app.sync.streams import begin_stream

        begin_stream(transaction, keys.sign_seed)

    # Others may hold what a restored database lost: its sequences and numbers must not be given out again.
    store.leave_stream = leave_stream
    return Installation(folder, store, keys, clock, RulesCache(load), lock)
