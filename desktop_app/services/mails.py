"""An e-mail that came in: what it is about, and joining it to a case (training manual 2.3).

Whose address stands in a message proves nothing: the program suggests, a person decides. The message itself is kept
as a file, as it came; what it carries is judged like any other file, and what is refused is told. A message is known
by its Message-ID, of which the case keeps the hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound, UserError
from desktop_app.domain.file_kinds import MAIL, MOST_BYTES, stored_name
from desktop_app.domain.folio import parse_folio
from desktop_app.domain.mail_message import MOST_BYTES as MOST_MAIL
from desktop_app.domain.mail_message import Mail, numbers_in, own_words, read_mail
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, Level
from desktop_app.services import attachments, case_lists, cases, citizens
from desktop_app.services.access import Permission, require
from desktop_app.services.attachments import FilesSaved, NewFile, new_file, size_text
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.cases import CaseForm, load
from desktop_app.services.citizens import Citizen, CitizenForm
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, without_none
from desktop_app.storage.queries import mails as queries

_RECOGNISED: Final = 50
_OPEN: Final = 3
MOST_CASES: Final = 5
"""Cases that are offered, each under a digit."""


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A part of a message; ``refused`` says why it is not kept, "" for one that is."""

    name: str
    size: int
    refused: str = ""


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that the message may belong to, and why; ``already``: it has this message."""

    line: CaseLine
    why: str
    already: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message with what is known about it. ``citizen`` is the only person with the sender's address, or None."""

    content: bytes
    mail: Mail
    files: tuple[ArrivedFile, ...]
    cases: tuple[CaseChoice, ...]
    citizen: Citizen | None
    citizens: int


def read_message(path: Path) -> bytes:
    """Return the bytes of a message's file. Raises InvalidInput, EnvironmentFault in words."""
    try:
        if path.is_symlink() or not path.is_file():
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "«{name}» no es un archivo."), name=path.name)
        with path.open("rb") as file:
            return file.read(MOST_MAIL + 1)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "No se puede leer «{name}». Revise que siga allí y que no lo tenga abierto otro programa.",
            ),
            name=path.name,
        ) from error


def look(ctx: Context, content: bytes, on_case: bytes | None = None) -> Arrived:
    """Return what a message says and where it may belong; ``on_case`` is the one on which it was dropped.

    Raises InvalidInput for what is no message, NotAllowed.
    """
    require(ctx.actor, Permission.READ_CASES)
    mail = read_mail(content)
    people = _people(ctx, mail.address)
    key = message_key(mail, content)
    found: dict[bytes, str] = {}
    if on_case is not None:
        found[on_case] = QT_TRANSLATE_NOOP("core", "el caso donde lo soltó")
    for number in numbers_in(mail):
        case = _case_of(ctx, number)
        if case is not None:
            found.setdefault(case, QT_TRANSLATE_NOOP("core", "su número está en el correo"))
    for person in people[:_OPEN]:
        for line in case_lists.page(ctx, CaseQuery(citizen=person.id), 0, _OPEN):
            found.setdefault(line.id, QT_TRANSLATE_NOOP("core", "caso abierto de quien escribe"))
    choices = []
    for case, why in list(found.items())[:MOST_CASES]:
        there = _line(ctx, case)
        if there is not None:
            choices.append(CaseChoice(there, why, queries.has_message(ctx.store, case, key)))
    return Arrived(
        content, mail, tuple(_arrived(part.name, part.content) for part in mail.parts), tuple(choices),
        people[0] if len(people) == 1 else None, len(people),
    )  # fmt: skip


def join_case(ctx: Context, case: bytes, content: bytes) -> FilesSaved:
    """Join a message to a case: an event with its words, its files, and the message itself as a file.

    It is a contact, at the moment when it was sent. Raises InvalidInput when the case has this message already,
    NotFound, NotAllowed, EnvironmentFault.
    """
    require(ctx.actor, Permission.WORK_CASE)
    mail = read_mail(content)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        key = message_key(mail, content)
        if any(entry.kind == "mail" and entry.facts.get("message") == key for entry, _ in current.timeline):
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "El caso {number} ya tiene este correo; no se agregó otra vez."),
                number=str(current.values.get("number") or ""),
            )
        facts = without_none(
            direction="in", contact=1, message=key, at=epoch(_when(ctx, mail)),
            sent=epoch(mail.sent) if mail.sent else None, parents=current.heads,
        )  # fmt: skip
        event = append(ctx, transaction, "case", "mail", case, facts, {"text": told(mail)})
        kept = attachments.keep(ctx, transaction, case, current, _kept(mail, content), [event])
    return FilesSaved(case, _number(current), kept.added, kept.already, kept.first)


