"""The views of the list beside each other: the program's, one's own, everybody's, each with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from desktop_app.domain import spanish
from desktop_app.domain.case_views import SavedView
from ui.cases.list_words import ALL_OPEN, view_names
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.tips import tip

_CHIPS = 6
_CHIPS_SHORT = 2


class ViewsBar(QWidget):
    """Chips for the views; saved ones beyond the first few stand in a menu."""

    chosen = Signal(object)
    """The program's view by its name, or a SavedView."""
    rebuilt = Signal()
    """There are other chips now."""

    def __init__(self) -> None:
        super().__init__()
        self._saved: tuple[SavedView, ...] = ()
        self._counts: dict[str, int | None] = {}
        self._current: str | SavedView | None = ALL_OPEN
        self._short = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.bar: SegmentedBar | None = None
        self.more: Button | None = None
        self._build()

    def chips(self) -> Sequence[Button]:
        """Return the chips in their order."""
        return self.bar.chips() if self.bar is not None else ()

    def saved(self) -> tuple[SavedView, ...]:
        """Return the saved views."""
        return self._saved

    def set_saved(self, saved: Sequence[SavedView]) -> None:
        """Show other saved views."""
        if tuple(saved) == self._saved and [v.slot for v in saved] == [v.slot for v in self._saved]:
            return
        self._saved = tuple(saved)
        if isinstance(self._current, SavedView):
            slot = self._current.slot
            self._current = next((view for view in saved if view.slot == slot), None)
        self._build()

    def set_short(self, *, short: bool) -> None:
        """Give up chips of saved views where there is little height."""
        if short != self._short:
            self._short = short
            self._build()

    def choose(self, view: str | SavedView | None) -> None:
        """Show which view the list shows, without telling anybody."""
        chipped = self._slots()
        self._current = view
        if self._slots() != chipped:
            self._build()
        elif self.bar is not None:
            self.bar.choose(self._value(view))

    def set_counts(self, counts: Mapping[str, int | None]) -> None:
        """Show how many cases the views have; None where that is not known yet."""
        self._counts |= counts
        if self.bar is None:
            return
        for value, chip in zip(self._values(), self.chips(), strict=True):
            count = self._counts.get(value.removeprefix("+"))
            hint = "" if count is None else spanish.integer(count)
            if chip.hint() != hint:
                chip.set_hint(hint)

    def _slots(self) -> list[str]:
        return [view.slot for view in self._chipped()]

    def _chipped(self) -> list[SavedView]:
        """Return the saved views that have a chip: the first few, and the one that is shown."""
        most = _CHIPS_SHORT if self._short else _CHIPS
        shown = list(self._saved[:most])
        if isinstance(self._current, SavedView) and self._current.slot not in [v.slot for v in shown]:
            shown.append(self._current)
        return shown

    def _values(self) -> list[str]:
        return [*view_names(), *(f"+{view.slot}" for view in self._chipped())]

    def _value(self, view: str | SavedView | None) -> str | None:
        value = f"+{view.slot}" if isinstance(view, SavedView) else view
        return value if value in self._values() else None

    def _build(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = self.bar is not None and focus is not None and self.bar.isAncestorOf(focus)
        for old in (self.bar, self.more):
            if old is not None:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
        bar = SegmentedBar(QCoreApplication.translate("Cases", "Vistas"), wrap=True)
        for view, name in view_names().items():
            bar.add(view, name)
        for saved in self._chipped():
            chip = bar.add(
                f"+{saved.slot}", saved.name.replace("&", "&&"), icon="star" if not saved.shared else "unit"
            )
            words = (
                QCoreApplication.translate("Cases", "Vista de todo el personal")
                if saved.shared
                else QCoreApplication.translate("Cases", "Vista guardada por usted")
            )
            chip.setToolTip(tip(f"{words}: {saved.filter}" if saved.filter else words))
        bar.choose(self._value(self._current))
        bar.chosen.connect(self._on_chosen)
        self.bar = bar
        self._row.addWidget(bar, 1)
        self.more = self._make_more()
        if self.more is not None:
            self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.set_counts({})
        self.rebuilt.emit()
        if had_focus:
            chosen = next((chip for chip in bar.chips() if chip.isChecked()), bar.chips()[0])
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_more(self) -> Button | None:
        rest = [view for view in self._saved if view.slot not in self._slots()]
        if not rest:
            return None
        words = QCoreApplication.translate("Cases", "Más vistas ({count})").format(count=len(rest))
        button = Button(words, kind=Kind.QUIET)
        menu = QMenu(button)
        for view in rest:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, view=view: self._pick(view))
        button.setMenu(menu)
        return button

    def _pick(self, view: SavedView) -> None:
        self.choose(view)
        self.chosen.emit(view)

    def _on_chosen(self, value: object) -> None:
        slot = str(value).removeprefix("+")
        saved = next((view for view in self._saved if view.slot == slot), None)
        self._current = saved if str(value).startswith("+") else str(value)
        if self._current is not None:
            self.chosen.emit(self._current)
