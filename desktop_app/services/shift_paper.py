"""The printed list of a shift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.shift_page import ShiftPage, ShiftPageLine
from desktop_app.services import shifts
from desktop_app.services.context import Context
from desktop_app.services.reporting import paper_for


@dataclass(frozen=True, slots=True)
class PrintedShift:
    """The list as a PDF, and the paper it is on."""

    data: bytes
    paper: str


def shift_list(ctx: Context, receivers: Mapping[bytes, bytes], note: str = "") -> PrintedShift:
    """Return what the actor would leave open now, with who receives it. Raises NotAllowed."""
    from desktop_app.reports.pdf.shift import render_shift

    work = shifts.open_work(ctx)
    names = {each.official: each.name for each in shifts.colleagues(ctx)}
    page = ShiftPage(
        municipality=ctx.rules.municipality,
        office=ctx.desk.office_name,
        sender=ctx.actor.name,
        made_at=ctx.now(),
        cases=tuple(
            ShiftPageLine(
                line.number,
                line.subject,
                line.badge.text,
                line.next_action,
                names.get(receivers.get(line.id, b""), "–"),
            )
            for line in work.cases
        ),
        referrals=tuple((row.number, row.need, row.unit) for row in work.referrals),
        note=note.strip(),
    )
    paper = paper_for(ctx, None)
    return PrintedShift(render_shift(page, paper=paper), paper)
