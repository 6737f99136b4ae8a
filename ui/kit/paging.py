"""A table model over rows that are fetched a page at a time, beside the UI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.kit.badges import Badge
from ui.kit.operations import Background, Failure, Operation
from ui.kit.tips import tip

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex

PAGE_ROWS = 64
_PAGES_KEPT = 48
_PAGES_ASKED = 3
_SETTLE_MS = 12

# Bound once: `data` runs some two thousand times a frame, and an enum look-up costs more than the rest.
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_DESCRIBED = Qt.ItemDataRole.AccessibleDescriptionRole
BADGE_ROLE = Qt.ItemDataRole.UserRole + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_HORIZONTAL = Qt.Orientation.Horizontal
_WAITING = "…"


class Source(Protocol[R_co]):
    """Where rows come from; both run on a worker thread and may raise UserError."""

    def count(self) -> int:
        """Return how many rows there are."""
        ...

    def page(self, offset: int, limit: int) -> Sequence[R_co]:
        """Return at most ``limit`` rows from ``offset`` on."""
        ...


@dataclass(frozen=True, slots=True)
class FunctionSource(Generic[R]):
    """A source made of two functions."""

    count_rows: Callable[[], int]
    fetch_page: Callable[[int, int], Sequence[R]]

    def count(self) -> int:
        """Return how many rows there are."""
        return self.count_rows()

    def page(self, offset: int, limit: int) -> Sequence[R]:
        """Return at most ``limit`` rows from ``offset`` on."""
        return self.fetch_page(offset, limit)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: what it shows of a row. ``text`` and ``badge`` run on the worker: no widgets there.

    ``width`` in logical pixels; ``stretch`` takes what is left. ``key`` names the order that a click on
    the header asks for; empty: not sortable. ``explained`` says more of a cell than it shows: its tooltip
    and its accessible description.
    """

    title: str
    text: Callable[[R], str]
    width: int
    badge: Callable[[R], Badge | None] | None = None
    stretch: bool = False
    numeric: bool = False
    key: str = ""
    explained: Callable[[R], str] | None = None


