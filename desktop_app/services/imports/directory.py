"""Units and officials from a file: matched by name, chiefs and substitutes found among all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.columns import Part
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import directory
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
from desktop_app.services.imports import sheets_values as values
from desktop_app.services.imports.sheets_judging import Fields, Judge, Judged, Reader
from desktop_app.services.imports.sheets_plan import Options, Plan, Planned
from desktop_app.services.imports.sheets_reading import SheetFile
from desktop_app.services.imports.sheets_values import same
from desktop_app.services.imports.unit_names import UnitNames, ids_by_name
from desktop_app.services.writing import fresh_id, text_id

_UNIT_READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(("name", "place", "phone", "email", "hours", "chief"), values.line),
    "active": values.yes_no,
}
_OFFICIAL_READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(("name", "unit", "position", "phone", "place", "hours", "substitute"), values.line),
    "active": values.yes_no,
}
_REFERENCES: Final = frozenset({"unit", "chief", "substitute"})


def plan_directory(ctx: Context, file: SheetFile, options: Options) -> Plan:
    """Compare the units and officials of a file with the directory, changing nothing. Raises NotAllowed."""
    require(ctx.actor, Permission.EDIT_DIRECTORY)
    return _Planning(ctx, file, options).plan()


def unit_fields(unit: Unit) -> Fields:
    """Return a unit by the keys of the columns; empty texts are None."""
    texts = {
        "name": unit.name,
        "place": unit.place,
        "phone": unit.phone,
        "email": unit.email,
        "hours": unit.hours,
    }
    return {**_plain(texts), "chief": unit.chief, "active": unit.active}


def official_fields(official: Official) -> Fields:
    """Return an official by the keys of the columns; what falls back to the unit's is None."""
    texts = {
        "name": official.name, "position": official.position, "phone": official.own_phone,
        "place": official.own_place, "hours": official.own_hours,
    }  # fmt: skip
    return {
        **_plain(texts), "unit": official.unit, "substitute": official.substitute, "active": official.active,
    }  # fmt: skip


def _plain(texts: Mapping[str, str]) -> Fields:
    return {key: clean_line(text, limit=len(text)) for key, text in texts.items()}


