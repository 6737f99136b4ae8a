"""Everything that is kept about one person, as it is handed to them: figures and texts, no codes to look up.

The JSON form (``FORMAT``) has these keys, in English and stable; moments are ISO 8601 with the office's offset,
what is not known is null, codes stand beside their Spanish words:

``format``, ``exported`` {``at``, ``by``, ``municipality``, ``office``}, ``privacy`` {``notice``, ``legal_basis``},
``person`` {``id``, ``name``, ``document_type``, ``document``, ``phone``, ``email``, ``address``, ``registered``},
``merged_records`` (the same keys and ``merged``), ``attentions``, ``cases`` (each with ``timeline`` and ``files``),
``contacts``, ``hand_overs``, ``numbers`` (printed on receipts and slips), ``earlier_exports`` {``at``, ``by``}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Final

FORMAT: Final = "ventanilla.person/1"


@dataclass(frozen=True, slots=True)
class RecordedPerson:
    """One record; ``document_type`` as it is called, ``merged`` when it was brought together with another."""

    id: str
    name: str
    document_type: str
    document: str
    phone: str
    email: str
    address: str
    registered: datetime | None
    merged: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordedAttention:
    """An attention; ``duration`` in seconds.

    ``voided`` says why it was taken back ("" for one that stands), ``without_contact`` that the person left none.
    """

    number: str
    at: datetime
    channel: str
    query_type: str
    topic: str
    detail: str
    contact: str
    preferential: str
    result: str
    attended_by: str
    unit: str
    office: str
    duration: int
    without_contact: bool = False
    voided: str = ""


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """An entry of a case's timeline; ``what`` in words."""

    at: datetime
    what: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file of a case; ``sha256`` in hexadecimal, ``size`` in bytes, ``type`` in words."""

    name: str
    type: str
    size: int
    added: datetime | None
    by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A case with its timeline, the oldest entry first; ``satisfaction`` 1 to 5, None without an opinion."""

    number: str
    opened: datetime | None
    subject: str
    description: str
    place: str
    topic: str
    request_type: str
    level: str
    state: str
    unit: str
    responsible: str
    due: datetime | None
    satisfaction: int | None
    timeline: tuple[RecordedStep, ...]
    files: tuple[RecordedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedContact:
    """A contact with the person that was logged in one of their cases."""

    at: datetime
    case: str
    channel: str
    reached: bool
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class RecordedHandOver:
    """A hand-over."""

    number: str
    sent: datetime
    need: str
    to: str
    state: str
    comment: str


@dataclass(frozen=True, slots=True)
class EarlierExport:
    """When this person's data was handed out before, and by whom."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All of it; moments in the office's zone."""

    municipality: str
    office: str
    made_at: datetime
    made_by: str
    notice: str
    legal_basis: str
    person: RecordedPerson
    merged: tuple[RecordedPerson, ...]
    attentions: tuple[RecordedAttention, ...]
    cases: tuple[RecordedCase, ...]
    contacts: tuple[RecordedContact, ...]
    hand_overs: tuple[RecordedHandOver, ...]
    earlier: tuple[EarlierExport, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that was printed for the person, each once, in order."""
        found = {each.number for each in self.attentions} | {each.number for each in self.cases}
        return tuple(sorted(number for number in found | {each.number for each in self.hand_overs} if number))


def to_json(record: PersonRecord) -> dict[str, Any]:
    """Return the document as JSON holds it; see the module for the keys."""
    return {
        "format": FORMAT,
        "exported": {
            "at": record.made_at.isoformat(),
            "by": record.made_by,
            "municipality": record.municipality,
            "office": record.office,
        },
        "privacy": {"notice": record.notice, "legal_basis": record.legal_basis},
        "person": {key: value for key, value in _plain(record.person).items() if key != "merged"},
        "merged_records": _plain(record.merged),
        "attentions": _plain(record.attentions),
        "cases": _plain(record.cases),
        "contacts": _plain(record.contacts),
        "hand_overs": _plain(record.hand_overs),
        "numbers": list(record.numbers),
        "earlier_exports": _plain(record.earlier),
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return None if value == "" else value
