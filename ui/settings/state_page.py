"""Estado: which program and data this is, and whether they are sound."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.services import health
from desktop_app.services.context import Context
from desktop_app.services.health import Check, DeskFacts
from ui.kit import speech
from ui.kit.buttons import Button
from ui.kit.operations import Failure
from ui.kit.screen import Tools
from ui.kit.surfaces import Card, Icon, text_label
from ui.settings.page import FactLine, NoticeLine, Page
from ui.settings.words import size_words


class _CheckLine(QWidget):
    """One thing that was looked at: icon, a word, the sentence."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon("check" if check.ok else "warning"))
        verdict = (
            QCoreApplication.translate("Settings", "Bien")
            if check.ok
            else QCoreApplication.translate("Settings", "Atención")
        )
        state = text_label(verdict, strong=not check.ok, tone="" if check.ok else "error")
        state.setFixedWidth(64)
        row.addWidget(state)
        sentence = QCoreApplication.translate("core", check.template).format(**check.params)
        text = text_label(sentence, wrap=True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(text, 1)
        self.setMinimumHeight(24)


class StatePage(Page):
    """Facts at once, the examination when somebody asks for it."""

    id = "state"
    icon = "shield"

    def __init__(self, context: Context, tools: Tools) -> None:
        super().__init__(context, tools)
        card = Card(QCoreApplication.translate("Settings", "Este equipo"))
        self.lines = {
            "program": FactLine("app", QCoreApplication.translate("Settings", "Programa")),
            "desk": FactLine("reception", QCoreApplication.translate("Settings", "Ventanilla")),
            "folder": FactLine("cases", QCoreApplication.translate("Settings", "Carpeta de datos")),
            "size": FactLine("table", QCoreApplication.translate("Settings", "Tamaño")),
        }
        for line in self.lines.values():
            card.body.addWidget(line)
        self.column.addWidget(card)
        card = Card(QCoreApplication.translate("Settings", "Revisión de los datos"))
        row = QHBoxLayout()
        self.examine_button = Button(QCoreApplication.translate("Settings", "&Revisar ahora"), icon="shield")
        row.addWidget(self.examine_button)
        row.addStretch(1)
        card.body.addLayout(row)
        self.verdict = NoticeLine(
            QCoreApplication.translate(
                "Settings", "Comprueba el archivo, el registro, el espacio y las copias. No cambia nada."
            ),
            "info",
        )
        card.body.addWidget(self.verdict)
        self.results = QVBoxLayout()
        self.results.setSpacing(4)
        card.body.addLayout(self.results)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.checks: list[Check] = []
        self.examine_button.clicked.connect(self.examine)

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Estado")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate("Settings", "Qué programa y qué datos son estos, y si están bien.")

    def first(self) -> QWidget:
        """Return the button."""
        return self.examine_button

    def load(self) -> None:
        """Read the facts."""
        read = self.background.read(self, lambda: health.facts(self.context))
        read.on_success(self._on_read).on_failure(self.tell_failure).run()

    def _on_read(self, facts: DeskFacts) -> None:
        self.lines["program"].show_text(
            QCoreApplication.translate("Settings", "Ventanilla {version} · esquema de datos {schema}").format(
                version=facts.version, schema=facts.schema
            )
        )
        self.lines["desk"].show_text(f"{facts.desk_code} {facts.desk} · {facts.office}")
        self.lines["folder"].show_text(facts.folder)
        self.lines["size"].show_text(
            QCoreApplication.translate("Settings", "{size} de datos, {free} libres en el disco").format(
                size=size_words(facts.size), free=size_words(facts.free)
            )
        )

    def examine(self) -> None:
        """Look at the data, on a worker."""
        self.examine_button.setEnabled(False)
        work = self.background.long_read(
            self, lambda progress, _token: health.examine(self.context, progress, quick=True)
        )
        work.with_progress(QCoreApplication.translate("Settings", "Revisando los datos"), cancellable=False)
        work.on_success(self._on_examined).on_failure(self._on_failed).run()

    def _on_examined(self, checks: list[Check]) -> None:
        self.examine_button.setEnabled(True)
        self.checks = checks
        while self.results.count():
            widget = self.results.takeAt(0).widget()
            if widget is not None:
                widget.deleteLater()
        for check in checks:
            self.results.addWidget(_CheckLine(check))
        wrong = sum(not check.ok for check in checks)
        if wrong == 1:
            sentence = QCoreApplication.translate("Settings", "Hay un punto por atender.")
        elif wrong:
            sentence = QCoreApplication.translate("Settings", "Hay {count} puntos por atender.").format(
                count=wrong
            )
        else:
            sentence = QCoreApplication.translate("Settings", "Todo está bien.")
        self.verdict.show_text(sentence, "warning" if wrong else "check")
        speech.announce(self.verdict, sentence)

    def _on_failed(self, failure: Failure) -> None:
        self.examine_button.setEnabled(True)
        self.tell_failure(failure)
