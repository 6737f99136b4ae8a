"""Pictures from outside: read on a worker, never larger than a screen needs, bombs refused before they unfold."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from ui.kit import theme
from ui.kit.paint import ring

SIDE: Final = 2_000
"""Pixels of the longer side that are kept."""

MOST_PIXELS: Final = 50_000_000
"""A camera of today has fifty million; unfolded they take 200 MB for a moment."""

_MARGIN: Final = 8


def read_picture(content: bytes) -> QImage:
    """Return a picture, turned as it was taken and no larger than ``SIDE``; of a moving one the first frame.

    Runs on a worker. Raises InvalidInput in words for one that cannot be shown.
    """
    held = QByteArray(content)
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "La imagen mide {width} por {height} puntos y es demasiado grande para verla aquí. Guarde una copia.",
            ),
            width=size.width(),
            height=size.height(),
        )
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La imagen no se puede mostrar: está dañada o incompleta. Puede guardar una copia."
            )
        )
    return image


def png_bytes(image: QImage) -> bytes:
    """Return a pasted picture as a PNG file; runs on a worker. Raises InvalidInput for one too large."""
    if image.width() * image.height() > MOST_PIXELS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La imagen copiada es demasiado grande. Redúzcala y repita.")
        )
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(device, QByteArray(b"png")).write(image)
    return bytes(held.data())


class PictureView(QWidget):
    """A picture as large as the room allows, never larger than it is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture: QPixmap | None = None

    def show_picture(self, image: QImage | None, description: str = "") -> None:
        """Show a picture, or none."""
        self._picture = None if image is None else QPixmap.fromImage(image)
        self.setAccessibleDescription(description)
        self.update()

    def picture(self) -> QPixmap | None:
        """Return what is shown."""
        return self._picture

    def minimumSizeHint(self) -> QSize:
        """Need no more than a stamp."""
        return QSize(64, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.window))
        if self._picture is not None:
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            size = self._picture.size()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, self._picture)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)
