"""Run as a program under one scale factor: lays the shell out and prints what does not fit, as JSON."""

from __future__ import annotations

import sys
import time

from fits import faults
from harness import make_window
from probing import report
from PySide6.QtCore import QEvent

from ui.app import create_application
from ui.kit import theme
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background
from ui.kit.theme import ThemeName

LONG = (
    "No se pudo enviar a la carpeta compartida. Sus datos están guardados en este equipo; "
    "se reintentará en 1 minuto."
)


def main() -> None:
    """Print ``{"ratio": …, "faults": {"theme/screen": […]}}``."""
    width, height = int(sys.argv[1]), int(sys.argv[2])
    app = create_application(["probe"], "pe")
    found: dict[str, list[str]] = {}
    for name in (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST):
        theme.apply_theme(app, name)
        background = Background()
        window = make_window(background, banner="Datos de demostración")
        window.resize(width, height)
        window.show()
        for screen in ("reception", "cases", "dashboard"):
            window.show_screen(screen)
            until = time.monotonic() + 10
            while background.busy() and time.monotonic() < until:
                app.processEvents()
            app.processEvents()
            wrong = faults(window)
            if wrong:
                found[f"{name}/{screen}"] = wrong
        window.say(Message(Tone.DONE, "Atención registrada.", action="Deshacer  Ctrl+Z", act=lambda: None))
        for _ in range(3):  # room is made, the sentence is cut to it, the bar is laid out
            app.processEvents()
        wrong = faults(window)
        if wrong:
            found[f"{name}/message"] = wrong
        window.show_screen("reception")
        for text in (
            LONG,
            LONG.lower(),
            "Caso crítico 2025-000411: la primera respuesta vence en 10 minutos.",
        ):
            window.say(Message(Tone.CRITICAL if text.startswith("Caso") else Tone.ERROR, text))
        if height < 640:
            window.toggle_pane()
        for _ in range(3):
            app.processEvents()
        wrong = faults(window)
        if wrong:
            found[f"{name}/messages"] = wrong
        ratio = window.devicePixelRatioF()
        window.close()
        window.deleteLater()
        background.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    report(ratio, found)


main()
