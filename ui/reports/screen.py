"""Informes: choose a month, see the pages, print them or save them to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.months import Month
from desktop_app.services import reporting
from desktop_app.services.context import Context
from ui.kit import speech
from ui.kit.buttons import Button, SegmentedBar
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import Screen, ShowMonth, Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.theme import Size
from ui.reports import making
from ui.reports.entry import FOLDER_KEY
from ui.reports.making import Edition, FileKind, Prepared
from ui.reports.month_list import MonthList
from ui.reports.preview import Preview
from ui.reports.saved_line import PathLine, SavedLine

PRINT = "reports.print"
PDF = "reports.pdf"
EXCEL = "reports.excel"
JSON = "reports.json"

_ICONS = {PDF: "download", EXCEL: "table", JSON: "export", PRINT: "print"}
_SETTLE_MS = 180
_FAILED = "report-failed"
_SHOWN = frozenset({"attention", "case", "referral", "unit", "topic", "setting"})


class Reports(Screen):
    """The preview is made in the background; what it shows is what is printed and saved."""

    def __init__(self, ctx: Context, tools: Tools, preferences: QSettings | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._tools = tools
        self._preferences = preferences
        self._prepared: Prepared | None = None
        self._preparing: Operation[Prepared] | None = None
        self._stale = True
        self.folder = self._remembered_folder()
        self.months = MonthList(tools.now().date())
        self.paper = SegmentedBar(QCoreApplication.translate("Reports", "Papel"))
        self.preview = Preview(tools.background)
        self.title = text_label(size=Size.LEAD, strong=True)
        self.saved = SavedLine()
        self.buttons: dict[str, Button] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._build()
        self._connect()
        self._show_title()

    # Composition.

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._side = self._build_side()
        row.addWidget(self._side)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._build_bar())
        column.addWidget(self.saved)
        column.addWidget(self.preview, 1)
        row.addLayout(column, 1)

    def _build_side(self) -> QWidget:
        card = Card()
        card.setFixedWidth(256)
        label = QLabel(QCoreApplication.translate("Reports", "&Mes"))
        label.setBuddy(self.months)
        card.body.addWidget(label)
        card.body.addWidget(self.months, 1)
        self.paper.add("a4", QCoreApplication.translate("Reports", "A4"))
        self.paper.add("carta", QCoreApplication.translate("Reports", "Carta"))
        self.paper.choose(reporting.paper_for(self._ctx))
        papers = QHBoxLayout()
        papers.addWidget(QLabel(QCoreApplication.translate("Reports", "Papel")))
        papers.addWidget(self.paper, 1)
        card.body.addLayout(papers)
        self._where = PathLine(QCoreApplication.translate("Reports", "Se guarda en"))
        self.choose_folder = Button(QCoreApplication.translate("Reports", "Otra &carpeta…"), icon="cases")
        into = text_label(self._where.accessibleName(), Size.SMALL, tone="muted")
        into.setBuddy(self._where)
        card.body.addWidget(into)
        card.body.addWidget(self._where)
        card.body.addWidget(self.choose_folder)
        return card

    def _build_bar(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(12, 8, 8, 8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for action_id, icon in _ICONS.items():
            spec = self._tools.actions.spec(action_id)
            button = Button(spec.label(), icon=icon, hint=spec.hint())
            button.setToolTip(spec.tooltip())
            self.buttons[action_id] = button
            row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        acts = {
            PDF: lambda: self.save(FileKind.PDF),
            EXCEL: lambda: self.save(FileKind.EXCEL),
            JSON: lambda: self.save(FileKind.JSON),
            PRINT: self.print_report,
        }
        for action_id, act in acts.items():
            action = self._tools.actions.bind(action_id, self, act)
            self.buttons[action_id].clicked.connect(action.trigger)
        self.months.chosen.connect(self._on_chosen)
        self.paper.chosen.connect(lambda _paper: self._on_chosen())
        self._settle.timeout.connect(self._prepare)
        self.preview.retried.connect(self._prepare)
        self.preview.view.failed.connect(self._on_failure)
        self.choose_folder.clicked.connect(self._choose_folder)

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Come to the front; the focus stands in the months, or where it stood."""
        if isinstance(args, ShowMonth):
            self.months.choose(args.month)
        before = self.focusWidget()
        stays = before is not None and before.isVisible() and args is None
        (before if stays and before is not None else self.months).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[str]) -> None:
        """Prepare again a month that is still under way when something in it changed."""
        running = Month.of(self._tools.now().date()) == self.months.month()
        if not changes or (running and changes & _SHOWN):
            self._stale = True
            if self.isVisible():
                self._settle.start()

    def fit(self, space: Space) -> None:
        """Give the pages what room there is."""
        self._side.setFixedWidth(236 if space.narrow else 256)
        for action_id, icon in _ICONS.items():
            self.buttons[action_id].set_icon_name("" if space.narrow else icon)
        self._show_folder()
        self.preview.suit(low=space.short)

    def showEvent(self, event: QShowEvent) -> None:
        """Prepare what nobody has seen yet."""
        super().showEvent(event)
        if self._stale:
            self._settle.start()

    # The preview.

    def edition(self) -> Edition:
        """Return the month and paper that are chosen."""
        return Edition(self.months.month(), str(self.paper.value()))

    def prepared(self) -> Prepared | None:
        """Return what the preview shows, or None while it is being made."""
        return self._prepared

    def _on_chosen(self, _month: Month | None = None) -> None:
        self._show_title()
        self.saved.clear()
        self._forget()
        self.preview.show_waiting()
        self._settle.start()

    def _forget(self) -> None:
        if self._preparing is not None:
            self._preparing.drop()
            self._preparing = None
        self._prepared = None
        self._enable()

    def _prepare(self) -> None:
        if self._preparing is not None:
            self._preparing.drop()
        edition, ctx = self.edition(), self._ctx
        if self._prepared is None:
            self.preview.show_waiting()
        self._stale = False
        words = QCoreApplication.translate("Reports", "Preparando el informe de {month}").format(
            month=edition.month.name
        )
        operation = self._tools.background.long_read(
            self, lambda progress, token: making.prepare(ctx, edition, progress, token)
        )
        operation.with_progress(words).on_success(self._on_prepared).on_failure(self._on_prepare_failed)
        self._preparing = operation.on_cancel(self._on_prepare_cancelled).run()

    def _on_prepared(self, prepared: Prepared) -> None:
        again = self._prepared is not None and self._prepared.edition == prepared.edition
        self._preparing, self._prepared = None, prepared
        self.preview.show_pages(prepared.pages, keep_place=again)
        self._show_title()
        self._enable()

    def _on_prepare_failed(self, failure: Failure) -> None:
        self._preparing = None
        self.preview.show_failure(failure.sentence)
        speech.announce(self.preview, failure.sentence)

    def _on_prepare_cancelled(self) -> None:
        self._preparing = None
        self.preview.show_cancelled()

    def _enable(self) -> None:
        for action_id in (PDF, PRINT):
            ready = self._prepared is not None
            self.buttons[action_id].setEnabled(ready)
            action = self._tools.actions.action(action_id)
            if action is not None:
                action.setEnabled(ready)

    def _show_title(self) -> None:
        self.title.setText(self.months.month().name.capitalize())

    # Saving and printing.

    def save(self, kind: FileKind) -> None:
        """Put one kind of file into the folder and say where it is."""
        folder, edition, ctx, prepared = self.folder, self.edition(), self._ctx, self._prepared
        if kind is FileKind.PDF and prepared is None:
            return

        def work(progress: Any, token: Any) -> Path:
            if kind is FileKind.PDF and prepared is not None:
                return making.save_shown(prepared, folder, token)
            return making.save_data(ctx, edition, kind, folder, progress, token)

        words = QCoreApplication.translate("Reports", "Guardando {file}").format(
            file=making.file_name(edition.month, kind)
        )
        self.saved.clear()
        operation = self._tools.background.long_read(self, work).with_progress(words)
        operation.on_success(self._on_saved).on_failure(self._on_failure).run()

    def _on_saved(self, path: Path) -> None:
        self.saved.show_file(path)

    def _on_failure(self, failure: Failure) -> None:
        self.say.emit(Message(Tone.ERROR, failure.sentence, key=_FAILED))

    def print_report(self) -> None:
        """Ask for a printer and put the pages that are shown on paper."""
        prepared = self._prepared
        if prepared is None:
            return
        from ui.kit import printing

        printer = printing.printer_for(prepared.edition.paper, self.title.text())
        if not printing.ask_printer(self, printer, len(prepared.pages)):
            return
        operation = self._tools.background.long_read(
            self, lambda progress, token: printing.print_pages(prepared.pages.data, printer, progress, token)
        )
        operation.with_progress(QCoreApplication.translate("Reports", "Imprimiendo el informe"))
        operation.on_success(self._on_printed).on_failure(self._on_failure).run()

    def _on_printed(self, pages: int) -> None:
        words = QCoreApplication.translate("Reports", "Se enviaron {count} páginas a la impresora.")
        self.say.emit(Message(Tone.DONE, words.format(count=pages)))

    # The folder.

    def _remembered_folder(self) -> Path:
        kept = self._preferences.value(FOLDER_KEY) if self._preferences is not None else None
        return Path(str(kept)) if kept else making.default_folder()

    def set_folder(self, folder: Path) -> None:
        """Save into this folder from now on."""
        self.folder = folder
        if self._preferences is not None:
            self._preferences.setValue(FOLDER_KEY, str(folder))
        self._show_folder()

    def _choose_folder(self) -> None:
        title = QCoreApplication.translate("Reports", "Carpeta para los informes")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.folder))
        if chosen:
            self.set_folder(Path(chosen))

    def _show_folder(self) -> None:
        self._where.show_path(self.folder)
        words = QCoreApplication.translate("Reports", "Se guarda en {folder}").format(folder=self.folder)
        self.choose_folder.setAccessibleDescription(words)
