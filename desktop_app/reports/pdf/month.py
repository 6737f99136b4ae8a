"""The month's report as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak

from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import attentions, cases, cover, method, service
from desktop_app.reports.pdf.document import Properties, ReportDocument, chapter


def render_month(
    figures: MonthFigures,
    *,
    paper: str = "a4",
    logo: str | None = None,
    signers: Sequence[str] = (),
    step: Callable[[], None] = lambda: None,
) -> bytes:
    """Return the report as a PDF: the same figures give the same bytes.

    ``paper`` is ``a4`` or ``carta``; ``logo`` the path of a picture; ``step`` is called between the
    pieces and may raise to cancel.
    """
    month = figures.month.name
    title = QT_TRANSLATE_NOOP("core", "Informe mensual de atención al ciudadano · {month}").format(
        month=month
    )
    properties = Properties(
        title=title,
        author=figures.municipality,
        subject=QT_TRANSLATE_NOOP("core", "Atenciones, casos y plazos, vinculaciones y satisfacción"),
        running=figures.office,
        made_at=figures.generated_at,
    )

    def paint_cover(canvas: Canvas, width: float, height: float) -> None:
        top = cover.paint(canvas, width, height, figures, logo)
        document.contents(canvas, width, top)

    document = ReportDocument(paper, properties, paint_cover, step)
    return document.render([PageBreak(), *_story(figures, document.room, signers or method.signatories())])


def _story(figures: MonthFigures, room: float, signers: Sequence[str]) -> list[Flowable]:
    bodies = (
        (QT_TRANSLATE_NOOP("core", "Atenciones"), attentions.chapter_body(figures, room)),
        (QT_TRANSLATE_NOOP("core", "Casos y cumplimiento"), cases.chapter_body(figures, room)),
        (QT_TRANSLATE_NOOP("core", "Casos críticos"), cases.criticals_body(figures, room)),
        (QT_TRANSLATE_NOOP("core", "Vinculaciones"), service.referrals_body(figures, room)),
        (QT_TRANSLATE_NOOP("core", "Satisfacción"), service.satisfaction_body(figures, room)),
        (QT_TRANSLATE_NOOP("core", "Método y definiciones"), method.chapter_body(figures, room, signers)),
    )
    story: list[Flowable] = []
    for number, (title, body) in enumerate(bodies, 1):
        story += [*chapter(number, title), *body]
    return story
