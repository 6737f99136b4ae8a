"""What bringing a file in would do, row by row: new, changed, the same, or not possible and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.domain.columns import COLUMNS, Part
from desktop_app.domain.text import QT_TRANSLATE_NOOP

Values = Mapping[str, Any]


class State(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Options:
    """What the person chose.

    ``create_units``: units that are named and do not exist are made. ``clear``: an empty cell empties the
    field, else it leaves it alone. ``skip_refused``: the good rows go in although others cannot.
    """

    create_units: bool = True
    clear: bool = False
    skip_refused: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One row: ``values`` are the registers to write into ``target``; ``notes`` what to know about it.

    ``changes`` are the titles of the fields that change.
    """

    part: Part
    number: int
    name: str
    state: State
    target: bytes = b""
    values: Values = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    problem: str = ""
    notes: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return what there is to say about the row, without its number; may be empty."""
        parts = [self.problem] if self.problem else []
        if self.changes:
            parts.append(
                QT_TRANSLATE_NOOP("core", "cambia {what}").format(
                    what=", ".join(title.lower() for title in self.changes)
                )
            )
        return "; ".join((*parts, *self.notes))


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows in the order of the file, and the units that are made on the way (id and name)."""

    rows: tuple[Planned, ...]
    units: tuple[tuple[bytes, str], ...] = ()

    def count(self, state: State) -> int:
        """Return how many rows are in a state."""
        return sum(row.state is state for row in self.rows)

    @property
    def counts(self) -> Mapping[State, int]:
        """How many rows are in each state."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in State}

    def messages(self) -> list[str]:
        """Return "Fila 14: falta la unidad." for every row with something to say, refused ones first."""
        told = [row for row in self.rows if row.problem or row.notes]
        told.sort(key=lambda row: not row.problem)
        several = len({row.part for row in self.rows}) > 1
        return [_message(row, several=several) for row in told]


def _message(row: Planned, *, several: bool) -> str:
    text = "; ".join(filter(None, (row.problem, *row.notes)))
    if several:
        return QT_TRANSLATE_NOOP("core", "{sheet}, fila {number}: {text}.").format(
            sheet=part_word(row.part), number=row.number, text=text
        )
    return QT_TRANSLATE_NOOP("core", "Fila {number}: {text}.").format(number=row.number, text=text)


def part_word(part: Part) -> str:
    """Return what rows of a kind are called together."""
    return {
        Part.TOPICS: QT_TRANSLATE_NOOP("core", "Temas"),
        Part.UNITS: QT_TRANSLATE_NOOP("core", "Unidades"),
        Part.OFFICIALS: QT_TRANSLATE_NOOP("core", "Funcionarios"),
    }[part]


def changed_titles(part: Part, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of some fields, in the order of the columns."""
    return tuple(column.title for column in COLUMNS[part] if column.key in keys)
