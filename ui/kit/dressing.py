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
from shiboken6 import isValid

from ui.kit import icons

TURN_SECONDS = 0.01
"""How long widgets out of sight are styled before keys and painting have their turn."""
_PAUSE_MS = 15

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
        self._waiting: list[QWidget] = []
        self._held: list[QWidget] = []
        self._turns = QTimer(self)
        self._turns.setInterval(_PAUSE_MS)
        self._turns.timeout.connect(self._take_turn)

    def put_on(self, sheet: str, *, whole: bool) -> None:
        """Style all windows; ``whole`` has nothing wait, for sheets that do not set the same properties."""
        if whole:
            self.finish()
        widgets = self._app.allWidgets()
        now, self._waiting = (widgets, []) if whole else _put_off(widgets)
        self._hold()
        self._app.setStyleSheet("")
        self._app.setStyleSheet(sheet)
        for widget in now:
            icons.recolour(widget)
        self._turns.start()

    def waits(self) -> bool:
        """Tell whether widgets out of sight still wait."""
        return self._turns.isActive()

    def finish(self) -> None:
        """Style now what still waits."""
        self._let_go()
        while self._waiting:
            _style(self._waiting.pop())
        self._turns.stop()

    def _take_turn(self) -> None:
        if self._held:
            self._let_go()
            return
        ends = perf_counter() + TURN_SECONDS
        while self._waiting and perf_counter() < ends:
            _style(self._waiting.pop())
        if not self._waiting:
            self._turns.stop()

    def _hold(self) -> None:
        # Painted in a turn of its own: styling and painting together would be felt.
        windows = [window for window in self._app.topLevelWidgets() if window.isVisible()]
        for window in windows:
            if window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._held.append(window)

    def _let_go(self) -> None:
        for window in self._held:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._held.clear()


def wardrobe(app: QApplication) -> Wardrobe:
    """Return the one that dresses ``app``."""
    found = app.findChild(Wardrobe)
    return found if isinstance(found, Wardrobe) else Wardrobe(app)


def _put_off(widgets: list[QWidget]) -> tuple[list[QWidget], list[QWidget]]:
    """Mark the widgets that were styled and are out of sight; return the others, then the marked."""
    now, later = [], []
    for widget in widgets:
        if widget.isVisible():
            if widget.testAttribute(_OWN_STYLE):  # came into sight meanwhile
                widget.setAttribute(_OWN_STYLE, on=False)
                widget.setAttribute(_POLISHED)
            now.append(widget)
        elif widget.testAttribute(_POLISHED):
            widget.setAttribute(_POLISHED, on=False)
            widget.setAttribute(_OWN_STYLE)
            later.append(widget)
        else:
            (later if widget.testAttribute(_OWN_STYLE) else now).append(widget)
    return now, later


def _style(widget: QWidget) -> None:
    if not isValid(widget):
        return  # gone by its turn
    widget.setAttribute(_OWN_STYLE, on=False)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    icons.recolour(widget)
