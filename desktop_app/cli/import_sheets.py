"""``import catalogue`` and ``import directory``: the same comparison and messages as in the windows."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli import common
from desktop_app.cli.import_telling import finish, stoppable, with_hidden
from desktop_app.cli.watching import progress_line
from desktop_app.domain.columns import COLUMNS, Subject
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_code
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.progress import CancelToken

if TYPE_CHECKING:
    from desktop_app.services.imports.sheets_plan import Plan
    from desktop_app.services.imports.sheets_reading import SheetFile


def run_sheets(args: argparse.Namespace) -> int:
    """Bring a file of topics or of units and officials in, or preview it. Raises UserError."""
    return stoppable(args, lambda cancel: _run(args, Subject(args.what), cancel))


def _run(args: argparse.Namespace, subject: Subject, cancel: CancelToken) -> int:
    from desktop_app.bootstrap import open_installation
    from desktop_app.services.imports import bringing
    from desktop_app.services.imports.sheets_plan import Options, State
    from desktop_app.services.imports.sheets_reading import read_file

    options = Options(
        create_units=not args.no_new_units, clear=args.empty_clears, skip_refused=args.skip_refused
    )
    with progress_line(QT_TRANSLATE_NOOP("core", "Leyendo")) as progress:
        file = read_file(Path(args.file), subject, progress=progress, cancel=cancel)
    file = _with_columns(file, args.column)
    # A preview may run beside the windows: it only reads.
    installation = open_installation(common.data_folder(args), read_only=bool(args.preview))
    try:
        ctx = installation.context()
        plan = bringing.plan_file(ctx, file, options)
        blocked = plan.count(State.REFUSED) > 0 and not options.skip_refused
        if not args.preview and not blocked:
            with progress_line(QT_TRANSLATE_NOOP("core", "Guardando")) as progress:
                bringing.bring(ctx, file, options, progress=progress, cancel=cancel)
    finally:
        installation.close()
    return _tell(args, file, plan, blocked)


def _with_columns(file: SheetFile, wishes: list[str]) -> SheetFile:
    """Return the file with the columns that were named: "title=Nombre del servicio"."""
    for wish in wishes:
        key, _, head = wish.partition("=")
        found = False
        for table in file.tables:
            keys = {
                name: column.key for column in COLUMNS[table.part] for name in (column.key, *column.names())
            }
            place = next(
                (at for at, name in enumerate(table.header) if folded_code(name) == folded_code(head)), None
            )
            if folded_code(key) in keys and place is not None:
                file = file.with_column(table.part, keys[folded_code(key)], place)
                found = True
        if not found:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "--column {wish}: no existe ese dato o encabezado. Hay: {found}."),
                wish=wish,
                found=", ".join(f"«{name}»" for table in file.tables for name in table.header),
            )  # fmt: skip
    return file


def _tell(args: argparse.Namespace, file: SheetFile, plan: Plan, blocked: bool) -> int:
    counts = {state.value: count for state, count in plan.counts.items()}
    written = not (args.preview or blocked)
    messages = [*file.notices(), *plan.messages()]
    shown = messages[: max(0, args.limit_messages)]
    payload: dict[str, Any] = {
        "read": len(plan.rows), **counts, "units": len(plan.units), "imported": written,
        "preview": bool(args.preview), "messages": shown,
    }  # fmt: skip
    lines = with_hidden(shown, len(messages) - len(shown))
    text = QT_TRANSLATE_NOOP(
        "core",
        "Nuevas {new} · cambian {changed} · iguales {same} · con problema {refused} · unidades creadas {units}",
    )
    lines.append(text.format(**counts, units=len(plan.units)))
    if args.preview:
        lines.append(QT_TRANSLATE_NOOP("core", "Vista previa: no se guardó nada."))
    problem = ""
    if blocked and not args.preview:
        problem = QT_TRANSLATE_NOOP(
            "core",
            "No se importó nada: hay {refused} filas con problema. Corríjalas, o importe las demás con --skip-refused.",
        ).format(**counts)
    return finish(args, payload, lines, problem)
