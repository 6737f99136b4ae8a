"""Sincronización: the shared folder, the exchange over it, and the other desks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from desktop_app.services import exchange
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody, DeskSeen, Exchanged, ExchangeState, FolderTest
from ui.kit import speech
from ui.kit.buttons import Button
from ui.kit.formats import near_moment_text
from ui.kit.forms import FormRow
from ui.kit.operations import Failure
from ui.kit.paging import Column, PagedTableModel
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.kit.table import TableView
from ui.settings.page import FactLine, FormPage, NoticeLine, Rows, at_left, small

_ROWS = 6
_LEAST = 82


class ExchangePage(FormPage):
    """The folder is a field to save; the rest is told and done at once."""

    id = "exchange"
    icon = "sync"

    def __init__(self, context: Context, tools: Tools, custody: Custody) -> None:
        super().__init__(context, tools)
        self._custody = custody
        self.column.addWidget(self._build_folder())
        self.column.addWidget(self._build_state())
        self.column.addWidget(self._build_desks())
        self.held = Card(QCoreApplication.translate("Settings", "Archivos sin usar"))
        self.held_words = NoticeLine("", "warning")
        self.held.body.addWidget(self.held_words)
        self.column.addWidget(self.held)
        self.held.hide()
        self.column.addStretch(1)

    def _build_folder(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Carpeta compartida"))
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(QCoreApplication.translate("Settings", "Carpeta de red o memoria USB"))
        self.folder.textChanged.connect(self._on_folder_typed)
        hint = QCoreApplication.translate(
            "Settings", "La misma para todas las ventanillas. Lo que se deja en ella va cifrado y firmado."
        )
        self.form.add(
            FormRow("folder", QCoreApplication.translate("Settings", "&Carpeta"), self.folder, hint=hint)
        )
        card.body.addLayout(at_left(self.form))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = Button(QCoreApplication.translate("Settings", "&Elegir…"), icon="cases")
        self.test = Button(QCoreApplication.translate("Settings", "&Probar la carpeta"), icon="check")
        row.addWidget(self.choose)
        row.addWidget(self.test)
        row.addStretch(1)
        card.body.addLayout(row)
        self.tested = NoticeLine("", "check")
        self.tested.hide()
        card.body.addWidget(self.tested)
        self.choose.clicked.connect(self._choose)
        self.test.clicked.connect(self.test_folder)
        return card

    def _build_state(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Estado"))
        self.last = FactLine("clock", QCoreApplication.translate("Settings", "Último intercambio"))
        self.to_send = FactLine("export", QCoreApplication.translate("Settings", "Por enviar"))
        self.missing = FactLine("inbox", QCoreApplication.translate("Settings", "Por recibir"))
        self.problem = FactLine("warning", QCoreApplication.translate("Settings", "Último intento"))
        for line in (self.last, self.to_send, self.missing, self.problem):
            card.body.addWidget(line)
        self.problem.hide()
        row = QHBoxLayout()
        self.now = Button(QCoreApplication.translate("Settings", "&Sincronizar ahora"), icon="sync")
        row.addWidget(self.now)
        row.addStretch(1)
        card.body.addLayout(row)
        self.result = NoticeLine("", "check")
        self.result.hide()
        card.body.addWidget(self.result)
        card.body.addWidget(
            small(
                QCoreApplication.translate(
                    "Settings", "Con una carpeta elegida, el programa sincroniza solo cada cinco minutos."
                )
            )
        )
        self.now.clicked.connect(self.exchange)
        return card

    def _build_desks(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Ventanillas de la municipalidad"))
        self.table = TableView(
            QCoreApplication.translate("Settings", "Ventanillas de la municipalidad"), empty=""
        )
        columns: tuple[Column[DeskSeen], ...] = (
            Column(QCoreApplication.translate("Settings", "Código"), lambda row: row.code, 72),
            Column(
                QCoreApplication.translate("Settings", "Ventanilla"), lambda row: row.name, 150, stretch=True
            ),
            Column(
                QCoreApplication.translate("Settings", "Oficina"), lambda row: row.office, 150, stretch=True
            ),
            Column(QCoreApplication.translate("Settings", "Últimas noticias"), self._heard_text, 178),
        )
        self.model = PagedTableModel[DeskSeen](
            self.background, columns, key=lambda row: row.code, parent=self
        )
        self._list = Rows(self.table, self.model)
        card.body.addWidget(self.table)
        return card

    def _heard_text(self, row: DeskSeen) -> str:
        if row.own:
            return QCoreApplication.translate("Settings", "Este equipo")
        if not row.certified:
            return QCoreApplication.translate("Settings", "Dada de baja")
        if row.heard is None:
            return QCoreApplication.translate("Settings", "Todavía ninguna")
        return near_moment_text(row.heard, self.tools.now())

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Sincronización")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings",
            "Cómo llegan los cambios a las otras ventanillas. Sin conexión se sigue trabajando igual.",
        )

    def first(self) -> QWidget:
        """Return the folder's field."""
        return self.folder

    def editing(self) -> bool:
        """There is something to save when the folder was changed."""
        return self.dirty()

    def concerns(self, changes: frozenset[str]) -> bool:
        """Every change is one more to send."""
        del changes
        return True

    def load(self) -> None:
        """Read how exchanging stands."""
        read = self.background.read(self, lambda: self._custody.state(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, state: ExchangeState) -> None:
        self.show_stored({"folder": state.folder})
        if state.last is None:
            self.last.show_text(
                QCoreApplication.translate("Settings", "Todavía ninguno. Todo está guardado en este equipo.")
            )
        else:
            moment = near_moment_text(state.last, self.tools.now())
            self.last.show_text(
                QCoreApplication.translate("Settings", "{moment}, con {folder}").format(
                    moment=moment, folder=state.last_folder
                )
            )
        self.to_send.show_text(
            QCoreApplication.translate("Settings", "{count} cambios de este equipo").format(
                count=state.to_send
            )
            if state.to_send
            else QCoreApplication.translate("Settings", "Nada: todo está en la carpeta")
        )
        self.missing.show_text(
            QCoreApplication.translate(
                "Settings", "{count} cambios de otras ventanillas; ya se pidieron"
            ).format(count=state.missing)
            if state.missing
            else QCoreApplication.translate("Settings", "Nada que se sepa")
        )
        self._show_problem(state)
        self._show_held(state)
        self.now.setEnabled(bool(state.folder))
        desks = list(state.desks)
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(max(36 + row * min(len(desks), _ROWS), _LEAST))
        self._list.show(desks)

    def _show_problem(self, state: ExchangeState) -> None:
        self.problem.setVisible(bool(state.problem))
        if state.problem and state.problem_at is not None:
            moment = near_moment_text(state.problem_at, self.tools.now())
            self.problem.show_text(f"{moment}: {state.problem}")

    def _show_held(self, state: ExchangeState) -> None:
        waits = QCoreApplication.translate("Settings", "En espera, {name}: {reason}.")
        apart = QCoreApplication.translate("Settings", "Apartado, {name}: {reason}.")
        lines = [
            (waits if each.waits else apart).format(name=_short(each.name), reason=each.reason)
            for each in state.held
        ]
        self.held.setVisible(bool(lines))
        self.held_words.show_text("\n".join(lines), "warning")

    # The folder.

    def values(self) -> Mapping[str, object]:
        """Return what stands in the field."""
        return {"folder": self.folder.text().strip()}

    def fill(self, values: Mapping[str, object]) -> None:
        """Show the folder."""
        self.folder.setText(str(values["folder"]))

    def _on_folder_typed(self) -> None:
        self.tested.hide()
        self.on_typed()

    def _choose(self) -> None:
        title = QCoreApplication.translate("Settings", "Carpeta compartida")
        chosen = QFileDialog.getExistingDirectory(self, title, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def test_folder(self) -> None:
        """Write to the folder, read back, and say how it went."""
        folder = self.folder.text()
        read = self.background.read(self, lambda: exchange.try_folder(self.context, folder))
        read.on_success(self._on_tested).on_failure(self.on_refused).run()

    def _on_tested(self, tested: FolderTest) -> None:
        self.form.clear_errors()
        sentence = QCoreApplication.translate(
            "Settings", "La carpeta sirve: se escribió, se leyó y se borró un archivo de prueba."
        )
        if tested.files:
            sentence += " " + QCoreApplication.translate(
                "Settings", "Ya tiene {count} archivos de la municipalidad."
            ).format(count=tested.files)
        self.tested.show_text(sentence, "check")
        speech.announce(self.tested, sentence)

    def save(self) -> None:
        """Keep the folder."""
        if not self.may_save():
            return
        folder = self.folder.text()
        self.write(lambda: exchange.set_folder(self.context, folder))

    def on_saved(self, result: object) -> None:
        """The folder is kept: say what its test found, where there was one."""
        super().on_saved(result)
        if isinstance(result, FolderTest):
            self._on_tested(result)
        self.load()

    def on_refused(self, failure: Failure) -> None:
        """The folder is not kept, or does not serve."""
        self.tested.hide()
        super().on_refused(failure)

    # The exchange.

    def exchange(self) -> None:
        """Exchange now, beside what people record meanwhile."""
        self.now.setEnabled(False)
        self.result.hide()
        work = self.background.long_read(
            self,
            lambda progress, token: self._custody.exchange(self.context, lambda: token.cancelled, progress),
        )
        work.with_progress(QCoreApplication.translate("Settings", "Sincronizando con la carpeta compartida"))
        work.on_success(self._on_exchanged).on_failure(self._on_not_exchanged).on_cancel(self.load).run()

    def _on_exchanged(self, done: Exchanged) -> None:
        sentence = " ".join(done.sentences)
        self.result.show_text(sentence, "warning" if done.apart else "check")
        speech.announce(self.result, sentence)
        # A read tells nobody of changes: it runs beside the writes because a folder may be slow to answer.
        self.background.changed.emit(done.changes)

    def _on_not_exchanged(self, failure: Failure) -> None:
        self.result.show_text(failure.sentence, "warning")
        speech.announce(self.result, failure.sentence)
        self.load()


def _short(name: str) -> str:
    """Return enough of a bundle's long name to find it in the folder."""
    return f"{name[:8]}…{name[-13:]}" if len(name) > 24 else name
