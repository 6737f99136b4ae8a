"""How people introduce themselves at the counter: a name, a document and a telephone in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from desktop_app.domain.cleaning import LINE, clean_text, digits_of
from desktop_app.domain.documents import VALIDATORS, check_document
from desktop_app.domain.folded import folded

if TYPE_CHECKING:
    from desktop_app.domain.profile import DocumentType, Profile

LEAST: Final = 7
"""Digits from which a number is a document or a telephone, not part of a name ("I.E. 1024")."""

_NUMBER = re.compile(r"\+?[(\d][\d.\-/()]*")
_LETTERED = re.compile(r"[A-Za-z]{1,3}[\-.]?\d{5,}|\d{8}-?[A-Za-z]")
_PHONE_WORDS: Final = frozenset({"tel", "telf", "telefono", "cel", "celular", "movil"})
_EDGES: Final = ".,;:"


@dataclass(frozen=True, slots=True)
class Introduced:
    """What one line tells of a person; ``warning`` is a Spanish sentence about the document, or ""."""

    name: str = ""
    document_type: str | None = None
    document: str | None = None
    phone: str | None = None
    email: str | None = None
    warning: str = ""


def read_introduction(typed: str, profile: Profile, *, has_contact: bool = False) -> Introduced:
    """Tell name, document, telephone and e-mail apart; the kind of document follows from its form.

    A word such as "RUC" or "tel." before a number decides. A number that fits no document is a
    telephone, or the profile's first document with a warning where a contact is known (``has_contact``).
    Total: a text that is longer than a line is taken as it is.
    """
    if len(typed) > LINE:
        return Introduced(name=typed)
    reader = _Reader(profile, has_contact=has_contact)
    for word in _words(clean_text(typed).split()):
        reader.take(word)
    return reader.told()


def _words(tokens: list[str]) -> Iterator[str]:
    """Yield the words; a telephone written in groups ("987 654 321") is one."""
    for numeric, run in groupby(tokens, key=lambda token: bool(_NUMBER.fullmatch(token.strip(_EDGES)))):
        group = list(run)
        whole = any(len(digits_of(token)) >= LEAST for token in group)
        if numeric and not whole and len(digits_of("".join(group))) >= LEAST:
            yield " ".join(group)
        else:
            yield from group


class _Reader:
    """Takes words one by one."""

    def __init__(self, profile: Profile, *, has_contact: bool) -> None:
        self._profile = profile
        self._has_contact = has_contact
        self._name: list[str] = []
        self._document: tuple[str, str, str] | None = None
        self._phone: str | None = None
        self._email: str | None = None

    def take(self, word: str) -> None:
        bare = word.strip(_EDGES)
        kind, phone = self._announced(bare)
        if "@" in bare.strip("@") and self._email is None:
            self._email = bare
        elif len(digits_of(bare)) >= LEAST and _NUMBER.fullmatch(bare.replace(" ", "")):
            self._number(bare, kind, phone=phone)
        elif self._document is None and (_LETTERED.fullmatch(bare) or (kind and digits_of(bare))):
            self._lettered(bare, kind)
        else:
            self._name.append(word)

    def told(self) -> Introduced:
        code, number, warning = self._document or (None, None, "")
        return Introduced(" ".join(self._name).strip(" ,;:"), code, number, self._phone, self._email, warning)

    def _announced(self, number: str) -> tuple[DocumentType | None, bool]:
        """Return the kind of document, or that a telephone, was announced by the word before a number."""
        if not self._name or not digits_of(number):
            return None, False
        said = folded(self._name[-1].strip(_EDGES).rstrip("°º"))
        if said in _PHONE_WORDS:
            return None, True
        for kind in self._profile.document_types.values():
            if said in (folded(kind.code), folded(kind.label)):
                return kind, False
        return None, False

    def _number(self, number: str, kind: DocumentType | None, *, phone: bool) -> None:
        if phone or (kind is None and self._sounds_like_phone(number)):
            self._keep_phone(number, announced=phone)
            return
        if self._document is not None:
            self._keep_phone(number, announced=kind is not None)
            return
        found = (kind, "") if kind is not None else self._kind_of(number)
        if found is not None:
            self._keep_document(number, found[0], found[1], announced=kind is not None)
        elif self._phone is None and not self._has_contact:
            self._keep_phone(number, announced=False)
        else:
            first = next((each for each in self._profile.document_types.values() if each.digits), None)
            if first is None:
                self._name.append(number)
            else:
                self._keep_document(number, first, "", announced=False)

    def _lettered(self, number: str, kind: DocumentType | None) -> None:
        found = (kind, "") if kind is not None else self._kind_of(number)
        if found is None:
            self._name.append(number)
        else:
            self._keep_document(number, found[0], found[1], announced=kind is not None)

    def _kind_of(self, number: str) -> tuple[DocumentType, str] | None:
        """Return the kind whose form fits, and a warning where one with a check digit nearly did."""
        kinds = [kind for kind in self._profile.document_types.values() if kind.validator != "free"]
        numeric = [kind for kind in kinds if kind.digits]
        if number[0].isalpha() or not numeric:
            fits = (kind for kind in kinds if not kind.digits and not check_document(kind, number).is_odd)
            found = next(fits, None)
            return (found, "") if found is not None else None
        near: list[tuple[DocumentType, str]] = []
        for kind in numeric:
            check = check_document(kind, number)
            if {len(check.normalised), len(digits_of(number))} & {*kind.digits}:
                near.append((kind, check.warning))
        if not near:
            return None
        good = [kind for kind, warning in near if not warning]
        sure = next((kind for kind in good if VALIDATORS[kind.validator] is not None), None)
        if sure is not None:
            return sure, ""
        doubt = next((warning for _kind, warning in near if warning), "")
        return (good[0], doubt) if good else (near[0][0], "")

    def _sounds_like_phone(self, number: str) -> bool:
        digits = digits_of(number)
        mobile = self._profile.mobile
        return number.startswith(("+", "(")) or (
            mobile is not None and len(digits) == mobile.digits and digits[0] in mobile.first
        )

    def _keep_phone(self, number: str, *, announced: bool) -> None:
        if self._phone is not None:
            self._name.append(number)
            return
        self._phone = number
        if announced:
            self._name.pop()

    def _keep_document(self, number: str, kind: DocumentType, doubt: str, *, announced: bool) -> None:
        if announced:
            self._name.pop()
        check = check_document(kind, number)
        self._document = (kind.code, check.normalised, doubt or check.warning)
