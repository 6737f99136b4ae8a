"""Run as a program under one scale factor: looks at every screen that the program has, prints what is wrong.

``screens_probe.py DEMO_FOLDER EMPTY_FOLDER [--pictures DIR] WIDTHxHEIGHT…``. Who opens the window changes
until each registered screen was seen, so a new screen is looked at without a word here. A screen whose
states need keys of its own has a journey below.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from probing import Probe, report
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar

from desktop_app.bootstrap import Installation, open_installation
from desktop_app.domain.values import (
    CaseState,
    Channel,
    CriticalCriterion,
    Level,
    ReferralState,
    ReturnReason,
    Role,
)
from desktop_app.services import cases, directory, referrals
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.referrals import ReferralForm
from desktop_app.system.clock import FixedClock
from ui.app import create_application, open_window
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.screen import CASES, DASHBOARD, INBOX, RECEPTION, REFERRALS, REPORTS, SETTINGS, ShowCases
from ui.kit.theme import ThemeName

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("America/Lima"))
LONG = "Reparación de la vereda y del sardinel frente a la institución educativa n.º 1024 Los Próceres"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
_ORDER = (Role.SUPERVISOR, Role.CLERK, Role.OFFICIAL, Role.ADMINISTRATOR)
_MOST_CHOICES = 12


def lengthen(installation: Installation) -> None:
    """Add names as long as people have them, and a case in each of the two states that are rare."""
    ctx = installation.context()
    unit = directory.units(ctx)[0].id
    person = CitizenForm("María de los Ángeles Huamán Quispe-Ñahui", phone="+51 987 654 321")
    made = []
    for level in (Level.CRITICAL, Level.COMPLEX, Level.SIMPLE):
        form = CaseForm(
            LONG, "reclamo", Channel.EMAIL, level, unit=unit, citizen=person,
            place="jr. Los Próceres 1024, urb. Los Jazmines",
            criterion=CriticalCriterion.RISK if level is Level.CRITICAL else None, description=LONG,
        )  # fmt: skip
        made.append(cases.open_case(ctx, form).id)
    cases.move_case(ctx, made[1], CaseState.IN_PROGRESS)
    cases.move_case(ctx, made[1], CaseState.WAITING_CITIZEN, reason=LONG)
    cases.move_case(ctx, made[2], CaseState.RESOLVED, answer=LONG)
    directory.save_notice(ctx, LONG, 20260101, 20271231)
    form = ReferralForm(unit, f"{LONG}: {LONG}", directory.officials(ctx, unit)[0].id)
    sent = referrals.refer(ctx, form)
    reason = ReturnReason.WRONG_UNIT
    referrals.answer(ctx, sent.id, ReferralState.RETURNED, reason=reason, comment=LONG)


def logins(installation: Installation) -> list[str]:
    """Return one login of each role, in the order in which their screens are looked at."""
    users = directory.users(installation.context())
    found = [next((user.login for user in users if role in user.roles), None) for role in _ORDER]
    return [login for login in dict.fromkeys(found) if login is not None]


def screens_of(window: object) -> list[str]:
    """Return the ids of a window's screens, those without a place in the rail as well."""
    going = "go."
    return [spec.id.removeprefix(going) for spec in window.tools.actions if spec.id.startswith(going)]


def visit(probe: Probe, screen: str) -> None:
    """Look at a screen as it opens, at its pane, at its states."""
    probe.window.show_screen(screen)
    probe.look(screen, walk=True)
    if not probe.window.pane.isVisible() and probe.window.pane.content() is not None:
        probe.window.toggle_pane()
        probe.look(f"{screen}, pane", walk=True)
        probe.window.toggle_pane()
    JOURNEYS.get(screen, choices)(probe)


def glance(probe: Probe, screen: str) -> None:
    """Look at a screen as it opens."""
    probe.window.show_screen(screen)
    probe.look(screen)


