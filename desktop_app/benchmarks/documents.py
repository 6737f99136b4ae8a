"""The month's documents, beside a bare page of the same libraries."""

from __future__ import annotations

import io
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from desktop_app.benchmarks.timing import Row, interleaved, within
from desktop_app.domain.months import Month
from desktop_app.services.context import Context
from desktop_app.services.reporting import ReportFiles, month_report

PAGES: Final = 6


def measure(ctx: Context, rounds: int) -> list[Row]:
    """Time the PDF and the workbook of a month, figures included."""
    day = (ctx.now().replace(day=1) - timedelta(days=40)).date()
    chosen = Month(day.year, day.month)
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-") as folder:
        pdf, xlsx = Path(folder) / "mes.pdf", Path(folder) / "mes.xlsx"
        ours, bare = interleaved(
            lambda _: month_report(ctx, chosen, ReportFiles(pdf=pdf)), _bare_pdf, rounds=rounds, each=1
        )
        book, bare_book = interleaved(
            lambda _: month_report(ctx, chosen, ReportFiles(xlsx=xlsx)), _bare_book, rounds=rounds, each=1
        )
    printed = Row("PDF del mes, desde el clic", ours, bare, "≤ 1 s", ok=None)
    return [
        Row(
            printed.name, ours, bare, printed.goal, within(ours.p50, 1000, printed.ratio, 1000 / 104),
            note=f"mínimo: {PAGES} páginas de líneas y barras en un lienzo",
        ),
        Row("libro de Excel del mes", book, bare_book, "sin meta propia", ok=None, note="mínimo: 600 x 12 celdas"),
    ]  # fmt: skip


def _bare_pdf(_: int) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(io.BytesIO(), pagesize=A4, invariant=1)
    for page in range(PAGES):
        for line in range(50):
            canvas.drawString(
                72, 780 - line * 14, f"Línea {line} de la página {page}: 1 234 atenciones, 12,3 %"
            )
        for bar in range(24):
            canvas.rect(72 + bar * 18, 60, 12, 10 + bar * 2, fill=1)
        canvas.showPage()
    canvas.save()


def _bare_book(_: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Mes")
    for line in range(600):
        sheet.append([f"celda {line}", *range(11)])
    book.save(io.BytesIO())
