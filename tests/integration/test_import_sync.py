"""The same list brought in at two desks: one case each, whichever desk's news comes first."""

from __future__ import annotations

import pytest
from import_samples import sample, write_csv
from sync_desks import municipality, share_all

from desktop_app.services.access import CONSOLE
from desktop_app.services.context import Context, Desk, Rules, RulesCache
from desktop_app.services.imports.mapping import load_preset
from desktop_app.services.imports.reading import read_cases
from desktop_app.services.imports.writing import write_import
from desktop_app.storage import projection
from desktop_app.system.profiles import load_profile

NYC = load_preset("nyc-council")
PERU = load_profile("pe")


def bring_in(desk, path):
    place = Desk(bytes(15) + b"\x01", 1, "Sede", desk.id, 1, "Ventanilla")
    cache = RulesCache(lambda: Rules("Prueba", PERU, PERU.calendar({}), demo=False, desk=place))
    ctx = Context(desk.store, desk.clock, CONSOLE, cache)
    return write_import(ctx, read_cases(path, NYC, PERU, 20261103))


def rows(desk):
    return desk.store.rows("SELECT number, state, cday, subject, due_at FROM case_file ORDER BY number")


@pytest.mark.parametrize("newer", [0, 1])
def test_two_desks_import_the_same_list(tmp_path, newer):
    desks = municipality(tmp_path, 2)
    old = sample(60)
    new = [dict(row) for row in old]
    for row in new[:20]:
        row["closedate"] = "2025-02-03" if not row["closedate"] else ""
    older = write_csv(tmp_path / "viejo.csv", old)
    current = write_csv(tmp_path / "nuevo.csv", new)
    bring_in(desks[newer], current)
    bring_in(desks[1 - newer], older)
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    assert len(rows(desks[0])) == 60
    for desk in desks:
        before = rows(desk)
        with desk.store.transaction() as transaction:
            projection.refold(transaction.connection, transaction.identities)
        assert rows(desk) == before
    # Whichever opening stands, bringing in the current list once more settles it everywhere.
    bring_in(desks[0], current)
    share_all(desks)
    assert desks[0].digests() == desks[1].digests()
    wanted = {row["unique_key"]: row["closedate"].replace("-", "") for row in new}
    for desk in desks:
        assert {number: str(cday or "") for number, _, cday, _, _ in rows(desk)} == wanted
        assert bring_in(desk, current).imported == 0
        desk.close()
