"""Keeps the status bar true: urgent cases, synchronisation, copies; a click leads to each."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from desktop_app.domain import spanish
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.vitals import Vitals, read_vitals
from ui.kit.formats import moment_text
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import CASES, SETTINGS, ShowCases, ShowSettings
from ui.shell.statusbar import Item
from ui.shell.window import MainWindow

_EVERY_MS = 30_000
_COUNTED = frozenset({"case", "attention", "referral", "setting", "backup"})


class VitalsWatch(QObject):
    """Asks every half minute, and at once when a case changes; never on the UI thread."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._vitals: Vitals | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self._timer.start()
        window.tools.background.changed.connect(self._on_changed)
        window.status_clicked.connect(self._on_clicked)
        self.ask()

    def ask(self) -> None:
        """Read the figures in the background and show them."""
        read = self._window.tools.background.read(self, lambda: read_vitals(self._context))
        # A figure that cannot be read now is read again in half a minute; the last one stays.
        read.on_success(self._show).on_failure(self._keep).run()

    def _keep(self, _failure: Failure) -> None:
        return

    def _on_changed(self, changes: frozenset[str]) -> None:
        if changes & _COUNTED or not changes:
            self.ask()

    def _show(self, vitals: Vitals) -> None:
        self._vitals = vitals
        now = self._context.now()
        bar = self._window.status
        left = int((vitals.critical_due - now).total_seconds()) if vitals.critical_due else 0
        bar.set_critical(vitals.criticals, left)
        bar.set_overdue(vitals.overdue)
        bar.set_text(Item.SYNC, sync_words(vitals, now), icon="sync", tooltip=sync_detail(vitals))
        bar.set_text(Item.BACKUP, backup_words(vitals, now), icon="backup", tooltip=backup_detail(vitals))

    def _on_clicked(self, item: str) -> None:
        views = {Item.CRITICAL: "critical", Item.OVERDUE: "overdue"}
        if item in views:
            self._window.show_screen(CASES, ShowCases(CaseQuery(views[Item(item)])))
        elif item in (Item.SYNC, Item.BACKUP) and self._vitals is not None:
            sync = item == Item.SYNC
            self._window.show_screen(SETTINGS, ShowSettings("exchange" if sync else "backups"))
            words = sync_detail if sync else backup_detail
            self._window.say(Message(Tone.INFO, words(self._vitals)))


def clock_or_day(moment: datetime, now: datetime) -> str:
    """Return the hour for today, else the date."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else f"{moment:%d/%m}"


def sync_words(vitals: Vitals, now: datetime) -> str:
    """Return how synchronisation stands, in few words."""
    if vitals.reviews:
        return QCoreApplication.translate("Shell", "{count} por revisar").format(count=vitals.reviews)
    if vitals.exchange_problem:
        return QCoreApplication.translate("Shell", "Sin conexión con la carpeta")
    if vitals.exchanged is None:
        return QCoreApplication.translate("Shell", "Sin sincronizar")
    if vitals.to_send:
        changes = spanish.counted(
            vitals.to_send,
            QCoreApplication.translate("Shell", "cambio"),
            QCoreApplication.translate("Shell", "cambios"),
        )
        return QCoreApplication.translate("Shell", "{changes} por enviar").format(changes=changes)
    return QCoreApplication.translate("Shell", "Sincronizado {time}").format(
        time=clock_or_day(vitals.exchanged, now)
    )


def sync_detail(vitals: Vitals) -> str:
    """Return how synchronisation stands, in a sentence."""
    if vitals.exchange_problem:
        return vitals.exchange_problem
    if vitals.exchanged is None:
        return QCoreApplication.translate(
            "Shell", "Todavía no se ha intercambiado con otros equipos. Todo está guardado en este."
        )
    return QCoreApplication.translate(
        "Shell", "Último intercambio: {moment}. Cambios por enviar: {count}. Por revisar: {reviews}."
    ).format(moment=moment_text(vitals.exchanged), count=vitals.to_send, reviews=vitals.reviews)


def backup_words(vitals: Vitals, now: datetime) -> str:
    """Return when the last copy was made, in few words."""
    if vitals.backup is None:
        return QCoreApplication.translate("Shell", "Sin copia de seguridad")
    return QCoreApplication.translate("Shell", "Copia de seguridad {time}").format(
        time=clock_or_day(vitals.backup, now)
    )


def backup_detail(vitals: Vitals) -> str:
    """Return when the last copy was made, in a sentence."""
    if vitals.backup is None:
        return QCoreApplication.translate(
            "Shell", "Todavía no hay copia de seguridad. Informática la hace con la orden «backup»."
        )
    return QCoreApplication.translate("Shell", "Última copia de seguridad: {moment}.").format(
        moment=moment_text(vitals.backup)
    )
