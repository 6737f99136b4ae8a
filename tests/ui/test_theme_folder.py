"""The look where the program lies: often below "Program Files"."""

from __future__ import annotations

import shutil

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from ui.kit import sheet, theme
from ui.kit.resources import resource
from ui.kit.theme import ThemeName


def picture(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    box, choice = QCheckBox("Sin contacto"), QComboBox()
    box.setChecked(True)
    choice.addItem("A4")
    column.addWidget(box)
    column.addWidget(choice)
    window.resize(200, 90)
    return window.grab().toImage()


def test_a_folder_with_blanks_and_signs_changes_nothing(look, qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "Archivos de programa ñ (x86)" / "Ventanilla"
    shutil.copytree(resource("themes"), folder / "themes")
    for name in (ThemeName.DARK, ThemeName.LIGHT):
        theme.apply_theme(look, name)
        usual = picture(qtbot)
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(sheet, "resource", folder.joinpath)
            theme.apply_theme(look, name)  # a sheet that cannot be parsed fails the test by its warning
            assert str(folder.name) in look.styleSheet()
            assert picture(qtbot) == usual
    theme.apply_theme(look, ThemeName.LIGHT)
