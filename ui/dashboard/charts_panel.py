"""The four charts: all at once where there is room, one at a time where the window is low."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain import spanish
from desktop_app.services.dashboard import Board
from ui.dashboard import content
from ui.dashboard.chart_card import ChartCard
from ui.kit.buttons import SegmentedBar
from ui.kit.charts import Bar, BarList
from ui.kit.charts_grid import HeatMap


def _fold_units(bars: Sequence[Bar]) -> Bar:
    """Return one bar for the units that find no room."""
    part = sum(bar.part for bar in bars)
    shown = spanish.integer(int(sum(bar.value for bar in bars)))
    if part:
        shown = QCoreApplication.translate("Dashboard", "{open} ({overdue} venc.)").format(
            open=shown, overdue=spanish.integer(int(part))
        )
    label = QCoreApplication.translate("Dashboard", "Otras {count}").format(count=len(bars))
    return Bar(label, sum(bar.value for bar in bars), shown, part)


def _leave_out(_bars: Sequence[Bar]) -> None:
    """Show only the most frequent: even the service's list is the top of a longer one."""


class ChartsPanel(QWidget):
    """Charts and their tables."""

    unit_asked = Signal(object)
    """Id of a unit whose load was asked about."""
    topic_asked = Signal(object)
    """Id of a topic that was asked about."""
    opinions_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        cases = QCoreApplication.translate("Dashboard", "Abiertos")
        overdue = QCoreApplication.translate("Dashboard", "Vencidos")
        self.load = BarList(
            QCoreApplication.translate("Dashboard", "Carga por unidad"),
            item_name=QCoreApplication.translate("Dashboard", "Unidad"),
            value_name=cases,
            part_name=overdue,
            fold=_fold_units,
        )
        self.arrivals = HeatMap(
            QCoreApplication.translate("Dashboard", "Llegadas por hora, esta semana"),
            item_name=QCoreApplication.translate("Dashboard", "Hora"),
        )
        self.topics = BarList(
            QCoreApplication.translate("Dashboard", "Consultas frecuentes del mes"),
            item_name=QCoreApplication.translate("Dashboard", "Consulta"),
            value_name=QCoreApplication.translate("Dashboard", "Atenciones"),
            fold=_leave_out,
        )
        self.opinions = BarList(
            QCoreApplication.translate("Dashboard", "Satisfacción del mes"),
            item_name=QCoreApplication.translate("Dashboard", "Puntaje"),
            value_name=QCoreApplication.translate("Dashboard", "Opiniones"),
        )
        legend = QCoreApplication.translate("Dashboard", "vencidos")
        self.cards = {
            "load": ChartCard(self.load, legend=legend),
            "arrivals": ChartCard(self.arrivals),
            "topics": ChartCard(self.topics),
            "opinions": ChartCard(self.opinions),
        }
        self._single = False
        self._build()
        self.cards["load"].opened.connect(self.unit_asked)
        self.cards["topics"].opened.connect(self.topic_asked)
        self.cards["opinions"].opened.connect(lambda _key: self.opinions_asked.emit())
        self.cards["arrivals"].opened.connect(lambda _key: self.cards["arrivals"].toggle())

    def _build(self) -> None:
        self.chooser = SegmentedBar(QCoreApplication.translate("Dashboard", "Gráfico"))
        names = {
            "load": QCoreApplication.translate("Dashboard", "Carga"),
            "arrivals": QCoreApplication.translate("Dashboard", "Llegadas"),
            "topics": QCoreApplication.translate("Dashboard", "Consultas"),
            "opinions": QCoreApplication.translate("Dashboard", "Satisfacción"),
        }
        for name, words in names.items():
            self.chooser.add(name, words)
        self.chooser.choose("load")
        self.chooser.chosen.connect(lambda _name: self._arrange())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.chooser)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column.addLayout(self._grid, 1)
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // 2, at % 2)
        for line in range(2):
            self._grid.setRowStretch(line, 1)
            self._grid.setColumnStretch(line, 1)
        self._arrange()

    def set_single(self, *, single: bool) -> None:
        """Show one chart, chosen above it, or all four."""
        self._single = single
        self._arrange()

    def _arrange(self) -> None:
        chosen = self.chooser.value()
        self.chooser.setVisible(self._single)
        for name, card in self.cards.items():
            card.setVisible(not self._single or name == chosen)
        # An empty row or column of the grid must not take half of the room.
        rows = {at // 2 for at, name in enumerate(self.cards) if not self._single or name == chosen}
        columns = {at % 2 for at, name in enumerate(self.cards) if not self._single or name == chosen}
        for line in range(2):
            self._grid.setRowStretch(line, 1 if line in rows else 0)
            self._grid.setColumnStretch(line, 1 if line in columns else 0)

    def show_board(self, board: Board) -> None:
        """Show the figures."""
        self.load.set_bars(content.load_bars(board))
        arrivals = content.arrivals(board)
        self.arrivals.set_values(arrivals.days, arrivals.hours, arrivals.counts)
        self.topics.set_bars(content.topic_bars(board))
        self.opinions.set_bars(content.satisfaction_bars(board))
        empty = {
            "load": "" if board.load else QCoreApplication.translate("Dashboard", "No hay casos abiertos."),
            "arrivals": ""
            if any(map(any, board.arrivals))
            else QCoreApplication.translate("Dashboard", "Esta semana todavía no llegó nadie."),
            "topics": ""
            if board.topics
            else QCoreApplication.translate("Dashboard", "Este mes todavía no hay atenciones."),
            "opinions": ""
            if board.scores.n
            else QCoreApplication.translate(
                "Dashboard", "Este mes todavía no hay opiniones. Se piden al cerrar cada caso."
            ),
        }
        for name, card in self.cards.items():
            card.show_data(empty=empty[name], explained=bool(board.overdue))
