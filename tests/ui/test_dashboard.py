"""The board over a real data folder: its numbers, tables and readings, and that nobody loses their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from counter import KEY
from dashboard_hands import press, show
from PySide6.QtGui import QAccessible

from desktop_app.domain import spanish
from desktop_app.services import dashboard
from desktop_app.services.access import Actor
from ui.dashboard import content, figures
from ui.kit.badges import BadgeKind
from ui.kit.charts import Bar, BarList


@pytest.fixture
def board(qtbot, background, town):
    return show(qtbot, background, town.ctx)


# Numbers.


def test_the_tiles_show_what_the_service_counts(board, town):
    counted = dashboard.board(town.ctx)
    shown = {name: tile.figure().shown for name, tile in board.tiles.items()}
    assert counted.criticals == 1
    assert counted.overdue == 3
    assert shown == {
        "critical": spanish.integer(counted.criticals),
        "overdue": spanish.integer(counted.overdue),
        "today": spanish.integer(counted.due_today),
        "attentions": spanish.integer(counted.attentions_today),
        "wrong": spanish.percent(counted.wrong_rate),
        "satisfaction": f"{spanish.decimal(counted.scores.mean)} / 5",
    }
    assert shown["wrong"].startswith("50,0")
    assert shown["satisfaction"] == "4,0 / 5"
    assert board.tiles["satisfaction"].figure().words[0].startswith("3")


def test_the_charts_show_what_the_service_counts(board, town):
    counted = dashboard.board(town.ctx)
    _, load = board.charts.load.table()
    assert load == [[row.label, str(row.open), str(row.overdue)] for row in counted.load]
    _, topics = board.charts.topics.table()
    assert topics == [[row.label, str(row.count)] for row in counted.topics]
    _, opinions = board.charts.opinions.table()
    assert [row[1] for row in opinions] == [str(n) for n in reversed(counted.scores.distribution)]
    titles, hours = board.charts.arrivals.table()
    assert titles[1:] == ["lun", "mar", "mié", "jue", "vie"]
    assert sum(int(cell) for row in hours for cell in row[1:] if cell) == sum(map(sum, counted.arrivals))


def test_hours_that_have_not_begun_are_empty_not_zero(board):
    arrivals = content.arrivals(board.snapshot().board)
    tuesday = arrivals.counts[1]
    before = [count for hour, count in zip(arrivals.hours, tuesday, strict=True) if int(hour[:-1]) <= 10]
    after = [count for hour, count in zip(arrivals.hours, tuesday, strict=True) if int(hour[:-1]) > 10]
    assert all(count is not None for count in before)
    assert set(after) == {None}
    assert set(arrivals.counts[4]) == {None}


def test_overdue_cases_are_told_by_words_icon_and_place(board, town):
    lines = board.urgent.model.lines()
    assert [line.badge.kind.value for line in lines[:4]] == ["critical", "overdue", "overdue", "overdue"]
    assert board.urgent.band.accessibleName().startswith(
        "1\N{NO-BREAK SPACE}crítico y 3\N{NO-BREAK SPACE}vencidos"
    )
    assert board.tiles["overdue"].figure().alarm is BadgeKind.OVERDUE
    assert board.tiles["critical"].figure().alarm is BadgeKind.CRITICAL
    assert board.tiles["attentions"].figure().alarm is None
    row = board.urgent.model.index(1, 0).data()
    assert "Venció hace" in row
    assert lines[1].number in row


def test_every_figure_says_how_it_is_counted(board):
    for tile in board.tiles.values():
        spoken = QAccessible.queryAccessibleInterface(tile)
        assert tile.figure().shown in spoken.text(QAccessible.Text.Name)
        assert len(spoken.text(QAccessible.Text.Description)) > 40
        assert tile.toolTip() == spoken.text(QAccessible.Text.Description)


def test_the_countdown_runs_between_two_readings(board):
    reading = board.snapshot().board
    due = reading.next_answer_due
    soon = figures.critical_figure(reading, due - timedelta(minutes=10))
    assert soon.words[0] == "1.ª respuesta en 00:10"
    late = figures.critical_figure(reading, due + timedelta(minutes=1))
    assert "vencida" in late.words[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"overdue": 0}, "Todo está en plazo"),
        ({"overdue": 5, "overdue_new": 2}, "2 desde ayer a esta hora"),
        ({"overdue": 5, "overdue_new": 0}, "Ninguno desde ayer"),
    ],
)
def test_words_under_the_overdue(board, values, words):
    figure = figures.overdue_figure(replace(board.snapshot().board, **values))
    assert figure.words[0] == words
    assert (figure.alarm is None) == (values["overdue"] == 0)


# Tables.


@pytest.mark.parametrize("name", ["load", "arrivals", "topics", "opinions"])
def test_t_shows_the_chart_as_a_table_and_back(qtbot, board, name):
    card = board.charts.cards[name]
    card.chart.setFocus()
    press(qtbot, card.chart, KEY.Key_T)
    assert card.shows_table()
    assert board.focusWidget() is card.table
    titles, rows = card.chart.table()
    assert card.grid.columnCount() == len(titles)
    assert [card.grid.index(row, 0).data() for row in range(len(rows))] == [row[0] for row in rows]
    press(qtbot, card.table, KEY.Key_Escape)
    assert not card.shows_table()
    assert board.focusWidget() is card.chart


def test_bars_that_find_no_room_are_counted_in_one(qtbot):
    chart = BarList("Carga", fold=lambda bars: Bar(f"Otras {len(bars)}", sum(bar.value for bar in bars), ""))
    qtbot.addWidget(chart)
    chart.resize(300, 24 * 4)
    chart.show()
    chart.set_bars([Bar(f"Unidad {n}", n, str(n), key=n) for n in range(9, 0, -1)])
    assert chart.item_count() == 4
    assert chart.item_text(3).startswith("Otras 6")
    assert chart.item_key(3) is None
    assert len(chart.table()[1]) == 9
    chart.resize(300, 24 * 12)
    assert chart.item_count() == 9


# Readings.


def test_a_new_reading_moves_nobodys_focus(qtbot, background, board, town):
    board.urgent.view.setFocus()
    press(qtbot, board.urgent.view, KEY.Key_Down)
    stood = board.urgent.model.lines()[1].id
    town.open_case(critical=True)
    town.attend()
    before = board.tiles["attentions"].figure().shown
    board.refresh(frozenset({"attention", "case"}))
    qtbot.waitUntil(lambda: board.tiles["attentions"].figure().shown != before, timeout=5000)
    assert board.focusWidget() is board.urgent.view
    lines = board.urgent.model.lines()
    assert lines[board.urgent.view.currentIndex().row()].id == stood
    assert board.urgent.view.currentIndex().row() == 2


def test_a_chart_keeps_the_bar_somebody_stands_on(qtbot, background, board, town):
    chart = board.charts.topics
    chart.setFocus()
    stood = chart.item_key(chart.current())
    for _ in range(20):
        town.attend(topic=town.pothole if stood == town.hours else town.hours)
    board.refresh(frozenset({"attention"}))
    qtbot.waitUntil(lambda: chart.item_key(0) != stood, timeout=5000)
    assert chart.item_key(chart.current()) == stood
    assert board.focusWidget() is chart


def test_what_is_not_shown_here_causes_no_reading(background, board):
    board.refresh(frozenset({"draft"}))
    assert not background.busy()
    board.refresh(frozenset({"case"}))
    assert background.busy()


def test_it_rests_while_hidden_and_reads_when_it_comes_back(qtbot, background, board, town):
    board.hide()
    town.attend()
    board.refresh(frozenset({"attention"}))
    assert not background.busy()
    before = board.tiles["attentions"].figure().shown
    board.show()
    qtbot.waitUntil(lambda: board.tiles["attentions"].figure().shown != before, timeout=5000)


def test_a_failed_reading_leaves_the_last_one_and_says_so(qtbot, board, town, monkeypatch):
    said = []
    board.say.connect(said.append)
    shown = board.tiles["overdue"].figure().shown
    someone = Actor(None, "Nadie", frozenset())
    monkeypatch.setattr(board, "_ctx", town.ctx.acting_as(someone))
    board.refresh(frozenset())
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    assert "permiso" in said[0].text
    assert board.tiles["overdue"].figure().shown == shown
