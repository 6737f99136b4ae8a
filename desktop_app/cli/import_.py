"""``import``: bring in the cases of another system, the catalogue, the directory, or the office's calendar."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.cli import common
from desktop_app.cli.import_telling import finish, stoppable, with_hidden
from desktop_app.cli.watching import progress_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.progress import CancelToken

if TYPE_CHECKING:
    from desktop_app.bootstrap import Installation
    from desktop_app.domain.profile import Profile
    from desktop_app.services.imports.mapping import CaseMapping
    from desktop_app.services.imports.reading import Reading

WHAT: Final = ("cases", "catalogue", "directory", "calendar")


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "import",
        parents=parents,
        help="importa casos de otro sistema, el catálogo o el directorio (CSV o Excel), o el calendario (TOML)",
        allow_abbrev=False,
    )
    parser.add_argument(
        "what",
        choices=WHAT,
        metavar="QUÉ",
        help="cases, catalogue (temas), directory (unidades y personas), calendar",
    )
    parser.add_argument("file", metavar="ARCHIVO", help=".csv o .xlsx; el calendario: .toml")
    parser.add_argument("--preset", metavar="FORMATO", help="formato conocido: nyc-council")
    parser.add_argument("--mapping", metavar="TOML", help="archivo que dice qué columna va a qué dato")
    parser.add_argument(
        "--dry-run", "--preview", action="store_true", dest="preview", help="solo muestra qué se importaría"
    )
    parser.add_argument(
        "--skip-refused",
        action="store_true",
        help="importa las filas buenas aunque otras se rechacen (si no, no se importa nada)",
    )
    parser.add_argument(
        "--limit-messages", type=int, default=20, metavar="N", help="cuántos avisos por fila se muestran (20)"
    )
    parser.add_argument(
        "--new-municipality", metavar="NOMBRE", help="crea primero una municipalidad en la carpeta de datos"
    )
    parser.add_argument(
        "--profile", default="neutral", metavar="PERFIL", help="país de la nueva: pe, cr, neutral"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="DATO=ENCABEZADO",
        help="catálogo y directorio: qué columna es qué dato, si no se reconoce (se repite)",
    )
    parser.add_argument(
        "--no-new-units", action="store_true", help="catálogo y directorio: no crea las unidades que falten"
    )
    parser.add_argument(
        "--empty-clears", action="store_true", help="catálogo y directorio: una celda vacía borra el dato"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Import, or preview, and tell the counts. Raises UserError."""
    if args.what == "calendar":
        return _calendar(args)
    if args.what in ("catalogue", "directory"):
        from desktop_app.cli.import_sheets import run_sheets

        return run_sheets(args)
    mapping = _mapping(args)
    started = time.monotonic()
    return stoppable(args, lambda cancel: _run(args, mapping, cancel, started))


def _calendar(args: argparse.Namespace) -> int:
    from desktop_app.services.imports.calendar import read_calendar, write_calendar

    calendar = read_calendar(Path(args.file))
    installation = _open(args)
    try:
        total = len(calendar.week) + len(calendar.days)
        done = 0 if args.preview else write_calendar(installation.context(), calendar)
    finally:
        installation.close()
    if args.preview:
        line = QT_TRANSLATE_NOOP("core", "Vista previa: {read} entradas del calendario. No se guardó nada.")
    else:
        line = QT_TRANSLATE_NOOP(
            "core", "Calendario actualizado: {read} entradas. Los casos ya abiertos conservan su plazo."
        )
    common.emit(args, {"read": total, "imported": done}, (line.format(read=total),))
    return 0


