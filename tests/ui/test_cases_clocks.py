"""Both clocks of a case with their explanation: in the pane, after its answer, and on the citizen's paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import KEY, NOW, screen
from PySide6.QtWidgets import QLabel

from desktop_app.domain.values import CaseState, Channel, Confirmation
from desktop_app.services import cases, receipt_records, receipts
from desktop_app.services.cases import CaseForm
from desktop_app.services.receipt_records import RecordKey


@pytest.fixture
def folder(counter):
    return Folder(counter)


def labels(hands):
    return [label.text() for label in screen(hands).detail.findChildren(QLabel) if label.isVisible()]


def test_after_the_answer_each_clock_says_whether_it_was_kept(qtbot, counter, folder):
    console = counter.console
    legal = cases.open_case(console, CaseForm("Demora", "reclamo", Channel.PHONE)).id
    for case, moment in ((folder.late, NOW), (legal, NOW + timedelta(hours=2))):
        counter.clock.set(moment)
        cases.move_case(console, case, CaseState.RESOLVED, answer="Se reparó")
        cases.move_case(console, case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    hands = at_the_first(qtbot, counter)
    screen(hands).show_view("closed")
    hands.rest()
    stand_on(hands, folder.late)
    hands.rest(lambda: "Meta interna: fuera de plazo por 2 h" in labels(hands))
    stand_on(hands, legal)
    hands.rest(lambda: {"Meta interna: a tiempo", "Plazo legal: a tiempo"} <= set(labels(hands)))


def test_an_open_case_explains_both_clocks_and_what_nobody_has_verified(qtbot, counter, folder):
    case = cases.open_case(counter.console, CaseForm("Demora", "reclamo", Channel.PHONE)).id
    hands = at_the_first(qtbot, counter)
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, case)
    hands.rest(lambda: {"Meta interna", "Plazo legal (sin verificar)"} <= set(labels(hands)))
    assert sum(text.startswith("Vence ") for text in labels(hands)) >= 2


def test_the_citizens_paper_states_both_clocks_and_what_nobody_has_verified(counter):
    saved = cases.open_case(counter.console, CaseForm("Demora", "reclamo", Channel.PHONE))
    record = receipt_records.get(counter.console, RecordKey("case", saved.id))
    paper = receipts.printable(counter.console, counter.installation.custody, record, "")
    assert paper.following.heading.startswith("Le responderemos a más tardar")
    told = " ".join(paper.following.lines)
    assert "Así se cuenta: 48 horas corridas" in told
    assert "Plazo que fija la norma: hasta el" in told
    assert any(line.endswith("(sin verificar)") for line in paper.route)


def test_the_list_explains_both_clocks_in_tooltip_and_to_a_screen_reader(qtbot, counter, folder):
    from PySide6.QtCore import Qt

    case = cases.open_case(counter.console, CaseForm("Demora", "reclamo", Channel.PHONE)).id
    hands = at_the_first(qtbot, counter)
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, case)
    model = screen(hands).listing.model
    row = next(number for number in range(model.rowCount()) if model.row(number).id == case)
    spoken = str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleDescriptionRole)).split("\n")
    assert [line.split(": ")[0] for line in spoken] == ["Meta interna", "Plazo legal (sin verificar)"]
    assert all(": vence " in line for line in spoken)
    shown = str(model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole))
    assert "Meta interna: vence" in shown
    assert model.data(model.index(row, 1), Qt.ItemDataRole.AccessibleDescriptionRole) is None
