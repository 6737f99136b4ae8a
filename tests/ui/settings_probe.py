"""Run as a program under one scale factor: lays every page of Ajustes out, prints what does not fit, as JSON."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from counter import Counter
from probing import Probe, probe_sizes
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_app.domain.protocol_phrases import Phrase
from desktop_app.domain.protocol_wording import INFO
from desktop_app.domain.values import Role
from desktop_app.services import directory, exchange, settings
from ui.kit.screen import SETTINGS, ShowSettings

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


class SettingsProbe(Probe):
    """Walks through the pages and what opens in them."""

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let short timers end, and what they began: a page looks at its folder a moment after it is written."""
        end = time.monotonic() + 0.15
        super().settle(lambda: until() and time.monotonic() > end)

    def look(self, what: str, *, walk: bool = False) -> None:
        """Note, besides, content wider than the place it scrolls in."""
        super().look(what, walk=walk)
        for area in self.window.findChildren(QScrollArea):
            if area.isVisibleTo(self.window) and area.widget() is not None:
                needed, has = area.widget().minimumSizeHint().width(), area.viewport().width()
                if needed > has:
                    self.note(what, [f"{type(area.widget()).__name__} needs {needed} px across, has {has}"])

    def walk(self) -> None:
        """Go through the pages, their forms and what these refuse."""
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
        phrases.text.setPlainText(
            "Ya le comuniqué su necesidad a {quien}, que le va a atender con mucho gusto"
        )
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


def prepare(counter: Counter, folder: Path) -> Callable[[SettingsProbe], None]:
    """Fill the desk and its shared folder."""
    fill(counter, folder / "compartida")
    return SettingsProbe.walk


if __name__ == "__main__":
    probe_sizes(SettingsProbe, "administracion", prepare)
