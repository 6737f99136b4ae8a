"""Every registered screen fits, has names and is reached by Tab: at each scale, in each theme, full and empty."""

from __future__ import annotations

import shutil

import pytest
from fits import faults
from probing import SIZES, run_probe
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from reach import nameless, unreachable
from screens_probe import NOW, lengthen

from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.cli.demo import prepare_demo
from desktop_app.domain.values import Role
from desktop_app.services import directory
from desktop_app.services.access import Actor
from desktop_app.system.clock import FixedClock
from ui.app import screen_entries


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demonstration with names as long as people have them."""
    folder = tmp_path_factory.mktemp("screens") / "demo"
    prepare_demo(folder, FixedClock(NOW))
    installation = open_installation(folder, FixedClock(NOW), exclusive=False)
    lengthen(installation)
    installation.close()
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A municipality on its first day."""
    folder = tmp_path_factory.mktemp("screens") / "empty"
    form = MunicipalityForm("Municipalidad Distrital de San Juan de Lurigancho", "pe", desk="Ventanilla 3")
    installation = create_municipality(folder, form, FixedClock(NOW))
    ctx = installation.context()
    for login, role in (("ana", Role.SUPERVISOR), ("luis", Role.OFFICIAL), ("ti", Role.ADMINISTRATOR)):
        directory.save_user(ctx, login, login.capitalize(), frozenset({role}))
    installation.close()
    return folder


@pytest.mark.parametrize("factor", SIZES)
def test_every_screen_fits_and_can_be_worked_without_a_mouse(factor, demo, empty, tmp_path):
    folders = [shutil.copytree(folder, tmp_path / folder.name) for folder in (demo, empty)]
    answer = run_probe(
        "screens_probe.py", factor, *folders, *(f"{width}x{height}" for width, height in SIZES[factor])
    )
    assert answer.faults == {}
    assert set(answer.seen) == every_screen(demo)


def every_screen(folder):
    """Return the ids of the screens that the program has for anybody."""
    installation = open_installation(folder, FixedClock(NOW), exclusive=False)
    roles = [Actor(None, role.value, frozenset({role})) for role in Role]
    custody = installation.custody
    found = {
        entry.id for actor in roles for entry in screen_entries(installation.context(actor), custody=custody)
    }
    installation.close()
    return found


# That the test above would notice: planted faults, one at a time.


@pytest.fixture
def shown(front):
    """A window with two good controls, to plant faults in."""
    window = QWidget()
    column = QVBoxLayout(window)
    row = QHBoxLayout()
    window.field = QLineEdit()
    window.field.setAccessibleName("Consulta")
    window.button = QPushButton("Registrar")
    row.addWidget(window.field)
    row.addWidget(window.button)
    column.addLayout(row)
    window.resize(420, 200)
    front(window)
    return window


def wrong(window):
    QApplication.processEvents()
    return faults(window) + nameless(window) + unreachable(window)


def test_a_good_window_has_no_fault(shown):
    assert wrong(shown) == []


def test_a_clipped_label_is_found(shown):
    label = QLabel("Una frase que no cabe en tan poco sitio")
    label.setMaximumWidth(60)
    shown.layout().addWidget(label)
    shown.layout().activate()
    assert any("Una frase" in fault for fault in wrong(shown))


def test_an_overlap_is_found(shown):
    stray = QPushButton("Encima", shown)
    stray.setGeometry(shown.button.geometry())
    stray.show()
    assert any("overlap" in fault for fault in wrong(shown))


def test_an_unnamed_button_is_found(shown):
    shown.layout().addWidget(QPushButton())
    assert any("has no name" in fault for fault in wrong(shown))


def test_an_unnamed_list_is_found(shown):
    shown.field.setAccessibleName("")
    assert [fault for fault in wrong(shown) if "has no name" in fault]


@pytest.mark.parametrize("policy", [Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus])
def test_a_control_that_tab_passes_by_is_found(shown, policy):
    shown.field.setFocusPolicy(policy)
    told = [fault for fault in wrong(shown) if "does not reach" in fault]
    assert told == [
        "Tab does not reach QLineEdit 'Consulta'",
        "Shift+Tab does not reach QLineEdit 'Consulta'",
    ]


def test_a_field_that_swallows_tab_is_found(shown):
    class Swallows(QLineEdit):
        def event(self, event):
            if event.type() == event.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                return True
            return super().event(event)

    trap = Swallows()
    trap.setAccessibleName("Trampa")
    shown.layout().insertWidget(0, trap)
    shown.layout().addWidget(QPushButton("Después"))
    QApplication.processEvents()
    trap.setFocus()
    assert any(fault.startswith("Tab does not reach") for fault in wrong(shown))


def test_what_lies_beyond_a_switched_off_bar_is_found(shown):
    area = QScrollArea()
    area.setAccessibleName("Detalle")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    wide = QLabel("x")
    wide.setMinimumWidth(900)
    area.setWidget(wide)
    area.setWidgetResizable(True)
    shown.layout().addWidget(area)
    shown.layout().activate()
    assert any("beyond its right edge" in fault for fault in wrong(shown))
