"""The counter behind printed numbers, against the rule told plainly."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import apsw
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.folio import PER_EPOCH
from desktop_app.storage.migrations import m0001_initial
from desktop_app.storage.numbers import next_number


def told_plainly(state: tuple[int, int] | None, epoch: int) -> tuple[int, int]:
    if state is None or state[0] < epoch:
        return epoch, 1
    if state[1] + 1 >= PER_EPOCH:
        return state[0] + 1, 1
    return state[0], state[1] + 1


@given(
    st.lists(st.tuples(st.sampled_from([2025, 2026]), st.integers(0, 3)), max_size=30),
    st.dictionaries(
        st.sampled_from([2025, 2026]), st.tuples(st.integers(0, 3), st.integers(PER_EPOCH - 4, PER_EPOCH - 1))
    ),
)
def test_numbers_follow_the_rule(steps: list[tuple[int, int]], begin: dict[int, tuple[int, int]]) -> None:
    connection = apsw.Connection(":memory:")
    connection.execute(m0001_initial.SQL)
    state: dict[int, tuple[int, int]] = dict(begin)
    connection.executemany(
        "INSERT INTO counter VALUES (?, ?, ?)", [(year, *each) for year, each in begin.items()]
    )
    for year, epoch in steps:
        transaction: Any = SimpleNamespace(connection=connection, journal=SimpleNamespace(epoch=epoch))
        connection.execute("BEGIN")
        found = next_number(transaction, year)
        connection.execute("COMMIT")
        state[year] = told_plainly(state.get(year), epoch)
        assert found == state[year]
        assert found[1] < PER_EPOCH
    connection.close()