def glance_at_nothing(probe: Probe, screen: str) -> None:
    """Look at a screen of a municipality's first day."""
    probe.window.show_screen(screen)
    probe.look(f"empty {screen}", walk=True)


def choices(probe: Probe) -> None:
    """Take each choice that the screen offers in a row of its own: views, tabs, sections."""
    screen = probe.window.current_screen()
    for bar in [bar for bar in screen.findChildren(SegmentedBar) if bar.isVisible()]:
        for at in range(min(len(bar.chips()), _MOST_CHOICES)):
            chips = bar.chips()
            if at < len(chips) and chips[at].isVisible() and not chips[at].isChecked():
                chips[at].click()
                probe.look(f"{probe.window._current}, {chips[at].text()}")
    for tabs in [tabs for tabs in screen.findChildren(QTabBar) if tabs.isVisible()]:
        for at in range(1, tabs.count()):
            tabs.setCurrentIndex(at)
            probe.look(f"{probe.window._current}, {tabs.tabText(at)}")


def reception(probe: Probe) -> None:
    """Go through the counter's states."""
    screen = probe.window.current_screen()
    probe.press(KEY.Key_F2)
    probe.look("greeting")
    probe.press(KEY.Key_F12)
    probe.look("preferential", walk=True)
    probe.press(KEY.Key_1)
    probe.press(KEY.Key_H, mods=CTRL)
    probe.settle(
        until=lambda: bool(screen.view.day_detail.title.text()) or not screen.view.today.model.rowCount()
    )
    probe.look("today", walk=True)
    probe.press(KEY.Key_Delete)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("voiding refused", walk=True)
    screen.daybook.leave()
    probe.write("bache")
    probe.settle()
    probe.look("suggestions")
    probe.press(KEY.Key_Return)
    probe.write("María de los")
    probe.settle()
    probe.press(KEY.Key_Return)
    probe.press(KEY.Key_F8)
    probe.look("case", walk=True)
    probe.press(KEY.Key_F9, KEY.Key_1)
    probe.look("critical", walk=True)
    probe.press(KEY.Key_F7)
    probe.look("hand-over", walk=True)
    probe.press(KEY.Key_F4)
    probe.look("hold")
    probe.press(KEY.Key_1)
    complaint(probe)
    danger(probe)
    probe.press(KEY.Key_F3)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("two, one refused")
    while screen.desk.all():
        screen.discard()
        probe.settle()


def danger(probe: Probe) -> None:
    """Meet the question whether it is critical, with a case of a complaint: the tallest form there is."""
    screen = probe.window.current_screen()
    screen.form.detail.setFocus()
    probe.write("Hay un cable caído y sale humo")
    probe.settle()
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.settle(
        until=lambda: screen.form.denial.isVisible() or bool(screen.form.citizen.property("invalid"))
    )
    probe.look("signs", walk=True)


def complaint(probe: Probe) -> None:
    """Record a complaint with its kind and a saved phrase; see the sheet of its topic as it is printed."""
    screen = probe.window.current_screen()
    probe.press(KEY.Key_F2)
    probe.write("reclamo por")
    probe.settle()
    probe.press(KEY.Key_Return)
    probe.settle()
    probe.press(KEY.Key_F8)
    screen.form.complaint.setFocus()
    probe.press(KEY.Key_2)
    probe.settle(until=lambda: "disculpas" in screen.view.parts.strip.coach.text())
    probe.look("complaint", walk=True)
    screen.form.detail.setFocus()
    probe.write("//")
    probe.look("saved phrases")
    probe.press(KEY.Key_Escape)
    probe.press(KEY.Key_P, mods=CTRL)
    probe.settle(until=lambda: screen.paper.previewing)
    probe.look("sheet on paper")
    probe.press(KEY.Key_Escape)
    screen.view.parts.strip.fold_asked.emit()
    probe.look("folded", walk=True)
    screen.view.parts.strip.fold_asked.emit()


