"""The slip of a hand-over (AUM-010-030): whom to ask for, where, and the need in words."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain import spanish
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.receipt_paper import ROLL
from desktop_app.domain.slip import SMALL, PrintableSlip
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState
from desktop_app.services import referral_lists
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import ReferralDetail

PAPERS = (ROLL, SMALL)
_OVER = (ReferralState.RETURNED, ReferralState.VOIDED)
_KNOWS = (ReferralState.ACCEPTED, ReferralState.CONFIRMED_BY_PHONE)


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A slip as a PDF."""

    referral: bytes
    number: str
    title: str
    paper: str
    data: bytes


def issue(ctx: Context, referral: bytes, paper: str = ROLL) -> PrintedSlip:
    """Return the slip of a hand-over. Raises NotFound, NotAllowed, InvalidInput for one that sends nobody anywhere."""
    from desktop_app.reports.pdf.slip import render_slip

    words = printable(ctx, referral_lists.detail(ctx, referral))
    chosen = paper if paper in PAPERS else ROLL
    return PrintedSlip(referral, words.number, words.title, chosen, render_slip(words, paper=chosen))


def printable(ctx: Context, found: ReferralDetail) -> PrintableSlip:
    """Return what stands on the paper. Raises InvalidInput as :func:`issue`."""
    line = found.line
    if line.state in _OVER or found.onward is not None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "La vinculación {number} no siguió con esta unidad: entregue el papel de la que la sigue.",
            ),
            number=line.number,
        )
    unit = found.works_in or line.unit
    return PrintableSlip(
        title=QT_TRANSLATE_NOOP("core", "Vinculación"),
        municipality=ctx.rules.municipality,
        office=ctx.desk.office_name,
        number=line.number,
        need=line.need,
        heading=_heading(line.state, named=bool(line.official)),
        person=line.official or unit,
        unit=unit if line.official else "",
        place=found.place,
        sent=spanish.moment(line.sent),
        lines=_lines(line.state, named=bool(line.official)),
        made_at=ctx.now(),
    )


def _heading(state: ReferralState, *, named: bool) -> str:
    if not named:
        return QT_TRANSLATE_NOOP("core", "Vaya a")
    if state in _KNOWS:
        return QT_TRANSLATE_NOOP("core", "Le atenderá")
    return QT_TRANSLATE_NOOP("core", "Pregunte por")


def _lines(state: ReferralState, *, named: bool) -> tuple[str, ...]:
    if state in _KNOWS and named:
        return (QT_TRANSLATE_NOOP("core", "Ya conoce su necesidad: no tiene que volver a explicarla."),)
    if state is ReferralState.NO_ANSWER:
        return (
            QT_TRANSLATE_NOOP("core", "Se le llamó y no respondió: si no le encuentra, vuelva a ventanilla."),
        )
    return (QT_TRANSLATE_NOOP("core", "Muestre este papel: dice qué necesita."),)
