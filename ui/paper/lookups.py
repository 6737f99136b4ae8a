"""What the fields of the transcription look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import blanks
from desktop_app.services import paper
from desktop_app.services.context import Context
from ui.kit.finding import MOST
from ui.kit.formats import moment_text
from ui.kit.suggest import Choice


def form_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return forms that wait to be transcribed and whose number holds the digits that were typed."""
    wanted = blanks.digits(typed)
    if not wanted:
        return []
    printed = QCoreApplication.translate("Paper", "impreso el {moment}")
    found = [form for form in paper.gaps(context) if wanted in blanks.digits(form.number)]
    # The whole number needs no list: what it stands for is told under the field.
    if len(found) == 1 and blanks.digits(found[0].number) == wanted:
        return []
    return [
        Choice(form.number, form.number, printed.format(moment=moment_text(form.printed)))
        for form in found[:MOST]
    ]
