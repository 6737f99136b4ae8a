"""Run as a program under one scale factor: lays every page of Ajustes out, prints what does not fit, as JSON."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from counter import Counter
from fits import faults
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from reach import nameless

from desktop_app.domain.protocol_phrases import Phrase
from desktop_app.domain.protocol_wording import INFO
from desktop_app.domain.values import Role
from desktop_app.services import directory, exchange, settings
from ui.app import create_application, open_window
from ui.kit import theme
from ui.kit.screen import SETTINGS, ShowSettings
from ui.kit.theme import ThemeName

_LONG = "Municipalidad Distrital de San Aurelio de los Ángeles y Anexo Villa Nueva del Pacífico"


def fill(counter: Counter, folder: Path) -> None:
    """Give the desk people with every role, days of every kind, a folder and a copy."""
    ctx = counter.console
    everything = frozenset(Role)
    directory.save_user(ctx, "administracion", "María de los Ángeles Huamán Quispe-Ñahui", everything)
    directory.save_user(ctx, "informatica", "Íñigo Díaz Zúñiga", frozenset({Role.ADMINISTRATOR}))
    settings.set_day(ctx, date(2026, 12, 24), "Nochebuena, decretado por alcaldía", "08:00-12:00")
    settings.set_day(ctx, date(2026, 11, 27), "Aniversario del distrito", "", whole_municipality=False)
    settings.change_settings(ctx, {"municipality.name": _LONG})
    folder.mkdir(parents=True, exist_ok=True)
    exchange.set_folder(ctx, str(folder))
    counter.installation.custody.exchange(ctx, lambda: False, lambda _done, _total: None)
    (folder / f"{'0' * 26}-{'a' * 12}_1-9_{'b' * 8}.vnt").write_bytes(b"nothing of ours")
    counter.installation.custody.exchange(ctx, lambda: False, lambda _done, _total: None)
    counter.installation.custody.back_up(ctx)


class Probe:
    """One window, and what was found wrong in it."""

    def __init__(self, app: QApplication, counter: Counter, name: ThemeName, size: tuple[int, int]) -> None:
        theme.apply_theme(app, name)
        self.app, self.name = app, name
        self.size = size
        self.window = open_window(counter.installation, "administracion")
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.found: dict[str, list[str]] = {}
        self.pictures: Path | None = None
        self.settle()

    def settle(self, seconds: float = 0.15) -> None:
        """Let workers and short timers end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.window.tools.background.busy():
            self.app.processEvents()
            time.sleep(0.002)
        for _ in range(3):  # a sentence under a field wraps, its form grows, the page makes room
            self.app.processEvents()

    def look(self, what: str) -> None:
        """Note what does not fit, what has no name, and content wider than the place it scrolls in."""
        self.settle()
        wrong = faults(self.window) + nameless(self.window)
        for area in self.window.findChildren(QScrollArea):
            if area.isVisibleTo(self.window) and area.widget() is not None:
                needed, has = area.widget().minimumSizeHint().width(), area.viewport().width()
                if needed > has:
                    wrong.append(f"{type(area.widget()).__name__} needs {needed} px across, has {has}")
        if wrong:
            self.found[f"{self.name}/{what}"] = wrong
        if self.pictures is not None:
            self.window.grab().save(str(self.pictures / f"{self.size[0]}_{self.name}_{what}.png"))

    def walk(self) -> None:
        """Go through the pages and what opens in them."""
        self.window.show_screen(SETTINGS, ShowSettings("look"))
        screen = self.window.current_screen()
        for page in screen.pages:
            screen.activate(ShowSettings(page))
            self.look(page)
        screen.activate(ShowSettings("office"))
        screen.pages["office"].fields["municipality"].setText("")
        screen.pages["office"].save()
        self.look("office-error")
        screen.pages["office"].discard()
        screen.activate(ShowSettings("users"))
        screen.pages["users"].open_current()
        self.look("users-form")
        screen.pages["users"].login.setText("")
        screen.pages["users"].save()
        self.look("users-error")
        screen.pages["users"].discard()
        screen.pages["users"].close_form()
        screen.activate(ShowSettings("calendar"))
        calendar = screen.pages["calendar"]
        calendar.parts.chips()[1].click()
        self.look("days")
        calendar.days.open_new()
        calendar.save()
        self.look("days-error")
        calendar.days.close_form()
        calendar.parts.chips()[0].click()
        self.wordings(screen)
        screen.activate(ShowSettings("exchange"))
        screen.pages["exchange"].folder.setText("/no/existe/esta/carpeta/compartida")
        screen.pages["exchange"].test_folder()
        self.look("exchange-error")
        screen.pages["exchange"].discard()
        screen.activate(ShowSettings("state"))
        screen.pages["state"].examine()
        self.settle()
        self.look("state-checked")

    def wordings(self, screen: QWidget) -> None:
        """Open the forms of the sentences and of the saved phrases, and have them refuse something."""
        screen.activate(ShowSettings("phrases"))
        phrases = screen.pages["phrases"]
        phrases.table.go_to(list(INFO).index(Phrase.SENT))
        phrases.open_current()
        self.look("phrases-form")
        phrases.text.setPlainText("Ya le comuniqué su necesidad a {quien}, que le va a atender con mucho gusto")
        phrases.save()
        self.look("phrases-error")
        phrases.discard()
        phrases.close_form()
        screen.activate(ShowSettings("saved"))
        saved = screen.pages["saved"]
        saved.open_new()
        self.look("saved-form")
        saved.save()
        self.look("saved-error")
        saved.close_form()
        screen.activate(ShowSettings("recurrence"))
        recurrence = screen.pages["recurrence"]
        recurrence.fields["recurrence.unattended"].box.setValue(9)
        recurrence.save()
        self.look("recurrence-error")
        recurrence.discard()

    def close(self) -> None:
        """Close the window and its workers."""
        self.window.close()
        self.window.tools.background.close()
        self.window.deleteLater()
        self.app.processEvents()


def main() -> None:
    """Print ``{"ratio": …, "faults": {…}}``: arguments are folder, width, height, perhaps ``--pictures``."""
    folder, size = Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3]))
    app = create_application(["probe"], "pe")
    counter = Counter(folder / "data")
    fill(counter, folder / "compartida")
    found: dict[str, list[str]] = {}
    for name in (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST):
        probe = Probe(app, counter, name, size)
        probe.pictures = folder if "--pictures" in sys.argv else None
        probe.walk()
        found |= probe.found
        ratio = probe.window.devicePixelRatioF()
        probe.close()
    counter.close()
    sys.stdout.write(json.dumps({"ratio": ratio, "faults": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
