"""Where a new case is written: in the place of the list, which rests meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.cases.list_words import ALL_OPEN

if TYPE_CHECKING:
    from ui.cases.screen import CasesScreen


class NewCasePlace(QObject):
    """Changes list and form over; a recorded case stands chosen in the list."""

    def __init__(self, screen: CasesScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._placed = False
        new = screen.new
        new.opened.connect(self._show_form)
        new.closed.connect(self._show_list)
        new.recorded.connect(lambda saved: self._show_case(saved.id))
        new.see.connect(self._show_case)
        new.say.connect(screen.say)
        new.offered.connect(screen.acts.offer)

    def _show_form(self) -> None:
        screen = self._screen
        if not self._placed:
            self._placed = True
            layout = screen.layout()
            if layout is not None:
                layout.addWidget(screen.new.form)
        screen.listing.hide()
        screen.new.form.show()
        screen.acts.step_aside(away=True)
        screen.pane_changed.emit()

    def _show_list(self) -> None:
        screen = self._screen
        screen.new.form.hide()
        screen.listing.show()
        screen.acts.step_aside(away=False)
        screen.pane_changed.emit()
        screen.table.setFocus()

    def _show_case(self, case: bytes) -> None:
        """Go back to the list, standing on a case."""
        self._screen.listing.show_list(ALL_OPEN, "", case)
        self._show_list()
