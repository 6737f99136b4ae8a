"""Who was told of a case that presses stands in its pane: beside the clocks and in its timeline."""

from __future__ import annotations

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import screen
from PySide6.QtWidgets import QLabel

from desktop_app.services import directory, escalation
from ui.shell.escalator import Escalator


@pytest.fixture
def folder(counter):
    directory.save_unit(counter.console, "Obras", chief=counter.chief, unit=counter.roads)
    return Folder(counter)


def labels(hands):
    return [label.text() for label in screen(hands).detail.findChildren(QLabel) if label.isVisible()]


def test_the_pane_tells_who_was_told_and_when(qtbot, counter, folder):
    assert escalation.sweep(counter.console).told
    hands = at_the_first(qtbot, counter)
    stand_on(hands, folder.late)
    chief = counter.rows(
        "SELECT name FROM official o JOIN entity e ON e.id = o.id WHERE e.uid = ?", counter.chief
    )
    told = f"la jefatura, {chief[0][0]}"
    beside, entry = f"Se avisó a {told}, ", f"Se avisó que venció: a {told}"
    hands.rest(lambda: any(text.startswith(beside) and text.endswith(" 10:42.") for text in labels(hands)))
    hands.rest(lambda: any(entry in text for text in labels(hands)))


def test_the_window_sweeps_on_its_own(qtbot, counter, folder):
    hands = at_the_first(qtbot, counter)
    hands.rest(lambda: hands.window.findChild(Escalator) is not None)
    hands.window.findChild(Escalator).sweep()
    hands.rest(lambda: ("escalate", None) in folder.events(folder.late))
