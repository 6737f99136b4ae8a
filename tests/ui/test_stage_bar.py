"""The five stages of the manual as a bar: told in words, told apart without colour, whole in the pane."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics

from desktop_app.domain.case_progress import (
    STAGE_LABELS,
    CaseStep,
    Stage,
    StageProgress,
    StageStatus,
    progress,
)
from desktop_app.domain.values import CaseState
from ui.cases.stage_bar import StageBar
from ui.cases.words import stages_spoken
from ui.kit import theme
from ui.kit.theme import ThemeName

PANE = 318
"""What the narrowest pane leaves beside its scroll bar, in pixels."""


@pytest.fixture
def bar(qtbot):
    made = StageBar()
    qtbot.addWidget(made)
    made.resize(PANE, 40)
    return made


def test_it_is_spoken_with_all_four_kinds():
    reception, registration, referral, follow_up, answer = Stage
    stages = (
        StageProgress(reception, StageStatus.DONE),
        StageProgress(registration, StageStatus.DONE),
        StageProgress(referral, StageStatus.SKIPPED),
        StageProgress(follow_up, StageStatus.CURRENT),
        StageProgress(answer, StageStatus.PENDING),
    )
    assert stages_spoken(stages) == (
        "Etapa actual: Seguimiento. Hecho: Recepción, Registro. Falta: Respuesta. Sin pasar por: Derivación"
    )


def test_its_accessible_name_follows_the_case(bar):
    bar.show_stages(progress([CaseStep("open", CaseState.REGISTERED)]))
    before = bar.accessibleName()
    bar.show_stages(progress([CaseStep("open", CaseState.REGISTERED), CaseStep("move", CaseState.RESOLVED)]))
    assert "Etapa actual: Derivación" in before
    assert "Hecho: Recepción, Registro, Respuesta" in bar.accessibleName()


def test_no_name_is_cut_in_the_pane(bar):
    stages = progress([CaseStep("open", CaseState.REGISTERED), CaseStep("move", CaseState.IN_PROGRESS)])
    bar.show_stages(stages)
    strong = QFontMetrics(theme.font(theme.Size.SMALL, strong=True))
    for cell, stage in zip(bar._cells(strong), stages, strict=True):
        assert cell.width() >= strong.horizontalAdvance(STAGE_LABELS[stage.stage])
    assert sum(cell.width() for cell in bar._cells(strong)) <= PANE
    assert bar.sizeHint().width() <= PANE


@pytest.mark.parametrize("name", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST])
def test_each_kind_of_stage_looks_different_without_colour(qtbot, qapp, bar, name):
    """Only how light a pixel is counts: what tells two stages apart must be their form."""
    theme.apply_theme(qapp, name)
    try:
        looks = set()
        for status in StageStatus:
            bar.show_stages((StageProgress(Stage.REGISTRATION, status),))
            image = bar.grab().toImage()
            background = image.pixelColor(0, 0)
            shape = frozenset(
                (x, y)
                for x in range(image.width())
                for y in range(20)
                if abs(image.pixelColor(x, y).lightness() - background.lightness()) > 25
            )
            looks.add(shape)
        assert len(looks) == len(StageStatus)
    finally:
        theme.apply_theme(qapp, ThemeName.LIGHT)
