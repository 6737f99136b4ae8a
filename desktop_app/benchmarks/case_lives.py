"""The invented lives of cases, told as the events that the services would write."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.benchmarks import words
from desktop_app.benchmarks.municipality import Place, Size
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.storage.bulk import Loader

HOUR: Final = 3600
DAY: Final = 24 * HOUR
_TERM: Final = {"simple": 48 * HOUR, "complex": 7 * DAY, "critical": 24 * HOUR}
_LEGAL: Final = 42 * DAY
_WHY: Final = {
    "simple": "48 horas desde el registro", "complex": "5 días hábiles desde el día hábil siguiente",
    "critical": "24 horas desde el registro",
}  # fmt: skip
_MIDDLE: Final = ("note", "contact", "assign", None)
_FROM_ATTENTION: Final = ("number", "office", "topic", "unit", "citizen", "query_type", "channel")


@dataclass(slots=True)
class _Case:
    """A case whose later steps are still to come; ``pace`` are the seconds between them."""

    id: bytes
    unit: int
    author: bytes
    pace: int
    steps: list[str]
    due: Mapping[str, Any]
    entries: list[Entry] = field(default_factory=list)


class CaseLives:
    """Opens cases and takes their later steps when their moment comes."""

    def __init__(self, loader: Loader, place: Place, size: Size, ends: int) -> None:
        self._loader = loader
        self._random = loader.random
        self._place = place
        self._ends = ends
        self._coming: list[tuple[int, int, _Case]] = []
        self.opened = 0
        recent = range(max(0, size.cases - 4 * size.open_cases), size.cases)
        self._stay_open = set(self._random.sample(recent, min(size.open_cases, len(recent))))

    def open(
        self, uid: bytes, attention: Mapping[str, Any], source: bytes, title: str, detail: str, level: str,
        unit: int, author: bytes,
    ) -> None:  # fmt: skip
        """Open a case at the end of an attention whose facts are given."""
        random, at = self._random, int(attention["ended"])
        internal = at + _TERM[level]
        due = {"internal": internal, "why_internal": _WHY[level], "warn": internal - _TERM[level] // 4,
               "legal": at + _LEGAL, "why_legal": "30 días hábiles desde el día hábil siguiente"}  # fmt: skip
        facts = {name: attention[name] for name in _FROM_ATTENTION} | {
            "level": level, "opened": at, "oday": attention["lday"], "state": "registered",
            "attention": ulid_text(source), "at": at, "due": due,
        }  # fmt: skip
        if level == "critical":
            due |= {"first": at + 2 * HOUR, "why_first": "2 horas desde el registro", "warn": at + HOUR}
            facts["criterion"] = "risk"
        place = f"Calle {random.choice(words.STREETS)} {random.randrange(100, 1900)}"
        personal = {"subject": f"{title} en {place}", "description": detail, "place": place}
        steps = self._steps(self.opened)
        self.opened += 1
        span = min(int(random.expovariate(1 / (5 * DAY))) + HOUR, max(60, self._ends - at))
        case = _Case(uid, unit, author, span // max(1, len(steps)), steps[::-1], due)
        case.entries.append(
            self._loader.append("case", "open", uid, facts, personal, milliseconds=at * 1000, author=author)
        )
        self._wait(case, at)

    def until(self, moment: int, day: int) -> None:
        """Take every step whose moment comes before ``moment``, on the local day ``day``."""
        while self._coming and self._coming[0][0] < moment:
            at, _, case = heapq.heappop(self._coming)
            self._step(case, at, day)
            self._wait(case, at)

    def _wait(self, case: _Case, at: int) -> None:
        if case.steps:
            heapq.heappush(self._coming, (at + case.pace, self._loader.operations, case))
        else:
            self._loader.project("case", case.id, case.entries)

    def _steps(self, index: int) -> list[str]:
        random = self._random
        middle = random.choice(_MIDDLE)
        steps = [
            "in_progress",
            *([middle] if middle else []),
            "resolved",
            "closed",
            *([] if middle else ["rate"]),
        ]
        if index not in self._stay_open:
            return steps
        lot = random.random()
        if lot < 0.1:
            return ["in_progress", "waiting_citizen"]
        if lot < 0.2:
            return ["in_progress", "resolved"]
        return steps[: random.randrange(3)]

    def _step(self, case: _Case, at: int, day: int) -> None:
        random = self._random
        step = case.steps.pop()
        facts: dict[str, Any] = {"at": at, "parents": [case.entries[-1].uid]}
        text, kind = None, step
        if step in ("in_progress", "waiting_citizen", "resolved", "closed"):
            kind, facts["to"] = "move", step
        if step in ("in_progress", "assign"):
            facts["unit"] = self._place.units[case.unit]
            facts["responsible"] = random.choice(self._place.officials[case.unit])
        elif step == "waiting_citizen":
            facts["due"] = {name: case.due[name] for name in ("internal", "why_internal")}
            text = "Falta el documento de identidad."
        elif step == "resolved":
            text = random.choice(words.ANSWERS)
        elif step == "closed":
            facts |= {
                "confirmation": random.choice(("phone", "email", "in_person")),
                "contact": 1,
                "lday": day,
            }
        elif step == "rate":
            facts |= {"score": random.choice((1, 2, 3, 4, 4, 5, 5, 5)), "by_handler": 0}
        elif step == "contact":
            facts |= {"channel": "phone", "reached": True, "answered": False, "attempt": False}
        if step in ("note", "contact"):
            text = random.choice(words.NOTES)
        case.entries.append(
            self._loader.append(
                "case", kind, case.id, facts, {"text": text} if text else None, milliseconds=at * 1000,
                author=case.author,
            )
        )  # fmt: skip
