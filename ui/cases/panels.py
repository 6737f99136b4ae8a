"""The forms of the pane. A new one is named here, and opened by a step whose ``panel`` is its name."""

from __future__ import annotations

from desktop_app.services.context import Context
from ui.cases.closing import ClosingStrip
from ui.cases.correcting import CorrectionPanel
from ui.cases.extending import ExtensionPanel
from ui.cases.files_panel import FilesPanel
from ui.cases.letter_panel import LetterPanel
from ui.cases.leveling import LevelPanel
from ui.cases.other_case import RelatePanel, UnitePanel
from ui.cases.panel import CasePanel
from ui.cases.pausing import PausePanel
from ui.cases.reason_panel import ReasonPanel
from ui.cases.stepform import StepForm
from ui.kit.operations import Background

WITH_REASON: tuple[type[ReasonPanel], ...] = (
    PausePanel, LevelPanel, ExtensionPanel, UnitePanel, RelatePanel, CorrectionPanel,
)  # fmt: skip
"""Forms that keep what is typed with the keeper of the steps."""


def make_panels(
    context: Context, background: Background, submit_hint: str, turn_hint: str, causes_hint: str
) -> tuple[CasePanel, ...]:
    """Return every form of the pane, closed; in the order of the pane."""
    form = StepForm(context, background, submit_hint)
    return (
        form,
        ClosingStrip(context, background, submit_hint, turn_hint, causes_hint),
        *(make(context, background, form.keeper, submit_hint) for make in WITH_REASON),
        LetterPanel(context, background, submit_hint),
        FilesPanel(background, submit_hint),
    )
