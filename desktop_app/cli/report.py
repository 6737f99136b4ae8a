"""``report``: the month's figures on the screen, or as a PDF, a workbook and a JSON file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.cli import common
from desktop_app.domain import spanish
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.figures_json import to_json
from desktop_app.domain.months import Month
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.context import Context
from desktop_app.services.reporting import PAPERS, ReportFiles, month_report


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb; here ``--json`` may name a file, and without one it prints as everywhere."""
    parser = sub.add_parser("report", parents=parents, help="informe del mes", allow_abbrev=False)
    kinds = parser.add_subparsers(dest="kind", metavar="INFORME", required=True)
    month = kinds.add_parser("month", parents=parents[:1], help="informe de un mes", allow_abbrev=False)
    month.add_argument("month", metavar="AAAA-MM", help="mes, como 2026-10")
    month.add_argument("--pdf", metavar="ARCHIVO", help="escribe el informe en PDF")
    month.add_argument("--xlsx", metavar="ARCHIVO", help="escribe el libro de Excel")
    month.add_argument(
        "--json",
        nargs="?",
        const=True,
        default=argparse.SUPPRESS,
        metavar="ARCHIVO",
        help="escribe las cifras en un archivo JSON; sin archivo, las imprime",
    )
    month.add_argument(
        "--paper", choices=PAPERS, type=str.lower, help="papel del PDF (por defecto, el del país)"
    )
    month.add_argument("--office", metavar="CÓDIGO", type=int, help="solo esta oficina, por su código")
    month.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Make the documents and print what was made; raises UserError."""
    from desktop_app.bootstrap import open_installation

    month = Month.parse(args.month)
    given = getattr(args, "json", False)
    files = ReportFiles(_path(args.pdf), _path(args.xlsx), _path(given if isinstance(given, str) else None))
    installation = open_installation(common.data_folder(args), read_only=True, exclusive=False)
    try:
        ctx = installation.context()
        made = month_report(ctx, month, files, office=_office(ctx, args.office), paper=args.paper)
    finally:
        installation.close()
    if given is True:
        common.emit(args, to_json(made.figures), ())
    elif files.wanted:
        for path in made.files:
            sys.stdout.write(QT_TRANSLATE_NOOP("core", "Escrito: {file}").format(file=path) + "\n")
    else:
        for line in summary(made.figures):
            sys.stdout.write(line + "\n")
    return 0


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text).expanduser().absolute()


def _office(ctx: Context, code: int | None) -> bytes | None:
    from desktop_app.services.statistics import offices

    if code is None:
        return None
    for uid, number, _ in offices(ctx):
        if number == code:
            return uid
    raise InvalidInput(
        QT_TRANSLATE_NOOP("core", "No hay ninguna oficina con el código {code}."), field="office", code=code
    )


def summary(figures: MonthFigures) -> Iterator[str]:
    """Return the month in a screenful of Spanish."""
    yield f"{figures.municipality} · {figures.office}"
    yield QT_TRANSLATE_NOOP("core", "Informe de {month}").format(month=figures.month.name)
    yield ""
    for sentence in figures.sentences:
        yield f"  {sentence}"
    yield ""
    for label, value in _lines(figures):
        yield f"  {label:<34}{value}"
    for note in figures.missing:
        yield QT_TRANSLATE_NOOP("core", "  Falta: {note}").format(note=note)


def _lines(figures: MonthFigures) -> Iterator[tuple[str, Any]]:
    cases, referrals, satisfaction = figures.cases, figures.referrals, figures.satisfaction
    yield QT_TRANSLATE_NOOP("core", "Atenciones"), spanish.integer(figures.attentions.total)
    for row in figures.attentions.by_channel:
        yield f"  {row.label}", spanish.integer(row.count)
    yield from _reception_lines(figures)
    yield QT_TRANSLATE_NOOP("core", "Casos abiertos"), spanish.integer(cases.opened)
    yield QT_TRANSLATE_NOOP("core", "Casos cerrados"), spanish.integer(cases.closed)
    yield QT_TRANSLATE_NOOP("core", "Siguen abiertos"), spanish.integer(cases.open_at_end)
    yield QT_TRANSLATE_NOOP("core", "Vencidos"), spanish.integer(cases.overdue_at_end)
    yield QT_TRANSLATE_NOOP("core", "Cumplimiento de plazos"), spanish.percent(cases.total.rate)
    yield QT_TRANSLATE_NOOP("core", "Resolución, mediana"), spanish.hours(cases.median_hours)
    yield QT_TRANSLATE_NOOP("core", "Vinculaciones"), spanish.integer(referrals.sent)
    yield QT_TRANSLATE_NOOP("core", "Mal transferidos"), spanish.percent(referrals.wrong_rate)
    mean = satisfaction.scores.mean
    yield (
        QT_TRANSLATE_NOOP("core", "Satisfacción media"),
        "–"
        if mean is None
        else f"{spanish.decimal(mean, 2)} ({spanish.counted(satisfaction.scores.n, 'opinión', 'opiniones')})",
    )
    desk = figures.desk_opinions
    if desk.sampled:
        count = spanish.counted(desk.scores.n, "opinión", "opiniones")
        yield (
            QT_TRANSLATE_NOOP("core", "Opinión en ventanilla"),
            "–" if desk.scores.mean is None else f"{spanish.decimal(desk.scores.mean, 2)} ({count})",
        )


def _reception_lines(figures: MonthFigures) -> Iterator[tuple[str, Any]]:
    part, waits = figures.reception, figures.reception.holds.every
    yield QT_TRANSLATE_NOOP("core", "Personas atendidas"), spanish.integer(part.people)
    yield QT_TRANSLATE_NOOP("core", "Atenciones preferentes"), spanish.integer(part.preferential_total)
    yield QT_TRANSLATE_NOOP("core", "Atenciones sin contacto"), spanish.integer(part.without_contact)
    yield QT_TRANSLATE_NOOP("core", "Sin clasificar"), spanish.percent(figures.attentions.unclassified_rate)
    median = spanish.minutes_and_seconds(waits.median_seconds)
    told = QT_TRANSLATE_NOOP("core", "{count} (mediana {median})").format(
        count=spanish.integer(waits.count), median=median
    )
    yield QT_TRANSLATE_NOOP("core", "Esperas"), told if waits.count else spanish.integer(0)
