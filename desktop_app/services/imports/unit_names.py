"""Units and people by the names that a file gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.sheets_judging import Judged
from desktop_app.services.imports.sheets_values import same


@dataclass(slots=True)
class UnitNames:
    """Which unit a name means; ``create`` gives an id to one that is to be made, None where none may be."""

    known: dict[str, bytes]
    create: Callable[[], bytes] | None
    names: Mapping[bytes, str] = field(default_factory=dict)
    """What existing units are called, by id: a row that names the one it has keeps it."""
    made: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def resolve(self, judged: Judged, key: str) -> None:
        """Put the unit's id in the place of its name; refuse the row when there is none."""
        name = judged.named(key)
        if not name or not judged.good:
            return
        word = same(name)
        now = (judged.before or {}).get(key)
        found = now if now is not None and self.names.get(now) == word else self.known.get(word)
        if found is None:
            if self.create is None:
                judged.refuse(
                    InvalidInput(QT_TRANSLATE_NOOP("core", "la unidad «{name}» no existe"), name=name)
                )
                return
            found = self.made.setdefault(word, (self.create(), name))[0]
            text = QT_TRANSLATE_NOOP("core", "la unidad «{name}» no existe; se creará")
            judged.notes.append(text.format(name=name))
        judged.fields[key] = found

    def wanted(self, rows: Iterable[Judged], keys: tuple[str, ...]) -> tuple[tuple[bytes, str], ...]:
        """Return the units to make: those that a row which goes in names."""
        used = {judged.fields.get(key) for judged in rows if judged.good for key in keys}
        return tuple(each for each in self.made.values() if each[0] in used)


def ids_by_name(pairs: Iterable[tuple[str, bytes, bool]]) -> dict[str, bytes]:
    """Return ids by folded name; of several an active one, the first of them."""
    found: dict[str, bytes] = {}
    for name, id_, _active in sorted(pairs, key=lambda each: not each[2]):
        found.setdefault(same(name), id_)
    return found
