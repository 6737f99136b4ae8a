"""Bringing a file's topics, units or officials in: compared first, then written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.columns import Part, Subject
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.imports.catalogue import plan_topics
from desktop_app.services.imports.directory import plan_directory
from desktop_app.services.imports.exporting import PERMISSIONS
from desktop_app.services.imports.sheets_plan import Options, Plan, Planned, State
from desktop_app.services.imports.sheets_reading import SheetFile
from desktop_app.storage import records
from desktop_app.storage.journal import Transaction
from desktop_app.system.progress import CancelToken, Progress, silent

_BATCH: Final = 200
_ENTITIES: Final[Mapping[Part, str]] = {
    Part.TOPICS: "topic", Part.UNITS: "unit", Part.OFFICIALS: "official",
}  # fmt: skip
_PLANS: Final[Mapping[Subject, Callable[[Context, SheetFile, Options], Plan]]] = {
    Subject.CATALOGUE: plan_topics, Subject.DIRECTORY: plan_directory,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did; ``changes`` is empty when everything was there already."""

    new: int
    changed: int
    same: int
    refused: int
    units: int
    changes: frozenset[str]


def plan_file(ctx: Context, file: SheetFile, options: Options) -> Plan:
    """Return what bringing a file in would do, changing nothing.

    Raises NotAllowed; InvalidInput when no column says what the rows are called.
    """
    require(ctx.actor, Permission.IMPORT)
    require(ctx.actor, PERMISSIONS[file.subject])
    for table in file.tables:
        if not any(key in table.columns for key in ("title", "name")):
            raise InvalidInput(
                {
                    Part.TOPICS: QT_TRANSLATE_NOOP("core", "Indique en qué columna está el nombre del tema."),
                    Part.UNITS: QT_TRANSLATE_NOOP("core", "Indique en qué columna está el nombre de la unidad."),
                    Part.OFFICIALS: QT_TRANSLATE_NOOP("core", "Indique en qué columna está el nombre de la persona."),
                }[table.part],
                field="title" if table.part is Part.TOPICS else "name",
            )  # fmt: skip
    return _PLANS[file.subject](ctx, file, options)


def bring(
    ctx: Context,
    file: SheetFile,
    options: Options,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
) -> Brought:
    """Write what is new or changed, all of it or nothing; progress is in rows.

    Raises InvalidInput when rows are refused and ``options`` does not leave them out, NotAllowed,
    EnvironmentFault, Cancelled; nothing has changed then.
    """
    cancel = cancel or CancelToken()
    with ctx.store.transaction() as transaction:
        # Compared again inside the transaction: what came meanwhile from another desk counts.
        plan = plan_file(ctx, file, options)
        refused = plan.count(State.REFUSED)
        if refused and not options.skip_refused:
            raise refusal(refused)
        _write(ctx, transaction, plan, progress, cancel)
        cancel.check()
    counts = plan.counts
    return Brought(
        counts[State.NEW], counts[State.CHANGED], counts[State.SAME], refused, len(plan.units), _changes(plan)
    )


def refusal(refused: int) -> InvalidInput:
    """Return the fault of a file with rows that cannot go in."""
    if refused == 1:
        text = QT_TRANSLATE_NOOP(
            "core", "No se importó nada: hay una fila con problema. Corríjala en el archivo o déjela fuera."
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "No se importó nada: hay {count} filas con problema. Corríjalas en el archivo o déjelas fuera.",
        )
    return InvalidInput(text, field="skip_refused", count=refused)


def _write(
    ctx: Context, transaction: Transaction, plan: Plan, progress: Progress, cancel: CancelToken
) -> None:
    wall, author = ctx.clock.milliseconds(), ctx.actor.id
    for unit, name in plan.units:
        values = {"name": name, "active": 1}
        records.create_record(transaction, "unit", unit, values, wall_ms=wall, author=author)
    rows = [row for row in plan.rows if row.state in (State.NEW, State.CHANGED)]
    for done, row in enumerate(rows, 1):
        cancel.check()
        _write_row(transaction, row, wall, author)
        if done % _BATCH == 0:
            transaction.project()
        progress(done, len(rows))


def _write_row(transaction: Transaction, row: Planned, wall: int, author: bytes | None) -> None:
    # Also what is new: a unit may have named it as its chief before its own row came.
    records.update_record(
        transaction, _ENTITIES[row.part], row.target, row.values, wall_ms=wall, author=author
    )


def _changes(plan: Plan) -> frozenset[str]:
    parts = {row.part for row in plan.rows if row.state in (State.NEW, State.CHANGED)}
    found = {"topic" if part is Part.TOPICS else "directory" for part in parts}
    return frozenset(found | ({"directory"} if plan.units else set()))
