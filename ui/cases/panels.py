"""The forms of the pane. A new one is named here, and opened by a step whose ``panel`` is its name."""

from __future__ import annotations

from desktop_app.services.context import Context
from ui.cases.closing import ClosingStrip
from ui.cases.files_panel import FilesPanel
from ui.cases.letter_panel import LetterPanel
from ui.cases.panel import CasePanel
from ui.cases.stepform import StepForm
from ui.kit.operations import Background


def make_panels(context: Context, background: Background, submit_hint: str) -> tuple[CasePanel, ...]:
    """Return every form of the pane, closed; in the order of the pane."""
    return (
        StepForm(context, background, submit_hint),
        ClosingStrip(submit_hint),
        LetterPanel(context, background, submit_hint),
        FilesPanel(background, submit_hint),
    )
