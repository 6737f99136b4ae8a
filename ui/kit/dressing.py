"""Gives the windows a style sheet: at once what is in sight, in short turns of the event loop the rest.

Qt restyles every widget that exists, hidden sections included, and a changed sheet restyles each one as
often as it has ancestors: half a second in which no key is answered. Two things prevent that. The old
sheet is taken off before the new one is put on, so that each widget is styled once. And hidden widgets are
passed over, by the two marks that Qt itself looks at, and styled afterwards.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ui.kit import icons

TURN_SECONDS = 0.008
"""How long widgets out of sight are styled before keys and painting have their turn."""

# Qt styles what is polished and tells a change of style to what has no style of its own.
_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle


class Wardrobe(QObject):
    """Styles the widgets that were out of sight when the sheet changed."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        # Once: under a sheet the style no longer tells its name, and setting it again styles everything.
        app.setStyle(QStyleFactory.create("Fusion"))
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._take_turn)

    def put_on(self, sheet: str, *, whole: bool) -> None:
        """Style all windows; ``whole`` has nothing wait, for sheets that do not set the same properties."""
        if whole:
            self.finish()
        widgets = self._app.allWidgets()
        now = widgets if whole else _put_off(widgets)
        self._app.setStyleSheet("")
        self._app.setStyleSheet(sheet)
        for widget in now:
            icons.recolour(widget)
        if len(now) < len(widgets):
            self._turns.start()

    def waits(self) -> bool:
        """Tell whether widgets out of sight still wait."""
        return self._turns.isActive()

    def finish(self) -> None:
        """Style now what still waits."""
        for widget in self._waiting():
            _style(widget)
        self._turns.stop()

    def _waiting(self) -> list[QWidget]:
        # Looked up each time: a widget that was kept here could be gone by the next turn.
        return [widget for widget in self._app.allWidgets() if widget.testAttribute(_OWN_STYLE)]

    def _take_turn(self) -> None:
        ends = perf_counter() + TURN_SECONDS
        for widget in self._waiting():
            _style(widget)
            if perf_counter() > ends:
                return
        self._turns.stop()


def wardrobe(app: QApplication) -> Wardrobe:
    """Return the one that dresses ``app``."""
    found = app.findChild(Wardrobe)
    return found if isinstance(found, Wardrobe) else Wardrobe(app)


def _put_off(widgets: list[QWidget]) -> list[QWidget]:
    """Mark the widgets that were styled and are out of sight; return the others."""
    now = []
    for widget in widgets:
        waits = widget.testAttribute(_OWN_STYLE)
        if widget.isVisible():
            if waits:  # came into sight meanwhile
                widget.setAttribute(_OWN_STYLE, on=False)
                widget.setAttribute(_POLISHED)
            now.append(widget)
        elif widget.testAttribute(_POLISHED):
            widget.setAttribute(_POLISHED, on=False)
            widget.setAttribute(_OWN_STYLE)
        elif not waits:
            now.append(widget)
    return now


def _style(widget: QWidget) -> None:
    widget.setAttribute(_OWN_STYLE, on=False)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    icons.recolour(widget)
