"""Attempts, opinions and closings in words, for the form and the detail."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.figure_texts import SCORE_LABELS
from desktop_app.domain.labels import label_of
from desktop_app.domain.values import Channel, Confirmation
from desktop_app.services.closing import Ended, OpinionTold, Tries
from ui.kit.core import core
from ui.kit.formats import weekdays


def tries_text(tries: Tries) -> str:
    """Return how many attempts were made, each with its moment and channel, and the rule where it matters."""
    count = len(tries.counted)
    if not count:
        words = QCoreApplication.translate(
            "Cases", "Se anotará el intento. Con {needed} podrá cerrarlo sin confirmación."
        ).format(needed=tries.needed)
    else:
        told = ", ".join(
            f"{weekdays()[at.weekday()]} {at:%d/%m %H:%M} {core(label_of(Channel, how)).lower()}"
            for at, how in tries.counted
        )
        if count == 1:
            head = QCoreApplication.translate("Cases", "1 de {needed} intentos: {told}.")
        else:
            head = QCoreApplication.translate("Cases", "{count} de {needed} intentos: {told}.")
        words = head.format(count=count, needed=tries.needed, told=told)
    if tries.enough:
        words += " " + QCoreApplication.translate("Cases", "Ya puede cerrarlo sin confirmación.")
    elif tries.near or not tries.next_counts:
        words += " " + gap_text(tries.gap_minutes)
    return words


def gap_text(minutes: int) -> str:
    """Return the rule by which attempts count."""
    text = QCoreApplication.translate("Cases", "Los intentos con menos de {gap} entre sí cuentan como uno.")
    return text.format(gap=_gap(minutes))


def attempt_noted(tries: Tries) -> str:
    """Return what is noted once another attempt is logged."""
    if not tries.next_counts:
        text = QCoreApplication.translate(
            "Cases", "Intento (a menos de {gap} del anterior: siguen contando {count} de {needed})"
        )
        return text.format(gap=_gap(tries.gap_minutes), count=len(tries.counted), needed=tries.needed)
    count = len(tries.counted) + 1
    if count >= tries.needed:
        text = QCoreApplication.translate(
            "Cases", "Intento {count} de {needed}; ya puede cerrarlo sin confirmación"
        )
    else:
        text = QCoreApplication.translate("Cases", "Intento {count} de {needed}")
    return text.format(count=count, needed=tries.needed)


def score_words(score: int | None) -> str:
    """Return an opinion in words."""
    if score is None:
        return QCoreApplication.translate("Cases", "no quiso responder")
    name = core(SCORE_LABELS[score - 1]).partition(" ")[2].lower()
    return QCoreApplication.translate("Cases", "{score} de 5, {name}").format(score=score, name=name)


def entered_words(opinion: OpinionTold) -> str:
    """Return who entered an opinion."""
    if opinion.by_citizen:
        return QCoreApplication.translate("Cases", "la anotó el ciudadano en pantalla")
    if opinion.by_handler:
        return QCoreApplication.translate("Cases", "la anotó quien atendió el caso; se informa aparte")
    return QCoreApplication.translate("Cases", "la anotó otra persona")


def opinion_text(opinion: OpinionTold) -> str:
    """Return what the citizen thinks and who entered it; their own words are marked as such."""
    text = QCoreApplication.translate("Cases", "Satisfacción: {score} ({who}).").format(
        score=score_words(opinion.score), who=entered_words(opinion)
    )
    if opinion.comment:
        text += "\n" + QCoreApplication.translate("Cases", "En palabras del ciudadano: «{comment}»").format(
            comment=opinion.comment
        )
    return text


def ended_text(found: Ended) -> str:
    """Return how a case was closed, and why it came up."""
    if found.confirmation == Confirmation.NOT_REACHED:
        text = unconfirmed_text(found.attempts)
    else:
        how = core(label_of(Confirmation, found.confirmation)).lower()
        text = QCoreApplication.translate("Cases", "Cerrado: el ciudadano confirmó {how}.").format(how=how)
    causes = [core(each) for each in found.causes]
    if found.cause_text:
        causes = [*causes[:-1], f"{causes[-1]} ({found.cause_text})"] if causes else [found.cause_text]
    if causes:
        text += "\n" + QCoreApplication.translate("Cases", "Causas: {causes}.").format(
            causes=", ".join(causes)
        )
    return text


def unconfirmed_text(attempts: int | None) -> str:
    """Return how a case without the citizen's confirmation was closed."""
    if attempts is None:
        return QCoreApplication.translate("Cases", "Cerrado sin confirmación.")
    if attempts == 1:
        return QCoreApplication.translate("Cases", "Cerrado sin confirmación tras 1 intento.")
    return QCoreApplication.translate("Cases", "Cerrado sin confirmación tras {count} intentos.").format(
        count=attempts
    )


def _gap(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return QCoreApplication.translate("Cases", "{count} min").format(count=minutes)
    if hours == 1:
        return QCoreApplication.translate("Cases", "1 hora")
    return QCoreApplication.translate("Cases", "{count} horas").format(count=hours)
