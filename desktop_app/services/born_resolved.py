"""Every complaint or query is a case (training manual 4.1): whether an orientation counts as one, born resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.services import settings
from desktop_app.services.context import Context, day_number
from desktop_app.storage.queries import born as queries
from desktop_app.system import profiles

KEY: Final = settings.BORN_RESOLVED


@dataclass(frozen=True, slots=True)
class BornInForce:
    """Whether orientations count as cases here, what the country profile says, and how many there are this month."""

    counts: bool
    profile: bool
    this_month: int


def in_force(ctx: Context) -> BornInForce:
    """Return the rule that holds, beside the profile's own."""
    today = ctx.now()
    first = day_number(today.replace(day=1))
    return BornInForce(
        ctx.profile.born_resolved,
        profiles.load_profile(ctx.profile.code).born_resolved,
        queries.oriented(ctx.store, first, day_number(today)),
    )


def save(ctx: Context, *, counts: bool) -> frozenset[str]:
    """Write the rule; it holds for every count that is made from now on. Raises NotAllowed."""
    return settings.change_settings(ctx, {KEY: counts})
