"""The board: figures on top, the cases that want somebody at the left, four charts beside them."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.months import Month
from desktop_app.domain.values import Channel, Level
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.context import Context
from ui.dashboard import content, figures
from ui.dashboard.charts_panel import ChartsPanel
from ui.dashboard.content import Snapshot
from ui.dashboard.figure_tile import Figure, FigureTile
from ui.dashboard.urgent_list import UrgentPanel
from ui.kit.badges import BadgeKind
from ui.kit.buttons import Button, Kind
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure, Operation
from ui.kit.screen import (
    CASES,
    GUIDE,
    RECEPTION,
    REPORTS,
    Screen,
    ShowCases,
    ShowMonth,
    ShowTopic,
    Space,
    StartAttention,
    Tools,
)
from ui.kit.surfaces import Card, EmptyState, text_label
from ui.kit.theme import Size

REFRESH_SECONDS = 60
_TICK_SECONDS = 5
_SHOWN = frozenset({"attention", "case", "referral", "unit", "official", "topic", "setting"})
_FAILED = "dashboard-failed"
_ELSEWHERE = "dashboard-elsewhere"
_NEEDS = {CASES: Permission.READ_CASES, REPORTS: Permission.MAKE_REPORT}
"""What somebody must be allowed for the screen behind a figure to be in their window."""
_CASE_VIEWS = {"critical": "critical", "overdue": "overdue", "today": "today"}
_TILES = ("critical", "overdue", "today", "attentions", "wrong", "satisfaction")


class Dashboard(Screen):
    """Read in the background on showing, every minute, and when something shown has changed."""

    def __init__(self, ctx: Context, tools: Tools) -> None:
        super().__init__()
        self._ctx = ctx
        self._tools = tools
        self._snapshot: Snapshot | None = None
        self._reading: Operation[Snapshot] | None = None
        self._again = False
        self.tiles = {name: FigureTile() for name in _TILES}
        self.urgent = UrgentPanel(QCoreApplication.translate("Dashboard", "Casos que piden atención"))
        self.charts = ChartsPanel()
        self.note = text_label(size=Size.SMALL, tone="muted")
        self._build()
        self._connect()
        self._refresh_timer = self._timer(REFRESH_SECONDS, self._read)
        self._tick_timer = self._timer(_TICK_SECONDS, self._tick)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        column.addLayout(row)
        body = QWidget()
        sides = QHBoxLayout(body)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(8)
        sides.addWidget(self.urgent)
        sides.addWidget(self.charts, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(self._welcome())
        column.addWidget(self._pages, 1)
        column.addWidget(self.note)
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops: list[QWidget] = [*self.tiles.values(), self.urgent.view, *self.charts.chooser.chips()]
        for card in self.charts.cards.values():
            stops.extend((card.chart, card.table, card.button))
        for one, next_one in pairwise(stops):
            QWidget.setTabOrder(one, next_one)

    def _welcome(self) -> QWidget:
        self.start = Button(
            QCoreApplication.translate("Dashboard", "Registrar una atención"),
            kind=Kind.PRIMARY,
            icon="person-add",
            hint="F2",
        )
        self.start.clicked.connect(lambda: self.go.emit(RECEPTION, StartAttention(Channel.IN_PERSON)))
        words = QCoreApplication.translate(
            "Dashboard",
            "Todavía no hay nada que mostrar. En cuanto se registre la primera atención, aquí verá los "
            "plazos, la carga de cada unidad, las horas de más público y los temas más consultados.",
        )
        card = Card()
        card.body.addWidget(EmptyState("dashboard", words, self.start))
        return card

    def _connect(self) -> None:
        for name, tile in self.tiles.items():
            tile.clicked.connect(lambda _checked=False, name=name: self._open_figure(name))
        self.urgent.asked.connect(self._open_case)
        self.charts.unit_asked.connect(
            lambda unit: self._go(CASES, ShowCases(CaseQuery(view="open", unit=unit)))
        )
        self.charts.topic_asked.connect(lambda topic: self.go.emit(GUIDE, ShowTopic(topic)))
        self.charts.opinions_asked.connect(lambda: self._open_figure("satisfaction"))

    def _timer(self, seconds: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(seconds * 1000)
        timer.timeout.connect(act)
        return timer

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Come to the front; the focus stands where it stood when somebody left."""
        del args
        before = self.focusWidget()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.tiles["critical"].setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[str]) -> None:
        """Read again when something that is shown here changed; nobody's focus moves."""
        if not changes or changes & _SHOWN:
            self._read()

    def fit(self, space: Space) -> None:
        """Show one chart at a time and lower tiles where the window is low."""
        for tile in self.tiles.values():
            tile.set_tight(tight=space.short)
        self.urgent.set_tight(tight=space.short)
        self.charts.set_single(single=space.short)
        self.note.setVisible(not space.short)

    def snapshot(self) -> Snapshot | None:
        """Return the reading that is on the screen."""
        return self._snapshot

    # Reading.

    def _read(self) -> None:
        if not self.isVisible():
            return
        if self._reading is not None:
            self._again = True
            return
        ctx = self._ctx
        operation = self._tools.background.read(self, lambda: content.read(ctx))
        self._reading = operation.on_success(self._on_read).on_failure(self._on_failure).run()

    def _on_read(self, snapshot: Snapshot) -> None:
        self._reading = None
        self._snapshot = snapshot
        self._show(snapshot)
        if self._again:
            self._again = False
            self._read()

    def _on_failure(self, failure: Failure) -> None:
        self._reading, self._again = None, False
        self.say.emit(Message(Tone.WARNING, failure.sentence, key=_FAILED))

    def _tick(self) -> None:
        """Let the countdown run between two readings."""
        if self._snapshot is not None:
            self._show_figure("critical", figures.critical_figure(self._snapshot.board, self._tools.now()))

    # Showing.

    def _show(self, snapshot: Snapshot) -> None:
        board = snapshot.board
        self._show_figure("critical", figures.critical_figure(board, board.at))
        self._show_figure("overdue", figures.overdue_figure(board))
        self._show_figure("today", figures.today_figure(board))
        self._show_figure("attentions", figures.attentions_figure(board))
        self._show_figure("wrong", figures.wrong_figure(board))
        self._show_figure("satisfaction", figures.satisfaction_figure(board))
        self._show_urgent(snapshot, board.at)
        self.charts.show_board(board)
        page = 1 if content.is_new(board) else 0
        if self._pages.currentIndex() != page:
            self._pages.setCurrentIndex(page)
        self.note.setText(
            QCoreApplication.translate(
                "Dashboard",
                "Actualizado a las {time} · Enter abre lo que hay detrás de una cifra o barra, "
                "Esc vuelve aquí · T en un gráfico lo muestra como tabla",
            ).format(time=f"{board.at:%H:%M}")
        )

    def _show_figure(self, name: str, figure: Figure) -> None:
        self.tiles[name].show_figure(figure)

    def _show_urgent(self, snapshot: Snapshot, now: datetime) -> None:
        board, lines = snapshot.board, snapshot.urgent
        self.urgent.setVisible(lines is not None)
        if lines is None:
            return
        kind = BadgeKind.OVERDUE if board.overdue else BadgeKind.CRITICAL if board.criticals else None
        self.urgent.band.show_state(kind, content.urgent_heading(board), content.urgent_detail(lines, now))
        note = QCoreApplication.translate("Dashboard", "Tampoco vence ninguno hoy. ¡Buen trabajo!")
        self.urgent.show_lines(lines, "" if lines else note)

    # Going where a figure points.

    def _open_figure(self, name: str) -> None:
        if name in _CASE_VIEWS:
            self._go(CASES, ShowCases(CaseQuery(view=_CASE_VIEWS[name])))
        elif self._snapshot is not None:
            self._go(REPORTS, ShowMonth(Month.of(self._snapshot.board.at.date())))

    def _go(self, screen: str, args: object) -> None:
        """Go to what is behind a figure, or say who can: a key that does nothing looks broken."""
        if self._ctx.actor.may(_NEEDS[screen]):
            self.go.emit(screen, args)
            return
        words = {
            CASES: QCoreApplication.translate(
                "Dashboard",
                "Su usuario ve las cifras. Los casos los ven la ventanilla, las unidades y supervisión.",
            ),
            REPORTS: QCoreApplication.translate(
                "Dashboard", "Su usuario ve las cifras. El informe del mes lo abre supervisión."
            ),
        }
        self.say.emit(Message(Tone.INFO, words[screen], key=_ELSEWHERE))

    def _open_case(self, line: CaseLine) -> None:
        if line.due is not None and self._snapshot is not None and line.due <= self._snapshot.board.at:
            view = "overdue"
        else:
            view = "critical" if line.level is Level.CRITICAL else "today"
        self.go.emit(CASES, ShowCases(CaseQuery(view=view), line.id))

    # Life on and off the screen.

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was missed, and keep reading while it can be seen."""
        super().showEvent(event)
        self._refresh_timer.start()
        self._tick_timer.start()
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._refresh_timer.stop()
        self._tick_timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panel a share of the width within what can be read and what is needed."""
        super().resizeEvent(event)
        self.urgent.setFixedWidth(min(max(self.width() * 29 // 100, 272), 460))
