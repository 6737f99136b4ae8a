"""What hangs on a case beside its state: links to other cases, files, who was told of a due moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.domain import facts
from desktop_app.domain.folding import Entry

MOST_LINKS: Final = 200
MOST_FILES: Final = 500
"""More than any honest case has; a forged thousand must not fill every desk's lists."""

WARNING: Final = "warning"
DUE: Final = "due"
"""Causes of an escalation that the program itself writes: most of the time is used; it is used up."""

_SHA = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file that was added to a case: its content by SHA-256 in hexadecimal, bytes, epoch seconds."""

    sha: str
    name: str
    type: str
    size: int
    added: int
    author: str | None
    event: str


@dataclass(slots=True)
class Attached:
    """What the events have hung on a case. ``links`` are ULID texts of other cases with the kind of link,
    ``told`` the due moment of which was told last, by cause."""

    links: dict[str, str] = field(default_factory=dict)
    files: dict[str, CaseFile] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    escalations: set[tuple[str, int]] = field(default_factory=set)

    def take(self, entry: Entry, at: int) -> bool:
        """Take an event at epoch seconds; tell whether it says something that was not said before."""
        step = _STEPS.get(entry.kind)
        return True if step is None else step(self, entry, at)


def _link(attached: Attached, entry: Entry, _at: int) -> bool:
    other, kind = facts.ident(entry.facts.get("other")), facts.words(entry.facts.get("relation"))
    if other is None or attached.links.get(other) == (kind or "related") or len(attached.links) >= MOST_LINKS:
        return False
    attached.links[other] = kind or "related"
    return True


def _unlink(attached: Attached, entry: Entry, _at: int) -> bool:
    other = facts.ident(entry.facts.get("other"))
    return other is not None and attached.links.pop(other, None) is not None


def _attach(attached: Attached, entry: Entry, at: int) -> bool:
    said = entry.facts
    sha, size = facts.words(said.get("sha")), facts.number(said.get("size"))
    if sha is None or not _SHA.fullmatch(sha) or size is None or not 0 <= size < 2**40:
        return False
    if sha in attached.files or len(attached.files) >= MOST_FILES:
        return False
    name = (facts.words(entry.personal.get("name")) or "")[:_LONGEST_NAME]
    kind = (facts.words(said.get("type")) or "")[:_LONGEST_NAME]
    attached.files[sha] = CaseFile(sha, name, kind, size, at, entry.author, entry.uid)
    return True


def _detach(attached: Attached, entry: Entry, _at: int) -> bool:
    sha = facts.words(entry.facts.get("sha"))
    return sha is not None and attached.files.pop(sha, None) is not None


def _escalate(attached: Attached, entry: Entry, _at: int) -> bool:
    """Count the first of those that desks wrote apart about the same due moment."""
    cause, mark = facts.words(entry.facts.get("cause")), facts.moment(entry.facts.get("mark"))
    if cause is None or mark is None:
        return True
    if (cause, mark) in attached.escalations:
        return False
    attached.escalations.add((cause, mark))
    attached.told[cause] = mark
    return True


_STEPS: Final[Mapping[str, Callable[[Attached, Entry, int], bool]]] = {
    "link": _link,
    "unlink": _unlink,
    "attach": _attach,
    "detach": _detach,
    "escalate": _escalate,
}
