"""Hand-overs in words: their state as a badge, what to say to the citizen, what happened."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.labels import label
from desktop_app.domain.protocol import AttentionFacts, HandOver
from desktop_app.domain.protocol_words import sentence
from desktop_app.domain.urgency import rough
from desktop_app.domain.values import Channel, ReferralState
from desktop_app.domain.waiting import waiting_badge
from desktop_app.services.context import Context
from desktop_app.services.referral_lists import HistoryEntry, ReferralDetail, ReferralLine
from ui.kit.badges import Badge, BadgeKind
from ui.kit.core import core
from ui.kit.formats import near_moment_text
from ui.kit.urgency import case_badge

_ACCEPTED = (ReferralState.ACCEPTED, ReferralState.CONFIRMED_BY_PHONE)


def state_badge(line: ReferralLine) -> Badge:
    """Return how a hand-over stands: only what needs an act is filled."""
    if line.state is ReferralState.SENT:
        return case_badge(waiting_badge(line.waited))
    if line.sent_on and line.state in (ReferralState.RETURNED, ReferralState.NO_ANSWER):
        return Badge(BadgeKind.CLOSED, QCoreApplication.translate("Referrals", "Reasignada"))
    if line.state is ReferralState.RETURNED:
        return Badge(BadgeKind.DUE_SOON, core(label(line.state)))
    if line.state is ReferralState.NO_ANSWER:
        return Badge(BadgeKind.PAUSED, core(label(line.state)))
    if line.state in _ACCEPTED:
        words = (
            QCoreApplication.translate("Referrals", "Aceptada en {time}")
            if line.state is ReferralState.ACCEPTED
            else QCoreApplication.translate("Referrals", "Por teléfono en {time}")
        )
        return Badge(BadgeKind.CLOSED, words.format(time=rough(line.waited)))
    return Badge(BadgeKind.CLOSED, core(label(line.state)))


def sent_text(moment: datetime, now: datetime) -> str:
    """Return when a hand-over was sent, short: the hour of today, day and hour of this year, else the date."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment:%d/%m %H:%M}" if moment.year == now.year else f"{moment:%d/%m/%Y}"


def receiver_text(official: str, unit: str) -> str:
    """Return official and unit."""
    return " · ".join(part for part in (official, unit) if part)


def not_here_text() -> str:
    """Return what stands for a unit or a person whose record another desk has not sent yet."""
    return QCoreApplication.translate("Referrals", "(aún no llegó a este equipo)")


def unknown_text() -> str:
    """Return what stands for a citizen who is not known here."""
    return QCoreApplication.translate("Referrals", "(sin identificar)")


def say_text(context: Context, hand_over: HandOver, channel: Channel, now: datetime) -> str:
    """Return what to say to the citizen now; it never claims what has not happened yet."""
    facts = AttentionFacts(channel, need="x", need_settled=True, outside_capacity=True, hand_over=hand_over)
    rules = context.rules
    return sentence(facts, context.actor.name, rules.municipality, now, rules.phrases)


def history_text(entry: HistoryEntry, now: datetime) -> str:
    """Return one thing that happened, in a line."""
    when = near_moment_text(entry.at, now)
    if entry.linked:
        words = QCoreApplication.translate("Referrals", "Enlazada como la misma necesidad")
    elif entry.to is None:
        words = QCoreApplication.translate("Referrals", "Enviada a {receiver}").format(
            receiver=receiver_text(entry.official, entry.unit) or not_here_text()
        )
    else:
        words = core(label(entry.to))
        if entry.reason is not None:
            words = f"{words}: {core(label(entry.reason))}"
        if not entry.counted:
            words = QCoreApplication.translate(
                "Referrals", "{answer} (no cambió nada: otro respondió antes)"
            ).format(answer=words)
    return " · ".join(part for part in (when, words, entry.author) if part)


def bounces_text(bounces: int) -> str:
    """Return how often the need was handed on already."""
    if not bounces:
        return ""
    if bounces == 1:
        return QCoreApplication.translate(
            "Referrals", "1 rebote: es la segunda unidad o persona que la recibe"
        )
    return QCoreApplication.translate("Referrals", "{count} rebotes").format(count=bounces)


def note_text(found: ReferralDetail, now: datetime) -> str:
    """Return what both sides should know: rival answers, where the need went on, a need that looks the same."""
    said = []
    rivals = [entry for entry in found.rivals if entry.to is not None]
    if rivals:
        words = QCoreApplication.translate(
            "Referrals",
            "Dos respuestas distintas: también se respondió «{answer}» ({who}). Vale la primera; pónganse de acuerdo.",
        )
        last = rivals[-1]
        answer = core(label(last.to)) if last.to is not None else ""
        said.append(words.format(answer=answer, who=last.author or not_here_text()))
    onward = found.onward
    if onward is not None:
        words = QCoreApplication.translate(
            "Referrals", "La necesidad siguió: {number}, {receiver} ({state})."
        )
        receiver = receiver_text(onward.official, onward.unit) or not_here_text()
        said.append(
            words.format(number=onward.number, receiver=receiver, state=core(label(onward.state)).lower())
        )
    if found.same_need:
        earlier = found.same_need[0]
        words = QCoreApplication.translate(
            "Referrals", "¿Es la misma necesidad que {number}, {when}, {receiver} ({state})? Enlácela con E."
        )
        receiver = receiver_text(earlier.official, earlier.unit) or not_here_text()
        state = core(label(earlier.state)).lower()
        when = near_moment_text(earlier.sent, now)
        said.append(words.format(number=earlier.number, when=when, receiver=receiver, state=state))
    return "\n".join(said)


def need_text(need: str, bounces: int) -> str:
    """Return a need as a list shows it: how often it was handed on already stands before it."""
    if not bounces:
        return need
    return QCoreApplication.translate("Referrals", "↻{count} · {need}").format(count=bounces, need=need)


def instead_text(need: str, absent: str) -> str:
    """Return a need as the tray shows it: in whose place it is there stands before it."""
    if not absent:
        return need
    return QCoreApplication.translate("Referrals", "En reemplazo de {name} · {need}").format(
        name=absent, need=need
    )
