"""Who stands at the counter: what was typed becomes somebody known, or a new person, with nothing typed twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.domain.folded import folded_words
from desktop_app.domain.introduced import Introduced, read_introduction
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.storage.queries import citizens as queries

if TYPE_CHECKING:
    from desktop_app.services.reception import AttentionForm


def identified(ctx: Context, form: AttentionForm) -> AttentionForm:
    """Return the form with the person that ``who`` tells of: known by their document, else a new one.

    A document with another name is another person until somebody looks at both. A telephone alone is no
    person: it is the contact.
    """
    typed = form.who or ""
    if form.citizen is not None or not typed.strip():
        return form
    contact = (form.contact or "").strip()
    told = read_introduction(typed, ctx.profile, has_contact=bool(contact))
    person = _known(ctx, told) or _new(told, contact)
    kept = (person.phone, person.email) if isinstance(person, CitizenForm) else ()
    # What nobody's record takes is a contact of this attention: nothing that was typed is lost.
    loose = [each for each in (told.phone, told.email) if each and each not in kept]
    reached = " · ".join(dict.fromkeys(filter(None, (contact, *loose)))) or told.phone or told.email
    no_contact = form.no_contact and reached is None
    return replace(form, citizen=person, contact=reached, no_contact=no_contact)


def named(ctx: Context, person: CitizenForm) -> CitizenForm:
    """Return a person with something to be called by: whose document alone is known, by that."""
    if person.name.strip() or not person.document:
        return person
    kind = ctx.profile.document_types.get(person.document_type or "")
    return replace(person, name=f"{kind.label} {person.document}" if kind is not None else person.document)


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
