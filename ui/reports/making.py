"""The work behind the buttons: preparing a month, and putting its files into a folder. No widgets."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.months import Month
from desktop_app.services import reporting
from desktop_app.services.context import Context
from desktop_app.services.reporting import ReportFiles
from desktop_app.system.progress import CancelToken, Progress
from ui.kit.document_paper import documents_folder
from ui.kit.pdf_pages import PdfPages


class FileKind(StrEnum):
    """The files that a report comes in, by the ends of their names."""

    PDF = "pdf"
    EXCEL = "xlsx"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a preview shows."""

    month: Month
    paper: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be shown, printed and saved."""

    edition: Edition
    pages: PdfPages


def default_folder() -> Path:
    """Return where reports go until somebody chooses: a folder of their own among the documents."""
    return documents_folder(QCoreApplication.translate("Reports", "Informes de Ventanilla"))


def file_name(month: Month, kind: FileKind) -> str:
    """Return the name of a month's file; making it again replaces it."""
    stem = QCoreApplication.translate("Reports", "Informe de atención {month}").format(month=month)
    return f"{stem}.{kind.value}"


def prepare(ctx: Context, edition: Edition, progress: Progress, token: CancelToken) -> Prepared:
    """Make the month's PDF and open it; runs on a worker. Raises as ``reporting.month_pdf``."""
    progress(0, 0)
    data = reporting.month_pdf(ctx, edition.month, paper=edition.paper, cancel=token)
    token.check()
    return Prepared(edition, PdfPages(data))


def save_shown(prepared: Prepared, folder: Path, token: CancelToken) -> Path:
    """Save the very PDF that is on the screen; runs on a worker. Raises EnvironmentFault, Cancelled."""
    _make(folder)
    token.check()
    path = folder / file_name(prepared.edition.month, FileKind.PDF)
    reporting.write_together({path: prepared.pages.data})
    return path


def save_data(
    ctx: Context, edition: Edition, kind: FileKind, folder: Path, progress: Progress, token: CancelToken
) -> Path:
    """Make and save a workbook or the JSON; runs on a worker. Raises as ``reporting.month_report``."""
    _make(folder)
    path = folder / file_name(edition.month, kind)
    files = ReportFiles(xlsx=path) if kind is FileKind.EXCEL else ReportFiles(json=path)
    reporting.month_report(ctx, edition.month, files, paper=edition.paper, cancel=token, progress=progress)
    return path


def _make(folder: Path) -> None:
    # Where the folder cannot be made, writing into it says so in words.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
