"""Starts the windows over an open installation."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app import __version__
from desktop_app.domain.labels import label
from desktop_app.domain.values import Role
from desktop_app.services import directory
from desktop_app.services.access import Permission
from desktop_app.system import logs, memory
from ui.cases import entry as cases
from ui.citizens import entry as citizens
from ui.dashboard import entry as dashboard
from ui.documents import entry as documents
from ui.guide import entry as guide
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.appearance import Appearance
from ui.kit.errors import ErrorWatch
from ui.kit.messages import Message, Tone
from ui.kit.operations import Background
from ui.kit.resources import resource
from ui.kit.screen import DASHBOARD, INBOX, RECEPTION, SETTINGS, ScreenEntry, Tools
from ui.mail import entry as mail
from ui.paper import entry as paper
from ui.receipts import entry as receipts
from ui.reception import entry as reception
from ui.referrals import entry as referrals
from ui.reports import entry as reports
from ui.settings import entry as settings
from ui.shell import finder
from ui.shell.commands import declare_actions
from ui.shell.memory import MemoryKeeper
from ui.shell.preload import Preloader
from ui.shell.window import Colleague, Identity, MainWindow
from ui.shifts import entry as shifts

if TYPE_CHECKING:
    from desktop_app.services.access import Actor
    from desktop_app.services.context import Context
    from desktop_app.services.exchange import Custody

_UNCAUGHT = "uncaught-error"
_PREFERENCES = "preferences.ini"
_WATCH_AFTER_MS = 150


class Installation(Protocol):
    """What the windows need of an open data folder; the composition root hands it over."""

    @property
    def folder(self) -> Path:
        """The data folder."""
        ...

    @property
    def custody(self) -> Custody:
        """What acts with the keys of this folder."""
        ...

    def context(self, actor: Actor = ...) -> Context:
        """Return what services are handed, on behalf of ``actor``."""
        ...

    def actor(self, login: str | None = None) -> Actor:
        """Return the user with a login, or the first active clerk. Raises NotFound."""
        ...


def prepare_platform() -> None:
    """Set what Qt reads before its application exists.

    On Windows Qt takes AltGr for Ctrl+Alt and swallows @ € and the backslash; ``altgr`` keeps them apart.
    """
    if sys.platform == "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "windows:altgr")


def create_application(arguments: Sequence[str], country: str = "") -> QApplication:
    """Return the application in Spanish, with its fonts, before any window.

    ``country`` is the two-letter code of the profile: it decides how numbers are written. From here on
    memory is collected on this thread alone (see ``system/memory.py``).
    """
    memory.hold()
    prepare_platform()
    app = QApplication([*arguments] or ["ventanilla"])
    app.setApplicationName("Ventanilla")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("ventanilla")
    app.setWindowIcon(QIcon(str(resource("icons", "ventanilla.svg"))))
    QLocale.setDefault(QLocale(f"es_{country.upper()}" if country else "es"))
    load_translations(app)
    theme.load_fonts()
    return app


def load_translations(app: QApplication) -> None:
    """Have Qt's own words (print dialog, context menus) in Spanish, from Qt's own folder."""
    translator = QTranslator(app)
    if translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def screen_entries(
    context: Context,
    preferences: QSettings | None = None,
    appearance: Appearance | None = None,
    custody: Custody | None = None,
) -> list[ScreenEntry]:
    """Return the screens of this window; one that the person may not use does not appear."""
    entries = []
    if context.actor.may(Permission.RECORD_ATTENTION):
        entries.append(reception.entry(context))
    if context.actor.may(Permission.ANSWER_REFERRAL):
        entries.append(referrals.inbox_entry(context, preferences))
    if context.actor.may(Permission.READ_CASES):
        entries.append(cases.entry(context))
    if context.actor.may(Permission.ANSWER_REFERRAL):
        entries.append(referrals.referrals_entry(context, preferences))
    if context.actor.may(Permission.READ_PEOPLE):
        entries.append(citizens.entry(context))
    entries.append(guide.entry(context))
    if context.actor.may(Permission.READ_STATISTICS):
        entries.append(dashboard.entry(context))
    if context.actor.may(Permission.MAKE_REPORT):
        entries.append(reports.entry(context, preferences))
    if context.actor.may(Permission.RECORD_ATTENTION):
        entries.append(paper.entry(context))
    if context.actor.may(Permission.READ_CASES):
        entries.append(documents.entry(context))
    if context.actor.may(Permission.WORK_CASE):
        entries.append(mail.entry(context))
        entries.append(shifts.entry(context))
    if custody is not None:
        entries.append(receipts.entry(context, custody, preferences))
    entries.append(settings.entry(context, appearance or Appearance(preferences), custody))
    return entries


_OPENS_ON = (
    (Role.CLERK, RECEPTION),
    (Role.OFFICIAL, INBOX),
    (Role.SUPERVISOR, DASHBOARD),
    (Role.ADMINISTRATOR, SETTINGS),
)
"""Where a role's day begins; who has several begins with the first of them."""


