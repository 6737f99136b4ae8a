"""Where the board's figures lead, who may follow them, and how much room they need."""

from __future__ import annotations

import pytest
from counter import KEY
from dashboard_hands import press, show
from harness import ListScreen, plain_entries
from PySide6.QtCore import Qt
from town import NAME, NOW, Town

from desktop_app.domain.months import Month
from desktop_app.domain.values import Channel, Role
from desktop_app.services.access import Actor
from desktop_app.services.case_lists import CaseQuery
from ui.app import screen_entries
from ui.dashboard.entry import entry
from ui.kit.actions import ActionRegistry
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
from ui.shell.commands import declare_actions
from ui.shell.window import Identity, MainWindow


@pytest.fixture
def board(qtbot, background, town):
    return show(qtbot, background, town.ctx)


@pytest.fixture
def new_town(tmp_path):
    made = Town(tmp_path / "data")
    made.at(NOW)
    yield made
    made.close()


@pytest.fixture
def went(board):
    """Where the board pointed to."""
    places = []
    board.go.connect(lambda screen_id, args: places.append((screen_id, args)))
    return places


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
