"""The board over a real data folder: its numbers, where they lead, and that nobody loses their place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from harness import ListScreen, plain_entries
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from town import NAME, NOW, Town, make_town

from desktop_app.domain import spanish
from desktop_app.domain.months import Month
from desktop_app.domain.values import Channel, Role
from desktop_app.services import dashboard
from desktop_app.services.access import Actor
from desktop_app.services.case_lists import CaseQuery
from ui.app import screen_entries
from ui.dashboard import content, figures
from ui.dashboard.entry import entry
from ui.dashboard.screen import Dashboard
from ui.kit.actions import ActionRegistry
from ui.kit.badges import BadgeKind
from ui.kit.charts import Bar, BarList
from ui.kit.screen import (
    CASES,
    DASHBOARD,
    GUIDE,
    RECEPTION,
    REPORTS,
    ShowCases,
    ShowMonth,
    ShowTopic,
    Space,
    StartAttention,
    Tools,
)
from ui.shell.window import Identity, MainWindow, declare_actions

KEY = Qt.Key


@pytest.fixture
def town(tmp_path):
    made = make_town(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def new_town(tmp_path):
    made = Town(tmp_path / "data")
    made.at(NOW)
    yield made
    made.close()


def show(qtbot, background, ctx, *, size=(1262, 582)) -> Dashboard:
    screen = Dashboard(ctx, Tools(background, ActionRegistry([]), ctx.now))
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=5000)
    qtbot.waitUntil(lambda: screen.snapshot() is not None and not background.busy(), timeout=5000)
    screen.activate(None)
    return screen


@pytest.fixture
def board(qtbot, background, town):
    return show(qtbot, background, town.ctx)


@pytest.fixture
def went(board):
    """Where the board pointed to."""
    places = []
    board.go.connect(lambda screen_id, args: places.append((screen_id, args)))
    return places


def press(qtbot, widget, key, times=1):
    for _ in range(times):
        qtbot.keyClick(widget, key)


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


# Where it leads.


@pytest.mark.parametrize(
    ("name", "view"), [("critical", "critical"), ("overdue", "overdue"), ("today", "today")]
)
def test_a_figure_of_cases_opens_the_filtered_list(qtbot, board, went, name, view):
    board.tiles[name].setFocus()
    press(qtbot, board.tiles[name], KEY.Key_Return)
    assert went == [(CASES, ShowCases(CaseQuery(view=view)))]


def test_other_figures_open_the_months_report(qtbot, board, went):
    for name in ("attentions", "wrong", "satisfaction"):
        press(qtbot, board.tiles[name], KEY.Key_Enter)
    assert went == [(REPORTS, ShowMonth(Month(2026, 11)))] * 3


def test_a_units_bar_opens_its_cases(qtbot, board, town, went):
    board.charts.load.setFocus()
    press(qtbot, board.charts.load, KEY.Key_Return)
    assert went == [(CASES, ShowCases(CaseQuery(view="open", unit=town.roads)))]


def test_a_topics_bar_opens_its_sheet(qtbot, board, town, went):
    board.charts.topics.setFocus()
    press(qtbot, board.charts.topics, KEY.Key_End)
    press(qtbot, board.charts.topics, KEY.Key_Return)
    last = board.snapshot().board.topics[-1].topic
    assert went == [(GUIDE, ShowTopic(last))]


def test_a_case_opens_in_the_list_that_it_stands_in(qtbot, board, went):
    board.urgent.view.setFocus()
    press(qtbot, board.urgent.view, KEY.Key_Down)
    press(qtbot, board.urgent.view, KEY.Key_Return)
    second = board.urgent.model.lines()[1]
    assert went == [(CASES, ShowCases(CaseQuery(view="overdue"), second.id))]


def test_a_click_opens_as_enter_does(qtbot, board, went):
    qtbot.mouseClick(board.tiles["overdue"], Qt.MouseButton.LeftButton)
    place = board.charts.load.item_rect(0).center()
    qtbot.mouseClick(board.charts.load, Qt.MouseButton.LeftButton, pos=place)
    assert [args.query.view for _, args in went] == ["overdue", "open"]


def test_esc_comes_back_to_the_same_spot(qtbot, background, front, town, monkeypatch):
    shown = []
    real = ListScreen.activate
    monkeypatch.setattr(ListScreen, "activate", lambda self, args: (shown.append(args), real(self, args)))
    entries = [entry(town.ctx) if one.id == DASHBOARD else one for one in plain_entries()]
    tools = Tools(background, ActionRegistry(declare_actions(entries)), town.ctx.now)
    window = MainWindow(Identity("Ana Rojas", "Ventanilla 1", NAME), entries, tools)
    front(window)
    window.resize(1366, 690)
    window.show_screen(DASHBOARD)
    screen = window.current_screen()
    qtbot.waitUntil(lambda: screen.snapshot() is not None, timeout=5000)
    screen.tiles["today"].setFocus()
    press(qtbot, window.focusWidget(), KEY.Key_Return)
    assert isinstance(window.current_screen(), ListScreen)
    assert shown == [ShowCases(CaseQuery(view="today"))]
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    press(qtbot, window.focusWidget(), KEY.Key_Escape)
    assert window.current_screen() is screen
    assert window.focusWidget() is screen.tiles["today"]
    press(qtbot, window.focusWidget(), KEY.Key_Escape)
    assert window.current_screen() is screen


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


# Who, and how much room.


def test_an_administrator_sees_figures_and_no_cases(qtbot, background, town):
    administrator = Actor(None, "Informática", frozenset({Role.ADMINISTRATOR}))
    screen = show(qtbot, background, town.ctx.acting_as(administrator))
    assert screen.snapshot().urgent is None
    assert not screen.urgent.isVisible()
    assert screen.tiles["overdue"].figure().shown == "3"


@pytest.mark.parametrize(
    ("role", "name", "words"),
    [
        (Role.ADMINISTRATOR, "overdue", "Los casos los ven"),
        (Role.ADMINISTRATOR, "satisfaction", "El informe del mes lo abre supervisión"),
        (Role.CLERK, "attentions", "El informe del mes lo abre supervisión"),
    ],
)
def test_a_figure_whose_list_somebody_may_not_see_says_who_may(qtbot, background, town, role, name, words):
    screen = show(qtbot, background, town.ctx.acting_as(Actor(None, "", frozenset({role}))))
    went, said = [], []
    screen.go.connect(lambda *place: went.append(place))
    screen.say.connect(said.append)
    press(qtbot, screen.tiles[name], Qt.Key.Key_Return)
    assert went == []
    assert [words in message.text for message in said] == [True]


def test_a_new_installation_is_told_what_will_come(qtbot, background, new_town):
    screen = show(qtbot, background, new_town.ctx)
    assert screen.start.isVisible()
    assert not screen.charts.isVisible()
    went = []
    screen.go.connect(lambda screen_id, args: went.append((screen_id, args)))
    screen.start.click()
    assert went == [(RECEPTION, StartAttention(Channel.IN_PERSON))]
    new_town.attend()
    screen.refresh(frozenset({"attention"}))
    qtbot.waitUntil(screen.charts.isVisible, timeout=5000)
    assert screen.urgent.band.accessibleName().startswith("No hay casos vencidos")


def test_a_low_window_shows_one_chart_at_a_time(qtbot, board):
    board.fit(Space(narrow=True, short=True, tiny=True))
    assert board.charts.load.isVisible()
    assert not board.charts.arrivals.isVisible()
    chip = board.charts.chooser.chips()[0]
    chip.setFocus()
    press(qtbot, chip, KEY.Key_Right)
    assert board.charts.arrivals.isVisible()
    assert not board.charts.load.isVisible()
    board.fit(Space(narrow=False, short=False, tiny=False))
    assert board.charts.load.isVisible()
    assert not board.charts.chooser.isVisible()


def test_tab_reaches_everything_in_the_order_of_the_screen(qtbot, board):
    board.tiles["critical"].setFocus()
    seen = [board.focusWidget()]
    for _ in range(20):
        press(qtbot, board.focusWidget(), KEY.Key_Tab)
        if board.focusWidget() is seen[0]:
            break
        seen.append(board.focusWidget())
    cards = board.charts.cards.values()
    wanted = [*board.tiles.values(), board.urgent.view]
    for card in cards:
        wanted.extend((card.chart, card.button))
    assert seen == wanted
    assert all(widget.accessibleName() for widget in seen)


def test_who_may_not_report_has_no_reports(town):
    places = {
        role: [one.id for one in screen_entries(town.ctx.acting_as(Actor(None, "", frozenset({role}))))]
        for role in Role
    }
    assert DASHBOARD in places[Role.CLERK]
    assert REPORTS not in places[Role.CLERK]
    assert REPORTS in places[Role.SUPERVISOR]
