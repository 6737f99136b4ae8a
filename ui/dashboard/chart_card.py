"""A chart on its card: title, legend, and the same numbers as a table on the letter T."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.kit import speech, theme
from ui.kit.buttons import IconButton
from ui.kit.charts import Chart, draw_bar
from ui.kit.paging import Index
from ui.kit.surfaces import Card, text_label
from ui.kit.table import Density, TableView
from ui.kit.tips import tip

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SWATCH = 20


class Grid(QAbstractTableModel):
    """The numbers of a chart: headings and rows of text, the first column being names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: list[str] = []
        self._rows: list[list[str]] = []

    def show_table(self, titles: list[str], rows: list[list[str]]) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self._titles, self._rows = titles, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return a cell; column 0 speaks the whole row, and its tooltip has a name that is shortened."""
        row = self._rows[index.row()]
        if role == _DISPLAY:
            return row[index.column()]
        if role == _TOOLTIP and index.column() == 0:
            return tip(row[0])
        if role == _ALIGNMENT:
            return _alignment(index.column())
        if role == _SPOKEN and index.column() == 0:
            return ", ".join(f"{title} {text}".strip() for title, text in zip(self._titles, row, strict=True))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._titles[section]
        return _alignment(section) if role == _ALIGNMENT else None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class Legend(QWidget):
    """What the hatched part of a bar means, drawn as the bars are."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for swatch and words."""
        metrics = QFontMetrics(theme.font(theme.Size.SMALL))
        return QSize(_SWATCH + 6 + metrics.horizontalAdvance(self._words), 16)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw swatch and words."""
        tokens = theme.current()
        painter = QPainter(self)
        draw_bar(painter, QRect(0, 3, _SWATCH, 11), _SWATCH, tokens)
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(tokens.text2))
        words = self.rect().adjusted(_SWATCH + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class ChartCard(Card):
    """A chart, its table, and a friendly sentence while there is nothing to draw."""

    opened = Signal(object)
    """Key of an item that Enter or a click asked about."""

    def __init__(self, chart: Chart, *, legend: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chart = chart
        self.body.setSpacing(4)
        self.body.setContentsMargins(12, 8, 8, 8)
        self._heading = text_label(chart.accessibleName(), strong=True)
        self._legend = Legend(legend)
        self._has_legend = bool(legend)
        if not self._has_legend:
            self._legend.hide()
        self.button = IconButton("table", "")
        self.button.clicked.connect(self.toggle)
        self.grid = Grid(self)
        self.table = _ChartTable(chart.accessibleName())
        self.table.setModel(self.grid)
        self.table.left.connect(self.toggle)
        self._empty = text_label(tone="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        chart.table_asked.connect(self.toggle)
        chart.opened.connect(self._on_opened)
        self._name_button()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._heading.setMinimumHeight(24)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._legend)
        self.button.set_low()
        head.addWidget(self.button)
        self.body.addLayout(head)
        self._stack = QStackedWidget()
        for page in (self.chart, self.table, self._empty):
            self._stack.addWidget(page)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 0, 4, 0)
        holder.addWidget(self._stack)
        self.body.addLayout(holder, 1)

    def set_title(self, title: str) -> None:
        """Set the heading; the chart is called the same."""
        self._heading.setText(title)
        self.chart.setAccessibleName(title)
        self.table.setAccessibleName(title)
        self.setAccessibleName(title)

    def show_data(self, *, empty: str, explained: bool = True) -> None:
        """Show what the chart was given; ``empty`` is the sentence for having nothing, or nothing.

        ``explained``: there is something that the legend speaks of.
        """
        self._legend.setVisible(self._has_legend and explained)
        as_table = self.shows_table()
        self.grid.show_table(*self.chart.table())
        self.table.lay_out()
        self._empty.setText(empty)
        self.button.setVisible(not empty)
        page: QWidget = self._empty if empty else self.table if as_table else self.chart
        if page is not self._stack.currentWidget():
            self._stack.setCurrentWidget(page)

    def shows_table(self) -> bool:
        """Tell whether the table stands in the chart's place."""
        return self._stack.currentWidget() is self.table

    def toggle(self) -> None:
        """Change between chart and table; the focus goes along."""
        to_table = not self.shows_table()
        self.grid.show_table(*self.chart.table())
        self.table.lay_out()
        page: QWidget = self.table if to_table else self.chart
        self._stack.setCurrentWidget(page)
        self._name_button()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        if to_table:
            self.table.go_to(min(max(self.table.current_row(), 0), self.grid.rowCount() - 1))
        speech.announce(self, self._told())

    def _told(self) -> str:
        if self.shows_table():
            return QCoreApplication.translate("Dashboard", "Se muestra la tabla de datos.")
        return QCoreApplication.translate("Dashboard", "Se muestra el gráfico.")

    def _name_button(self) -> None:
        if self.shows_table():
            name = QCoreApplication.translate("Dashboard", "Ver como gráfico (T)")
        else:
            name = QCoreApplication.translate("Dashboard", "Ver como tabla (T)")
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)

    def _on_opened(self, key: object) -> None:
        if key is None:
            self.toggle()
        else:
            self.opened.emit(key)


class _ChartTable(TableView):
    """The table in the chart's place; T or Esc leads back to the chart."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name, empty="")
        self.set_density(Density.COMPACT)

    def lay_out(self) -> None:
        """Give the names what is left beside the numbers."""
        header = self.horizontalHeader()
        alike = header.count() > 3  # weekdays across
        for section in range(header.count()):
            stretched = alike or section == 0
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(section, mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with T or Esc."""
        if Qt.Key(event.key()) in {Qt.Key.Key_T, Qt.Key.Key_Escape} and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)
