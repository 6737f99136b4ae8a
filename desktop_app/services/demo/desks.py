"""The desks of the demonstration: the one of this computer, and others whose streams came from afar.

The others have keys, certificates and sealed streams like any desk. Their secret keys are forgotten:
nothing will ever be added to their streams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.operations import new_stream
from desktop_app.services.context import Context, Desk, RulesCache
from desktop_app.storage import records
from desktop_app.storage.bulk_store import BulkLedger, BulkStore
from desktop_app.sync import vector
from desktop_app.sync.certificates import VALIDITY_SECONDS, Certificate, certify
from desktop_app.sync.signing import age_recipient, public_key
from desktop_app.sync.streams import seal_chain
from desktop_app.system.keystore import KeyRing, new_keyring


@dataclass(frozen=True, slots=True)
class DemoDesk:
    """A desk: its stream, who serves there, and how many come on an ordinary day.

    ``keys`` are None for the desk of this computer.
    """

    desk: Desk
    stream: str
    clerk: str
    a_day: float
    keys: KeyRing | None

    def context(self, ctx: Context, ledger: BulkLedger) -> Context:
        """Return what services are handed at this desk."""
        rules = replace(ctx.rules, desk=self.desk)
        return replace(ctx, store=BulkStore(ctx.store, ledger, self.stream), cache=RulesCache(lambda: rules))


def found_desks(ctx: Context, root_seed: bytes, data: Mapping[str, Any]) -> list[DemoDesk]:
    """Write the other offices and certify their desks; return all desks, the own one first."""
    own = data["offices"][0]["desks"][0]
    desks = [DemoDesk(ctx.desk, ctx.store.journal.stream, own["clerk"], own["a_day"], None)]
    for place, spec in enumerate(data["offices"]):
        office = ctx.desk.office if place == 0 else _office(ctx, spec)
        others = [desk for desk in spec["desks"] if desk is not own]
        desks += [_desk(ctx, root_seed, office, spec, desk) for desk in others]
    return desks


def _office(ctx: Context, spec: Mapping[str, Any]) -> bytes:
    wall = ctx.clock.milliseconds()
    office = new_ulid(wall)
    values = {name: spec[name] for name in ("code", "name", "place", "phone")}
    with ctx.store.transaction() as transaction:
        records.create_record(transaction, "office", office, values, wall_ms=wall, author=ctx.actor.id)
    return office


def _desk(
    ctx: Context, root_seed: bytes, office: bytes, spec: Mapping[str, Any], desk: Mapping[str, Any]
) -> DemoDesk:
    wall, keys = ctx.clock.milliseconds(), new_keyring()
    uid = new_ulid(wall)
    certificate = Certificate(
        ulid_text(uid), ulid_text(office), spec["code"], desk["code"], desk["name"],
        public_key(keys.sign_seed).hex(), age_recipient(keys.age_identity), wall // 1000,
        wall // 1000 + VALIDITY_SECONDS,
    )  # fmt: skip
    with ctx.store.transaction() as transaction:
        certify(transaction, root_seed, certificate, wall_ms=wall, author=ctx.actor.id)
    made = Desk(office, spec["code"], spec["name"], uid, desk["code"], desk["name"])
    return DemoDesk(made, new_stream(uid), desk["clerk"], desk["a_day"], keys)


def seal_streams(ctx: Context, desks: list[DemoDesk]) -> None:
    """Have every other desk sign what it wrote."""
    held = vector.holdings(ctx.store).vector
    with ctx.store.transaction() as transaction:
        for desk in desks:
            if desk.keys is not None and desk.stream in held:
                seal_chain(transaction, desk.stream, held[desk.stream].max, desk.keys.sign_seed)
