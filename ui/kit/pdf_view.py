"""A document's pages under each other; only those in sight are drawn, beside the UI thread."""

from __future__ import annotations

from collections import OrderedDict
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.kit import speech, theme
from ui.kit.operations import Background, Failure, Operation
from ui.kit.paint import ring
from ui.kit.pdf_pages import PdfPages

_MARGIN = 16
_GAP = 16
_WIDEST = 720
_PAGES_KEPT = 12
_STEP = 1.25
_LEAST_ZOOM, _MOST_ZOOM = 0.25, 4.0


class Fit(StrEnum):
    """How large pages are: as wide as the view, or whole and beside each other."""

    WIDTH = "width"
    PAGE = "page"


class PdfView(QAbstractScrollArea):
    """Arrows and page keys scroll, plus and minus zoom, Home and End go to the ends."""

    page_changed = Signal(int, int)
    """Number of the page in sight, from 1, and how many there are."""
    failed = Signal(object)
    """Failure of drawing a page."""

    def __init__(self, background: Background, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._document: PdfPages | None = None
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._rects: list[QRect] = []
        self._drawn: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._asked: dict[int, Operation[QImage]] = {}
        self._page = 0
        self._line = 1
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # What screens ask.

    def document(self) -> PdfPages | None:
        """Return what is shown."""
        return self._document

    def show_document(self, document: PdfPages | None, *, keep_place: bool = False) -> None:
        """Show a document from its first page, or where the one before stood; that one is closed."""
        before = self._document
        if before is not None and before is not document:
            self._background.read(self, before.close).run()
        for operation in self._asked.values():
            operation.drop()
        self._asked.clear()
        self._drawn.clear()
        self._document = document
        self._page = min(self._page, len(document) - 1) if keep_place and document else 0
        place = self.verticalScrollBar().value() if keep_place else 0
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self.viewport().update()
        if document is not None:
            self._tell_page()

    def page_count(self) -> int:
        """Return how many pages there are."""
        return len(self._document) if self._document is not None else 0

    def page(self) -> int:
        """Return the page in sight, from 0."""
        return self._page

    def go_to_page(self, page: int) -> None:
        """Bring a page to the top."""
        if self._rects:
            wanted = min(max(page, 0), len(self._rects) - 1)
            self.verticalScrollBar().setValue(self._rects[wanted].top() - _MARGIN)

    def fit(self) -> Fit:
        """Return how large pages are."""
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        """Show pages as wide as the view, or whole."""
        page = self._page
        self._fit, self._zoom = fit, 1.0
        self._lay_out()
        self.go_to_page(page)

    def zoom_by(self, factor: float) -> None:
        """Show pages larger or smaller."""
        page = self._page
        self._zoom = min(max(self._zoom * factor, _LEAST_ZOOM), _MOST_ZOOM)
        self._lay_out()
        self.go_to_page(page)

    # Layout.

    def _scale(self) -> float:
        """Return pixels a point."""
        document = self._document
        if document is None or not len(document):
            return 1.0
        room = self.viewport().size()
        widest = max(size.width for size in document.sizes)
        tallest = max(size.height for size in document.sizes)
        if self._fit is Fit.PAGE:
            base = min((room.height() - 2 * _MARGIN) / tallest, (room.width() - 2 * _MARGIN) / widest)
        else:
            base = min(room.width() - 2 * _MARGIN, _WIDEST) / widest
        return max(base * self._zoom, 0.05)

    def _lay_out(self) -> None:
        self._rects = []
        document = self._document
        width, bottom = 0, 0
        if document is not None and len(document):
            scale = self._scale()
            sizes = [QSize(round(size.width * scale), round(size.height * scale)) for size in document.sizes]
            across = self._line = self._across(max(size.width() for size in sizes))
            bottom = _MARGIN
            for first in range(0, len(sizes), across):
                line = sizes[first : first + across]
                taken = sum(size.width() for size in line) + _GAP * (len(line) - 1)
                full = sum(size.width() for size in sizes[:across]) + _GAP * (min(across, len(sizes)) - 1)
                x = max((self.viewport().width() - full) // 2, _MARGIN)
                for size in line:
                    self._rects.append(QRect(x, bottom, size.width(), size.height()))
                    x += size.width() + _GAP
                bottom += max(size.height() for size in line) + _GAP
                width = max(width, taken + 2 * _MARGIN)
            bottom += _MARGIN - _GAP
        self._set_ranges(width, bottom)
        self.viewport().update()

    def _across(self, width: int) -> int:
        if self._fit is not Fit.PAGE:
            return 1
        return max((self.viewport().width() - 2 * _MARGIN + _GAP) // (width + _GAP), 1)

    def _set_ranges(self, width: int, height: int) -> None:
        room = self.viewport().size()
        down, along = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(height - room.height(), 0))
        down.setPageStep(room.height())
        down.setSingleStep(40)
        along.setRange(0, max(width - room.width(), 0))
        along.setPageStep(room.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new room; the page in sight stays there."""
        page = self._page
        super().resizeEvent(event)
        self._lay_out()
        if page:
            self.go_to_page(page)

    # Drawing.

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in sight; a page that is not ready is a white sheet."""
        tokens = theme.current()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens.window))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, rect in self._in_sight():
            painter.fillRect(rect.adjusted(-1, -1, 1, 1), QColor(tokens.border))
            painter.fillRect(rect, QColor("#FFFFFF"))
            found = self._drawn.get(page)
            if found is not None:
                painter.drawPixmap(rect, found[1])
            if found is None or abs(found[0] - self._wanted_scale()) > 0.01:
                self._ask(page)
        if self.hasFocus():
            ring(painter, self.viewport().rect(), tokens.focus)

    def _in_sight(self) -> list[tuple[int, QRect]]:
        shift = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        room = self.viewport().rect()
        moved = ((page, rect.translated(*shift)) for page, rect in enumerate(self._rects))
        return [(page, rect) for page, rect in moved if rect.intersects(room)]

    def _wanted_scale(self) -> float:
        return self._scale() * self.devicePixelRatioF()

    def _ask(self, page: int) -> None:
        document = self._document
        if document is None or page in self._asked:
            return
        scale = self._wanted_scale()

        def done(image: QImage) -> None:
            self._asked.pop(page, None)
            self._drawn[page] = (scale, QPixmap.fromImage(image))
            self._drawn.move_to_end(page)
            while len(self._drawn) > _PAGES_KEPT:
                self._drawn.popitem(last=False)
            self.viewport().update()

        def failed(failure: Failure) -> None:
            self.failed.emit(failure)  # it stays among the asked ones: no second try at each paint

        operation = self._background.read(self, lambda: document.picture(page, scale))
        self._asked[page] = operation
        operation.on_success(done).on_failure(failed).run()

    # Moving.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages, zoom."""
        bar = self.verticalScrollBar()
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_STEP)
        elif key is Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key is Qt.Key.Key_Home:
            bar.setValue(0)
        elif key is Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.go_to_page(self._page + (self._line if key is Qt.Key.Key_Right else -self._line))
        elif key is Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.viewport().update()

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((at for at, rect in enumerate(self._rects) if rect.bottom() >= middle), 0)
        if page != self._page:
            self._page = page
            self._tell_page()
        self.viewport().update()

    def _tell_page(self) -> None:
        words = QCoreApplication.translate("PdfView", "Página {page} de {pages}").format(
            page=self._page + 1, pages=self.page_count()
        )
        self.setAccessibleDescription(words)
        self.page_changed.emit(self._page + 1, self.page_count())
        if self.hasFocus():
            speech.announce(self, words)
        document, page = self._document, self._page
        if document is not None:

            def describe(text: str) -> None:
                if self._document is document and self._page == page:
                    self.setAccessibleDescription(f"{words}. {' '.join(text.split())}")

            self._background.read(self, lambda: document.text(page)).on_success(describe).run()
