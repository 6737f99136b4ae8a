"""A QR code drawn as one path of black squares: no seams between modules, on paper or on a screen."""

from __future__ import annotations

from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop_app.reports.pdf import style

QUIET: Final = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a code from top to bottom, True for black; level M, or better where it fits."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def draw(canvas: Canvas, modules: tuple[tuple[bool, ...], ...], x: float, y: float, side: float) -> None:
    """Draw a code with its quiet zone, its lower left corner at ``x``, ``y``; all in points."""
    module = side / (len(modules) + 2 * QUIET)
    top = y + side - QUIET * module
    path = canvas.beginPath()
    for row, line in enumerate(modules):
        start = 0
        while start < len(line):
            end = start
            while end < len(line) and line[end]:
                end += 1
            if end > start:
                left = x + (QUIET + start) * module
                path.rect(left, top - (row + 1) * module, (end - start) * module, module)
            start = end + 1
    canvas.saveState()
    canvas.setFillColor(style.BLACK)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


class QrFlowable(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A code of a given side, quiet zone included, in points."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.modules = matrix(text)
        self.side = side
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room that is needed."""
        return self.side, self.side

    def draw(self) -> None:
        """Draw at the origin."""
        draw(self.canv, self.modules, 0, 0, self.side)
