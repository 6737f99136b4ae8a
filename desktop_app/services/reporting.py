"""Making the month's documents: figures once, then every file asked for, all of them or none."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.figures_json import to_json
from desktop_app.domain.months import Month
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.statistics import month_figures
from desktop_app.system.progress import CancelToken, Progress, silent

PAPERS = ("a4", "carta")


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where each document goes; None leaves it out."""

    pdf: Path | None = None
    xlsx: Path | None = None
    json: Path | None = None

    @property
    def wanted(self) -> tuple[Path, ...]:
        """The files that will be written."""
        return tuple(path for path in (self.pdf, self.xlsx, self.json) if path is not None)


@dataclass(frozen=True, slots=True)
class MonthReport:
    """The figures that were reported, and the files that hold them."""

    figures: MonthFigures
    files: tuple[Path, ...]


def month_report(
    ctx: Context,
    month: Month,
    files: ReportFiles,
    *,
    office: bytes | None = None,
    paper: str | None = None,
    cancel: CancelToken | None = None,
    progress: Progress = silent,
) -> MonthReport:
    """Write a month's documents. ``paper`` is ``a4`` or ``carta``, None the profile's.

    Raises NotAllowed, InvalidInput, EnvironmentFault, and Cancelled; then no file has changed.
    """
    require(ctx.actor, Permission.MAKE_REPORT)
    if len(set(files.wanted)) < len(files.wanted):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Cada documento necesita su propio archivo: hay dos con el mismo nombre."
            ),
            field="files",
        )
    token = cancel or CancelToken()
    total = len(files.wanted) + 1
    progress(0, total)
    figures = month_figures(ctx, month, office)
    made: dict[Path, bytes] = {}
    for path, render in _renderers(ctx, figures, files, paper, token.check):
        token.check()
        progress(len(made) + 1, total)
        made[path] = render()
    token.check()
    write_together(made)
    progress(total, total)
    return MonthReport(figures, tuple(made))


def month_pdf(
    ctx: Context,
    month: Month,
    *,
    office: bytes | None = None,
    paper: str | None = None,
    cancel: CancelToken | None = None,
) -> bytes:
    """Return the month's report as a PDF, for the preview. Raises as ``month_report``."""
    require(ctx.actor, Permission.MAKE_REPORT)
    return _pdf(ctx, month_figures(ctx, month, office), paper, (cancel or CancelToken()).check)


def _renderers(
    ctx: Context, figures: MonthFigures, files: ReportFiles, paper: str | None, step: Callable[[], None]
) -> list[tuple[Path, Callable[[], bytes]]]:
    made: list[tuple[Path, Callable[[], bytes]]] = []
    if files.pdf is not None:
        made.append((files.pdf, lambda: _pdf(ctx, figures, paper, step)))
    if files.xlsx is not None:
        made.append((files.xlsx, lambda: _workbook(ctx, figures, paper, step)))
    if files.json is not None:
        made.append((files.json, lambda: json_text(figures).encode()))
    return made


def _pdf(ctx: Context, figures: MonthFigures, paper: str | None, step: Callable[[], None]) -> bytes:
    from desktop_app.reports.pdf.month import render_month

    return render_month(figures, paper=paper_for(ctx, paper), step=step)


def _workbook(ctx: Context, figures: MonthFigures, paper: str | None, step: Callable[[], None]) -> bytes:
    from desktop_app.reports.excel.month import render_month

    return render_month(figures, paper=paper_for(ctx, paper), step=step)


def json_text(figures: MonthFigures) -> str:
    """Return the figures as a JSON document."""
    return json.dumps(to_json(figures), ensure_ascii=False, indent=2) + "\n"


def paper_for(ctx: Context, paper: str | None = None) -> str:
    """Return the paper asked for, or the one that the country's profile uses."""
    chosen = (paper or ctx.profile.paper).lower()
    return chosen if chosen in PAPERS else PAPERS[0]


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files beside their names first and rename them last, so that none is ever half written.

    Raises EnvironmentFault in words when a folder is missing or full, or a file is open elsewhere.
    """
    for path in files:
        # A folder, or a device that a report must not take the place of.
        if path.exists() and not path.is_file():
            raise _not_saved(path)
    parts = {path: path.with_name(f"{path.name}.part") for path in files}
    try:
        for path, content in files.items():
            _write(path, parts[path], content)
        for path, part in parts.items():
            try:
                part.replace(path)
            except OSError as error:
                raise _not_saved(path) from error
    finally:
        for part in parts.values():
            # A folder that cannot be reached has nothing to clean up; why it failed is told already.
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


@contextlib.contextmanager
def written_file(path: Path) -> Iterator[Path]:
    """Give the name beside ``path`` under which a long file is written; it takes its place once it is whole.

    Raises EnvironmentFault in words as ``write_together``; whatever is raised inside leaves nothing behind.
    """
    if path.exists() and not path.is_file():
        raise _not_saved(path)
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError as error:
            raise _not_written(path.parent) from error
        try:
            part.replace(path)
        except OSError as error:
            raise _not_saved(path) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _not_saved(path: Path) -> EnvironmentFault:
    return EnvironmentFault(
        QT_TRANSLATE_NOOP(
            "core", "No se pudo guardar {file}. Ciérrelo si está abierto en otro programa y repita."
        ),
        file=str(path),
    )


def _write(path: Path, part: Path, content: bytes) -> None:
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _not_written(path.parent) from error


def _not_written(folder: Path) -> EnvironmentFault:
    return EnvironmentFault(
        QT_TRANSLATE_NOOP(
            "core", "No se pudo escribir en {folder}. Revise que la carpeta exista y tenga espacio."
        ),
        folder=str(folder),
    )
