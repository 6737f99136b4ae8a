"""Lists of any length: 300,000 rows, a few pages in memory, nothing stale on the screen."""

from __future__ import annotations

import threading

import pytest
from harness import COLUMNS, Row, rows_source
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.domain.errors import InvalidInput
from ui.kit.paging import BADGE_ROLE, PAGE_ROWS, FunctionSource, PagedTableModel
from ui.kit.table import TableView

COUNT = 300_000
DISPLAY = Qt.ItemDataRole.DisplayRole


class Counting:
    """A source that remembers what it was asked."""

    def __init__(self, count: int = COUNT, first: int = 0) -> None:
        self.total = count
        self.first = first
        self.asked: list[int] = []
        self.threads: set[int] = set()

    def count(self) -> int:
        self.threads.add(threading.get_ident())
        return self.total

    def page(self, offset: int, limit: int) -> list[Row]:
        self.threads.add(threading.get_ident())
        self.asked.append(offset)
        return [Row(self.first + n) for n in range(offset, min(offset + limit, self.total))]


class Gated(Counting):
    """A source whose pages beyond the first wait for a gate."""

    def __init__(self, gate: threading.Event) -> None:
        super().__init__()
        self.gate = gate

    def page(self, offset: int, limit: int) -> list[Row]:
        if offset:
            self.gate.wait(10)
        return super().page(offset, limit)


@pytest.fixture
def model(background):
    return PagedTableModel[Row](background, COLUMNS, key=lambda row: row.number)


@pytest.fixture
def view(qtbot, model):
    table = TableView("Casos", empty="No hay casos vencidos.")
    qtbot.addWidget(table)
    table.show_model(model)
    table.resize(900, 500)
    table.show()
    return table


def loaded(qtbot, model, source) -> None:
    with qtbot.waitSignal(model.loaded, timeout=5000):
        model.set_source(source)


def shown(qtbot, background) -> None:
    """Let a paint ask for pages and the pages arrive."""
    qtbot.wait(40)
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    qtbot.wait(20)


def test_all_rows_are_in_the_scroll_bar_after_one_page(qtbot, model, view, background):
    source = Counting()
    loaded(qtbot, model, source)
    shown(qtbot, background)
    assert model.rowCount() == COUNT
    assert view.verticalScrollBar().maximum() > COUNT
    assert len(source.asked) <= 2
    assert threading.main_thread().ident not in source.threads


def test_a_jump_to_the_end_shows_dots_then_the_rows(qtbot, model, view, background):
    loaded(qtbot, model, Counting())
    view.scrollToBottom()
    last = model.index(COUNT - 1, 1)
    assert model.data(last, DISPLAY) == "…"
    shown(qtbot, background)
    assert model.data(last, DISPLAY) == f"2025-{COUNT - 1:06}"


def test_a_jump_is_painted_when_its_rows_are_there_and_not_before(qtbot, model, view, background):
    loaded(qtbot, model, Counting())
    shown(qtbot, background)
    view._patience.setInterval(5000)
    view.scrollToBottom()
    assert not view.viewport().updatesEnabled()
    qtbot.waitUntil(lambda: model.row(COUNT - 1) is not None, timeout=5000)
    qtbot.waitUntil(view.viewport().updatesEnabled, timeout=1000)
    view.scrollToTop()
    assert view.viewport().updatesEnabled(), "what is here need not be waited for"


def on_glass(view):
    """What the screen shows of the rows."""
    corner = view.viewport().mapTo(view, view.viewport().rect().topLeft())
    shot = view.screen().grabWindow(view.winId()).toImage()
    return shot.copy(corner.x(), corner.y(), view.viewport().width() - 8, view.viewport().height() - 8)


@pytest.mark.parametrize("key", [Qt.Key.Key_End, None])
def test_the_rows_that_stand_there_are_seen_until_the_others_come(qtbot, model, view, background, key):
    gate = threading.Event()
    loaded(qtbot, model, Gated(gate))
    view.setFocus()
    qtbot.wait(50)
    before = on_glass(view)
    view._patience.setInterval(5000)
    if key is None:
        view.scrollToBottom()
    else:
        qtbot.keyClick(view, key)
    qtbot.wait(50)
    assert not view.viewport().updatesEnabled()
    assert on_glass(view) == before
    view.resize(900, 540)
    assert view.viewport().updatesEnabled(), "more room is painted at once"
    gate.set()
    qtbot.waitUntil(lambda: model.row(COUNT - 1) is not None, timeout=5000)


def test_rows_that_are_long_in_coming_leave_the_list_painted_with_dots(qtbot, model, view, background):
    gate = threading.Event()
    loaded(qtbot, model, Gated(gate))
    view.scrollToBottom()
    assert not view.viewport().updatesEnabled()
    qtbot.waitUntil(view.viewport().updatesEnabled, timeout=5000)
    assert model.row(COUNT - 1) is None
    gate.set()
    qtbot.waitUntil(lambda: model.row(COUNT - 1) is not None, timeout=5000)


