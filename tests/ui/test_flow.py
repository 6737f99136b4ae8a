"""A row of buttons knows its height also right after buttons came and went."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.flow import FlowLayout

NARROW = 150


def test_the_height_follows_what_is_put_in_and_taken_out(qtbot, look):
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place)
    flow.addWidget(Button("Imprimir la hoja"))
    one = flow.heightForWidth(NARROW)
    second = Button("Guardar como PDF", parent=place)
    flow.addWidget(second)
    assert flow.heightForWidth(NARROW) > one
    flow.takeAt(1)
    assert flow.heightForWidth(NARROW) == one


def test_the_height_follows_words_fonts_and_what_is_hidden(qtbot, look):
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place)
    first, second = Button("A"), Button("B")
    flow.addWidget(first)
    flow.addWidget(second)
    place.show()
    one = flow.heightForWidth(NARROW)
    second.setText("Ver en el directorio")
    two = flow.heightForWidth(NARROW)
    assert two > one
    second.hide()
    assert flow.heightForWidth(NARROW) == one
    second.show()
    assert flow.heightForWidth(NARROW) == two
