"""Records that may be of one person, and why. Pure and symmetric; a person decides, the program only shows.

What speaks for one person is an equal document, or an equal way to be reached together with a name that may be
the same, or an equal name together with a slip in the document. Two different documents of one kind speak
against it: father and son share a name and a telephone.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, groupby
from typing import Final

from desktop_app.domain.cleaning import digits_of
from desktop_app.domain.folded import folded_words
from desktop_app.domain.phones import LEAST, same_phone
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_SEPARATORS = re.compile(r"[^0-9A-Z]+")
_SHORTEST_DOCUMENT: Final = 5
_TYPO: Final = 5
"""Letters of a word from which on one typo in it is forgiven, as in the searches."""
_REORDERED: Final = 3
"""Words of a name from which on the same words, surnames first, say something."""
_CROWD: Final = 12
"""Records that share something from which on it is nobody's own: a telephone of the office, a common name."""


_PARTS: Final = 128
_STEP: Final = 200
_STRIDE: Final = 10_000
"""Groups, and records, between two looks at whether to stop or to stand aside."""


class Reason(StrEnum):
    """Why two records may be of one person, the strongest first."""

    DOCUMENT = "document"
    DOCUMENT_SLIP = "document_slip"
    PHONE_AND_NAME = "phone_and_name"
    EMAIL_AND_NAME = "email_and_name"
    ADDRESS_AND_NAME = "address_and_name"
    PHONE_AND_LIKE_NAME = "phone_and_like_name"
    EMAIL_AND_LIKE_NAME = "email_and_like_name"
    REORDERED_NAME = "reordered_name"


TEXTS: Final[Mapping[Reason, str]] = {
    Reason.DOCUMENT: QT_TRANSLATE_NOOP("core", "Mismo documento"),
    Reason.DOCUMENT_SLIP: QT_TRANSLATE_NOOP("core", "Mismo nombre y documento casi igual"),
    Reason.PHONE_AND_NAME: QT_TRANSLATE_NOOP("core", "Mismo nombre y teléfono"),
    Reason.EMAIL_AND_NAME: QT_TRANSLATE_NOOP("core", "Mismo nombre y correo"),
    Reason.ADDRESS_AND_NAME: QT_TRANSLATE_NOOP("core", "Mismo nombre y dirección"),
    Reason.PHONE_AND_LIKE_NAME: QT_TRANSLATE_NOOP("core", "Mismo teléfono y nombre parecido"),
    Reason.EMAIL_AND_LIKE_NAME: QT_TRANSLATE_NOOP("core", "Mismo correo y nombre parecido"),
    Reason.REORDERED_NAME: QT_TRANSLATE_NOOP("core", "Mismo nombre en otro orden"),
}
"""What each reason is called."""

_STRENGTH: Final = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Person:
    """What a record says; ``key`` tells records apart and orders pairs."""

    key: bytes
    name: str = ""
    document_type: str | None = None
    document: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the smaller key first, and every reason, the strongest first."""

    one: bytes
    other: bytes
    reasons: tuple[Reason, ...]


def order(pair: Pair) -> tuple[int, int, bytes, bytes]:
    """Return the key that sorts pairs: the strongest reason first, then the number of reasons."""
    return _STRENGTH[pair.reasons[0]], -len(pair.reasons), pair.one, pair.other


def plain_document(text: str | None) -> str:
    """Return a document as it is compared: capitals and digits only; empty where it is too short to tell."""
    plain = _SEPARATORS.sub("", (text or "").upper())
    return plain if len(plain) >= _SHORTEST_DOCUMENT else ""


def one_slip(one: str, other: str) -> bool:
    """Tell whether one sign more, less or other, or two swapped neighbours, make one text of another."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    least = min(len(one), len(other))
    while start < least and one[start] == other[start]:
        start += 1
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[start:] == long[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]


def like_names(one: str, other: str) -> bool:
    """Tell whether two folded names may be of one person.

    Every word of the shorter one stands in the longer one, in any order; one word may have a typo or be an
    initial. A single word says too little, unless it is the whole of both.
    """
    if one == other:
        return bool(one)
    short, long = sorted((Counter(one.split()), Counter(other.split())), key=lambda words: words.total())
    common = (short & long).total()
    left = list((short - long).elements())
    if short.total() < 2 or common < 1 or len(left) > 1:
        return False
    return not left or any(_like_words(left[0], word) for word in (long - short).elements())