def open_case(
    ctx: Context,
    content: bytes,
    subject: str,
    query_type: str,
    *,
    level: Level = Level.SIMPLE,
    citizen: bytes | None = None,
) -> FilesSaved:
    """Open a case from a message, and join it; without ``citizen`` the sender is registered with their address.

    One act: both or neither. Raises as ``cases.open_case`` and ``join_case``.
    """
    mail = read_mail(content)
    who: bytes | CitizenForm | None = citizen
    if citizen is None and mail.address:
        who = CitizenForm(mail.sender or mail.address, email=mail.address)
    form = CaseForm(
        subject, query_type, Channel.EMAIL, level, description=own_words(mail.text) or None, citizen=who
    )
    with ctx.store.transaction():
        opened = cases.open_case(ctx, form)
        joined = join_case(ctx, opened.id, content)
    return FilesSaved(
        opened.id, opened.number, joined.added, joined.already, joined.first, frozenset({"case", "citizen"})
    )


def told(mail: Mail) -> str:
    """Return a message as the timeline tells it: from whom, about what, its own words."""
    who = f"{mail.sender} <{mail.address}>" if mail.sender and mail.address else mail.sender or mail.address
    head = [
        QT_TRANSLATE_NOOP("core", "De: {who}").format(who=who) if who else "",
        QT_TRANSLATE_NOOP("core", "Asunto: {subject}").format(subject=mail.subject) if mail.subject else "",
    ]
    return "\n".join([*(line for line in head if line), "", own_words(mail.text)]).strip()


def message_key(mail: Mail, content: bytes) -> str:
    """Return by what a message is known again: its Message-ID, without one its very bytes."""
    source = mail.message_id.encode() if mail.message_id else content
    return hashlib.sha256(source).hexdigest()[:32]


def _when(ctx: Context, mail: Mail) -> datetime:
    """Return when the citizen wrote: a message from the future was sent now."""
    now = ctx.now()
    return min(mail.sent, now) if mail.sent is not None else now


def _kept(mail: Mail, content: bytes) -> Sequence[NewFile]:
    files = [_message_file(mail, content)] if len(content) <= MOST_BYTES else []
    for part in mail.parts:
        try:
            files.append(new_file(part.name, part.content))
        except UserError:
            continue  # told before it was joined, in ``Arrived.files``
    return files


def _message_file(mail: Mail, content: bytes) -> NewFile:
    return NewFile(stored_name(f"{mail.subject or 'correo'}.eml", MAIL), content, MAIL)


def _arrived(name: str, content: bytes) -> ArrivedFile:
    try:
        file = new_file(name, content)
    except UserError as error:
        shown = name or QT_TRANSLATE_NOOP("core", "archivo sin nombre")
        return ArrivedFile(shown, len(content), str(error))
    return ArrivedFile(file.name, len(content))


def _people(ctx: Context, address: str) -> list[Citizen]:
    if not address or not ctx.actor.may(Permission.READ_PEOPLE):
        return []
    found = citizens.recognise(ctx, address, _RECOGNISED)
    return [each for each in found if (each.email or "").casefold() == address.casefold()]


def _case_of(ctx: Context, number: str) -> bytes | None:
    try:
        return case_lists.find_number(ctx, str(parse_folio(number)))
    except (InvalidInput, NotFound):
        return None


def _line(ctx: Context, case: bytes) -> CaseLine | None:
    try:
        return case_lists.detail(ctx, case).line
    except NotFound:
        return None


def _number(current: Case) -> str:
    return str(current.values.get("number") or "")


def files_words(files: Sequence[ArrivedFile]) -> list[tuple[str, str]]:
    """Return ``(name and size, why it is refused)`` of a message's files."""
    return [(f"{each.name} · {size_text(each.size)}", each.refused) for each in files]
