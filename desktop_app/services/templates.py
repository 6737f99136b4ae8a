"""The municipality's contact templates, and what their fields mean for one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_app.domain.contact_templates import (
    ContactTemplate,
    Filled,
    checked_template,
    fill,
    slot_key,
    template_facts,
    templates_from,
)
from desktop_app.domain.dates import weekday_moment
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.letter import long_date
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import case_lists, settings
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.queries import letters as queries


@dataclass(frozen=True, slots=True)
class TemplatesSaved:
    """The kinds of things that changed."""

    changes: frozenset[str] = field(default_factory=lambda: settings.CHANGES)


def templates(ctx: Context) -> tuple[ContactTemplate, ...]:
    """Return the templates in their order; any role may read them, there is nobody's data in them."""
    return templates_from(desk_queries.settings(ctx.store))


def save_template(
    ctx: Context, template: ContactTemplate, before: ContactTemplate | None = None
) -> TemplatesSaved:
    """Write one template, and no other: in the place of ``before``, or at the end of the list.

    Where somebody has changed or taken away ``before`` meanwhile, theirs stays and this one stands at the end.
    Raises InvalidInput as ``checked_template``, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_PHRASES)
    found = templates(ctx)
    old = next((each for each in found if before is not None and _same(each, before)), None)
    taken = {each.slot for each in found}
    if old is not None:
        slot, place = old.slot, old.place
    elif template.slot and template.slot not in taken:
        slot, place = template.slot, template.place
    else:
        slot, place = ulid_text(fresh_id(ctx)), max((each.place for each in found), default=-1) + 1
    others = [each for each in found if each.slot != slot]
    _write(
        ctx,
        slot_key(slot),
        template_facts(checked_template(replace(template, slot=slot, place=place), others)),
    )
    return TemplatesSaved()


def remove_template(ctx: Context, template: ContactTemplate) -> TemplatesSaved:
    """Take one template away, and no other. Raises NotAllowed, and InvalidInput where it reads otherwise now."""
    require(ctx.actor, Permission.EDIT_PHRASES)
    found = templates(ctx)
    if any(_same(each, template) for each in found):
        _write(ctx, slot_key(template.slot), None)
    elif any(each.slot == template.slot for each in found):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Alguien acaba de cambiar esa plantilla. Léala antes de quitarla."),
            field="text",
        )
    return TemplatesSaved()


def values_for(ctx: Context, found: CaseDetail) -> Mapping[str, str]:
    """Return what each field stands for in a case; "" where there is nothing."""
    line = found.line
    position, _unit = queries.signer(ctx.store, ctx.actor.id)
    return {
        "nombre": line.citizen,
        "numero": line.number,
        "asunto": line.subject,
        "estado": ctx.rules.workflow.state(line.state).lower(),
        "ingreso": long_date(line.opened) if line.opened else "",
        # A moment that has passed is no promise: somebody must write another.
        "plazo": weekday_moment(line.due) if line.due and line.due > ctx.now() else "",
        "unidad": line.unit,
        "responsable": line.responsible,
        "municipalidad": ctx.rules.municipality,
        "oficina": ctx.desk.office_name,
        "funcionario": ctx.actor.name,
        "cargo": position,
        "fecha": long_date(ctx.now()),
    }


@dataclass(frozen=True, slots=True)
class Offer:
    """A template filled for a case."""

    template: ContactTemplate
    filled: Filled


def offers(ctx: Context, case: bytes) -> tuple[Offer, ...]:
    """Return every template, filled for a case. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.READ_CASES)
    values = values_for(ctx, case_lists.detail(ctx, case))
    return tuple(Offer(each, fill(each.text, values)) for each in templates(ctx))


def _same(one: ContactTemplate, other: ContactTemplate) -> bool:
    return one == other and one.slot == other.slot


def _write(ctx: Context, key: str, value: object) -> None:
    with ctx.store.transaction() as transaction:
        settings.write_settings(transaction, {key: value}, ctx.clock.milliseconds(), ctx.actor.id)
    ctx.cache.invalidate()
    ctx.cache.get()  # read again on the thread that wrote
