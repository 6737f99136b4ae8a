"""Run as a program under one scale factor: lays board and reports out, prints what does not fit, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from fits import faults
from harness import plain_entries
from town import NAME, Town, make_town

from ui.app import create_application
from ui.dashboard import entry as dashboard
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.operations import Background
from ui.kit.screen import DASHBOARD, REPORTS, Tools
from ui.kit.theme import ThemeName
from ui.reports import entry as reports
from ui.shell.window import Identity, MainWindow, declare_actions


class Probe:
    """One window over a town, and what was found wrong in it."""

    def __init__(
        self, app, town: Town, name: ThemeName, size: tuple[int, int], pictures: Path | None
    ) -> None:
        theme.apply_theme(app, name)
        self.app, self.name, self.size, self.pictures = app, name, size, pictures
        self.background = Background()
        own = {DASHBOARD: dashboard.entry(town.ctx), REPORTS: reports.entry(town.ctx)}
        entries = [own.get(one.id, one) for one in plain_entries()]
        tools = Tools(self.background, ActionRegistry(declare_actions(entries)), town.ctx.now)
        identity = Identity("Ana Rojas", "Ventanilla 3", NAME, "Modo normal", "Datos de demostración")
        self.window = MainWindow(identity, entries, tools)
        self.window.resize(*size)
        self.window.show()
        self.found: dict[str, list[str]] = {}

    def settle(self, until=lambda: True) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and (self.background.busy() or not until()):
            self.app.processEvents()
            time.sleep(0.002)
        for _ in range(4):
            self.app.processEvents()

    def look(self, what: str) -> None:
        self.settle()
        wrong = faults(self.window)
        if wrong:
            self.found[f"{self.name}/{self.size[0]}/{what}"] = wrong
        if self.pictures is not None:
            self.window.grab().save(str(self.pictures / f"{self.size[0]}_{self.name}_{what}.png"))

    def board(self) -> None:
        self.window.show_screen(DASHBOARD)
        screen = self.window.current_screen()
        self.settle(lambda: screen.snapshot() is not None)
        self.look("board")
        for name, chip in zip(screen.charts.cards, screen.charts.chooser.chips(), strict=True):
            chip.click()
            self.look(f"chart-{name}")
            screen.charts.cards[name].toggle()
            self.look(f"table-{name}")
            screen.charts.cards[name].toggle()

    def reports(self, folder: Path) -> None:
        self.window.show_screen(REPORTS)
        screen = self.window.current_screen()
        screen.set_folder(folder)
        self.look("reports-waiting")
        self.settle(lambda: screen.prepared() is not None)
        self.look("reports")
        screen.saved.show_file(folder / "Informe de atención 2026-10.pdf")
        self.look("reports-saved")
        screen.preview.show_cancelled()
        self.look("reports-cancelled")

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.background.close()
        self.app.processEvents()


def main() -> None:
    """Print ``{"ratio": …, "faults": {…}}``: arguments are folder, WIDTHxHEIGHT …, perhaps ``--pictures``."""
    folder = Path(sys.argv[1])
    pictures = folder if "--pictures" in sys.argv else None
    sizes = [tuple(map(int, text.split("x"))) for text in sys.argv[2:] if not text.startswith("--")]
    app = create_application(["probe"], "pe")
    town, new = make_town(folder / "town"), Town(folder / "new")
    found: dict[str, list[str]] = {}
    for name in (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST):
        for size in sizes:
            for place, what in ((town, "full"), (new, "new")):
                probe = Probe(app, place, name, size, pictures)
                probe.board()
                if what == "full":
                    probe.reports(folder / "reports")
                found |= {f"{what}/{key}": wrong for key, wrong in probe.found.items()}
                ratio = probe.window.devicePixelRatioF()
                probe.close()
    town.close()
    new.close()
    sys.stdout.write(json.dumps({"ratio": ratio, "faults": found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
