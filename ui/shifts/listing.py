"""What is left open: the cases by urgency, with who receives each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop_app.services.case_lists import CaseLine
from desktop_app.services.shifts import Colleague
from ui.kit.formats import moment_text
from ui.kit.operations import Background
from ui.kit.paging import Column, FunctionSource, PagedTableModel
from ui.kit.table import TableView
from ui.kit.urgency import case_badge


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A case and who receives it; ``kept``: it stays with who hands the shift over."""

    case: CaseLine
    receiver: Colleague | None = None
    kept: bool = False

    def receiver_words(self) -> str:
        """Return who receives it, as the list shows it."""
        if self.kept:
            return QCoreApplication.translate("Shifts", "Queda conmigo")
        return self.receiver.name if self.receiver is not None else "–"


class ShiftListing(TableView):
    """A list read as a whole; what was chosen for a line stays while the others change."""

    def __init__(self, background: Background) -> None:
        super().__init__(
            QCoreApplication.translate("Shifts", "Casos que deja abiertos"),
            empty=QCoreApplication.translate("Shifts", "No deja ningún caso abierto."),
        )
        self.rows: list[ShiftLine] = []
        self._model = PagedTableModel[ShiftLine](
            background, _columns(), key=lambda row: row.case.id, parent=self
        )
        self.show_model(self._model)
        self._fresh = True

    def show_cases(self, cases: tuple[CaseLine, ...], receiver: Colleague | None) -> None:
        """Show the cases as they stand now; lines that were settled apart stay so."""
        before = {row.case.id: row for row in self.rows}
        self.rows = [
            replace(before[case.id], case=case) if case.id in before else ShiftLine(case, receiver)
            for case in cases
        ]
        self._show()

    def give_all(self, receiver: Colleague | None) -> None:
        """Have one person receive every case that does not stay."""
        self.rows = [row if row.kept else replace(row, receiver=receiver) for row in self.rows]
        self._show()

    def give(self, case: bytes, receiver: Colleague) -> None:
        """Have somebody receive one case."""
        self.rows = [
            replace(row, receiver=receiver, kept=False) if row.case.id == case else row for row in self.rows
        ]
        self._show()

    def swap_kept(self, case: bytes) -> None:
        """Leave a case out of the hand-over, or take it in again."""
        self.rows = [replace(row, kept=not row.kept) if row.case.id == case else row for row in self.rows]
        self._show()

    def current(self) -> ShiftLine | None:
        """Return the line that is stood on."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def chosen(self) -> dict[bytes, bytes]:
        """Return who receives which case."""
        return {
            row.case.id: row.receiver.official
            for row in self.rows
            if row.receiver is not None and not row.kept
        }

    def _show(self) -> None:
        if self._fresh:
            self._fresh = False
            self._model.set_source(FunctionSource(lambda: len(self.rows), self._page))
        else:
            self.reload()

    def _page(self, offset: int, limit: int) -> list[ShiftLine]:
        return self.rows[offset : offset + limit]


def _columns() -> list[Column[ShiftLine]]:
    def next_action(row: ShiftLine) -> str:
        when = moment_text(row.case.next_action_at) if row.case.next_action_at else ""
        return " · ".join(part for part in (row.case.next_action, when) if part)

    return [
        Column(
            QCoreApplication.translate("Shifts", "Plazo"),
            lambda row: row.case.badge.text,
            188,
            badge=lambda row: case_badge(row.case.badge),
        ),
        Column(QCoreApplication.translate("Shifts", "Caso"), lambda row: row.case.number, 136),
        Column(
            QCoreApplication.translate("Shifts", "Asunto"), lambda row: row.case.subject, 160, stretch=True
        ),
        Column(QCoreApplication.translate("Shifts", "Próxima acción"), next_action, 150, stretch=True),
        Column(
            QCoreApplication.translate("Shifts", "Recibe"),
            lambda row: row.receiver_words(),
            150,
            stretch=True,
        ),
    ]
