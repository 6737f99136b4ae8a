"""The other screens' modules are there before anybody goes to them."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from counter import Counter
from PySide6.QtCore import QObject

from desktop_app.domain.values import Role
from desktop_app.services import directory
from ui import app as program
from ui.cases import entry as cases
from ui.kit import icons
from ui.kit.actions import ActionRegistry
from ui.kit.screen import (
    CASES,
    CITIZENS,
    DASHBOARD,
    DOCUMENTS,
    GUIDE,
    INBOX,
    MAIL,
    PAPER,
    RECEIPTS,
    RECEPTION,
    REFERRALS,
    REPORTS,
    SETTINGS,
    SHIFTS,
    Screen,
    ScreenEntry,
    Tools,
)
from ui.reports import entry as reports
from ui.shell.commands import declare_actions
from ui.shell.preload import Preloader, screen_module

ROOT = Path(__file__).resolve().parents[2]


def an_entry(make) -> ScreenEntry:
    return ScreenEntry("x", "X", "cases", "Ctrl+9", make)


def test_every_entry_has_its_screen_beside_it():
    assert screen_module(cases.entry(None)) == "ui.cases.screen"
    assert screen_module(reports.entry(None)) == "ui.reports.screen"
    assert screen_module(an_entry(lambda tools: Screen())) == ""


def test_every_registered_screen_comes_from_a_module_that_is_preloaded(
    qtbot, background, monkeypatch, tmp_path
):
    counter = Counter(tmp_path / "data")
    try:
        everything = frozenset(Role)
        directory.save_user(counter.console, "todo", "Rosa Todo", everything)
        context = counter.installation.context(counter.installation.actor("todo"))
        entries = program.screen_entries(context, custody=counter.installation.custody)
        assert {entry.id for entry in entries} == {
            RECEPTION, INBOX, CASES, REFERRALS, CITIZENS, GUIDE, DASHBOARD, REPORTS, PAPER, RECEIPTS,
            SETTINGS, DOCUMENTS, MAIL, SHIFTS,
        }  # fmt: skip
        loaded, ended, owner = [], [], QObject()
        monkeypatch.setattr("ui.shell.preload.import_module", loaded.append)
        preloader = Preloader(owner, background, entries)
        preloader.done.connect(lambda: ended.append(True))
        qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
        tools = Tools(background, ActionRegistry(declare_actions(entries)), context.now)
        for entry in entries:
            screen = entry.make(tools)
            qtbot.addWidget(screen)
            assert type(screen).__module__ in loaded, entry.id
        qtbot.waitUntil(lambda: not background.busy(), timeout=20_000)
    finally:
        background.close()
        counter.close()


def test_all_are_loaded_one_after_another_and_off_the_ui_thread(background, qtbot, monkeypatch):
    loaded = []
    monkeypatch.setattr(
        "ui.shell.preload.import_module",
        lambda name: loaded.append((name, threading.current_thread() is threading.main_thread())),
    )
    owner, ended = QObject(), []
    preloader = Preloader(owner, background, [cases.entry(None), reports.entry(None)])
    preloader.done.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert loaded == [("ui.cases.screen", False), ("ui.reports.screen", False)]


def test_a_screen_that_cannot_be_loaded_does_not_stop_the_others(background, qtbot, monkeypatch):
    loaded = []

    def load(name: str) -> None:
        loaded.append(name)
        if name == "ui.cases.screen":
            raise ImportError(name)

    monkeypatch.setattr("ui.shell.preload.import_module", load)
    owner, ended, failures = QObject(), [], []
    background.failed.connect(failures.append)
    preloader = Preloader(owner, background, [cases.entry(None), reports.entry(None)])
    preloader.done.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert loaded == ["ui.cases.screen", "ui.reports.screen"]
    assert not failures, "nobody is told before the screen is visited"


def test_opening_the_windows_loads_no_other_screen():
    """What a first screen does not need must not stand between a person and F2."""
    program = (
        "import sys; import ui.app, ui.reception.screen; "
        "print(*sorted(name for name in sys.modules if name.startswith(('ui.', 'desktop_app.')) "
        "or name.partition('.')[0] in ('openpyxl', 'reportlab', 'holidays', 'zstandard', 'cryptography', 'pyrage')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    others = (
        "ui.cases.screen",
        "ui.dashboard.screen",
        "ui.reports.screen",
        "desktop_app.reports",
        "desktop_app.sync",
    )
    assert not [name for name in loaded if name.startswith(others)]
    assert not [name for name in loaded if "." not in name]


def test_icons_are_read_before_they_are_shown_and_off_the_ui_thread(background, qtbot, monkeypatch):
    icons._source.cache_clear()
    owner, ended, threads = QObject(), [], set()
    read = icons.resource

    def note(*parts: str) -> Path:
        threads.add(threading.current_thread() is threading.main_thread())
        return read(*parts)

    monkeypatch.setattr(icons, "resource", note)
    preloader = Preloader(owner, background, [])
    preloader.done.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert threads == {False}
    assert icons._source.cache_info().currsize == len(icons.names()) > 20