def case_list(probe: Probe) -> None:
    """Go through the list's states."""
    screen = probe.window.current_screen()
    probe.settle(until=screen.listing.model.counted)
    screen.table.setFocus()
    probe.press(KEY.Key_N)
    probe.look("note", walk=True)
    screen.table.setFocus()
    screen.show_view("to_confirm")
    probe.settle()
    screen.table.setFocus()
    probe.press(KEY.Key_C)
    probe.look("closing", walk=True)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("closing refused")
    probe.press(KEY.Key_4)
    probe.look("closing not reached")
    screen.table.setFocus()
    screen.show_view("paused")
    probe.look("paused")
    screen.listing.show_list("open", "estado:xyz", None)
    probe.look("filter refused")
    new_case(probe)
    probe.window.show_screen(CASES, ShowCases(CaseQuery()))


def new_case(probe: Probe) -> None:
    """Write a case that says everything at once, and have it refused."""
    screen = probe.window.current_screen()
    probe.press(KEY.Key_F8)
    probe.settle(until=screen.new.writing)
    probe.look("new case", walk=True)
    form = screen.new.form
    form.fields.subject.setFocus()
    probe.write("Vine ayer por la tarde")
    probe.settle(until=lambda: form.lines.question.isVisibleTo(form))
    probe.look("new case, question", walk=True)
    form.fields.note.setFocus()
    probe.write("En la caja me trataron mal y hay una fuga de gas")
    probe.settle(until=lambda: form.lines.route.isVisibleTo(form))
    probe.look("new case, route and danger", walk=True)
    probe.press(KEY.Key_F8, mods=SHIFT)
    probe.press(KEY.Key_F9)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.settle()
    probe.look("new case refused", walk=True)
    form.discard.click()
    probe.settle()


def inbox(probe: Probe) -> None:
    """Give a hand-over back, resolve one, make a case of one, see its slip; show the parts."""
    screen = probe.window.current_screen()
    probe.settle(until=screen.listing.model.counted)
    screen.table.setFocus()
    probe.press(KEY.Key_D)
    probe.look("return", walk=True)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("return refused")
    screen.detail.form.close_form()
    probe.press(KEY.Key_V)
    probe.look("resolved on the spot", walk=True)
    screen.detail.form.close_form()
    probe.press(KEY.Key_C)
    form = screen.detail.case_form
    probe.settle(until=form.isVisible)
    form.type.setCurrentIndex(form.type.findData("queja"))
    form.level.chips()[-1].click()
    form.subject.clear()
    probe.look("a case of it", walk=True)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("a case refused")
    form.close_form()
    probe.press(KEY.Key_P, mods=CTRL)
    probe.settle(until=lambda: screen.slip.previewing)
    probe.look("slip", walk=True)
    screen.slip.leave()
    choices(probe)


def hand_overs(probe: Probe) -> None:
    """Show the views, begin a new hand-over, send on one that came back."""
    screen = probe.window.current_screen()
    probe.settle(until=screen.listing.model.counted)
    choices(probe)
    screen.table.setFocus()
    probe.press(KEY.Key_G)
    probe.settle(until=lambda: screen.counting() and screen.going.model.counted())
    probe.look("how they go", walk=True)
    screen.going.left.emit()
    screen.table.setFocus()
    probe.press(KEY.Key_N)
    probe.settle(until=screen.writing)
    probe.look("new hand-over", walk=True)
    probe.press(KEY.Key_Return, mods=CTRL)
    probe.look("new hand-over refused")
    screen.form.unit.setFocus()
    probe.write("desa")
    probe.look("receivers")
    probe.press(KEY.Key_Return)
    probe.settle(until=lambda: screen.form.writing.card is not None)
    probe.write(LONG)
    probe.look("hand-over written", walk=True)
    screen.form.recorded()
    screen.form.close_form()
    screen.listing.show_view("returned")
    probe.settle(until=lambda: screen.listing.current() is not None)
    screen.table.setFocus()
    probe.press(KEY.Key_End, KEY.Key_R)
    probe.settle(until=screen.writing)
    probe.look("sent on", walk=True)
    screen.form.recorded()
    screen.form.close_form()