def opening_screen(context: Context, entries: Sequence[ScreenEntry]) -> str:
    """Return where a person's day begins, among the screens there are."""
    there = [entry.id for entry in entries]
    wanted = (screen for role, screen in _OPENS_ON if role in context.actor.roles and screen in there)
    return next(wanted, there[0])


def open_window(
    installation: Installation, login: str | None = None, preferences: QSettings | None = None
) -> MainWindow:
    """Return the window of an open installation, not shown yet. Raises NotFound for an unknown login."""
    context = installation.context(installation.actor(login))
    rules = context.rules
    appearance = Appearance(preferences)
    entries = screen_entries(context, preferences, appearance, installation.custody)
    tools = Tools(Background(), ActionRegistry(declare_actions(entries)), context.now)
    demo = "Datos de demostración" if rules.demo else ""
    identity = Identity(
        person=context.actor.name,
        desk=rules.desk.name,
        municipality=rules.municipality,
        banner=demo,
    )
    window = MainWindow(identity, entries, tools)
    tools.background.setParent(window)
    appearance.setParent(window)
    window.theme_asked.connect(appearance.set_theme)
    window.top.search.set_provider(
        finder.provider(context, window.show_screen, [entry.id for entry in entries])
    )
    _watch_later(window, context, entries, installation.custody)
    Preloader(window, tools.background, entries)
    if rules.demo:
        _offer_people(window, context)
    window.show_screen(opening_screen(context, entries))
    return window


def _watch_later(
    window: MainWindow, context: Context, entries: Sequence[ScreenEntry], custody: Custody
) -> None:
    """Begin to watch when the first screen stands: until then nothing may stand between a person and F2."""
    background = window.tools.background

    def work() -> ModuleType:
        from ui.shell import watching

        return watching

    def load() -> None:
        background.read(window, work).on_success(
            lambda found: found.begin(window, context, entries, custody)
        ).run()

    QTimer.singleShot(_WATCH_AFTER_MS, window, load)


def _offer_people(window: MainWindow, context: Context) -> None:
    """Let whoever tries the demonstration see it with the eyes of each of its people."""

    def read() -> list[Colleague]:
        return [
            Colleague(
                user.login,
                user.name,
                ", ".join(_role_word(role) for role, _screen in _OPENS_ON if role in user.roles),
                user.id == context.actor.id,
            )
            for user in directory.users(context)
        ]

    window.tools.background.read(window, read).on_success(window.offer_people).run()


def _role_word(role: Role) -> str:
    """Return a role in the person's language."""
    return QCoreApplication.translate("core", label(role))


def prepare_window(app: QApplication, installation: Installation, login: str | None = None) -> MainWindow:
    """Return the window, not shown yet, in the look that was chosen last; what is chosen now is kept.

    Raises NotFound for an unknown login.
    """
    preferences = QSettings(str(installation.folder / _PREFERENCES), QSettings.Format.IniFormat)
    Appearance(preferences).apply(app)
    window = open_window(installation, login, preferences)
    MemoryKeeper(window)
    return window


def show_fault(sentence: str) -> None:
    """Say in a box of its own why the windows cannot open; returns when it is closed."""
    app = QApplication.instance() or create_application(sys.argv[:1])
    box = QMessageBox(QMessageBox.Icon.Warning, "Ventanilla", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
    del app


def run(installation: Installation, login: str | None = None) -> int:
    """Show the windows until they are closed; return the process's exit code."""
    handler = logs.start(installation.folder / "logs")
    profile = installation.context().profile
    app = create_application(sys.argv[:1], profile.code)
    try:
        code, following = work(app, installation, login)
        _let_go(app)
        while following is not None:
            code, following = work(app, installation, following)
            _let_go(app)
    finally:
        logs.stop(handler)
    return code


def _let_go(app: QApplication) -> None:
    """Have the closed window gone before the next one comes, or the application goes: none outlives it."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    memory.thaw()


def work(app: QApplication, installation: Installation, login: str | None) -> tuple[int, str | None]:
    """Show one person's window until it is closed; return the exit code and who works next (None: nobody).

    What was being written is kept before the window goes.
    """
    window = prepare_window(app, installation, login)
    following: list[str] = []

    def change(other: str) -> None:
        following[:] = [other]
        window.close()

    def tell(sentence: str) -> None:
        window.say(Message(Tone.ERROR, sentence, key=_UNCAUGHT))

    window.person_asked.connect(change)
    watch = ErrorWatch(tell, window.keep_drafts)
    watch.install()
    window.resize(1366, 768)
    window.showMaximized()
    try:
        code = app.exec()
    finally:
        watch.remove()
        window.tools.background.close()
        window.deleteLater()
    return code, following[0] if following else None
