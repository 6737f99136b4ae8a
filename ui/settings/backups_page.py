"""Copias de seguridad: the last one, the others, and one more now."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.services import backups
from desktop_app.services.backups import Backup
from desktop_app.services.context import Context
from desktop_app.services.exchange import Copied, Custody
from ui.kit import speech
from ui.kit.buttons import Button, Kind
from ui.kit.formats import moment_text
from ui.kit.operations import Failure
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.settings.page import FactLine, NoticeLine, Page, Rows, small
from ui.settings.words import size_words


class BackupsPage(Page):
    """Copies in the data folder, and the last one wherever it went."""

    id = "backups"
    icon = "backup"

    def __init__(self, context: Context, tools: Tools, custody: Custody) -> None:
        super().__init__(context, tools)
        self._custody = custody
        self.column.addWidget(self._build_last())
        self.column.addWidget(self._build_list(), 1)
        self.make.clicked.connect(self.back_up)

    def _build_last(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Última copia"))
        self.last = FactLine("clock", QCoreApplication.translate("Settings", "Hecha"))
        self.where = FactLine("backup", QCoreApplication.translate("Settings", "Está en"))
        card.body.addWidget(self.last)
        card.body.addWidget(self.where)
        row = QHBoxLayout()
        self.make = Button(
            QCoreApplication.translate("Settings", "&Hacer copia ahora"), kind=Kind.PRIMARY, icon="backup"
        )
        row.addWidget(self.make)
        row.addStretch(1)
        card.body.addLayout(row)
        self.result = NoticeLine("", "check")
        self.result.hide()
        card.body.addWidget(self.result)
        return card

    def _build_list(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Copias en este equipo"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Copias de seguridad"),
            empty=QCoreApplication.translate("Settings", "Todavía no hay copias."),
        )
        self.table.setMinimumHeight(120)
        columns: tuple[Column[Backup], ...] = (
            Column(QCoreApplication.translate("Settings", "Fecha"), self._moment, 150),
            Column(
                QCoreApplication.translate("Settings", "Tamaño"),
                lambda row: size_words(row.size),
                90,
                numeric=True,
            ),
            Column(
                QCoreApplication.translate("Settings", "Archivo"),
                lambda row: row.path.name,
                220,
                stretch=True,
            ),
        )
        self.model = PagedTableModel[Backup](self.background, columns, key=lambda row: row.path, parent=self)
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(
            small(
                QCoreApplication.translate(
                    "Settings",
                    "Van cifradas y se verifican al hacerlas. Se abren con la llave de este equipo: guárdela en "
                    "otro lugar seguro. Las de más de 35 días se retiran solas.",
                )
            )
        )
        return card

    def _moment(self, row: Backup) -> str:
        return moment_text(row.taken.astimezone(self.context.zone))

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Copias de seguridad")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings",
            "Para recuperar los datos si este equipo falla. Se puede seguir trabajando mientras tanto.",
        )

    def first(self) -> QWidget:
        """Return the button."""
        return self.make

    def concerns(self, changes: frozenset[str]) -> bool:
        """Tell whether there is another copy."""
        return not changes or "backup" in changes

    def load(self) -> None:
        """Read which copies there are."""

        def work() -> tuple[Backup | None, list[Backup]]:
            return backups.last(self.context), backups.listed(self.context.store.folder / backups.FOLDER)

        self.background.read(self, work).on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, found: tuple[Backup | None, list[Backup]]) -> None:
        last, rows = found
        if last is None:
            self.last.show_text(QCoreApplication.translate("Settings", "Todavía no hay ninguna."), "warning")
            self.where.hide()
        else:
            self.last.show_text(f"{moment_text(last.taken)} · {_age(last.taken, self.tools.now())}", "clock")
            self.where.show_text(str(last.path.parent))
            self.where.show()
        self._list.show(rows)

    def back_up(self) -> None:
        """Make a copy beside the work that goes on."""
        self.make.setEnabled(False)
        self.result.hide()
        work = self.background.long_read(self, lambda _progress, _token: self._custody.back_up(self.context))
        work.with_progress(
            QCoreApplication.translate("Settings", "Haciendo la copia de seguridad"), cancellable=False
        )
        work.on_success(self._on_made).on_failure(self._on_failed).run()

    def _on_made(self, copied: Copied) -> None:
        self.make.setEnabled(True)
        words = QCoreApplication.translate("Settings", "Copia hecha y verificada: {size}.")
        sentence = words.format(size=size_words(copied.backup.size))
        self.result.show_text(sentence, "check")
        speech.announce(self.result, sentence)
        self.background.changed.emit(copied.changes)

    def _on_failed(self, failure: Failure) -> None:
        self.make.setEnabled(True)
        self.result.show_text(failure.sentence, "warning")
        speech.announce(self.result, failure.sentence)


def _age(taken: datetime, now: datetime) -> str:
    days = (now.date() - taken.date()).days
    if days <= 0:
        return QCoreApplication.translate("Settings", "hoy")
    if days == 1:
        return QCoreApplication.translate("Settings", "ayer")
    return QCoreApplication.translate("Settings", "hace {count} días").format(count=days)