def test_a_drag_through_everything_asks_for_few_pages(qtbot, model, view, background):
    source = Counting()
    loaded(qtbot, model, source)
    shown(qtbot, background)
    before = len(source.asked)
    for row in range(0, COUNT, 1500):
        model.data(model.index(row, 1), DISPLAY)
    shown(qtbot, background)
    assert len(source.asked) - before <= 4


def test_memory_holds_some_pages_only(qtbot, model, background):
    loaded(qtbot, model, Counting())
    for page in range(200):
        model.data(model.index(page * PAGE_ROWS, 0), DISPLAY)
        qtbot.waitUntil(lambda page=page: model.row(page * PAGE_ROWS) is not None, timeout=5000)
    here = sum(model.row(row) is not None for row in range(0, 200 * PAGE_ROWS, PAGE_ROWS))
    assert here < 60


def test_an_answer_of_the_old_source_is_dropped(qtbot, model, background):
    gate = threading.Event()

    def slow(offset: int, limit: int) -> list[Row]:
        gate.wait(5)
        return [Row(111) for _ in range(offset, offset + limit)]

    model.set_source(FunctionSource(lambda: 500, slow))
    with qtbot.waitSignal(model.loaded, timeout=5000):
        model.set_source(rows_source(10))
    gate.set()
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    assert model.rowCount() == 10
    assert model.row(1) == Row(1)


def test_rows_speak_as_a_whole_and_badges_have_words(qtbot, model):
    loaded(qtbot, model, rows_source(50))
    first = model.index(0, 0)
    spoken = model.data(first, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Plazo: 1.ª resp. en 00:47, Caso: 2025-000000, Asunto: ")
    assert model.data(first, DISPLAY) == model.data(first, BADGE_ROLE).text


def test_a_failure_is_told_and_the_list_stays(qtbot, model):
    loaded(qtbot, model, rows_source(5))

    def broken() -> int:
        raise InvalidInput("No se pudo leer la lista.")

    with qtbot.waitSignal(model.failed, timeout=5000) as told:
        model.set_source(FunctionSource(broken, lambda _o, _l: []))
    assert told.args[0].sentence == "No se pudo leer la lista."
    assert model.rowCount() == 5


def test_a_reload_keeps_the_current_thing_when_rows_come_before_it(qtbot, model, view):
    source = Counting(100)
    loaded(qtbot, model, source)
    view.go_to(7)
    assert model.row(7) == Row(7)
    source.first = -3  # three new rows came before
    source.total = 103
    with qtbot.waitSignal(model.loaded, timeout=5000):
        view.reload()
    assert model.rowCount() == 103
    assert view.current_row() == 10
    assert model.row(10) == Row(7)


def test_an_empty_list_says_so_and_a_full_one_does_not(qtbot, model, view):
    loaded(qtbot, model, rows_source(0))
    assert view.findChild(type(view._empty)).isVisible()
    loaded(qtbot, model, rows_source(3))
    assert not view._empty.isVisible()
    assert view.current_row() == 0


def test_the_keyboard_walks_opens_and_leaves_letters_alone(qtbot, model, view):
    loaded(qtbot, model, rows_source(200))
    view.setFocus()
    opened = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current_row() == 199
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    letter = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.NoModifier, "v")
    view.keyPressEvent(letter)
    assert opened == [1, 0]
    assert view.current_row() == 0


def test_a_click_on_a_sortable_header_asks_for_the_order(qtbot, model, view):
    loaded(qtbot, model, rows_source(20))
    asked = []
    view.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    header = view.horizontalHeader()
    for section in (1, 1, 2):
        header.sectionClicked.emit(section)
    assert asked == [("folio", False), ("folio", True)]
    assert header.sortIndicatorSection() == 1


@pytest.mark.parametrize("letter", ["W", "œ", "i", "—", "Щ", "😀"])
def test_a_text_that_does_not_fit_ends_in_dots_however_wide_its_letters_are(view, letter):
    advance = view.fontMetrics().horizontalAdvance
    delegate = view.itemDelegate()
    text = letter * 12
    assert delegate._shown(text, advance(text) + 1) == text
    assert delegate._shown(text, advance(letter * 11)).endswith("…")


def test_who_walks_on_while_the_rows_are_fetched_again_stays_where_they_went(qtbot, model, view):
    source, gate = Counting(40), threading.Event()
    model.set_source(source)
    qtbot.waitUntil(lambda: model.rowCount() == 40, timeout=5000)
    view.go_to(3)
    count = source.count
    source.count = lambda: gate.wait(10) and count()
    view.reload()
    view.go_to(6)
    source.first, source.total = 1, 39  # somebody took the first row away meanwhile
    gate.set()
    qtbot.waitUntil(lambda: model.rowCount() == 39, timeout=5000)
    assert model.key_of(view.current_row()) == 6
