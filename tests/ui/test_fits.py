"""The checker itself finds planted faults, and the shell has none at any size or theme."""

from __future__ import annotations

import pytest
from fits import faults
from probing import SIZES, run_probe
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


def _shown(qtbot, content: QWidget, width: int = 160, height: int = 80) -> QWidget:
    root = QWidget()
    qtbot.addWidget(root)
    QVBoxLayout(root).addWidget(content)
    root.show()
    root.resize(width, height)
    root.layout().activate()
    return root


def test_a_roomy_window_has_no_fault(qtbot):
    box = QWidget()
    row = QHBoxLayout(box)
    row.addWidget(QLabel("Consulta"))
    row.addWidget(QPushButton("Registrar"))
    assert faults(_shown(qtbot, box, 400, 120)) == []


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: QLabel("Una frase que no cabe en tan poco sitio"), "QLabel"),
        (lambda: QPushButton("Registrar la atención y despedir"), "QPushButton"),
    ],
)
def test_words_that_are_cut_are_found(qtbot, make, word):
    widget = make()
    widget.setMaximumWidth(60)
    assert any(word in fault for fault in faults(_shown(qtbot, widget)))


def test_wrapped_lines_that_are_cut_are_found(qtbot):
    label = QLabel("Una frase larga que se parte en varias líneas y que no cabe en esta altura")
    label.setWordWrap(True)
    label.setMaximumHeight(18)
    assert any("lines" in fault for fault in faults(_shown(qtbot, label)))


def test_a_cut_placeholder_is_found(qtbot):
    field = QLineEdit()
    field.setPlaceholderText("Escriba la necesidad: trámite, denuncia o consulta")
    assert any("placeholder" in fault for fault in faults(_shown(qtbot, field)))


def test_a_cut_item_of_a_combo_is_found(qtbot):
    box = QComboBox()
    box.addItems(["Sí", "Servicios generales y limpieza pública"])
    box.setFixedWidth(90)
    assert any("Servicios" in fault for fault in faults(_shown(qtbot, box)))


def test_overlapping_siblings_and_strays_are_found(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    one, other, stray = QPushButton("A", root), QPushButton("B", root), QPushButton("C", root)
    one.setGeometry(0, 0, 90, 40)
    other.setGeometry(50, 0, 90, 40)
    stray.setGeometry(380, 0, 90, 40)
    root.resize(400, 200)
    root.show()
    found = faults(root)
    assert any("overlap" in fault for fault in found)
    assert any("outside" in fault for fault in found)


@pytest.mark.parametrize("factor", SIZES)
def test_the_shell_fits_at_every_scale_and_theme(factor):
    assert run_probe("fit_probe.py", factor, *SIZES[factor][0]).faults == {}
