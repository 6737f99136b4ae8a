"""The rows of a file with what would become of each, the choices, and the button that imports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.services.imports.sheets_plan import Options, Plan, Planned, State
from desktop_app.services.imports.sheets_reading import SheetFile
from ui.guide import actions
from ui.guide import bring_words as words
from ui.guide.rows import LoadedSource
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.badges import Badge, BadgeKind
from ui.kit.breaking import shortened
from ui.kit.buttons import Button, SegmentedBar
from ui.kit.core import core
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormFoot
from ui.kit.operations import Background
from ui.kit.paging import Column, PagedTableModel
from ui.kit.surfaces import text_label
from ui.kit.table import TableView
from ui.kit.tips import tip

_FILTERS: Final = (None, State.NEW, State.CHANGED, State.SAME, State.REFUSED)
_LETTERS: Final = ("1", "2", "3", "4", "5")
_TOLD: Final = 240
_TIP: Final = 4_000
_LEAST_TABLE: Final = 84


class RowsStep(QWidget):
    """A table to walk through; under it, in full, what there is to say about the row one stands on."""

    options_changed = Signal()
    columns_asked = Signal()

    def __init__(self, background: Background, registry: ActionRegistry, submit_hint: str) -> None:
        super().__init__()
        self.plan: Plan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(19, 0, 15, 0)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        head.addWidget(self.title, 1)
        self.columns = _button(registry, actions.COLUMNS)
        self.columns.clicked.connect(self.columns_asked)
        self.other_file = _button(registry, actions.OTHER_FILE)
        head.addWidget(self.columns)
        head.addWidget(self.other_file)
        column.addLayout(head)
        self.filters = SegmentedBar(QCoreApplication.translate("Bring", "Qué filas se ven"), wrap=True)
        for state, letter in zip(_FILTERS, _LETTERS, strict=True):
            self.filters.add(state or "", words.filter_word(state), hint=letter)
        self.filters.choose("")
        self.filters.chosen.connect(lambda _state: self._load())
        column.addLayout(_inset(self.filters))
        column.addWidget(self._table(background), 1)
        self.notice = text_label("", theme.Size.SMALL, wrap=True)
        column.addLayout(_inset(self.notice))
        self.detail = text_label("", wrap=True)
        self.detail.setMaximumHeight(60)
        column.addLayout(_inset(self.detail))
        column.addWidget(self._bar(submit_hint))
        registry.bind(actions.COLUMNS, self.table, self.columns.click)
        registry.bind(actions.OTHER_FILE, self.table, self.other_file.click)
        for id_, state in zip(actions.FILTERS, _FILTERS, strict=True):
            registry.bind(id_, self.table, partial(self._filter, state))

    def _table(self, background: Background) -> QWidget:
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(12, 0, 12, 0)
        self.table = TableView(QCoreApplication.translate("Bring", "Filas del archivo"), empty="")
        self.table.setMinimumHeight(_LEAST_TABLE)
        self.model: PagedTableModel[Planned] = PagedTableModel(
            background, _columns(), key=lambda each: (each.part, each.number), parent=self
        )
        self.table.show_model(self.model)
        self.table.row_changed.connect(lambda _row: self._show_detail())
        self.model.loaded.connect(lambda _count: self._show_detail())
        row.addWidget(self.table)
        return around

    def _bar(self, submit_hint: str) -> QWidget:
        bar = QFrame()
        bar.setProperty("kind", "bar-bottom")
        around = QVBoxLayout(bar)
        around.setContentsMargins(19, 8, 15, 8)
        choices = QWidget()
        flow = FlowLayout(choices, spacing=16)
        self.create_units = QCheckBox(QCoreApplication.translate("Bring", "Crear las unidades que falten"))
        self.create_units.setChecked(True)
        self.clear = QCheckBox(QCoreApplication.translate("Bring", "Una celda vacía borra el dato"))
        self.skip = QCheckBox("")
        for box in (self.create_units, self.clear):
            flow.addWidget(box)
            box.toggled.connect(lambda _on: self.options_changed.emit())
        flow.addWidget(self.skip)
        self.skip.toggled.connect(lambda _on: self._show_button())
        around.addWidget(choices)
        self.foot = FormFoot(words.import_words(0), submit_hint)
        self.foot.leave.setText(QCoreApplication.translate("Bring", "Volver"))
        around.addLayout(self.foot)
        return bar

    # What the page asks.

    def options(self) -> Options:
        """Return what is chosen."""
        return Options(self.create_units.isChecked(), self.clear.isChecked(), self.skip.isChecked())

    def show_file(self, file: SheetFile) -> None:
        """Begin with another file: nothing of it is left out, nothing is emptied."""
        self.title.setText(shortened(" ".join(file.name.split())))
        for box, on in ((self.clear, False), (self.skip, False), (self.create_units, True)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self.filters.choose("")
        self.set_error("")

    def show_plan(self, file: SheetFile, plan: Plan) -> None:
        """Show what would become of the rows."""
        self.plan = plan
        for state, letter, chip in zip(_FILTERS, _LETTERS, self.filters.chips(), strict=True):
            count = len(plan.rows) if state is None else plan.count(state)
            chip.setText(f"{words.filter_word(state)} ({count})")
            chip.set_hint(letter)
        self.table.setColumnHidden(1, len({row.part for row in plan.rows}) < 2)
        refused = plan.count(State.REFUSED)
        self.skip.setText(words.skip_words(refused))
        self.skip.setVisible(refused > 0)
        self.set_error("")
        units = words.units_words([name for _, name in plan.units])
        told = " ".join(filter(None, (*map(core, file.notices()), units)))
        self.notice.setText(shortened(told))
        self.notice.setToolTip(tip(told))
        self.notice.setVisible(bool(told))
        self._load()
        self._show_button()

    def ready(self) -> bool:
        """Tell whether the rows can be imported; else say why not."""
        plan = self.plan
        if plan is None or not self.foot.save.isEnabled():
            return False
        refused = plan.count(State.REFUSED)
        if refused and not self.skip.isChecked():
            self.set_error(words.blocked_words(refused))
            self.skip.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def enter(self) -> None:
        """Put the focus on the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, *, short: bool) -> None:
        """Give up the sentence of the row where there is little height: the table has it as well."""
        self.detail.setVisible(not short)
        theme.set_text(self.title, theme.Size.LEAD if short else theme.Size.TITLE, strong=True)

    def set_error(self, sentence: str) -> None:
        """Say what did not work; an empty text clears it."""
        self.foot.set_error(sentence)

    def set_waiting(self, *, waiting: bool) -> None:
        """Let nothing be changed while something is under way."""
        for widget in (
            self.columns,
            self.other_file,
            self.create_units,
            self.clear,
            self.skip,
            self.foot.leave,
        ):
            widget.setEnabled(not waiting)
        if waiting:
            self.set_error("")
            self.foot.save.setEnabled(False)
        else:
            self._show_button()

    # Within.

    def _filter(self, state: State | None) -> None:
        self.filters.choose(state or "")
        self._load()

    def _load(self) -> None:
        wanted, plan = self.filters.value(), self.plan
        rows: Sequence[Planned] = plan.rows if plan is not None else ()
        if wanted:
            rows = [row for row in rows if row.state == wanted]
        self.table.set_empty_text(QCoreApplication.translate("Bring", "Ninguna fila está así."))
        self.model.set_source(LoadedSource(partial(tuple, rows)))

    def _show_button(self) -> None:
        plan = self.plan
        count = plan.count(State.NEW) + plan.count(State.CHANGED) if plan is not None else 0
        self.foot.save.setText(words.import_words(count))
        self.foot.save.setEnabled(count > 0)

    def _show_detail(self) -> None:
        at = self.table.current_row()
        row = self.model.row(at) if at >= 0 else None
        told = words.row_words(row) if row is not None else ""
        shown = shortened(told, _TOLD)
        self.detail.setText(shown)
        self.detail.setToolTip(tip(told) if shown != told and len(told) < _TIP else "")


def _button(registry: ActionRegistry, action_id: str) -> Button:
    spec = registry.spec(action_id)
    button = Button(spec.label(), icon=spec.icon, hint=spec.hint())
    button.setToolTip(spec.tooltip())
    return button


def _columns() -> list[Column[Planned]]:
    def badge(row: Planned) -> Badge | None:
        if row.state is not State.REFUSED:
            return None
        return Badge(BadgeKind.OVERDUE, words.state_word(row.state))

    return [
        Column(QCoreApplication.translate("Bring", "Fila"), lambda row: str(row.number), 56, numeric=True),
        Column(QCoreApplication.translate("Bring", "Qué es"), lambda row: words.part_word(row.part), 96),
        Column(
            QCoreApplication.translate("Bring", "Estado"), lambda row: words.state_word(row.state), 132, badge
        ),
        Column(QCoreApplication.translate("Bring", "Nombre"), lambda row: row.name, 220, stretch=True),
        Column(
            QCoreApplication.translate("Bring", "Qué pasa"), lambda row: row.sentence(), 240, stretch=True
        ),
    ]


def _inset(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(19, 0, 15, 0)
    row.addWidget(widget)
    return row
