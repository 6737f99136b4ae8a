"""Our own icons: one family of 24 x 24 strokes, coloured when they are drawn.

A file names its colours ``currentColor`` and ``ground`` (what shows through a solid shape).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.kit.resources import resource

SIZES = (16, 20, 24)
_NAME = "iconName"


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def names() -> list[str]:
    """Return the names of all icons, sorted."""
    return sorted(path.stem for path in resource("icons").glob("*.svg"))


def read_all() -> None:
    """Have every icon's file read, on a worker: a slow disk must not stop the window that shows one."""
    for name in names():
        _source(name)


def pixmap(name: str, size: int, colour: str, *, ground: str = "none", ratio: float = 1.0) -> QPixmap:
    """Return an icon of ``size`` logical pixels, sharp on a screen of that device pixel ratio."""
    key = f"icon/{name}/{size}/{colour}/{ground}/{ratio:.3f}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    side = round(size * ratio)
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    text = _source(name).replace("currentColor", colour).replace('"ground"', f'"{ground}"')
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, result)
    return result


def icon(name: str, colour: str, faint: str) -> QIcon:
    """Return a ``QIcon`` in one colour, ``faint`` while its control is disabled."""
    result = QIcon()
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    for size in SIZES:
        drawn = pixmap(name, size, colour, ratio=ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            result.addPixmap(drawn, mode)
        result.addPixmap(pixmap(name, size, faint, ratio=ratio), QIcon.Mode.Disabled)
    return result


def themed(name: str) -> QIcon:
    """Return an icon in the text colour of the theme that is on."""
    from ui.kit import theme

    tokens = theme.current()
    return icon(name, tokens.text2, tokens.disabled)


def set_icon(target: QAbstractButton | QAction, name: str) -> None:
    """Give a button or an action an icon that follows the theme."""
    target.setProperty(_NAME, name)
    target.setIcon(themed(name))


def name_icon(action: QAction, name: str) -> None:
    """Note which icon an action has; :func:`draw` draws it. Most actions are never seen in a menu."""
    action.setProperty(_NAME, name)


def draw(actions: Iterable[QAction]) -> None:
    """Draw the icons that :func:`name_icon` noted: a menu with these actions opens."""
    for action in actions:
        name = action.property(_NAME)
        if name and action.icon().isNull():
            action.setIcon(themed(name))


def recolour(widget: QWidget) -> None:
    """Draw the icons again that :func:`set_icon` gave ``widget``, in the colours of the theme that is on."""
    name = widget.property(_NAME)
    if name and isinstance(widget, QAbstractButton):
        widget.setIcon(themed(name))
    for action in widget.actions():
        name = action.property(_NAME)
        if name and not action.icon().isNull():
            action.setIcon(themed(name))
