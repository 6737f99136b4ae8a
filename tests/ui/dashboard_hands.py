"""The board in a window of its own, and keys for its pieces."""

from __future__ import annotations

from ui.dashboard.screen import Dashboard
from ui.kit.actions import ActionRegistry
from ui.kit.screen import Tools


def show(qtbot, background, ctx, *, size=(1262, 582)) -> Dashboard:
    screen = Dashboard(ctx, Tools(background, ActionRegistry([]), ctx.now))
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=5000)
    qtbot.waitUntil(lambda: screen.snapshot() is not None and not background.busy(), timeout=5000)
    screen.activate(None)
    return screen


def press(qtbot, widget, key, times=1):
    for _ in range(times):
        qtbot.keyClick(widget, key)
