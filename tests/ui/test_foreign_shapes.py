"""A desk of a newer program recorded words that this one does not know: Recepción shows them as they stand."""

from __future__ import annotations

import pytest
from counter import Counter, close_counter, open_counter

from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.services.context import day_number, epoch


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path / "data")
    yield made
    close_counter(made)
    made.close()


def test_todays_list_shows_what_a_newer_program_recorded(qtbot, counter):
    console = counter.console
    actor, wall, now = counter.installation.actor("ana"), console.clock.milliseconds(), console.now()
    facts = {
        "number": "1", "office": ulid_text(console.desk.office), "channel": "hologram", "result": "teleported",
        "started": epoch(now) - 60, "ended": epoch(now), "lday": day_number(now), "lhour": now.hour,
    }  # fmt: skip
    with console.store.transaction() as transaction:
        transaction.append("attention", "attend", new_ulid(wall), facts, {}, wall_ms=wall, author=actor.id)
    hands = open_counter(qtbot, counter, "ana")
    model = hands.window.current_screen().view.today.table.model()
    hands.rest(lambda: model.rowCount() == 1 and model.index(0, 0).data() is not None)
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "hologram" in shown
    assert "teleported" in shown
