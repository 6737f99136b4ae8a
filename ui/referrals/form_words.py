"""What the form of a hand-over says of where it comes from, and of whom it goes to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label
from ui.kit.core import core
from ui.referrals.draft import Writing
from ui.referrals.lookups import Member


def origin_text(writing: Writing, *, brief: bool) -> str:
    """Return why this is written: what came back and why, or the case that goes on. ``brief``: without the comment."""
    start = writing.start
    if start.previous is not None:
        if start.returned is None:
            return QCoreApplication.translate("Referrals", "{number}: {who} no respondió.").format(
                number=start.number, who=start.returned_by
            )
        comment = "" if brief else start.comment
        why = ". ".join(part for part in (core(label(start.returned)), comment) if part)
        return QCoreApplication.translate("Referrals", "{number} volvió de {who}: {why}").format(
            number=start.number, who=start.returned_by, why=why
        )
    if start.case is not None:
        return QCoreApplication.translate(
            "Referrals", "Se deriva el caso {number}: pasa a la unidad que elija."
        ).format(number=start.number)
    return ""


def warning_text(writing: Writing) -> str:
    """Return what is to be known of whom it goes to, before anything is promised."""
    card, chosen = writing.card, writing.official
    if card is None or writing.unit is None:
        return ""
    if writing.unit in writing.start.refused:
        return QCoreApplication.translate(
            "Referrals", "{unit} ya la devolvió: dijo que no le corresponde."
        ).format(unit=card.name)
    member = next((each for each in card.members if each.id == chosen), None)
    if member is not None and member.id in writing.start.avoid:
        return QCoreApplication.translate("Referrals", "{name} ya la devolvió o no respondió.").format(
            name=member.called()
        )
    if member is not None and member.id != card.suggested and not (member.present and member.attends):
        return QCoreApplication.translate("Referrals", "{name}: {presence}").format(
            name=member.called(), presence=member.presence
        )
    return card.note if chosen in (card.suggested, None) else ""


def member_text(member: Member) -> str:
    """Return an official as the list of the unit's people shows them."""
    return " · ".join(part for part in (member.called(), member.presence) if part)
