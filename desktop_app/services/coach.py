"""The protocol's wording, the saved phrases, and whether a person wants the coach to be seen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.protocol import HandOver
from desktop_app.domain.protocol_phrases import Phrase, original, setting_key
from desktop_app.domain.protocol_wording import INFO, checked_phrase
from desktop_app.domain.saved_phrases import SavedPhrase, checked_among, phrase_facts, slot_key
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel
from desktop_app.services import directory, settings
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id

_FOLDED = "coach.folded."


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of the protocol: the program's own, and the municipality's ("" where there is none)."""

    phrase: Phrase
    channel: Channel
    original: str
    own: str

    @property
    def text(self) -> str:
        """What is in force."""
        return self.own or self.original


@dataclass(frozen=True, slots=True)
class CoachSaved:
    """The kinds of things that changed."""

    changes: frozenset[str] = field(default_factory=lambda: settings.CHANGES)


def wordings(ctx: Context) -> list[Wording]:
    """Return every sentence by channel, in the order of the procedure."""
    own = ctx.rules.phrases.own
    return [
        Wording(phrase, channel, original(phrase, channel), own.get((phrase, channel), ""))
        for channel in Channel
        for phrase in INFO
    ]


def save_wording(ctx: Context, phrase: Phrase, channel: Channel, text: str | None) -> CoachSaved:
    """Write the municipality's wording of a sentence; blank text brings the original back.

    Raises InvalidInput as ``checked_phrase``, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_PHRASES)
    line = checked_phrase(phrase, channel, text)
    _write(ctx, setting_key(phrase, channel), line)
    return CoachSaved()


def saved_phrases(ctx: Context) -> tuple[SavedPhrase, ...]:
    """Return what ``//`` offers."""
    return ctx.rules.saved_phrases


def save_phrase(ctx: Context, phrase: SavedPhrase, before: SavedPhrase | None = None) -> CoachSaved:
    """Write one saved phrase, and no other: in the place of ``before``, or at the end of the list.

    One that was taken away comes back to its place. Where somebody else has changed or taken away ``before``
    meanwhile, theirs stays and this one stands at the end. Raises InvalidInput as ``checked_saved``, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_PHRASES)
    found = saved_phrases(ctx)
    old = next((each for each in found if before is not None and _same(each, before)), None)
    taken = {each.slot for each in found}
    if old is not None:
        slot, place = old.slot, old.place
    elif phrase.slot and phrase.slot not in taken:
        slot, place = phrase.slot, phrase.place
    else:
        slot, place = ulid_text(fresh_id(ctx)), max((each.place for each in found), default=-1) + 1
    made = checked_among(
        replace(phrase, slot=slot, place=place), [each for each in found if each.slot != slot]
    )
    _write(ctx, slot_key(slot), phrase_facts(made))
    return CoachSaved()


def remove_phrase(ctx: Context, phrase: SavedPhrase) -> CoachSaved:
    """Take one saved phrase away, and no other. Raises NotAllowed, and InvalidInput where it reads otherwise now."""
    require(ctx.actor, Permission.EDIT_PHRASES)
    found = saved_phrases(ctx)
    if any(_same(each, phrase) for each in found):
        _write(ctx, slot_key(phrase.slot), None)
    elif any(each.slot == phrase.slot for each in found):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Alguien acaba de cambiar esa frase. Léala antes de quitarla."),
            field="text",
        )
    return CoachSaved()


def _same(one: SavedPhrase, other: SavedPhrase) -> bool:
    return one == other and one.slot == other.slot


def sample_receiver(ctx: Context) -> HandOver | None:
    """Return somebody of the directory, to show a sentence with real names; None while there is nobody."""
    places = {unit.id: unit for unit in directory.units(ctx)}
    for official in directory.officials(ctx):
        unit = places.get(official.unit) if official.unit is not None else None
        if unit is not None:
            return HandOver(official.name, unit.name, unit.place)
    return None


def folded(ctx: Context) -> bool:
    """Tell whether this person keeps the sentence and the tip out of sight on this machine."""
    return ctx.store.get_local(_FOLDED + _person(ctx)) == "1"


def fold(ctx: Context, *, folded: bool) -> None:
    """Remember whether this person wants to see the sentence and the tip."""
    ctx.store.set_local(_FOLDED + _person(ctx), "1" if folded else "0")


def _person(ctx: Context) -> str:
    return ulid_text(ctx.actor.id) if ctx.actor.id else "console"


def _write(ctx: Context, key: str, value: object) -> None:
    with ctx.store.transaction() as transaction:
        settings.write_settings(transaction, {key: value}, ctx.clock.milliseconds(), ctx.actor.id)
    ctx.cache.invalidate()
    # Read again here, on the thread that wrote: nobody who types shall wait for it.
    ctx.cache.get()
