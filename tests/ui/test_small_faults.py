"""What a careful eye found: keys in a low window, cut remarks, marks that only colour carried."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.dashboard.charts_panel import ChartsPanel
from ui.kit import theme
from ui.kit.forms import Form, FormRow
from ui.kit.surfaces import EmptyState, FrontStack
from ui.kit.theme import ThemeName
from ui.kit.tokens import contrast
from ui.reports.saved_line import PathLine


def low(hands):
    """Make the window as low as 1366 x 768 is at 150 %."""
    hands.window.resize(910, 432)
    form = hands.window.current_screen().form
    hands.rest(form.more.isVisible)
    return form


def test_a_digit_opens_the_collapsed_questions_and_again_takes_one(hands, counter):
    form = low(hands)
    hands.press(KEY.Key_F2, KEY.Key_7)
    assert form.topic.text() == ""
    assert form.topic.list_open()
    assert form.topic.popup().current().title == "Bache o pista dañada"
    hands.press(KEY.Key_1)
    assert form.topic.text() == "Horario y ubicación de oficinas"
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.last_attention()["topic"] == "Horario y ubicación de oficinas"


def test_enter_takes_the_question_that_the_digit_stands_on(hands):
    form = low(hands)
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_Return)
    assert form.topic.text() == "Bache o pista dañada"


def test_a_digit_without_a_question_is_text(hands):
    form = low(hands)
    hands.press(KEY.Key_F2, KEY.Key_5)
    assert form.topic.text() == "5"


def test_the_remark_is_whole_or_short_or_away_never_cut(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_F4, KEY.Key_1)
    bar = hands.window.current_screen().view.bar
    bar.set_state("Borrador guardado 10:42:07", "Guardado 10:42:07")
    counter.clock.advance(minutes=3)
    seen = set()
    for width in range(1366, 880, -20):
        hands.window.resize(width, 432)
        hands.rest()
        bar.layout().activate()
        assert bar.state.fontMetrics().horizontalAdvance(bar.state.text()) <= bar.state.width()
        seen.add(bar.state.text())
    assert seen <= {"Borrador guardado 10:42:07", "Guardado 10:42:07", ""}
    assert "Borrador guardado 10:42:07" in seen
    assert bar.hold_clock.isVisible()


@pytest.mark.parametrize(
    "name", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST], ids=lambda name: name.value
)
def test_an_error_carries_a_mark_besides_its_colour(qtbot, look, name):
    theme.apply_theme(look, name)
    form = Form()
    row = form.add(FormRow("unit", "Unidad", QLineEdit(), hint="Quien resuelve"))
    qtbot.addWidget(form)
    form.resize(400, 120)
    form.show()
    room = row.note.contentsRect().left()
    form.show_errors([("unit", "Elija la unidad.")])
    assert row.note.contentsRect().left() == room + 20
    mark = row.note.grab(row.note.rect().adjusted(0, 0, room + 16 - row.note.width(), 0)).toImage()
    inks = {mark.pixelColor(x, y).name() for x in range(mark.width()) for y in range(mark.height())}
    assert theme.current().error.lower() in inks
    form.clear_errors()
    assert row.note.contentsRect().left() == room


def test_a_check_box_can_be_seen_in_high_contrast(qtbot, look):
    theme.apply_theme(look, ThemeName.CONTRAST)
    box = QCheckBox("Sin contacto")
    qtbot.addWidget(box)
    box.show()
    ground = box.palette().color(QPalette.ColorRole.Window).name()
    square = box.grab(box.rect().adjusted(0, 0, 13 - box.width(), 0)).toImage()
    middle = square.height() // 2
    line = [square.pixelColor(x, middle).name() for x in range(square.width())]
    assert max(contrast(ink, ground) for ink in line) >= 4.5


def test_the_tables_of_the_board_name_their_first_column(qtbot):
    panel = ChartsPanel()
    qtbot.addWidget(panel)
    assert {name: card.chart.table()[0][0] for name, card in panel.cards.items()} == {
        "load": "Unidad", "arrivals": "Hora", "topics": "Consulta", "opinions": "Puntaje",
    }  # fmt: skip


def test_the_folder_of_the_reports_can_be_read_whole_and_copied(qtbot, tmp_path):
    line = PathLine("Se guarda en")
    qtbot.addWidget(line)
    folder = tmp_path / "Documentos" / "Informes de Ventanilla"
    line.show_path(folder)
    line.selectAll()
    assert line.selectedText() == line.toolTip() == str(folder)
    assert line.isReadOnly()


def test_a_page_that_nobody_sees_needs_no_room(front):
    window = QWidget()
    stack = FrontStack()
    narrow, wide = QLabel("estrecha"), QLabel("ancha")
    wide.setMinimumWidth(2000)
    stack.addWidget(wide)
    stack.addWidget(narrow)
    QVBoxLayout(window).addWidget(stack)
    stack.setCurrentWidget(narrow)
    front(window)
    assert window.layout().totalMinimumSize().width() < 300
    stack.setCurrentWidget(wide)
    assert window.layout().totalMinimumSize().width() >= 2000


def test_an_empty_pane_that_was_wide_can_be_narrow_again(front):
    window = QWidget()
    QVBoxLayout(window).addWidget(EmptyState("info", "Todavía no hay nada que mostrar aquí. " * 4))
    window.resize(1400, 500)
    front(window)
    assert window.layout().totalMinimumSize().width() < 600