@dataclass(frozen=True, slots=True)
class _Line(Generic[R]):
    """A row made ready to be shown."""

    row: R
    texts: tuple[str, ...]
    badges: tuple[Badge | None, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class _Answer(Generic[R]):
    """What one trip to the source brought."""

    count: int
    pages: dict[int, list[_Line[R]]]


class PagedTableModel(QAbstractTableModel, Generic[R]):
    """Rows of any number: the scroll bar knows them all, memory holds some pages of them."""

    arriving = Signal()
    """Rows that were fetched again are here and about to take the place of those that stand."""
    loaded = Signal(int)
    """The rows are counted and the first pages are there."""
    failed = Signal(object)
    """Failure of a trip to the source."""

    def __init__(
        self,
        background: Background,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._columns = tuple(columns)
        self._key = key
        self._source: Source[R] | None = None
        self._count = 0
        self._counted = False
        self._pages: OrderedDict[int, list[_Line[R]]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: dict[int, Operation[list[_Line[R]]]] = {}
        self._reload: Operation[_Answer[R]] | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._on_settled)
        self._asked_at = 0.0

    # What views ask.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows the source counted."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return what a cell shows; a row that is not here yet is asked for and shows "…"."""
        if role not in {_DISPLAY, BADGE_ROLE, _SPOKEN, _ALIGNMENT, _TOOLTIP, _DESCRIBED}:
            return None
        column = index.column()
        if role == _ALIGNMENT:
            return _RIGHT if self._columns[column].numeric else _LEFT
        line = self._line(index.row())
        if line is None:
            return _WAITING if role == _DISPLAY else None
        if role == BADGE_ROLE:
            return line.badges[column]
        if role in {_TOOLTIP, _DESCRIBED}:
            return self._explained(line, column, role)
        return line.spoken if role == _SPOKEN and column == 0 else line.texts[column]

    def _explained(self, line: _Line[R], column: int, role: int) -> str | None:
        """Return the whole text of a cell and what is behind it, for who asks: not ready for every row."""
        explain = self._columns[column].explained
        more = explain(line.row) if explain is not None else ""
        if role == _DESCRIBED:
            return more or None
        return tip("\n".join(part for part in (line.texts[column], more) if part))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return a column's title."""
        if orientation == _HORIZONTAL and 0 <= section < len(self._columns):
            if role == _DISPLAY:
                return self._columns[section].title
            if role == _ALIGNMENT:
                return _RIGHT if self._columns[section].numeric else _LEFT
        return None

    def cell(self, row: int, column: int) -> tuple[str, Badge | None, int]:
        """Return text, badge and alignment of a cell in one call, for painting."""
        line = self._line(row)
        alignment = _RIGHT if self._columns[column].numeric else _LEFT
        if line is None:
            return _WAITING, None, alignment
        return line.texts[column], line.badges[column], alignment

    # What screens ask.

    def columns(self) -> tuple[Column[R], ...]:
        """Return the columns in their order."""
        return self._columns

    def counted(self) -> bool:
        """Tell whether the source has answered at least once."""
        return self._counted

    def row(self, number: int) -> R | None:
        """Return a row if it is here, without asking for it."""
        page = self._pages.get(number // PAGE_ROWS)
        at = number % PAGE_ROWS
        return page[at].row if page is not None and at < len(page) else None

    def want(self, first: int, last: int) -> bool:
        """Ask for what is missing between two rows; tell whether anything is."""
        pages = range(max(first, 0) // PAGE_ROWS, max(last, 0) // PAGE_ROWS + 1)
        starts = [page * PAGE_ROWS for page in pages if page * PAGE_ROWS < self._count]
        return [self._line(start) for start in starts].count(None) > 0

    def find(self, key: Hashable) -> int | None:
        """Return the number of a row among those that are here."""
        for page, lines in self._pages.items():
            for at, line in enumerate(lines):
                if self._key(line.row) == key:
                    return page * PAGE_ROWS + at
        return None

    def key_of(self, number: int) -> Hashable | None:
        """Return the key of a row if it is here."""
        row = self.row(number)
        return None if row is None else self._key(row)

    def set_source(self, source: Source[R]) -> None:
        """Show other rows, from the top; what the old source still answers is dropped."""
        self._source = source
        self._fetch_all([0], fresh=True)

    def reload(self, around: int = 0) -> None:
        """Fetch the same rows again, those about row ``around`` first, without a flicker."""
        if self._source is None:
            return
        last = max(self._count - 1, 0) // PAGE_ROWS
        here = min(around // PAGE_ROWS, last)
        self._fetch_all(sorted({0, here, min(here + 1, last)}), fresh=False)

    # Trips to the source.

    def _line(self, number: int) -> _Line[R] | None:
        page = number // PAGE_ROWS
        lines = self._pages.get(page)
        if lines is None:
            if page not in self._asked:
                self._wanted[page] = None
                self._wanted.move_to_end(page)
                if not self._settle.isActive():
                    # One jump is answered at once; a drag is waited for, it passes many pages by.
                    passing = bool(self._asked) or monotonic() - self._asked_at < _SETTLE_MS / 1000
                    self._settle.start(_SETTLE_MS if passing else 0)
            return None
        self._pages.move_to_end(page)
        at = number % PAGE_ROWS
        return lines[at] if at < len(lines) else None

    def _fetch_all(self, pages: list[int], *, fresh: bool) -> None:
        source = self._source
        if source is None:
            return
        self._drop_trips()
        prepare = self._prepare

        def work() -> _Answer[R]:
            return _Answer(
                source.count(),
                {page: prepare(source.page(page * PAGE_ROWS, PAGE_ROWS)) for page in pages},
            )

        def done(answer: _Answer[R]) -> None:
            self._reload = None
            self._take_all(answer, fresh=fresh)

        self._reload = self._background.read(self, work).on_success(done).on_failure(self._on_failure).run()

    def _take_all(self, answer: _Answer[R], *, fresh: bool) -> None:
        self._counted = True
        if fresh:
            self.beginResetModel()
            self._count = answer.count
            self._pages = OrderedDict(answer.pages)
            self.endResetModel()
        else:
            self.arriving.emit()
            self._resize(answer.count)
            self._pages = OrderedDict(answer.pages)
            if self._count:
                self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self._columns) - 1))
        self.loaded.emit(self._count)

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _on_settled(self) -> None:
        """Ask for the pages that were looked at last; those a drag only passed by are forgotten."""
        source = self._source
        pages = list(self._wanted)[-_PAGES_ASKED:]
        self._wanted.clear()
        if source is None or self._reload is not None:
            return
        self._asked_at = monotonic()
        for page in pages:
            if page not in self._pages and page not in self._asked:
                self._ask(source, page)

    def _ask(self, source: Source[R], page: int) -> None:
        prepare = self._prepare

        def work() -> list[_Line[R]]:
            return prepare(source.page(page * PAGE_ROWS, PAGE_ROWS))

        def done(lines: list[_Line[R]]) -> None:
            self._asked.pop(page, None)
            self._take_page(page, lines)

        def failed(failure: Failure) -> None:
            self._asked.pop(page, None)
            self._on_failure(failure)

        operation = self._background.read(self, work).on_success(done).on_failure(failed)
        self._asked[page] = operation
        operation.run()

    def _take_page(self, page: int, lines: list[_Line[R]]) -> None:
        self._pages[page] = lines
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE_ROWS
        last = min(first + PAGE_ROWS, self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _on_failure(self, failure: Failure) -> None:
        self._reload = None
        self.failed.emit(failure)

    def _drop_trips(self) -> None:
        if self._reload is not None:
            self._reload.drop()
        for operation in self._asked.values():
            operation.drop()
        self._asked.clear()
        self._wanted.clear()

    def _prepare(self, rows: Sequence[R]) -> list[_Line[R]]:
        """Make rows ready on the worker, so that painting only looks up."""
        lines = []
        for row in rows:
            badges = tuple(column.badge(row) if column.badge else None for column in self._columns)
            texts = tuple(
                badge.text if badge else column.text(row)
                for column, badge in zip(self._columns, badges, strict=True)
            )
            spoken = ", ".join(
                f"{column.title}: {text}" for column, text in zip(self._columns, texts, strict=True) if text
            )
            lines.append(_Line(row, texts, badges, spoken))
        return lines
