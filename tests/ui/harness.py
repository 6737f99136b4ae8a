"""A window with pretended screens: enough of each kind to test the shell and the kit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.kit import theme
from ui.kit.actions import SUBMIT, ActionRegistry, ActionSpec
from ui.kit.badges import Badge, BadgeKind, BadgeLabel
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.charts import Bar, BarList
from ui.kit.charts_grid import ColumnChart, HeatMap
from ui.kit.forms import Form, FormRow
from ui.kit.operations import Background
from ui.kit.paging import Column, FunctionSource, PagedTableModel
from ui.kit.screen import CASES, DASHBOARD, RECEPTION, SETTINGS, Screen, ScreenEntry, Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.kit.table import TableView
from ui.shell.commands import declare_actions
from ui.shell.window import Identity, MainWindow

NOW = datetime(2025, 11, 24, 10, 42)  # noqa: DTZ001 - the office's wall clock, as the shell shows it
KINDS = (
    (BadgeKind.CRITICAL, "1.ª resp. en 00:47"),
    (BadgeKind.OVERDUE, "Venció hace 5 h"),
    (BadgeKind.DUE_SOON, "Vence hoy 15:30"),
    (BadgeKind.ON_TIME, "Quedan 31 h"),
    (BadgeKind.PAUSED, "En pausa · 2 d"),
    (BadgeKind.CLOSED, "Cerrado a tiempo"),
)


@dataclass(frozen=True)
class Row:
    """A pretended case."""

    number: int

    @property
    def badge(self) -> Badge:
        kind, text = KINDS[self.number % len(KINDS)]
        return Badge(kind, text)


COLUMNS: Sequence[Column[Row]] = (
    Column("Plazo", lambda row: row.badge.text, 160, badge=lambda row: row.badge, key="due"),
    Column("Caso", lambda row: f"2025-{row.number:06}", 110, key="folio"),
    Column("Asunto", lambda row: f"Bache o calle dañada en el sector {row.number}", 200, stretch=True),
    Column("Unidad", lambda _row: "Vías", 110),
    Column("Días", lambda row: str(row.number % 90), 60, numeric=True),
)


def rows_source(count: int) -> FunctionSource[Row]:
    """A source of numbered rows."""
    return FunctionSource(
        lambda: count, lambda offset, limit: [Row(n) for n in range(offset, min(offset + limit, count))]
    )


class FormScreen(Screen):
    """A form with every kind of field."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.refreshed: list[frozenset[str]] = []
        self.activated: list[object] = []
        self.drafts = 0
        self.spaces: list[Space] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        card = Card()
        form = Form()
        self.topic = QLineEdit()
        self.topic.setPlaceholderText("Escriba la necesidad: trámite, denuncia, consulta…")
        form.add(FormRow("topic", "&Consulta", self.topic, hint="Tipo: Trámite · Unidad: Patentes"))
        self.citizen = QLineEdit()
        self.citizen.setPlaceholderText("Opcional: nombre, documento o teléfono")
        form.add(FormRow("citizen", "Ci&udadano", self.citizen))
        self.detail = QPlainTextEdit()
        self.detail.setPlaceholderText("Detalle (opcional)")
        self.detail.setFixedHeight(52)
        form.add(FormRow("detail", "&Detalle", self.detail))
        self.unit = QComboBox()
        self.unit.addItems(["Patentes", "Urbanismo", "Servicios generales"])
        form.add(FormRow("unit", "Unida&d", self.unit))
        self.result = SegmentedBar("Resultado")
        for value, icon, hint in (
            ("Orientar y despedir", "info", ""),
            ("Vincular", "link", "F7"),
            ("Abrir caso", "cases", "F8"),
            ("Crítico", "star", "F9"),
        ):
            self.result.add(value, value, icon=icon, hint=hint)
        self.result.choose("Abrir caso")
        form.add_widget("Resultado", self.result)
        self.form = form
        card.body.addWidget(form)
        column.addWidget(card)
        column.addStretch(1)
        bar = Card()
        row = QHBoxLayout()
        row.addWidget(text_label("02:13", theme.Size.LEAD, strong=True))
        row.addWidget(Button("En espera", icon="hold", hint="F4"))
        row.addWidget(text_label("Borrador guardado 10:42:07", tone="muted"))
        row.addStretch(1)
        self.submit = Button("Registrar y despedir", kind=Kind.PRIMARY, hint="Ctrl+Enter")
        row.addWidget(self.submit)
        bar.body.addLayout(row)
        column.addWidget(bar)
        self._pane = QWidget()
        side = QVBoxLayout(self._pane)
        side.addWidget(text_label("Avisos de hoy", theme.Size.LEAD, strong=True))
        side.addWidget(text_label("Cobros cierra a las 14:00 por inventario.", wrap=True))
        for kind, text in KINDS:
            side.addWidget(BadgeLabel(Badge(kind, text)))
        self.pane_button = Button("Imprimir", icon="print")
        side.addWidget(self.pane_button)
        side.addStretch(1)
        self.submitted = 0
        tools.actions.bind("reception.submit", self, self._submit)

    def _submit(self) -> None:
        self.submitted += 1

    def pane(self) -> QWidget:
        return self._pane

    def activate(self, args: object | None) -> None:
        self.activated.append(args)
        self.topic.setFocus()

    def refresh(self, changes: frozenset[str]) -> None:
        self.refreshed.append(changes)

    def fit(self, space: Space) -> None:
        self.spaces.append(space)

    def keep_draft(self) -> None:
        self.drafts += 1


