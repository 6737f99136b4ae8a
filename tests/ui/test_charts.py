"""Charts: numbers as text, keys that walk, sentences for those who do not see them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from ui.kit import speech, theme
from ui.kit.charts import Bar, BarList
from ui.kit.charts_grid import ColumnChart, HeatMap


@pytest.fixture
def load(qtbot):
    chart = BarList("Carga por unidad", item_name="Unidad", part_name="Vencidos", value_name="Abiertos")
    qtbot.addWidget(chart)
    chart.set_bars([Bar("Vías", 12, "12 (3 venc.)", 3, key="u1"), Bar("Ambiente", 7, "7", key="u2")])
    chart.resize(400, 80)
    chart.show()
    return chart


def test_a_chart_is_described_and_walked(qtbot, load, monkeypatch):
    said, opened, tables = [], [], []
    monkeypatch.setattr(speech, "announce", lambda _w, text, **_k: said.append(text))
    load.opened.connect(opened.append)
    load.table_asked.connect(lambda: tables.append(1))
    assert load.accessibleDescription() == "Vías: 12 (3 venc.); Ambiente: 7"
    qtbot.keyClick(load, Qt.Key.Key_Down)
    qtbot.keyClick(load, Qt.Key.Key_Down)
    qtbot.keyClick(load, Qt.Key.Key_Return)
    qtbot.keyClick(load, Qt.Key.Key_T)
    assert said == ["Ambiente: 7"]
    assert opened == ["u2"]
    assert tables == [1]


def test_a_click_opens_what_is_under_it(qtbot, load):
    opened = []
    load.opened.connect(opened.append)
    qtbot.mouseClick(load, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert opened == ["u1"]


def test_the_overdue_part_is_hatched_and_in_the_table(load):
    assert load.table() == (
        ["Unidad", "Abiertos", "Vencidos"],
        [["Vías", "12", "3"], ["Ambiente", "7", "0"]],
    )
    image = load.grab().toImage()
    row = load.item_rect(0).center().y()
    colours = {image.pixelColor(x, row).name() for x in range(60, 300)}
    tokens = theme.current()
    assert {tokens.accent.lower(), tokens.overdue.ground.lower()} <= colours


def test_fewer_bars_keep_the_keyboard_inside(qtbot, load):
    qtbot.keyClick(load, Qt.Key.Key_End)
    load.set_bars([Bar("Vías", 1, "1", key="u1")])
    assert load.current() == 0
    load.set_bars([])
    load.grab()
    qtbot.keyClick(load, Qt.Key.Key_Return)


def test_the_map_moves_by_rows_and_columns(qtbot):
    chart = HeatMap("Llegadas")
    qtbot.addWidget(chart)
    chart.set_values(["lun", "mar"], ["8 h", "9 h", "10 h"], [[1, 2, 3], [4, 5, 6]])
    chart.resize(300, 120)
    chart.show()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(chart, key)
    assert chart.item_text(chart.current()) == "mar 9 h: 5"
    assert chart.item_key(chart.current()) == (1, 1)
    assert chart.table() == (["", "lun", "mar"], [["8 h", "1", "4"], ["9 h", "2", "5"], ["10 h", "3", "6"]])
    dark = chart.grab().toImage().pixelColor(chart.item_rect(5).topLeft() + QPoint(3, 3))
    pale = chart.grab().toImage().pixelColor(chart.item_rect(0).topLeft() + QPoint(3, 3))
    assert dark.lightness() < pale.lightness()


def test_columns_draw_and_answer(qtbot):
    chart = ColumnChart("Por hora", item_name="Hora", value_name="Atenciones")
    qtbot.addWidget(chart)
    chart.set_bars([Bar("8 h", 4, "4", key=8), Bar("9 h", 0, "0", key=9)])
    chart.resize(200, 150)
    chart.grab()
    assert chart.item_key(1) == 9
    assert chart.table() == (["Hora", "Atenciones"], [["8 h", "4"], ["9 h", "0"]])


def test_hours_share_a_name_where_names_would_run_into_each_other(qtbot):
    chart = HeatMap("Llegadas")
    qtbot.addWidget(chart)
    chart.set_values(["lun", "mar"], [f"{hour}h" for hour in range(24)], [[17] * 24, [None] * 24])
    chart.resize(chart.minimumSizeHint())
    name = chart.fontMetrics().horizontalAdvance("23h")
    assert chart.named_every() > 1
    assert chart.named_every() * chart.item_rect(0).width() >= name
    chart.resize(24 * (name + 12) + 60, 200)
    assert chart.named_every() == 1