class _Planning:
    """One comparison: the directory as it stands, and the rows of its two tables."""

    def __init__(self, ctx: Context, file: SheetFile, options: Options) -> None:
        self._ctx = ctx
        self._all_units = directory.units(ctx, retired=True)
        self._everyone = directory.officials(ctx, retired=True)
        self._units = UnitNames(
            ids_by_name((unit.name, unit.id, unit.active) for unit in self._all_units),
            partial(fresh_id, ctx) if options.create_units else None,
        )
        self._unit_judge = self._judge(file, Part.UNITS, options, _UNIT_READERS, ("name",))
        self._people_judge = self._judge(file, Part.OFFICIALS, options, _OFFICIAL_READERS, ("name", "unit"))

    @staticmethod
    def _judge(
        file: SheetFile,
        part: Part,
        options: Options,
        readers: Mapping[str, Reader],
        identity: tuple[str, ...],
    ) -> Judge | None:
        table = file.table(part)
        return None if table is None else Judge(table, options, readers, identity)

    def plan(self) -> Plan:
        """Return what becomes of every row, units first."""
        units = _judged(self._unit_judge)
        people = _judged(self._people_judge)
        self._match_units(units)
        for person in people:
            self._units.resolve(person, "unit")
        self._match_people(people)
        names = _PeopleNames(self._everyone, people)
        for judged in units:
            self._find(names, judged, "chief", judged.target)
        for judged in people:
            before = judged.before or {}
            self._find(names, judged, "substitute", judged.fields.get("unit", before.get("unit")))
        self._refuse_leaving_people(units, people)
        planned = _planned(self._unit_judge, units) + _planned(self._people_judge, people)
        return Plan(tuple(planned), self._units.wanted(people, ("unit",)))

    def _match_units(self, rows: Sequence[Judged]) -> None:
        known = {unit.id: unit for unit in self._all_units}
        for judged in (row for row in rows if row.good):
            judged.fields.setdefault("active", True)
            word = same(judged.name)
            found = known.get(self._units.known.get(word, b""))
            if found is not None:
                judged.target, judged.before = found.id, unit_fields(found)
            elif word in self._units.known:
                judged.target = self._units.known[word]  # the same row once more
            else:
                judged.target = self._units.known[word] = fresh_id(self._ctx)
            if self._unit_judge is not None:
                self._unit_judge.emptied(judged, frozenset({"place", "phone", "email", "hours", "chief"}))

    def _match_people(self, rows: Sequence[Judged]) -> None:
        """Find whom each row means: first by name and unit, then by the name alone."""
        by_name: dict[str, list[Official]] = {}
        for official in sorted(self._everyone, key=lambda each: not each.active):
            by_name.setdefault(same(official.name), []).append(official)
        good = [row for row in rows if row.good and not row.same_as]
        taken: set[bytes] = set()
        for exact in (True, False):
            for judged in good:
                if judged.target:
                    continue
                free = [each for each in by_name.get(same(judged.name), ()) if each.id not in taken]
                unit = judged.fields.get("unit")
                found = [each for each in free if each.unit == unit] if exact else free
                if len(found) > 1 and not exact and sum(each.active for each in found) != 1:
                    judged.refuse(
                        InvalidInput(
                            QT_TRANSLATE_NOOP(
                                "core",
                                "hay {count} personas llamadas «{name}»: escriba la unidad de cada una",
                            ),
                            count=len(found),
                            name=judged.name,
                        )
                    )
                elif found:
                    judged.target, judged.before = found[0].id, official_fields(found[0])
                    taken.add(found[0].id)
        for judged in good:
            judged.fields.setdefault("active", True)
            judged.target = judged.target or fresh_id(self._ctx)
            if self._people_judge is not None:
                keys = frozenset({"unit", "position", "phone", "place", "hours", "substitute"})
                self._people_judge.emptied(judged, keys)

    def _find(self, names: _PeopleNames, judged: Judged, key: str, unit: bytes | None) -> None:
        """Put a person's id in the place of their name; one who is not known is left out and told."""
        name = judged.named(key)
        if not name or not judged.good:
            return
        found = names.find(name, unit, (judged.before or {}).get(key))
        if found == judged.target:
            found = None
        if found is not None:
            judged.fields[key] = found
            return
        del judged.fields[key]
        text = {
            "chief": QT_TRANSLATE_NOOP("core", "la jefatura «{name}» no está en el directorio y no se anota"),
            "substitute": QT_TRANSLATE_NOOP(
                "core", "el reemplazo «{name}» no está en el directorio y no se anota"
            ),
        }[key]
        judged.notes.append(text.format(name=name))

    def _refuse_leaving_people(self, units: Sequence[Judged], people: Sequence[Judged]) -> None:
        """Refuse to retire a unit in which somebody would go on working."""
        where = {each.id: each.unit for each in self._everyone if each.active}
        for judged in people:
            if judged.good and judged.target:
                before = where.pop(judged.target, None)
                if judged.fields["active"]:
                    where[judged.target] = judged.fields.get("unit", before)
        staffed = set(where.values())
        for judged in units:
            if judged.good and not judged.fields["active"] and judged.target in staffed:
                judged.refuse(
                    InvalidInput(
                        QT_TRANSLATE_NOOP(
                            "core", "la unidad todavía tiene funcionarios: páselos antes a otra"
                        )
                    )
                )


class _PeopleNames:
    """Who is meant by a name: somebody of the directory, or of a row that goes in."""

    def __init__(self, everyone: Sequence[Official], rows: Sequence[Judged]) -> None:
        self._people: dict[str, list[_Person]] = {}
        coming = {row.target for row in rows if row.good and row.target}
        for judged in rows:
            if judged.good and judged.target and not judged.same_as:
                unit = judged.fields.get("unit", (judged.before or {}).get("unit"))
                self._add(judged.name, _Person(judged.target, unit, judged.fields["active"]))
        for official in everyone:
            if official.id not in coming:
                self._add(official.name, _Person(official.id, official.unit, official.active))

    def _add(self, name: str, person: _Person) -> None:
        self._people.setdefault(same(name), []).append(person)

    def find(self, name: str, unit: bytes | None, now: bytes | None) -> bytes | None:
        """Return the person: who it is ``now`` if so called, else the only one, or the only one of the unit."""
        people = self._people.get(same(name), [])
        if any(each.id == now for each in people):
            return now
        for few in (people, [each for each in people if each.active]):
            for fewer in (few, [each for each in few if each.unit == unit]):
                if len(fewer) == 1:
                    return fewer[0].id
        return None


class _Person(NamedTuple):
    id: bytes
    unit: bytes | None
    active: bool


def _judged(judge: Judge | None) -> list[Judged]:
    return [judge.judge(row) for row in judge.table.rows] if judge is not None else []


def _planned(judge: Judge | None, rows: Sequence[Judged]) -> list[Planned]:
    return [judge.planned(row, _registers) for row in rows] if judge is not None else []


def _registers(fields: Fields) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for key, value in fields.items():
        if key in _REFERENCES:
            found[key] = text_id(value)
        elif key == "active":
            found[key] = int(value)
        else:
            found[key] = value
    return found
