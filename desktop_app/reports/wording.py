"""Words that the printed report and the workbook share."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.domain import spanish
from desktop_app.domain.figures import CriticalCase, Holds, HoldTally, Referrals, Tally
from desktop_app.domain.months import NAMES, Month
from desktop_app.domain.text import QT_TRANSLATE_NOOP


def no_data() -> str:
    """Return the words for a figure that is not known, which is not zero."""
    return QT_TRANSLATE_NOOP("core", "sin datos")


def month_name(month: Month) -> str:
    """Return a short name: ``sep 2026``."""
    return f"{NAMES[month.number - 1][:3]}{spanish.NBSP}{month.year}"


def change(now: int, before: int | None) -> str:
    """Return the difference from before: ``+12 (+9 %)``; from under 20 on, without a percentage."""
    if before is None:
        return no_data()
    if now == before:
        return QT_TRANSLATE_NOOP("core", "igual")
    difference = spanish.signed(now - before)
    if before < 20:
        return difference
    share = spanish.percent((now - before) / before, 0)
    sign = "+" if now > before and not share.startswith("0") else ""
    return f"{difference} ({sign}{share})"


def answer_status(case: CriticalCase) -> str:
    """Return how the first answer of a critical case stands, in words."""
    if case.answered_at is None:
        return QT_TRANSLATE_NOOP("core", "Sin respuesta")
    if case.answered_on_time is None:
        return QT_TRANSLATE_NOOP("core", "Respondida")
    return (
        QT_TRANSLATE_NOOP("core", "A tiempo") if case.answered_on_time else QT_TRANSLATE_NOOP("core", "Tarde")
    )


def waits_total(data: Holds) -> HoldTally:
    """Return the row of all waits together."""
    return replace(data.every, label=QT_TRANSLATE_NOOP("core", "Total"))


def outcomes(data: Referrals) -> list[Tally]:
    """Return how the month's hand-overs ended, together all that were sent."""
    rows = [
        Tally("accepted", QT_TRANSLATE_NOOP("core", "Aceptada en el sistema"), data.accepted),
        Tally(
            "confirmed_by_phone",
            QT_TRANSLATE_NOOP("core", "Confirmada por teléfono"),
            data.confirmed_by_phone,
        ),
        *(
            Tally(
                row.code, QT_TRANSLATE_NOOP("core", "Devuelta: {reason}").format(reason=row.label), row.count
            )
            for row in data.returned
        ),
        Tally("no_answer", QT_TRANSLATE_NOOP("core", "Sin respuesta"), data.no_answer),
        Tally("pending", QT_TRANSLATE_NOOP("core", "Por responder"), data.pending),
    ]
    return [row for row in rows if row.count or row.code in {"accepted", "wrong_unit"}]