def _run(args: argparse.Namespace, mapping: CaseMapping, cancel: CancelToken, started: float) -> int:
    from desktop_app.services.imports import writing

    if args.new_municipality:
        installation, reading = _create(args, mapping, cancel)
    else:
        installation = _open(args)
        reading = None
    try:
        ctx = installation.context()
        if reading is None:
            reading = _read(args, mapping, ctx.profile, cancel, installation)
        blocked = reading.refused > 0 and not args.skip_refused
        counts = {"read": reading.read, "imported": 0, "unchanged": 0}
        found: dict[str, Any] = {}
        with progress_line(
            QT_TRANSLATE_NOOP("core", "Comparando" if args.preview or blocked else "Guardando")
        ) as progress:
            if args.preview or blocked:
                seen = writing.preview_import(ctx, reading, progress=progress, cancel=cancel)
                counts["unchanged"] = seen.unchanged
                found = {"preview": args.preview, "new": seen.new, "changed": seen.changed}
            else:
                done = writing.write_import(ctx, reading, progress=progress, cancel=cancel)
                counts |= {"imported": done.imported, "unchanged": done.unchanged}
    finally:
        installation.close()
    counts |= {"flagged": reading.flagged, "refused": reading.refused}
    return _tell(args, reading, counts, found, blocked, time.monotonic() - started)


def _mapping(args: argparse.Namespace) -> CaseMapping:
    from desktop_app.services.imports.mapping import load_mapping, load_preset, presets

    if bool(args.preset) == bool(args.mapping):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Diga cómo leer el archivo: con --preset ({valid}) o con --mapping y un archivo .toml.",
            ),
            valid=", ".join(presets()),
        )
    return load_preset(args.preset) if args.preset else load_mapping(Path(args.mapping))


def _open(args: argparse.Namespace) -> Installation:
    from desktop_app.bootstrap import open_installation

    # A preview may run beside the windows: it only reads.
    return open_installation(common.data_folder(args), read_only=bool(args.preview))


def _create(
    args: argparse.Namespace, mapping: CaseMapping, cancel: CancelToken
) -> tuple[Installation, Reading]:
    """Create the municipality once the file is known to be good, so that a bad one leaves no empty folder."""
    from desktop_app.bootstrap import MunicipalityForm, create_municipality
    from desktop_app.system.profiles import load_profile

    if args.preview:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "--preview no crea municipalidades: use uno u otro."))
    reading = _read(args, mapping, load_profile(args.profile), cancel)
    if reading.refused and not args.skip_refused:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{refused}\nNo se creó la municipalidad ni se importó nada."),
            refused="\n".join(reading.messages()),
        )
    form = MunicipalityForm(args.new_municipality, args.profile)
    return create_municipality(common.data_folder(args), form), reading


def _read(
    args: argparse.Namespace,
    mapping: CaseMapping,
    profile: Profile,
    cancel: CancelToken,
    installation: Installation | None = None,
) -> Reading:
    from desktop_app.services.context import day_number
    from desktop_app.services.imports.reading import read_cases
    from desktop_app.system.clock import SystemClock

    clock = installation.clock if installation else SystemClock()
    today = day_number(clock.now().astimezone(profile.zone))
    with progress_line(QT_TRANSLATE_NOOP("core", "Leyendo")) as progress:
        return read_cases(
            Path(args.file), mapping, profile, today, progress=progress, cancel=cancel,
            limit=args.limit_messages,
        )  # fmt: skip


def _tell(
    args: argparse.Namespace,
    reading: Reading,
    counts: dict[str, int],
    found: dict[str, Any],
    blocked: bool,
    seconds: float,
) -> int:
    payload: dict[str, Any] = {
        **counts,
        **found,
        "flags": dict(reading.flags),
        "messages": reading.messages(),
    }
    shown = reading.messages()
    lines = with_hidden(shown, reading.refused + reading.flagged + len(reading.notices) - len(shown))
    lines.append(
        QT_TRANSLATE_NOOP(
            "core",
            "Leídas {read} · importadas {imported} · sin cambios {unchanged} · con avisos {flagged} · "
            "rechazadas {refused} · {seconds} s",
        ).format(**counts, seconds=f"{seconds:.1f}".replace(".", ","))
    )
    if args.preview:
        text = QT_TRANSLATE_NOOP(
            "core", "Vista previa: {new} casos nuevos, {changed} con cambios. No se guardó nada."
        )
        lines.append(text.format(**found))
    problem = ""
    if blocked and not args.preview:
        problem = QT_TRANSLATE_NOOP(
            "core",
            "No se importó nada: hay {refused} filas rechazadas. Corríjalas, o importe las demás con "
            "--skip-refused.",
        ).format(refused=reading.refused)
    return finish(args, payload, lines, problem)