def _like_words(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= _TYPO - 1 and len(long) >= _TYPO and one_slip(short, long)


def compare(one: Person, other: Person) -> Pair | None:
    """Return why two records may be of one person, or None; the order of the two makes no difference."""
    if one.key == other.key:
        return None
    reasons = sorted(_reasons(one, other), key=_STRENGTH.__getitem__)
    if not reasons:
        return None
    first, second = sorted((one.key, other.key))
    return Pair(first, second, tuple(reasons))


def _reasons(one: Person, other: Person) -> Iterator[Reason]:
    papers = plain_document(one.document), plain_document(other.document)
    kinds = {one.document_type, other.document_type} - {None, ""}
    same_kind = len(kinds) < 2
    if papers[0] and papers[0] == papers[1] and same_kind:
        yield Reason.DOCUMENT
    names = folded_words(one.name), folded_words(other.name)
    slip = bool(papers[0] and papers[1]) and same_kind and one_slip(*papers)
    if papers[0] and papers[1] and same_kind and papers[0] != papers[1] and not slip:
        return
    sorted_names = [sorted(name.split()) for name in names]
    same_name = bool(names[0]) and sorted_names[0] == sorted_names[1]
    if same_name and slip:
        yield Reason.DOCUMENT_SLIP
    like = same_name or like_names(*names)
    if like and same_phone(one.phone, other.phone):
        yield Reason.PHONE_AND_NAME if same_name else Reason.PHONE_AND_LIKE_NAME
    if like and one.email and _address_of(one.email) == _address_of(other.email):
        yield Reason.EMAIL_AND_NAME if same_name else Reason.EMAIL_AND_LIKE_NAME
    if same_name and one.address and folded_words(one.address) == folded_words(other.address or ""):
        yield Reason.ADDRESS_AND_NAME
    missing = not (papers[0] and papers[1])
    if missing and len(sorted_names[0]) >= _REORDERED and names[0] != names[1] and _turned(*names):
        yield Reason.REORDERED_NAME


def _turned(one: str, other: str) -> bool:
    """Tell whether a name begins with the surnames of the other. Two surnames swapped are another person's."""
    return len(one) == len(other) and f" {one} " in f" {other} {other} "


def _address_of(email: str | None) -> str:
    return (email or "").strip().casefold()


class Register:
    """Finds who is worth comparing among very many: eight bytes a record and question, no text is kept twice.

    ``add`` is called once a record, in any order; ``candidates`` then yields places of records, counted from
    0 in the order of adding, each pair once. What it leaves out is no pair for ``compare`` either, except in
    a crowd that shares one thing.
    """

    def __init__(self) -> None:
        self._names, self._phones, self._emails, self._addresses = (array("q") for _ in range(4))
        self._documents: list[str] = []

    def __len__(self) -> int:
        return len(self._documents)

    def add(
        self,
        name_key: str | None,
        document: str | None,
        phone: str | None,
        email: str | None,
        address: str | None,
    ) -> None:
        """Take a record in; ``name_key`` is its folded name."""
        name = name_key or ""
        self._names.append(hash(" ".join(sorted(name.split()))) if name else 0)
        digits = digits_of(phone).lstrip("0") if phone else ""
        self._phones.append(hash(digits[-LEAST:]) if len(digits) >= LEAST else 0)
        self._emails.append(hash(_address_of(email)) if email else 0)
        self._addresses.append(hash(folded_words(address)) if address else 0)
        self._documents.append(plain_document(document))

    def candidates(self, step: Callable[[], object] = lambda: None) -> Iterator[tuple[int, int]]:
        """Yield pairs of places; ``step`` is called now and then and may raise."""
        seen: set[tuple[int, int]] = set()
        for group in self._groups(step):
            for pair in combinations(sorted(group), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair

    def _groups(self, step: Callable[[], object]) -> Iterator[Sequence[int]]:
        papers = array("q", (hash(text) if text else 0 for text in self._documents))
        for keys in (papers, self._phones, self._emails):
            step()
            for group in _alike(keys, step):
                yield from self._parted(group)
        step()
        for number, group in enumerate(_alike(self._names, step)):
            if not number % _STEP:
                step()
            yield from self._namesakes(group)

    def _parted(self, group: Sequence[int]) -> Iterator[Sequence[int]]:
        """Part a crowd that shares one thing by name; a few are all compared."""
        if len(group) <= _CROWD:
            yield group
            return
        for smaller in _together((self._names[place], place) for place in group if self._names[place]):
            yield smaller[:_CROWD]

    def _namesakes(self, group: Sequence[int]) -> Iterator[Sequence[int]]:
        if len(group) <= _CROWD:
            yield group
            return
        # A name that many have is no evidence by itself: there something else must be equal, or nearly.
        for keys in (self._phones, self._emails, self._addresses):
            yield from (each[:_CROWD] for each in _together((keys[at], at) for at in group if keys[at]))
        yield from (each[:_CROWD] for each in _together(self._slips(group)))

    def _slips(self, group: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Yield each document without one of its signs: those a slip apart have one of these in common."""
        for place in group:
            text = self._documents[place]
            if text:
                yield text, place
                for at in {text[:cut] + text[cut + 1 :] for cut in range(len(text))}:
                    yield at, place


def _alike(keys: array[int], step: Callable[[], object]) -> Iterator[list[int]]:
    """Yield the places that have one key in common; 0 is nobody's.

    Part by part: sorting all at once would keep every other thread of the program waiting.
    """
    parts: list[list[int]] = [[] for _ in range(_PARTS)]
    for place, key in enumerate(keys):
        if not place % _STRIDE:
            step()
        if key:
            parts[key % _PARTS].append(place)
    for part in parts:
        step()
        part.sort(key=keys.__getitem__)
        for _key, same in groupby(part, keys.__getitem__):
            group = list(same)
            if len(group) > 1:
                yield group


def _together(pairs: Iterable[tuple[object, int]]) -> Iterator[list[int]]:
    found: dict[object, list[int]] = {}
    for key, place in pairs:
        found.setdefault(key, []).append(place)
    for group in found.values():
        if len(group) > 1:
            yield sorted(set(group))


def find(people: Sequence[Person]) -> list[Pair]:
    """Return every pair among some people, the strongest first."""
    register = Register()
    for each in people:
        register.add(folded_words(each.name), each.document, each.phone, each.email, each.address)
    pairs = (compare(people[one], people[other]) for one, other in register.candidates())
    return sorted((pair for pair in pairs if pair is not None), key=order)