def board(probe: Probe) -> None:
    """Show each chart, and each as a table."""
    screen = probe.window.current_screen()
    probe.settle(until=lambda: screen.snapshot() is not None)
    for name, chip in zip(screen.charts.cards, screen.charts.chooser.chips(), strict=True):
        if chip.isVisible():
            chip.click()
            probe.look(f"chart {name}")
        screen.charts.cards[name].toggle()
        probe.look(f"table {name}", walk=name == "load")
        screen.charts.cards[name].toggle()


def reports(probe: Probe) -> None:
    """Show a month, what was saved, what was stopped."""
    screen = probe.window.current_screen()
    probe.settle(until=lambda: screen.prepared() is not None)
    probe.look("reports prepared", walk=True)
    screen.saved.show_file(
        Path.home() / "Documentos" / "Informes de Ventanilla" / "Informe de atención 2026-10.pdf"
    )
    probe.look("reports saved", walk=True)
    screen.preview.show_cancelled()
    probe.look("reports cancelled")


def pages(probe: Probe) -> None:
    """Show each page that the person has."""
    screen = probe.window.current_screen()
    for at, page in enumerate(screen.pages):
        screen.list.setCurrentRow(at)
        probe.look(f"settings, {page}", walk=True)


JOURNEYS = {
    RECEPTION: reception, INBOX: inbox, CASES: case_list, REFERRALS: hand_overs, DASHBOARD: board,
    REPORTS: reports, SETTINGS: pages,
}  # fmt: skip


class Explorer:
    """Looks at every screen of a folder's data, and remembers what was wrong and what was seen."""

    def __init__(self, app: QApplication, pictures: Path | None) -> None:
        self._app, self._pictures = app, pictures
        self.found: dict[str, list[str]] = {}
        self.seen: set[str] = set()
        self.ratio = 0.0

    def explore(
        self, folder: Path, size: tuple[int, int], name: ThemeName, look: Callable[[Probe, str], None]
    ) -> None:
        """Look at each screen once, as the first person who has it."""
        theme.apply_theme(self._app, name)
        seen: set[str] = set()
        installation = open_installation(folder, FixedClock(NOW), exclusive=False)
        try:
            for login in logins(installation):
                probe = Probe(self._app, open_window(installation, login), size, name, self._pictures)
                self.ratio = probe.window.devicePixelRatioF()
                # Ajustes shows each person other pages.
                for screen in [
                    screen for screen in screens_of(probe.window) if screen not in seen or screen == SETTINGS
                ]:
                    seen.add(screen)
                    look(probe, screen)
                self.found |= probe.found
                probe.close()
        finally:
            installation.close()
        self.seen |= seen


def main() -> None:
    """Look, and print what is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("demo", type=Path)
    parser.add_argument("empty", type=Path)
    parser.add_argument("sizes", nargs="+")
    parser.add_argument("--pictures", type=Path)
    args = parser.parse_args()
    explorer = Explorer(create_application(["probe"], "pe"), args.pictures)
    for text in args.sizes:
        size = (int(text.split("x")[0]), int(text.split("x")[1]))
        explorer.explore(args.demo, size, ThemeName.LIGHT, visit)
        # Dark is light in other colours; high contrast draws wider borders, in every state.
        explorer.explore(args.demo, size, ThemeName.DARK, glance)
        explorer.explore(args.demo, size, ThemeName.CONTRAST, visit if text == args.sizes[0] else glance)
        explorer.explore(args.empty, size, ThemeName.LIGHT, glance_at_nothing)
    report(explorer.ratio, explorer.found, sorted(explorer.seen))


if __name__ == "__main__":
    main()
