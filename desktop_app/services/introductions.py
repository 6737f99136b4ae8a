"""Who stands at the counter: what was typed becomes somebody known, or a new person, with nothing typed twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_words
from desktop_app.domain.introduced import Introduced, read_introduction
from desktop_app.domain.phones import reachable
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.storage.queries import citizens as queries

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionForm


@dataclass(frozen=True, slots=True)
class Person:
    """Who it is, as far as told, and how they can be reached."""

    citizen: bytes | CitizenForm | None
    contact: str | None
    no_contact: bool


def identified(ctx: Context, form: AttentionForm) -> AttentionForm:
    """Return the form with the person that ``who`` tells of (see ``person_told``)."""
    if form.citizen is not None or not (form.who or "").strip():
        return form
    found = person_told(ctx, form.who or "", form.contact, no_contact=form.no_contact)
    return replace(form, citizen=found.citizen, contact=found.contact, no_contact=found.no_contact)


def person_told(ctx: Context, typed: str, contact: str | None, *, no_contact: bool) -> Person:
    """Return whom a typed introduction tells of: known by their document, else a new person.

    A document with another name is another person until somebody looks at both. A telephone alone is no
    person: it is the contact.
    """
    contact = (contact or "").strip()
    told = read_introduction(typed, ctx.profile, has_contact=bool(contact))
    person = _known(ctx, told) or _new(told, contact)
    kept = (person.phone, person.email) if isinstance(person, CitizenForm) else ()
    # What nobody's record takes is a contact of this attention: nothing that was typed is lost.
    loose = [each for each in (told.phone, told.email) if each and each not in kept]
    reached = " · ".join(dict.fromkeys(filter(None, (contact, *loose)))) or told.phone or told.email
    return Person(person, reached, no_contact and reached is None)


def check_reachable(
    ctx: Context, citizen: bytes | CitizenForm | None, contact: str | None, *, no_contact: bool
) -> None:
    """Raise InvalidInput (``citizen``, ``contact``) unless somebody can be told the answer to a case.

    A name and one contact are asked for; "Sin contacto" is an answer as well, and is counted.
    """
    if citizen is None or (isinstance(citizen, CitizenForm) and not citizen.name.strip()):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Para abrir un caso, escriba el nombre del ciudadano."),
            field="citizen",
        )
    if not contact and not no_contact and not _has_contact(ctx, citizen):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Escriba un teléfono o correo para avisarle el resultado, o marque «Sin contacto»."
            ),
            field="contact",
        )
    if contact and not reachable(contact):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Escriba un teléfono con sus números o un correo, o marque «Sin contacto»."
            ),
            field="contact",
        )


def named(ctx: Context, person: CitizenForm) -> CitizenForm:
    """Return a person with something to be called by: whose document alone is known, by that."""
    if person.name.strip() or not person.document:
        return person
    kind = ctx.profile.document_types.get(person.document_type or "")
    return replace(person, name=f"{kind.label} {person.document}" if kind is not None else person.document)


def _has_contact(ctx: Context, citizen: bytes | CitizenForm) -> bool:
    if isinstance(citizen, CitizenForm):
        return bool(citizen.phone or citizen.email)
    known = queries.by_id(ctx.store, citizen)  # a record that has not come yet may well have one
    return known is None or bool(known.phone or known.email)


def _known(ctx: Context, told: Introduced) -> bytes | None:
    if not told.document:
        return None
    found = queries.by_document(ctx.store, told.document, 2)
    if len(found) != 1:
        return None
    same = not told.name or folded_words(told.name) == folded_words(found[0].name)
    return found[0].id if same else None


def _new(told: Introduced, contact: str) -> CitizenForm | None:
    if not told.document and not any(char.isalpha() for char in told.name):
        return None
    mail = contact if "@" in contact else told.email
    phone = told.phone or (contact if contact and "@" not in contact else None)
    return CitizenForm(told.name, told.document_type, told.document, phone, mail)
