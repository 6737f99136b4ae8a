"""Whether this desk's data is sound, told so that a technician knows what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from desktop_app import __version__
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import backups
from desktop_app.services.context import Context
from desktop_app.storage import search
from desktop_app.storage.queries import health as queries
from desktop_app.storage.store import Store

BACKUP_AGE: Final = timedelta(days=7)
"""A copy older than this is told as missing."""

SPARE: Final = 500 * 1024 * 1024
"""Bytes that a desk should have free besides room for one more copy of its data."""

QUICK_OPERATIONS: Final = 5_000
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``template`` is a Spanish sentence that ``params`` fill."""

    name: str
    ok: bool
    template: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.template.format(**self.params)


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """Which program and data this is; sizes in bytes."""

    version: str
    schema: int
    desk_code: str
    desk: str
    office: str
    folder: str
    size: int
    free: int


def facts(ctx: Context) -> DeskFacts:
    """Return what a technician asks for first."""
    store, desk = ctx.store, ctx.desk
    # The log beside the database holds what has not been moved into it yet.
    files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
    return DeskFacts(
        version=__version__,
        schema=queries.schema_version(store)[0],
        desk_code=f"{desk.office_code:02d}-{desk.desk_code:02d}",
        desk=desk.name,
        office=desk.office_name,
        folder=str(store.folder),
        size=sum(file.stat().st_size for file in files if file.exists()),
        free=shutil.disk_usage(store.folder).free,
    )


def unopened(fault: EnvironmentFault) -> list[Check]:
    """Return the one check that is left when the data cannot even be opened."""
    return [Check("open", ok=False, template="{sentence}", params={"sentence": str(fault)})]


def examine(
    ctx: Context, progress: Callable[[int, int], None], *, quick: bool = False, refold: bool = False
) -> list[Check]:
    """Look at everything; nothing is changed. ``refold`` needs a store that may be written to.

    ``quick`` looks at the newest operations alone and does not read every index.
    """
    store = ctx.store
    looks: list[Callable[[], Check]] = [
        lambda: _schema(store),
        lambda: _integrity(store, quick=quick),
        lambda: _chain(store, progress, quick=quick),
        lambda: _tail(store),
        lambda: _search(store),
        lambda: _space(store),
        lambda: _backup(ctx),
    ]
    if refold:
        looks.append(lambda: _refold(store))
    names = ("schema", "integrity", "chain", "marker", "search", "space", "backup", "refold")
    found = [Check("keys", ok=True, template=QT_TRANSLATE_NOOP("core", "La llave abre los datos."))]
    for name, look in zip(names, looks, strict=False):
        try:
            found.append(look())
        except EnvironmentFault as fault:
            # A damaged page stops one look, not the others.
            found.append(Check(name, ok=False, template="{sentence}", params={"sentence": str(fault)}))
    return found


def _schema(store: Store) -> Check:
    held, known = queries.schema_version(store)
    if held == known:
        text = QT_TRANSLATE_NOOP("core", "El esquema de los datos es el de este programa ({held}).")
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "Los datos tienen el esquema {held} y este programa usa el {known}: "
            "se actualizarán al abrir las ventanas.",
        )
    return Check("schema", held <= known, text, {"held": held, "known": known})


def _integrity(store: Store, *, quick: bool) -> Check:
    problems = queries.integrity(store, quick=quick)
    if not problems:
        return Check(
            "integrity", ok=True, template=QT_TRANSLATE_NOOP("core", "El archivo de datos está íntegro.")
        )
    return Check(
        "integrity",
        ok=False,
        template=QT_TRANSLATE_NOOP(
            "core",
            "El archivo de datos está dañado ({problem}). Restaure la última copia de seguridad.",
        ),
        params={"problem": problems[0]},
    )


def _chain(store: Store, progress: Callable[[int, int], None], *, quick: bool) -> Check:
    result = queries.verify_chains(store, progress, QUICK_OPERATIONS if quick else None)
    if result.sound:
        text = QT_TRANSLATE_NOOP("core", "La cadena de operaciones está completa ({count} revisadas).")
        return Check("chain", ok=True, template=text, params={"count": result.count})
    text = QT_TRANSLATE_NOOP(
        "core",
        "La operación {seq} de {stream} no coincide con su sello: alguien o algo cambió el registro. "
        "Restaure la última copia de seguridad y avise a informática.",
    )
    return Check("chain", ok=False, template=text, params={"seq": result.seq, "stream": result.stream})


def _tail(store: Store) -> Check:
    lost = store.lost_tail or queries.lost_before(store)
    if not lost:
        text = QT_TRANSLATE_NOOP("core", "No falta ninguna operación al final del registro.")
        return Check("marker", ok=True, template=text)
    text = QT_TRANSLATE_NOOP(
        "core",
        "Faltan las últimas {count} operaciones que este equipo guardó. Sincronice: "
        "las que ya se enviaron vuelven de las otras oficinas. Las demás deben registrarse otra vez.",
    )
    return Check("marker", ok=False, template=text, params={"count": lost})


def _search(store: Store) -> Check:
    waiting = search.pending(store)
    if waiting:
        text = QT_TRANSLATE_NOOP("core", "{count} cambios esperan entrar en la búsqueda; entran al buscar.")
    else:
        text = QT_TRANSLATE_NOOP("core", "La búsqueda está al día.")
    return Check("search", ok=True, template=text, params={"count": waiting})


def _space(store: Store) -> Check:
    free = shutil.disk_usage(store.folder).free
    needed = store.path.stat().st_size + SPARE
    params = {"free": free // _MEGABYTE, "needed": needed // _MEGABYTE}
    if free >= needed:
        text = QT_TRANSLATE_NOOP("core", "Quedan {free} MB libres en el disco.")
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "Quedan solo {free} MB libres en el disco y conviene tener {needed} MB. Libere espacio."
        )
    return Check("space", free >= needed, text, params)


def _backup(ctx: Context) -> Check:
    last = backups.last(ctx)
    since = last.taken if last else ctx.local(queries.created_at(ctx.store))
    params = {"when": since.strftime("%d/%m/%Y %H:%M") if since else ""}
    recent = since is not None and ctx.now() - since <= BACKUP_AGE
    if last is None:
        text = QT_TRANSLATE_NOOP("core", "Todavía no hay copia de seguridad. Haga una con «backup».")
    elif recent:
        text = QT_TRANSLATE_NOOP("core", "La última copia de seguridad es del {when}.")
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "La última copia de seguridad es del {when}: haga una hoy con «backup»."
        )
    return Check("backup", recent, text, params)


def _refold(store: Store) -> Check:
    different = queries.refolded_differences(store)
    if not different:
        text = QT_TRANSLATE_NOOP("core", "Las tablas son exactamente las que resultan de las operaciones.")
        return Check("refold", ok=True, template=text)
    text = QT_TRANSLATE_NOOP("core", "Estas tablas no son las que resultan de las operaciones: {tables}.")
    return Check("refold", ok=False, template=text, params={"tables": ", ".join(different)})
