"""What is written to the citizen of a case: letters on paper, e-mails, calls (training manual 4.2).

The program sends nothing by itself: a letter is printed, an e-mail is copied or handed to the mail program. What is
recorded is that a person did it, with the text, and for a letter the very PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.contact_templates import Purpose, left_in
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.file_kinds import PDF, stored_name
from desktop_app.domain.letter import Letter, town_of
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel
from desktop_app.services import attachments, case_lists, cases
from desktop_app.services.access import Permission, require
from desktop_app.services.attachments import FilesSaved, NewFile
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.cases import CaseSaved, load
from desktop_app.services.context import Context, epoch
from desktop_app.services.reporting import paper_for
from desktop_app.services.writing import append
from desktop_app.storage.queries import letters as queries

LONGEST: Final = 12_000
"""Characters of a letter: some five pages."""

ANSWERS: Final = frozenset({Purpose.ANSWER, Purpose.CLOSING})


@dataclass(frozen=True, slots=True)
class PreparedLetter:
    """A letter as it will be printed; nothing of it is recorded yet."""

    case: bytes
    number: str
    paper: str
    name: str
    data: bytes


def letter_text(text: str) -> str:
    """Return a text that is ready to be sent. Raises InvalidInput (``field``: text) for one that is not."""
    ready = clean_note(text, "text", LONGEST)
    if not ready:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el texto."), field="text")
    left = left_in(ready)
    if left:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Falta completar {fields}. Escriba en su lugar lo que corresponda, o bórrelo."
            ),
            field="text",
            fields=", ".join(left),
        )
    return ready


def prepare_letter(ctx: Context, case: bytes, text: str, paper: str | None = None) -> PreparedLetter:
    """Draw a letter without recording it: ``paper`` is a4 or carta, None the profile's.

    Raises InvalidInput as ``letter_text``, NotFound, NotAllowed.
    """
    require(ctx.actor, Permission.READ_CASES)
    return _drawn(ctx, case_lists.detail(ctx, case), letter_text(text), paper)


def record_letter(
    ctx: Context, case: bytes, text: str, *, purpose: Purpose = Purpose.OTHER, paper: str | None = None
) -> FilesSaved:
    """Record a letter that is handed out or sent: its text as an event, its PDF as a file of the case.

    It is a contact; one that answers stops the first-answer clock. Raises as ``prepare_letter``, EnvironmentFault.
    """
    require(ctx.actor, Permission.WORK_CASE)
    ready = letter_text(text)
    drawn = _drawn(ctx, case_lists.detail(ctx, case), ready, paper)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        facts = {
            "channel": "letter", "contact": 1, "answered": int(purpose in ANSWERS), "purpose": purpose.value,
            "at": epoch(ctx.now()), "parents": current.heads,
        }  # fmt: skip
        event = append(ctx, transaction, "case", "letter", case, facts, {"text": ready})
        file = NewFile(_unused(current, drawn.name), drawn.data, PDF)
        kept = attachments.keep(ctx, transaction, case, current, [file], [event])
    return FilesSaved(case, drawn.number, kept.added, kept.already, kept.first)


def record_mail_out(ctx: Context, case: bytes, text: str, *, purpose: Purpose = Purpose.OTHER) -> CaseSaved:
    """Record an e-mail that a person sends with their own mail program. Raises as ``letter_text``."""
    require(ctx.actor, Permission.WORK_CASE)
    ready = letter_text(text)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        facts = {
            "direction": "out", "contact": 1, "answered": int(purpose in ANSWERS), "purpose": purpose.value,
            "at": epoch(ctx.now()), "parents": current.heads,
        }  # fmt: skip
        append(ctx, transaction, "case", "mail", case, facts, {"text": ready})
    return CaseSaved(case, str(current.values.get("number") or ""))


def record_call(ctx: Context, case: bytes, text: str, *, purpose: Purpose = Purpose.OTHER) -> CaseSaved:
    """Record that a template's words were said on the telephone. Raises as ``letter_text``."""
    return cases.log_contact(ctx, case, Channel.PHONE, letter_text(text), answered=purpose in ANSWERS)


def mail_subject(found: CaseDetail) -> str:
    """Return the subject of an e-mail about a case: the number leads the answer back to it."""
    return QT_TRANSLATE_NOOP("core", "Caso {number}: {subject}").format(
        number=found.line.number, subject=found.line.subject
    )


def _drawn(ctx: Context, found: CaseDetail, text: str, paper: str | None) -> PreparedLetter:
    from desktop_app.reports.pdf.letter import render_letter

    line = found.line
    position, unit = queries.signer(ctx.store, ctx.actor.id)
    municipality = ctx.rules.municipality
    letter = Letter(
        municipality=municipality,
        office=ctx.desk.office_name,
        place=town_of(municipality),
        made_at=ctx.now(),
        number=line.number,
        subject=line.subject,
        addressee=tuple(part for part in (line.citizen, queries.address(ctx.store, line.id)) if part),
        body=text,
        signer=ctx.actor.name,
        position=position,
        unit=unit,
    )
    chosen = paper_for(ctx, paper)
    name = QT_TRANSLATE_NOOP("core", "Carta {number} {day}").format(
        number=line.number, day=f"{letter.made_at:%Y-%m-%d}"
    )
    return PreparedLetter(
        line.id, line.number, chosen, stored_name(name, PDF), render_letter(letter, paper=chosen)
    )


def _unused(current: Case, name: str) -> str:
    """Return a name that no other file of the case has: a second letter of a day is "… (2).pdf"."""
    taken = {each.name for each in current.attached.files.values()}
    stem, number, made = name.removesuffix(".pdf"), 1, name
    while made in taken:
        number += 1
        made = f"{stem} ({number}).pdf"
    return made