class ListScreen(Screen):
    """A long list."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.views = SegmentedBar("Vistas")
        for name, count in (("Mi bandeja", 14), ("Críticos", 1), ("Vencidos", 2), ("Todos abiertos", 41)):
            self.views.add(name, name, hint=str(count))
        self.views.choose("Todos abiertos")
        column.addWidget(self.views)
        self.model = PagedTableModel[Row](tools.background, COLUMNS, key=lambda row: row.number, parent=self)
        self.table = TableView("Casos", empty="No hay casos vencidos.")
        self.table.show_model(self.model)
        column.addWidget(self.table)
        self.model.set_source(rows_source(300_000))

    def activate(self, args: object | None) -> None:
        del args
        self.table.setFocus()


class ChartScreen(Screen):
    """Charts."""

    def __init__(self, _tools: Tools) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        load = BarList("Carga por unidad", part_name="Vencidos", value_name="Abiertos")
        load.set_bars(
            [
                Bar("Vías", 12, "12 (3 venc.)", 3),
                Bar("Servicios generales", 9, "9 (2 venc.)", 2),
                Bar("Ambiente", 7, "7"),
                Bar("Urbanismo", 6, "6 (1 venc.)", 1),
            ]
        )
        heat = HeatMap("Llegadas por hora")
        heat.set_values(
            ["lun", "mar", "mié", "jue", "vie"],
            [f"{hour} h" for hour in range(8, 17)],
            [[(day * 7 + hour * 5) % 22 for hour in range(9)] for day in range(5)],
        )
        hours = ColumnChart("Atenciones por hora")
        hours.set_bars(
            [
                Bar(f"{hour} h", hour % 7 * 9, str(hour % 7 * 9), min(hour % 3, hour % 7))
                for hour in range(8, 17)
            ]
        )
        self.charts = [load, heat, hours]
        for at, chart in enumerate(self.charts):
            card = Card(chart.accessibleName())
            card.body.addWidget(chart)
            grid.addWidget(card, at // 2, at % 2)


def plain_entries() -> list[ScreenEntry]:
    """Entries for the screens above, and a few more names to fill the rail."""
    return [
        ScreenEntry(
            RECEPTION,
            "Recepción",
            "reception",
            "Ctrl+1",
            FormScreen,
            (ActionSpec("reception.submit", "Registrar y despedir", "Atención", SUBMIT, place=RECEPTION),),
        ),
        ScreenEntry("inbox", "Bandeja", "inbox", "Ctrl+2", ListScreen),
        ScreenEntry(CASES, "Casos", "cases", "Ctrl+3", ListScreen),
        ScreenEntry("referrals", "Vincular", "link", "Ctrl+4", ListScreen),
        ScreenEntry("citizens", "Ciudadanos", "citizens", "Ctrl+5", ListScreen),
        ScreenEntry("guide", "Trámites", "guide", "Ctrl+6", ListScreen),
        ScreenEntry(DASHBOARD, "Tablero", "dashboard", "Ctrl+7", ChartScreen),
        ScreenEntry("reports", "Informes", "report", "Ctrl+8", ChartScreen),
        ScreenEntry(SETTINGS, "Ajustes", "settings", "Ctrl+,", ChartScreen, at_bottom=True),
    ]


def make_window(background: Background, *, banner: str = "") -> MainWindow:
    """A window over the pretended screens."""
    entries = plain_entries()
    tools = Tools(background, ActionRegistry(declare_actions(entries)), lambda: NOW)
    identity = Identity("Ana Rojas", "Ventanilla 3", "San Isidro", mode="Modo normal", banner=banner)
    window = MainWindow(identity, entries, tools)
    window.status.set_critical(1, 47 * 60)
    window.status.set_overdue(7)
    window.status.set_text(window_item("sync"), "Sincronizado 10:41")
    window.status.set_text(window_item("backup"), "Copia de seguridad 09:00")
    return window


def open_shell(background: Background, front: Callable[[QWidget], None]) -> MainWindow:
    """The window above at its usual size, in front, with its first screen."""
    made = make_window(background)
    made.resize(1366, 690)
    front(made)
    made.show_screen("reception")
    return made


def settled(qtbot, background) -> None:
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)


def key(qtbot, window, code, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, code, modifiers)


def window_item(name: str):
    from ui.shell.statusbar import Item

    return Item(name)
