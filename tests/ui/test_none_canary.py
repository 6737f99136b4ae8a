"""Qt's binding must not lose references to None: some versions abort after a few thousand calls."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_keeps_its_references_over_a_thousand_widget_calls(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, field = QLabel(window), QLineEdit(window)

    def turn(number: int) -> None:
        label.setText(str(number))
        field.setEnabled(number % 2 == 0)
        window.resize(200 + number % 7, 100)
        window.update()

    turn(0)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        turn(number)
    drift = sys.getrefcount(None) - before

    assert abs(drift) < CALLS // 20
