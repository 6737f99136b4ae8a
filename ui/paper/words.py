"""How the list and the forms say things."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import spanish
from desktop_app.domain.blanks import OPEN, STATE_WORDS, BlankState
from desktop_app.domain.labels import label_of
from desktop_app.domain.values import Result
from desktop_app.services.late import LateTerms
from desktop_app.services.paper import Batch, Form, Use
from ui.kit.badges import Badge, BadgeKind
from ui.kit.breaking import shortened
from ui.kit.core import core
from ui.kit.formats import moment_text, near_moment_text, short_day

_CHOICE = 24
_KINDS = {
    BlankState.BLANK: BadgeKind.ON_TIME,
    BlankState.MISSING: BadgeKind.DUE_SOON,
    BlankState.TRANSCRIBED: BadgeKind.CLOSED,
    BlankState.SPOILED: BadgeKind.PAUSED,
}


def state_badge(form: Form) -> Badge:
    """Return how a form stands, as a badge."""
    if len(form.uses) > 1:
        words = QCoreApplication.translate("Paper", "Transcrito {count} veces").format(count=len(form.uses))
        return Badge(BadgeKind.OVERDUE, words)
    return Badge(_KINDS[form.state], core(STATE_WORDS[form.state]))


def what_text(form: Form) -> str:
    """Return what became of a form: topic and citizen, or why it is spoiled."""
    if form.uses:
        use = form.uses[0]
        return " · ".join(part for part in (use.topic, use.citizen) if part)
    return " ".join(form.reason.split())


def age_text(then: datetime, now: datetime) -> str:
    """Return how long ago a local moment was, in days."""
    days = (now.date() - then.date()).days
    if days <= 0:
        return QCoreApplication.translate("Paper", "hoy")
    if days == 1:
        return QCoreApplication.translate("Paper", "ayer")
    return QCoreApplication.translate("Paper", "hace {days} días").format(days=spanish.integer(days))


def printed_text(form: Form, now: datetime) -> str:
    """Return when and by whom a form was printed."""
    by = form.by or QCoreApplication.translate("Paper", "la consola")
    return QCoreApplication.translate("Paper", "Impreso el {moment} por {name} ({age})").format(
        moment=moment_text(form.printed), name=by, age=age_text(form.printed, now)
    )


def batch_text(batch: Batch, now: datetime) -> str:
    """Return a batch as one short line: which desk, when, how many forms, how many are missing."""
    when = f"{short_day(batch.printed.date(), now.date())} {batch.printed:%H:%M}"
    missing = batch.counts[BlankState.MISSING]
    parts = (batch.first[:5], when, forms_text(batch.size), missing_text(missing) if missing else "")
    return " · ".join(part for part in parts if part)


def batch_tip(batch: Batch) -> str:
    """Return where a batch was printed and which numbers it has."""
    words = QCoreApplication.translate("Paper", "Del {first} al {last}").format(
        first=batch.first, last=batch.last
    )
    return " · ".join(part for part in (words, batch.office_name, batch.by) if part)


def chip_text(name: str) -> str:
    """Return a name cut to what a list of choices beside other fields has room for."""
    return shortened(name, _CHOICE)


def forms_text(count: int) -> str:
    """Return how many forms there are."""
    if count == 1:
        return QCoreApplication.translate("Paper", "1 formulario")
    return QCoreApplication.translate("Paper", "{count} formularios").format(count=spanish.integer(count))


def missing_text(count: int) -> str:
    """Return how many forms are missing."""
    if count == 1:
        return QCoreApplication.translate("Paper", "falta 1")
    return QCoreApplication.translate("Paper", "faltan {count}").format(count=spanish.integer(count))


def gaps_text(forms: list[Form]) -> str:
    """Return the header's sentence: how many are missing, how many still lie in the drawer."""
    missing = sum(form.state is BlankState.MISSING for form in forms)
    blank = sum(form.state is BlankState.BLANK for form in forms)
    if not forms:
        return QCoreApplication.translate("Paper", "Todavía no se ha impreso ninguno.")
    if not missing and not blank:
        return QCoreApplication.translate("Paper", "No falta ninguno: todos están transcritos o anulados.")
    left = QCoreApplication.translate("Paper", "{count} en blanco").format(count=spanish.integer(blank))
    if not missing:
        return QCoreApplication.translate("Paper", "No falta ninguno · {left}").format(left=left)
    words = missing_text(missing)
    oldest = min(form.printed for form in forms if form.state is BlankState.MISSING)
    since = QCoreApplication.translate("Paper", "el más antiguo, del {day}").format(day=f"{oldest:%d/%m/%Y}")
    return f"{words[:1].upper()}{words[1:]} ({since}) · {left}"


def is_open(form: Form) -> bool:
    """Tell whether a form waits to be accounted for."""
    return form.state in OPEN


def result_text(use: Use) -> str:
    """Return how the attention on a form ended."""
    return core(label_of(Result, use.result))


def when_text(use: Use) -> str:
    """Return when the attention on a form really was."""
    return f"{moment_text(use.started)} – {use.ended:%H:%M}"


def terms_text(terms: LateTerms, now: datetime) -> str:
    """Return by when the case is due, and that the moment has passed where it has."""
    due = moment_text(terms.due)
    over = QCoreApplication.translate("Paper", ", ya vencido") if terms.over else ""
    if terms.first_answer is None:
        return QCoreApplication.translate("Paper", "Vence {due}{over}").format(due=due, over=over)
    first = near_moment_text(terms.first_answer, now)
    late = QCoreApplication.translate("Paper", ", ya vencida") if terms.first_answer <= now else ""
    return QCoreApplication.translate(
        "Paper", "Primera respuesta antes de {first}{late} · resolución antes de {due}{over}"
    ).format(first=first, late=late, due=due, over=over)
