"""That the walk over what a screen reader is told notices what is wrong: planted faults, one at a time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from spoken import disorderly, ill_told


class Section(QWidget):
    """A window with a search and a section."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        top = QLineEdit()
        top.setAccessibleName("Buscar")
        outer = QVBoxLayout(self)
        outer.addWidget(top)
        outer.addWidget(self.inner)
        self.fields = []
        for name in ("Consulta", "Ciudadano", "Detalle"):
            field = QLineEdit()
            field.setAccessibleName(name)
            self.column.addWidget(field)
            self.fields.append(field)

    def current_screen(self) -> QWidget:
        return self.inner


@pytest.fixture
def section(front):
    made = Section()
    front(made)
    return made


def told(section):
    QApplication.processEvents()
    return ill_told(section)


def test_a_good_section_is_told_well(section):
    assert told(section) == []
    section.fields[0].setFocus()
    assert disorderly(section) == []


def test_something_that_is_called_nothing_is_found(section):
    section.fields[1].setAccessibleName("")
    assert told(section) == ["QLineEdit takes the focus and is called nothing"]


def test_something_without_a_role_is_found(section):
    drawn = QWidget()
    drawn.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    drawn.setAccessibleName("Carga")
    section.column.addWidget(drawn)
    assert told(section) == ["QWidget 'Carga' takes the focus as a Client"]
    drawn.setAccessibleDescription("Vías 3, Rentas 2")
    assert told(section) == []


def test_two_that_nobody_can_tell_apart_are_found(section):
    for _ in range(2):
        section.column.addWidget(QPushButton("Abrir"))
    assert told(section) == ["2 of one kind are called 'Abrir'"]


def test_a_row_that_is_heard_in_part_is_found(section):
    table = QTableWidget(1, 2)
    table.setAccessibleName("Casos")
    section.column.addWidget(table)
    assert told(section) == ["the first row of QTableWidget 'Casos' is silent"]
    table.model().setData(table.model().index(0, 0), "Venció")
    assert told(section) == ["the first row of QTableWidget 'Casos' is heard only in its first cell"]
    table.model().setData(table.model().index(0, 0), "Venció, bache", Qt.ItemDataRole.AccessibleTextRole)
    assert told(section) == []


def test_a_list_of_one_column_is_heard_as_it_is(section):
    rows = QListWidget()
    rows.setAccessibleName("Páginas")
    rows.addItem("Estado")
    section.column.addWidget(rows)
    assert told(section) == []


def test_a_step_back_is_found(section):
    QWidget.setTabOrder(section.fields[0], section.fields[2])
    QWidget.setTabOrder(section.fields[2], section.fields[1])
    section.fields[1].setFocus()
    assert disorderly(section) == ["Tab goes back from QLineEdit 'Detalle' up to QLineEdit 'Ciudadano'"]
