"""A list of cases as a workbook: the rows of a view with its filter, its columns and its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.domain.labels import LABELS, label
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel
from desktop_app.services import case_order
from desktop_app.services.access import Permission, require
from desktop_app.services.case_rows import CaseLine, CaseQuery, line_of
from desktop_app.services.context import Context
from desktop_app.services.reporting import written_file
from desktop_app.storage.queries import cases as queries
from desktop_app.system.progress import CancelToken, Progress, silent

if TYPE_CHECKING:
    from desktop_app.reports.excel.case_list import Cell

_CHUNK: Final = 500
MOST_CASES: Final = 2_000_000
"""Two sheets of Excel hold no more."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file that was written and how many cases it has."""

    file: Path
    count: int


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of the workbook: its head, what it holds, and its width in characters."""

    head: str
    value: Callable[[Context, CaseLine], Cell]
    width: int


def _day_left(ctx: Context, line: CaseLine) -> Cell:
    """Return the days until the term ends, with parts of days; negative once it has."""
    if line.due is None:
        return None
    return round((line.due - ctx.now()).total_seconds() / 86_400, 1)


def _kind(ctx: Context, line: CaseLine) -> Cell:
    kinds = ctx.profile.request_types
    return kinds[line.query_type].label if line.query_type in kinds else line.query_type


COLUMNS: Final[Mapping[str, tuple[ExportColumn, ...]]] = {
    "due": (
        ExportColumn(QT_TRANSLATE_NOOP("core", "Plazo"), lambda _ctx, line: line.badge.text, 24),
        ExportColumn(QT_TRANSLATE_NOOP("core", "Vence"), lambda _ctx, line: line.due, 17),
        ExportColumn(QT_TRANSLATE_NOOP("core", "Días que quedan"), _day_left, 12),
    ),
    "number": (ExportColumn(QT_TRANSLATE_NOOP("core", "Caso"), lambda _ctx, line: line.number, 19),),
    "subject": (ExportColumn(QT_TRANSLATE_NOOP("core", "Asunto"), lambda _ctx, line: line.subject, 44),),
    "citizen": (ExportColumn(QT_TRANSLATE_NOOP("core", "Ciudadano"), lambda _ctx, line: line.citizen, 28),),
    "unit": (ExportColumn(QT_TRANSLATE_NOOP("core", "Unidad"), lambda _ctx, line: line.unit, 24),),
    "state": (
        ExportColumn(
            QT_TRANSLATE_NOOP("core", "Estado"), lambda ctx, line: ctx.rules.workflow.state(line.state), 22
        ),
    ),
    "responsible": (
        ExportColumn(QT_TRANSLATE_NOOP("core", "Responsable"), lambda _ctx, line: line.responsible, 26),
    ),
    "level": (ExportColumn(QT_TRANSLATE_NOOP("core", "Nivel"), lambda _ctx, line: label(line.level), 10),),
    "next": (
        ExportColumn(QT_TRANSLATE_NOOP("core", "Próxima acción"), lambda _ctx, line: line.next_action, 30),
        ExportColumn(QT_TRANSLATE_NOOP("core", "Para cuándo"), lambda _ctx, line: line.next_action_at, 17),
    ),
    "opened": (ExportColumn(QT_TRANSLATE_NOOP("core", "Ingreso"), lambda _ctx, line: line.opened, 17),),
    "closed": (ExportColumn(QT_TRANSLATE_NOOP("core", "Cierre"), lambda _ctx, line: line.closed, 17),),
    "contact": (
        ExportColumn(QT_TRANSLATE_NOOP("core", "Último contacto"), lambda _ctx, line: line.last_contact, 17),
    ),
    "type": (ExportColumn(QT_TRANSLATE_NOOP("core", "Tipo"), _kind, 18),),
    "channel": (
        ExportColumn(
            QT_TRANSLATE_NOOP("core", "Canal"),
            lambda _ctx, line: LABELS.get((Channel, line.channel), line.channel),
            18,
        ),
    ),
    "topic": (ExportColumn(QT_TRANSLATE_NOOP("core", "Tema"), lambda _ctx, line: line.topic, 30),),
    "place": (ExportColumn(QT_TRANSLATE_NOOP("core", "Lugar"), lambda _ctx, line: line.place, 30),),
}
"""By the column of the list; every one of them is there."""


def export_cases(
    ctx: Context,
    query: CaseQuery,
    columns: Sequence[str],
    title: str,
    path: Path,
    progress: Progress = silent,
    token: CancelToken | None = None,
    *,
    most: int = MOST_CASES,
) -> Exported:
    """Write the cases of a query to a workbook, in the order of the list.

    ``columns`` are keys of ``COLUMNS`` in their order; ``title`` says which list it is; ``most``: the first ones.
    The rows are those of the moment of asking; memory holds their integers and a few hundred of them.
    Raises NotAllowed, Cancelled (then nothing stands at ``path``), EnvironmentFault when the file cannot be written.
    """
    require(ctx.actor, Permission.READ_CASES)
    from desktop_app.reports.excel.case_list import CaseBook, write_cases

    arranged = case_order.arrange(ctx, query, counted=False)
    chosen = case_order.numbers(ctx, arranged, most)
    heads = [each for key in columns for each in COLUMNS.get(key, ())]
    book = CaseBook(
        title=title,
        municipality=ctx.rules.municipality,
        made_at=ctx.now(),
        heads=tuple((each.head, each.width) for each in heads),
        count=len(chosen),
    )

    def rows() -> Iterator[list[Cell]]:
        now = ctx.now()
        for start in range(0, len(chosen), _CHUNK):
            if token is not None:
                token.check()
            for row in queries.by_numbers(ctx.store, chosen[start : start + _CHUNK]):
                line = line_of(ctx, row, now)
                yield [each.value(ctx, line) for each in heads]
            progress(min(start + _CHUNK, len(chosen)), len(chosen))

    with written_file(path) as part:
        write_cases(book, rows(), part)
        if token is not None:
            token.check()
    return Exported(path, len(chosen))
