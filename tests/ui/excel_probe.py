"""Run as a program under one scale factor: lays the pages for Excel and for notices out, prints what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from counter import CTRL, KEY, NOW, Counter
from probing import Probe, probe_sizes

from desktop_app.services import notices
from ui.guide.screen import GuideScreen

_LONG = "Autorización de funcionamiento temporal de ferias y espectáculos públicos no deportivos en la vía"


def fill(counter: Counter) -> None:
    """Publish notices as long as people write them."""
    ctx, today = counter.console, NOW.date()
    notices.publish(ctx, f"{_LONG}. {_LONG}.", today, today + timedelta(days=40))
    notices.publish(
        ctx,
        "Mañana no hay agua.",
        today + timedelta(days=1),
        today + timedelta(days=1),
        office=ctx.desk.office,
    )
    notices.publish(ctx, "Ayer", today - timedelta(days=3), today - timedelta(days=1))


def files(folder: Path) -> tuple[Path, Path]:
    """Write a file of topics and one of people, with rows of all kinds."""
    topics, people = folder / f"{_LONG[:60]}.csv", folder / "p.csv"
    for path, rows in (
        (topics, [["Trámite", "Área", "Tipo", "Costo"], [_LONG, "Gerencia de Desarrollo", "cosa", ""], ["", "", "", ""],
                  ["Nuevo", "Gerencia de Desarrollo Económico", "", "1"], ["Bache o pista dañada", "", "", "2"],
                  ["Parámetros urbanísticos", "", "", ""]]),
        (people, [["Nombre", "Unidad", "Suplente"], ["Ana Arce", "Desarrollo Urbano", "Nadie"], ["", "x", ""]]),
    ):  # fmt: skip
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return topics, people


class ExcelProbe(Probe):
    """Walks through the steps and the notices."""

    def bring(self, path: Path, what: str) -> None:
        """Go through the steps of a file."""
        self.press(KEY.Key_I)
        self.look(f"{what}, start", walk=True)
        screen = self.window.findChild(GuideScreen)
        assert screen is not None
        page = screen.excel.page()
        page.ask_open = lambda _parent, _title: path
        self.press(KEY.Key_A)
        self.settle(until=lambda: page.steps.currentWidget() is page.rows)
        self.look(f"{what}, rows", walk=True)
        self.press(KEY.Key_5)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look(f"{what}, rows refused")
        self.press(KEY.Key_Escape)
        self.press(KEY.Key_A)
        self.settle(until=lambda: page.steps.currentWidget() is page.rows)
        self.press(KEY.Key_C)
        self.look(f"{what}, columns", walk=True)
        self.press(KEY.Key_Up)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look(f"{what}, columns refused")
        self.press(KEY.Key_Escape, KEY.Key_Escape, KEY.Key_Escape)
        self.settle()

    def notices(self) -> None:
        """Go through the list of notices."""
        self.press(KEY.Key_O)
        self.look("notices", walk=True)
        self.press(KEY.Key_N)
        self.look("new notice", walk=True)
        self.press(KEY.Key_Return, mods=CTRL)
        self.look("new notice refused")
        self.press(KEY.Key_Escape)


def prepare(counter: Counter, folder: Path) -> Callable[[ExcelProbe], None]:
    """Fill the counter and write the files; return the walk."""
    fill(counter)
    topics, people = files(folder)

    def walk(probe: ExcelProbe) -> None:
        probe.press(KEY.Key_6, mods=CTRL)
        probe.settle()
        probe.bring(topics, "topics")
        probe.press(KEY.Key_D)
        probe.bring(people, "directory")
        probe.notices()

    return walk


if __name__ == "__main__":
    probe_sizes(ExcelProbe, "marta", prepare)
